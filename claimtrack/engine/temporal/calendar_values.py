"""TIMEX3 values of dates: making them, moving them, and the days that they cover."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import cache
from typing import Any

from claimtrack.engine.lexicon import load_table

_MONTHS = 12
_THIRD = 10
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T.*)?")
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?")
_PART = re.compile(r"(\d{4})-(Q|H)(\d)")
_SEASON = re.compile(r"(\d{4})-(SP|SU|FA|WI)")
_YEARS = re.compile(r"\d{2,4}")

Days = tuple[date | None, date | None]
_NO_DAYS: Days = (None, None)


@cache
def names() -> dict[str, Any]:
    """Return the tables of the names of times."""
    return load_table("dates")


def day_value(day: date) -> str:
    """Return the value of a day: "2025-06-18"."""
    return day.isoformat()


def week_value(day: date) -> str:
    """Return the value of the week of ``day``: "2025-W25"."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def month_value(year: int, month: int) -> str:
    """Return the value of a month, carried over into other years: (2025, 0) is "2024-12"."""
    year, month = year + (month - 1) // _MONTHS, (month - 1) % _MONTHS + 1
    return f"{year:04d}-{month:02d}"


def quarter_value(year: int, quarter: int) -> str:
    """Return the value of a quarter, carried over into other years."""
    year, quarter = year + (quarter - 1) // 4, (quarter - 1) % 4 + 1
    return f"{year:04d}-Q{quarter}"


def safe_day(year: int, month: int, day: int) -> date | None:
    """Return the day, or ``None`` where the calendar has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def moved_day(day: date, days: int) -> date | None:
    """Return the day so many days later, or ``None`` beyond the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def days_of(value: str, part: str = "") -> Days:
    """Return the first and the last day that a date value covers.

    ``part`` is "early", "mid" or "late" and narrows a month or a year to that third of it.
    Values that name no days of the calendar ("PAST_REF", a decade before year 1) have none.
    """
    try:
        first, last = _days_of(value)
    except (ValueError, OverflowError):
        return _NO_DAYS
    if first is None or last is None or not part:
        return first, last
    return _third(first, last, part)


def _days_of(value: str) -> Days:  # noqa: PLR0911  # one way out for each kind of value
    if found := _DAY.fullmatch(value):
        day = date(int(found[1]), int(found[2]), int(found[3]))
        return day, day
    if found := _MONTH.fullmatch(value):
        return months_of(int(found[1]), int(found[2]), 1)
    if found := _WEEK.fullmatch(value):
        monday = date.fromisocalendar(int(found[1]), int(found[2]), 1)
        return monday + timedelta(days=5 if found[3] else 0), monday + timedelta(days=6)
    if found := _PART.fullmatch(value):
        length = 3 if found[2] == "Q" else 6
        return months_of(int(found[1]), (int(found[3]) - 1) * length + 1, length)
    if found := _SEASON.fullmatch(value):
        first = next(month for code, month in names()["seasons"].values() if code == found[2])
        return months_of(int(found[1]), first, 3)
    if _YEARS.fullmatch(value):
        missing = 4 - len(value)
        start = int(value) * 10**missing
        return date(max(start, 1), 1, 1), date(start + 10**missing - 1, 12, 31)
    return _NO_DAYS


def months_of(year: int, month: int, months: int) -> Days:
    """Return the first day of ``month`` and the last of so many months from it."""
    end_year, end_month = year + (month + months - 2) // _MONTHS, (month + months - 2) % _MONTHS + 1
    return date(year, month, 1), date(end_year, end_month, monthrange(end_year, end_month)[1])


def _third(first: date, last: date, part: str) -> Days:
    """Return the early, middle or late third of a span of days."""
    third = ((last - first).days + 1) // 3
    if part == "early":
        return first, first + timedelta(days=third - 1)
    if part == "late":
        return last - timedelta(days=third - 1), last
    return first + timedelta(days=third), last - timedelta(days=third)


def moved_value(value: str, years: int) -> str:
    """Return a date value moved by years, its month, quarter or week kept."""
    year, rest = value[:4], value[4:]
    return f"{int(year) + years:04d}{rest}" if year.isdigit() and len(year) == 4 else value  # noqa: PLR2004
