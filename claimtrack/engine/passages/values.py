"""The figures, ages and days of a passage, each at the place where it stands."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from claimtrack.engine.comparison.intervals import Bounds, bounds_of, in_unit
from claimtrack.engine.comparison.likeness import key, likeness
from claimtrack.engine.comparison.wording import has_figure
from claimtrack.engine.extract import extract
from claimtrack.engine.numeric.numerals import find_atoms
from claimtrack.engine.numeric.units import base_unit, dimension_of
from claimtrack.engine.policy import DEFAULT_POLICY
from claimtrack.engine.records import Change, Modality, Span
from claimtrack.engine.taxonomy.measure_tree import measure_of
from claimtrack.engine.taxonomy.population_tree import PERSON

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from claimtrack.engine.records import ExtractedClaim, Extraction, NumberMention, Quantity

#: "Marn, 71," and "Marn is 71.", "the girl is only 16." tell an age.
_AGED = re.compile(r"[A-Z][\w’'-]+(?:,| is| was) $|\b(?:is|was) (?:already |only |just )?$")
_ALONE = re.compile(r"$|[.,;)]| and [A-Z]")
_NAME_REACH = 40
_COUNT = "count"
_OLDEST = 125
#: Small counts are often of nothing that is named: votes, an hour, a place in a list.
_SMALL = 12
_TOLLS = "harm"
_ALIKE = 0.8
#: "Ilse Marn (3 May 1911 – 2 June 1990)" tells when somebody was born and died.
_LIFE = re.compile(
    r"\([^()\d]{0,12}?(?P<born>[^()–—-]{0,24}\d{4})\s?[-–—]\s?(?P<died>[^()]{0,24}\d{4})\)"
)
_LIFE_EVENTS = {"born": "bear", "died": "die"}
#: "from 1911 to 1924", "1911-24": no year in between stands against it.
_STRETCH = re.compile(
    r"(?:\b(?:from|between) )?\b(?P<first>[12]\d{3})(?: ?[-–—] ?| to | and | until )"
    r"(?P<last>[12]\d{3}|\d\d)\b(?![-–—/,.]\d)"
)
#: "All but six of the nine" tells of the other three.
_SPARED = re.compile(r"\b(?:[Aa]ll|[Ee]very(?:one|body)) but $|\b(?:except(?: for)?|apart from) $")
_AS_MANY = re.compile(r"as many as\b", re.IGNORECASE)
_JOINED = re.compile(r"[-‐‑][A-Za-z]")
_SCORE = re.compile(r"(\d{1,3}) ?[-–—:] ?(\d{1,3})\b")
#: A day and a month are of some year, an age ago is of one.
_DATED = re.compile(r"[12]\d{3}|['’]\d\d|\d[./-]\d\d\b|\b\d\d$|ago\b")
_MONTH_AT = len("2000-")
_MONTH = re.compile(r"\d{4}-\d\d")
#: A century, a decade or a year, a month or a day of it; of a season or a quarter its year.
_DAY = re.compile(r"(\d{2,3}|\d{4}(?:-\d\d(?:-\d\d)?)?)(?:-([A-Z]\w))?")
_WINTER = "WI"
#: "The 1600s" are a century.
_CENTURY = re.compile(r"^(\d\d)0$")
_YEAR = len("2000")


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
    """A figure, an age, a place in a row, a score or a day.

    ``kind`` tells what may stand against it; figures that are measured are in the base unit of
    what they measure, shares in percent.

    ``start`` and ``site`` are its place in the passage, ``counted`` the stem of what is counted,
    ``measure`` the key of a listed measure; both may be empty. ``number`` and the ``unit`` of what
    is measured are as they are printed. ``part`` tells that others of the text add up with it, or
    include it; ``moved`` that something rose or fell by it; ``spared`` that it counts the rest
    ("all but six"); ``joined`` that a hyphen makes it a part of what it tells of ("a 20-mile
    stretch"); ``modality`` how firmly it is said.

    A day is an ISO prefix: "1911-05" holds every day of that May, "191" every year of that decade;
    a stretch of years has its last one in ``until``; a day that is printed without its year is not
    ``dated``. A weekday tells two days apart, and is no claim. A score is spelled "6-2" in ``day``.
    """

    kind: str
    text: str
    start: int
    site: Site
    bounds: Bounds | None = None
    day: str = ""
    until: str = ""
    dated: bool = True
    counted: str = ""
    measure: str = ""
    number: str = ""
    unit: str = ""
    part: bool = False
    moved: bool = False
    spared: bool = False
    joined: bool = False
    modality: Modality = Modality.ASSERTED

    def excludes(self, other: Value) -> bool:
        """Tell whether the two cannot both be the figure or the day of one thing."""
        if self.bounds is not None and other.bounds is not None:
            if self.spared is not other.spared:
                return self.bounds == other.bounds
            if self.moved is other.moved:
                return self.bounds.excludes(other.bounds)
            # A river that drops by 75 feet has a fall of 75 feet.
            return self.bounds.size.excludes(other.bounds.size)
        return not (self.holds(other) or other.holds(self))

    def may_meet(self, other: Value) -> bool:
        """Tell whether the two may stand for or against each other: "23 May" tells no year."""
        if self.kind != other.kind or self._priced_by_other(other):
            return False
        if self.kind != "day" or self.dated is other.dated:
            return True
        return bool(self.day[_MONTH_AT:]) and bool(other.day[_MONTH_AT:])

    @property
    def is_small(self) -> bool:
        """Tell whether this is a figure of a dozen at most."""
        high = self.bounds.high if self.bounds is not None else None
        return high is not None and high <= _SMALL

    def is_small_of_another(self, other: Value) -> bool:
        """Tell whether two small counts have neither a noun nor a measure in common."""
        if self.kind != _COUNT or not (self.is_small and other.is_small):
            return False
        if self.measure == other.measure != "":
            return False
        # Four people who died and three who voted are people.
        anybody = key(PERSON) in {self.counted, other.counted} and self.measure != other.measure
        return anybody or likeness(self.counted, other.counted) < _ALIKE

    @property
    def is_bare(self) -> bool:
        """Tell whether this is a small count alone (votes, an hour), or "one", often no count."""
        if self.kind != _COUNT or not self.is_small or self.bounds is None:
            return False
        high = 0 if self.bounds.high is None else self.bounds.high
        return not (self.counted or self.measure) or high <= 1

    @property
    def is_toll(self) -> bool:
        """Tell whether this counts who were harmed."""
        return measure_of(self.measure).family == _TOLLS

    @property
    def is_whole_toll(self) -> bool:
        """Tell whether this counts all who were harmed."""
        return self.is_toll and not self.part

    def _priced_by_other(self, other: Value) -> bool:
        """Tell whether one is a price for an ounce, and the other one for a gram."""
        return "per" in self.unit and "per" in other.unit and self.unit != other.unit

    def holds(self, other: Value) -> bool:
        """Tell whether a day or a stretch of years may include another one."""
        if not (self.dated and other.dated):
            days = self.day[_MONTH_AT:], other.day[_MONTH_AT:]
            return not all(days) or days[1].startswith(days[0])
        if not self.until:
            return other.day.startswith(self.day) and not other.until
        last = other.until or other.day
        return self.day <= other.day and last[: len(self.until)] <= self.until


def read_values(text: str, sites: Sequence[Site], published: date) -> Iterator[Value]:
    """Yield the values of a text whose tokens stand at ``sites``."""
    extraction = extract(text, published=published, headline_end=0)
    claims = {each.span: each for each in extraction.claims if each.quantity is not None}
    days = [*_days(text, sites, extraction)]
    yield from days
    for number in extraction.numbers:
        start = number.span.start
        if any(day.start <= start < day.start + len(day.text) for day in days):
            continue
        claim = claims.get(number.claim) if number.claim is not None else None
        value = _uncounted(text, number, sites)
        if value is None and claim is not None:
            value = _figure(text, number, claim, sites, part=_is_part(claim, claims))
        if value is not None:
            yield value


def _uncounted(text: str, number: NumberMention, sites: Sequence[Site]) -> Value | None:
    """Return the age, the place in a row or the score that a number tells."""
    span = number.span
    if number.reason == "ordinal":
        place = sum((atom.value for atom in find_atoms(span.exact)), Decimal(0))
        return Value("ordinal", span.exact, span.start, _site_of(sites, span), Bounds(place, place))
    if number.reason == "score":
        score = _SCORE.match(text, span.start)
        if score is None:
            return None
        first, last = score.groups()
        return Value(
            "score", score.group(), span.start, _site_of(sites, span), day=f"{first}-{last}"
        )
    if number.reason == "age" or _is_aside(text, span):
        years = _plain(span.exact)
        if years is not None and years <= _OLDEST:
            ages = Bounds(years, years)
            site = _site_of(sites, span)
            return Value("age", span.exact, span.start, site, ages, number=span.exact)
    return None


def _days(text: str, sites: Sequence[Site], extraction: Extraction) -> Iterator[Value]:
    """Yield the days of a text, and its stretches of years as one each."""
    stretches = [*_STRETCH.finditer(text)]
    for found in stretches:
        first, last = found.group("first"), found.group("last")
        site = _site_of(sites, Span(found.start("first"), found.end(), found.group()))
        until = first[: -len(last)] + last
        yield Value("day", found.group(), found.start(), site, day=first, until=until)
    days = [
        (each.span, _CENTURY.sub(r"\1", told[1]) if "00s" in each.span.exact else told[1], told[2])
        for each in extraction.times
        if (told := _DAY.fullmatch(each.value)) is not None
    ]
    for span, day, part in days:
        if not any(found.start() <= span.start < found.end() for found in stretches):
            kind = "day" if has_figure(span.exact) or _MONTH.fullmatch(day) else "weekday"
            site = _site_of(sites, span)
            dated = _DATED.search(span.exact) is not None or kind == "weekday" or len(day) < _YEAR
            # A winter goes on into the next year.
            until = str(int(day) + 1) if part == _WINTER else ""
            yield Value(kind, span.exact, span.start, site, day=day, until=until, dated=dated)


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
    whole = claims.get(claim.part_of) if claim.part_of is not None else None
    if whole is not None and not _is_smaller(whole, claim):
        return True
    beside = (claims[each] for each in claim.siblings if each in claims)
    return any(each.measure.key == claim.measure.key for each in beside)


def _is_smaller(claim: ExtractedClaim, other: ExtractedClaim) -> bool:
    if claim.quantity is None or other.quantity is None:
        return False
    bounds = bounds_of(claim.quantity, DEFAULT_POLICY)
    return bounds.below(bounds_of(other.quantity, DEFAULT_POLICY))


def _figure(
    text: str, number: NumberMention, claim: ExtractedClaim, sites: Sequence[Site], *, part: bool
) -> Value | None:
    """Return the figure of a claim, at the number that it is printed with."""
    quantity = claim.quantity
    if quantity is None:
        return None
    if not quantity.span.start <= number.span.start < quantity.span.end:
        return None
    start = number.span.start
    count = quantity.dimension == _COUNT
    measured = in_unit(quantity, _unit(quantity))
    return Value(
        _kind(measured),
        quantity.span.exact,
        start,
        _site_of(sites, quantity.span),
        _bounds(measured, claim),
        counted=key(quantity.unit) if count else "",
        measure=claim.measure.key if measure_of(claim.measure.key).listed else "",
        number=number.span.exact.replace(",", ""),
        unit="" if count else quantity.unit,
        part=part,
        moved=quantity.change is not Change.NONE,
        spared=_SPARED.search(text, max(0, start - _NAME_REACH), start) is not None,
        joined=_JOINED.match(text, number.span.end) is not None,
        modality=claim.modality,
    )


def _kind(quantity: Quantity) -> str:
    """Return what may stand against a figure; a price for each of something is one in money."""
    if quantity.dimension == _COUNT:
        return _COUNT
    money, _, each = quantity.unit.partition(" per ")
    if each and money.isupper() and dimension_of(each) != "time":
        return f"money {money}"
    return f"{quantity.dimension} {quantity.unit}"


def _unit(quantity: Quantity) -> str:
    """Return the unit in which a figure meets others.

    A temperature stays as it is: nothing says whether it is one, or a difference of two.
    """
    if quantity.dimension == "temperature":
        return quantity.unit
    return "percent" if quantity.dimension == "share" else base_unit(quantity.unit)


def _bounds(quantity: Quantity, claim: ExtractedClaim) -> Bounds:
    """Return the interval of a figure; "as many as 400 died" is hardly said of a hundred."""
    told = claim.span.exact
    bounds = bounds_of(quantity, DEFAULT_POLICY, "" if "dozen" in told else told)
    came = quantity.dimension == _COUNT and claim.modality is Modality.ASSERTED
    if came and bounds.low is None and bounds.high is not None and _AS_MANY.match(told):
        return replace(bounds, low=bounds.high / 2)
    return bounds


def _plain(text: str) -> Decimal | None:
    try:
        return Decimal(text.replace(",", ""))
    except InvalidOperation:
        return None
