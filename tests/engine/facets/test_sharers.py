"""Among whom a figure was counted where the counted phrase does not say."""

from __future__ import annotations

import pytest

from tests.engine.figures import figures


@pytest.mark.parametrize(
    ("text", "exact", "key"),
    [
        ("Diesel vans accounted for one in six new vehicles.", "one in six", "diesel van"),
        ("Nurses make up 41% of the staff.", "41%", "nurse"),
        ("Women hold 19 seats on the council.", "19 seats", "woman"),
        ("Youth unemployment stands at 23%.", "23%", "youth"),
        ("House prices rose 4.2% in May.", "4.2%", "house"),
        ("Silver fell below $21 an ounce.", "below $21 an ounce", "silver"),
        ("Life expectancy for women rose to 81 years.", "81 years", "woman"),
        ("Unemployment among graduates rose to 6.1%.", "6.1%", "graduate"),
        ("Divers brought up 3.5 tonnes of copper.", "3.5 tonnes", "copper"),
        ("The town set aside €9m, of which €4m is for flood walls.", "€4m", "flood wall"),
        ("The clinic found nine cases, four of them in pilgrims.", "four", "pilgrim"),
        ("A third of the 54 guests on board were pensioners.", "A third", "pensioner"),
        ("Women won 46 seats, or 38% of the total.", "38%", "woman"),
        ("Police seized 40 kg of resin with a street value of £90,000.", "£90,000", "resin"),
        ("Half of the city’s schools are closed.", "Half", "school"),
    ],
)
def test_population_is_read_beyond_the_counted_phrase(text: str, exact: str, key: str) -> None:
    assert figures(text)[exact].population.key == key


@pytest.mark.parametrize(
    ("text", "exact", "key"),
    [
        ("She has lived on the city block for 45 years.", "45 years", ""),
        ("Men drove three vans and took rings worth $4m.", "$4m", ""),
        ("Unemployment among nurses is 5%, against inflation of 3%.", "3%", ""),
        ("Immigrants from Laos and Chad make up a third of the nurses.", "a third", "nurse"),
    ],
)
def test_population_is_not_that_of_another_noun(text: str, exact: str, key: str) -> None:
    assert figures(text)[exact].population.key == key


def test_population_that_is_taken_over_says_why() -> None:
    claims = figures("Women won 46 seats, or 38% of the total.")

    assert claims["38%"].population.span is None
    assert claims["38%"].population.inferred != ""
