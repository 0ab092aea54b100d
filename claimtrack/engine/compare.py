"""Two assertions in, one comparison out: pure, deterministic, and the same from either side."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

from claimtrack.engine.comparison.doubts import doubts_of
from claimtrack.engine.comparison.levels import FIGURE_LEVELS, LAST_LEVEL, WORD_LEVELS
from claimtrack.engine.comparison.occasions import said_day
from claimtrack.engine.comparison.quotations import words_pair_of
from claimtrack.engine.comparison.scope import pair_of
from claimtrack.engine.comparison.told_apart import GateAnswer
from claimtrack.engine.comparison.weighing import against
from claimtrack.engine.records import Comparison, Reason, Relation
from claimtrack.engine.remembered import remembered

if TYPE_CHECKING:
    from datetime import date

    from claimtrack.engine.comparison.doubts import Doubt
    from claimtrack.engine.comparison.verdicts import Level, Verdict
    from claimtrack.engine.policy import Policy
    from claimtrack.engine.records import Assertion

PairT = TypeVar("PairT")
_THOUSANDTH = Decimal("0.001")


def compare(a: Assertion, b: Assertion, policy: Policy) -> Comparison:
    """Return what two assertions are to each other, with the level that decided it and why.

    ``compare(b, a, policy)`` is the same comparison with the spans of both sides exchanged.
    A figure and words without a figure are of different units.
    """
    if _comes_first(b, a):
        return _turned(_compare(b, a, policy))
    return _compare(a, b, policy)


def _comes_first(a: Assertion, b: Assertion) -> bool:
    first, second = sort_key(a), sort_key(b)
    return repr(a) < repr(b) if first == second else first < second


@remembered(8192)
def sort_key(assertion: Assertion) -> tuple[date, str, int, int, str, str]:
    """Order assertions by when they were said, then by where they stand."""
    claim = assertion.claim
    return (
        said_day(assertion),
        assertion.report.report,
        claim.span.start,
        claim.span.end,
        claim.kind.value,
        assertion.utterer,
    )


def _compare(a: Assertion, b: Assertion, policy: Policy) -> Comparison:
    figures = (a.claim.quantity is not None) + (b.claim.quantity is not None)
    if figures == 1:
        reason = Reason("different unit: a figure against words", (a.claim.span,), (b.claim.span,))
        return Comparison(
            Relation.DIFFERENT_UNIT, "different_unit", (reason,), _rounded(policy.certainty)
        )
    if figures == 0:
        words = words_pair_of(a, b, policy)
        level, verdict = _first(WORD_LEVELS, words)
        return _comparison(level, verdict, (), policy)
    apart = _gated(a, b, policy)
    overruled = None if apart.raised else LAST_LEVEL.decide(apart)
    if overruled is not None:
        return _comparison(LAST_LEVEL.name, overruled, (against(apart),), policy)
    doubts = doubts_of(apart.pair) if apart.verdict.weighed else ()
    return _comparison(apart.level, apart.verdict, doubts, policy)


def told_apart(a: Assertion, b: Assertion, policy: Policy) -> GateAnswer | None:
    """Return what the levels alone say of two figures that they do not raise."""
    found = _gated(b, a, policy) if _comes_first(b, a) else _gated(a, b, policy)
    return None if found.raised else found


def _gated(a: Assertion, b: Assertion, policy: Policy) -> GateAnswer:
    pair = pair_of(a, b, policy)
    level, verdict = _first(FIGURE_LEVELS, pair)
    return GateAnswer(pair, level, verdict)


def _first(levels: tuple[Level[PairT], ...], pair: PairT) -> tuple[str, Verdict]:
    for level in levels:
        verdict = level.decide(pair)
        if verdict is not None:
            return level.name, verdict
    message = "the last level must decide every pair"
    raise AssertionError(message)


def _comparison(
    level: str, verdict: Verdict, doubts: tuple[Doubt, ...], policy: Policy
) -> Comparison:
    certainty = policy.certainty * verdict.factor
    for doubt in doubts:
        certainty *= doubt.factor
    missing = verdict.missing
    if doubts:
        missing = (*missing, *[doubt.missing for doubt in doubts if doubt.missing])
    return Comparison(
        relation=verdict.relation,
        level=level,
        reasons=(
            Reason(verdict.text, verdict.a, verdict.b),
            *[doubt.reason for doubt in doubts],
        ),
        certainty=_rounded(certainty),
        missing=tuple(dict.fromkeys(missing)) if len(missing) > 1 else missing,
    )


def _rounded(certainty: Decimal) -> Decimal:
    return certainty.quantize(_THOUSANDTH)


def _turned(comparison: Comparison) -> Comparison:
    return Comparison(
        comparison.relation,
        comparison.level,
        tuple(Reason(each.text, each.b, each.a) for each in comparison.reasons),
        comparison.certainty,
        comparison.missing,
    )
