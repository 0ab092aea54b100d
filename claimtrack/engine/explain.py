"""One line for a fact-checker, and the order of the queue."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from claimtrack.engine.compare import sort_key
from claimtrack.engine.comparison.intervals import bounds_of
from claimtrack.engine.comparison.occasions import said_day
from claimtrack.engine.comparison.phrasing import (
    day_in_words,
    figure,
    speaker,
)
from claimtrack.engine.records import Relation
from claimtrack.engine.remembered import remembered

if TYPE_CHECKING:
    from claimtrack.engine.policy import Policy
    from claimtrack.engine.records import Assertion, Comparison

#: Lower and upper bound of a figure, ``None`` for an open side.
Edges = tuple[Decimal | None, Decimal | None]

_VERBS = {
    Relation.DIFFERENT_UNIT: "are not comparable",
    Relation.DIFFERENT_MEASURE: "are not comparable",
    Relation.DIFFERENT_POPULATION: "are not comparable",
    Relation.DIFFERENT_PLACE: "are not comparable",
    Relation.DIFFERENT_WINDOW: "are not comparable",
    Relation.DIFFERENT_BASIS: "are not comparable",
    Relation.PART_OF: "are a part and its whole",
    Relation.REPEAT: "are one statement",
    Relation.CORROBORATION: "agree",
    Relation.COMPATIBLE: "can both hold",
    Relation.UPDATE: "follow one another",
    Relation.SUM_CONSISTENT: "add up",
    Relation.CONTRADICTION: "exclude each other",
    Relation.CANNOT_TELL: "cannot be settled",
    Relation.MISREPORT: "differ on one utterance",
    Relation.MEASURE_DRIFT: "drift apart in one report",
    Relation.REVERSAL: "go back on what was told before",
    Relation.ARITHMETIC: "do not add up",
    Relation.QUOTE_MISMATCH: "quote one speaker in two ways",
    Relation.ATTRIBUTION_MISMATCH: "give the same words to two speakers",
    Relation.DENIAL: "affirm and deny one thing",
}
#: The levels of comparisons with a sum or a share, whose parts the reason lists.
_SUM_LEVELS = frozenset({"sum_consistent", "arithmetic", "sum", "share"})
_HALF = Decimal("0.5")
_THOUSANDTH = Decimal("0.001")
_MOST_ORIGINS = 6
_ORIGIN_WEIGHT = Decimal("0.1")
_FULL = Decimal(100)


def explain(comparison: Comparison, a: Assertion, b: Assertion, policy: Policy) -> str:
    """Return one line: both figures with who said them and when, what they are, and why.

    The earlier utterance comes first; the reason that decided comes before what lowers the
    certainty.
    """
    first, second = (_told(each) for each in sorted((a, b), key=sort_key))
    reasons = [each.text for each in comparison.reasons]
    if comparison.level in _SUM_LEVELS:
        line = f"{reasons[0]} ({_voices(a, b)}){_rest(reasons)}."
    else:
        line = f"{first} and {second} {_VERBS[comparison.relation]}: {reasons[0]}{_rest(reasons)}."
    if comparison.raised and comparison.certainty < policy.certainty * _HALF:
        line = f"{line} Look with care: the certainty is only {comparison.certainty}."
    return line


def _voices(a: Assertion, b: Assertion) -> str:
    """Name who said either side of a sum, once where one utterer said both on one day."""
    told = (f"{speaker(each)}, {day_in_words(said_day(each))}" for each in (a, b))
    return "; ".join(dict.fromkeys(told))


def _rest(reasons: list[str]) -> str:
    return "".join(f"; {reason}" for reason in reasons[1:])


@remembered(8192)
def _told(assertion: Assertion) -> str:
    return f"{figure(assertion)} ({speaker(assertion)}, {day_in_words(said_day(assertion))})"


def edges_of(assertion: Assertion, policy: Policy) -> Edges:
    """Return the bounds of a claim's figure with its tolerance; both open for words."""
    quantity = assertion.claim.quantity
    if quantity is None:
        return None, None
    bounds = bounds_of(quantity, policy)
    return bounds.low, bounds.high


def severity(
    *,
    certainty: Decimal,
    a: Edges,
    b: Edges,
    origins: int,
    policy: Policy,
    age_days: int = 0,
) -> Decimal:
    """Return how far up the queue a discrepancy belongs, from 0 to 100.

    Certainty weighs most; the size of the gap, the number of independent origins and how
    recent it is (``age_days`` since the latest statement) each take off at most half.
    """
    size = _HALF + _HALF * _gap(a, b)
    independent = Decimal(min(max(origins, 1), _MOST_ORIGINS))
    breadth = Decimal(1) - _ORIGIN_WEIGHT * (_MOST_ORIGINS - independent)
    half_life = Decimal(policy.severity_recent_days)
    recency = _HALF + _HALF * half_life / (half_life + max(age_days, 0))
    return (_FULL * certainty * size * breadth * recency).quantize(_THOUSANDTH)


def _gap(a: Edges, b: Edges) -> Decimal:
    """Return the gap between two figures as a share of the larger edge; 1 for words."""
    if a == b == (None, None):
        return Decimal(1)
    for (_, high), (low, _) in ((a, b), (b, a)):
        if high is not None and low is not None and low > high:
            return min((low - high) / max(abs(low), abs(high)), Decimal(1))
    return Decimal(0)
