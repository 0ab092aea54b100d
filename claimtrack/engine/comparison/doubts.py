"""What a comparison rests on without being told: each lowers its certainty and is named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimtrack.engine.comparison.phrasing import (
    day_in_words,
    figure,
    measure_in_words,
    place_in_words,
    population_in_words,
    window_in_words,
)
from claimtrack.engine.comparison.questions import Gap
from claimtrack.engine.comparison.scope import Tie
from claimtrack.engine.records import Modality, Reason
from claimtrack.engine.taxonomy.fit import Fit
from claimtrack.engine.taxonomy.measure_tree import Course

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from claimtrack.engine.comparison.scope import Pair, Side
    from claimtrack.engine.records import Span


@dataclass(frozen=True, slots=True)
class Doubt:
    """One reason to be less sure; ``missing`` names the fact that would settle it."""

    reason: Reason
    factor: Decimal
    missing: str = ""


_GAPS = frozenset({Gap.NEAR, Gap.UNSAID, Gap.SAME_WORD, Gap.OTHER_WORD})


def doubts_of(pair: Pair) -> tuple[Doubt, ...]:
    """Return every doubt about laying these two figures side by side."""
    found = list(_doubts_of_days(pair))
    for side, is_a in ((pair.a, True), (pair.b, False)):
        found.extend(_doubts_of_side(pair, side, is_a=is_a))
    found.extend(_doubts_of_both(pair))
    return tuple(found)


def _doubts_of_days(pair: Pair) -> Iterator[Doubt]:
    """Say which figure gives no as-of day, in one breath where both have their report's date."""
    factor = pair.policy.as_of_missing
    lacking = [side for side in pair.sides if _lacks_day(side)]
    if len(lacking) == len(pair.sides) and all(side.day.span is None for side in lacking):
        first, second = (side.assertion.report.published_on for side in lacking)
        days = ", ".join(dict.fromkeys((day_in_words(first), day_in_words(second))))
        stands = f"the date of both reports ({days}) stands in"
        if first != second:
            stands = f"the dates of their reports ({days}) stand in"
        both = " and ".join(figure(side.assertion) for side in lacking)
        yield Doubt(
            _on_both(pair, f"{both} give no as-of day, so {stands}"),
            factor * factor,
            f"the as-of days of {both}",
        )
        return
    for side in lacking:
        words, day = figure(side.assertion), side.day
        source = (
            "the day it was said"
            if day.span is not None
            else f"the report's date ({day_in_words(side.assertion.report.published_on)})"
        )
        held = (day.span or side.assertion.claim.span,)
        text = f"{words} gives no as-of day, so {source} stands in for it"
        reason = Reason(text, held, ()) if side is pair.a else Reason(text, (), held)
        yield Doubt(reason, factor, f"the as-of day of {words}")


def _lacks_day(side: Side) -> bool:
    return side.measure.course is not Course.FIXED and not side.day.stated


def _doubts_of_side(pair: Pair, side: Side, *, is_a: bool) -> Iterator[Doubt]:
    policy, claim = pair.policy, side.assertion.claim
    words = figure(side.assertion)

    def reason(text: str, *spans: Span | None) -> Reason:
        held = tuple(span for span in spans if span is not None) or (claim.span,)
        return Reason(text, held if is_a else (), () if is_a else held)

    if claim.modality is Modality.POSSIBLE:
        yield Doubt(
            reason(f"{words} is hedged: it may be so"), policy.hedged, f"whether {words} is sure"
        )
    elif claim.modality is Modality.ESTIMATED:
        yield Doubt(reason(f"{words} is an estimate"), policy.estimated)
    if side.assertion.unnamed:
        yield Doubt(
            reason(f"the source of {words} is not named"),
            policy.unnamed,
            f"who said {words}",
        )
    if not claim.measure.key and pair.gap is not Gap.UNSAID:
        yield Doubt(
            reason(f"no word says what {words} measures; the sentences are alike"),
            policy.measure_missing,
            f"what {words} measures",
        )


def _doubts_of_both(pair: Pair) -> Iterator[Doubt]:
    policy = pair.policy
    a, b = pair.a.assertion, pair.b.assertion
    if pair.gap in _GAPS:
        yield _of_measures(pair)
    if pair.place is Fit.UNKNOWN:
        lacking, other = (b, a) if a.claim.place.key else (a, b)
        yield Doubt(
            _on_both(
                pair, f"{figure(lacking)} gives no place, the other one {place_in_words(other)}"
            ),
            policy.place_missing,
            f"the place of {figure(lacking)}",
        )
    if pair.window is Fit.UNKNOWN:
        lacking, other = (b, a) if b.claim.window.span is None else (a, b)
        yield Doubt(
            _on_both(
                pair,
                f"{figure(lacking)} does not say over what time, the other one "
                f"{window_in_words(other.claim.window)}",
            ),
            policy.window_missing,
            f"the window of {figure(lacking)}",
        )
    if pair.population is Fit.UNKNOWN:
        lacking = b if pair.a.group.known else a
        yield Doubt(
            _on_both(pair, f"{figure(lacking)} does not say who is counted"),
            policy.population_loose,
            f"the population of {figure(lacking)}",
        )
    if pair.tie is not Tie.CLOSE:
        yield Doubt(
            _on_both(
                pair,
                "little ties both to one event",
            ),
            policy.loose_tie,
            "whether both are of one event",
        )
    if pair.population_loose:
        yield Doubt(
            _on_both(
                pair,
                f"one counts {population_in_words(a)}, the other {population_in_words(b)}",
            ),
            policy.population_loose,
            "whether both count the same people",
        )


def _of_measures(pair: Pair) -> Doubt:
    """Say how the two name what they measure, where it is not by one word of the tables."""
    a, b = pair.a, pair.b
    first, second = measure_in_words(a.assertion), measure_in_words(b.assertion)
    if pair.gap is Gap.NEAR:
        text = f"one says “{first}”, the other “{second}”: taken for one measure"
        return Doubt(_on_both(pair, text), pair.policy.measure_loose)
    if pair.gap is Gap.UNSAID:
        unsaid = next((side for side in pair.sides if not side.measure.key), a)
        words = figure(unsaid.assertion)
        text = f"no verb says what {words} measures; the sentences tell of one thing"
    elif pair.gap is Gap.SAME_WORD:
        words = figure(a.assertion)
        text = f"“{first}” is what both say; no table tells what it measures"
    else:
        words = figure(a.assertion)
        text = f"one says “{first}”, the other “{second}”; the sentences tell of one thing"
    return Doubt(_on_both(pair, text), pair.policy.measure_open, f"what {words} measures")


def _on_both(pair: Pair, text: str) -> Reason:
    return Reason(text, (pair.a.assertion.claim.span,), (pair.b.assertion.claim.span,))
