"""Sums that reports imply: parts by one utterer in one report, as statements of their own.

"At least 100 killed and about 1,000 wounded" is nobody's figure of 1,100; but a total that
somebody else states can be held against it. A sum stands as long as one report carries all of
its parts, whichever reports relay them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from apps.claims.assertions import assertion_of, claims_to_assert
from apps.discrepancies.enums import StatementKind
from apps.discrepancies.identity import digest, keys_write, statement_values
from apps.discrepancies.models import Statement, StatementClaim, StatementPart
from apps.discrepancies.removal import statements_delete
from claimtrack.engine.blocking import blocking_keys
from claimtrack.engine.sums import derive_sums

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from apps.reports.models import ReportVersion
    from claimtrack.engine.policy import Policy
    from claimtrack.engine.records import Assertion
    from claimtrack.engine.sums import DerivedSum


def sums_write(*, own: Mapping[int, Assertion], version: ReportVersion, policy: Policy) -> set[int]:
    """Bring the sums that one report's claims imply up to date.

    ``own`` are the claims of the report that take part, by row. Call it when their statements
    are written: a sum is known by the statements that are its parts. Return the questions
    that lost a raised pair because a sum is gone.
    """
    statements = dict(
        StatementClaim.objects.filter(claim_id__in=own).values_list("claim_id", "statement_id")
    )
    touched = set(statements.values())
    touched.update(
        Statement.objects.filter(touched_by=version)
        .exclude(kind=StatementKind.SUM)
        .values_list("pk", flat=True)
    )
    rows = {id(assertion): pk for pk, assertion in own.items()}
    for derived in derive_sums(own.values(), policy):
        parts = frozenset(statements[rows[id(part)]] for part in derived.parts)
        if len(parts) > 1:
            _save(derived, parts, version)
    return _refresh(touched, version)


def derived_sum(*, statement: Statement, policy: Policy) -> DerivedSum | None:
    """Return a stored sum as the engine derives it, from the first report that carries it all."""
    parts = set(statement.sum_parts.values_list("part_id", flat=True))
    claims = list(
        claims_to_assert()
        .filter(statement_claim__statement__in=parts)
        .select_related("statement_claim")
    )
    carried: dict[str, set[int]] = {}
    for claim in claims:
        carried.setdefault(claim.version.report.external_id, set()).add(
            claim.statement_claim.statement_id
        )
    whole = sorted(report for report, held in carried.items() if held == parts)
    for report in whole:
        own = {
            claim.pk: assertion_of(claim)
            for claim in claims
            if claim.version.report.external_id == report
        }
        by_id = {
            id(assertion): next(
                each.statement_claim.statement_id for each in claims if each.pk == pk
            )
            for pk, assertion in own.items()
        }
        for derived in derive_sums(own.values(), policy):
            if {by_id[id(part)] for part in derived.parts} == parts:
                return derived
    return None


def _save(derived: DerivedSum, parts: frozenset[int], version: ReportVersion) -> None:
    standing = (
        Statement.objects.filter(kind=StatementKind.SUM, sum_parts__part_id=min(parts))
        .prefetch_related("sum_parts")
        .order_by("pk")
    )
    for row in standing:
        if {each.part_id for each in row.sum_parts.all()} == parts:
            return
    rows = Statement.objects.filter(pk__in=parts).order_by("key")
    values = (
        statement_values(derived.total)
        | _days(rows)
        | {
            "kind": StatementKind.SUM,
            "text": derived.text,
            "utterer": rows[0].utterer,
            "touched_by": version,
        }
    )
    statement = Statement.objects.create(**values)
    StatementPart.objects.bulk_create(
        StatementPart(sum=statement, part_id=part) for part in sorted(parts)
    )
    keys_write(statement=statement, keys=blocking_keys(derived.total))


def _days(parts: Iterable[Statement]) -> dict[str, object]:
    rows = list(parts)
    return {
        "key": digest("|".join(["sum", *sorted(row.key for row in rows)])),
        "group_key": digest("|".join(["sum", *sorted(row.group_key for row in rows)])),
        "first_said_on": min(row.first_said_on for row in rows),
        "last_said_on": max(row.last_said_on for row in rows),
    }


def _refresh(touched: set[int], version: ReportVersion) -> set[int]:
    """Give sums of touched parts their key and days; take away those that nobody carries."""
    sums = (
        Statement.objects.filter(kind=StatementKind.SUM, sum_parts__part_id__in=touched)
        .distinct()
        .prefetch_related("parts")
        .order_by("pk")
    )
    gone: list[int] = []
    for row in sums:
        parts = list(row.parts.all())
        if not _carried(parts):
            gone.append(row.pk)
            continue
        days = _days(parts)
        if any(getattr(row, name) != value for name, value in days.items()):
            for name, value in days.items():
                setattr(row, name, value)
            row.touched_by = version
            row.save()
    orphans = Statement.objects.filter(kind=StatementKind.SUM, sum_parts__isnull=True)
    return statements_delete(statement_ids=(*gone, *orphans.values_list("pk", flat=True)))


def _carried(parts: list[Statement]) -> bool:
    """Tell whether one report carries every part."""
    if len(parts) < 2:  # noqa: PLR2004  # a sum has two parts at least
        return False
    reports: set[int] | None = None
    for part in parts:
        own = set(part.claims.values_list("version__report_id", flat=True))
        reports = own if reports is None else reports & own
    return bool(reports)
