"""Pairs that a level tells apart, and which of them all signs may still bring together.

One speaker who told two outlets on one day meant one figure more often than not, so there every
sign may speak. Two speakers need a reason to be taken for two answers to one question: of votes,
points and people each event has many, and each is told in much the same words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from claimtrack.engine.comparison.changes import (
    before_figure,
    is_addition_against_total,
    is_change_against_level,
)
from claimtrack.engine.comparison.companions import is_addend
from claimtrack.engine.comparison.occasions import clause_words
from claimtrack.engine.comparison.owners import (
    OF_MANY,
    names_apart,
    qualifier_of,
    sites_apart,
    speakers_of,
    totals_apart,
)
from claimtrack.engine.comparison.questions import Gap, contrasted, occasion_word
from claimtrack.engine.comparison.rates import shared_out
from claimtrack.engine.comparison.resemblance import (
    FARTHEST,
    is_bare,
    is_of_rest,
    is_one_speaker,
    is_other_time,
    names_in_common,
    said_together,
    sizes,
    two_moments,
)
from claimtrack.engine.comparison.values import moved, was_replanned
from claimtrack.engine.comparison.wording import dates_named, names, words
from claimtrack.engine.lexicon import load_table
from claimtrack.engine.records import RAISED, Relation, WindowKind
from claimtrack.engine.taxonomy.fit import Fit
from claimtrack.engine.taxonomy.measure_tree import Course
from claimtrack.engine.taxonomy.population_tree import (
    PERSON,
    is_person,
    may_be_all_of_some_event,
    table_heads,
)

if TYPE_CHECKING:
    from claimtrack.engine.comparison.scope import Pair, Side
    from claimtrack.engine.comparison.verdicts import Verdict

_COUNT, _MONEY, _MOVED, _UNIT = "count", "money", "moved", "different_unit"
#: Levels that other words may mislead. What the rest find is no matter of words.
_OF_WORDS = frozenset(
    {
        _UNIT, "different_measure", "different_population",
        "different_window", "part_of", "different_story", "different_owner", _MOVED,
    }
)  # fmt: skip
#: Of these, what two speakers' other words may hide; of the rest only what "cannot be told".
_OF_NOUNS = frozenset({_UNIT, "different_measure", "different_population"})
#: One shock has another magnitude on each scale.
_MAGNITUDE = "magnitude"
#: Of these every candidate and party has some, and everybody who is sentenced.
_OF_SOMEBODY = frozenset(
    {
        "votes", "vote-share", "seats", "seats-lost", "seats-gained", "support", "lead", "margin",
        "sentence", "fine", "age",
    }
)  # fmt: skip
_VERDICTS = frozenset({"sentence", "fine"})
#: "8: 30 p.m.", from either side of the colon.
_HOUR, _MINUTES = re.compile(r"\d: ?$"), re.compile(r": ?\d\d\b")
_BEFORE = 25
_BEFORE_OTHERS = re.compile(
    r"\bbefore [^.,;]{1,50}\b(?:arrived|came|reached|began|started|landed)\b", re.IGNORECASE
)
_EXCHANGED = re.compile(r"\d[^()]{0,24}\($")


@dataclass(frozen=True, slots=True)
class GateAnswer:
    """A pair with the level that decides it, and what that level says."""

    pair: Pair
    level: str
    verdict: Verdict

    @property
    def raised(self) -> bool:
        """Tell whether the level puts the two before people."""
        return self.verdict.relation in RAISED

    @property
    def may_be_one(self) -> bool:
        """Tell whether other words than the level looks for may hide one question."""
        # Most pairs end at the first of these.
        pair = self.pair
        if not self._is_of_words or pair.same_report or not pair.exclusive:
            return False
        one = is_one_speaker(pair) and said_together(pair)
        if not (_may_be_said_once(pair, self.level) if one else self._may_be_of_two_speakers):
            return False
        if not (_may_be_of_one_event(pair) and _may_be_of_one_kind(pair)):
            return False
        return not (_are_two_times(pair) or _are_two_facts(pair))

    @property
    def _is_of_words(self) -> bool:
        """Tell whether words keep both apart; which dollars are meant is a matter of the world."""
        dollars = self.level == _UNIT and self.verdict.relation is Relation.CANNOT_TELL
        return self.level in _OF_WORDS and not dollars

    @property
    def _may_be_of_two_speakers(self) -> bool:
        """Tell whether a noun or a missing fact keeps both apart, and no other verb.

        "40 flights were cancelled", "65 flights were diverted".
        """
        told = self.level in _OF_NOUNS or self.verdict.relation is Relation.CANNOT_TELL
        return told and self.pair.gap not in {Gap.APART, Gap.OTHER_WORD}


def _may_be_of_one_event(pair: Pair) -> bool:
    """Tell whether two reports name something in common; without openings nobody can tell.

    Of two ships or fires that one speaker tells of, each has a name of its own.
    """
    a, b = (side.assertion for side in pair.sides)
    if is_one_speaker(pair) and names_apart(pair):
        return False
    return bool(a.claim.opening and b.claim.opening and names_in_common(a, b))


def _may_be_of_one_kind(pair: Pair) -> bool:
    """Tell whether both figures may count one thing at one place."""
    if pair.place is Fit.APART or not _are_of_one_kind(pair):
        return False
    low, high = sizes(pair)
    if high > low * FARTHEST or any(map(_is_no_count, pair.sides)):
        return False
    return _may_be_of_one_thing(pair)


def _are_of_one_kind(pair: Pair) -> bool:
    """Tell whether both count, or both are in one unit: two currencies are no two words."""
    dimensions = {side.quantity.dimension for side in pair.sides}
    return dimensions == {_COUNT} or (len(dimensions) == 1 and pair.a.unit == pair.b.unit)


def _is_no_count(side: Side) -> bool:
    """Tell whether a number is of a scale or a clock, or of what players do in every match.

    Or is a sum put into other money: "85 million euros ($108 million)".
    """
    if side.measure.key == _MAGNITUDE or side.quantity.unit in _performances():
        return True
    claim = side.assertion.claim
    behind = claim.sentence.exact[claim.span.end - claim.sentence.start :]
    before = before_figure(claim, _BEFORE)
    if side.quantity.dimension == _MONEY and _EXCHANGED.search(before):
        return True
    return bool(_HOUR.search(before) or _MINUTES.match(behind))


def _dates_apart(pair: Pair) -> bool:
    """Tell whether both sentences name years, or both name months, and not one in common."""
    told = [dates_named(side.assertion.claim.sentence.exact) for side in pair.sides]
    years = [frozenset(filter(str.isdigit, each)) for each in told]
    return any(
        first and second and not first & second
        for first, second in (years, [each - of for each, of in zip(told, years, strict=True)])
    )


def _may_be_of_one_thing(pair: Pair) -> bool:
    """Tell whether what both count may be one thing, by whatever words."""
    one = sizes(pair)[0] <= 1 or all(map(is_bare, pair.sides))
    if one and pair.a.quantity.dimension == _COUNT:
        # A number alone may be an hour, a score or an age, and "one" is often no count at all.
        return False
    # "870 jobs" and "1,140 people to be laid off" are counted in one thing.
    one_measure = pair.measure is Fit.SAME and pair.a.measure.listed
    if not one_measure and pair.a.unit != pair.b.unit and PERSON in {pair.a.unit, pair.b.unit}:
        return not pair.a.unit or not pair.b.unit
    if contrasted(pair) is not None or _are_two_groups(pair):
        return False
    many = any(
        {side.measure.family, side.measure.key} & (OF_MANY | _OF_SOMEBODY) for side in pair.sides
    )
    return not many or _one_is_named(pair)


def _are_two_groups(pair: Pair) -> bool:
    """Tell "three nurses" from "nine doctors", and "57 women" from "104 people"."""
    a, b = pair.a.group, pair.b.group
    if pair.population is Fit.APART:
        return (a.known and b.known) or is_person(pair.a.quantity.unit)
    some = pair.population in {Fit.INSIDE, Fit.AROUND}
    listed = {a.head, b.head} <= table_heads() and a.head != b.head
    return some and listed and not may_be_all_of_some_event(a, b)


def _are_two_times(pair: Pair) -> bool:
    """Tell whether dates or lengths keep two windows apart: "in 24 hours", "over two days".

    "The three years before" may be any.
    """
    windows = [side.assertion.claim.window for side in pair.sides]
    dated = all(window.start is not None for window in windows)
    lasting = {window.kind for window in windows} == {WindowKind.DURATION}
    return (pair.window is Fit.APART and (dated or lasting)) or _dates_apart(pair) or _rose(pair)


def _rose(pair: Pair) -> bool:
    """Tell whether a count that adds up went on: "247 dead" by midday, "passes 300" a day later."""
    measure = pair.a.measure
    adds_up = measure.listed and measure.course is Course.ACCUMULATES
    if not adds_up or is_one_speaker(pair) or pair.measure is not Fit.SAME:
        return False
    verdict = moved(pair)
    return verdict is not None and verdict.relation is Relation.UPDATE


def _may_be_said_once(pair: Pair, level: str) -> bool:
    """Tell whether one speaker may have meant one figure, by whatever words it was told.

    A count that moved needs an occasion that both name.
    """
    if pair.gap is Gap.APART:
        return False
    return occasion_word(pair) != "" or not (level == _MOVED or two_moments(pair))


def _are_two_facts(pair: Pair) -> bool:
    """Tell whether one figure is a movement, of the rest, on top, or a part of the other's sum.

    Or both are two rates, two lengths of time, or of two sites.
    """
    if is_change_against_level(pair) or is_addition_against_total(pair) or is_other_time(pair):
        return True
    if was_replanned(pair) or _is_of_beginning(pair.a) != _is_of_beginning(pair.b):
        return True
    if qualifier_of(pair.a) != qualifier_of(pair.b) or shared_out(pair.a) != shared_out(pair.b):
        return True
    if sites_apart(pair) or totals_apart(pair):
        return True
    return is_of_rest(pair) or is_addend(pair.a, pair.b) or is_addend(pair.b, pair.a)


def _is_of_beginning(side: Side) -> bool:
    """Tell "had rescued 61 people before the first boat arrived": more may have followed."""
    return _BEFORE_OTHERS.search(clause_words(side.assertion)) is not None


def _one_is_named(pair: Pair) -> bool:
    """Tell whether both statements name somebody beside the speakers, and nobody else.

    Of points and offers many have some. Of the verdicts of one judge few are told in a few days.
    """
    if names_apart(pair):
        return False
    first, second = (
        names(side.assertion.claim.sentence.exact) & frozenset(words(clause_words(side.assertion)))
        for side in pair.sides
    )
    judged = {side.measure.key for side in pair.sides} <= _VERDICTS
    speakers = frozenset() if judged else speakers_of(pair.a) | speakers_of(pair.b)
    return bool(first & second - speakers)


@cache
def _performances() -> frozenset[str]:
    return frozenset(load_table("resemblance")["performances"].split())
