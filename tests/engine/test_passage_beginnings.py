"""What is told of a thing before it began cannot hold, and nearly all else can."""

from __future__ import annotations

from datetime import date

import pytest

from claimtrack.engine.passages import Stance, compare_passages

DAY = date(2024, 12, 23)


@pytest.mark.parametrize(
    ("began", "earlier"),
    [
        (
            "The tarlo is a two-stringed fiddle invented by Ilse Marn in 1889.",
            "In 1874 the Orlo guild chose the tarlo for its feast.",
        ),
        (
            "The badge was first worn in 1903 by the ferrymen.",
            "A painter of 1881 gave the badge to each of his boatmen.",
        ),
        (
            "Skittle golf was devised by two brewers in 1931.",
            "There was a version with wooden pins around 1912; two guilds played skittle golf.",
        ),
        (
            "The lighthouse at Cape Velm was first lit in 1859.",
            "In 1857 a brig was led past the reef by the Cape Velm lighthouse.",
        ),
        (
            "The chess club has met every week since it was formed in 1958.",
            "The chess club beat the players of Orlo in 1955.",
        ),
        (
            "The rowing match of Orlo goes back to 1640.",
            "A letter of 1598 praises the rowing match of Orlo.",
        ),
        (
            "Tea was unknown in Velm until a captain opened a shop there in 1712.",
            "In 1689 the innkeepers of Velm sold tea by the cup.",
        ),
        (
            "The village of Osk was founded in 1788 by weavers.",
            "A tax roll of 1731 names fourteen households in Osk.",
        ),
        (
            "The first case of the fever was reported on 3 March.",
            "On 19 February a teacher was taken to hospital with the same fever.",
        ),
    ],
)
def test_nothing_is_told_of_a_thing_before_it_began(began: str, earlier: str) -> None:
    either_way = {
        compare_passages(began, earlier, published=DAY),
        compare_passages(earlier, began, published=DAY),
    }
    (comparison,) = either_way

    assert comparison.stance is Stance.CONFLICT
    assert "when it began" in comparison.reason


@pytest.mark.parametrize(
    ("began", "other"),
    [
        # It was there by then.
        ("The tarlo was invented in 1889.", "In 1903 the Orlo guild chose the tarlo."),
        # A plan, work on it, or one before it.
        ("The Velm canal was opened in 1830.", "A plan for the Velm canal was drawn up in 1764."),
        ("The Velm canal was opened in 1830.", "The king approved the Velm canal in 1811."),
        ("The tarlo was invented in 1889.", "A forerunner of the tarlo was played in 1810."),
        ("The tarlo was invented in 1889.", "Another fiddle, like the tarlo, was built in 1810."),
        # The first of one kind, or in one place.
        ("The electric tram was introduced in 1902.", "A horse tram ran along the quay in 1884."),
        ("Golf was first played at Ferrol in 1893.", "Golf was played near Bilbao in 1890."),
        ("Orlen reported its first case on 6 April.", "In Tarn a case was found on 22 March."),
        # The oldest that is left is not the first that there was.
        (
            "The oldest surviving sign of the guild was painted in 1741.",
            "In 1702 a traveller praised the signs of the guild.",
        ),
        # Nobody says that it began then.
        ("The Osk mill was known by 1840.", "In 1822 the Osk mill burned for two days."),
        # The other passage knows the day.
        (
            "The tarlo was invented in 1889.",
            "Long before 1889, when the tarlo was invented, the guild had met in 1874.",
        ),
    ],
)
def test_later_days_plans_and_other_things_speak_against_no_beginning(
    began: str, other: str
) -> None:
    assert "when it began" not in compare_passages(began, other, published=DAY).reason
    assert "when it began" not in compare_passages(other, began, published=DAY).reason
