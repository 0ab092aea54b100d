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
            "The badge was first used in 1903 by the ferrymen.",
            "In 1881 the guild of boatmen adopted the badge.",
        ),
        (
            "Skittle golf was devised by two brewers in 1931.",
            "There was a version with wooden pins around 1912; two guilds played skittle golf.",
        ),
        (
            "The Velm bridge was opened by the king in 1909.",
            "The Velm bridge was inaugurated in 1904.",
        ),
        (
            "The rowing match of Orlo goes back to 1640.",
            "In 1598 a miller won the rowing match of Orlo.",
        ),
        (
            "Tea was unknown in Velm until a captain opened a shop there in 1712.",
            "In 1689 the innkeepers of Velm sold tea by the cup.",
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
        ("The electric tram was invented in 1902.", "The horse tram ran along the quay in 1884."),
        ("Golf was first played at Ferrol in 1893.", "Golf was played near Bilbao in 1890."),
        ("Orlen reported its first case on 6 April.", "In Tarn a case was found on 22 March."),
        # Another of its kind, each year or each time.
        ("The fair of Orlo started on 5 May 2024.", "The fair of Orlo drew 20,000 in 2023."),
        ("The council introduced a curfew in 2024.", "A curfew was lifted in 2022."),
        ("The Osk Cup opened on 9 May 2024.", "Tarn won the Osk Cup in 2020."),
        # Made before it was shown, and talked about before it came.
        ("The film of the siege was released in 1999.", "The film of the siege was shot in 1997."),
        ("The Velm statue was unveiled in 1923.", "The Velm statue was cast in 1921."),
        ("The bed tax was introduced in 2014.", "Hotels attacked the bed tax in 2013."),
        # First at something else.
        ("The team first won the cup in 1990.", "The team lost the cup in 1985."),
        ("The first patient died on 3 March.", "The patient was admitted on 19 February."),
        # Not the thing, but what is its.
        ("The Plough Party was founded in 1990.", "The Plough Party's leader was jailed in 1985."),
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
