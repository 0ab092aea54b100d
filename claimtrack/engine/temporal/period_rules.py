"""Rules for months, quarters, seasons, years and longer, and for what is relative to them."""

from __future__ import annotations

import re
from datetime import date, timedelta

from claimtrack.engine.numeric.numbers import find_numbers
from claimtrack.engine.records import TimeKind
from claimtrack.engine.temporal.calendar_values import (
    month_value,
    moved_day,
    names,
    quarter_value,
    week_value,
)
from claimtrack.engine.temporal.date_reading import Found, Reading
from claimtrack.engine.temporal.day_rules import (
    MONTH_NAME,
    NAMED_YEAR,
    YEAR_NUMBER,
    month_number,
    year_number,
)

_LAST_QUARTER = 4
#: "The 31st century" is nobody's date.
_LAST_CENTURY = 30
#: "The thirties" and later are of the last century, the twenties of this one.
_OLD_DECADES = 3
_SATURDAY = 6
_EDGE = (
    r"(?:(?i:(?P<part>early|late|mid)[- ](?:in )?"
    r"|(?:the )?(?P<edge>end|beginning|start|middle|close) of |earlier (?:in )?|later (?:in )?"
    r"|sometime (?:in )?))?"
)
_PARTS = {
    "early": "early",
    "late": "late",
    "mid": "mid",
    "end": "late",
    "close": "late",
    "beginning": "early",
    "start": "early",
    "middle": "mid",
}
_LAST_OF, _MONTHS_OF = {"H": 2, "Q": 4}, {"H": 6, "Q": 3}
_WHICH = {"last": -1, "this": 0, "next": 1, "previous": -1, "past": -1, "prior": -1}
_BEFORE_MONTH = re.compile(
    r"\b(?:in|since|by|until|till|from|to|through|during|before|after|last|this|next|early|late"
    r"|each|every|of|mid|for|and|or|between|around|[ap]ast)[ -]$",
    re.IGNORECASE,
)

MONTH_YEAR = (
    rf"\b{_EDGE}(?P<month>{MONTH_NAME})(?:(?:,| of|) (?P<year>{YEAR_NUMBER})"
    r"| (?:of )?(?P<which>this|last|next) year\b)"
)
MONTH = (
    rf"\b{_EDGE}(?:(?P<which>(?i:last|this|next|each|every)) )?(?P<month>{MONTH_NAME})"
    r"(?![’']?[A-Za-z])"
)
_ORDINALS = "first|second|third|fourth|1st|2nd|3rd|4th"
_YEAR_OF_PART = rf"{YEAR_NUMBER}|{NAMED_YEAR}|(?:fiscal )?{YEAR_NUMBER}"
QUARTER = (
    r"(?i:(?:\bthe )?(?:\b(?P<year_before>year-ago|year-earlier|(?:comparable |corresponding )"
    rf"(?:year-ago |year-earlier )?)[ -]?)?(?:\b(?P<year_first>{YEAR_NUMBER}|this year[’']s"
    r"|last year[’']s|next year[’']s) )?(?:\b(?:fiscal|financial|fiscal-|fiscal year)[ -])?"
    rf"(?:\b(?P<number>{_ORDINALS}|(?:last|final)(?= (?:quarter|half) of (?:{_YEAR_OF_PART})))"
    r"[ -](?:fiscal )?(?P<what>quarter|half)\b(?!-)"
    r"|\bQ(?P<q>[1-4])\b)"
    rf"(?:(?: of|,|)(?: the year)? (?P<year>{_YEAR_OF_PART}))?)"
)
SEASON = (
    rf"\b{_EDGE}(?:the )?(?i:(?P<which>last|this|next|this past|this coming) )?"
    r"(?P<season>(?:early |late |mid-?)?(?i:spring|summer|autumn|fall|winter))"
    rf"(?: of| ,|) ?(?P<year>{YEAR_NUMBER})?(?![\w-])"
)
CENTURY = (
    r"(?i:\b(?:the )?(?:(?P<part>early|late|mid)[- ])?"
    r"(?P<number>\d{1,2}(?:st|nd|rd|th)|[a-z]+(?:th|first|second|third)|twenty-first)"
    r"[- ]century\b)"
)
DECADE = (
    r"\b(?:(?i:the) )?(?:(?i:(?P<part>early|late|mid)[- ](?:to[ -]late[ -]|to[ -]mid[ -])?))?"
    r"(?:(?P<digits>(?:1[5-9]|20)\d0)[’']?s|[’'](?P<short>\d0)s"
    r"|(?P<word>(?i:twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)))\b"
)
YEARS_QUARTER = rf"(?i:\b(?:the )?(?P<year>{YEAR_NUMBER}) (?:quarter|period)\b(?!-))"
YEAR_AGO = (
    r"(?i:\b(?:the |a )?(?:(?:comparable |corresponding |same )?"
    r"(?:year-ago|year-earlier|year ago|year earlier|prior-year|year-before)\b"
    r"(?: (?:quarter|period|month|week))?|(?:a|one) year (?:earlier|ago|before)(?: period)?)\b)"
)
_UNITS = r"day|week|weekend|month|quarter|period|year|decade|century"
DEICTIC = (
    r"(?i:\b(?:(?P<part>early|late|mid)[- ]|(?:by )?(?:the )?(?P<edge>end|beginning|start|middle"
    r"|close|rest|remainder|turn) of |(?:earlier|later) (?:in )?|sometime )?"
    r"(?P<which>(?:the |this |these )?(?:past|last|coming|following|previous|preceding|current|"
    r"latest|next|same|entire|whole|full)|this|that|the|all)"
    r" (?:fiscal |financial |calendar |full |latest )?"
    rf"(?P<unit>{_UNITS})\b(?![-’']\w{{2,}}| two thousand| (?:1[0-9]|20)\d\d\b"
    r"| of an? (?:hundred|thousand|million|billion|trillion)\b))"
)
YEAR = (
    r"(?:(?i:\b(?:(?P<part>early|late|mid)[- ]|(?:the )?(?P<edge>end|beginning|start|middle|close)"
    r" of |fiscal(?: year)? |the year |calendar )))?"
    rf"(?<![\d$€£¥.,/#-])\b(?P<year>{YEAR_NUMBER}|(?i:two thousand(?: and [a-z]+)?)\b)"
    r"(?:[-–/](?P<until>(?:19|20)?\d\d)(?!\d))?(?![%\w€£$]|[-–/]\d)"
)
REFERENCE = (
    rf"(?i:\b(?:{'|'.join(sorted(names()['references'], key=len, reverse=True))})\b"
    r"(?! [a-z]+ (?:days|weeks|months|years|hours))"
    r"(?! (?:days|weeks|months|years|decades|hours|weekend|week|month|year|quarter))(?!-))"
)


def _part(match: re.Match[str]) -> str:
    word = match["part"] or (match["edge"] if "edge" in match.re.groupindex else None)
    return _PARTS.get(word.lower(), "") if word else ""


def _date(match: re.Match[str], value: str, *, part: str = "") -> Found:
    return Found(match.start(), match.end(), TimeKind.DATE, value, part=part)


def read_month_year(reading: Reading, match: re.Match[str]) -> Found | None:
    """Read "March 1996", "early August 2020", "January this year"."""
    if match["year"]:
        year = year_number(match["year"])
    else:
        year = reading.published.year + _WHICH[match["which"]]
    return _date(match, month_value(year, month_number(match["month"])), part=_part(match))


def read_month(reading: Reading, match: re.Match[str]) -> Found | None:
    """Read "in April", "last August", "mid-November"; May and March only as dates."""
    name = match["month"].rstrip(".")
    which = (match["which"] or "").lower()
    number = month_number(name)
    if which in {"each", "every"}:
        return Found(match.start(), match.end(), TimeKind.SET, f"XXXX-{number:02d}")
    alone = match.start("month") == match.start()
    if alone and (name in {"May", "March"} or len(name) <= len("Sept")):
        before = _BEFORE_MONTH.search(reading.text, max(0, match.start() - 10), match.start())
        abbreviated = len(name) <= len("Sept") and name not in {"May", "June", "July"}
        if name in {"May", "March"} and before is None:
            return None
        if abbreviated and (before is None or not match["month"].endswith(".")):
            return None
    return _date(match, reading.month(number, match.start(), which), part=_part(match))


def read_quarter(reading: Reading, match: re.Match[str]) -> Found | None:
    """Read "the third quarter of 1990", "Q3 2024", "this year's first half"."""
    if match["q"]:
        number, code = int(match["q"]), "Q"
    else:
        code = "H" if match["what"].lower() == "half" else "Q"
        told = find_numbers(match["number"])
        number = int(told[0].value or 1) if told else _LAST_OF[code]
    given = match["year"] or match["year_first"] or ""
    if code == "H" and not given:
        return None
    year = reading.published.year
    digits = re.search(YEAR_NUMBER, given)
    if digits is not None:
        year = year_number(digits.group())
    elif given.lower() == "the year":
        middle = (number - 1) * _MONTHS_OF[code] + 1 + _MONTHS_OF[code] // 2
        year = reading.year_of_months(middle, match.start())
    elif given:
        year += _WHICH[given.split()[0].lower()]
    elif match["year_before"]:
        year -= 1
    elif (year, number) > (reading.published.year, (reading.published.month + 2) // 3):
        year -= 0 if reading.looks_ahead(match.start()) or number == _LAST_QUARTER else 1
    return _date(match, f"{year:04d}-{code}{number}")


def read_season(reading: Reading, match: re.Match[str]) -> Found | None:
    """Read "this summer", "last fall", "the winter of 1994"; "fall" only as a date."""
    word = match["season"].split()[-1].split("-")[-1].lower().removeprefix("mid")
    which = (match["which"] or "").lower().removeprefix("this ")
    code, first = names()["seasons"][word]
    if match["year"]:
        year = year_number(match["year"])
    elif which:
        year = reading.published.year
        if which in {"last", "past"} and reading.published.month < first + 3:
            year -= which == "last" or reading.published.month < first
        year += which == "next"
    else:
        definite = "the " in match.group().lower()
        if word in {"fall", "spring"} or not (definite or match["part"]):
            return None
        year = reading.published.year
    return _date(match, f"{year:04d}-{code}", part=_part(match))


def read_century(_: Reading, match: re.Match[str]) -> Found | None:
    """Read "the 20th century" as the hundred years that begin with 19."""
    tokens = find_numbers(match["number"])
    if not tokens or not tokens[0].value or tokens[0].value > _LAST_CENTURY:
        return None
    return _date(match, f"{int(tokens[0].value) - 1:02d}")


_DECADE_WORDS = [
    "twenties",
    "thirties",
    "forties",
    "fifties",
    "sixties",
    "seventies",
    "eighties",
    "nineties",
]


def read_decade(_: Reading, match: re.Match[str]) -> Found | None:
    """Read "the late 1970s", "the ’80s", "the nineties"."""
    if match["digits"]:
        return _date(match, match["digits"][:3], part=_part(match))
    if match["short"]:
        tens = int(match["short"][0])
    else:
        if not match.group().lower().startswith(("the ", "early", "late", "mid")):
            return None
        tens = _DECADE_WORDS.index(match["word"].lower()) + 2
    return _date(match, f"{'19' if tens >= _OLD_DECADES else '20'}{tens}", part=_part(match))


def read_year_ago(reading: Reading, match: re.Match[str]) -> Found | None:
    """Read "a year earlier" and "the year-ago quarter": the story's own period, a year before."""
    value = reading.year_before(1)
    return Found(match.start(), match.end(), TimeKind.DATE, value, compared=True)


def read_years_quarter(reading: Reading, match: re.Match[str]) -> Found | None:
    """Read "the 1988 quarter" and "the 1988 period": the story's quarter in that year."""
    year = year_number(match["year"])
    if not reading.quarter:
        return _date(match, str(year))
    value = f"{year:04d}{reading.quarter[4:]}"
    return Found(match.start(), match.end(), TimeKind.DATE, value, compared=True)


def read_deictic(reading: Reading, match: re.Match[str]) -> Found | None:
    """Read "last week", "this year", "the end of next month", "the quarter"."""
    which = match["which"].lower().removeprefix("the ").removeprefix("these ")
    unit = match["unit"].lower()
    rolling = which in {"past", "this past"} and unit in {"day", "week", "month", "year"}
    if rolling:
        return _rolling(reading, match, unit)
    if (
        which == "the"
        and unit in {"day", "period", "century", "decade", "month"}
        and not _part(match)
    ):
        return None
    if which in {"all", "whole", "entire", "same"} and unit != "year":
        return None
    step = {"last": -1, "previous": -1, "preceding": -1, "past": -1, "next": 1, "coming": 1}.get(
        which.removeprefix("this "), 0
    )
    if which in {"following", "that", "same"}:
        return _story_period(reading, match, unit, after=which == "following")
    value = _unit_value(reading, unit, step, current=which == "current")
    return _date(match, value, part=_part(match)) if value else None


def _rolling(reading: Reading, match: re.Match[str], unit: str) -> Found:
    """Return "the past week" as the length that ends on the report's day."""
    back = {"day": 1, "week": 7, "month": 30, "year": 365}[unit]
    start = moved_day(reading.published, -back)
    letter = names()["units"][unit][0]
    days = (start, reading.published)
    return Found(match.start(), match.end(), TimeKind.DURATION, f"P1{letter}", days=days)


def _story_period(
    reading: Reading, match: re.Match[str], unit: str, *, after: bool
) -> Found | None:
    """Return "that year" and "the following month" as reckoned from the story's last date."""
    period = reading.period
    if unit == "year" and period[:4].isdigit():
        return _date(match, str(int(period[:4]) + after))
    if unit == "month" and re.fullmatch(r"\d{4}-\d\d(?:-.*)?", period):
        return _date(match, month_value(int(period[:4]), int(period[5:7]) + after))
    if unit == "quarter" and reading.quarter and not after:
        return _date(match, reading.quarter)
    if unit == "day":
        return None
    value = _unit_value(reading, unit, int(after))
    return _date(match, value) if value else None


def _unit_value(  # noqa: PLR0911  # one way out for each unit
    reading: Reading, unit: str, step: int, *, current: bool = False
) -> str:
    """Return the value of the day, week, … that lies ``step`` units from the report's own.

    A quarter is the one that the story reports on, unless it is called ``current``.
    """
    day: date = reading.published
    match unit:
        case "day":
            return (day + timedelta(days=step)).isoformat()
        case "week":
            return week_value(day + timedelta(days=7 * step))
        case "weekend":
            back = 7 if step == 0 and day.isoweekday() < _SATURDAY else 0
            return week_value(day + timedelta(days=7 * step - back)) + "-WE"
        case "month":
            return month_value(day.year, day.month + step)
        case "quarter" | "period":
            if reading.quarter and step <= 0 and not current:
                return reading.quarter
            return quarter_value(day.year, (day.month + 2) // 3 + step - (unit == "period"))
        case "year":
            return str(day.year + step)
        case "decade":
            return str(day.year // 10 + step)
        case _:
            return str(day.year // 100 + step)


def read_year(reading: Reading, match: re.Match[str]) -> Found | None:
    """Read "in 2019", "early 1990", "2014-15"; a numeral that counts something is none."""
    words = match["year"].lower()
    if words.startswith("two thousand"):
        if not match.group().lower().startswith("the year"):
            return None
        return _date(match, "2000")
    year = year_number(match["year"])
    alone = match.start("year") == match.start()
    if alone and match["year"].isdigit() and not _is_year(reading.text, match, year):
        return None
    until = match["until"]
    if until:
        end = int(until) if len(until) > len("25") else year // 100 * 100 + int(until)
        if end <= year:
            return None
        first, last = _year_days(year, end)
        return Found(match.start(), match.end(), TimeKind.DATE, str(year), days=(first, last))
    return _date(match, str(year), part=_part(match))


def _year_days(year: int, end: int) -> tuple[date, date]:
    return date(year, 1, 1), date(end, 12, 31)


#: "1970 young men", and not "1970 after eight years".
_COUNT_AFTER = re.compile(
    r"[ -](?:(?!(?:after|before|for|in|at|with|when|while|but|as|by|from|over|within|until)\b)"
    r"[a-z]+ ){0,2}?(?:people|men|women|children|troops|soldiers|workers|miles?|kilomet\w+"
    r"|metres|meters|feet|tonnes?|tons|pounds|dollars|euros|percent|per cent|points|years|days|"
    r"hours|minutes|rpm|km|kg|mg|calories|hires|jobs|employees|homes|houses|votes|seats|units|"
    r"residents|patients|students|police|officers|million|billion|thousand)\b"
)
_BEFORE_FAR_YEAR = re.compile(r"\b(?:in|since|of|from|until|by|year) $")
#: "He died in 1227 and", "In 1596 the king", "in 1066 and 1087" tell years, "in 1227 homes", "in
#: 1227 of" and "in 1200 to 1300" do not; behind others than "in" it may be an hour, too.
_BEFORE_OLD_YEAR = re.compile(
    r"\b(?:[Ii]n|[Ii]n 1\d{3} and"
    r"|(?:dat(?:e[sd]?|ing)|go(?:es|ing)?|went|reach(?:es|ed|ing)?|stretch(?:es|ed|ing)?) back to"
    r"|dat(?:e[sd]?|ing) (?:to|from)) (?:at least |about |around )?$"
)
_NO_COUNT = re.compile(
    r"$|[.;:)]|,(?! ?\d)| (?:after|an?|and|as|at|before|but|by|during|for|he|her|his|into|it|its|on"
    r"|she|that|the|their|there|they|this|under|when|where|which|while|who|with|[A-Z]\w*)\b"
)
#: "Soon after 1750, the town" and "before 1850 and": not "after 1750 passengers boarded".
_BEFORE_EVENT = re.compile(r"\b(?:[Bb]efore|[Aa]fter|[Ff]ollowing) $")
_NO_SENTENCE = re.compile(r"$|[.;:)]|,(?! ?\d)| (?:and|but|when)\b")
_BEFORE_REACH = 32
#: From here on a number behind "in" is a year wherever nothing says what it counts.
_PRINTED = 1500


def _is_year(text: str, match: re.Match[str], year: int) -> bool:
    """Tell whether a numeral of four digits is a year: by its words around, and by its size."""
    if not 1000 <= year <= 2100:  # noqa: PLR2004  # the years that news speaks of
        return False
    if _COUNT_AFTER.match(text, match.end()):
        return False
    if (
        text[match.end() : match.end() + 1] == ","
        and text[match.end() + 1 : match.end() + 2].isdigit()
    ):
        return False
    likely = 1900 <= year <= 2060  # noqa: PLR2004  # the years that news speaks of
    return likely or _is_far_year(text, match, year)


def _is_far_year(text: str, match: re.Match[str], year: int) -> bool:
    """Tell whether a numeral that may well count something is a year of long ago."""
    before = text[max(0, match.start() - _BEFORE_REACH) : match.start()]
    printed = year >= _PRINTED
    if printed and _BEFORE_FAR_YEAR.search(before):
        return True
    if _BEFORE_OLD_YEAR.search(before):
        return _NO_COUNT.match(text, match.end()) is not None
    told = printed and _BEFORE_EVENT.search(before)
    return bool(told) and _NO_SENTENCE.match(text, match.end()) is not None


def read_reference(_reading: Reading, match: re.Match[str]) -> Found | None:
    """Read "now", "recently", "the future": times without a date."""
    return _date(match, names()["references"][match.group().lower()])
