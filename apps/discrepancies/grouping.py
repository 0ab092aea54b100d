"""Claims into statements: what each report's claims change in who said what.

Statements are a function of the claims that take part (the current versions of usable reports):
whichever report comes first, the same rows stand at the end. A group key narrows the work to
the claims of one utterer with one figure on one topic, and of these only the report's own are
read in full: a statement that a thousand outlets relay takes one more in the same time.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction
from django.db.models import Q

from apps.claims.assertions import assertions_of
from apps.claims.selectors import claims_outdated, claims_rested_on
from apps.claims.services import claims_drop_outdated
from apps.core.rows import rows_insert, rows_update
from apps.core.sql import Call, columns_of, execute_all, fetch, fetch_rows
from apps.discrepancies.candidates import pairs_push
from apps.discrepancies.enums import StatementKind
from apps.discrepancies.gathering import gathered, own_members
from apps.discrepancies.identity import (
    Questions,
    digest,
    keys_changing,
    outline_values,
    statement_values,
)
from apps.discrepancies.models import Comparison, Statement, StatementClaim
from apps.discrepancies.queue import discrepancies_refresh
from apps.discrepancies.removal import statements_delete
from apps.discrepancies.sums import sums_write
from apps.discrepancies.titles import questions_retitle
from apps.reports.enums import PublicationStatus
from apps.reports.models import Report
from claimtrack import engine
from claimtrack.engine.blocking import blocking_keys, question_of
from claimtrack.engine.statements import statement_key

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from apps.discrepancies.gathering import Member, Run
    from claimtrack.engine.policy import Policy
    from claimtrack.engine.records import Assertion

_REPORT = """
    SELECT report.id, report.external_id, report.status, EXISTS (
        SELECT FROM reports_stage stage
        WHERE stage.version_id = version.id AND stage.name = 'group'
          AND stage.engine_version NOT IN ('', %(engine)s)
    )
    FROM reports_reportversion version JOIN reports_report report ON report.id = version.report_id
    WHERE version.id = %(version)s FOR NO KEY UPDATE OF report
"""

_CLAIMS = """
    SELECT claim.id, claim.utterer_id, claim.engine_version, version.is_current,
        statement.group_key
    FROM claims_claim claim
    JOIN reports_reportversion version ON version.id = claim.version_id
    LEFT JOIN discrepancies_statementclaim link ON link.claim_id = claim.id
    LEFT JOIN discrepancies_statement statement ON statement.id = link.statement_id
    WHERE version.report_id = %s
"""

_STANDING = f"""
    SELECT {columns_of(Statement, "statement")} FROM discrepancies_statement statement
    WHERE statement.group_key = ANY(%s) AND statement.kind <> 'sum'
    ORDER BY statement.id FOR NO KEY UPDATE
"""  # noqa: S608  # built of our own column names

_LINK = """
    INSERT INTO discrepancies_statementclaim (
        claim_id, statement_id, said_on, report_external_id, echoes, report_key, ordinal
    )
    SELECT * FROM unnest(
        %s::bigint[], %s::bigint[], %s::date[], %s::text[], %s::boolean[], %s::bigint[],
        %s::integer[]
    )
    ON CONFLICT (claim_id) DO UPDATE SET statement_id = excluded.statement_id,
        said_on = excluded.said_on, report_external_id = excluded.report_external_id,
        echoes = excluded.echoes,
        report_key = excluded.report_key, ordinal = excluded.ordinal
"""

_LOCK_KEYS = "SELECT pg_advisory_xact_lock(k) FROM unnest(%s::bigint[]) AS k"

_CARDS_OF = """
    SELECT discrepancy_id FROM discrepancies_comparison
    WHERE a_id = ANY(%(ids)s) AND discrepancy_id IS NOT NULL
    UNION
    SELECT discrepancy_id FROM discrepancies_comparison
    WHERE b_id = ANY(%(ids)s) AND discrepancy_id IS NOT NULL
"""


@dataclass(frozen=True, slots=True)
class GroupOutcome:
    """How many statements of a report were written anew or changed, and taken away.

    ``discrepancy_ids`` are those that no comparison will look at: more relays stand behind them,
    or nothing is left of them.
    """

    changed: int
    deleted: int
    discrepancy_ids: tuple[int, ...]


class _Written(NamedTuple):
    """A claim of any version of a report, and the statement in which it stands, if any."""

    claim: int
    utterer: int | None
    engine_version: str
    is_current: bool
    group_key: str | None


@dataclass(frozen=True, slots=True)
class _Report:
    """A locked report; ``renew`` tells that another engine grouped this version before."""

    pk: int
    external_id: str
    usable: bool
    renew: bool
    claims: Sequence[_Written]

    @property
    def outdated(self) -> list[_Written]:
        """Claims of the current version that another engine wrote."""
        return [
            each
            for each in self.claims
            if each.is_current and each.engine_version != engine.version()
        ]


@transaction.atomic(savepoint=False)
def version_group(*, version_id: int, policy: Policy) -> GroupOutcome:
    """Bring the statements of one version's report up to its claims; idempotent.

    Claims of earlier versions, and of reports that were withheld or canceled, are taken out of
    their statements. Every statement for which other claims speak than before is marked for the
    comparison of this version; after a change of engine, every statement of the report is.
    """
    report = _read_report(version_id)
    utterers, left = _claims_taking_part(report)
    own = assertions_of(utterers)
    groups = left | {digest(statement_key(assertion)) for assertion in own.values()}
    locks = Call(_LOCK_KEYS, [sorted(int(key[:15], 16) for key in groups)])
    standing = fetch_rows(Statement, _STANDING, [sorted(groups)], after=[locks])
    members = list(own_members(own, utterers))
    grouped, free, gone = gathered(
        standing,
        members,
        report=report.external_id,
        only_adds=not left,
        gap=policy.relay_gap_days,
    )
    changed = [run for run in grouped if report.renew or not run.as_before]
    joined = [(run, run.row) for run in grouped if run.row is not None and run not in changed]
    later = _join(joined)
    saved, keys = _save(changed, own, version_id)
    written = [*saved, *joined]
    execute_all([*keys, *_linking(written)])
    _unlink(gone)
    questions = statements_delete(statement_ids=free, version_id=version_id) | _raised_by(later)
    lost = {run.row.pk for run in grouped if run.row is not None and run.gone}
    questions |= sums_write(
        own=own,
        statements={each.claim: row.pk for run, row in written for each in run.members},
        touched=lost.union(row.pk for _run, row in saved),
        version_id=version_id,
        policy=policy,
    )
    pairs_push(statement_ids=[row.pk for _run, row in saved], version_id=version_id)
    # Questions last: every stage locks statements before questions.
    refreshed = discrepancies_refresh(question_ids=questions, policy=policy)
    relayed = [row.pk for run, row in joined if run.members != run.before]
    discrepancy_ids = tuple(sorted({*refreshed, *_cards_of(relayed)}))
    if report.outdated:
        claims_drop_outdated(report=Report.objects.get(pk=report.pk))
    return GroupOutcome(len(changed), len(free), discrepancy_ids)


def _read_report(version_id: int) -> _Report:
    """Lock the report of a version and return what grouping needs to know of it."""
    ((pk, external_id, status, renew),) = fetch(
        _REPORT, {"version": version_id, "engine": engine.version()}
    )
    claims = [_Written(*row) for row in fetch(_CLAIMS, [pk])]
    return _Report(pk, external_id, status == PublicationStatus.USABLE, renew, claims)


def _claims_taking_part(report: _Report) -> tuple[dict[int, int | None], set[str]]:
    """Return the claims that stand for a report, each with the row of its utterer.

    And the group keys of the statements that its claims, old ones too, stand in. Claims that
    another engine left behind stand no longer where nothing rests on them.
    """
    gone = {each.claim for each in report.outdated}
    if gone:
        row = Report.objects.get(pk=report.pk)
        gone -= claims_rested_on(claims=claims_outdated(report=row))
    taking_part = {
        each.claim: each.utterer
        for each in report.claims
        if report.usable and each.is_current and each.claim not in gone
    }
    return taking_part, {each.group_key for each in report.claims if each.group_key is not None}


def _join(joined: Iterable[tuple[Run, Statement]]) -> list[int]:
    """Have statements last as long as their relays; return those that last longer than before."""
    later = []
    for run, row in joined:
        last = run.last_said_on
        if row.last_said_on != last:
            row.last_said_on = last
            later.append(row)
    rows_update(later)
    return [row.pk for row in later]


def _raised_by(statement_ids: Collection[int]) -> set[int]:
    """Return the questions on which these statements stand in a raised pair."""
    if not statement_ids:
        return set()
    pairs = Comparison.objects.filter(Q(a_id__in=statement_ids) | Q(b_id__in=statement_ids))
    asked = pairs.order_by().values_list("question_id", flat=True)
    return {question_id for question_id in asked if question_id is not None}


def _cards_of(statement_ids: Collection[int]) -> set[int]:
    """Return the discrepancies on which these statements stand."""
    if not statement_ids:
        return set()
    return {pk for (pk,) in fetch(_CARDS_OF, {"ids": sorted(statement_ids)})}


def _save(
    changed: Sequence[Run], own: Mapping[int, Assertion], version_id: int
) -> tuple[list[tuple[Run, Statement]], list[Call]]:
    """Write the statements for which other claims speak than before.

    Return them, and what brings their keys up to date.
    """
    wanted = {pk for run in changed for pk in (run.members[0].claim, *run.speakers)}
    others = wanted - own.keys()
    told = {**own, **assertions_of(others)}
    asked = Questions()
    asked.gather(question_of(told[run.members[0].claim]) for run in changed)
    written = []
    moved = set()
    for run in changed:
        earliest = run.members[0]
        first = told[earliest.claim]
        statement = run.row or Statement()
        values = statement_values(first, asked) | {
            "key": digest(f"{statement_key(first)}|{earliest.said_on}"),
            "group_key": earliest.group_key,
            "kind": _kind(first),
            "utterer_id": earliest.utterer,
            "lead_id": run.speakers[0],
            **outline_values(told[run.speakers[0]]),
            "first_said_on": earliest.said_on,
            "last_said_on": run.last_said_on,
            "touched_by_id": version_id,
        }
        before = (statement.question_id, statement.question_title)
        if run.row is not None and before != (values["question"].pk, values["question_title"]):
            moved.add(statement.question_id)
        for name, value in values.items():
            setattr(statement, name, value)
        written.append((run, statement))
    fresh = [statement for run, statement in written if run.row is None]
    rows_insert(fresh)
    rows_update([statement for run, statement in written if run.row is not None])
    questions_retitle(question_ids=asked.reworded | moved)
    keys = {
        statement: {key for pk in run.speakers for key in blocking_keys(told[pk])}
        for run, statement in written
    }
    return written, keys_changing(keys=keys, fresh=fresh, version_id=version_id)


def _kind(assertion: Assertion) -> StatementKind:
    figure = assertion.claim.quantity is not None
    return StatementKind.NUMERIC if figure else StatementKind.ATTRIBUTED


def _unlink(claims: Collection[int]) -> None:
    if claims:
        StatementClaim.objects.filter(claim__in=claims).delete()


def _linking(rows: Iterable[tuple[Run, Statement]]) -> list[Call]:
    """Return what brings the links of claims to their statements up to date; a claim has one."""
    wanted: dict[int, tuple[Member, Statement]] = {}
    for run, statement in rows:
        kept = set(run.before)
        wanted |= {each.claim: (each, statement) for each in run.members if each not in kept}
    if not wanted:
        return []
    places = [
        (
            claim,
            statement.pk,
            member.said_on,
            member.report,
            member.echoes,
            member.report_key,
            member.ordinal,
        )
        for claim, (member, statement) in sorted(wanted.items())
    ]
    return [Call(_LINK, [*map(list, zip(*places, strict=True))])]
