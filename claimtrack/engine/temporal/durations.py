"""Lengths of time as TIMEX3 durations: "three months", "24 hours", "a year and a half"."""

from __future__ import annotations

from decimal import Decimal

from claimtrack.engine.numeric.numbers import find_numbers
from claimtrack.engine.temporal.calendar_values import names

_HALF = Decimal("0.5")
_MONTHS = Decimal(12)
_MINUTES = Decimal(60)
_MOST_UNITS = Decimal(1_000_000)


def unit_key(word: str) -> str:
    """Return the key of a unit of time in the tables: its singular in lower case."""
    low = word.lower().rstrip(".")
    units = names()["units"]
    return low if low in units else low.removesuffix("s")


def amount_of(words: str) -> Decimal | None:
    """Return how many units ``words`` say, ``None`` where they are vague ("several")."""
    low = words.lower().strip()
    if low in {"", "a", "an", "another", "one"}:
        return Decimal(1)
    if low.startswith("half a"):
        return _HALF
    tokens = find_numbers(words)
    if not tokens:
        return None
    if low.endswith(("couple", "couple of")):
        return Decimal(2)
    return tokens[0].value


def duration_value(amount: Decimal | None, unit: str, *, half: bool = False) -> str:
    """Return the TIMEX3 value of ``amount`` units, "PXM" for a vague amount.

    ``half`` adds half a unit ("a year and a half"). Halves of years are months, and halves of
    hours and minutes the next smaller unit.
    """
    letter, factor, below = names()["units"][unit]
    if amount is None or abs(amount) > _MOST_UNITS:
        return f"P{below}X{letter}"
    total = (amount + (_HALF if half else 0)) * factor
    whole = total.to_integral_value(rounding="ROUND_FLOOR")
    rest = total - whole
    if not rest:
        return f"P{below}{int(whole)}{letter}"
    smaller = {"Y": (_MONTHS, "M"), "H": (_MINUTES, "M")}.get(letter)
    if letter == "M" and below:
        smaller = (_MINUTES, "S")
    if smaller is None or (rest * smaller[0]) % 1:
        return f"P{below}{total.normalize():f}{letter}"
    head = f"{int(whole)}{letter}" if whole else ""
    return f"P{below}{head}{int(rest * smaller[0])}{smaller[1]}"
