"""Lengths of time: which are figures of their own, and which only bound another figure."""

from __future__ import annotations

from datetime import date

import pytest

from claimtrack.engine.extract import extract
from claimtrack.engine.records import WindowKind

PUBLISHED = date(2024, 6, 14)


def measures(text: str) -> dict[str, str]:
    found = extract(text, published=PUBLISHED, headline_end=0).claims
    return {each.span.exact: each.measure.key for each in found if each.quantity is not None}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "He was jailed for 12 years for killing two women.",
            {"12 years": "sentence", "two women": "killed"},
        ),
        (
            "Rescuers took 12 hours to reach the 30 miners.",
            {"12 hours": "duration-rescuer", "30 miners": "miners"},
        ),
        ("She swam the 800 metres in 9 minutes.", {"9 minutes": "duration"}),
        ("The trial lasted six weeks.", {"six weeks": "duration-lasted"}),
    ],
)
def test_length_that_the_clause_states_is_a_figure(text: str, expected: dict[str, str]) -> None:
    found = measures(text)

    assert {exact: found.get(exact) for exact in expected} == expected


@pytest.mark.parametrize(
    ("text", "count", "window"),
    [
        ("3,000 killed in a week", "3,000 killed", "within a week"),
        ("In all, 600 died over three months.", "600", "within three months"),
    ],
)
def test_length_that_bounds_a_count_is_its_window(text: str, count: str, window: str) -> None:
    found = extract(text, published=PUBLISHED, headline_end=0).claims

    assert [(c.span.exact, c.window.kind, c.window.label) for c in found] == [
        (count, WindowKind.DURATION, window)
    ]


def test_sentence_in_years_is_no_window_of_the_victims() -> None:
    found = extract(
        "He was jailed for 12 years for killing two women.", published=PUBLISHED, headline_end=0
    ).claims

    assert {c.span.exact: c.window.kind for c in found} == {
        "12 years": WindowKind.NONE,
        "two women": WindowKind.TO_DATE,
    }
