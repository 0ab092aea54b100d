"""The figures, ages and days of a passage, each at the place where it stands."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from claimtrack.engine.comparison.intervals import Bounds, bounds_of
from claimtrack.engine.comparison.wording import has_figure
from claimtrack.engine.extract import extract
from claimtrack.engine.passages.likeness import key
from claimtrack.engine.policy import DEFAULT_POLICY
from claimtrack.engine.taxonomy.measure_tree import measure_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from claimtrack.engine.records import ExtractedClaim, NumberMention, Span

#: "Marn, 71," and "Marn is 71." tell an age.
_AGED, _ALONE = re.compile(r"[A-Z][\w’'-]+(?:,| is| was) $"), re.compile(r"$|[.,;)]")
_NAME_REACH = 40
#: "Ilse Marn (3 May 1911 – 2 June 1990)" tells when somebody was born and died.
_LIFE = re.compile(
    r"\([^()\d]{0,12}?(?P<born>[^()–—-]{0,24}\d{4})\s?[-–—]\s?(?P<died>[^()]{0,24}\d{4})\)"
)
_LIFE_EVENTS = {"born": "bear", "died": "die"}
_YEAR = re.compile(r"\d{4}")
_DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


class Site(NamedTuple):
    """Where a token stands: its end in the text, its clause, its sentence, its number there.

    ``head`` is the number of the token that it hangs on.
    """

    end: int
    clause: int
    sentence: int
    token: int
    head: int


@dataclass(frozen=True, slots=True)
class Value:
    """A figure, an age or a day: ``kind`` tells what may stand against it.

    ``start`` and ``site`` are its place in the passage, ``counted`` the stem of what is counted,
    ``measure`` the key of a listed measure; both may be empty. ``part`` tells that others of the
    text add up with it, or include it. A day is an ISO prefix: "1911-05" holds every day of that
    May, and the last year of "1900-1946" is read from its words. A weekday tells two days apart,
    and is no claim.
    """

    kind: str
    text: str
    start: int
    site: Site
    bounds: Bounds | None = None
    day: str = ""
    counted: str = ""
    measure: str = ""
    part: bool = False

    def excludes(self, other: Value) -> bool:
        """Tell whether the two cannot both be the figure or the day of one thing."""
        if self.bounds is not None and other.bounds is not None:
            return self.bounds.excludes(other.bounds)
        short, long = sorted((self, other), key=lambda value: len(value.day))
        return not long.day.startswith(short.day) and not (
            _YEAR.fullmatch(short.day) and short.day in long.text
        )


def read_values(text: str, sites: Sequence[Site], published: date) -> Iterator[Value]:
    """Yield the values of a text whose tokens stand at ``sites``."""
    extraction = extract(text, published=published, headline_end=0)
    claims = {each.span: each for each in extraction.claims if each.quantity is not None}
    days = [each for each in extraction.times if _DAY.fullmatch(each.value)]
    for time in days:
        site = _site_of(sites, time.span)
        kind = "day" if has_figure(time.span.exact) else "weekday"
        yield Value(kind, time.span.exact, time.span.start, site, day=time.value)
    for number in extraction.numbers:
        start = number.span.start
        if any(day.span.start <= start < day.span.end for day in days):
            continue
        claim = claims.get(number.claim) if number.claim is not None else None
        if number.reason == "age" or _is_aside(text, number.span):
            years = _plain(number.span.exact)
            if years is not None:
                yield Value(
                    "age",
                    number.span.exact,
                    start,
                    _site_of(sites, number.span),
                    Bounds(years, years),
                )
            continue
        if claim is not None:
            value = _figure(number, claim, sites, part=_is_part(claim, claims))
            if value is not None:
                yield value


def lives(text: str, values: Sequence[Value]) -> Iterator[tuple[Value, str]]:
    """Yield the days of birth and death in brackets, each with the event of that day."""
    for life in _LIFE.finditer(text):
        for part, event in _LIFE_EVENTS.items():
            for value in values:
                if value.kind == "day" and life.start(part) <= value.start < life.end(part):
                    yield value, event


def _site_of(sites: Sequence[Site], span: Span) -> Site:
    """Return the site of the token that the others of a span hang on."""
    first = min(bisect_right(sites, span.start, key=attrgetter("end")), len(sites) - 1)
    past = bisect_left(sites, span.end, lo=first, key=attrgetter("end"))
    inside = {(site.sentence, site.token): site for site in sites[first : past + 1]}
    top = sites[first]
    seen = {top}
    while (above := inside.get((top.sentence, top.head))) and above not in seen:
        seen.add(above)
        top = above
    return top


def _is_aside(text: str, number: Span) -> bool:
    """Tell whether a bare number stands behind a name as an age does."""
    before = _AGED.search(text, max(0, number.start - _NAME_REACH), number.start)
    return before is not None and _ALONE.match(text, number.end) is not None


def _is_part(claim: ExtractedClaim, claims: Mapping[Span, ExtractedClaim]) -> bool:
    """Tell whether others of the text add up with a figure, or include it."""
    beside = (claims[each] for each in claim.siblings if each in claims)
    return claim.part_of is not None or any(
        each.measure.key == claim.measure.key for each in beside
    )


def _figure(
    number: NumberMention, claim: ExtractedClaim, sites: Sequence[Site], *, part: bool
) -> Value | None:
    """Return the figure of a claim, at the number that it is printed with."""
    quantity = claim.quantity
    if quantity is None:
        return None
    if not quantity.span.start <= number.span.start < quantity.span.end:
        return None
    count = quantity.dimension == "count"
    return Value(
        "count" if count else f"{quantity.dimension} {quantity.unit}",
        quantity.span.exact,
        number.span.start,
        _site_of(sites, quantity.span),
        bounds_of(quantity, DEFAULT_POLICY),
        counted=key(quantity.unit) if count else "",
        measure=claim.measure.key if measure_of(claim.measure.key).listed else "",
        part=part,
    )


def _plain(text: str) -> Decimal | None:
    try:
        return Decimal(text.replace(",", ""))
    except InvalidOperation:
        return None
