"""Figures told beside another one, which two sentences may have in common.

"Killing 10 people and injuring 80" and "ten people are killed and about 50 hurt" tell of one
earthquake: the ten say so, though neither sentence names it.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from claimtrack.engine.comparison.intervals import nominal
from claimtrack.engine.comparison.wording import (
    calendar_words,
    month_names,
    stem,
    subject_words,
)
from claimtrack.engine.numeric.numerals import number_words
from claimtrack.engine.remembered import remembered
from claimtrack.engine.taxonomy.fit import Fit
from claimtrack.engine.taxonomy.population_tree import PERSON, is_person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimtrack.engine.comparison.scope import Pair, Side

_AGE = re.compile(r"\b(\d{1,3})[- ]years?[- ]old\b|(?<=, )(\d{2})(?=,)")
#: "Savings of 310 million", "€310m".
_SUM = re.compile(
    r"(?<![\d.,])(\d[\d,]*(?:\.\d+)?) ?(?:(m|mn|million)|(bn|billion)|(?:tn|trillion))\b",
    re.IGNORECASE,
)
_DEAD = frozenset({"dead", "killed", "died", "deaths", "lives", "fatalities"})
#: What such a word counts is no more the one event's than any other's.
_OF_ANY = frozenset(
    {
        "percent", "per", "minute", "hour", "day", "week", "month", "year", "decade", "time",
        "million", "billion", "thousand", "hundred", "and", "the", "for", "from", "point",
    }
)  # fmt: skip
_SOME_WORDS = 2
#: How many characters from a figure others are looked for: a sentence may be a whole file.
_REACH = 400
_AGED = "age"


class _Companion(NamedTuple):
    value: str
    noun: str


def one_companion(pair: Pair) -> bool:
    """Tell whether two reports tell one measure beside one and the same other figure.

    A small figure ties only sentences that have some words in common as well.
    """
    shared = _shared(pair)
    if len(shared) > 1 or any(len(each.value) > 1 for each in shared):
        return True
    return bool(shared) and len(_subject(pair)) >= _SOME_WORDS


def one_aged(pair: Pair) -> bool:
    """Tell whether both tell of somebody of one age to whom one thing happened.

    "Dan Raill, 36, died on Friday after falling from a ridge" and "a 36-year-old man died on Friday
    after falling from a ridge".
    """
    return any(each.noun == _AGED for each in _shared(pair)) and len(_subject(pair)) >= _SOME_WORDS


def tells_both(side: Side, other: Side) -> bool:
    """Tell whether a sentence gives the other figure as well: then it knows both."""
    size = abs(nominal(other.quantity))
    told = f"{size:f}"
    return any(each.value == told for each in _companions(side))


def is_addend(side: Side, other: Side) -> bool:
    """Tell whether a figure makes the other one together with what stands beside it.

    "Twelve Somalis and eleven Yemenis" beside "23 men".
    """
    rest = abs(nominal(other.quantity)) - abs(nominal(side.quantity))
    beside = [Decimal(each.value) for each in _companions(side) if each.value.isdigit()]
    return rest > 0 and rest in {*beside, sum(beside)}


def _shared(pair: Pair) -> frozenset[_Companion]:
    if pair.same_report or pair.measure is not Fit.SAME or not pair.a.measure.listed:
        return frozenset()
    return _companions(pair.a) & _companions(pair.b)


def _subject(pair: Pair) -> frozenset[str]:
    """Return the words common to both but for those that name what is counted, and days."""
    first, second = (side.assertion.claim.sentence.exact for side in pair.sides)
    counted = {each.noun for side in pair.sides for each in _companions(side)}
    shared = subject_words(first) & subject_words(second)
    return shared - counted - _OF_ANY - calendar_words(first) - calendar_words(second)


@remembered(8192)
def _companions(side: Side) -> frozenset[_Companion]:
    """Return the other figures of a sentence with what they count."""
    claim = side.assertion.claim
    start = side.quantity.number.start - claim.sentence.start
    end = side.quantity.number.end - claim.sentence.start
    sentence = claim.sentence.exact
    if start < 0:
        return _counted(sentence[:_REACH])
    return _counted(f"{sentence[max(0, start - _REACH) : start]};{sentence[end : end + _REACH]}")


@lru_cache(maxsize=8192)
def _counted(text: str) -> frozenset[_Companion]:
    ages = (_Companion(age[0] or age[1], _AGED) for age in _AGE.findall(text))
    sums = (
        _Companion(f"{number} {'million' if m else 'billion' if bn else 'trillion'}", "sum")
        for number, m, bn in _SUM.findall(text)
    )
    return frozenset((*ages, *sums, *_counts(text)))


def _counts(text: str) -> Iterator[_Companion]:
    for number, noun, killed in _count_pattern().findall(_AGE.sub(";", text)):
        counted = _noun(noun) if noun else PERSON
        if counted:
            told = (number or killed).casefold()
            value = _value(told)
            yield _Companion(value, counted)


def _value(told: str) -> str:
    """Return a number in digits or words as digits ("twenty-three" is 23)."""
    atoms = number_words().atoms
    if told[0].isdigit():
        return told.replace(",", "")
    return str(sum(int(atoms[word][1]) for word in told.split("-")))


@cache
def _count_pattern() -> re.Pattern[str]:
    """Return what finds "ten people" and "killing 10"."""
    atoms = number_words().atoms.items()
    small = "|".join(word for word, (kind, _) in atoms if kind in {"units", "teens", "tens"})
    tens = "|".join(word for word, (kind, _) in atoms if kind == "tens")
    units = "|".join(word for word, (kind, _) in atoms if kind == "units")
    number = rf"\d[\d,]*\d|\d|(?:{tens})-(?:{units})|{small}"
    return re.compile(
        rf"\b({number}) (?:(?:other|more|further) )?([a-z]{{3,}})|\bkill(?:ed|ing|s) ({number})\b",
        re.IGNORECASE,
    )


def _noun(word: str) -> str:
    """Return what a word counts, one word for all people; nothing where it counts no thing."""
    told = stem(word.casefold())
    if told in _OF_ANY or told in month_names():
        return ""
    people = word.casefold() in _DEAD or is_person(told) or is_person(word)
    return PERSON if people else told
