"""Two short passages as a whole, and whether both can be true of one event.

Inside the product two figures are compared only after the gate has found that they are about
the same thing. Here two passages are presumed to tell of one event, and the question is whether
what they say of it can both hold: the same predicate with another figure, day or age, a denial,
or an opposite. Every step looks first at how much of the shorter passage stands in the other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from claimtrack.engine.comparison.intervals import Bounds, bounds_of
from claimtrack.engine.comparison.wording import has_figure, negated, stem
from claimtrack.engine.extract import extract
from claimtrack.engine.language.syntax import load
from claimtrack.engine.language.text import split_sentences
from claimtrack.engine.lexicon import load_table
from claimtrack.engine.policy import DEFAULT_POLICY
from claimtrack.engine.taxonomy.measure_tree import measure_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from datetime import date

    from claimtrack.engine.language.syntax import Syntax, Token
    from claimtrack.engine.records import Span

_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ"})
_IDLE = frozenset({"be", "have", "do", "say", "tell", "report", "make", "take", "other", "such"})
_NAME_WEIGHT, _NOUN_WEIGHT, _WORD_WEIGHT = 1.5, 1.0, 0.7
_LIKE = 5
_NEAR = 90
_COVERED = 0.6
#: What a difference is worth, where the rest of the passages is the same. Two days are often
#: those of two events, and a negation of one word often stands in another clause.
_SAME_MEASURE, _OF_DAYS, _OF_OPPOSITES, _OF_DENIALS, _OF_NOTHING = 0.2, 0.7, 0.7, 0.55, 0.2
_CONFLICT = 0.5
_DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


class Stance(StrEnum):
    """What two passages are to each other."""

    CONFLICT = "conflict"
    AGREE = "agree"
    UNRELATED = "unrelated"


@dataclass(frozen=True, slots=True)
class PassageComparison:
    """What two passages are to each other, how sure it is of a conflict (0 to 1), and why."""

    stance: Stance
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class _Value:
    """A figure or a day with the words around it: ``kind`` tells what may stand against it."""

    kind: str
    text: str
    bounds: Bounds | None
    day: str
    measure: str
    around: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class _Passage:
    text: str
    words: Mapping[str, float]
    values: tuple[_Value, ...]
    denied: frozenset[str]


def compare_passages(a: str, b: str, *, published: date) -> PassageComparison:
    """Compare two passages of one or a few sentences; the order of the two does not matter.

    ``published`` is the day from which relative dates are reckoned.
    """
    one, two = sorted((_read(a, published), _read(b, published)), key=_length)
    covered = _covered(one.words, two.words)
    found = max(
        (
            *_figures(one, two, covered),
            *_opposites(one, two, covered),
            *_denials(one, two, covered),
            (covered * _OF_NOTHING, ""),
        ),
        key=lambda each: each[0],
    )
    score, reason = found
    if reason and score >= _CONFLICT:
        return PassageComparison(Stance.CONFLICT, score, reason)
    if covered >= _COVERED:
        return PassageComparison(Stance.AGREE, score, "The words of the shorter stand in both.")
    return PassageComparison(Stance.UNRELATED, score, "Too little of the shorter stands in both.")


def _length(passage: _Passage) -> tuple[float, str]:
    return sum(passage.words.values()), passage.text


# reading


@cache
def _syntax() -> Syntax:
    return load()


def _read(text: str, published: date) -> _Passage:
    sentences = _syntax().parse(text, split_sentences(text))
    tokens = [token for sentence in sentences for token in sentence.tokens]
    denied = frozenset(
        stem(sentence.tokens[token.head].lemma.casefold())
        for sentence in sentences
        for token in sentence.tokens
        if negated(token.text) and sentence.tokens[token.head].upos in _CONTENT
    )
    return _Passage(text, _words(tokens), tuple(_values(text, tokens, published)), denied)


def _words(tokens: Collection[Token]) -> dict[str, float]:
    """Return the content words of some tokens, each with its weight."""
    found: dict[str, float] = {}
    for token in tokens:
        word = stem(token.lemma.casefold())
        if token.upos in _CONTENT and word not in _IDLE and not word[0].isdigit():
            weight = {"PROPN": _NAME_WEIGHT, "NOUN": _NOUN_WEIGHT}.get(token.upos, _WORD_WEIGHT)
            found[word] = max(weight, found.get(word, 0.0))
    return found


def _values(text: str, tokens: Collection[Token], published: date) -> Iterator[_Value]:
    extraction = extract(text, published=published, headline_end=0)
    claims = {each.span: each for each in extraction.claims if each.quantity is not None}
    for time in extraction.times:
        if _DAY.fullmatch(time.value) and has_figure(time.span.exact):
            around = _around(tokens, time.span.start, time.span.end)
            yield _Value("day", time.span.exact, None, time.value, "", around)
    days = [each.span for each in extraction.times if _DAY.fullmatch(each.value)]
    for number in extraction.numbers:
        if any(day.start <= number.span.start < day.end for day in days):
            continue
        around = _around(tokens, number.span.start, number.span.end)
        claim = claims.get(number.claim) if number.claim is not None else None
        quantity = claim.quantity if claim is not None else None
        value = _plain(number.span.exact)
        if claim is not None and quantity is not None and _at(quantity.span, number.span):
            yield _Value(
                f"{quantity.dimension} {quantity.unit if quantity.dimension != 'count' else ''}",
                quantity.span.exact,
                bounds_of(quantity, DEFAULT_POLICY),
                "",
                claim.measure.key if measure_of(claim.measure.key).listed else "",
                around,
            )
        elif value is not None and number.reason == "age":
            yield _Value("age", number.span.exact, Bounds(value, value), "", "", around)


def _at(quantity: Span, number: Span) -> bool:
    return quantity.start <= number.start < quantity.end


def _plain(text: str) -> Decimal | None:
    try:
        return Decimal(text.replace(",", ""))
    except InvalidOperation:
        return None


def _around(tokens: Collection[Token], start: int, end: int) -> dict[str, float]:
    """Return the content words near a value; the nearer, the heavier."""
    near = [
        token
        for token in tokens
        if token.end > start - _NEAR
        and token.start < end + _NEAR
        and not (start <= token.start < end)
    ]
    return _words(near)


# comparing


def _covered(part: Mapping[str, float], whole: Mapping[str, float]) -> float:
    """Return how much of the weight of ``part`` stands in ``whole``."""
    total = sum(part.values())
    if not total:
        return 0.0
    return sum(weight * _stands(word, whole) for word, weight in part.items()) / total


def _stands(word: str, others: Collection[str]) -> float:
    if word in others:
        return 1.0
    groups = _groups().get(word, frozenset())
    if any(groups & _groups().get(other, frozenset()) for other in others):
        return 0.9
    if len(word) > _LIKE and any(other[:_LIKE] == word[:_LIKE] for other in others):
        return 0.8
    return 0.0


@cache
def _groups() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, row in enumerate(load_table("opposites")["same"]):
        for word in row.split():
            found.setdefault(word, set()).add(number)
    return {word: frozenset(rows) for word, rows in found.items()}


def _figures(one: _Passage, two: _Passage, covered: float) -> Iterator[tuple[float, str]]:
    """Yield a figure or day of the shorter passage that stands against one of the longer."""
    for value in one.values:
        rivals = [other for other in two.values if other.kind == value.kind]
        if any(not _excludes(value, other) for other in rivals):
            continue
        if value.day and value.day in two.text:
            continue
        for rival in rivals:
            alike = _covered(value.around, rival.around)
            same = value.measure and value.measure == rival.measure
            score = covered * alike * (_OF_DAYS if value.day else 1.0)
            if same:
                score = max(score, _SAME_MEASURE + 0.8 * max(covered, alike))
            yield score, f"“{value.text}” against “{rival.text}”"


def _excludes(value: _Value, other: _Value) -> bool:
    if value.bounds is not None and other.bounds is not None:
        return value.bounds.excludes(other.bounds)
    short, long = sorted((value.day, other.day), key=len)
    return not long.startswith(short)


def _opposites(one: _Passage, two: _Passage, covered: float) -> Iterator[tuple[float, str]]:
    for word in one.words:
        if _stands(word, two.words) == 1.0:
            continue
        for other in _opposite().get(word, ()):
            if other in two.words and other not in one.words:
                yield covered * _OF_OPPOSITES, f"“{word}” against “{other}”"


@cache
def _opposite() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in load_table("opposites")["opposite"]:
        word, other = row.split()
        found.setdefault(word, set()).add(other)
        found.setdefault(other, set()).add(word)
    return {word: frozenset(others) for word, others in found.items()}


def _denials(one: _Passage, two: _Passage, covered: float) -> Iterator[tuple[float, str]]:
    for word in one.denied ^ two.denied:
        if word in one.words and word in two.words:
            yield covered * _OF_DENIALS, f"“{word}” is denied by one of them"
