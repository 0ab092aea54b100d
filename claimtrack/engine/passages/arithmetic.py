"""Figures that follow from others: eleven of the 18 stations where seven lie underground.

A passage that does the sum for its reader does not contradict the one that gives the parts.
"""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claimtrack.engine.passages.values import Value

_SHARE, _PERCENT, _POINTS = "share", "share percent", "points percentage point"
_NO_QUANTITIES = frozenset({"age", "day", "ordinal", "score", "weekday"})
#: Parts and multiples in words, and what they make of a figure beside them: the part, or the rest.
_PARTS = (
    (re.compile(r"\bhal(?:f|ve[ds]?)\b", re.IGNORECASE), (Decimal("0.5"), Decimal("1.5"))),
    (re.compile(r"\bthirds?\b", re.IGNORECASE), (Decimal(1) / 3, Decimal(2) / 3)),
    (re.compile(r"\bquarters?\b", re.IGNORECASE), (Decimal("0.25"), Decimal("0.75"))),
    (re.compile(r"\b(?:doubl(?:e[ds]?|ing)|twice)\b", re.IGNORECASE), (Decimal(2), Decimal("0.5"))),
    (re.compile(r"\b(?:trebl|tripl)(?:e[ds]?|ing)\b", re.IGNORECASE), (Decimal(3),)),
)
_MOST_FIGURES = 12


def follows(value: Value, others: Sequence[Value], text: str) -> bool:
    """Tell whether a figure is a sum, a difference or a part of figures of another passage.

    ``others`` are the values of that passage and ``text`` its words.
    """
    if value.kind in _NO_QUANTITIES or value.bounds is None:
        return False
    low, high = value.bounds.low, value.bounds.high
    if low is None or high is None:
        return False
    kinds = {value.kind, _POINTS} if value.kind == _PERCENT else {value.kind}
    sizes = map(_size, (other for other in others if other.kind in kinds))
    figures = [each for each in sizes if each is not None]
    shares = [_size(other) for other in others if other.kind.startswith(_SHARE)]
    made = _made_of(figures[:_MOST_FIGURES], shares[:_MOST_FIGURES], text)
    return any(each and low <= each <= high for each in made)


def _made_of(
    figures: Sequence[Decimal], shares: Sequence[Decimal | None], text: str
) -> Iterator[Decimal]:
    for one, other in combinations(figures, 2):
        yield one + other
        yield abs(one - other)
    yield sum(figures, Decimal(0)) if len(figures) > 1 else Decimal(0)
    for figure in figures:
        for part, factors in _PARTS:
            if part.search(text):
                yield from (figure * factor for factor in factors)
        for share in shares:
            yield figure * share / 100 if share is not None else Decimal(0)


def _size(value: Value) -> Decimal | None:
    """Return the size of a figure with both bounds, without its sign."""
    if value.bounds is None or value.bounds.low is None or value.bounds.high is None:
        return None
    return abs(value.bounds.low + value.bounds.high) / 2
