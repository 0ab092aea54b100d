"""Dates, times and durations, normalised to TIMEX3 against the report's own date.

A table of rules is tried at each word, the first that matches wins; each rule is a pattern and
a reader that turns the match into a value. The values follow TimeML: "2025-04", "2024-W51",
"P3M", "PRESENT_REF". What a text leaves open is settled as news English means it: a weekday or
a month is the last one not after the report's day, unless the sentence looks forward.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from claimtrack.engine.records import Span, TimeKind, TimeReference
from claimtrack.engine.temporal.calendar_values import days_of
from claimtrack.engine.temporal.date_reading import Reading
from claimtrack.engine.temporal.date_rules import RULES

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from claimtrack.engine.temporal.date_reading import Found


class _Rule(NamedTuple):
    pattern: re.Pattern[str]
    read: Callable[[Reading, re.Match[str]], Found | None]


@cache
def _rules() -> tuple[re.Pattern[str], dict[str, _Rule]]:
    """Return all patterns as one, to find a place, and each alone, to read it."""
    named = re.compile(r"\(\?P<\w+>")
    parts = [f"(?P<{name}>{named.sub('(?:', pattern)})" for name, (pattern, _) in RULES.items()]
    single = {name: _Rule(re.compile(pattern), read) for name, (pattern, read) in RULES.items()}
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})"), single


def find_times(text: str, published: date) -> tuple[TimeReference, ...]:
    """Return the time expressions of ``text`` in order, none overlapping another.

    ``published`` is the day of the report, from which relative expressions are reckoned.
    """
    whole, rules = _rules()
    reading = Reading(text, published)
    found: list[TimeReference] = []
    at = 0
    while (place := whole.search(text, at)) is not None:
        rule = rules[place.lastgroup or ""]
        match = rule.pattern.match(text, place.start())
        time = rule.read(reading, match) if match is not None else None
        if time is None:
            at = _next_word(text, place.start())
            continue
        found.append(_reference(text, time))
        reading.note(time)
        at = max(time.end, place.start() + 1)
    return tuple(found)


_WORD_END = re.compile(r"\w+|\W")


def _next_word(text: str, at: int) -> int:
    """Return where the search goes on after a match that was no time."""
    found = _WORD_END.match(text, at)
    return found.end() if found else at + 1


def _reference(text: str, time: Found) -> TimeReference:
    start, end = time.days
    if start is None and time.kind is TimeKind.DATE:
        start, end = days_of(time.value, time.part)
    elif start is None and time.kind is TimeKind.TIME:
        start, end = days_of(time.value.partition("T")[0])
    return TimeReference(Span.cut(text, time.start, time.end), time.kind, time.value, start, end)
