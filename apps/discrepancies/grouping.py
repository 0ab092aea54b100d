"""Claims into statements: what each report's claims change in who said what.

Statements are a function of the claims that take part (the current versions of usable reports):
whichever report comes first, the same rows stand at the end. A group key narrows the work to
the claims of one utterer with one figure on one topic; the rest of the table is not read.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection, transaction

from apps.claims.assertions import assertion_of
from apps.claims.models import Claim
from apps.discrepancies.enums import StatementKind
from apps.discrepancies.models import (
    Question,
    Statement,
    StatementClaim,
    StatementKey,
    StatementPart,
)
from apps.reports.enums import PublicationStatus
from apps.reports.models import Report, ReportVersion
from claimtrack.engine.blocking import blocking_keys, question_of
from claimtrack.engine.records import ClaimKind
from claimtrack.engine.statements import group_statements, statement_key
from claimtrack.engine.sums import derive_sums

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from claimtrack.engine.policy import Policy
    from claimtrack.engine.records import Assertion
    from claimtrack.engine.sums import DerivedSum


@dataclass(frozen=True, slots=True)
class GroupOutcome:
    """How many statements of a report were made, changed, or taken away."""

    created: int
    changed: int
    deleted: int


@dataclass(frozen=True, slots=True)
class _Member:
    """A claim that takes part, and the same as the engine reads it."""

    claim_id: int
    assertion: Assertion


@transaction.atomic
def version_group(*, version_id: int, policy: Policy) -> GroupOutcome:
    """Bring the statements of one version's report up to its claims; idempotent.

    Claims of earlier versions, and of reports that were withheld or canceled, are taken out of
    their statements. Every statement that changed is marked for comparison.
    """
    version = ReportVersion.objects.select_related("report").get(pk=version_id)
    report = Report.objects.select_for_update(no_key=True).get(pk=version.report_id)
    own = _members(_claims_taking_part(report))
    keys = {digest(statement_key(member.assertion)) for member in own}
    keys.update(
        Statement.objects.filter(claims__version__report=report).values_list("group_key", flat=True)
    )
    _lock_group_keys(keys)
    existing = list(
        Statement.objects.filter(group_key__in=keys)
        .select_for_update(no_key=True)
        .order_by("pk")
    )
    others = _members(
        Claim.objects.filter(statement_claim__statement__in=existing)
        .exclude(version__report=report)
        .select_related("version__report__outlet", "utterer")
    )
    outcome = _write_statements(
        existing=existing, members=[*others, *own], version=version, policy=policy
    )
    _write_sums(report=report, own=own, version=version, policy=policy)
    return outcome


def digest(text: str) -> str:
    """Return the SHA-256 of a natural key as hexadecimal digits: one length, whatever it says."""
    return hashlib.sha256(text.encode()).hexdigest()


def _claims_taking_part(report: Report) -> Iterable[Claim]:
    if report.status != PublicationStatus.USABLE:
        return ()
    return Claim.objects.filter(
        version__report=report, version__is_current=True
    ).select_related("version__report__outlet", "utterer")


def _members(claims: Iterable[Claim]) -> list[_Member]:
    return [_Member(claim.pk, assertion_of(claim)) for claim in claims]


def _lock_group_keys(keys: Iterable[str]) -> None:
    numbers = sorted(int(key[:15], 16) for key in keys)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(k) FROM unnest(%s::bigint[]) AS k", [numbers])
