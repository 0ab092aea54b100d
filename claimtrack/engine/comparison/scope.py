"""Two assertions side by side: how each facet of the one lies to that of the other.

A :class:`Pair` is worked out once, and every level reads it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from claimtrack.engine.comparison.intervals import Bounds, bounds_of, in_unit, nominal
from claimtrack.engine.comparison.occasions import (
    Day,
    as_of_day,
    one_report,
    one_utterer,
    said_words,
)
from claimtrack.engine.comparison.owners import OF_EVENTS, one_owner, speakers_of
from claimtrack.engine.comparison.wording import (
    content_words,
    overlap,
    shared_names,
    shingles,
    stem,
)
from claimtrack.engine.records import Modality, WindowKind
from claimtrack.engine.taxonomy.fit import Fit
from claimtrack.engine.taxonomy.measure_tree import (
    Measure,
    fit_of_measures,
    measure_of,
    measure_words,
)
from claimtrack.engine.taxonomy.place_tree import fit_of_places
from claimtrack.engine.taxonomy.population_tree import (
    Group,
    fit_of_groups,
    group_of,
    head_words,
    is_person,
    loosely_same,
    may_be_one,
)

if TYPE_CHECKING:
    from claimtrack.engine.policy import Policy
    from claimtrack.engine.records import Assertion, Quantity, Window

_HARM = "harm"
_COUNT = "count"
_CALENDAR = re.compile(r"\b(day|week|month|quarter|half|season|year|decade)")
_PERFECT = re.compile(r"\b(?:has|have)\b", re.IGNORECASE)


class Tie(StrEnum):
    """How much ties two figures to one story."""

    NONE = "none"
    LOOSE = "loose"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class Side:
    """One assertion with a figure, and what every level asks of it."""

    assertion: Assertion
    quantity: Quantity
    bounds: Bounds
    measure: Measure
    group: Group
    day: Day

    @property
    def unit(self) -> str:
        """What the figure counts in; all kinds of people are counted in persons."""
        return "person" if is_person(self.quantity.unit) else self.quantity.unit


@dataclass(frozen=True, slots=True)
class Pair:
    """Two figures and how their scopes lie: each fit is that of ``a`` to ``b``."""

    a: Side
    b: Side
    policy: Policy
    measure: Fit
    population: Fit
    population_loose: bool
    place: Fit
    window: Fit
    same_report: bool
    same_utterer: bool
    alike: bool
    retold: bool
    one_owner: bool = False
    tie: Tie = Tie.NONE

    @property
    def exclusive(self) -> bool:
        """Tell whether no value fits both figures."""
        return self.a.bounds.excludes(self.b.bounds)

    @property
    def converted(self) -> bool:
        """Tell whether one figure was printed in another unit of what both measure."""
        return self.b.quantity is not self.b.assertion.claim.quantity

    @property
    def sides(self) -> tuple[Side, Side]:
        """Both sides, ``a`` first."""
        return self.a, self.b


def side_of(assertion: Assertion, policy: Policy, unit: str = "") -> Side:
    """Return one side of a pair, in another unit if it can be turned into that.

    Raise ``ValueError`` for an assertion without a figure.
    """
    claim = assertion.claim
    if claim.quantity is None:
        message = f"no figure in {claim.span.exact!r}"
        raise ValueError(message)
    quantity = in_unit(claim.quantity, unit) if unit else claim.quantity
    return Side(
        assertion=assertion,
        quantity=quantity,
        bounds=bounds_of(quantity, policy),
        measure=measure_of(claim.measure.key),
        group=group_of(claim.population),
        day=as_of_day(assertion),
    )


def pair_of(a: Assertion, b: Assertion, policy: Policy) -> Pair:
    """Lay two assertions with figures side by side."""
    first = side_of(a, policy)
    second = side_of(b, policy, first.quantity.unit)
    population = fit_of_groups(first.group, second.group)
    measure = fit_of_measures(a.claim.measure.key, b.claim.measure.key)
    apart = first.bounds.excludes(second.bounds)
    window = fit_of_windows(a, b, policy)
    if window in {Fit.INSIDE, Fit.AROUND} and _of_one_event(first, second, policy):
        window = Fit.UNKNOWN
    if population is Fit.APART and not apart and may_be_one(first.group, second.group):
        population = Fit.UNKNOWN
    loose = (
        population in {Fit.INSIDE, Fit.AROUND}
        and first.measure.family == second.measure.family == _HARM
        and loosely_same(first.group, second.group)
    )
    pair = Pair(
        a=first,
        b=second,
        policy=policy,
        measure=measure,
        population=Fit.SAME if loose else population,
        population_loose=loose,
        place=fit_of_places(a.claim.place.key, b.claim.place.key),
        window=window,
        same_report=one_report(a, b),
        same_utterer=one_utterer(a, b),
        alike=_alike(a, b, policy),
        retold=_retold(a, b, policy),
    )
    return replace(pair, tie=_tie(pair), one_owner=one_owner(pair))


def _of_one_event(a: Side, b: Side, policy: Policy) -> bool:
    """Tell whether a figure of one day and one without a window may count one event of that day.

    "Killed 23 on Friday" beside "killed 31": the second is only taken to run to date. A perfect
    ("has killed") says that it does, and so does a figure many times the other one.
    """
    total, day = (a, b) if a.assertion.claim.window.kind is WindowKind.TO_DATE else (b, a)
    window, counted = day.assertion.claim.window, total.assertion.claim
    if window.start is None or window.start != window.end or counted.window.span is not None:
        return False
    if a.measure.family not in OF_EVENTS or a.group.telling or b.group.telling:
        return False
    if _PERFECT.search(counted.sentence.exact) or total.day.days_from(day.day) > (
        policy.relay_gap_days
    ):
        return False
    sizes = sorted(abs(nominal(side.quantity)) for side in (a, b))
    return sizes[1] <= sizes[0] * policy.event_ratio


def fit_of_windows(  # noqa: PLR0911 - one way out for each pair of kinds
    a: Assertion, b: Assertion, policy: Policy
) -> Fit:
    """Tell how two windows lie to each other; ``UNKNOWN`` where one is not stated."""
    first, second = a.claim.window, b.claim.window
    kinds = {first.kind, second.kind}
    if WindowKind.PLANNED in kinds:
        if len(kinds) == 1:
            return Fit.SAME
        return Fit.UNKNOWN if _denies(a) or _denies(b) else Fit.APART
    if WindowKind.NONE in kinds:
        return Fit.SAME if len(kinds) == 1 else Fit.UNKNOWN
    if kinds == {WindowKind.TO_DATE}:
        return Fit.SAME
    if second.kind is WindowKind.TO_DATE:
        return Fit.INSIDE
    if first.kind is WindowKind.TO_DATE:
        return Fit.AROUND
    if kinds == {WindowKind.DURATION}:
        return Fit.SAME if first.days == second.days else Fit.APART
    if kinds == {WindowKind.PERIOD}:
        return _fit_of_periods(first, second, policy)
    return Fit.APART


def _fit_of_periods(  # noqa: PLR0911 - one way out for each fit
    a: Window, b: Window, policy: Policy
) -> Fit:
    if a.start is None or b.start is None or a.end is None or b.end is None:
        if a.label == b.label:
            return Fit.SAME
        return Fit.APART if _other_calendar(a, b) else Fit.UNKNOWN
    if (a.start, a.end) == (b.start, b.end):
        return Fit.SAME
    lengths = (a.end - a.start).days, (b.end - b.start).days
    if a.start == b.start and min(lengths) > 0 and not _other_calendar(a, b):
        return Fit.SAME
    shift = abs((a.start - b.start).days)
    if lengths[0] == lengths[1] > policy.relay_gap_days >= shift:
        return Fit.SAME
    if b.start <= a.start and a.end <= b.end:
        return Fit.INSIDE
    if a.start <= b.start and b.end <= a.end:
        return Fit.AROUND
    return Fit.APART


def _other_calendar(a: Window, b: Window) -> bool:
    """Tell whether two windows are named by unlike stretches: "the quarter", "the year"."""
    first, second = (_CALENDAR.findall(window.label.casefold()) for window in (a, b))
    return bool(first and second) and first != second


def _alike(a: Assertion, b: Assertion, policy: Policy) -> bool:
    """Tell whether the sentences speak of one thing by their words."""
    first, second = content_words(a.claim.sentence.exact), content_words(b.claim.sentence.exact)
    return overlap(frozenset(first), frozenset(second)) >= policy.context_share


def _retold(a: Assertion, b: Assertion, policy: Policy) -> bool:
    """Tell whether the sentences, or what is said in them, are one but for their figures."""
    return _one_but_for_figures(said_words(a), said_words(b), policy) or _one_but_for_figures(
        a.claim.sentence.exact, b.claim.sentence.exact, policy
    )


def _one_but_for_figures(a: str, b: str, policy: Policy) -> bool:
    """Tell whether two texts differ in their figures alone, and say enough to be told."""
    first, second = shingles(a, mask_figures=True), shingles(b, mask_figures=True)
    alike = overlap(frozenset(first), frozenset(second)) >= policy.occasion_share
    return alike and len(_subject(a) & _subject(b)) >= policy.retold_words


def _tie(pair: Pair) -> Tie:
    """Tell how much says that both figures belong to one story.

    "Three people died" and "five people died" are about one event only if a telling group, a
    place, a name or the wording is common to both. A small count of a telling group ("three
    North Korean troops killed") may be one incident's, and of the next one the day after.
    """
    apart = pair.a.day.days_from(pair.b.day)
    telling = bool(pair.a.group.telling & pair.b.group.telling)
    near = apart <= pair.policy.story_days
    a, b = pair.a.assertion.claim, pair.b.assertion.claim
    shared = shared_names(a.sentence.exact, b.sentence.exact)
    shared -= speakers_of(pair.a) | speakers_of(pair.b)
    placed = bool(a.place.key) and pair.place in {Fit.SAME, Fit.INSIDE, Fit.AROUND}
    subject = _subject(a.sentence.exact) & _subject(b.sentence.exact)
    alike = pair.alike and len(subject) > 1
    if near and (alike or len(shared) > 1 or (shared and (placed or telling))):
        return Tie.CLOSE
    if telling and apart <= pair.policy.saga_days:
        smallest = min(abs(nominal(side.quantity)) for side in pair.sides)
        counted = pair.a.quantity.dimension == _COUNT
        large = not counted or smallest >= pair.policy.running_total_from
        return Tie.CLOSE if large or (near and placed) else Tie.LOOSE
    return Tie.LOOSE if near and (placed or shared or (pair.alike and subject)) else Tie.NONE


def _subject(sentence: str) -> frozenset[str]:
    """Return what a sentence is about, but for whom it counts and in what state."""
    return content_words(sentence) - words_of_scopes()


@cache
def words_of_scopes() -> frozenset[str]:
    """Return the words that name measures and groups, which any event has some of."""
    return frozenset(map(stem, measure_words() | head_words()))


def is_denied(side: Side) -> bool:
    """Tell whether the utterer says that the figure is not so."""
    return _denies(side.assertion)


def _denies(assertion: Assertion) -> bool:
    claim = assertion.claim
    return claim.modality is Modality.DENIED or (
        claim.attribution is not None and claim.attribution.denied
    )


def near_in_time(pair: Pair) -> bool:
    """Tell whether both figures speak of days that lie close enough for one event."""
    return pair.a.day.days_from(pair.b.day) <= pair.policy.story_days
