"""Slips of the pen: one figure of one speaker with its digits turned, or in another scale.

"212 millimetres" and "221 millimetres", "2.4 billion" and "2.4 million": where one person said both
on one occasion, so much likeness is not met by chance, whatever words the reports use. Nor is it
where many signs say that both figures are of one thing (:mod:`.resemblance`).
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from claimtrack.engine.comparison.changes import before_figure
from claimtrack.engine.comparison.intervals import nominal
from claimtrack.engine.comparison.occasions import one_occasion
from claimtrack.engine.comparison.owners import of_one_noun
from claimtrack.engine.comparison.phrasing import figure
from claimtrack.engine.comparison.questions import (
    likeness_of,
    names_occasion,
    one_stated_occasion,
)
from claimtrack.engine.comparison.resemblance import may_resemble, resemblance
from claimtrack.engine.comparison.verdicts import Verdict
from claimtrack.engine.records import Comparator, Relation
from claimtrack.engine.taxonomy.fit import Fit
from claimtrack.engine.taxonomy.measure_tree import Course
from claimtrack.engine.taxonomy.population_tree import (
    fit_of_heads,
    may_be_all_of_some_event,
    table_heads,
)

if TYPE_CHECKING:
    from claimtrack.engine.comparison.scope import Pair, Side

_NUMBER = re.compile(r"[\d.,]*\d")
_SCALE = re.compile(r"(?<![a-z])(thousand|k|million|mn?|billion|bn|trillion|tn)\b", re.IGNORECASE)
_SCALES_APART = frozenset({Decimal(1_000), Decimal(1_000_000)})
#: So many digits are seldom those of another figure; fewer need more words in common.
_FEWEST_DIGITS, _TELLING_DIGITS = 2, 3
_ONE_WORD, _SOME_WORDS = 1, 2
_FACTOR = Decimal("0.8")
_GROWN = re.compile(r"\b(?:grown|risen|grew|rose|climbed|swollen|spread) to $", re.IGNORECASE)
_BEFORE = 16
#: What is counted in years and days is turned by chance ("12 days", "21 days").
_CALENDAR = frozenset({"time"})


def is_slip(pair: Pair) -> bool:
    """Tell whether one speaker's figure stands in two reports with a slip between them."""
    if pair.same_report or not pair.exclusive or not _may_be_one(pair):
        return False
    stated = one_stated_occasion(pair)
    if not stated and not one_occasion(pair.a.assertion, pair.b.assertion, pair.policy):
        return False
    common = likeness_of(pair).common + of_one_noun(pair) + _of_one_measure(pair)
    if _of_another_scale(pair):
        return stated or common >= _SOME_WORDS
    turned = _turned(pair)
    if turned < _FEWEST_DIGITS:
        return False
    telling = turned >= _TELLING_DIGITS or _scale(pair.a) != ""
    return common >= (_ONE_WORD if telling and stated else _SOME_WORDS)


def slip(pair: Pair) -> Verdict | None:
    """Find one figure told in two ways where so much speaks for one question that no rule counts.

    Its digits are turned, or one speaker gave it on one occasion that both reports name. Then it
    is no count that moved, and no part of the other; figures of two months or towns stay two.
    """
    if pair.place is Fit.APART or _of_two_times(pair) or _is_some(pair):
        return None
    turned = _turned(pair) >= _FEWEST_DIGITS and not _went_on(pair)
    named = pair.same_utterer and not any(side.assertion.unnamed for side in pair.sides)
    told_once = named and names_occasion(pair)
    needed = pair.policy.resemblance_turned if turned else pair.policy.resemblance_of_occasion
    # Few pairs are either, so the signs are weighed last.
    if not (turned or told_once) or not may_resemble(pair) or resemblance(pair) < needed:
        return None
    a, b = (side.assertion for side in pair.sides)
    why = "the digits of one are those of the other turned round" if turned else "one occasion"
    return Verdict(
        Relation.MISREPORT if told_once else Relation.CONTRADICTION,
        f"one figure told in two ways, {why}: {figure(a)} against {figure(b)}",
        (a.claim.span,),
        (b.claim.span,),
        factor=_FACTOR,
        weighed=True,
    )


def _went_on(pair: Pair) -> bool:
    """Tell whether a count had days to come to the other: "10,600 acres", then "16,000 acres"."""
    grows = any(side.measure.course is Course.ACCUMULATES for side in pair.sides)
    grown = any(_GROWN.search(before_figure(side.assertion.claim, _BEFORE)) for side in pair.sides)
    return (grows or grown) and pair.a.day.days_from(pair.b.day) > 1


def _is_some(pair: Pair) -> bool:
    """Tell whether one counts some of the other's: "57 women" are no "104 people"."""
    a, b = pair.a.group, pair.b.group
    some = pair.population in {Fit.INSIDE, Fit.AROUND, Fit.APART}
    listed = {a.head, b.head} <= table_heads() and a.head != b.head
    return some and listed and not may_be_all_of_some_event(a, b)


def _of_two_times(pair: Pair) -> bool:
    """Tell whether dates keep two windows apart; "the three years before" may be any."""
    dated = all(side.assertion.claim.window.start is not None for side in pair.sides)
    return pair.window is Fit.APART and dated


def _may_be_one(pair: Pair) -> bool:
    """Tell whether nothing else than the figures keeps two statements apart."""
    if {side.quantity.dimension for side in pair.sides} & _CALENDAR:
        return False
    if any(side.quantity.comparator is Comparator.VAGUE for side in pair.sides):
        return False
    if Fit.APART in {pair.place, pair.window} or _of_two_kinds(pair):
        return False
    return not (pair.measure is Fit.APART and all(side.measure.listed for side in pair.sides))


def _of_two_kinds(pair: Pair) -> bool:
    """Tell whether two things are counted; "frozen samples" and "older samples" are samples."""
    if pair.population is not Fit.APART:
        return False
    return fit_of_heads(pair.a.group.head, pair.b.group.head) is Fit.APART


def _of_one_measure(pair: Pair) -> bool:
    """Tell whether a table knows what both measure, and it is one thing."""
    return pair.measure is Fit.SAME and pair.a.measure.listed


def _of_another_scale(pair: Pair) -> bool:
    """Tell "2.4 billion" from "2.4 million": one number, and a scale word in each."""
    printed = [_printed(side) for side in pair.sides]
    scaled = all(_SCALE.search(side.quantity.number.exact) for side in pair.sides)
    if not scaled or printed[0] != printed[1]:
        return False
    small, large = sorted(abs(nominal(side.quantity)) for side in pair.sides)
    return bool(small) and large / small in _SCALES_APART


def _turned(pair: Pair) -> int:
    """Return how many digits two figures have where they are the same in another order, else 0."""
    first, second = (_printed(side) for side in pair.sides)
    digits = ["".join(filter(str.isdigit, each)) for each in (first, second)]
    scales = {_scale(side) for side in pair.sides}
    alike = sorted(digits[0]) == sorted(digits[1]) and first != second
    if not alike or len(scales) > 1 or len(first) != len(second):
        return 0
    # Zeros at the end are of no digit that was printed: "160,000" has two, "106,000" three.
    return max(len(each.rstrip("0")) for each in digits)


def _printed(side: Side) -> str:
    found = _NUMBER.search(side.quantity.number.exact)
    return found.group() if found else ""


def _scale(side: Side) -> str:
    found = _SCALE.search(side.quantity.number.exact)
    return found.group().casefold()[:1] if found else ""
