"""Figures and days of two passages that may both hold, and such as only seem to."""

from __future__ import annotations

from datetime import date

import pytest

from claimtrack.engine.passages import Stance, compare_passages

DAY = date(2031, 3, 4)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (
            "Up to 50 people may be trapped in the mine at Velm.",
            "Rescuers said 20 people were trapped in the mine at Velm.",
        ),
        ("Velm was founded in the 1600s.", "Velm was founded in 1642."),
        ("The ship was sunk in the winter of 1943.", "The ship was sunk in February 1944."),
        ("Gold sold for $2,000 an ounce.", "Gold sold for $64 a gram."),
        ("Ilse Marn was 16 when she left Velm.", "Ilse Marn is now 71."),
        ("It was 5C warmer in Velm.", "It was 9F warmer in Velm."),
    ],
)
def test_figures_and_days_that_may_both_hold_are_no_conflict(a: str, b: str) -> None:
    found = compare_passages(a, b, published=DAY)
    assert found.stance is not Stance.CONFLICT, found


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (
            "The mayor of Orlo won the vote with 45 percent.",
            "The mayor of Orlo won the vote with 55 percent.",
        ),
        (
            "Ilse Marn died in 1970 after eight years as mayor of Velm.",
            "Ilse Marn, the mayor of Velm, died in 1978.",
        ),
        (
            "The ninth victim was found in Velm; the fire killed 12 people.",
            "The fire in Velm killed nine people.",
        ),
    ],
)
def test_figure_that_only_seems_to_follow_still_contradicts(a: str, b: str) -> None:
    found = compare_passages(a, b, published=DAY)
    assert found.stance is Stance.CONFLICT, found
