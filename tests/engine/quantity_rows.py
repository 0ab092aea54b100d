"""Reading a sentence's quantities for the golden tables of numbers, units and comparators."""

from __future__ import annotations

from datetime import date

from claimtrack.engine.numeric.quantities import find_quantities
from claimtrack.engine.records import NumberMention, Quantity
from claimtrack.engine.temporal.dates import find_times

PUBLISHED = date(2025, 6, 18)


def account(text: str) -> tuple[Quantity | NumberMention, ...]:
    return find_quantities(text, find_times(text, PUBLISHED))


def quantities(text: str) -> list[Quantity]:
    return [item for item in account(text) if isinstance(item, Quantity)]


def dismissals(text: str) -> list[tuple[str, str]]:
    """Return the words and the reason of each number that is no figure."""
    return [
        (item.span.exact, item.reason) for item in account(text) if not isinstance(item, Quantity)
    ]


def bounds(quantity: Quantity) -> str:
    """Return an interval as mathematicians write it: "[3, 5]", "(120, ∞)"."""
    left = (
        "(-∞"
        if quantity.lower is None
        else f"{'[' if quantity.lower_inclusive else '('}{quantity.lower:f}"
    )
    right = (
        "∞)"
        if quantity.upper is None
        else f"{quantity.upper:f}{']' if quantity.upper_inclusive else ')'}"
    )
    return f"{left}, {right}"
