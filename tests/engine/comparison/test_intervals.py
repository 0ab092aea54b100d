from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from claimtrack.engine.comparison.intervals import (
    Bounds,
    bounds_of,
    in_unit,
    normalised,
    printed,
)
from claimtrack.engine.numeric.units import dimension_of
from claimtrack.engine.policy import DEFAULT_POLICY, Policy
from claimtrack.engine.records import Quantity, Span
from tests.engine.assertions import quantity

SHARE = {"dimension": "share", "unit": "percent"}


def figure(short: str, **record: Any) -> Quantity:
    return quantity(short, Span(0, 1, "x"), record)


def meets(a: str, b: str, **record: Any) -> bool:
    first, second = (bounds_of(figure(each, **record), DEFAULT_POLICY) for each in (a, b))
    assert first.excludes(second) == second.excludes(first)
    return not first.excludes(second)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("~1100", "=1087"),
        ("=1100", "=1087"),
        ("=3000", ">3000"),
        ("^1000", "=1000"),
        ("^1000", "=850"),
        ("?200..999", "~1100"),
        ("~50", "=48"),
        (">3000", "=3800"),
        ("10..12", "12..14"),
        ("<=100", "=100"),
    ],
)
def test_counts_that_a_reader_takes_for_one_figure_meet(a: str, b: str) -> None:
    assert meets(a, b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("~1100", ">3000"),
        ("=20", "=18"),
        ("=12000", "=11000"),
        ("^1000", "=600"),
        ("~1000", "=1400"),
        ("?24..99", "=400"),
        ("<50", "=80"),
        ("10..12", "=13"),
    ],
)
def test_counts_that_exclude_each_other_leave_a_gap(a: str, b: str) -> None:
    assert not meets(a, b)


def test_share_is_as_wide_as_its_last_printed_digit() -> None:
    assert meets("=48", "=48.3", **SHARE)
    assert not meets("=48.2", "=48.4", **SHARE)
    assert not meets("=30", "=34", **SHARE)


def test_rise_and_fall_of_one_size_exclude_each_other() -> None:
    assert not meets("+4", "-4", **SHARE)
    assert meets("-4", "-4", **SHARE)


def test_rounded_edges_that_only_touch_do_not_meet() -> None:
    low = Bounds(Decimal(1), Decimal(2), high_rounded=True)
    assert low.below(Bounds(Decimal(2), Decimal(3)))
    assert not Bounds(Decimal(1), Decimal(2)).below(Bounds(Decimal(2), Decimal(3)))


def test_sum_of_an_open_figure_stays_open() -> None:
    least = bounds_of(figure(">=100"), DEFAULT_POLICY)
    nearly = bounds_of(figure("^1000"), DEFAULT_POLICY)
    assert least.plus(nearly) == Bounds(Decimal(900), None)


def test_tolerance_comes_from_the_policy() -> None:
    strict = Policy(about_floor=Decimal(0), about_cap=Decimal(0))
    assert bounds_of(figure("~1100"), strict).excludes(bounds_of(figure("=87"), strict))
    assert bounds_of(figure("~1100"), strict) == Bounds(Decimal(1100), Decimal(1100))


def test_wordings_of_one_figure_are_spelled_alike() -> None:
    assert normalised(figure("=1100")) == normalised(figure("~1100")) == "1100..1100"
    assert normalised(figure(">3000")) == "3000<.."
    assert normalised(figure("=1.50")) == normalised(figure("=1.5"))
    assert printed(figure("^1000")) == printed(figure("=1000")) == {Decimal(1000)}


def test_figure_of_fifty_digits_keeps_every_digit() -> None:
    digits = "9" * 49 + "1"
    assert normalised(figure(f"={digits}")) == f"{digits}..{digits}"


@pytest.mark.parametrize(
    ("value", "unit", "wanted", "turned"),
    [
        ("3", "week", "day", "21"),
        ("300", "litre per second", "cubic metre per second", "0.300"),
        ("0.1", "GBP per month", "GBP per year", "1.2"),
        ("7", "cubic metre per week", "cubic metre per day", "1"),
        ("2", "month", "year", "0.1666666666666666666666666667"),
        ("12", "month", "day", "365.2425"),
        ("45", "degree", "celsius", "45"),
    ],
)
def test_a_figure_is_held_against_another_in_its_unit(
    value: str, unit: str, wanted: str, turned: str
) -> None:
    measured = figure(f"={value}", unit=unit, dimension=dimension_of(unit))
    assert in_unit(measured, wanted).lower == Decimal(turned)


@pytest.mark.parametrize(
    ("unit", "wanted"),
    [
        ("USD per day", "GBP per day"),
        ("USD per hour", "USD per year"),
        ("tonne per day", "tonne per month"),
        ("litre per second", "litre per head"),
        ("soldier per day", "worker per week"),
        ("week", "metre"),
        ("degree", "kelvin"),
    ],
)
def test_a_figure_of_another_kind_stays_in_its_unit(unit: str, wanted: str) -> None:
    measured = figure("=3", unit=unit, dimension=dimension_of(unit))
    assert in_unit(measured, wanted) == measured
