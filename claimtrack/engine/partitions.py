"""What became of all of a whole: "of the 52 on board, 17 died, 26 are in hospital and nine walked".

The parts have no measure in common, and still add up to the figure that their sentence opens with.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimtrack.engine.records import Comparator
from claimtrack.engine.taxonomy.population_tree import is_person

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimtrack.engine.records import Assertion

_OUT_OF = re.compile(r"^\W*(?:Out of|Of) (?:the |its |their |all )*$")
#: What leads the last part, so that two are enough: "the remaining 17 billion above it".
_REMAINING = re.compile(r"\b(?:remaining|rest|other)\b(?: of)?(?: the)? ?$")
_AND = re.compile(r"\band\b")
_INSIDE = re.compile(r"\bincluding\b|\bof (?:them|whom|those)\b|\bamong them\b|\(")
_INSIDE_REACH = 12
_FEWEST_PARTS = 2
_FEWEST_OUTCOMES = 3


def opens_partition(whole: Assertion) -> bool:
    """Tell whether a sentence opens with a plain figure that it goes on to share out."""
    claim = whole.claim
    led = claim.sentence.exact[: claim.span.start - claim.sentence.start]
    plain = claim.quantity is not None and claim.quantity.comparator is Comparator.EQUAL
    return plain and _OUT_OF.match(led) is not None


def outcomes_of(whole: Assertion, voice: Sequence[Assertion]) -> tuple[Assertion, ...]:
    """Return the parts of the whole that a sentence opens with; none where some may be left out.

    They read as all of it: three or more, or two and "the remaining"; the last behind "and".
    """
    if not opens_partition(whole):
        return ()
    parts = tuple(each for each in voice if _is_outcome(each, whole))
    return parts if _says_all(parts, whole) else ()


def _is_outcome(part: Assertion, whole: Assertion) -> bool:
    quantity, shared = part.claim.quantity, whole.claim.quantity
    if part.claim.sentence != whole.claim.sentence or part.claim.span.start < whole.claim.span.end:
        return False
    if quantity is None or shared is None or quantity.dimension != shared.dimension:
        return False
    if quantity.comparator is not Comparator.EQUAL:
        return False
    units = {quantity.unit, shared.unit}
    return len(units) == 1 or "" in units or all(map(is_person, units))


def _says_all(parts: Sequence[Assertion], whole: Assertion) -> bool:
    if len(parts) < _FEWEST_PARTS:
        return False
    text, start = whole.claim.sentence.exact, whole.claim.sentence.start
    before, last = parts[-2].claim.span, parts[-1].claim.span
    if _INSIDE.search(text[parts[0].claim.span.start - start : last.end - start + _INSIDE_REACH]):
        return False
    between = text[before.end - start : last.start - start]
    if _REMAINING.search(between):
        return True
    return len(parts) >= _FEWEST_OUTCOMES and _AND.search(between) is not None
