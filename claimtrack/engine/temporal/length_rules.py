"""Rules for lengths of time, for what lies so long ago, and for what happens again and again."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from claimtrack.engine.records import TimeKind
from claimtrack.engine.temporal.calendar_values import (
    day_value,
    month_value,
    months_of,
    moved_day,
    names,
    week_value,
)
from claimtrack.engine.temporal.date_reading import Found, Reading
from claimtrack.engine.temporal.day_rules import NAMED_YEAR, YEAR_NUMBER, year_number
from claimtrack.engine.temporal.durations import amount_of, duration_value, unit_key

if TYPE_CHECKING:
    from datetime import date

    from claimtrack.engine.temporal.calendar_values import Days

#: More days, years and so on lead out of the calendar.
_LONGEST = 10_000
_ONES = "one|two|three|four|five|six|seven|eight|nine"
_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_AMOUNT = (
    rf"(?:\d+(?:[.,]\d+)*(?: ?[½¼¾]| \d/\d| and a half)?(?: (?:million|billion|thousand))?"
    rf"|(?:(?:{_TENS})(?:[- ](?:{_ONES}))?|{_TEENS}|{_ONES}|an?|another)"
    r"(?:[ -](?:hundred|thousand|million|dozen))?(?: and a half|-and-a-half)?"
    rf"(?: and (?:{_TENS}|{_TEENS}|{_ONES})(?:[- ](?:{_ONES}))?)?"
    r"|half an?|several|(?:a )?few|(?:a )?couple(?: of)?|many|dozens of|hundreds of|thousands of"
    r"|a dozen|two dozen|some)"
)
_UNIT = (
    r"(?:second|minute|hour|day|week|fortnight|month|quarter|year|decade|centurie|century|night)"
)
LENGTH = (
    r"(?i:\b(?:(?P<det>the|these|those|this|its|his|her|their) )?"
    r"(?:(?P<mod>past|last|next|previous|coming|first|following|preceding|final|recent|other) )?"
    rf"(?<![\d.,$€£-])\b(?P<amount>{_AMOUNT})"
    rf"(?P<to>(?: to | or |-)(?:\d+|{_ONES}|{_TEENS})(?=[ -]))?"
    r"(?: (?:more|additional|full|straight|consecutive|long|short|whole|good|odd|calendar))?"
    rf"[ -](?P<unit>{_UNIT})s?\b(?:[’'](?!s\b))?(?P<half> and a half)?(?P<old>[- ]olds?\b)?"
    r"(?P<rel> or (?:so|two|more)(?: ago)?)?(?P<when>(?: ago| earlier| later| before"
    r"(?=[,.;]| the)| from now| hence)\b)?)"
)
BARE = (
    r"(?i:\b(?:(?P<mod>recent|past|coming|last|next|the last|the past|the next|the coming) )?"
    r"(?P<unit>seconds|minutes|hours|days|weeks|months|years|decades|centuries|quarters)\b"
    r"(?P<when> (?:ago|earlier|later)\b)?)"
)
SET = (
    r"(?i:\b(?:(?:each|every)(?: (?P<amount>other|few|\d+|two|three|four|five|six|seven|eight"
    rf"|nine|ten|twelve))? (?P<unit>{_UNIT}|morning|evening|afternoon|weekend)s?"
    r"|(?P<word>daily|hourly|annually|nightly|yearly))\b)"
)
_ADVERBS = {
    "daily": "XXXX-XX-XX",
    "hourly": "PT1H",
    "annually": "P1Y",
    "yearly": "P1Y",
    "nightly": "XXXX-XX-XXTNI",
}
#: Behind these, "a day" is how often, not how long.
_RATE_BEFORE = re.compile(
    r"(?:\d|%|[a-z]{3,}s|cents?|dollars?|million|billion|thousand|hundred|people|times?|once|twice"
    r"|percent|much|barrels?|[$€£]\S+)[ ]$",
    re.IGNORECASE,
)
_LENGTH_BEFORE = re.compile(
    r"\b(?:lasts|takes|was|is|does|days|weeks|months|years|hours|minutes|this|less|thus|plus|its"
    r"|towards|besides|across|yes|perhaps|always|his|has)[ ]$",
    re.IGNORECASE,
)
_ONE_DAY = re.compile(
    r"\b(?:in|for|within|of|than|just|only|after|last|about|every)[ ]$", re.IGNORECASE
)


def read_length(reading: Reading, match: re.Match[str]) -> Found | None:
    """Read "three months", "the past two years", "a week ago", "18-month-old"."""
    unit = unit_key(match["unit"])
    amount = match["amount"].lower()
    if _is_rate(reading, match) or (unit == "second" and amount in {"a", "an", "another"}):
        return _rate(reading, match, unit)
    if unit == "quarter" and (
        amount in {"a", "an"} or (amount.isdigit() is False and not match["mod"])
    ):
        return None
    count = amount_of(match["amount"])
    when = (match["when"] or "").strip().lower()
    if not when and (match["rel"] or "").lower().endswith("ago"):
        when = "ago"
    if when in {"ago", "from now", "hence"}:
        return _away(reading, match, unit, count, back=when == "ago")
    if when and count is not None and unit == "year" and amount not in {"a", "an", "one"}:
        return _duration(reading, match, unit, count)
    if amount == "one" and unit == "day" and match.group().lower() == "one day":
        before = _ONE_DAY.search(reading.text, max(0, match.start() - 8), match.start())
        if before is None:
            return Found(match.start(), match.end(), TimeKind.DATE, "FUTURE_REF")
    return _duration(reading, match, unit, count)


def _is_rate(reading: Reading, match: re.Match[str]) -> bool:
    """Tell whether "a day" stands behind an amount: "$5 a day", "3,000 people a week"."""
    if match["amount"].lower() not in {"a", "an"} or match["when"] or match["mod"] or match["rel"]:
        return False
    if match["det"] or match["half"] or match["old"]:
        return False
    start = max(0, match.start() - 14)
    if _LENGTH_BEFORE.search(reading.text, start, match.start()):
        return False
    return _RATE_BEFORE.search(reading.text, start, match.start()) is not None


def _rate(reading: Reading, match: re.Match[str], unit: str) -> Found | None:
    if unit == "second" or not _is_rate(reading, match):
        return None
    value = duration_value(Decimal(1), unit)
    return Found(match.start(), match.end(), TimeKind.SET, value)


def _duration(reading: Reading, match: re.Match[str], unit: str, count: Decimal | None) -> Found:
    value = duration_value(count, unit, half=match["half"] is not None)
    mod = (match["mod"] or "").lower()
    days = _of_year(reading, match, mod, unit, count) or _window(reading, mod, unit, count)
    return Found(match.start(), match.end(), TimeKind.DURATION, value, days=days)


#: "The first nine months of 2026", "the last three months of the year".
_OF_YEAR = re.compile(
    rf" of (?:(?:the year )?(?P<year>{YEAR_NUMBER})(?! [a-z])|(?P<named>(?i:{NAMED_YEAR})))"
)
_MONTHS_OF_YEAR = 12
_YEARS_ON = {"last": -1, "this": 0, "next": 1}


def _of_year(
    reading: Reading, match: re.Match[str], mod: str, unit: str, count: Decimal | None
) -> Days | None:
    """Return the days of the months with which a year begins or ends."""
    year = _OF_YEAR.match(reading.text, match.end())
    if year is None or count is None or unit != "month" or mod not in {"first", "last", "final"}:
        return None
    if not 0 < count < _MONTHS_OF_YEAR or count != int(count):
        return None
    first = 1 if mod == "first" else 1 + _MONTHS_OF_YEAR - int(count)
    if year["year"]:
        of = year_number(year["year"])
    else:
        of = reading.published.year + _YEARS_ON.get(year["named"].split()[0].lower(), 0)
        if year["named"].lower().startswith("the"):
            of = reading.year_of_months(first + int(count) // 2, match.start())
    return months_of(of, first, int(count))


_DAYS = {"day": 1, "night": 1, "week": 7, "fortnight": 14, "month": 30, "year": 365, "decade": 3652}


def _window(
    reading: Reading, mod: str, unit: str, count: Decimal | None
) -> tuple[date | None, date | None]:
    """Return the days of "the past three months", which ends on the report's own."""
    if (
        count is None
        or unit not in _DAYS
        or count > _LONGEST
        or mod not in {"past", "last", "next", "coming"}
    ):
        return None, None
    step = int(count * _DAYS[unit])
    if mod in {"past", "last"}:
        return moved_day(reading.published, -step), reading.published
    return reading.published, moved_day(reading.published, step)


def _away(
    reading: Reading, match: re.Match[str], unit: str, count: Decimal | None, *, back: bool
) -> Found:
    """Return the day, week, month or year that lies so long ago or ahead."""
    value = "PAST_REF" if back else "FUTURE_REF"
    if count is not None and count < _LONGEST:
        value = _moved(reading.published, unit, -count if back else count) or value
    return Found(match.start(), match.end(), TimeKind.DATE, value)


def _moved(day: date, unit: str, count: Decimal) -> str:
    whole = int(count)
    if unit in {"week", "fortnight"}:
        moved = moved_day(day, whole * _DAYS[unit])
        return week_value(moved) if moved else ""
    if unit in {"month", "quarter"}:
        months = day.month + whole * (3 if unit == "quarter" else 1)
        return month_value(day.year, months) if day.year + months // 12 > 0 else ""
    if unit in {"year", "decade", "century", "centurie"}:
        year = day.year + whole * {"year": 1, "decade": 10}.get(unit, 100)
        return f"{year:04d}" if year > 0 else ""
    moved = moved_day(day, whole if unit in {"day", "night"} else 0)
    return day_value(moved) if moved else ""


def read_bare(_reading: Reading, match: re.Match[str]) -> Found | None:
    """Read "weeks", "recent years", "years ago": lengths that are not told."""
    if match["when"] and match["when"].strip() == "ago":
        return Found(match.start(), match.end(), TimeKind.DATE, "PAST_REF")
    mod = (match["mod"] or "").lower().removeprefix("the ")
    if mod == "recent":
        return Found(match.start(), match.end(), TimeKind.DATE, "PAST_REF")
    if mod == "coming":
        return Found(match.start(), match.end(), TimeKind.DATE, "FUTURE_REF")
    unit = unit_key(match["unit"])
    if not mod and unit in {"second", "minute", "quarter"}:
        return None
    return Found(match.start(), match.end(), TimeKind.DURATION, duration_value(None, unit))


def read_set(_: Reading, match: re.Match[str]) -> Found | None:
    """Read "every day", "each year", "daily"."""
    if match["word"]:
        return Found(match.start(), match.end(), TimeKind.SET, _ADVERBS[match["word"].lower()])
    unit = unit_key(match["unit"])
    if unit not in names()["units"]:
        part = names()["dayparts"].get(unit, "")
        return Found(match.start(), match.end(), TimeKind.SET, f"XXXX-XX-XX{part}")
    amount = (match["amount"] or "").lower()
    count = Decimal(2) if amount == "other" else amount_of(amount)
    return Found(match.start(), match.end(), TimeKind.SET, duration_value(count, unit))
