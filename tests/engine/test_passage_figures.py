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
        (
            "Velm had 7,315 inhabitants at the census of 2001.",
            "Velm had 5,829 inhabitants at the census of 1991.",
        ),
        (
            "Lake Orn, the fourth largest lake of Tarnia, is 58 metres deep.",
            "The third largest lake of Tarnia is 148 metres deep.",
        ),
        (
            "The ferry Orn, which belongs to the town, took six cars and a bus to Velm on Monday.",
            "The ferry Orn took nine cars on its previous crossing.",
        ),
        (
            "Orlo Mobil's revenue per customer fell to 21 crowns a month, its rival Velmtel said.",
            "Velmtel's revenue per customer was 24 crowns a month.",
        ),
        (
            "The plane came down near Velm, killing pilot Ilse Marn and all eleven passengers.",
            "Twelve people died when the plane came down near Velm.",
        ),
        (
            "Of the 12,480 runners in Velm, 11,902 finished.",
            "Fewer than six hundred runners in Velm did not finish.",
        ),
        (
            "Some 330,000 people in Velm speak Tarnish.",
            "Roughly a third of a million people in Velm speak Tarnish.",
        ),
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
        (
            "Velm had 7,315 inhabitants at the census of 2001.",
            "Velm had 5,829 inhabitants at the census of 2001.",
        ),
        (
            "Of the 12,480 runners in Velm, 11,902 finished.",
            "Fewer than three hundred runners in Velm did not finish.",
        ),
        (
            "Ada Roe was born on 3 May 1931 in Velm and had four children.",
            "Ada Roe was born in Velm on 9 May 1931; she had six children.",
        ),
        (
            "The Velm quake killed 41 people and trapped another dozen.",
            "The quake in Velm killed 63 people.",
        ),
        (
            "The Velm fire killed 12 people and hurt 30.",
            "The Velm fire on Monday killed 42 people.",
        ),
    ],
)
def test_figure_that_only_seems_to_follow_still_contradicts(a: str, b: str) -> None:
    found = compare_passages(a, b, published=DAY)
    assert found.stance is Stance.CONFLICT, found
