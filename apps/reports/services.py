"""Taking reports in, and taking them out of the comparisons again."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import py3langid
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from apps.core.rows import rows_insert
from apps.core.sql import execute, fetch
from apps.reports.addresses import complete_url, url_key
from apps.reports.documents import CONTROL, Document, document_read
from apps.reports.enums import IngestOutcome, PublicationStatus, StageName, StageState
from apps.reports.models import Report, ReportVersion, Stage
from apps.sources.enums import SourceKind
from apps.sources.names import fold_name, host_of
from apps.sources.services import source_find_by_domain, source_resolve
from claimtrack.engine.language.text import find_headline

if TYPE_CHECKING:
    from apps.accounts.models import User
    from apps.sources.models import Source

_KNOWN = """
    SELECT FROM reports_report WHERE external_id = %s
    UNION ALL
    SELECT FROM reports_report WHERE url_key = %s AND url_key <> '' LIMIT 1
"""

#: Before this day there was no newspaper.
EARLIEST = date(1600, 1, 1)
#: A report may be dated tomorrow, where it is tomorrow already.
AHEAD = timedelta(days=1)
#: Two workers that take the same report in at once meet at a constraint; the later looks again.
TRIES = 3
#: The language is told from the beginning of a text.
LANGUAGE_SAMPLE = 4000


@dataclass(frozen=True, slots=True)
class IngestResult:
    """What became of a text that was handed in, and where it is now."""

    outcome: IngestOutcome
    report: Report
    version: ReportVersion


@dataclass(frozen=True, slots=True)
class _Incoming:
    """A checked document with all that identifies it."""

    document: Document
    sha256: str
    url: str
    url_key: str
    external_id: str
    published_on: date
    outlet: str


def report_ingest(  # what a report comes with
    *,
    content: bytes | str,
    media_type: str = "text/plain",
    outlet: str = "",
    url: str = "",
    published_on: date | str | None,
    external_id: str = "",
    headline: str = "",
    user: User | None = None,
) -> IngestResult:
    """Take a report in: a new one, a new version of a known one, or one that is known already.

    One transaction writes the report, its version and the stages of work on it, or nothing.
    A report is known by ``external_id``, else by its address, else by outlet, day and text.

    Raise ``PermissionDenied`` if ``user`` is given and may not add reports, and
    ``ValidationError`` naming ``text``, ``content``, ``media_type``, ``published_on``, ``url``,
    ``outlet`` or ``external_id``.
    """
    if user is not None and not user.has_perm("reports.add_report"):
        message = f"{user} may not take reports in."
        raise PermissionDenied(message)
    incoming = _checked(content, media_type, outlet, url, published_on, external_id, headline)
    for attempt in range(1, TRIES + 1):
        try:
            with transaction.atomic():
                return _ingest(incoming, user)
        except IntegrityError:
            if attempt == TRIES:
                raise
    raise AssertionError


def _checked(  # what a report comes with
    content: bytes | str,
    media_type: str,
    outlet: str,
    url: str,
    published_on: date | str | None,
    external_id: str,
    headline: str,
) -> _Incoming:
    errors: dict[str, list[str]] = {}
    document = day = None
    complete = ""
    try:
        document = document_read(content=content, media_type=media_type, headline=headline)
    except ValidationError as invalid:
        errors.update(invalid.message_dict)
    try:
        day = _day(published_on)
    except ValidationError as invalid:
        errors.update(invalid.message_dict)
    try:
        complete = complete_url(url=url)
    except ValidationError as invalid:
        errors.update(invalid.message_dict)
    name = " ".join(outlet.split())
    if not complete and not name and "url" not in errors:
        errors["outlet"] = ["Name the outlet, or give the address that tells it."]
    elif name and _name_wrong(name):
        errors["outlet"] = [_name_wrong(name)]
    if len(external_id) > 200 or _unprintable(external_id):  # noqa: PLR2004  # the column's length
        errors["external_id"] = ["An id has 200 printable characters at most."]
    if len(complete) > 2000:  # noqa: PLR2004  # the column's length
        errors["url"] = ["This address is too long; 2,000 characters at most."]
    if errors or document is None or day is None:
        raise ValidationError(errors)
    return _Incoming(
        document=document,
        sha256=hashlib.sha256(document.text.encode()).hexdigest(),
        url=complete,
        url_key=url_key(url=complete),
        external_id=external_id.strip(),
        published_on=day,
        outlet=name,
    )


def _name_wrong(name: str) -> str:
    """Return what is wrong with the name of an outlet, or nothing."""
    if CONTROL.search(name):
        return "This name has control characters."
    if not fold_name(name):
        return f"“{name}” has no letters or digits."
    if len(name) > 200:  # noqa: PLR2004  # the column's length
        return "This name is too long; 200 characters at most."
    return ""


def _unprintable(text: str) -> bool:
    return bool(text) and not text.isprintable()


def _day(value: date | str | None) -> date:
    if value is None or value == "":
        raise ValidationError({"published_on": "Give the day that the report itself gives."})
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value.strip())
        except ValueError:
            message = f"“{value}” is no day; write it as 2024-12-23."
            raise ValidationError({"published_on": message}) from None
    if value < EARLIEST:
        raise ValidationError({"published_on": f"{value} is before any newspaper."})
    if value > timezone.now().date() + AHEAD:
        raise ValidationError({"published_on": f"{value} is in the future."})
    return value


def _ingest(incoming: _Incoming, user: User | None) -> IngestResult:
    source = _outlet(incoming)
    _lock_identity(incoming, source)
    report = _known(incoming, source)
    if report is None:
        report = Report.objects.create(
            external_id=incoming.external_id or f"r-{uuid.uuid4().hex[:16]}",
            url=incoming.url,
            url_key=incoming.url_key,
            outlet=source,
            published_on=incoming.published_on,
            ingested_by=user,
        )
        return IngestResult(IngestOutcome.CREATED, report, _new_version(report, incoming, 1))
    current = report.versions.get(is_current=True)
    if current.sha256 == incoming.sha256:
        return IngestResult(IngestOutcome.DUPLICATE, report, current)
    if report.published_on != incoming.published_on:
        report.published_on = incoming.published_on
        report.save()
    return IngestResult(IngestOutcome.REVISED, report, _add_version(report, incoming))


def _outlet(incoming: _Incoming) -> Source:
    host = host_of(incoming.url)
    if incoming.outlet:
        return source_resolve(name=incoming.outlet, kind=SourceKind.OUTLET)
    known = source_find_by_domain(host=host)
    return known or source_resolve(name=host, kind=SourceKind.OUTLET, domain=host)


def _known(incoming: _Incoming, outlet: Source) -> Report | None:
    given = [incoming.external_id, incoming.url_key]
    if any(given) and not fetch(_KNOWN, given):
        return None
    reports = Report.objects.select_for_update(no_key=True, of=("self",)).select_related("outlet")
    if incoming.external_id:
        by_id = reports.filter(external_id=incoming.external_id).first()
        if by_id is not None:
            if incoming.url_key and by_id.url_key and by_id.url_key != incoming.url_key:
                message = (
                    f"“{incoming.external_id}” is the id of the report at {by_id.url}, "
                    f"not of the one at {incoming.url}."
                )
                raise ValidationError({"external_id": message})
            return by_id
    if incoming.url_key:
        return reports.filter(url_key=incoming.url_key).first()
    if incoming.external_id:
        return None
    return reports.filter(
        outlet=outlet,
        published_on=incoming.published_on,
        versions__sha256=incoming.sha256,
        versions__is_current=True,
    ).first()


def _lock_identity(incoming: _Incoming, outlet: Source) -> None:
    """Have whoever takes in the same report at the same time wait for this one.

    A report without an id or an address is known by its text, which no constraint holds apart.
    """
    names = [incoming.external_id and f"id|{incoming.external_id}"]
    names.append(incoming.url_key and f"url|{incoming.url_key}")
    if not any(names):
        names = [f"text|{outlet.pk}|{incoming.published_on}|{incoming.sha256}"]
    digests = (hashlib.sha256(each.encode()).hexdigest() for each in names if each)
    numbers = sorted(int(each[:15], 16) for each in digests)
    execute("SELECT pg_advisory_xact_lock(k) FROM unnest(%s::bigint[]) AS k", [numbers])


def _add_version(report: Report, incoming: _Incoming) -> ReportVersion:
    report.versions.filter(is_current=True).update(is_current=False)
    former = report.versions.filter(sha256=incoming.sha256).first()
    if former is not None:
        # A page that went back to an earlier text: that version is the current one again.
        former.is_current = True
        former.save()
        _wait_again(former)
        return former
    return _new_version(report, incoming, report.versions.count() + 1)


def _new_version(report: Report, incoming: _Incoming, number: int) -> ReportVersion:
    text = incoming.document.text
    version = ReportVersion.objects.create(
        report=report,
        number=number,
        text=text,
        sha256=incoming.sha256,
        headline_end=find_headline(text),
        published_on=incoming.published_on,
        language=py3langid.classify(text[:LANGUAGE_SAMPLE])[0],
        raw=incoming.document.raw,
        media_type=incoming.document.media_type,
        fetched_at=timezone.now(),
        cleaning=list(incoming.document.cleaning),
    )
    rows_insert([Stage(version=version, name=name) for name in StageName.values])
    return version


@transaction.atomic
def report_set_status(*, user: User, report_id: int, status: PublicationStatus) -> Report:
    """Withhold or cancel a report, or put it back; its claims leave or join the comparisons.

    The grouping and the comparison of its current version wait to be done again.
    """
    if not user.has_perm("reports.change_report"):
        message = f"{user} may not change the status of a report."
        raise PermissionDenied(message)
    report = Report.objects.select_for_update(no_key=True).get(pk=report_id)
    if report.status != status:
        report.status = status
        report.save()
        _wait_again(report.versions.get(is_current=True))
    return report


def _wait_again(version: ReportVersion) -> None:
    """Let a version be grouped and compared again; what it claims has not changed."""
    version.stages.filter(name__in=(StageName.GROUP, StageName.COMPARE)).update(
        state=StageState.WAITING, attempts=0, not_before=None, error=""
    )
