"""Dates, times and durations, normalised to TIMEX3 against the report's own date.

A table of rules is tried at each word, the first that matches wins; each rule is a pattern and
a reader that turns the match into a value. The values follow TimeML: "2025-04", "2024-W51",
"P3M", "PRESENT_REF". What a text leaves open is settled as news English means it: a weekday or
a month is the last one not after the report's day, unless the sentence looks forward.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from claimtrack.engine.language.words import find_words
from claimtrack.engine.records import Span, TimeKind, TimeReference
from claimtrack.engine.temporal.calendar_values import days_of, names
from claimtrack.engine.temporal.date_reading import Reading
from claimtrack.engine.temporal.date_rules import RULES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from claimtrack.engine.temporal.date_reading import Found


#: So many letters tell a word that may begin a time; what is glued to it does not matter.
_HEAD = 4
_LETTERS = re.compile(rf"[A-Za-z]{{1,{_HEAD}}}")
_ORDINAL_ENDINGS = ("th", "first", "second", "third")
#: A word in a pattern, what is escaped aside.
_WORD_NAMED = re.compile(r"(?<!\\)[A-Za-z]{2,}")
_NOT_GLUED = re.compile(r"(?<!\w)")

#: Letters that a pattern takes for others where case is all one, and the tables do not.
_LETTERS_ALIKE = {"\u017f": "s", "\u0130": "I", "\u0131": "i", "\u212a": "K"}


class _Rule(NamedTuple):
    pattern: re.Pattern[str]
    read: Callable[[Reading, re.Match[str]], Found | None]


@cache
def _any_rule() -> re.Pattern[str]:
    """Return the patterns of all rules as one, to find a place and the rule that holds there."""
    named = re.compile(r"\(\?P<\w+>")
    parts = [f"(?P<{name}>{named.sub('(?:', pattern)})" for name, (pattern, _) in RULES.items()]
    return re.compile("|".join(parts))


@cache
def _rule(name: str) -> _Rule:
    """Return a rule, ready to read what it holds for; many texts need few of them."""
    pattern, read = RULES[name]
    return _Rule(re.compile(pattern), read)


def find_times(
    text: str, published: date, words: Sequence[tuple[str, int]] | None = None
) -> tuple[TimeReference, ...]:
    """Return the time expressions of ``text`` in order, none overlapping another.

    ``published`` is the day of the report, from which relative expressions are reckoned.
    ``words`` are those of the text; they are found where not given.
    """
    plain = text
    for letter, alike in _LETTERS_ALIKE.items():
        plain = plain.replace(letter, alike)
    reading = Reading(plain, published)
    found: list[TimeReference] = []
    at = 0
    for start in _openers(find_words(text) if words is None else words):
        if start < at or not _NOT_GLUED.match(plain, start):
            continue
        place = _any_rule().match(plain, start)
        rule = _rule(place.lastgroup or "") if place is not None else None
        match = rule.pattern.match(plain, start) if rule is not None else None
        time = rule.read(reading, match) if rule is not None and match is not None else None
        if time is not None:
            found.append(_reference(text, time))
            reading.note(time)
            at = time.end
    return tuple(found)


def _openers(words: Sequence[tuple[str, int]]) -> Iterator[int]:
    """Yield where a word stands that a time may begin with."""
    for index in [index for index, (form, _) in enumerate(words) if may_begin(form)]:
        form, start = words[index]
        behind = words[index + 1][0] if index + 1 < len(words) else ""
        if _is_enough(form) or _may_follow(behind):
            yield start


@lru_cache(maxsize=1 << 14)
def _is_enough(form: str) -> bool:
    """Tell a word that is a time by itself ("today"), and digits, from one that begins one."""
    return form.isdigit() or _any_rule().match(form) is not None


@lru_cache(maxsize=1 << 14)
def may_begin(word: str) -> bool:
    """Tell whether a time can begin with a digit or with letters: a cheap test before the rules."""
    low = word.lower()
    return word.isdigit() or low[:_HEAD] in _heads() or low.endswith(_ORDINAL_ENDINGS)


@lru_cache(maxsize=1 << 14)
def _may_follow(word: str) -> bool:
    """Tell whether a digit or letters stand in any rule, behind its first word or as it."""
    return may_begin(word) or word.lower()[:_HEAD] in _named()


@cache
def _named() -> frozenset[str]:
    """Return the first letters of all words that a rule names."""
    patterns = " ".join(pattern for pattern, _ in RULES.values())
    return frozenset(word[:_HEAD].lower() for word in _WORD_NAMED.findall(patterns))


@cache
def _heads() -> frozenset[str]:
    """Return the first letters of all words that a time can begin with."""
    table = names()
    tables = ("months", "weekdays", "holidays", "feasts", "seasons", "references")
    words = (*table["openers"]["words"], *(name for key in tables for name in table[key]))
    return frozenset(letters.group().lower() for word in words if (letters := _LETTERS.match(word)))


def _reference(text: str, time: Found) -> TimeReference:
    start, end = time.days
    if start is None and time.kind is TimeKind.DATE:
        start, end = days_of(time.value, time.part)
    elif start is None and time.kind is TimeKind.TIME:
        start, end = days_of(time.value.partition("T")[0])
    return TimeReference(Span.cut(text, time.start, time.end), time.kind, time.value, start, end)
