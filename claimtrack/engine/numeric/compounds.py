"""One measure in two units: "two hours and 51 minutes", "5 ft 2 in", "15 dollars 50"."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from claimtrack.engine.numeric.numbers import plain, weight_of
from claimtrack.engine.numeric.units import UnitMismatchError, convert, unit_named
from claimtrack.engine.records import Span

if TYPE_CHECKING:
    from claimtrack.engine.numeric.figures import Figure

_ONE = Decimal(1)
_CENTS = Decimal(100)
_CENT_DIGITS = 2
_FEET_SIGNS = frozenset("'’′")
_INCH_SIGNS = frozenset('"”″')
_JOINT = re.compile(r",? (?:and )?")
_BARE_JOINT = re.compile(r"[ -](?:and )?")
#: The smaller unit that people leave out behind the larger one: "5 foot 11", "11 stone 4".
_LEFT_OUT = {"foot": "inch", "stone": "pound"}
_ONE_AND = re.compile(r"\ban? (hour|minute|day|week|year|month|foot|mile) and $", re.IGNORECASE)
_ARTICLE_REACH = 14
#: "in" behind feet are inches where nothing else can follow: "5 ft 2 in tall", "6ft 1in.".
_INCHES = re.compile(r" in(?=\.? (?:tall|high|long|wide|deep|across|and)\b|[,;)]|\.?$|\. )")


def joins_compound(text: str, first: Figure, second: Figure) -> bool:
    """Tell whether two neighbouring figures are one measure in two units."""
    between = text[first.right : second.left]
    if _is_height(text, second, between):
        return not first.owned
    if not first.owned or first.before or second.token.value is None:
        return False
    # Nobody says "3.1 kilos and 180 grams" of one thing.
    if (first.token.value or _ONE) % 1 and first.token.scale == _ONE:
        return False
    if not second.measured:
        return _goes_on_bare(text, first, second, between)
    larger = _in_smaller(first, second.unit) if _JOINT.fullmatch(between) else None
    return larger is not None and second.token.value < larger


def with_article(text: str, figure: Figure) -> Figure:
    """Add the larger unit that an article counts: "an hour and fourteen minutes" are 74."""
    found = _ONE_AND.search(text, max(0, figure.left - _ARTICLE_REACH), figure.left)
    value = figure.token.value
    if found is None or not figure.measured or value is None:
        return figure
    unit = unit_named(found.group(1).lower())
    try:
        factor = plain(convert(_ONE, unit.name, figure.unit)) if unit is not None else _ONE
    except UnitMismatchError:
        return figure
    if not value < factor:
        return figure
    whole = plain(factor + value)
    span = Span.cut(text, found.start(), figure.token.span.end)
    token = replace(figure.token, span=span, value=whole, lower=whole, upper=whole)
    return replace(figure, token=replace(token, precision=weight_of(whole)), left=found.start())


def _is_height(text: str, second: Figure, between: str) -> bool:
    """Find the signs of feet and inches: 5'11"."""
    return between in _FEET_SIGNS and text[second.right : second.right + 1] in _INCH_SIGNS


def _goes_on_bare(text: str, first: Figure, second: Figure, between: str) -> bool:
    """Tell whether a bare number stands for a smaller unit: "15 dollars 50", "5-foot-11"."""
    if not second.token.digits or _BARE_JOINT.fullmatch(between) is None:
        return False
    value = second.token.value or Decimal(0)
    if first.dimension == "money":
        cents = second.token.span.exact
        named = text[first.right - 1].isalpha() and first.token.scale == _ONE
        return named and not second.owned and cents.isdigit() and len(cents) == _CENT_DIGITS
    smaller = _LEFT_OUT.get(first.unit)
    larger = _in_smaller(first, smaller) if smaller else None
    return larger is not None and value < larger and (between == "-" or not second.owned)


def _in_smaller(first: Figure, smaller: str) -> Decimal | None:
    """Return one unit of the first in units of a smaller one, if that makes more than one."""
    if smaller == "cent" and first.dimension == "money" and first.unit != "cent":
        return _CENTS
    try:
        factor = plain(convert(_ONE, first.unit, smaller))
    except UnitMismatchError:
        return None
    return factor if factor > _ONE else None


def join_compound(text: str, first: Figure, second: Figure) -> Figure:
    """Return one figure in the smaller unit; dollars and cents stay in dollars."""
    large, small = first.token.value or Decimal(0), second.token.value or Decimal(0)
    if _is_height(text, second, text[first.right : second.left]):
        first.unit, first.dimension, first.owned = "foot", "length", True
    money = first.dimension == "money"
    smaller = second.unit if second.measured else _LEFT_OUT.get(first.unit, "cent")
    factor = _in_smaller(first, smaller) or _ONE
    value = plain(large + small / factor if money else large * factor + small)
    span = Span.cut(text, first.token.span.start, second.token.span.end)
    token = replace(
        second.token, span=span, value=value, lower=value, upper=value, precision=weight_of(value)
    )
    inches = _INCHES.match(text, second.right) if smaller == "inch" else None
    return replace(
        first,
        token=token,
        right=inches.end() if inches else second.right,
        unit=first.unit if money else smaller,
        noun=second.noun if second.measured and not money else first.noun,
        reason="",
    )
