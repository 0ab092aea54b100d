"""Figures that belong together: "10-12,000", "from 3% to 5%", "one in five", "5 and 15 percent"."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from claimtrack.engine.numeric.comparators import movement_before, movement_from
from claimtrack.engine.numeric.numbers import NumberKind, plain
from claimtrack.engine.records import Change, Comparator, Quantity, Span

if TYPE_CHECKING:
    from claimtrack.engine.numeric.figures import Figure
    from claimtrack.engine.numeric.numbers import NumberToken

_ONE = Decimal(1)
_THOUSAND = Decimal(1000)
_MOST_BETWEEN = 32
_MOST_RATIO = 10
_LONGEST_WAY = 60
_WAY = re.compile(r"(?: [^.;\n\d]*)? to (?:about |around |nearly |just |less than |more than )?")
_BETWEEN_BEFORE = re.compile(
    r"\bbetween (?:about |around |roughly |an estimated |some )?$", re.IGNORECASE
)
_FROM_BEFORE = re.compile(
    r"\b(?:from|ranging from|range of)(?: about| around| roughly| up to| as few as| as low as)? ?$",
    re.IGNORECASE,
)
_TO = re.compile(
    r"[ -](?:to|through)[ -](?:about |around |nearly |as many as |up to )?|\s?[-‑–—]\s?"
)
_OR = re.compile(r" or ")
#: "7- or 8-inch" names two sizes, not what lies between them.
_SUSPENDED = re.compile(r"- or ")
_AND = re.compile(
    r" and,? (?:(?:perhaps|at (?:the )?(?:very )?most|at worst),? )?(?:about |around |a )?"
)
#: "One home in ten", "one of every twenty", "a one-in-three chance".
_IN = re.compile(
    r" (?:(?P<noun>[a-z]+(?: [a-z]+)?) )?(?i:in|out of)(?: every| each)? | over | of every "
    r"|-in-(?:a-)?"
)
_VERB_BEHIND = re.compile(r" [a-z]+s (?:an?|the|no|any|its|their|his|her|less|more|at least)\b")
_LEAST_IN = Decimal(3)
_LONGEST_RATIO = 30
_LIST = re.compile(r", (?:and |or )?| and | or |/| & ")
_BOTH_BOUNDS = re.compile(r",? (?:and|but) ")
_LOWER = frozenset({Comparator.MORE_THAN, Comparator.AT_LEAST})
_UPPER = frozenset({Comparator.LESS_THAN, Comparator.AT_MOST})
_HYPHENS = "-‑–—"


def is_between(text: str, figure: Figure) -> bool:
    """Tell whether "between" stands before the figure."""
    return _BETWEEN_BEFORE.search(text, max(0, figure.left - 30), figure.left) is not None


def gap(text: str, first: Figure, second: Figure) -> str:
    """Return what stands between two figures, or "?" where it is too long to join them."""
    if not 0 < second.left - first.right <= _MOST_BETWEEN:
        return "?"
    return text[first.right : second.left].replace("\n", " ")


def joins_range(  # noqa: PLR0911  # one way out for each reason
    text: str, first: Figure, second: Figure
) -> bool:
    """Tell whether two neighbouring figures are the ends of one range.

    A way from one level to another ("rose from 300 to 1,200", "rose 4% to 1,200") is no range.
    """
    low, high = first.token, second.token
    between = gap(text, first, second)
    if between == "?" or low.value is None or high.value is None or not _same_unit(first, second):
        return False
    if is_between(text, first):
        return _AND.fullmatch(between) is not None or _TO.fullmatch(between) is not None
    low_value, _ = _ends(text, first, second)
    if _OR.fullmatch(between):
        return low_value < high.value and not first.noun
    if not _TO.fullmatch(between):
        return False
    if between.strip()[:1] not in _HYPHENS or "to" in between:
        if movement_from(text, first.left):
            return False
        if _FROM_BEFORE.search(text, max(0, first.left - 24), first.left) is None and first.owned:
            moved = movement_before(text, first.left, counted=False)
            if moved is not Change.NONE:
                return False
    return low_value < high.value


def is_way(text: str, first: Figure, second: Figure) -> bool:
    """Tell whether two figures are the levels of one way: "from 9.1 to 7.8 million"."""
    if _FROM_BEFORE.search(text, max(0, first.left - 24), first.left) is None:
        return False
    between = text[first.right : second.left]
    return len(between) < _LONGEST_WAY and _WAY.fullmatch(between) is not None


def _same_unit(first: Figure, second: Figure) -> bool:
    if not first.unit or not second.unit:
        return first.measured is False or second.owned is False or not second.unit
    return first.unit == second.unit or first.unit == second.unit.partition(" per ")[0]


def _ends(text: str, first: Figure, second: Figure) -> tuple[Decimal, Decimal]:
    """Return the worth of both ends, the scale of the second lent to the first.

    "4-5 million" starts at four million, "10-12,000" at ten thousand.
    """
    low, high = first.token, second.token
    low_value, high_value = low.value or Decimal(0), high.value or Decimal(0)
    if (
        low.scale == _ONE
        and high.scale > _ONE
        and low.mantissa < high.mantissa
        and not (first.owned and not first.before)
    ):
        return plain(low_value * high.scale), high_value
    hyphen = text[first.right : second.left].strip() in set(_HYPHENS)
    grouped = "," in high.span.exact and high.scale == _ONE
    thousands = high_value / _THOUSAND
    if hyphen and grouped and low_value < thousands <= low_value * _MOST_RATIO:
        return low_value * _THOUSAND, high_value
    return low_value, high_value


def join_range(text: str, first: Figure, second: Figure) -> Figure:
    """Return one figure for the range, its token holding both bounds."""
    low, high = sorted(_ends(text, first, second))
    span = Span.cut(text, first.token.span.start, second.token.span.end)
    token: NumberToken = replace(
        second.token,
        span=span,
        value=None,
        lower=low,
        upper=high,
        precision=min(first.token.precision, second.token.precision),
    )
    owner = second if second.unit else first
    return replace(
        owner,
        token=token,
        left=first.left,
        right=max(first.right, second.right),
        owned=first.owned or second.owned,
        reason="",
    )


def joins_share(text: str, first: Figure, second: Figure) -> bool:
    """Tell whether two figures are "one in five" or "9 out of 10"."""
    part, whole = first.token.value, second.token.value
    if part is None or whole is None or second.measured:
        return False
    if first.token.kind is not NumberKind.CARDINAL or not 0 < part < whole:
        return False
    between = _IN.fullmatch(text[first.right : second.left][:_LONGEST_RATIO])
    if between is None or whole != whole.to_integral_value():
        return False
    if between["noun"]:
        return _is_one_in(text, first, second)
    if between.group().startswith("-"):
        return True
    sure = "out" in between.group() or second.owned
    return not first.owned and (sure or _ends_share(text, second))


def _is_one_in(text: str, first: Figure, second: Figure) -> bool:
    """Tell "one home in ten carries a policy" from "one goal in ten games"."""
    if first.token.value != _ONE or (second.token.value or _ONE) < _LEAST_IN or second.reason:
        return False
    return not second.owned or _VERB_BEHIND.match(text, second.token.span.end) is not None


def _ends_share(text: str, figure: Figure) -> bool:
    return text[figure.right : figure.right + 1] in {"", ".", ",", ";", " "} and not figure.reason


def join_share(text: str, first: Figure, second: Figure) -> Figure:
    """Return one figure for "one in five": a share as a fraction of one."""
    part, whole = first.token.value or _ONE, second.token.value or _ONE
    value = plain(part / whole)
    span = Span.cut(text, first.token.span.start, second.token.span.end)
    token = replace(
        first.token,
        span=span,
        kind=NumberKind.FRACTION,
        value=value,
        lower=value,
        upper=value,
        precision=plain(_ONE / whole),
    )
    inside = first.noun is not None and first.noun[1] < second.left
    return replace(
        second,
        token=token,
        left=first.left,
        unit="fraction",
        dimension="share",
        owned=True,
        noun=None if inside else second.noun,
        reason="",
    )


def lends_unit(text: str, first: Figure, second: Figure) -> bool:
    """Tell whether ``second`` lends its unit to ``first``: "5, 10 and 15 percent"."""
    if first.unit or not second.unit or second.before or first.fractional:
        return False
    between = gap(text, first, second)
    if between == ", ":
        return not second.owned
    return bool(_LIST.fullmatch(between) or _SUSPENDED.fullmatch(between) or _TO.fullmatch(between))


def join_bounds(text: str, first: Quantity, second: Quantity) -> Quantity | None:
    """Return one range for "more than 100 but fewer than 200", ``None`` if they are none."""
    kinds = {first.comparator, second.comparator}
    if not (kinds & _LOWER and kinds & _UPPER) or (first.unit and first.unit != second.unit):
        return None
    if _BOTH_BOUNDS.fullmatch(text[_end(first) : second.span.start]) is None:
        return None
    low, high = (first, second) if first.comparator in _LOWER else (second, first)
    if low.lower is None or high.upper is None or low.lower >= high.upper:
        return None
    return replace(
        second,
        span=Span.cut(text, first.span.start, second.span.end),
        number=Span.cut(text, first.number.start, second.number.end),
        lower=low.lower,
        lower_inclusive=low.lower_inclusive,
        upper=high.upper,
        upper_inclusive=high.upper_inclusive,
        comparator=Comparator.BETWEEN,
        precision=min(first.precision, second.precision),
    )


def _end(quantity: Quantity) -> int:
    """Return where a figure ends with the words of what it counts."""
    named = quantity.unit_span.end if quantity.unit_span is not None else 0
    return max(quantity.span.end, named)


def same_change(text: str, first: Quantity, second: Quantity) -> Quantity:
    """Return ``second`` with the movement of ``first`` in "rose 300 points, or 1.2%"."""
    apposed = text[_end(first) : second.span.start] in {" or ", ", or ", ", "}
    if first.change is Change.NONE or second.change is not Change.NONE or not apposed:
        return second
    if first.unit == second.unit or "share" not in {first.dimension, second.dimension}:
        return second
    return replace(second, change=first.change)


def restate(text: str, first: Quantity, second: Quantity) -> Quantity:
    """Return ``second`` with the bound of ``first``, if it says the same in another unit.

    "More than 8 miles (13 kilometres)": the bracket repeats the measure, not the comparator.
    """
    before, after = (
        text[_end(first) : second.span.start],
        text[second.span.end : second.span.end + 1],
    )
    bracketed = before == " (" and after == ")"
    measured = second.dimension == first.dimension and second.dimension not in {"count", "share"}
    if not (bracketed and measured) or second.comparator is not Comparator.EQUAL:
        return second
    if first.comparator is Comparator.BETWEEN or first.unit == second.unit:
        return second
    lower, upper = second.lower, second.upper
    return replace(
        second,
        lower=None if first.lower is None else lower,
        lower_inclusive=first.lower_inclusive,
        upper=None if first.upper is None else upper,
        upper_inclusive=first.upper_inclusive,
        comparator=first.comparator,
        approximate=first.approximate,
    )
