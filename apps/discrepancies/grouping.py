"""Claims into statements: what each report's claims change in who said what.

Statements are a function of the claims that take part (the current versions of usable reports):
whichever report comes first, the same rows stand at the end. A group key narrows the work to
the claims of one utterer with one figure on one topic; the rest of the table is not read.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection, transaction

from apps.claims.assertions import assertion_of, claims_to_assert
from apps.claims.models import Claim
from apps.claims.selectors import claims_outdated, claims_rested_on
from apps.claims.services import claims_drop_outdated
from apps.discrepancies.enums import StatementKind
from apps.discrepancies.identity import digest, keys_write, statement_values
from apps.discrepancies.models import Statement, StatementClaim
from apps.discrepancies.queue import discrepancies_refresh
from apps.discrepancies.removal import statements_delete
from apps.discrepancies.sums import sums_write
from apps.reports.enums import PublicationStatus, StageName
from apps.reports.models import Report, ReportVersion, Stage
from claimtrack import engine
from claimtrack.engine.blocking import blocking_keys
from claimtrack.engine.statements import group_statements, statement_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from claimtrack.engine.policy import Policy
    from claimtrack.engine.records import Assertion
    from claimtrack.engine.statements import StatementGroup


@dataclass(frozen=True, slots=True)
class GroupOutcome:
    """How many statements of a report were written anew or changed, and taken away."""

    changed: int
    deleted: int


@transaction.atomic
def version_group(*, version_id: int, policy: Policy) -> GroupOutcome:
    """Bring the statements of one version's report up to its claims; idempotent.

    Claims of earlier versions, and of reports that were withheld or canceled, are taken out of
    their statements. Every statement that changed is marked for the comparison of this version;
    after a change of engine, every statement of the report is.
    """
    version = ReportVersion.objects.defer("text", "raw").get(pk=version_id)
    report = Report.objects.select_for_update(no_key=True).get(pk=version.report_id)
    own = _assertions(_claims_taking_part(report))
    keys = {digest(statement_key(assertion)) for assertion in own.values()}
    keys.update(
        Statement.objects.filter(claims__version__report=report).values_list("group_key", flat=True)
    )
    _lock_group_keys(keys)
    standing = list(
        Statement.objects.filter(group_key__in=keys)
        .exclude(kind=StatementKind.SUM)
        .select_for_update(no_key=True)
        .order_by("pk")
    )
    members = own | _assertions(
        claims_to_assert()
        .filter(statement_claim__statement__in=standing)
        .exclude(version__report=report)
    )
    outcome, questions = _write(
        standing, members, version, policy, renew=_of_another_engine(version)
    )
    questions |= sums_write(own=own, version=version, policy=policy)
    # Questions last: every stage locks statements before questions.
    discrepancies_refresh(question_ids=questions, policy=policy)
    claims_drop_outdated(report=report)
    return outcome


def _claims_taking_part(report: Report) -> Iterable[Claim]:
    if report.status != PublicationStatus.USABLE:
        return ()
    outdated = claims_outdated(report=report)
    gone = set(outdated.values_list("pk", flat=True)) - claims_rested_on(claims=outdated)
    current = claims_to_assert().filter(version__report=report, version__is_current=True)
    return current.exclude(pk__in=gone)


def _of_another_engine(version: ReportVersion) -> bool:
    """Tell whether another engine grouped this version before."""
    stages = Stage.objects.filter(version=version, name=StageName.GROUP)
    return stages.exclude(engine_version__in=("", engine.version())).exists()


def _assertions(claims: Iterable[Claim]) -> dict[int, Assertion]:
    """Return the claims as the engine reads them, by their row."""
    return {claim.pk: assertion_of(claim) for claim in claims}


def _lock_group_keys(keys: Iterable[str]) -> None:
    numbers = sorted(int(key[:15], 16) for key in keys)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(k) FROM unnest(%s::bigint[]) AS k", [numbers])


def _write(
    standing: Sequence[Statement],
    members: Mapping[int, Assertion],
    version: ReportVersion,
    policy: Policy,
    *,
    renew: bool,
) -> tuple[GroupOutcome, set[int]]:
    rows = {id(assertion): pk for pk, assertion in members.items()}
    before: dict[int, set[int]] = defaultdict(set)
    links = StatementClaim.objects.filter(statement__in=standing)
    for statement_id, claim_id in links.values_list("statement_id", "claim_id"):
        before[statement_id].add(claim_id)
    free = {statement.pk: statement for statement in standing}
    changed = 0
    fresh: list[tuple[StatementGroup, set[int], Statement | None]] = []
    for group in group_statements(members.values(), policy):
        claims = {rows[id(assertion)] for assertion in group.assertions}
        fresh.append((group, claims, _take(free, before, claims, digest(group.group_key))))
    # Links first: a claim may move from one statement to another, and stands in one only.
    questions = statements_delete(statement_ids=free)
    StatementClaim.objects.filter(
        statement__in=[row.pk for _group, claims, row in fresh if row and before[row.pk] != claims]
    ).delete()
    for group, claims, row in fresh:
        same = row is not None and before[row.pk] == claims and row.key == digest(group.key)
        if same and not renew:
            continue
        _save(group, claims, row, rows, version)
        changed += 1
    return GroupOutcome(changed=changed, deleted=len(free)), questions


def _take(
    free: dict[int, Statement],
    before: Mapping[int, set[int]],
    claims: set[int],
    group_key: str,
) -> Statement | None:
    """Choose the standing statement that shares most claims with a group, and take it."""
    best = max(
        (row for row in free.values() if row.group_key == group_key and before[row.pk] & claims),
        key=lambda row: (len(before[row.pk] & claims), -row.pk),
        default=None,
    )
    return free.pop(best.pk) if best else None


def _save(
    group: StatementGroup,
    claims: set[int],
    row: Statement | None,
    rows: Mapping[int, int],
    version: ReportVersion,
) -> None:
    first = group.earliest
    claim = Claim.objects.defer("record").get(pk=rows[id(first)])
    values = statement_values(first) | {
        "key": digest(group.key),
        "group_key": digest(group.group_key),
        "kind": StatementKind.ATTRIBUTED if first.claim.quantity is None else StatementKind.NUMERIC,
        "utterer_id": claim.utterer_id,
        "first_said_on": group.first_said_on,
        "last_said_on": group.last_said_on,
        "touched_by": version,
    }
    statement = row or Statement()
    for name, value in values.items():
        setattr(statement, name, value)
    statement.save()
    linked = set(statement.statement_claims.values_list("claim_id", flat=True))
    StatementClaim.objects.bulk_create(
        StatementClaim(statement=statement, claim_id=pk) for pk in sorted(claims - linked)
    )
    keys_write(
        statement=statement,
        keys={key for assertion in group.assertions for key in blocking_keys(assertion)},
    )
