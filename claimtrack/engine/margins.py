"""Margins: what lies between two figures of a sentence, beside what it says lies between them.

"Ostrov won 3,562,410 votes and Ferrand 3,446,877, a margin of 125,533", "the rate fell to 81.2 per
cent from 83.0, a drop of 2.8 points": what lies between the two is a figure that nobody printed,
and the printed one must be that.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from claimtrack.engine.records import Change, Comparator

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claimtrack.engine.records import Assertion, Quantity, Span

_VOTES = re.compile(r"\bvot(?:es?|ed|ers)\b|\bpolled\b|\bballots\b", re.IGNORECASE)
_MARGIN = re.compile(
    r"\b(?:margin|majority|lead|gap|difference)(?: of| was| is| stood at| came to)?$"
)
_ONLY = re.compile(r"(?: (?:just|only|exactly))*\s*$")
_BY = re.compile(r"\b(?:won|lost|beat|ahead|led|victory|defeat(?:ed)?)\b[^.,;]* by$")
#: "Overturning a majority of 8,311": that of the vote before.
_OF_BEFORE = re.compile(
    r"\b(?:overturn\w*|defend\w*|previous(?:ly)?|last|earlier|held|ago|compared)\b", re.IGNORECASE
)
_COUNT = "count"
_REACH = 80
#: "To 81.2 per cent from 83.0", "from 83.0 to 81.2".
_TO_FROM = re.compile(r"(?: (?:in|on|at|for) [\w ]{1,20})?,? from (?:an? |the )?(?:[a-z]+ )?")
_FROM_TO = re.compile(r"(?: (?:in|on|at|for) [\w ]{1,20})?,? to (?:an? |the )?(?:[a-z]+ )?")
_FROM = re.compile(r"\bfrom (?:an? |the |about |some )?$")
#: "A drop of 2.8 points", "fell by 40 million".
_BY_SO_MUCH = (
    r"(?:\ban? (?:[a-z-]+ )?(?:drop|fall|rise|increase|decline|decrease|gain|jump|reduction|slide"
    r"|climb|difference) of|\bby) (?:just |only |exactly )?"
)
_MOVED = re.compile(rf"{_BY_SO_MUCH}$")
_SAYS_HOW_MUCH = re.compile(rf"{_BY_SO_MUCH}\S*\d")
_POINT = "point"
_POINTS = frozenset({"percent", _POINT})
_AND = re.compile(r"\b(?:and|but|while)\b|;")


def rivals_of(voice: Sequence[Assertion]) -> Iterator[tuple[Assertion, Assertion]]:
    """Yield the votes of two sides that stand in one sentence, with no third but a margin."""
    by_sentence: dict[Span, list[Assertion]] = {}
    for assertion in voice:
        if _is_plain_count(assertion) and not is_margin(assertion):
            by_sentence.setdefault(assertion.claim.sentence, []).append(assertion)
    for sentence, rivals in by_sentence.items():
        if len(rivals) == len(("winner", "loser")) and _VOTES.search(sentence.exact):
            yield rivals[0], rivals[1]


def levels_of(voice: Sequence[Assertion]) -> Iterator[tuple[Assertion, Assertion]]:
    """Yield the two levels between which one sentence says that something moved."""
    by_sentence: dict[Span, list[Assertion]] = {}
    for assertion in voice:
        by_sentence.setdefault(assertion.claim.sentence, []).append(assertion)
    for sentence, told in by_sentence.items():
        if not _SAYS_HOW_MUCH.search(sentence.exact):
            continue
        for first, second in pairwise(told):
            if _is_level(first) and _is_level(second) and _one_unit(first, second):
                start = sentence.start
                led = _led(first)
                between = sentence.exact[
                    first.claim.span.end - start : second.claim.span.start - start
                ]
                down = _TO_FROM.fullmatch(between) is not None and not _FROM.search(led)
                up = _FROM_TO.fullmatch(between) is not None and _FROM.search(led) is not None
                if down or up:
                    yield first, second


def is_movement(assertion: Assertion) -> bool:
    """Tell whether a figure is that by which something moved: "a drop of 2.8 points"."""
    claim = assertion.claim
    exact = claim.quantity is not None and claim.quantity.comparator is Comparator.EQUAL
    return exact and _MOVED.search(_led(assertion)) is not None


def _led(assertion: Assertion) -> str:
    """Return the few words before a figure: a sentence may be a whole file."""
    claim = assertion.claim
    start = claim.span.start - claim.sentence.start
    return claim.sentence.exact[max(0, start - _REACH) : start]


def _is_level(assertion: Assertion) -> bool:
    quantity = assertion.claim.quantity
    return (
        quantity is not None
        and quantity.comparator is Comparator.EQUAL
        and quantity.change is Change.NONE
    )


def _one_unit(a: Assertion, b: Assertion) -> bool:
    first, second = (
        each.claim.quantity.unit if each.claim.quantity is not None else "" for each in (a, b)
    )
    return first == second or "" in {first, second} or (first in _POINTS and second in _POINTS)


def is_margin(assertion: Assertion) -> bool:
    """Tell whether a plain count is that by which one side was ahead."""
    claim = assertion.claim
    if not _is_plain_count(assertion) or _OF_BEFORE.search(claim.sentence.exact):
        return False
    led = claim.sentence.exact[: claim.span.start - claim.sentence.start]
    told = _ONLY.sub("", led)
    return bool(_MARGIN.search(told) or _BY.search(told))


def stand_beside(rivals: Sequence[Assertion], margin: Assertion) -> bool:
    """Tell whether a margin is that between two figures of its own sentence."""
    if margin.claim.sentence != rivals[0].claim.sentence:
        return False
    if next(levels_of(rivals), None) is None:
        return is_margin(margin)
    return is_movement(margin) and _is_between(rivals, margin)


def _is_between(levels: Sequence[Assertion], moved: Assertion) -> bool:
    """Tell whether a movement is told of two levels: in their unit, and with no "and" between.

    Shares move by points: "to 1.8 per cent from 2.1, and by 2.4 per cent next year".
    """
    first, second = levels[0].claim, levels[-1].claim
    if first.quantity is None or moved.claim.quantity is None:
        return False
    if first.quantity.unit in _POINTS and moved.claim.quantity.unit != _POINT:
        return False
    start, exact = first.sentence.start, first.sentence.exact
    if moved.claim.span.start >= second.span.end:
        between = exact[second.span.end - start : moved.claim.span.start - start]
    else:
        between = exact[moved.claim.span.end - start : first.span.start - start]
    return _one_unit(levels[0], moved) and not _AND.search(between)


def _is_plain_count(assertion: Assertion) -> bool:
    quantity: Quantity | None = assertion.claim.quantity
    return (
        quantity is not None
        and quantity.dimension == _COUNT
        and quantity.comparator is Comparator.EQUAL
        and quantity.change is Change.NONE
    )
