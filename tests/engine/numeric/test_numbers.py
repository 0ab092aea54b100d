"""Numerals and number words: what each is worth."""

from __future__ import annotations

from decimal import Decimal

import pytest

from claimtrack.engine.numeric.numbers import NumberKind, find_numbers

WORTH = [
    ("4,700 people", "4,700", "4700"),
    ("some 1 414 021 100 people", "1 414 021 100", "1414021100"),
    ("1.250.300,50 euros", "1.250.300,50", "1250300.5"),
    ("4.7 thousand people", "4.7 thousand", "4700"),
    ("four-thousand-100 people", "four-thousand-100", "4100"),
    ("a 15-thousand crowd", "15-thousand", "15000"),
    ("two hundred and fifty thousand", "two hundred and fifty thousand", "250000"),
    ("fifty - two seats", "fifty - two", "52"),
    ("half a million people", "half a million", "500000"),
    ("three and a half years", "three and a half", "3.5"),
    ("2 1/2 miles", "2 1/2", "2.5"),
    ("3½ hours", "3½", "3.5"),
    ("twenty and three fifths", "twenty and three fifths", "20.6"),
    ("one hundred and three quarters", "one hundred and three quarters", "100.75"),
    ("two million and one half", "two million and one half", "2500000"),
    ("three fifths of voters", "three fifths", "0.6"),
    ("five - eighths of an inch", "five - eighths", "0.625"),
    ("four point two percent", "four point two", "4.2"),
    ("two hundred point seventy-one", "two hundred point seventy-one", "200.71"),
    ("nought point eleven", "nought point eleven", "0.11"),
    ("minus 12 degrees", "minus 12", "-12"),
    ("6.2 x 10^-4 grams", "6.2 x 10^-4", "0.00062"),
    ("3 × 10⁸ metres", "3 × 10⁸", "300000000"),
    ("$3bn", "3bn", "3000000000"),
    ("12.3m tonnes of wheat", "12.3m", "12300000"),
    ("35m of its devices", "35m", "35000000"),
    ("4.3M downloads", "4.3M", "4300000"),
    ("the 100m final", "100", "100"),
    ("prices are a fifth higher", "a fifth", "0.2"),
    ("sales rose by a quarter of a million", "a quarter of a million", "250000"),
]


@pytest.mark.parametrize(("text", "exact", "value"), WORTH, ids=[row[0] for row in WORTH])
def test_number_has_its_worth(text: str, exact: str, value: str) -> None:
    (token, *_) = find_numbers(text)

    assert (token.span.exact, token.value) == (exact, Decimal(value))


VAGUE = [
    ("dozens of homes", 24, 99),
    ("tens of thousands of people", 20000, 99999),
    ("a few hundred soldiers", 200, 999),
    ("several thousand workers", 2000, 9999),
    ("a handful of seats", 3, 9),
]


@pytest.mark.parametrize(("text", "low", "high"), VAGUE, ids=[row[0] for row in VAGUE])
def test_vague_word_has_an_interval_and_no_value(text: str, low: int, high: int) -> None:
    (token,) = find_numbers(text)

    assert (token.kind, token.value) == (NumberKind.VAGUE, None)
    assert (token.lower, token.upper) == (Decimal(low), Decimal(high))


def test_thousandth_part_keeps_its_order() -> None:
    assert [token.kind for token in find_numbers("a third term, by a third party")] == [
        NumberKind.ORDINAL,
        NumberKind.ORDINAL,
    ]


def test_hyphen_with_one_blank_is_no_sign() -> None:
    assert [token.value for token in find_numbers("a 75 -300mm lens")] == [75, 300]


def test_number_of_ten_thousand_digits_has_no_value() -> None:
    (token,) = find_numbers("9" * 10_000)

    assert (token.kind, token.value) == (NumberKind.OVERLONG, None)
