"""Every number of a text, as a quantity or dismissed with a reason.

The numbers are found first (``numbers``), each is read with its unit or the noun that it counts
(``figures``), ranges and lists are joined (``ranges``), the words before and behind bound it
(``comparators``), and what names or numbers something instead is set aside (``dismissals``).
No parser is needed, and the cost is linear in the text.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from claimtrack.engine.numeric.comparators import (
    Bound,
    bound_after,
    bound_before,
    interval_of,
    movement_after,
    movement_before,
    movement_since,
)
from claimtrack.engine.numeric.compounds import join_compound, joins_compound, with_article
from claimtrack.engine.numeric.dismissals import (
    AGE,
    LABEL,
    NAME,
    ONE,
    ONE_OF,
    SCORE,
    reason_to_dismiss,
)
from claimtrack.engine.numeric.ellipsis import supply_units
from claimtrack.engine.numeric.figures import (
    Figure,
    figure_at,
    half_is_share,
    is_layer,
    is_period_half,
)
from claimtrack.engine.numeric.numbers import NumberKind, find_numbers
from claimtrack.engine.numeric.race_times import race_time_at
from claimtrack.engine.numeric.ranges import (
    gap,
    is_between,
    join_bounds,
    join_range,
    join_share,
    joins_range,
    joins_share,
    restate,
    same_change,
)
from claimtrack.engine.records import (
    Change,
    Comparator,
    NumberMention,
    NumberOutcome,
    Quantity,
    Span,
    TimeKind,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimtrack.engine.numeric.numbers import NumberToken
    from claimtrack.engine.records import TimeReference

#: Why a number is set aside by what it is, before its surroundings are read.
DATE = "part of a date"
CLOCK = "part of a time of day"
SET = "part of a repeated time"
DURATION = "part of a duration"
ORDINAL = "ordinal"
OVERLONG = "more digits than a figure has"
YEAR = "year"
PHRASE = "part of a phrase"

_TIME_REASONS = {TimeKind.DATE: DATE, TimeKind.TIME: CLOCK, TimeKind.SET: SET}
#: "Fell below $80" names the level that was crossed, not how far it fell.
_LEVELS = ("below ", "above ", "beneath ")
#: No year stands behind these.
_AMOUNT_BEFORE = ("average of ", "total of ", "number of ", "maximum of ", "minimum of ")
_YEARS = range(1500, 2101)
#: Behind these a year is a year, whatever follows.
_YEAR_BEFORE = re.compile(r"\b(?:in|since|until|till|during|by|year) $", re.IGNORECASE)
_YEAR_DIGITS = 4


def find_quantities(
    text: str, times: Sequence[TimeReference], numbers: Sequence[NumberToken] | None = None
) -> tuple[Quantity | NumberMention, ...]:
    """Return the account of the numbers of ``text``, in order of their place.

    ``times`` are the time expressions of the same text, and ``numbers`` its numbers; they are
    found where not given. Every numeral and number word lies
    inside the span of one quantity, or is one ``NumberMention`` that is dismissed with its
    reason. A number inside a duration is a quantity of time as well ("within three months").
    """
    figures = _read_figures(text, times, find_numbers(text) if numbers is None else numbers)
    figures = _join(text, figures)
    supply_units(text, figures)
    account: list[Quantity | NumberMention] = []
    reached = 0
    for figure in figures:
        if figure.reason:
            account.append(_dismissed(figure))
        else:
            _add(text, account, _quantity(text, figure, reached))
        reached = figure.right
    return tuple(account)


def _add(text: str, account: list[Quantity | NumberMention], quantity: Quantity) -> None:
    """Add a quantity, as the other bound or in the bounds of the one before it if it is such."""
    last = account[-1] if account else None
    if not isinstance(last, Quantity):
        account.append(quantity)
        return
    joined = join_bounds(text, last, quantity)
    if joined is not None:
        account[-1] = joined
    else:
        account.append(same_change(text, last, restate(text, last, quantity)))


def _dismissed(figure: Figure) -> NumberMention:
    return NumberMention(figure.token.span, NumberOutcome.DISMISSED, figure.reason)


def _read_figures(
    text: str, times: Sequence[TimeReference], numbers: Sequence[NumberToken]
) -> list[Figure]:
    """Read each number with its unit, or with the reason why it is none."""
    figures: list[Figure] = []
    ordered = sorted(times, key=lambda time: time.span)
    at = 0
    for token in numbers:
        while at < len(ordered) and ordered[at].span.end <= token.span.start:
            at += 1
        if figures and not figures[-1].reason and token.span.start < figures[-1].right:
            continue
        clocked = race_time_at(text, token.span.start)
        if clocked is not None:
            figures.append(clocked)
            continue
        time = ordered[at] if at < len(ordered) else None
        if time is not None and time.span.start >= token.span.end:
            time = None
        figures.append(_figure(text, token, time, figures[-1] if figures else None))
    return figures


def _figure(
    text: str, token: NumberToken, time: TimeReference | None, last: Figure | None
) -> Figure:
    if time is not None and _is_no_time(text, token, time):
        time = None
    if time is not None and time.kind in _TIME_REASONS:
        year = time.span == token.span and len(token.span.exact) == _YEAR_DIGITS
        return _set_aside(token, YEAR if year else _TIME_REASONS[time.kind])
    if token.kind is NumberKind.OVERLONG:
        return _set_aside(token, OVERLONG)
    if token.kind is NumberKind.ORDINAL:
        return _set_aside(token, ORDINAL)
    figure = figure_at(text, token, last.right if last is not None and not last.reason else 0)
    if time is not None and not figure.measured:
        figure.reason = DURATION if token.kind is not NumberKind.CARDINAL else ""
        return figure
    figure.reason = _reason_before(text, last, figure) or reason_to_dismiss(text, figure)
    if not figure.reason and _is_year(text, figure):
        figure.reason = YEAR
    if not figure.reason and figure.fractional and token.span.exact.lower() == "half":
        figure.reason = "" if _half_counts(text, figure) else PHRASE
        if text.startswith("-time", token.span.end):
            figure.reason = PHRASE
    return figure


def _is_no_time(text: str, token: NumberToken, time: TimeReference) -> bool:
    """Tell whether a number is only taken for a time: "a quarter million", "a total of 1500"."""
    whole = time.kind is TimeKind.SET and time.span.end <= token.span.end
    return whole or text.endswith(_AMOUNT_BEFORE, 0, token.span.start)


def _reason_before(text: str, last: Figure | None, figure: Figure) -> str:
    """Return the reason of the number before, if this one goes on with it: "pages 5 and 7"."""
    if last is None:
        return ""
    if last.reason == NAME and gap(text, last, figure) == "-":
        return NAME
    goes_on = last.reason in {LABEL, SCORE, AGE} and not figure.owned
    return last.reason if goes_on and _listed(text, last, figure) else ""


def _set_aside(token: NumberToken, reason: str) -> Figure:
    return Figure(token, token.span.start, token.span.end, reason=reason)


def _listed(text: str, last: Figure, figure: Figure) -> bool:
    between = gap(text, last, figure)
    return between.strip() in {",", "and", "or", ", and", "-", "–", "&", "/", ", or", "to"}


def _is_year(text: str, figure: Figure) -> bool:
    token = figure.token
    if text.endswith(_AMOUNT_BEFORE, 0, figure.left):
        return False
    if figure.owned or not token.digits or token.value is None:
        return False
    return len(token.span.exact) == _YEAR_DIGITS and token.value in _YEARS


def _half_counts(text: str, figure: Figure) -> bool:
    if is_period_half(text, figure):
        return False
    if figure.dimension != "share" or half_is_share(text, figure):
        return True
    bound = bound_before(text, figure.left, value=figure.token.value, duration=False)
    bounded = bound.relation is not Comparator.EQUAL or bound.approximate
    if text[max(0, figure.left - 2) : figure.left] == "a " and _ends_clause(text, figure.right):
        return True
    return bounded or bound_after(text, figure.right) is not None


def _ends_clause(text: str, at: int) -> bool:
    return text[at : at + 1] in {"", ".", ",", ";"}


def _join(text: str, figures: list[Figure]) -> list[Figure]:
    """Join ranges and "one in five"; the ends of a range lie inside its span."""
    joined: list[Figure] = []
    for figure in figures:
        last = joined[-1] if joined else None
        joinable = last is not None and _open(last) and _open(figure)
        if last is not None and joinable and not _are_years(text, last, figure):
            if joins_share(text, last, figure):
                joined[-1] = join_share(text, last, figure)
                continue
            if joins_range(text, last, figure):
                joined[-1] = join_range(text, last, figure)
                continue
        if last is not None and not last.reason and joins_compound(text, last, figure):
            joined[-1] = join_compound(text, last, figure)
            continue
        joined.append(with_article(text, figure))
    return joined


def _are_years(text: str, first: Figure, second: Figure) -> bool:
    """Tell years from the ends of a range: "between 2014 and 2017", "in 2008 to 29 mpg"."""
    if first.reason != YEAR:
        return False
    dated = _YEAR_BEFORE.search(text, max(0, first.left - len("between ")), first.left)
    return second.reason == YEAR or dated is not None


def _open(figure: Figure) -> bool:
    """Tell whether a figure may still join another.

    It is a figure, or was taken for a year, a name, or the pronoun "one" on its own.
    """
    return (
        not figure.reason
        or figure.reason in {ONE, ONE_OF, YEAR}
        or (figure.reason == NAME and (not figure.token.digits or figure.token.scale > 1))
    )


def _quantity(text: str, figure: Figure, reached: int) -> Quantity:
    """Bound the figure by the words around it, none of which may reach back over the last."""
    token = figure.token
    duration = figure.dimension == "time"
    bound = bound_before(
        text,
        figure.left,
        value=token.value,
        duration=duration,
        depth=is_layer(text, figure),
        length=figure.dimension == "length",
    )
    start = bound.start if bound.start >= reached else figure.left
    relation, approximate = bound.relation, bound.approximate
    if start == figure.left and bound.start < reached:
        relation, approximate = Comparator.EQUAL, False
    ranged = token.value is None and token.kind is not NumberKind.VAGUE
    if ranged and is_between(text, figure):
        near = max(reached, figure.left - 30)
        found = text[near : figure.left].lower().rfind("between")
        start = near + found if found != -1 else start
    end = figure.right
    after = _after(text, figure)
    if after is not None:
        aside = text[after.start] == ","
        end = after.end if after.start == figure.right and not aside else end
        if relation in {Comparator.EQUAL, Comparator.ABOUT}:
            approximate = approximate or after.approximate or relation is Comparator.ABOUT
            relation = after.relation
    return _build(text, figure, Span.cut(text, start, end), relation, approximate=approximate)


def _after(text: str, figure: Figure) -> Bound | None:
    """Find "or more" behind the number, its unit, or the noun that it counts."""
    found = bound_after(text, figure.token.span.end)
    if found is not None and figure.right == figure.token.span.end:
        return found
    found = bound_after(text, figure.right)
    if found is None and figure.noun is not None and figure.noun[1] > figure.right:
        found = bound_after(text, figure.noun[1])
    return found


def _change(text: str, figure: Figure, start: int) -> Change:
    """Return the movement that signs and words make of the figure whose span is at ``start``."""
    counted = figure.dimension == "count" and figure.unit not in {"", "point"}
    share = figure.dimension in {"share", "points"}
    lasted = figure.dimension == "time" and not text.endswith(" by ", 0, start)
    if lasted or text.startswith(_LEVELS, start):
        return Change.NONE
    change = _signed(text, figure) or movement_before(
        text, start, counted=counted, amount=not share
    )
    if change is not Change.NONE:
        return change
    if counted:
        return movement_since(text, figure.token.span.end)
    return movement_after(text, figure.right, share=share) or movement_since(
        text, figure.token.span.end
    )


def _signed(text: str, figure: Figure) -> Change:
    """Return the movement that the sign of a share says: "Dow +0.2%, DAX -1.6%"."""
    if figure.dimension not in {"share", "points"} or figure.token.value is None:
        return Change.NONE
    if figure.token.value < 0:
        return Change.DOWN
    return Change.UP if text[figure.left - 1 : figure.left] == "+" else Change.NONE


def _build(
    text: str, figure: Figure, span: Span, relation: Comparator, *, approximate: bool
) -> Quantity:
    token = figure.token
    interval = interval_of(token, relation)
    if relation in {Comparator.EQUAL, Comparator.ABOUT} and token.value is None:
        vague = token.kind is NumberKind.VAGUE
        approximate = approximate or vague
        relation = Comparator.VAGUE if vague else Comparator.BETWEEN
    change = _change(text, figure, span.start)
    return Quantity(
        span=span,
        lower=interval.lower,
        lower_inclusive=interval.lower_inclusive,
        upper=interval.upper,
        upper_inclusive=interval.upper_inclusive,
        approximate=approximate,
        comparator=relation,
        unit=figure.unit,
        dimension=figure.dimension,
        precision=token.precision or Decimal(1),
        number=token.span,
        unit_span=Span.cut(text, *figure.noun) if figure.noun else None,
        change=change,
    )
