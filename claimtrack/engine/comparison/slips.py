"""Slips of the pen: one figure of one speaker with its digits turned, or in another scale.

"212 millimetres" and "221 millimetres", "2.4 billion" and "2.4 million": where one person said both
on one occasion, so much likeness is not met by chance, whatever words the reports use.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from claimtrack.engine.comparison.intervals import nominal
from claimtrack.engine.comparison.occasions import one_occasion
from claimtrack.engine.comparison.owners import of_one_noun
from claimtrack.engine.comparison.questions import (
    likeness_of,
    one_stated_occasion,
)
from claimtrack.engine.records import Comparator
from claimtrack.engine.taxonomy.fit import Fit
from claimtrack.engine.taxonomy.population_tree import (
    fit_of_heads,
)

if TYPE_CHECKING:
    from claimtrack.engine.comparison.scope import Pair, Side

_NUMBER = re.compile(r"[\d.,]*\d")
_SCALE = re.compile(r"(?<![a-z])(thousand|k|million|mn?|billion|bn|trillion|tn)\b", re.IGNORECASE)
_SCALES_APART = frozenset({Decimal(1_000), Decimal(1_000_000)})
#: So many digits are seldom those of another figure; fewer need more words in common.
_FEWEST_DIGITS, _TELLING_DIGITS = 2, 3
_ONE_WORD, _SOME_WORDS = 1, 2
#: What is counted in years and days is turned by chance ("12 days", "21 days").
_CALENDAR = frozenset({"time"})


def is_slip(pair: Pair) -> bool:
    """Tell whether one speaker's figure stands in two reports with a slip between them."""
    if pair.same_report or not pair.exclusive or not _may_be_one(pair):
        return False
    stated = one_stated_occasion(pair)
    if not stated and not one_occasion(pair.a.assertion, pair.b.assertion, pair.policy):
        return False
    common = likeness_of(pair).common + of_one_noun(pair)
    common += _of_one_measure(pair) + _of_one_group(pair)
    if _of_another_scale(pair):
        return stated or common >= _SOME_WORDS
    turned = _turned(pair)
    if turned < _FEWEST_DIGITS:
        return False
    telling = turned >= _TELLING_DIGITS or _scale(pair.a) != ""
    return common >= (_ONE_WORD if telling and stated else _SOME_WORDS)


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


def _of_one_group(pair: Pair) -> bool:
    """Tell whether one group is counted in one measure that a table knows."""
    return _of_one_measure(pair) and pair.population is Fit.SAME and bool(pair.a.group.known)


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
