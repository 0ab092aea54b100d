"""Clocked times, which look like times of day."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.engine.quantity_rows import dismissals, quantities


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("Okonjo won the marathon in 2:21:47.", "8507"),
        ("He ran a personal best of 2:04:55 in Valmere.", "7495"),
        ("The champion leads by 1:47 with four stages left.", "107"),
        ("She won in 3:58.2.", "238.2"),
        ("The winner came home in 58:12.", "3492"),
    ],
)
def test_clocked_time_is_a_length_in_seconds(text: str, seconds: str) -> None:
    clocked = [each for each in quantities(text) if each.unit == "second"]

    assert [(each.lower, each.dimension) for each in clocked] == [(Decimal(seconds), "time")]


@pytest.mark.parametrize(
    "text",
    [
        "The blast hit at 10:30:15 local time.",
        "They meet at 14:30.",
        "The shop opens from 9:30 to 17:45.",
        "He rang at 3:15 a.m. on Friday.",
        "The ratio was 3:1.",
    ],
)
def test_time_of_day_and_ratio_are_no_length(text: str) -> None:
    assert quantities(text) == []
    assert dismissals(text)
