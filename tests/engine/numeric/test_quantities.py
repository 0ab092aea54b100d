"""The account of the numbers of a text: figures that belong together, and nothing left over."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.engine.numeric.numbers import find_numbers
from tests.engine.quantity_rows import account, bounds, quantities

SPANS = [
    ("Shares rose 4% to 1,200 points.", ["4%", "1,200"]),
    ("Losses reached 4,700, including 600 deaths.", ["4,700", "600"]),
    ("Two women and a child were found.", ["Two"]),
    ("Taxes of 5, 10 and 15 percent apply.", ["5", "10", "15 percent"]),
    ("About one in five voters stayed away.", ["About one in five"]),
    ("Only one home in ten carries a policy.", ["one home in ten"]),
    ("It failed in one of every twenty tests.", ["one of every twenty"]),
    ("It has a one-in-30-million chance.", ["one-in-30-million"]),
    ("He scored one goal in ten games.", ["one", "ten"]),
    ("The damage could top $9 million.", ["top $9 million"]),
    ("The top 20% pay more.", ["20%"]),
    ("It will pass within 900 km of Mars.", ["within 900 km"]),
    ("Power is back in the quarter of a million homes.", ["quarter of a million"]),
    ("They weighed 3.1 kilograms, 180 grams more.", ["3.1 kilograms", "180 grams"]),
    ("More than half of the crew left.", ["More than half"]),
    ("The race took two hours and 51 minutes.", ["two hours and 51 minutes"]),
    ("It fell from 9.1 to 7.8 million tonnes.", ["9.1", "7.8 million tonnes"]),
]


@pytest.mark.parametrize(("text", "spans"), SPANS, ids=[row[0] for row in SPANS])
def test_figures_have_their_own_words(text: str, spans: list[str]) -> None:
    assert [quantity.span.exact for quantity in quantities(text)] == spans


def test_hours_and_minutes_are_one_figure_in_minutes() -> None:
    (quantity,) = quantities("The race took two hours and 51 minutes.")

    assert (bounds(quantity), quantity.unit) == ("[171, 171]", "minute")


def test_feet_and_inches_are_one_figure_in_inches() -> None:
    (quantity,) = quantities("He is 6 feet 2 inches tall.")

    assert (bounds(quantity), quantity.unit) == ("[74, 74]", "inch")


def test_dollars_and_cents_are_one_figure_in_dollars() -> None:
    (quantity,) = quantities("It costs 15 dollars and 50 cents.")

    assert (quantity.lower, quantity.unit) == (Decimal("15.5"), "USD")


COUNTED = [
    ("The keeper is 5'11\" tall.", "5'11", "[71, 71]", "inch"),
    ("He paid 15 dollars 50 for the seat.", "15 dollars 50", "[15.5, 15.5]", "USD"),
    ("The panel published a 12 page report.", "12", "[12, 12]", "page"),
    ("A 300-strong crowd gathered at the gate.", "300", "[300, 300]", "person"),
    ("The label counted 40 digital and physical sales.", "40", "[40, 40]", "sale"),
    ("Three twenty-fifths is dry.", "Three twenty-fifths", "[0.12, 0.12]", "fraction"),
]


@pytest.mark.parametrize(("text", "span", "value", "unit"), COUNTED, ids=[r[0] for r in COUNTED])
def test_a_figure_has_the_unit_that_its_words_count(
    text: str, span: str, value: str, unit: str
) -> None:
    (quantity,) = quantities(text)

    assert (quantity.span.exact, bounds(quantity), quantity.unit) == (span, value, unit)


@pytest.mark.parametrize(
    "text",
    ["The airline parked its 787 Dreamliner.", "The law was in force from 2004 to 2011."],
)
def test_models_and_years_are_no_figures(text: str) -> None:
    assert not quantities(text)


def test_way_lends_its_scale_to_both_levels() -> None:
    found = quantities("It fell from 9.1 to 7.8 million tonnes.")

    assert [quantity.lower for quantity in found] == [9_100_000, 7_800_000]


@given(st.text("0123456789,.-–%$€ abmn()the five two half of\n", max_size=60))
def test_every_number_is_in_the_account(text: str) -> None:
    accounted = [item.span for item in account(text)]

    for token in find_numbers(text):
        assert any(
            span.start <= token.span.start and token.span.end <= span.end for span in accounted
        )


@pytest.mark.parametrize(
    ("text", "lower", "upper"),
    [
        ("They lost between a fifth and a quarter of it.", "0.2", "0.25"),
        ("It takes between a fifth and a half of the wards.", "0.2", "0.5"),
    ],
)
def test_quantity_between_two_parts_in_words(text: str, lower: str, upper: str) -> None:
    (found,) = quantities(text)

    assert (found.lower, found.upper) == (Decimal(lower), Decimal(upper))
