"""What became of all of a whole: "of the 52 on board, 17 died, 26 are in hospital and nine walked".

The parts have no measure in common, and still add up to the figure that their sentence opens with.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimtrack.engine.records import Comparator
from claimtrack.engine.taxonomy.population_tree import is_person

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claimtrack.engine.records import Assertion, Span

_OUT_OF = re.compile(r"\W*(?:Out of|Of) (?:the |its |their |all )*")
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
    return plain and _OUT_OF.fullmatch(led) is not None


def outcomes_of(voice: Sequence[Assertion]) -> Iterator[tuple[Assertion, ...]]:
    """Yield the parts of each whole that a sentence opens with, where they read as all of it.

    They are three or more, or two and "the remaining"; the last stands behind "and". The whole is
    not asked for: parts are what they are by their sentence.
    """
    by_sentence: dict[Span, list[Assertion]] = {}
    for assertion in voice:
        by_sentence.setdefault(assertion.claim.sentence, []).append(assertion)
    for sentence, claims in by_sentence.items():
        opening = _OUT_OF.match(sentence.exact)
        if opening is None:
            continue
        first = sentence.start + opening.end()
        parts = tuple(each for each in claims if each.claim.span.start > first)
        if parts and _are_of_one_kind(parts) and _say_all(parts):
            yield parts


def _are_of_one_kind(parts: Sequence[Assertion]) -> bool:
    quantities = [part.claim.quantity for part in parts if part.claim.quantity is not None]
    if len({each.dimension for each in quantities}) > 1:
        return False
    if any(each.comparator is not Comparator.EQUAL for each in quantities):
        return False
    units = {each.unit for each in quantities} - {""}
    return len(units) <= 1 or all(map(is_person, units))


def _say_all(parts: Sequence[Assertion]) -> bool:
    if len(parts) < _FEWEST_PARTS:
        return False
    sentence = parts[0].claim.sentence
    text, start = sentence.exact, sentence.start
    before, last = parts[-2].claim.span, parts[-1].claim.span
    if _INSIDE.search(text[parts[0].claim.span.start - start : last.end - start + _INSIDE_REACH]):
        return False
    between = text[before.end - start : last.start - start]
    if _REMAINING.search(between):
        return True
    return len(parts) >= _FEWEST_OUTCOMES and _AND.search(between) is not None
