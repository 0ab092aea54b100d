"""A text cut at the edges of its claims, so that a page can mark them without nesting."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch to mark: where it runs, what it is ("figure", "words", "number"), and its row."""

    start: int
    end: int
    kind: str
    row: int


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of text under the same marks from end to end; ``starts`` are those it begins."""

    text: str
    marks: tuple[Mark, ...]
    starts: tuple[Mark, ...]

    @property
    def kinds(self) -> str:
        """The kinds of its marks as style classes, each once."""
        return " ".join(sorted({f"nd-{mark.kind}" for mark in self.marks}))

    @property
    def innermost(self) -> Mark | None:
        """The shortest mark over this piece: what a click on it opens."""
        return min(self.marks, key=lambda mark: (mark.end - mark.start, mark.row), default=None)


def segments(*, text: str, marks: Iterable[Mark], offset: int = 0) -> Sequence[Segment]:
    """Cut ``text`` at the edges of its marks; joined again the pieces are the text.

    ``offset`` is where ``text`` begins in the version that the marks point into; marks outside
    are clipped. Linear in the text, and in the marks times how deep they overlap.
    """
    end = offset + len(text)
    clipped = [
        (max(mark.start, offset), min(mark.end, end), mark)
        for mark in marks
        if mark.start < end and mark.end > offset
    ]
    opening: dict[int, list[Mark]] = {}
    closing: dict[int, list[Mark]] = {}
    for first, last, mark in clipped:
        opening.setdefault(first, []).append(mark)
        closing.setdefault(last, []).append(mark)
    edges = sorted({offset, end, *opening, *closing})
    pieces = []
    active: list[Mark] = []
    for first, last in itertools.pairwise(edges):
        for mark in closing.get(first, ()):
            active.remove(mark)
        begun = tuple(opening.get(first, ()))
        active.extend(begun)
        pieces.append(Segment(text[first - offset : last - offset], tuple(active), begun))
    return pieces
