"""Quantities in the format and by the conventions of the public quantity sets.

Those sets count more as a quantity than a fact-checker would, and write units in other words,
so classes of results are mapped, never single sentences:

- a number dismissed as an age is a quantity "year of age" there (NewsQuant, msrec);
- "one of the …" is a quantity 1 of that noun there (NewsQuant);
- what we set aside as a repeated time ("every 33 years"), as a reference to those named before
  ("the two states") or as a number of sources is a quantity there;
- "several" and "a few" are none there;
- "from 300 to 1,200" of a movement is one range there, two levels here;
- the level that a movement comes to ("fell to 49") has its direction there, none here;
- a noun of movement ("a 5% rise") gives no direction there;
- a vague word stands there for the power of ten that it names up to the next one;
- "nearly" is an approximation there, an upper bound here;
- the unit of a count is its whole noun phrase there, its head here;
- a rate of exchange ("132.8 to the dollar") has no unit there, the currency here;
- a movement with no other comparator is "up" or "down" there if its word stands before it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from claimtrack.engine.language.lemmas import lemma_of
from claimtrack.engine.language.nouns import counted_after, singular_of
from claimtrack.engine.lexicon import load_table
from claimtrack.engine.numeric.comparators import bound_before, movement_before
from claimtrack.engine.numeric.dismissals import AGE, ONE_OF, REFERS_BACK, SOURCES
from claimtrack.engine.numeric.implied import is_exchange_rate
from claimtrack.engine.numeric.numbers import find_numbers
from claimtrack.engine.numeric.quantities import SET, find_quantities
from claimtrack.engine.numeric.units import convert, unit_after
from claimtrack.engine.records import Change, Comparator, NumberMention, Quantity
from claimtrack.engine.temporal.dates import find_times

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
}
_WAY = re.compile(r"(?: (?:[^.;\n\d]|(?:19|20)\d\d)*)? to (?:about |around |nearly |just )?")
_LONGEST_WAY = 60
_TWO = 2
_NOT_COUNTED = frozenset(["several", "few", "a few"])
_NOUN_BEFORE = re.compile(r" of (?:about |around |nearly |over |more than )?$")
_LEVEL = re.compile(
    r"(?:^|[ ,])(?P<verb>[a-z]+)(?: \S*\d\S*(?: (?:percent|per cent|points?))?)? to $"
)
_SHARE_OF = re.compile(r" of (?:(?:the|all|its|their|his|her|our) )?(?:combined )?")
_LEADING = frozenset(["more"])
_MINE = re.compile(
    r" of (?:(?:the|my|his|her|its|their|our|your) )?(?:(?P<owner>[A-Z][\w.]*)[’']s )?"
)
_WHOLE = {"part per billion": "parts-per-billion"}
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
        if item.number.exact.lower() in _NOT_COUNTED:
            continue
        if last is not None and _is_way(text, last, item):
            rows[-1] = _way(text, last, item)
        else:
            rows += _clock_parts(text, item) or [_row(text, item)]
        last = item
    return rows


def _clock_parts(text: str, item: Quantity) -> list[dict[str, Any]]:
    """Return "two hours and 51 minutes" as two quantities, which lengths of time are there."""
    if item.dimension != "time" or item.comparator is Comparator.BETWEEN:
        return []
    parts = find_numbers(item.number.exact)
    if len(parts) < _TWO:
        return []
    rows = []
    for part in parts:
        named = unit_after(text, item.number.start + part.span.end)
        row = _row(text, replace(item, unit="", dimension="count", unit_span=None))
        start, end = item.number.start + part.span.start, item.number.start + part.span.end
        row |= {"span": [start, end], "value": float(part.value or 0)}
        rows.append(row | {"unit": named.name if named else "-"})
    return rows


def _row(text: str, item: Quantity) -> dict[str, Any]:
    lower, upper = item.lower, item.upper
    if item.comparator is Comparator.VAGUE and lower is not None and upper is not None:
        lower, upper = _power(lower), _power(upper) * 10
    ranged = lower is not None and upper is not None and lower != upper
    lower, upper, unit = _compound(text, item, lower, upper)
    value = None if ranged else (lower if lower is not None else upper)
    return {
        "span": [item.span.start, item.span.end],
        "value": None if value is None else float(value),
        "lo": float(lower) if ranged and lower is not None else None,
        "hi": float(upper) if ranged and upper is not None else None,
        "unit": unit,
        "cmp": _comparator(text, item),
    }


def _compound(
    text: str, item: Quantity, lower: Decimal | None, upper: Decimal | None
) -> tuple[Decimal | None, Decimal | None, str]:
    """Return "two hours and 51 minutes" in its first unit, as it stands there."""
    first = next(iter(find_numbers(item.number.exact)), None)
    parts = len(find_numbers(item.number.exact)) > 1
    if not parts or first is None or lower is None or item.comparator is Comparator.BETWEEN:
        return lower, upper, _unit(text, item)
    named = unit_after(text, item.number.start + first.span.end)
    if named is None or named.name == item.unit or item.dimension in {"count", "share", "money"}:
        return lower, upper, _unit(text, item)
    value = convert(lower, item.unit, named.name)
    return value, value if upper is not None else None, named.name


def _power(value: Decimal) -> Decimal:
    return Decimal(10) ** value.adjusted()


def _comparator(text: str, item: Quantity) -> str:
    if item.approximate and item.comparator in {Comparator.EQUAL, Comparator.BETWEEN}:
        return "approx"
    name = _COMPARATORS[item.comparator]
    moved = name == "eq" and item.change is not Change.NONE
    before = text[max(0, item.span.start - 40) : item.span.start]
    if moved:
        verb = movement_before(text, item.span.start, counted=False) is not Change.NONE
        signed = item.number.exact[0] in "-−" or before.endswith("+")
        return item.change.value if signed or (verb and not _NOUN_BEFORE.search(before)) else name
    level = _LEVEL.search(before)
    if name == "eq" and level is not None and item.dimension != "count":
        at = item.span.start - len(before) + level.end("verb") + 1
        return movement_before(text, at, counted=False).value or name
    return name


def _unit(text: str, item: Quantity) -> str:
    if item.unit == "fraction":
        return _unit_of_share(text, item)
    if item.unit_span is None and is_exchange_rate(text, item.span.end):
        return "-"
    if item.unit in _WHOLE:
        return _WHOLE[item.unit]
    name, _, rate = item.unit.partition(" per ")
    if item.dimension in {"count", "rate"} and item.unit_span is not None and name.islower():
        words = item.unit_span.exact.split(" per ")[0].split()
        if name == singular_of(words[-1]) or (name == "person" and not rate):
            described = words[1:-1] if words[0] in _LEADING else words[:-1]
            owner = _MINE.match(text, item.number.end)
            described = [owner["owner"], *described] if owner and owner["owner"] else described
            name = " ".join((*described, singular_of(words[-1])))
    name = _CURRENCIES.get(name, _OTHER.get(name, name))
    if name.isupper() and name in load_table("currencies"):
        name = load_table("currencies")[name].get("after", [name])[0]
    return f"{name} per {rate}" if rate else name


def _unit_of_share(text: str, item: Quantity) -> str:
    """Return "% X" for a share of X, as the public sets name it."""
    found = _SHARE_OF.match(text, item.number.end)
    phrase = found and counted_after(text, found.end() - 1, one=True)
    return f"% {_described(text[phrase.start : phrase.end])}" if phrase else "-"


def _is_way(text: str, first: Quantity, second: Quantity) -> bool:
    between = text[first.span.end : second.span.start]
    before = text[max(0, first.span.start - 6) : first.span.start]
    same = not first.unit or not second.unit or first.unit == second.unit
    if not before.endswith("from ") or not same or first.lower != first.upper:
        return False
    return len(between) < _LONGEST_WAY and _WAY.fullmatch(between) is not None


def _way(text: str, first: Quantity, second: Quantity) -> dict[str, Any]:
    row = _row(text, second)
    low, high = first.lower, second.lower if second.lower is not None else second.upper
    row |= {"span": [first.span.start, second.span.end], "value": None, "cmp": "eq"}
    return row | {"lo": float(low or 0), "hi": float(high or 0)}


def _dismissed(text: str, item: NumberMention) -> dict[str, Any] | None:
    if item.reason not in {AGE, ONE_OF, SET, REFERS_BACK, SOURCES}:
        return None
    token = next(iter(find_numbers(item.span.exact)), None)
    if token is None or token.value is None:
        return None
    unit = _dismissed_unit(text, item)
    if not unit or (item.reason == SET and token.value == 1):
        return None
    bound = bound_before(text, item.span.start, value=token.value, duration=True)
    return {
        "span": [item.span.start, item.span.end],
        "value": float(token.value),
        "lo": None,
        "hi": None,
        "unit": unit,
        "cmp": "approx" if bound.approximate else _COMPARATORS[bound.relation],
    }


def _dismissed_unit(text: str, item: NumberMention) -> str:
    """Return what the public sets name as the unit of a number that we set aside, or nothing."""
    if item.reason == AGE:
        return "year of age"
    if item.reason == SET:
        named = unit_after(text, item.span.end)
        return named.name if named else ""
    if item.reason != ONE_OF:
        phrase = counted_after(text, item.span.end, one=False)
        return _described(text[phrase.start : phrase.end]) if phrase else ""
    found = _MINE.match(text, item.span.end)
    phrase = counted_after(text, found.end() - 1, one=False) if found else None
    if found is None or phrase is None:
        return "-"
    owner = f"{found['owner']} " if found["owner"] else ""
    return owner + _described(text[phrase.start : phrase.end])


def _described(phrase: str) -> str:
    """Return a noun phrase with its head in the singular and its superlatives as they are."""
    *describing, head = phrase.split()
    plain = [lemma_of(word, "ADJ", "JJS") for word in describing if word != "most"]
    return " ".join((*plain, singular_of(head)))
