"""Words between quotation marks: straight, curly, angled, or typed as `` and ''.

One pass over the marks of each paragraph, so the cost is linear in the length of the text.
Quotations inside a quotation are left inside it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from claimtrack.engine.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: At most so many words stand between scare quotes or in a title; a statement is longer.
PHRASE_WORDS = 4

#: How many closing marks are looked at for the end of a single-quoted stretch.
CLOSERS_TRIED = 6

_MARK = re.compile(r"``|''|‘‘|’’|[“”„\"«»‘’']")
_PARAGRAPH_END = re.compile(r"[\n\r\u2028\u2029]\s*")
_WORD = re.compile(r"[^\W_]+(?:[.,’'-][^\W_]+)*")
_OPENERS = {"``", "‘‘", "“", "„", "«"}
_CLOSERS = {"''", "’’", "”", "»"}
#: Marks that end what is said, so that a mark behind them closes though it be one that opens.
_ENDS_SPEECH = ",.?!"
_OPENING_CONTEXT = "([{—–-/:"
_CLOSING_CONTEXT = '.,;:!?)]}—–-/…"”'


@dataclass(frozen=True)
class QuotedSpan:
    """A quotation: ``inner`` is the words without their marks, ``outer`` the words with them.

    ``closed`` is false where the paragraph ended first. ``continues`` is true where the
    quotation takes up the one in the paragraph before it, which was left open.
    """

    inner: Span
    outer: Span
    closed: bool = True
    continues: bool = False

    @cached_property
    def words(self) -> int:
        """The number of words inside: scare quotes and titles have few."""
        return len(_WORD.findall(self.inner.exact))

    @cached_property
    def is_phrase(self) -> bool:
        """Tell whether it is too short for a statement of its own, and does not close one."""
        return self.words <= PHRASE_WORDS and not self.inner.exact.rstrip().endswith(
            (".", ",", "!", "?")
        )


class _Side(Enum):
    OPENS = "opens"
    CLOSES = "closes"
    EITHER = "either"
    NEITHER = "neither"


class _Family(Enum):
    STRAIGHT = "straight"
    CURLY = "curly"
    TYPED = "typed"
    ANGLED = "angled"
    SINGLE = "single"


_FAMILIES = {
    '"': _Family.STRAIGHT,
    "``": _Family.TYPED,
    "''": _Family.TYPED,
    "«": _Family.ANGLED,
    "»": _Family.ANGLED,
    "'": _Family.SINGLE,
    "‘": _Family.SINGLE,
    "’": _Family.SINGLE,
}


class _Mark(NamedTuple):
    start: int
    end: int
    family: _Family
    side: _Side

    @property
    def single(self) -> bool:
        """Tell whether it may be an apostrophe."""
        return self.family is _Family.SINGLE


def find_quotes(text: str) -> tuple[QuotedSpan, ...]:
    """Find the quotations of ``text``, in order; none overlaps another.

    A quotation that its paragraph does not close ends with the paragraph; where the next
    paragraph opens with a mark again, that one ``continues`` it.
    """
    found: list[QuotedSpan] = []
    left_open = False
    for start, end in _paragraphs(text):
        quotes = _quotes_of_paragraph(text, start, end)
        for index, quote in enumerate(quotes):
            continues = left_open and index == 0 and text[start : quote.outer.start].strip() == ""
            found.append(
                QuotedSpan(quote.inner, quote.outer, closed=quote.closed, continues=continues)
            )
        left_open = bool(quotes) and not quotes[-1].closed
    return tuple(found)


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for paragraph_end in _PARAGRAPH_END.finditer(text):
        if paragraph_end.start() > start:
            yield start, paragraph_end.start()
        start = paragraph_end.end()
    if start < len(text):
        yield start, len(text)


def _quotes_of_paragraph(text: str, start: int, end: int) -> list[QuotedSpan]:
    marks = [_mark(text, match, start, end) for match in _MARK.finditer(text, start, end)]
    found: list[QuotedSpan] = []
    index = inside = 0
    opened: _Mark | None = None
    while index < len(marks):
        mark = marks[index]
        if opened is None:
            inside = 0
            if mark.single:
                closer = _single_closer(text, marks, index)
                if closer is not None:
                    _append(found, text, mark, marks[closer].start, marks[closer].end)
                    index = closer
            elif mark.side in (_Side.OPENS, _Side.EITHER):
                opened = mark
        elif mark.family is opened.family or (not inside and _nests(mark) < 0):
            if mark.side is _Side.OPENS:
                _append(found, text, opened, mark.start, mark.start)
                opened = mark
            else:
                _append(found, text, opened, mark.start, mark.end)
                opened = None
        else:
            inside += _nests(mark)
        index += 1
    if opened is not None:
        _append(found, text, opened, end, end, closed=False)
    return found


def _nests(mark: _Mark) -> int:
    """Count a mark of another family than the first: 1 opens inside it, -1 closes that or it."""
    if mark.single:
        return 0
    return (mark.side is _Side.OPENS) - (mark.side is _Side.CLOSES)


def _append(
    found: list[QuotedSpan],
    text: str,
    opened: _Mark,
    inner_end: int,
    outer_end: int,
    *,
    closed: bool = True,
) -> None:
    inner = text[opened.end : inner_end]
    if not inner.strip():
        return
    start = opened.end + len(inner) - len(inner.lstrip())
    inner_end = opened.end + len(inner.rstrip())
    found.append(
        QuotedSpan(
            Span.cut(text, start, inner_end),
            Span.cut(text, opened.start, max(outer_end, inner_end)),
            closed=closed,
        )
    )


def _mark(text: str, match: re.Match[str], start: int, end: int) -> _Mark:
    mark = match.group()
    before = text[match.start() - 1] if match.start() > start else " "
    after = text[match.end()] if match.end() < end else " "
    family = _FAMILIES.get(mark, _Family.CURLY)
    single = family is _Family.SINGLE
    side = _single_side(mark, before, after) if single else _double_side(mark, before, after)
    return _Mark(match.start(), match.end(), family, side)


def _double_side(mark: str, before: str, after: str) -> _Side:
    if mark in _OPENERS:
        wrong = before in _ENDS_SPEECH and after.isspace()
        return _Side.CLOSES if wrong else _Side.OPENS
    if mark in _CLOSERS and mark != "''":
        wrong = before.isspace() and after.isalnum()
        return _Side.OPENS if wrong else _Side.CLOSES
    can_open = (before.isspace() or before in _OPENING_CONTEXT) and not after.isspace()
    can_close = not before.isspace() and (after.isspace() or after in _CLOSING_CONTEXT)
    if can_open == can_close:
        return _Side.EITHER
    return _Side.OPENS if can_open else _Side.CLOSES


def _single_side(mark: str, before: str, after: str) -> _Side:
    can_open = (before.isspace() or before in _OPENING_CONTEXT or before in '"“') and (
        after.isalnum() or after in "([…"
    )
    if can_open and mark != "’" and not after.isdigit():
        return _Side.OPENS
    if mark != "‘" and not before.isspace() and (after.isspace() or after in _CLOSING_CONTEXT):
        return _Side.CLOSES
    return _Side.NEITHER


def _single_closer(text: str, marks: Sequence[_Mark], opener: int) -> int | None:
    """Find the mark that closes a single-quoted stretch; ``None`` for an apostrophe.

    A mark after a punctuation sign closes for sure; one after "s" before a lower-case word may
    be a possessive ("the workers’ rights"), and then a later mark is preferred.
    """
    if marks[opener].side is not _Side.OPENS:
        return None
    possessive = None
    tried = 0
    for index in range(opener + 1, min(len(marks), opener + 4 * CLOSERS_TRIED)):
        mark = marks[index]
        if not mark.single:
            continue
        if mark.side is _Side.OPENS:
            break
        if mark.side is not _Side.CLOSES:
            continue
        tried += 1
        if not _may_be_possessive(text, mark):
            return index
        possessive = index if possessive is None else possessive
        if tried == CLOSERS_TRIED:
            break
    return possessive


def _may_be_possessive(text: str, mark: _Mark) -> bool:
    after = text[mark.end : mark.end + 2]
    return text[mark.start - 1] in "sS" and after[:1].isspace() and after[1:].isalpha()
