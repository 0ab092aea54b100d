"""What reading a date needs to know: the report's day, the sentence around it, and the story."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from claimtrack.engine.records import TimeKind
from claimtrack.engine.temporal.calendar_values import (
    Days,
    day_value,
    month_value,
    moved_value,
    names,
    quarter_value,
    safe_day,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

#: How far before a date the words are read that tell whether it is still to come.
REACH = 90

#: A day of a month without a year is taken as still to come up to so many days ahead.
MOST_AHEAD = 75

_WEEK = 7
_SENTENCE_END = re.compile(r"[.!?][”\"')]?\s+(?=[A-Z“\"])|\n")
_WORD = re.compile(r"[a-z]+")
_PASSIVE = frozenset({"be", "been", "being"})
_FULL_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_YEARS_NAMED = re.compile(r"\b(?:19|20)\d\d\b")
_QUARTER = re.compile(r"\d{4}-Q\d")


@dataclass(frozen=True, slots=True)
class Found:
    """A time expression found: where it stands, its kind and value.

    ``part`` narrows the days ("early"); ``days`` gives them where the value does not.
    ``compared`` marks a period that the story only compares its own with ("a year earlier").
    """

    start: int
    end: int
    kind: TimeKind
    value: str
    part: str = ""
    days: Days = (None, None)
    compared: bool = False


@cache
def _future_words() -> frozenset[str]:
    return frozenset(names()["future"]["words"])


@cache
def _said_words() -> frozenset[str]:
    return frozenset(names()["said"]["words"])


class Reading:
    """The state of one pass over one text."""

    def __init__(self, text: str, published: date) -> None:
        self.text = text
        self.published = published
        #: The last period that the story named: what "a year earlier" is reckoned from.
        self.period = ""
        #: The last day that the story named: what "that night" is of.
        self.day: date | None = None
        #: The last quarter that the story named: what "the quarter" is.
        self.quarter = ""

    def note(self, time: Found) -> None:
        """Remember a date that later ones may refer to."""
        if time.kind is TimeKind.DATE and time.value[:4].isdigit() and not time.compared:
            self.period = time.value
            if _FULL_DAY.fullmatch(time.value):
                self.day = date.fromisoformat(time.value)
            recent = time.value[:4] >= str(self.published.year - 1)
            # A report of results speaks of the last quarter that is over, and names older ones
            # to compare with and later ones as what it expects.
            now = quarter_value(self.published.year, (self.published.month + 2) // 3)
            over = recent and self.quarter <= time.value < now
            if over and _QUARTER.fullmatch(time.value):
                self.quarter = time.value

    def year_of_months(self, middle: int, at: int) -> int:
        """Return the year of "the first half of the year", by its month in the middle.

        It is one that the sentence has named before, else the report's own, or, where that month
        has not come and nothing looks ahead, the one before.
        """
        named = _YEARS_NAMED.findall(_SENTENCE_END.split(self.text[max(0, at - REACH) : at])[-1])
        if named:
            return int(named[-1])
        ahead = middle > self.published.month and not self.looks_ahead(at)
        return self.published.year - ahead

    def looks_ahead(self, start: int) -> bool:
        """Tell whether the sentence before ``start`` speaks of what is still to come.

        What somebody said on a day is not: "It will cut 500 jobs, the company said on Monday".
        """
        before = self.text[max(0, start - REACH) : start]
        words = _WORD.findall(_SENTENCE_END.split(before)[-1].lower())
        for index in range(len(words) - 1, -1, -1):
            if words[index] in _future_words():
                return True
            if words[index] in _said_words() and words[index - 1] not in _PASSIVE:
                return False
        return False

    def weekday(self, number: int, start: int, which: str) -> date:
        """Return the day of a weekday: the last one up to the report's day, or the next.

        ``which`` is "last", "next", "this" or nothing; then the sentence decides.
        """
        back = (self.published.isoweekday() - number) % _WEEK
        if which in {"next", "this", "this coming"} or (not which and self.looks_ahead(start)):
            ahead = (-back) % _WEEK
            if which == "next" and not ahead:
                ahead = _WEEK
            return self.published + timedelta(days=ahead)
        if which in {"last", "previous", "this past"} and not back:
            back = _WEEK
        return self.published - timedelta(days=back)

    def month(self, number: int, start: int, which: str) -> str:
        """Return the value of a month without a year."""
        year, now = self.published.year, self.published.month
        if which == "last":
            return month_value(year - (number >= now), number)
        if which == "next":
            return month_value(year + (number <= now), number)
        if which == "this":
            return month_value(year, number)
        if number > now and not self.looks_ahead(start):
            return month_value(year - 1, number)
        if number < now and self.looks_ahead(start):
            return month_value(year + 1, number)
        return month_value(year, number)

    def month_day(self, month: int, number: int, start: int) -> str | None:
        """Return the value of a day of a month without a year: the nearest such day."""
        days = [
            day
            for year in (-1, 0, 1)
            if (day := safe_day(self.published.year + year, month, number)) is not None
        ]
        return day_value(self.nearest(days, start)) if days else None

    def nearest(self, days: Sequence[date], start: int) -> date:
        """Return the day that is meant of those of three years, by the words before it."""
        ahead = self.looks_ahead(start)

        def distance(day: date) -> int:
            days_off = (day - self.published).days
            if ahead:
                return days_off if days_off >= 0 else -days_off + _WEEK * 52
            return -days_off if days_off <= 0 else days_off + (365 if days_off > MOST_AHEAD else 0)

        return min(days, key=distance)

    def year_before(self, years: int) -> str:
        """Return the last period that the story named, so many years earlier."""
        period = self.quarter or self.period
        if len(period) >= len("2024-Q1") and _QUARTER.fullmatch(period):
            return moved_value(period, -years)
        return str(self.published.year - years)
