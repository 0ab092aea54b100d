"""A number with the unit or the noun that it counts, before comparators and ranges."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from claimtrack.engine.language.nouns import CountedPhrase, attributes, counted_after
from claimtrack.engine.numeric.numbers import NumberKind, NumberToken
from claimtrack.engine.numeric.numerals import number_words
from claimtrack.engine.numeric.units import (
    UnitMatch,
    dimension_of,
    money_before,
    rate_after,
    unit_after,
    unit_named,
)
from claimtrack.engine.records import Span

_ONE = Decimal(1)
_LEAST_WON = Decimal(1000)
_MILLION = Decimal(1_000_000)

#: "of", and what may stand between it and the noun: "three of the men", "dozens of its troops".
_OF = re.compile(
    r" of (?P<those>(?:(?:the|his|her|their|its|our|my|your|these|those|all|them|[A-Z][\w.]*[’']s?)"
    r" )*)"
)
_WORTH = re.compile(
    r"\b(?:cost|costs|costing|paid|pay|pays|paying|worth|spent|spend|spending|price|priced|fined"
    r"|fine of|raised|earn|earns|earned|salary|sold for|bought for|owes?|debts? of|budget)\b"
    r"[^.;]{0,25}$"
)
_HALF_OF = re.compile(r"[ -](?:of|the|an?|all|its|their|his|her|our|my)\b")


_UNIT_AND = re.compile(r"\b(?:an?|one) (?P<unit>[a-z]+) and a $", re.IGNORECASE)
_POLL = re.compile(
    r"\b(?:polls?|polling|pollsters?|surveys?|margin of error|approval|vote share|turnout)\b"
    r"|(?:%|per ?cent), (?:up|down) (?=[\d.]+ points)"
)
_ATTRIBUTE = re.compile(r"-([a-z]{3,})(?= [a-z])")
_SPACED_ATTRIBUTE = re.compile(r" ([a-z]+)(?= [A-Za-z])")
_SIZE = re.compile(r" (?P<number>\d[\d.,]*)(?:[ -]?[A-Za-z]+)(?= )")
_BY_HALF = re.compile(r"\b(?:by|to|than) (?:a )?$")
_PERIOD_HALF = re.compile(r"\b(?:first|second|latter|early|late|this|last|next|other|opening)[ -]$")


@dataclass(slots=True)
class Figure:
    """A number and its unit while it is being read.

    ``left`` and ``right`` bound the number with its sign of money and its unit. ``unit`` is
    empty while nothing is known; ``owned`` tells a unit printed beside this very number from
    one that a list or a range lends it. ``noun`` are the words of what is counted.
    """

    token: NumberToken
    left: int
    right: int
    unit: str = ""
    dimension: str = "count"
    noun: tuple[int, int] | None = None
    owned: bool = False
    before: bool = False
    reason: str = ""

    @property
    def measured(self) -> bool:
        """Tell whether the unit is one of measure or money, not a counted noun."""
        return bool(self.unit) and self.dimension != "count"

    @property
    def fractional(self) -> bool:
        """Tell whether the number is a fraction such as "two thirds"."""
        return self.token.kind is NumberKind.FRACTION


def figure_at(text: str, token: NumberToken, reached: int) -> Figure:
    """Read the unit or the noun around ``token``; ``reached`` is where the figure before ends."""
    start, end = token.span.start, token.span.end
    figure = Figure(token, start, end)
    if _unit_and_half(text, figure):
        return figure
    money = money_before(text, start, figure=_is_figure(token), reached=reached)
    if money is not None:
        figure.left = money.start
        _own(figure, money.name, "money", (money.start, money.end))
        figure.before = True
        _skip_repeated_money(text, figure)
        _rate(text, figure)
        return figure
    unit = unit_after(text, end) or _unit_of(text, token)
    if unit is not None and _takes(text, token, unit):
        name, dimension = _pounds(text, token, unit)
        figure.right = unit.end
        _own(figure, name, dimension, (unit.start, unit.end))
        _rate(text, figure)
        return figure
    if token.kind in {NumberKind.ORDINAL, NumberKind.OVERLONG}:
        return figure
    _count(text, figure)
    return figure


def _unit_and_half(text: str, figure: Figure) -> bool:
    """Read "a metre and a half", where the unit stands for the one before the half."""
    token = figure.token
    if token.kind is not NumberKind.FRACTION or token.span.exact.lower() != "half":
        return False
    found = _UNIT_AND.search(text, max(0, token.span.start - 32), token.span.start)
    unit = unit_named(found["unit"].lower()) if found is not None else None
    if found is None or unit is None:
        return False
    value = _ONE + (token.value or 0)
    span = Span.cut(text, found.start(), token.span.end)
    figure.token = replace(
        token, span=span, kind=NumberKind.CARDINAL, value=value, lower=value, upper=value
    )
    figure.left = found.start()
    _own(figure, unit.name, unit.dimension, found.span("unit"))
    return True


def _own(figure: Figure, unit: str, dimension: str, noun: tuple[int, int]) -> None:
    figure.unit, figure.dimension, figure.noun, figure.owned = unit, dimension, noun, True


def _is_figure(token: NumberToken) -> bool:
    """Tell whether a numeral has a scale, a group or decimals, as names seldom have."""
    return token.scale != _ONE or "," in token.span.exact or "." in token.span.exact


def _takes(text: str, token: NumberToken, unit: UnitMatch) -> bool:
    """Tell whether a unit that stands behind a number is its unit and no word of its own."""
    if token.kind is NumberKind.ORDINAL:
        return False
    word = text[unit.start : unit.end]
    if word in {"won", "crown", "crowns"}:
        return token.value is not None and abs(token.value) >= _LEAST_WON
    if token.kind is NumberKind.VAGUE and unit.dimension == "share":
        return False
    return not (unit.name == "second" and word == "second" and text[unit.end : unit.end + 1] == "-")


def _pounds(text: str, token: NumberToken, unit: UnitMatch) -> tuple[str, str]:
    """Tell pounds of money from pounds of mass: by a scale, or by words of price before."""
    if unit.name != "pound" or not text[unit.start].isalpha() or text[unit.start] == "l":
        return unit.name, unit.dimension
    rich = token.scale >= _MILLION
    if rich or _WORTH.search(text, max(0, token.span.start - 40), token.span.start):
        return "GBP", "money"
    return unit.name, unit.dimension


def _unit_of(text: str, token: NumberToken) -> UnitMatch | None:
    """Read the unit of "millions of dollars", "half an hour" and "1/16 of a pint"."""
    at = token.span.end
    if token.kind is NumberKind.VAGUE or token.span.exact.lower().endswith("dozen"):
        return unit_after(text, at + 3) if text.startswith(" of ", at) else None
    if token.kind is not NumberKind.FRACTION:
        return None
    found = re.compile(r"(?: of)? (?:an?|one)(?= )").match(text, at)
    return unit_after(text, found.end()) if found else None


_REPEATED_MONEY = re.compile(r" ?(?:USD|US|AUD|CAD|EUR|GBP)\b")


def _skip_repeated_money(text: str, figure: Figure) -> None:
    """Take the country that some print behind the amount: "$500 US"."""
    found = _REPEATED_MONEY.match(text, figure.right)
    if found is not None and text[found.end() : found.end() + 1] in {"", " ", ",", "."}:
        code = found.group().strip()
        following = text[found.end() : found.end() + 2]
        if len(code) == len("USD") or not (following[1:].islower() or following[1:].isupper()):
            figure.right = found.end()


def _rate(text: str, figure: Figure) -> None:
    """Add "per barrel" and "a day" to the unit, and give known speeds their name."""
    money = figure.dimension == "money"
    if figure.dimension in {"time", "calendar"} and figure.unit not in {"hour", "minute"}:
        return
    rate = rate_after(text, figure.right, anything=money or figure.measured)
    if rate is None or figure.dimension == "share":
        return
    if figure.dimension == "time" and rate.name not in {"day", "week", "month", "year"}:
        return
    figure.unit = f"{figure.unit} per {rate.name}"
    figure.dimension = dimension_of(figure.unit)
    figure.right = rate.end
    if figure.noun is not None:
        figure.noun = (rate.start if figure.before else figure.noun[0], rate.end)
    if figure.before and figure.noun is not None:
        start, end = figure.noun
        figure.noun = (start + len(text[start:end]) - len(text[start:end].lstrip(" -/")), end)


def _count(text: str, figure: Figure) -> None:
    """Find the noun that the number counts."""
    token = figure.token
    if token.kind is NumberKind.FRACTION:
        figure.unit, figure.dimension = "fraction", "share"
        return
    one = token.value == _ONE and not token.span.exact.startswith("1.")
    phrase = counted_after(text, token.span.end, one=one)
    if phrase is None:
        phrase = _counted_of(text, token) or _counted_by_size(text, token)
    if phrase is None:
        _count_attribute(text, figure)
        return
    figure.noun = (phrase.start, phrase.end)
    figure.unit = phrase.head
    figure.owned = True
    if figure.unit == "point" and _of_poll(text, figure):
        figure.unit, figure.dimension = "percentage point", "points"
        figure.right = phrase.end
        return
    unit = unit_named(phrase.head)
    crowned = phrase.head == "crown" and abs(token.value or _ONE) < _LEAST_WON
    measures = unit is not None and unit.dimension in {"time", "money"} and not crowned
    if unit is not None and measures and phrase.plural:
        figure.unit, figure.dimension = unit.name, unit.dimension
    rate = rate_after(text, phrase.end, anything=True)
    if rate is not None:
        figure.unit = f"{figure.unit} per {rate.name}"
        figure.dimension = "rate"


def _count_attribute(text: str, figure: Figure) -> None:
    """Find the noun of "a four-cylinder engine", "a 12 page report", which stays in the singular.

    "A 300-strong crowd" counts people.
    """
    end = figure.token.span.end
    if figure.token.value is None or figure.token.value == _ONE:
        return
    spaced = _SPACED_ATTRIBUTE.match(text, end)
    if spaced is not None and spaced[1] in attributes():
        _own(figure, spaced[1], "count", spaced.span(1))
        return
    found = _ATTRIBUTE.match(text, end)
    if found is None or found[1].endswith(("ed", "ing", "way", "ly")):
        return
    if found[1] not in number_words().no_attributes:
        figure.unit = "person" if found[1] == "strong" else found[1]


def _of_poll(text: str, figure: Figure) -> bool:
    """Tell whether points are those of a poll or a vote, of which a hundred make the whole."""
    near = text[max(0, figure.left - 90) : figure.right + 60]
    return _POLL.search(near) is not None


def _counted_by_size(text: str, token: NumberToken) -> CountedPhrase | None:
    """Read what is counted behind its own size: "eight million 250ml bottles"."""
    found = _SIZE.match(text, token.span.end)
    if found is None or unit_after(text, found.end("number")) is None:
        return None
    return counted_after(text, found.end(), one=False)


def _counted_of(text: str, token: NumberToken) -> CountedPhrase | None:
    """Read what is counted behind "of": "dozens of people", "two of the deputies"."""
    found = _OF.match(text, token.span.end)
    if found is None:
        return None
    if token.kind is not NumberKind.VAGUE and not found["those"]:
        return None
    return counted_after(text, found.end() - 1, one=False)


def is_layer(text: str, figure: Figure) -> bool:
    """Tell whether a length is that of a layer: "under six metres of mud"."""
    return figure.dimension == "length" and text.startswith(" of ", figure.right)


def is_period_half(text: str, figure: Figure) -> bool:
    """Tell whether "half" is half of a game or a year: "the second half of the season"."""
    return _PERIOD_HALF.search(text, max(0, figure.left - 16), figure.left) is not None


def half_is_share(text: str, figure: Figure) -> bool:
    """Tell whether "half" stands for a share ("half of", "half the") and not in another word."""
    if _HALF_OF.match(text, figure.token.span.end) is not None:
        return True
    return _BY_HALF.search(text, max(0, figure.left - 8), figure.left) is not None
