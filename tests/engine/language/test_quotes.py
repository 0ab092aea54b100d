from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.engine.language.quotes import find_quotes


def inner(text: str) -> list[str]:
    return [quote.inner.exact for quote in find_quotes(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"We held on," she said. "We won."', ["We held on,", "We won."]),
        ("“We held on,” she said.", ["We held on,"]),
        ("``We held on,'' she said.", ["We held on,"]),
        ("‘We held on,’ she said.", ["We held on,"]),
        ("'We held on,' she said.", ["We held on,"]),
        ("The '90s weren't the workers' best years.", []),
        ("‘The workers’ rights come first,’ she said.", ["The workers’ rights come first,"]),
        ("“We held on. We won. That’s it,” she said.", ["We held on. We won. That’s it,"]),
        ("“She called it ‘a draw’ at first,” he said.", ["She called it ‘a draw’ at first,"]),
        ('A 6"-wide board (the "long" one)', ["long"]),
        ('He said: "We held on.', ["We held on."]),
        ('""', []),
        ("", []),
    ],
)
def test_quotes_are_found_without_their_marks(text: str, expected: list[str]) -> None:
    assert inner(text) == expected


def test_quote_over_paragraphs_continues_at_the_repeated_mark() -> None:
    text = "“The roof went first.\n\n“Then the walls,” she said. “All of it.”"
    quotes = find_quotes(text)
    assert [(q.inner.exact, q.closed, q.continues) for q in quotes] == [
        ("The roof went first.", False, False),
        ("Then the walls,", True, True),
        ("All of it.", True, False),
    ]


def test_quote_left_open_ends_with_its_paragraph() -> None:
    text = "“The roof went first.\nThe mayor left."
    assert [(q.inner.exact, q.closed) for q in find_quotes(text)] == [
        ("The roof went first.", False)
    ]


def test_scare_quotes_are_told_from_statements() -> None:
    quotes = find_quotes('The "peace plan" failed. "We failed," she said. "It is over."')
    assert [q.is_phrase for q in quotes] == [True, False, False]


@given(st.text(alphabet=st.sampled_from("ab 3.,\n\"“”‘’'`«»\u200f"), max_size=200))
def test_quotes_slice_back_and_do_not_overlap(text: str) -> None:
    quotes = find_quotes(text)
    for quote in quotes:
        assert text[quote.inner.start : quote.inner.end] == quote.inner.exact
        assert quote.outer.contains(quote.inner)
    for left, right in pairwise(quotes):
        assert left.outer.end <= right.outer.start


@pytest.mark.parametrize("piece", ["“", "”", '"', "'", "‘", " ‘a", "s’ a", '"a ', "“a”", "\n“"])
def test_quotes_of_endless_repetition_slice_back(piece: str) -> None:
    text = piece * 200_000
    for quote in find_quotes(text):
        assert text[quote.inner.start : quote.inner.end] == quote.inner.exact
