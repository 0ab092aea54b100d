"""Quantities in the format and by the conventions of the public quantity sets.

Those sets count more as a quantity than a fact-checker would, and write units in other words,
so classes of results are mapped, never single sentences:

- a number dismissed as an age is a quantity "year of age" there (NewsQuant, msrec);
- "one of the …" is a quantity 1 of that noun there (NewsQuant);
- "from 300 to 1,200" of a movement is one range there, two levels here;
- a vague word stands there for the power of ten that it names up to the next one;
- "nearly" is an approximation there, an upper bound here;
- the unit of a count is its whole noun phrase there, its head here;
- a movement with no other comparator is "up" or "down" there if its word stands before it.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from claimtrack.engine.dates import find_times
from claimtrack.engine.dismissals import AGE, ONE_OF
from claimtrack.engine.nouns import counted_after, singular_of
from claimtrack.engine.numbers import find_numbers
from claimtrack.engine.quantities import find_quantities
from claimtrack.engine.records import Change, Comparator, NumberMention, Quantity

if TYPE_CHECKING:
    from datetime import date

_COMPARATORS = {
    Comparator.EQUAL: "eq",
    Comparator.ABOUT: "approx",
    Comparator.MORE_THAN: "gt",
    Comparator.AT_LEAST: "ge",
    Comparator.LESS_THAN: "lt",
    Comparator.AT_MOST: "le",
    Comparator.NEARLY: "approx",
    Comparator.BETWEEN: "eq",
    Comparator.VAGUE: "eq",
}
_CURRENCIES = {
    "USD": "dollar",
    "EUR": "euro",
    "GBP": "pound sterling",
    "JPY": "japanese yen",
    "CNY": "chinese yuan",
    "AUD": "australian dollar",
    "CAD": "canadian dollar",
    "NZD": "new zealand dollar",
    "HKD": "hong kong dollar",
    "SGD": "singapore dollar",
    "INR": "indian rupee",
    "KRW": "south korean won",
    "RUB": "russian ruble",
    "CHF": "swiss franc",
    "MYR": "malaysian ringgit",
    "BTC": "bitcoin",
    "ESP": "peseta",
    "DEM": "deutsche mark",
    "HRK": "croatian kuna",
    "FRF": "french franc",
    "penny": "pence",
}
_OTHER = {"time": "count", "pound-foot": "pound-foot", "fraction": "-", "": "-"}


def predict_quantities(text: str, published: date) -> list[dict[str, Any]]:
    """Return the quantities of ``text`` as rows of the public sets."""
    rows: list[dict[str, Any]] = []
    last: Quantity | None = None
    for item in find_quantities(text, find_times(text, published)):
        if isinstance(item, NumberMention):
            row = _dismissed(text, item)
            if row is not None:
                rows.append(row)
            continue
        if last is not None and _is_way(text, last, item):
            rows[-1] = _way(last, item)
        else:
            rows.append(_row(text, item))
        last = item
    return rows


def _row(text: str, item: Quantity) -> dict[str, Any]:
    lower, upper = item.lower, item.upper
    if item.comparator is Comparator.VAGUE and lower is not None and upper is not None:
        lower, upper = _power(lower), _power(upper) * 10
    ranged = lower is not None and upper is not None and lower != upper
    value = None if ranged else (lower if lower is not None else upper)
    return {
        "span": [item.span.start, item.span.end],
        "value": None if value is None else float(value),
        "lo": float(lower) if ranged and lower is not None else None,
        "hi": float(upper) if ranged and upper is not None else None,
        "unit": _unit(item),
        "cmp": _comparator(text, item),
    }


def _power(value: Decimal) -> Decimal:
    return Decimal(10) ** value.adjusted()


def _comparator(text: str, item: Quantity) -> str:
    if item.approximate and item.comparator in {Comparator.EQUAL, Comparator.BETWEEN}:
        return "approx"
    name = _COMPARATORS[item.comparator]
    moved = name == "eq" and item.change is not Change.NONE
    if moved and not re.match(r"[ -](?:[a-z]+[ -]){0,2}[a-z]*", text[item.span.end :]):
        return item.change.value
    return item.change.value if moved else name


def _unit(item: Quantity) -> str:
    name, _, rate = item.unit.partition(" per ")
    if item.dimension in {"count", "rate"} and item.unit_span is not None and name.islower():
        words = item.unit_span.exact.split(" per ")[0].split()
        if name == singular_of(words[-1]) or (name == "person" and not rate):
            name = " ".join((*words[:-1], singular_of(words[-1])))
    name = _CURRENCIES.get(name, _OTHER.get(name, name))
    return f"{name} per {rate}" if rate else name


def _is_way(text: str, first: Quantity, second: Quantity) -> bool:
    between = text[first.span.end : second.span.start]
    before = text[max(0, first.span.start - 6) : first.span.start]
    return before.endswith("from ") and between == " to " and first.lower == first.upper


def _way(first: Quantity, second: Quantity) -> dict[str, Any]:
    row = _row("", second)
    low, high = first.lower, second.lower if second.lower is not None else second.upper
    row |= {"span": [first.span.start, second.span.end], "value": None, "cmp": "eq"}
    return row | {"lo": float(low or 0), "hi": float(high or 0)}


def _dismissed(text: str, item: NumberMention) -> dict[str, Any] | None:
    if item.reason not in {AGE, ONE_OF}:
        return None
    token = next(iter(find_numbers(item.span.exact)), None)
    if token is None or token.value is None:
        return None
    unit = "year of age"
    if item.reason == ONE_OF:
        phrase = counted_after(text, item.span.end + 3, one=False)
        unit = phrase.head if phrase else "-"
    return {
        "span": [item.span.start, item.span.end],
        "value": float(token.value),
        "lo": None,
        "hi": None,
        "unit": unit,
        "cmp": "eq",
    }
