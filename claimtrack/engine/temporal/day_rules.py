"""Rules for single days and times of day."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from claimtrack.engine.numeric.numbers import find_numbers
from claimtrack.engine.records import TimeKind
from claimtrack.engine.temporal.calendar_values import day_value, moved_day, names, safe_day
from claimtrack.engine.temporal.date_reading import Found, Reading

if TYPE_CHECKING:
    from collections.abc import Iterable

_NOON = 12
_MIDNIGHT = 24
_TWO_DIGITS = 100
_PIVOT = 70


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


MONTH_NAME = rf"(?:{_either(names()['months'])})\b\.?"
WEEKDAY_NAME = rf"(?:{_either(names()['weekdays'])})\b"
DAYPART = rf"(?:{_either(names()['dayparts'])})"
SPELLED_YEAR = (
    r"(?:nineteen|eighteen|twenty)[ -](?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    r"(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?"
)
YEAR_NUMBER = rf"(?:(?:1[0-9]|20)\d\d(?![\d,.]\d|\d)|’\d\d|(?i:{SPELLED_YEAR})\b)"
#: "Of the year", and not "of the year 2019", "of the year to March" or "of last year's campaign".
NAMED_YEAR = (
    r"(?:this|last|next|the) year\b(?!['’]|-| (?:(?:1[0-9]|20)\d\d\b|end(?:ed|ing|s)?\b|to\b|that\b"
    r"|before\b|of\b|when\b|in which\b|after\b|earlier\b))"
)
_ORDINAL_DAY = (
    r"(?:twenty|thirty)?[ -]?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
    r"|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth"
    r"|nineteenth|twentieth|thirtieth)"
)
_DAY_NUMBER = rf"(?:[0-3]?\d(?:st|nd|rd|th)?(?![\d%$€£,.:]\d|\d)|(?i:{_ORDINAL_DAY})\b)"
_LEAD = rf"(?:(?P<weekday>{WEEKDAY_NAME}),? )?"
_OF_YEAR = rf"(?:(?:,| of|) (?P<year>{YEAR_NUMBER})| (?P<which>this|last|next) year\b)?"
#: "12 Jul 89" as datelines and documents write it; "on 4 May 88 people" counts people.
_SHORT_YEAR = r" (?P<short>\d\d)(?=[.,;:)\]]| [-–]|\n|$)(?![.,]\d)"

ISO = r"\b\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?Z?)?\b"
SLASHED = r"(?<![\d/$.,-])\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)(?![\d/])"
MONTH_FIRST = (
    rf"\b{_LEAD}(?P<month>{MONTH_NAME}) (?:the )?(?P<day>{_DAY_NUMBER})"
    rf"(?P<to>(?: ?[-–] ?| to | and | or )[0-3]?\d(?:st|nd|rd|th)?(?![\d%,.:]*\d))?{_OF_YEAR}"
)
DAY_FIRST = (
    rf"\b{_LEAD}(?:(?i:the) )?(?P<day>(?<![$€£\d.,]){_DAY_NUMBER})"
    rf"(?P<to>(?: ?[-–] ?| to | and )[0-3]?\d(?:st|nd|rd|th)?)?"
    rf"(?: of)? (?P<month>{MONTH_NAME})(?:{_SHORT_YEAR}|{_OF_YEAR})"
)
_MERIDIEM = r"(?:[ap]\. ?m\.|[ap]\.?m\b|[AP]\.?M\b\.?|o['’]clock\b)"
_ZONE = r"(?: ?\(?(?:GMT|UTC|[ECMP][SD]?T|BST|CET|CEST|IST|local time)\b\)?)?"
_TIME_OF_DAY = (
    r"(?:\b(?:around|about|shortly after|shortly before|just after|just before|nearly) )?"
    rf"(?:(?<![\d:.$£€,])\b(?P<hour>[01]?\d|2[0-4])(?:[:.](?P<minute>[0-5]\d)(?::[0-5]\d)?)? ?"
    rf"(?P<meridiem>{_MERIDIEM})"
    r"|(?<![\d:.$£€,])\b(?P<hour24>[01]?\d|2[0-3]):"
    rf"(?: (?=[0-5]\d,? (?:on )?(?:{WEEKDAY_NAME}|GMT|UTC|BST|local time)))?"
    r"(?P<minute24>[0-5]\d)(?::[0-5]\d)?(?![\d:%])"
    r"|(?<![\d$£€,.])\b(?P<military>[0-2]\d[0-5]\d)(?= (?:GMT|UTC|hours\b|local time))"
    r"|\b(?P<word>(?i:noon|midnight))\b)"
    rf"{_ZONE}"
)
CLOCK = (
    rf"{_TIME_OF_DAY}(?:,? (?:on )?(?P<day>(?:{WEEKDAY_NAME},? )?(?:"
    rf"(?P<month>{MONTH_NAME}) (?P<number>[0-3]?\d)(?:st|nd|rd|th)?(?![\d:])"
    rf"(?:, (?P<year>{YEAR_NUMBER}))?"
    rf"|(?P<number_first>[0-3]?\d)(?:st|nd|rd|th)? (?P<month_last>{MONTH_NAME})"
    rf"(?: (?P<year_last>{YEAR_NUMBER}))?)"
    rf"|{WEEKDAY_NAME}|(?i:today|yesterday|tomorrow)\b))?"
)
#: "Monday at noon, Tuesday it was 40": the second day is another time. The Sun is a paper.
CLOCK_BEHIND_WEEKDAY = (
    r"\b(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
    rf"(?: {DAYPART})?,? at {_TIME_OF_DAY}"
)
WEEKDAY = (
    r"\b(?:(?P<every>(?i:each|every)) |(?:(?i:early|late|earlier|later|mid)[ -])?"
    r"(?:(?:the )?(?P<which>(?i:last|next|this coming|this past|this|previous)) )?)"
    rf"(?P<weekday>{WEEKDAY_NAME})(?P<plural>s\b(?![’']))?"
    rf"(?:[ -](?P<daypart>{DAYPART})(?P<plural_part>s)?\b)?"
)
_HOLIDAYS = _either([*names()["holidays"], *names()["feasts"]])
HOLIDAY = rf"\b(?:(?P<which>last|this|next) )?(?P<holiday>{_HOLIDAYS})\b"
RELATIVE_DAY = (
    r"(?i)\b(?:(?:early|late|earlier|later|mid-?(?:morning|afternoon)) )?"
    rf"(?:(?P<this>this|last|that|tomorrow|yesterday) (?P<daypart>{DAYPART})\b"
    r"|(?P<word>today|yesterday|tomorrow|tonight|overnight"
    r"|(?:the )?day (?:before yesterday|after tomorrow))\b)"
)
# The whole table is one pattern, in which a flag for all of it may not stand in the middle.
RELATIVE_DAY = RELATIVE_DAY.replace("(?i)", "(?i:", 1) + ")"


def read_iso(_: Reading, match: re.Match[str]) -> Found | None:
    """Read "2024-12-23"."""
    year, month, day = (int(part) for part in match.group()[:10].split("-"))
    found = safe_day(year, month, day)
    return _day(match, found) if found else None


def read_slashed(_: Reading, match: re.Match[str]) -> Found | None:
    """Read "12/23/2024", and the day first where the month could not be."""
    first, second, year = (int(part) for part in match.group().split("/"))
    if year < _TWO_DIGITS:
        year += 1900 if year > _PIVOT else 2000
    found = safe_day(year, first, second) or safe_day(year, second, first)
    return _day(match, found) if found else None


def _day(match: re.Match[str], day: date) -> Found:
    return Found(match.start(), match.end(), TimeKind.DATE, day_value(day))


def month_number(name: str) -> int:
    """Return the number of a month by its name or abbreviation."""
    return int(names()["months"][name.rstrip(".")])


def year_number(words: str) -> int:
    """Return the year that digits or words say: "1996", "’96", "nineteen ninety-six"."""
    if words.isdigit():
        return int(words)
    if words[:1] in {"’", "'"}:
        short = int(words[1:])
        return short + (1900 if short > _PIVOT - 40 else 2000)
    first, rest = find_numbers(words.split(maxsplit=1)[0] if " " in words else words), words
    century = int(first[0].value or 0) if first else 0
    tokens = find_numbers(rest.split(" ", 1)[1] if " " in rest else rest)
    return century * _TWO_DIGITS + int(tokens[0].value or 0)


def _short_year(match: re.Match[str]) -> str:
    short = match.groupdict().get("short")
    return f"’{short}" if short else ""


def read_month_day(reading: Reading, match: re.Match[str]) -> Found | None:
    """Read "December 23", "Monday, Dec. 23, 2024", "the 23rd of December"."""
    tokens = find_numbers(match["day"])
    if not tokens or tokens[0].value is None:
        return None
    month, number = month_number(match["month"]), int(tokens[0].value)
    told = match["year"] or _short_year(match)
    if told:
        day = safe_day(year_number(told), month, number)
        value = day_value(day) if day else None
    elif match["which"]:
        year = reading.published.year + {"last": -1, "this": 0, "next": 1}[match["which"]]
        day = safe_day(year, month, number)
        value = day_value(day) if day else None
    else:
        value = reading.month_day(month, number, match.start())
    if value is None:
        return None
    days = _until(value, match["to"])
    return Found(match.start(), match.end(), TimeKind.DATE, value, days=days)


def _until(value: str, to: str | None) -> tuple[date | None, date | None]:
    """Return both ends of "Dec. 18-22", nothing for a single day."""
    if not to:
        return None, None
    start = date.fromisoformat(value)
    number = int("".join(char for char in to if char.isdigit()))
    end = safe_day(start.year, start.month, number)
    return (start, end) if end and end >= start else (None, None)


def read_clock(reading: Reading, match: re.Match[str]) -> Found | None:
    """Read "7:15 p.m.", "noon Thursday", "0900 GMT"."""
    return _at(match, _clock_day(reading, match))


def read_clock_behind_weekday(reading: Reading, match: re.Match[str]) -> Found | None:
    """Read "Tuesday evening at 8 p.m."."""
    number = names()["weekdays"][match["weekday"]]
    return _at(match, reading.weekday(number, match.start(), ""))


def _at(match: re.Match[str], day: date | None) -> Found | None:
    hour, minute = _hour_and_minute(match)
    if hour > _MIDNIGHT or day is None:
        return None
    value = f"{day_value(day)}T{hour:02d}:{minute:02d}"
    return Found(match.start(), match.end(), TimeKind.TIME, value)


def _hour_and_minute(match: re.Match[str]) -> tuple[int, int]:
    if match["word"]:
        return (_NOON if match["word"].lower() == "noon" else _MIDNIGHT), 0
    if match["military"]:
        return int(match["military"][:2]), int(match["military"][2:])
    if match["hour24"]:
        return int(match["hour24"]), int(match["minute24"])
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if hour > _NOON:
        return hour, minute
    return hour % _NOON + (_NOON if match["meridiem"][0] in "pP" else 0), minute


def _clock_day(reading: Reading, match: re.Match[str]) -> date | None:
    word = match["day"]
    if not word:
        return reading.published
    name = match["month"] or match["month_last"]
    if name:
        month, number = month_number(name), int(match["number"] or match["number_first"])
        year = match["year"] or match["year_last"]
        if year:
            return safe_day(year_number(year), month, number)
        value = reading.month_day(month, number, match.start())
        return date.fromisoformat(value) if value else None
    low = word.lower()
    if low in _DAYS_FROM_NOW:
        return reading.published + timedelta(days=_DAYS_FROM_NOW[low])
    return reading.weekday(names()["weekdays"][word], match.start(), "")


def read_weekday(reading: Reading, match: re.Match[str]) -> Found | None:
    """Read "on Monday", "next Friday", "Tuesday night", "each Thursday"."""
    number = names()["weekdays"][match["weekday"]]
    part = names()["dayparts"][match["daypart"]] if match["daypart"] else ""
    if match["every"] or match["plural"] or match["plural_part"]:
        value = f"XXXX-WXX-{number}{part}"
        return Found(match.start(), match.end(), TimeKind.SET, value)
    if len(match["weekday"]) <= len("Thurs") and match["weekday"] in {"Sun", "Sat", "Mon", "Wed"}:
        return None
    which = (match["which"] or "").lower()
    value = day_value(reading.weekday(number, match.start(), which)) + part
    kind = TimeKind.TIME if part else TimeKind.DATE
    day = reading.weekday(number, match.start(), which)
    return Found(match.start(), match.end(), kind, value, days=(day, day))


def easter(year: int) -> date:
    """Return Easter Sunday of a year of the Gregorian calendar, by the anonymous algorithm."""
    golden, century, of_century = year % 19, year // 100, year % 100
    correction = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - century // 4 - correction + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - moon - of_century % 4) % 7
    shift = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def read_holiday(reading: Reading, match: re.Match[str]) -> Found | None:
    """Read "Christmas Eve", "New Year's Day", "Easter Monday"."""
    feast = names()["feasts"].get(match["holiday"])
    if feast is not None:
        days = [easter(reading.published.year + year) + timedelta(feast) for year in (-1, 0, 1)]
        nearest = reading.nearest(days, match.start())
        return Found(match.start(), match.end(), TimeKind.DATE, day_value(nearest))
    month, number = names()["holidays"][match["holiday"]]
    value = reading.month_day(month, number, match.start())
    return Found(match.start(), match.end(), TimeKind.DATE, value) if value else None


_DAYS_FROM_NOW = {
    "today": 0,
    "tonight": 0,
    "yesterday": -1,
    "overnight": 0,
    "tomorrow": 1,
    "this": 0,
    "that": 0,
    "day before yesterday": -2,
    "day after tomorrow": 2,
}


def read_relative_day(reading: Reading, match: re.Match[str]) -> Found | None:
    """Read "yesterday", "tonight", "this morning", "last night"."""
    part, named = "", None
    if match["daypart"]:
        word = match["this"].lower()
        part = names()["dayparts"][match["daypart"].lower()]
        back = -1 if word == "last" else _DAYS_FROM_NOW[word]
        # "Thieves broke in on 21 February. Two guards were on duty that night."
        named = reading.day if word == "that" else None
    else:
        word = match["word"].lower().removeprefix("the ")
        part = "TNI" if word in {"tonight", "overnight"} else ""
        back = _DAYS_FROM_NOW[word]
    day = named or moved_day(reading.published, back)
    if day is None:
        return None
    kind = TimeKind.TIME if part else TimeKind.DATE
    return Found(match.start(), match.end(), kind, day_value(day) + part, days=(day, day))
