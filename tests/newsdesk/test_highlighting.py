from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from apps.newsdesk.highlighting import Mark, segments

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn

MarkedText = tuple[str, list[Mark]]


@st.composite
def marked_texts(draw: DrawFn) -> MarkedText:
    text = draw(st.text(max_size=60))
    edges = st.integers(0, len(text) + 5)
    pairs = draw(st.lists(st.tuples(edges, edges), max_size=8))
    marks = [
        Mark(min(pair), max(pair), draw(st.sampled_from(["figure", "words"])), row)
        for row, pair in enumerate(pairs)
        if pair[0] != pair[1]
    ]
    return text, marks


@given(marked_texts(), st.integers(0, 10))
def test_segments_joined_are_the_text_whatever_the_marks(
    given_text: MarkedText, offset: int
) -> None:
    text, marks = given_text
    pieces = segments(text=text, marks=marks, offset=offset)
    assert "".join(piece.text for piece in pieces) == text


@given(marked_texts())
def test_segments_mark_exactly_the_characters_of_their_marks(
    given_text: MarkedText,
) -> None:
    text, marks = given_text
    position = 0
    seen: dict[int, set[int]] = {mark.row: set() for mark in marks}
    for piece in segments(text=text, marks=marks):
        for mark in piece.marks:
            seen[mark.row].update(range(position, position + len(piece.text)))
        position += len(piece.text)
    wanted = {mark.row: set(range(mark.start, min(mark.end, len(text)))) for mark in marks}
    assert seen == wanted


def test_segments_innermost_mark_is_the_shortest() -> None:
    outer, inner = Mark(0, 20, "words", 1), Mark(5, 10, "figure", 2)
    pieces = segments(text="a" * 20, marks=[outer, inner])
    assert [piece.innermost for piece in pieces] == [outer, inner, outer]


def test_segments_begin_each_mark_once() -> None:
    outer, inner = Mark(0, 20, "words", 1), Mark(5, 10, "figure", 2)
    pieces = segments(text="a" * 20, marks=[outer, inner])
    assert [mark.row for piece in pieces for mark in piece.starts] == [1, 2]
