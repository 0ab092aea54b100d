"""Two assertions side by side: how each facet of the one lies to that of the other.

A :class:`Pair` is worked out once, and every level reads it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any

from claimtrack.engine.comparison.accounts import rival_accounts
from claimtrack.engine.comparison.companions import one_aged, one_companion
from claimtrack.engine.comparison.intervals import (
    Bounds,
    bounds_of,
    in_unit,
    nominal,
    stays_in_unit,
)
from claimtrack.engine.comparison.occasions import (
    Day,
    as_of_day,
    clause_between_marks,
    one_named_utterer,
    one_report,
    one_utterer,
    said_words,
    since_day,
)
from claimtrack.engine.comparison.owners import (
    OF_EVENTS,
    names_apart,
    names_in_both,
    of_one_noun,
    one_owner,
)
from claimtrack.engine.comparison.questions import (
    Gap,
    answers,
    gap_of,
    one_question,
    one_stated_occasion,
    one_thing,
)
from claimtrack.engine.comparison.rates import one_ballot, one_rate
from claimtrack.engine.comparison.slips import is_slip
from claimtrack.engine.comparison.topics import of_one_opening, one_topic_of
from claimtrack.engine.comparison.windows import denies, fit_of_windows
from claimtrack.engine.comparison.wording import (
    content_words,
    names,
    names_of_lines,
    one_stem,
    overlap,
    shingles,
    subject_words,
    words,
)
from claimtrack.engine.records import WindowKind
from claimtrack.engine.remembered import remembered
from claimtrack.engine.taxonomy.fit import Fit
from claimtrack.engine.taxonomy.measure_tree import (
    Measure,
    fit_of_measures,
    measure_of,
)
from claimtrack.engine.taxonomy.place_tree import fit_of_places
from claimtrack.engine.taxonomy.population_tree import (
    Group,
    fit_of_groups,
    group_of,
    is_person,
    loosely_same,
    may_be_all,
    may_be_one,
)

if TYPE_CHECKING:
    from claimtrack.engine.policy import Policy
    from claimtrack.engine.records import Assertion, Quantity, Window

_HARM = "harm"
_COUNT = "count"
_LASTING = re.compile(
    r"\b(?:since|week|month|quarter|season|year|decade|war|within|january|february|march|april|may"
    r"|june|july|august|september|october|november|december|\d{4})s?\b",
    re.IGNORECASE,
)
_HOUR = re.compile(r"^(?:noon|midday|dawn|dusk|nightfall|midnight|morning|evening)$", re.IGNORECASE)
#: "Since the heatwave began on July 8", "since the outbreak was declared on May 2".
_BEGUN = re.compile(r"\b[Ss]ince\b.*\b(?:began|started|erupted|declared|broke out)\b")
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


@dataclass(slots=True)  # one for each pair: to freeze it would take longer than to make it
class Pair:
    """Two figures and how their scopes lie: each fit is that of ``a`` to ``b``.

    Nobody changes one.
    """

    story: Story = field(repr=False, compare=False)
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

    @property
    def one_named_utterer(self) -> bool:
        """Tell whether one speaker said both, whom one of the reports at least names."""
        return self.same_utterer and one_named_utterer(self.a.assertion, self.b.assertion)

    @property
    def alike(self) -> bool:
        """Tell whether the sentences speak of one thing by their words."""
        return self.story.alike

    @property
    def retold(self) -> bool:
        """Tell whether the sentences, or what is said in them, are one but for their figures."""
        return self.story.retold

    @property
    def gap(self) -> Gap:
        """How far apart the figures are."""
        return self.story.gap

    @property
    def one_question(self) -> bool:
        """Tell whether both figures answer one question by their words."""
        return self.story.one_question

    @property
    def rivals(self) -> bool:
        """Tell whether two speakers of one report count one thing, one right after the other."""
        return self.story.rivals

    @property
    def one_topic(self) -> bool:
        """Tell whether both sentences are of one topic."""
        return self.story.one_topic

    @property
    def one_owner(self) -> bool:
        """Tell whether both figures are of one event, or of one place, person or thing in it."""
        return self.story.one_owner

    @property
    def tie(self) -> Tie:
        """How much says that both figures belong to one story."""
        return self.story.tied[0]

    @property
    def tied_by_topic(self) -> bool:
        """Tell whether the topic alone says so."""
        return self.story.tied[1]

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


class Story:
    """What ties the two sides by their words: each is worked out when a level asks for it.

    Most pairs are told apart before. A pair whose side is put in other words keeps its story.
    """

    pair: Pair

    @classmethod
    def of(cls, *told: Any) -> Pair:
        """Lay a pair side by side, with its story; ``told`` are the fields behind that."""
        story = cls()
        story.pair = pair = Pair(story, *told)
        return pair

    @cached_property
    def alike(self) -> bool:
        """See :class:`Pair`, as of the others."""
        pair = self.pair
        return _alike(pair.a.assertion, pair.b.assertion, pair.policy)

    @cached_property
    def retold(self) -> bool:  # noqa: D102  # see Pair
        pair = self.pair
        return _retold(pair.a.assertion, pair.b.assertion, pair.policy)

    @cached_property
    def gap(self) -> Gap:  # noqa: D102  # see Pair
        return gap_of(self.pair)

    @cached_property
    def one_question(self) -> bool:  # noqa: D102  # see Pair
        return one_question(self.pair, self.gap)

    @cached_property
    def rivals(self) -> bool:  # noqa: D102  # see Pair
        return rival_accounts(self.pair)

    @cached_property
    def one_topic(self) -> bool:  # noqa: D102  # see Pair
        return one_topic_of(self.pair)

    @cached_property
    def one_owner(self) -> bool:  # noqa: D102  # see Pair
        pair = self.pair
        if one_ballot(pair) or one_rate(pair) or one_aged(pair) or one_owner(pair):
            return True
        if self.rivals:
            return True
        return pair.one_named_utterer and (one_companion(pair) or is_slip(pair))

    @cached_property
    def tied(self) -> tuple[Tie, bool]:
        """How much says that both belong to one story, and whether the topic alone does."""
        pair = self.pair
        tie = _tie(pair)
        if tie is Tie.CLOSE or not (pair.one_topic and near_in_time(pair)):
            return tie, False
        return Tie.LOOSE if names_apart(pair, opening=True) else Tie.CLOSE, True


@remembered(8192)
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
        bounds=bounds_of(quantity, policy, claim.span.exact),
        measure=measure_of(claim.measure.key),
        group=group_of(claim.population),
        day=as_of_day(assertion),
    )


def pair_of(a: Assertion, b: Assertion, policy: Policy) -> Pair:
    """Lay two assertions with figures side by side."""
    first = side_of(a, policy)
    second = side_of(b, policy)
    if not stays_in_unit(second.quantity, first.quantity.unit):
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
    ) or _all_of_them(first, second, population)
    scopes = (
        measure,
        Fit.SAME if loose else population,
        loose,
        fit_of_places(a.claim.place.key, b.claim.place.key),
    )
    one = one_report(a, b), one_utterer(a, b)
    pair = Story.of(first, second, policy, *scopes, window, *one)
    tied = pair.rivals or pair.tied_by_topic or one_stated_occasion(pair)
    if not (_of_its_day(pair) and tied):
        return pair
    return Story.of(first, second, policy, *scopes, Fit.UNKNOWN, *one)


def _all_of_them(a: Side, b: Side, population: Fit) -> bool:
    """Tell whether two nouns may stand for the same people or things of one event.

    Who flees a town are its residents, who is arrested is a suspect. A name that narrows the one
    ("Askhaven supporters") must stand in the other's sentence too.
    """
    if population not in {Fit.INSIDE, Fit.AROUND, Fit.APART}:
        return False
    families = [side.measure.family for side in (a, b) if side.measure.listed]
    if not families or not may_be_all(a.group, b.group, frozenset(families)):
        return False
    return all(
        each in content_words(side.assertion.claim.sentence.exact)
        or any(one_stem(each, word) for word in names(side.assertion.claim.sentence.exact))
        for group, side in ((a.group, b), (b.group, a))
        for each in group.telling - side.group.telling
    )


def _of_its_day(pair: Pair) -> bool:
    """Tell whether two windows only say when an event was, or when its count was made.

    "Killed 41 early on Tuesday", "by nightfall the council had listed 73 dead".
    """
    if pair.window not in {Fit.INSIDE, Fit.AROUND, Fit.APART}:
        return False
    windows = [side.assertion.claim.window for side in pair.sides]
    if _LASTING.search(
        " ".join(f"{each.label} {each.span.exact if each.span else ''}" for each in windows)
    ):
        return False
    if any(_PERFECT.search(side.assertion.claim.sentence.exact) for side in pair.sides):
        return False
    sizes = sorted(abs(nominal(side.quantity)) for side in pair.sides)
    if days_apart(pair) > pair.policy.relay_gap_days or (
        sizes[1] > sizes[0] * pair.policy.event_ratio
    ):
        return False
    to_date = any(each.kind is WindowKind.TO_DATE for each in windows)
    return to_date or any(_HOUR.search(each.label) for each in windows)


def _of_one_event(a: Side, b: Side, policy: Policy) -> bool:
    """Tell whether a figure of one day and one without a window may count one event of that day.

    "Killed 23 on Friday" beside "killed 31": the second is only taken to run to date. A perfect
    ("has killed") says that it does, and so does a figure many times the other one. What was
    counted since the event began runs to date anyway.
    """
    total, day = (a, b) if a.assertion.claim.window.kind is WindowKind.TO_DATE else (b, a)
    window, counted = day.assertion.claim.window, total.assertion.claim
    whole = since_it_began(window)
    if window.start is None or not (window.start == window.end or whole):
        return False
    if counted.window.span is not None and not whole:
        return False
    if a.measure.family not in OF_EVENTS or a.group.telling or b.group.telling:
        return False
    if _PERFECT.search(counted.sentence.exact) and not whole:
        return False
    if total.day.days_from(day.day) > policy.relay_gap_days:
        return False
    sizes = sorted(abs(nominal(side.quantity)) for side in (a, b))
    return sizes[1] <= sizes[0] * policy.event_ratio


def since_it_began(window: Window) -> bool:
    """Tell whether a window takes in all of an event: "since the outbreak was declared"."""
    return _BEGUN.search(window.label) is not None


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
    return alike and len(subject_words(a) & subject_words(b)) >= policy.retold_words


def _tie(pair: Pair) -> Tie:
    """Tell how much says that both figures belong to one story.

    "Three people died" and "five people died" are about one event only if a telling group, a
    place, a name or the wording is common to both. A small count of a telling group ("three
    North Korean troops killed") may be one incident's, and of the next one the day after.
    """
    apart = days_apart(pair)
    telling = bool(pair.a.group.telling & pair.b.group.telling)
    near = apart <= _reach(pair)
    a, b = pair.a.assertion.claim, pair.b.assertion.claim
    shared = names_in_both(pair)
    placed = bool(a.place.key) and pair.place in {Fit.SAME, Fit.INSIDE, Fit.AROUND}
    subject = subject_words(a.sentence.exact) & subject_words(b.sentence.exact)
    alike = pair.alike and len(subject) > 1
    if near and (alike or len(shared) > 1 or (shared and (placed or telling))):
        return Tie.CLOSE
    if near and _tied_by_what_is_told(pair, subject):
        return Tie.CLOSE
    if telling and apart <= pair.policy.saga_days:
        smallest = min(abs(nominal(side.quantity)) for side in pair.sides)
        counted = pair.a.quantity.dimension == _COUNT
        large = not counted or smallest >= pair.policy.running_total_from
        return Tie.CLOSE if large or (near and placed) else Tie.LOOSE
    told = placed or shared or (pair.alike and subject) or of_one_opening(pair)
    return Tie.LOOSE if near and told else Tie.NONE


def _tied_by_what_is_told(pair: Pair, subject: frozenset[str]) -> bool:
    """Tell whether both tell so much of the same that they need no name in common."""
    if _since_one_day(pair) or answers(pair) or pair.rivals or _one_clause(pair):
        return True
    if one_ballot(pair) or one_rate(pair) or _beside_one_figure(pair):
        return True
    if _of_place_of_other(pair):
        return True
    if not pair.one_named_utterer:
        return False
    if _extent_of_one_person(pair):
        return True
    one_day = bool(subject) and _of_one_day(pair)
    return is_slip(pair) or (_of_one_voice(pair) and (one_day or _of_one_person(pair)))


def _beside_one_figure(pair: Pair) -> bool:
    """Tell whether both are told beside one other figure, and nothing names two events.

    Ten were killed in Velm and ten in Orlea: what a report opens with tells where.
    """
    if one_aged(pair):
        return True
    if not one_companion(pair) or names_apart(pair, opening=True):
        return False
    first, second = (
        names_of_lines(f"{claim.opening}\n{claim.sentence.exact}")
        for claim in (side.assertion.claim for side in pair.sides)
    )
    return bool(first & second) or not first or not second


def _one_clause(pair: Pair) -> bool:
    """Tell whether what stands around both figures, from mark to mark, is one but for them.

    "Northmere said the tram was going at 41 km/h when it left the rails" and "by the recorder,
    the tram was going at 58 km/h when it left the rails, investigators found".
    """
    return _one_but_for_figures(
        clause_between_marks(pair.a.assertion.claim),
        clause_between_marks(pair.b.assertion.claim),
        pair.policy,
    )


def _since_one_day(pair: Pair) -> bool:
    """Tell whether both count one harm since one day that both name ("since July 8")."""
    windows = [side.assertion.claim.window for side in pair.sides]
    starts = {window.start for window in windows}
    if pair.measure is not Fit.SAME or not pair.a.measure.listed or len(starts) > 1:
        return False
    return all(
        window.span is not None and window.start != window.end and since_day(window.label)
        for window in windows
    )


def _of_place_of_other(pair: Pair) -> bool:
    """Tell whether the place of one count is what the other's report opens with.

    "140 houses have been destroyed, she said" in a report of Ostby, and "61 houses in Ostby were
    lost to the flames, he said": who is quoted in the first counts what its report is about.
    """
    claims = [side.assertion.claim for side in pair.sides]
    placed = [bool(claim.place.key) for claim in claims]
    if pair.same_report or placed[0] == placed[1] or not of_one_noun(pair):
        return False
    if pair.measure is not Fit.SAME or pair.a.measure.family not in OF_EVENTS:
        return False
    if any(claim.attribution is None for claim in claims) or names_apart(pair, opening=True):
        return False
    there, other = claims if placed[0] else reversed(claims)
    return frozenset(there.place.key.split("-")) <= names_of_lines(other.opening)


def _of_one_voice(pair: Pair) -> bool:
    """Tell whether one speaker counts one thing in two reports of one country or town."""
    a, b = pair.a.assertion, pair.b.assertion
    if not pair.one_named_utterer or pair.same_report:
        return False
    if pair.gap not in {Gap.NONE, Gap.NEAR}:
        return False
    one, other = a.claim.opening, b.claim.opening
    return bool(
        names_of_lines(one) & frozenset(words(other))
        or names_of_lines(other) & frozenset(words(one))
    )


def _of_one_day(pair: Pair) -> bool:
    """Tell whether both count one day: "52 people had been arrested over Tuesday's unrest"."""
    windows = [side.assertion.claim.window for side in pair.sides]
    days = {(window.start, window.end) for window in windows if window.span is not None}
    return len(days) == 1 and all(window.kind is WindowKind.PERIOD for window in windows)


def _of_one_person(pair: Pair) -> bool:
    """Tell whether a person, not a body, counts the same harm to the same people.

    Or the same kind of people or things by one noun of its own ("residents", "barrels").
    """
    attributions = [side.assertion.claim.attribution for side in pair.sides]
    voices = [each.utterer.name for each in attributions if each is not None]
    # One report may call in full whom the other one calls "Ms Roe".
    full = any(len(name.split()) > 1 for name in voices)
    named = len(voices) == len(pair.sides) and full and all(name.istitle() for name in voices)
    harm = pair.a.measure.family == _HARM
    return named and pair.population is Fit.SAME and (harm or of_one_noun(pair))


def _extent_of_one_person(pair: Pair) -> bool:
    """Tell whether one person tells twice how far one thing has gone.

    "26,700 hectares have burned, fire chief Ada Roe said" and, two days later, 24,100: she has
    one fire to tell of, where neither names a place of its own.
    """
    if pair.same_report or pair.measure is not Fit.SAME or pair.a.quantity.dimension == _COUNT:
        return False
    if pair.a.measure.family not in OF_EVENTS or names_apart(pair, opening=True):
        return False
    claims = [side.assertion.claim for side in pair.sides]
    named = [each.attribution.utterer.name for each in claims if each.attribution is not None]
    full = all(len(name.split()) > 1 and name.istitle() for name in named)
    return full and len(set(named)) == 1 and len(named) == len(claims)


def is_denied(side: Side) -> bool:
    """Tell whether the utterer says that the figure is not so."""
    return denies(side.assertion)


def near_in_time(pair: Pair) -> bool:
    """Tell whether both figures speak of days that lie close enough for one event."""
    return days_apart(pair) <= _reach(pair)


def _reach(pair: Pair) -> int:
    """Return how many days may lie between two figures of one event.

    One voice that tells of one thing in like words goes on with it for longer.
    """
    told_elsewhere = pair.one_named_utterer and not pair.same_report
    going_on = told_elsewhere and pair.one_question and one_thing(pair)
    return pair.policy.serial_days if going_on else pair.policy.story_days


def days_apart(pair: Pair) -> int:
    """Return how many days lie between two figures; none where both count one period."""
    windows = [side.assertion.claim.window for side in pair.sides]
    periods = all(window.kind is WindowKind.PERIOD for window in windows)
    if periods and (windows[0].start, windows[0].end) == (windows[1].start, windows[1].end):
        return 0
    return pair.a.day.days_from(pair.b.day)
