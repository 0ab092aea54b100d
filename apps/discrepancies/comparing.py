"""Statements against their candidates: one row a pair, each with its reasons.

A pair's row is a function of the claims of its two statements, so it does not matter which
report brought the pair together, nor how often it is looked at.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import transaction

from apps.claims.assertions import assertions_of
from apps.core.sql import Call, execute_all, fetch
from apps.discrepancies.candidates import (
    MOMENT,
    Candidates,
    candidates,
    pairs_out_of_reach,
    pairs_woken,
)
from apps.discrepancies.enums import StatementKind
from apps.discrepancies.identity import Questions
from apps.discrepancies.pair_rows import PairRow, inserting, pairs_delete, pairs_standing
from apps.discrepancies.queue import discrepancies_refresh
from apps.discrepancies.shares import share_checks, share_pairs
from apps.discrepancies.sums import derived_sum
from apps.discrepancies.tally import counting
from apps.discrepancies.titles import questions_retitle
from claimtrack import engine
from claimtrack.engine.blocking import question_of, wider_question
from claimtrack.engine.comparison.outlines import Outline, lie_apart
from claimtrack.engine.explain import explain
from claimtrack.engine.statements import kept_apart, strongest
from claimtrack.engine.totals import compare_sum

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from decimal import Decimal

    from claimtrack.engine.blocking import Question as EngineQuestion
    from claimtrack.engine.policy import Policy
    from claimtrack.engine.records import Assertion, Reason
    from claimtrack.engine.records import Comparison as EngineComparison
    from claimtrack.engine.shares import ShareCheck
    from claimtrack.engine.sums import DerivedSum

#: Where two statements stand together in many reports, so many of these are looked into.
SHARED_REPORTS = 8

_AT_HAND = """
    SELECT pg_current_snapshot()::text, id, touched FROM (SELECT) AS now
    LEFT JOIN (
        SELECT id, true AS touched FROM discrepancies_statement WHERE touched_by_id = %(version)s
        UNION
        SELECT link.statement_id, false FROM discrepancies_statementclaim link
        JOIN claims_claim claim ON claim.id = link.claim_id WHERE claim.version_id = %(version)s
    ) AS statement ON true
"""

_LOOKED_AT = "UPDATE discrepancies_statement SET touched_by_id = NULL WHERE id = ANY(%s)"

_LOAD = """
    SELECT id, key, kind, lead_id, utterer_key, measure_key, place_key, lower, upper
    FROM discrepancies_statement WHERE id = ANY(%s) ORDER BY id FOR NO KEY UPDATE
"""

# Read from the side at hand, which fewer reports carry as a rule; each of these is looked up.
_SHARED = """
    SELECT pair.own, pair.other, link.own_claim, link.other_claim
    FROM unnest(%s::bigint[], %s::bigint[], %s::boolean[]) AS pair (own, other, own_first)
    CROSS JOIN LATERAL (
        SELECT own.claim_id AS own_claim, beside.claim_id AS other_claim
        FROM discrepancies_statementclaim own
        CROSS JOIN LATERAL (
            SELECT other.claim_id, other.ordinal FROM discrepancies_statementclaim other
            WHERE other.statement_id = pair.other AND other.report_key = own.report_key
            OFFSET 0
        ) AS beside
        WHERE own.statement_id = pair.own
        ORDER BY own.report_key,
            CASE WHEN pair.own_first THEN own.ordinal ELSE beside.ordinal END,
            CASE WHEN pair.own_first THEN beside.ordinal ELSE own.ordinal END
        LIMIT %s
    ) AS link
"""


@dataclass(frozen=True, slots=True)
class CompareOutcome:
    """How many pairs were looked at, and the discrepancies that they bear on."""

    pairs: int
    raised: int
    discrepancy_ids: tuple[int, ...]


class _Held(NamedTuple):
    """What the row of a locked statement tells, before any claim is read."""

    key: str
    kind: str
    lead: int | None
    outline: Outline


@dataclass(frozen=True, slots=True)
class _Side:
    """A statement with the claim that leads it, or the sum that it is, as the engine reads it."""

    statement: int
    key: str
    lead: Assertion
    derived: DerivedSum | None


@dataclass(frozen=True, slots=True)
class _AtHand:
    """What a version's comparison is about: statements that changed, others of its report.

    And whom each must be compared with, by its keys and as the share that is printed beside it.
    """

    touched: frozenset[int]
    inside: frozenset[int]
    found: Candidates
    printed: frozenset[tuple[int, int]]

    @property
    def statements(self) -> frozenset[int]:
        """All that must not change while these are compared."""
        return self.touched.union(*self.found.pairs, *self.printed)


class _MovedMeanwhileError(Exception):
    """Another worker changed whom to compare before the locks were held."""


@transaction.atomic(savepoint=False)
def version_compare(*, version_id: int, policy: Policy) -> CompareOutcome:
    """Compare what a version's grouping changed with its candidates, and its claims inside it.

    The statements on both sides are locked in the order of their rows before they are read, so
    that none of them changes while it is compared.
    """
    woken = pairs_woken(version_id=version_id)
    at_hand, held = _locked(version_id, woken)
    found = at_hand.found
    checks = share_checks(pairs=at_hand.printed, policy=policy)
    pairs = _pairs(found, checks, held)
    sides = _read(held, pairs, policy)
    pairs = [(one, two) for one, two in pairs if one in sides and two in sides]
    standing = pairs_standing(touched=at_hand.touched, pairs=pairs)
    by_pair = {row.pair: pk for pk, row in standing.items()}
    shared = _shared(pairs, sides, held, at_hand.touched | at_hand.inside)
    asked = Questions()
    kept: set[int] = set()
    fresh: list[PairRow] = []
    for one, two in pairs:
        row = _checked(sides[one], sides[two], checks, policy, asked) or _compared(
            sides[one], sides[two], shared.get((one, two), ()), policy, asked
        )
        if row is None:
            continue
        old = by_pair.get(row.pair)
        if old is not None and standing[old] == row:
            kept.add(old)
        else:
            fresh.append(row)
    apart = pairs_out_of_reach(pairs=found.astride.union(woken))
    gone = pairs_delete(ids=(standing.keys() - kept).union(apart))
    changes = Counter(row.relation for row in fresh)
    changes.subtract(row.relation for row in gone)
    looked_at = Call(_LOOKED_AT, [sorted(at_hand.touched)])
    execute_all([*inserting(fresh), *counting(changes), looked_at])
    questions_retitle(question_ids=asked.reworded | _wordings_lost(gone, fresh))
    # A pair may stand as it was while the days or the words of its statements changed.
    told = (*fresh, *gone, *standing.values())
    questions = {row.question_id for row in told if row.question_id is not None}
    discrepancy_ids = discrepancies_refresh(question_ids=questions, policy=policy)
    return CompareOutcome(
        pairs=len(fresh) + len(kept),
        raised=sum(row.question_id is not None for row in fresh),
        discrepancy_ids=discrepancy_ids,
    )


def _wordings_lost(gone: Iterable[PairRow], fresh: Iterable[PairRow]) -> set[int]:
    """Return the questions that a raised pair which is gone alone put in its words."""
    asked = {(row.question_id, row.question_title) for row in fresh}
    lost = {(row.question_id, row.question_title) for row in gone} - asked
    return {question_id for question_id, _title in lost if question_id is not None}


def _locked(
    version_id: int, woken: Collection[tuple[int, int]]
) -> tuple[_AtHand, dict[int, _Held]]:
    """Lock what is to be compared and return it as it stands under the locks.

    Until the locks are held another worker may bring in a neighbour and compare it with one of
    these, or part two of them. Where that happened the locks are let go, and all begins anew.
    """
    while True:
        try:
            with transaction.atomic():
                return _lock(version_id, woken)
        except _MovedMeanwhileError:
            continue


def _lock(version_id: int, woken: Collection[tuple[int, int]]) -> tuple[_AtHand, dict[int, _Held]]:
    moment, at_hand = _look_up(version_id, woken, lock=True)
    held = _hold(at_hand.statements)
    ((now,),) = fetch(MOMENT, [])
    if now != moment and _look_up(version_id, woken, lock=False)[1] != at_hand:
        raise _MovedMeanwhileError
    return at_hand, held


def _look_up(
    version_id: int, woken: Collection[tuple[int, int]], *, lock: bool
) -> tuple[str, _AtHand]:
    """Return what is to be compared, and the moment before anything of it was read."""
    rows = fetch(_AT_HAND, {"version": version_id})
    touched = frozenset(pk for _now, pk, is_touched in rows if is_touched)
    inside = frozenset(pk for _now, pk, is_touched in rows if is_touched is False)
    moment = rows[0][0]
    since = moment if lock else None
    return moment, _AtHand(
        touched=touched,
        inside=inside,
        found=candidates(statement_ids=touched, beside=inside, woken=woken, since=since),
        printed=frozenset(share_pairs(statement_ids=touched | inside)),
    )


def _hold(ids: Iterable[int]) -> dict[int, _Held]:
    """Lock statements and return what their rows tell; those that are gone are left out."""
    rows = fetch(_LOAD, [list(ids)])
    return {
        pk: _Held(key, kind, lead, Outline(utterer, measure, place, _edges(lower, upper)))
        for pk, key, kind, lead, utterer, measure, place, lower, upper in rows
    }


def _edges(*edges: Decimal | None) -> frozenset[Decimal]:
    return frozenset(edge for edge in edges if edge is not None)


def _read(
    held: Mapping[int, _Held], pairs: Iterable[tuple[int, int]], policy: Policy
) -> dict[int, _Side]:
    """Return each statement of these pairs with what speaks for it, where anything does."""
    wanted = sorted({pk for pair in pairs for pk in pair})
    leads = assertions_of(lead for pk in wanted if (lead := held[pk].lead) is not None)
    sides = {}
    for pk in wanted:
        key, kind, lead, _outline = held[pk]
        if kind == StatementKind.SUM:
            derived = derived_sum(statement_id=pk, policy=policy)
            if derived is not None:
                sides[pk] = _Side(pk, key, derived.total, derived)
        elif lead in leads:
            sides[pk] = _Side(pk, key, leads[lead], None)
    return sides


def _pairs(
    found: Candidates, checks: Iterable[tuple[int, int]], held: Mapping[int, _Held]
) -> list[tuple[int, int]]:
    """Return each pair once, the statement whose key sorts first on the left.

    Figures that lie apart are only compared where one report has both.
    """
    inside = found.inside.union(map(frozenset, checks))
    pairs = {
        (one, two) if held[one].key < held[two].key else (two, one)
        for one, two in found.pairs.union(checks)
        if one in held and two in held
    }
    return sorted(
        (one, two)
        for one, two in pairs
        if not lie_apart(held[one].outline, held[two].outline) or frozenset((one, two)) in inside
    )


def _shared(
    pairs: Sequence[tuple[int, int]],
    sides: Mapping[int, _Side],
    held: Mapping[int, _Held],
    at_hand: Collection[int],
) -> dict[tuple[int, int], list[tuple[Assertion, Assertion]]]:
    """Return the claims of both sides that stand in one report, from a few reports a pair.

    Pairs of which no report tells more are left out.
    """
    plain = [
        (one, two, True) if one in at_hand else (two, one, False)
        for one, two in pairs
        if sides[one].derived is None
        and sides[two].derived is None
        and not kept_apart(sides[one].lead, sides[two].lead)
    ]
    if not plain:
        return {}
    links = fetch(_SHARED, [*map(list, zip(*plain, strict=True)), SHARED_REPORTS])
    # Most of them lead their statements, and were read a moment ago.
    assertions = {
        lead: side.lead
        for pk, side in sides.items()
        if side.derived is None and (lead := held[pk].lead) is not None
    }
    asked = {pk for _own, _other, *both in links for pk in both}
    assertions |= assertions_of(asked - assertions.keys())
    found: dict[tuple[int, int], list[tuple[Assertion, Assertion]]] = defaultdict(list)
    own_first = {(own, other) for own, other, first in plain if first}
    for own, other, mine, theirs in links:
        if (own, other) in own_first:
            found[own, other].append((assertions[mine], assertions[theirs]))
        else:
            found[other, own].append((assertions[theirs], assertions[mine]))
    return found


def _compared(
    a: _Side,
    b: _Side,
    shared: Sequence[tuple[Assertion, Assertion]],
    policy: Policy,
    asked: Questions,
) -> PairRow | None:
    """Return the unsaved row of a pair, or ``None`` where a sum says nothing about a figure."""
    if a.derived is not None and b.derived is not None:
        return None
    if a.derived is not None or b.derived is not None:
        result = _with_sum(a, b, policy)
        if result is None:
            return None
        left, right = a.lead, b.lead
    else:
        left, right, result = strongest((a.lead, b.lead), shared, policy)
    question = wider_question(left, right) if result.raised else None
    return _row((a, left), (b, right), result, policy, asked, question)


def _checked(
    a: _Side,
    b: _Side,
    checks: Mapping[tuple[int, int], ShareCheck],
    policy: Policy,
    asked: Questions,
) -> PairRow | None:
    """Return the unsaved row of a share and its part, ``None`` where the two are no such pair."""
    pair = (a.statement, b.statement)
    if pair in checks:
        check = checks[pair]
        left, right, result = check.share, check.part, check.comparison
    elif pair[::-1] in checks:
        check = checks[pair[::-1]]
        left, right, result = check.part, check.share, _turned(check.comparison)
    else:
        return None
    question = question_of(check.share) if result.raised else None
    return _row((a, left), (b, right), result, policy, asked, question)


def _row(
    a: tuple[_Side, Assertion],
    b: tuple[_Side, Assertion],
    result: EngineComparison,
    policy: Policy,
    asked: Questions,
    question: EngineQuestion | None,
) -> PairRow:
    (one, left), (two, right) = a, b
    return PairRow(
        a_id=one.statement,
        b_id=two.statement,
        relation=result.relation.value,
        level=result.level,
        reasons=[reason_values(each) for each in result.reasons],
        missing=list(result.missing),
        basis={"a": _place(left), "b": _place(right)},
        certainty=result.certainty,
        explanation=explain(result, left, right, policy),
        engine_version=engine.version(),
        question_id=asked.row(question).pk if question is not None else None,
        question_title=question.title if question is not None else "",
    )


def _with_sum(a: _Side, b: _Side, policy: Policy) -> EngineComparison | None:
    if a.derived is not None:
        return compare_sum(a.derived, b.lead, policy)
    if b.derived is not None:
        turned = compare_sum(b.derived, a.lead, policy)
        return _turned(turned) if turned is not None else None
    return None


def _turned(comparison: EngineComparison) -> EngineComparison:
    reasons = tuple(type(each)(each.text, each.b, each.a) for each in comparison.reasons)
    return type(comparison)(
        comparison.relation,
        comparison.level,
        reasons,
        comparison.certainty,
        comparison.missing,
    )


def reason_values(reason: Reason) -> dict[str, Any]:
    """Return a reason as it is stored: its text, and the spans of either side."""
    return {
        "text": reason.text,
        "a": [{"start": each.start, "end": each.end, "exact": each.exact} for each in reason.a],
        "b": [{"start": each.start, "end": each.end, "exact": each.exact} for each in reason.b],
    }


def _place(assertion: Assertion) -> dict[str, Any]:
    span = assertion.claim.span
    return {"report": assertion.report.report, "start": span.start, "end": span.end}
