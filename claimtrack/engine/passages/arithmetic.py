"""Figures that follow from others: eleven of the 18 stations where seven lie underground.

A passage that does the sum for its reader does not contradict the one that gives the parts.
"""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import combinations
from typing import TYPE_CHECKING

from claimtrack.engine.taxonomy.fit import Fit
from claimtrack.engine.taxonomy.measure_tree import fit_of_measures

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claimtrack.engine.passages.values import Value

_SHARE, _PERCENT, _POINTS = "share", "share percent", "points percentage point"
#: Stretches of time as the values of a passage have them, and how many of each are a year.
_IN_A_YEAR = {"time month": 12, "time second": 31_556_952}
_UNSUMMED = frozenset({"age", "ordinal", "score", "weekday"})
#: "A third term" is none of three parts, and "the third quarter" three months.
_RANKED = (
    r"(?! (?:term|time|day|year|quarter|month|week|round|place|party|person|man|woman|child|son"
    r"|daughter|victim|suspect|attempt|vote|option|dose|wave|goal|title|season|straight|consecutive"
    r"|successive|major|front|airport|runway|world|country|stage|set|game|match|race|session|member"
    r"|case|crash|attack|ship|train|bomb|blast|body)\b)"
)
_PART_OF_ALL = r"\b(?:an?|one|another|other|further)(?: (?:good|full|further))?[ -]"
_THIRDS = Decimal(1) / 3, Decimal(2) / 3
_QUARTERS = Decimal("0.25"), Decimal("0.75")
#: Parts and multiples in words, and what they make of a figure beside them: the part, or the rest.
_PARTS = (
    (re.compile(r"\bhal(?:f|ve[ds]?)\b", re.IGNORECASE), (Decimal("0.5"),)),
    (re.compile(r"\bby half\b|\bhalf (?:as|again)\b", re.IGNORECASE), (Decimal("1.5"),)),
    (re.compile(rf"{_PART_OF_ALL}third\b{_RANKED}|\bthirds\b", re.IGNORECASE), _THIRDS),
    (re.compile(rf"{_PART_OF_ALL}quarter\b|\bthree[ -]quarters\b", re.IGNORECASE), _QUARTERS),
    (re.compile(r"\b(?:doubl(?:e[ds]?|ing)|twice)\b", re.IGNORECASE), (Decimal(2), Decimal("0.5"))),
    (re.compile(r"\b(?:trebl|tripl)(?:e[ds]?|ing)\b", re.IGNORECASE), (Decimal(3),)),
)
#: "Eight soldiers and a passing cyclist", "a driver and two passengers", "a man was killed and two
#: others hurt", "pilot Ilse Marn and all eleven passengers": nine, three, three and twelve.
_ONE_MORE = (
    r"\b(?:{0} (?:[\w-]+ ){{1,2}}and an? |an? (?:[\w-]+ ){{1,2}}and (?:[a-z]+ed )?{0}\b"
    r"|an? (?:[\w-]+ ){{1,5}}and {0} (?:others|more)\b"
    r"|(?:pilot|driver|captain|skipper)\b(?: [A-Z][\w.-]*){{0,4}}"
    r" and (?:all|the|its|his|her) {0}\b)"
)
#: "The prize is split equally", "in equal parts".
_IN_EQUAL_PARTS = re.compile(r"\b(?:equal(?:ly)?|each|apiece|evenly)\b", re.IGNORECASE)
#: "A year later", "the year before".
_YEAR_APART = re.compile(
    r"\b(?:a|one|the) (?:(?:following|next|previous) year|year (?:later|earlier|before|after))\b",
    re.IGNORECASE,
)
_LATER = r"{} (?:later|earlier|before|after(?:wards)?|previously)\b"
#: What is left of a hundred percent is told as such, or on the other side.
_OF_OTHERS = re.compile(
    r"\b(?:against|oppos\w*|favou?r|no opinion|undecided|the rest|remaining|others?|outside"
    r"|elsewhere|not|none|without|abstain\w*)\b|n['’]t\b",
    re.IGNORECASE,
)
_MOST_FIGURES, _MOST_SHARERS = 12, 10
_LITTLE_LESS = Decimal("0.8")
_WHOLE = 100
#: The years of two days are a year off where months count.
_YEAR = re.compile(r"\d{4}")


def follows(value: Value, others: Sequence[Value], text: str, own: str) -> bool:
    """Tell whether a figure or a year is a sum, a difference or a part of others of a passage.

    ``others`` are the values of that passage and ``text`` its words, ``own`` those of the figure's.
    """
    if value.kind == "day":
        return _YEAR.fullmatch(value.day) is not None and int(value.day) in _years(others, text)
    if value.kind in _UNSUMMED or value.bounds is None:
        return False
    low, high = value.bounds.size.low, value.bounds.size.high
    if low is None and high is not None and (_OF_OTHERS.search(text) or _OF_OTHERS.search(own)):
        # "Fewer than 600 did not finish" is said of little less.
        low = high * _LITTLE_LESS
    if low is None or high is None:
        return False
    kinds = {value.kind, _POINTS} if value.kind == _PERCENT else {value.kind}
    figures = _sizes([each for each in others if each.kind in kinds and _may_be_added(value, each)])
    made = [*_made_of(figures, others, text), *_between(value.kind, others)]
    if value.kind == "count":
        made += _sizes([each for each in others if _is_joined_by_one(each, text)], more=1)
        # "Killed a ninth person", "won 27-10".
        told = [each.measure for each in others if each.kind == "count"]
        if not value.measure or value.measure not in told:
            made += _sizes([each for each in others if each.kind == "ordinal"])
        made += [_margin(each.day) for each in others if each.kind == "score"]
    if value.kind == _PERCENT and (_OF_OTHERS.search(text) or _OF_OTHERS.search(own)):
        made += [_WHOLE - each for each in (*figures, *_sums(figures))]
    return any(each and low <= each <= high for each in made)


def _may_be_added(value: Value, other: Value) -> bool:
    """Tell whether a figure may go into another: the dead and the hurt together are no dead."""
    tolls = value.is_toll and other.is_toll
    return not tolls or fit_of_measures(value.measure, other.measure) is not Fit.APART


def _made_of(figures: Sequence[Decimal], others: Sequence[Value], text: str) -> Iterator[Decimal]:
    yield from _sums(figures)
    for one, other in combinations(figures, 2):
        yield abs(one - other)
    for figure in figures:
        for part, factors in _PARTS:
            if part.search(text):
                yield from (figure * factor for factor in factors)
    counts = _sizes([each for each in others if each.kind == "count"])
    shares = _sizes([each for each in others if each.kind.startswith(_SHARE)])
    for figure in figures:
        yield from (figure * share / _WHOLE for share in shares)
        if _IN_EQUAL_PARTS.search(text):
            yield from (figure / each for each in counts if 1 < each <= _MOST_SHARERS)


def _is_joined_by_one(value: Value, text: str) -> bool:
    """Tell whether one more is counted beside a figure."""
    beside = _ONE_MORE.format(re.escape(value.text))
    return value.kind == "count" and re.search(beside, text, re.IGNORECASE) is not None


def _margin(score: str) -> Decimal:
    first, _, last = score.partition("-")
    return abs(Decimal(first) - Decimal(last))


def _sums(figures: Sequence[Decimal]) -> Iterator[Decimal]:
    """Yield what any two of some figures make together, and all of them."""
    for one, other in combinations(figures, 2):
        yield one + other
    if len(figures) > 1:
        yield sum(figures, Decimal(0))


def _between(kind: str, others: Sequence[Value]) -> Iterator[Decimal]:
    """Yield the time between the years of a passage: 27 years from 1961 to 1988."""
    years = [
        int(year)
        for each in others
        if each.kind == "day"
        for year in (each.day[:4], each.until)
        if _YEAR.fullmatch(year)
    ]
    for one, other in combinations(years[:_MOST_FIGURES], 2):
        yield Decimal(abs(one - other) * _IN_A_YEAR.get(kind, 0))


def _years(others: Sequence[Value], text: str) -> set[int]:
    """Return the years that lie as far from those of a passage as it says: "eight years later"."""
    apart = {1} if _YEAR_APART.search(text) else set()
    for other in others:
        in_a_year = _IN_A_YEAR.get(other.kind)
        if in_a_year and re.search(_LATER.format(re.escape(other.text)), text, re.IGNORECASE):
            apart |= {round(size / in_a_year) for size in _sizes([other])}
    years = {int(each.day[:4]) for each in others if _YEAR.match(each.day)}
    return {year + sign * step for year in years for step in apart for sign in (1, -1)}


def _sizes(values: Sequence[Value], more: int = 0) -> list[Decimal]:
    """Return the sizes of the first figures that have both bounds, without their signs.

    ``more`` is added to each.
    """
    sizes = (
        abs(each.bounds.low + each.bounds.high) / 2 + more
        for each in values
        if each.bounds is not None and each.bounds.low is not None and each.bounds.high is not None
    )
    return [size for size, _ in zip(sizes, range(_MOST_FIGURES), strict=False)]
