"""Days, hours and years that two statements name, and whether they name the same ones.

"By Tuesday noon" and "as of Tuesday, 12 p.m." give two counts one moment, whatever else they say.
Two plain names of a time are held against each other as they are printed; what a window or an
as-of day comes to is worked out elsewhere (:mod:`.windows`, :mod:`.occasions`).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from claimtrack.engine.comparison.occasions import clause_words
from claimtrack.engine.lexicon import load_table
from claimtrack.engine.numeric.numerals import number_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimtrack.engine.records import Assertion

#: "Ten o'clock", "10 p.m.", "at eight in the evening", "22:00"; noon is a part of a day.
_HOUR = re.compile(
    r"\b(?P<clock>\d{1,2}|[a-z]{3,6})(?:[:.]\d\d)? ?(?:o['’]clock|[ap]\.? ?m\b)"
    r"|\bat (?P<word>[a-z]{3,6}) in the\b|\b(?P<digits>[012]?\d):\d\d\b",
    re.IGNORECASE,
)
_HALF_A_DAY = 12
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_PERIOD = re.compile(
    r"\b(?P<which>this|next|last) (?P<what>year|month|week|summer|winter|spring|autumn|season)\b",
    re.IGNORECASE,
)
_END = re.compile(r"\bend of (?:the|this|next|\d{4})\b|\byear[- ]end\b", re.IGNORECASE)


class Moment(NamedTuple):
    """A time as it is named: what kind of name it is, and the name itself."""

    kind: str
    name: str


class Moments(NamedTuple):
    """What two statements name in common and apart.

    ``common`` counts the names in both statements, ``around`` those in both sentences besides.
    ``apart`` are the kinds of which each statement has its own, ``one_sided`` those of one alone.
    """

    common: int
    around: int
    apart: frozenset[str]
    one_sided: frozenset[str]
    any: bool


def moments_of(a: Assertion, b: Assertion) -> Moments:
    """Lay the times that two statements name side by side."""
    first, second = (moments_named(clause_words(each)) for each in (a, b))
    sentences = [moments_named(each.claim.sentence.exact) for each in (a, b)]
    kinds = [frozenset(each.kind for each in told) for told in (first, second)]
    both = first & second
    return Moments(
        common=len(both),
        around=len((sentences[0] & sentences[1]) - both),
        apart=kinds[0] & kinds[1] - frozenset(each.kind for each in both),
        one_sided=kinds[0] ^ kinds[1],
        any=bool(first or second),
    )


@lru_cache(maxsize=16_384)
def moments_named(text: str) -> frozenset[Moment]:
    """Return the days, hours, dates, years and periods that a text names."""
    return frozenset(_named(text))


def _named(text: str) -> Iterator[Moment]:
    told = text.casefold()
    for kind, pattern in _calendar().items():
        yield from (Moment(kind, _one_name(each)) for each in pattern.findall(told))
    for found in _dates().finditer(text):
        yield Moment("date", " ".join(sorted(found.group().casefold().split())))
    for found in _HOUR.finditer(told):
        hour = _hour(found["clock"] or found["word"] or found["digits"])
        if hour is not None:
            yield Moment("hour", str(hour))
    yield from (Moment("year", each) for each in _YEAR.findall(text))
    for found in _PERIOD.finditer(told):
        yield Moment("period", found.group())
    if _END.search(told):
        yield Moment("end", "end")


def _hour(told: str) -> int | None:
    """Return an hour of half a day, as a clock has it."""
    if told.isdigit():
        return int(told) % _HALF_A_DAY
    atom = number_words().atoms.get(told)
    return int(atom[1]) % _HALF_A_DAY if atom is not None else None


def _one_name(told: str) -> str:
    return _alike().get(told, told)


@cache
def _alike() -> dict[str, str]:
    """Return the one name under which names of one part of the day are compared."""
    rows = (row.split() for row in load_table("moments")["alike"])
    return {word: row[0] for row in rows for word in row}


@cache
def _calendar() -> dict[str, re.Pattern[str]]:
    table = load_table("moments")
    return {
        kind: re.compile(rf"\b(?:{'|'.join(table[kind].split())})\b")
        for kind in ("day", "part", "month")
    }


@cache
def _dates() -> re.Pattern[str]:
    months = "|".join(each.capitalize() for each in load_table("moments")["month"].split())
    return re.compile(rf"\b(?:{months}|May) \d{{1,2}}\b|\b\d{{1,2}} (?:{months}|May)\b")
