"""Figures as intervals that can be held against each other.

The printed bounds are widened by what their words leave open: the precision of a rounded
figure, the soft edges of "dozens", the floor that "nearly" implies. Two figures exclude each
other only if a gap remains.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from claimtrack.engine.numeric.units import UnitMismatchError, convert, dimension_of
from claimtrack.engine.records import Change, Comparator

if TYPE_CHECKING:
    from claimtrack.engine.policy import Policy
    from claimtrack.engine.records import Quantity

_CEILINGS = frozenset({Comparator.NEARLY, Comparator.AT_MOST, Comparator.LESS_THAN})
_JUST = (
    r"(?:only )?(?:just|slightly|(?:a )?little|barely|marginally|a (?:bit|fraction|shade|touch))"
)
_JUST_OVER = re.compile(rf"{_JUST} (?:over|above|more than|higher than)\b", re.IGNORECASE)
_JUST_UNDER = re.compile(rf"{_JUST} (?:under|below|less than|fewer than)\b", re.IGNORECASE)
_HALF = Decimal("0.5")
#: "45 degrees" are of whichever scale the other figure is.
_DEGREE, _SCALES = "degree", frozenset({"celsius", "fahrenheit"})
_PER = " per "
#: People work some of these in a longer stretch of time, and none of them always.
_WORKED = frozenset({"second", "minute", "hour", "day", "night", "shift"})
_FLOWING = frozenset({"volume"})
_UNCONVERTED = frozenset({"count", "money"})


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a figure may be: ``None`` is an open side.

    A ``rounded`` edge comes from a tolerance, so a neighbour that only touches it is outside:
    11,000 and 12,000, each to the nearest thousand, do not meet at 11,500.
    """

    low: Decimal | None
    high: Decimal | None
    low_rounded: bool = False
    high_rounded: bool = False

    def below(self, other: Bounds) -> bool:
        """Tell whether every value here is smaller than every value there."""
        if self.high is None or other.low is None:
            return False
        if self.high == other.low:
            return self.high_rounded or other.low_rounded
        return self.high < other.low

    def excludes(self, other: Bounds) -> bool:
        """Tell whether no value fits both."""
        return self.below(other) or other.below(self)

    @property
    def size(self) -> Bounds:
        """The same without its sign, where all of it lies below zero."""
        if self.high is None or self.high >= 0:
            return self
        low = -self.low if self.low is not None else None
        return Bounds(-self.high, low, self.high_rounded, self.low_rounded)

    def plus(self, other: Bounds) -> Bounds:
        """Return what two figures make together."""
        low = None if self.low is None or other.low is None else self.low + other.low
        high = None if self.high is None or other.high is None else self.high + other.high
        return Bounds(
            low,
            high,
            self.low_rounded or other.low_rounded,
            self.high_rounded or other.high_rounded,
        )


def bounds_of(quantity: Quantity, policy: Policy, told: str = "") -> Bounds:
    """Return the interval of a figure with its tolerance; a fall is negative.

    ``told`` are the words of its claim: "just over 40,000" is not far over it.
    """
    low, high = quantity.lower, quantity.upper
    if quantity.comparator is Comparator.NEARLY and low is None and high is not None:
        low = high * policy.nearly_floor
    if low is None and high is not None and _JUST_UNDER.match(told):
        low = high * policy.nearly_floor
    if high is None and low is not None and _JUST_OVER.match(told):
        high = low * (2 - policy.nearly_floor)
    low_slack = _slack(quantity, low, policy)
    high_slack = _slack(quantity, high, policy)
    if quantity.comparator is Comparator.NEARLY:
        high_slack = Decimal(0)
    rounded = quantity.comparator is not Comparator.VAGUE
    bounds = Bounds(
        None if low is None else low - low_slack,
        None if high is None else high + high_slack,
        low_slack > 0 and rounded,
        high_slack > 0 and rounded,
    )
    if quantity.change is Change.DOWN:
        return Bounds(
            None if bounds.high is None else -bounds.high,
            None if bounds.low is None else -bounds.low,
            bounds.high_rounded,
            bounds.low_rounded,
        )
    return bounds


def in_unit(quantity: Quantity, unit: str) -> Quantity:
    """Return a figure in another unit; as it is where the two do not measure alike.

    Counts and money stay: a soldier is no share of a brigade, and a rate of exchange moves.
    """
    if stays_in_unit(quantity, unit) or _is_worked(quantity.unit, unit):
        return quantity
    if _DEGREE in {quantity.unit, unit} and {quantity.unit, unit} - {_DEGREE} <= _SCALES:
        return replace(quantity, unit=unit, dimension=dimension_of(unit))
    try:
        low, high = (
            None if edge is None else convert(edge, quantity.unit, unit, mean_month=True)
            for edge in (quantity.lower, quantity.upper)
        )
        step = convert(quantity.precision, quantity.unit, unit, mean_month=True)
        step -= convert(Decimal(0), quantity.unit, unit, mean_month=True)
    except UnitMismatchError:
        return quantity
    return replace(quantity, lower=low, upper=high, unit=unit, precision=step)


def _is_worked(unit: str, wanted: str) -> bool:
    """Tell whether a rate may hold for working time alone: 15 dollars an hour, 31,200 a year.

    What flows goes on day and night.
    """
    (told, _, one), (_, _, other) = unit.rpartition(_PER), wanted.rpartition(_PER)
    short = {one, other} & _WORKED
    return bool(told) and one != other and bool(short) and dimension_of(told) not in _FLOWING


def stays_in_unit(quantity: Quantity, unit: str) -> bool:
    """Tell whether :func:`in_unit` need not look at a figure: it is in that unit, or stays."""
    return not unit or quantity.unit == unit or quantity.dimension in _UNCONVERTED


def _slack(  # noqa: PLR0911 - one way out for each kind of figure
    quantity: Quantity, edge: Decimal | None, policy: Policy
) -> Decimal:
    """Return how far an edge gives way; never more than the edge itself."""
    if edge is None:
        return Decimal(0)
    size = abs(edge)
    if quantity.comparator is Comparator.VAGUE:
        return size * policy.vague_edge
    if quantity.comparator not in {Comparator.EQUAL, Comparator.ABOUT, Comparator.BETWEEN}:
        return Decimal(0)
    rounding = quantity.precision * _HALF
    if quantity.approximate:
        return max(min(rounding, size * policy.about_cap), size * policy.about_floor)
    if quantity.dimension != "count":
        return rounding if quantity.precision <= 1 else min(rounding, size * policy.rounded_cap)
    if size < policy.rounded_from:
        return Decimal(0)
    return min(rounding, size * policy.rounded_cap) if quantity.precision > 1 else Decimal(0)


def printed(quantity: Quantity) -> frozenset[Decimal]:
    """Return the figures that are printed, whatever is said about them."""
    low, high = quantity.lower, quantity.upper
    if low is None:
        return frozenset() if high is None else frozenset((high,))
    return frozenset((low,)) if high is None else frozenset((low, high))


def nominal(quantity: Quantity) -> Decimal:
    """Return the one figure to rank by: the printed one, or the middle of a range."""
    figures = printed(quantity)
    return sum(figures, Decimal(0)) / len(figures) if figures else Decimal(0)


def is_ceiling(quantity: Quantity) -> bool:
    """Tell whether the words say that the truth lies below the figure."""
    return quantity.comparator in _CEILINGS


def is_top_of(quantity: Quantity, other: Quantity) -> bool:
    """Tell whether a plain figure is the upper end of a range."""
    if other.lower is None or other.upper is None or not other.lower < other.upper:
        return False
    return (
        other.comparator is Comparator.BETWEEN
        and quantity.comparator is Comparator.EQUAL
        and quantity.lower == quantity.upper == other.upper
    )


def normalised(quantity: Quantity) -> str:
    """Spell the printed bounds the same for every wording: "3000<..", "1100..1100"."""
    low = "" if quantity.lower is None else plain(quantity.lower)
    high = "" if quantity.upper is None else plain(quantity.upper)
    low += "<" if quantity.lower_inclusive is False else ""
    high = ("<" if quantity.upper_inclusive is False else "") + high
    return f"{quantity.change.value}{low}..{high}"


def plain(value: Decimal) -> str:
    """Write a decimal without an exponent or trailing zeros: every digit is kept."""
    digits = f"{value:f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits
