"""A passage as its clauses: the words, what is said to happen, and the figures and days in each.

A clause is what hangs on one finite or dependent predicate. Where in a passage a word stands
matters when two are aligned: in the clause of a figure, in its sentence, or elsewhere.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from claimtrack.engine.comparison.intervals import Bounds, bounds_of
from claimtrack.engine.comparison.wording import has_figure, negated
from claimtrack.engine.extract import extract
from claimtrack.engine.language.syntax import load
from claimtrack.engine.language.text import split_sentences
from claimtrack.engine.lexicon import load_table
from claimtrack.engine.passages.likeness import key, listed
from claimtrack.engine.policy import DEFAULT_POLICY
from claimtrack.engine.taxonomy.measure_tree import measure_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from claimtrack.engine.language.syntax import ParsedSentence, Syntax, Token
    from claimtrack.engine.records import ExtractedClaim, NumberMention, Span

_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ"})
_IDLE = frozenset(
    {"be", "have", "do", "say", "tell", "report", "make", "take", "other", "such", "mr", "mrs"}
)
#: What a word of each kind is worth when two passages are held against each other.
NAME_WEIGHT, _NOUN_WEIGHT, _WORD_WEIGHT = 1.5, 1.0, 0.7
_OPENS = frozenset({"root", "advcl", "acl", "acl:relcl", "ccomp", "parataxis", "csubj"})
_POSSIBLE = frozenset({"can", "could", "may", "might", "would", "should", "must", "ought"})
_GOVERNED = frozenset({"xcomp", "ccomp", "obj"})
_NEGATING = frozenset({"advmod", "det", "aux", "cc"})
#: "Marn, 71," and "Marn is 71." tell an age.
_AGED, _ALONE = re.compile(r"[A-Z][\w’'-]+(?:,| is| was) $"), re.compile(r"$|[.,;)]")
_NAME_REACH = 40
#: "Ilse Marn (3 May 1911 – 2 June 1990)" tells when somebody was born and died.
_LIFE = re.compile(
    r"\([^()\d]{0,12}?(?P<born>[^()–—-]{0,24}\d{4})\s?[-–—]\s?(?P<died>[^()]{0,24}\d{4})\)"
)
_LIFE_EVENTS = {"born": "bear", "died": "die"}
_YEAR = re.compile(r"\d{4}")
_DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


class Force(StrEnum):
    """Whether a predicate is said to hold, said not to hold, or left open."""

    HOLDS = "holds"
    DENIED = "denied"
    OPEN = "left open"


class Predicate(NamedTuple):
    """Something that is said to happen or to be, with the clause it stands in."""

    word: str
    force: Force
    clause: int


@dataclass(frozen=True, slots=True)
class Value:
    """A figure, an age or a day: ``kind`` tells what may stand against it.

    ``start`` is its place in the passage, ``clause`` the number of the clause it stands in,
    ``counted`` the stem of what is counted, ``measure`` the key of a listed measure; both
    may be empty. ``part`` tells that others of the text add up with it, or include it. A day is
    an ISO prefix: "1911-05" holds every day of that May, and the last year of "1900-1946" is
    read from its words. A weekday tells two days apart, and is no claim.
    """

    kind: str
    text: str
    start: int
    clause: int
    bounds: Bounds | None = None
    day: str = ""
    counted: str = ""
    measure: str = ""
    part: bool = False

    def excludes(self, other: Value) -> bool:
        """Tell whether the two cannot both be the figure or the day of one thing."""
        if self.bounds is not None and other.bounds is not None:
            return self.bounds.excludes(other.bounds)
        short, long = sorted((self, other), key=lambda value: len(value.day))
        return not long.day.startswith(short.day) and not (
            _YEAR.fullmatch(short.day) and short.day in long.text
        )


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage as it is compared.

    ``words`` are the content words of all, with their weights; ``clauses`` those of each clause
    and ``sentences`` those of the sentence that each clause stands in.
    """

    text: str
    words: Mapping[str, float]
    clauses: Sequence[Mapping[str, float]]
    sentences: Sequence[Mapping[str, float]]
    predicates: Sequence[Predicate]
    values: Sequence[Value]

    @property
    def weight(self) -> float:
        """The weight of all its words."""
        return sum(self.words.values())


def read(text: str, published: date) -> Passage:
    """Read a passage; relative days are reckoned from ``published``."""
    parsed = _syntax().parse(text, split_sentences(text))
    clauses: list[dict[str, float]] = []
    sentences: list[dict[str, float]] = []
    predicates: list[Predicate] = []
    places: list[tuple[int, int]] = []
    for sentence in parsed:
        heads = _clause_heads(sentence)
        numbers = {head: len(clauses) + row for row, head in enumerate(dict.fromkeys(heads))}
        members = [numbers[head] for head in heads]
        inside: dict[int, list[Token]] = {}
        for token, member in zip(sentence.tokens, members, strict=True):
            inside.setdefault(member, []).append(token)
        clauses.extend(_words(inside[number]) for number in numbers.values())
        sentences.extend([_words(sentence.tokens)] * len(numbers))
        predicates.extend(_predicates(sentence, members))
        places.extend(zip((token.end for token in sentence.tokens), members, strict=True))
    values = [*_values(text, places, published)]
    for life, value in list(_lives(text, values, clauses)):
        clauses.append(life)
        sentences.append(sentences[value.clause])
        values[values.index(value)] = replace(value, clause=len(clauses) - 1)
    words: dict[str, float] = {}
    for clause in clauses:
        words |= {word: max(weight, words.get(word, 0)) for word, weight in clause.items()}
    return Passage(text, words, clauses, sentences, predicates, values)


@cache
def _syntax() -> Syntax:
    return load()


@cache
def _idle() -> frozenset[str]:
    """Words that tell no passage from another; days are compared as values."""
    return _IDLE | frozenset(map(key, load_table("wording")["calendar"].split()))


def _words(tokens: Iterable[Token]) -> dict[str, float]:
    """Return the content words of some tokens, each with its weight."""
    found: dict[str, float] = {}
    for token in tokens:
        word = key(token.lemma)
        if token.upos in _CONTENT and word not in _idle() and word[0].isalpha():
            weight = {"PROPN": NAME_WEIGHT, "NOUN": _NOUN_WEIGHT}.get(token.upos, _WORD_WEIGHT)
            found[word] = max(weight, found.get(word, 0.0))
    return found


def _clause_heads(sentence: ParsedSentence) -> list[int]:
    """Return for each token the head of its clause."""
    heads: dict[int, int] = {}
    for index in range(len(sentence.tokens)):
        path = []
        at = index
        while at not in heads and not _opens(sentence, at):
            path.append(at)
            at = sentence.tokens[at].head
        head = heads.get(at, at)
        heads |= dict.fromkeys((*path, at), head)
    return [heads[index] for index in range(len(sentence.tokens))]


def _opens(sentence: ParsedSentence, index: int) -> bool:
    token = sentence.tokens[index]
    return (
        token.dep in _OPENS
        or token.head == index
        or (token.dep == "conj" and token.upos in {"VERB", "AUX"})
    )


# predicates


def _predicates(sentence: ParsedSentence, members: Sequence[int]) -> Iterator[Predicate]:
    for index, token in enumerate(sentence.tokens):
        word = key(token.lemma)
        if token.upos in _CONTENT and word not in _IDLE:
            yield Predicate(word, _force(sentence, index), members[index])


def _force(sentence: ParsedSentence, index: int) -> Force:
    """Return whether a word is said to hold, by what hangs on it and what it hangs on."""
    own = _own_force(sentence, index)
    if own is not Force.HOLDS:
        return own
    token = sentence.tokens[index]
    if token.head == index or token.dep not in _GOVERNED:
        return Force.HOLDS
    governor = key(sentence.tokens[token.head].lemma)
    if token.dep == "xcomp" and _own_force(sentence, token.head) is Force.DENIED:
        return Force.DENIED
    if governor in listed("failing"):
        return Force.DENIED
    return Force.OPEN if token.dep in {"xcomp", "ccomp"} and governor in listed("open") else own


def _own_force(sentence: ParsedSentence, index: int) -> Force:
    below = [sentence.tokens[child] for child in sentence.children(index)]
    if any(child.dep in _NEGATING and negated(child.text) for child in below):
        return Force.DENIED
    possible = any(child.upos == "AUX" and child.lemma in _POSSIBLE for child in below)
    condition = any(child.dep == "mark" and child.lemma in {"if", "unless"} for child in below)
    return Force.OPEN if possible or condition else Force.HOLDS


# values


def _values(text: str, places: Sequence[tuple[int, int]], published: date) -> Iterator[Value]:
    extraction = extract(text, published=published, headline_end=0)
    claims = {each.span: each for each in extraction.claims if each.quantity is not None}
    days = [each for each in extraction.times if _DAY.fullmatch(each.value)]
    for time in days:
        clause = _clause_at(places, time.span.start)
        kind = "day" if has_figure(time.span.exact) else "weekday"
        yield Value(kind, time.span.exact, time.span.start, clause, day=time.value)
    for number in extraction.numbers:
        start = number.span.start
        if any(day.span.start <= start < day.span.end for day in days):
            continue
        claim = claims.get(number.claim) if number.claim is not None else None
        clause = _clause_at(places, start)
        if number.reason == "age" or _is_aside(text, number.span):
            years = _plain(number.span.exact)
            if years is not None:
                yield Value("age", number.span.exact, start, clause, Bounds(years, years))
            continue
        if claim is not None:
            value = _figure(number, claim, clause, part=_is_part(claim, claims))
            if value is not None:
                yield value


def _lives(
    text: str, values: Sequence[Value], clauses: Sequence[Mapping[str, float]]
) -> Iterator[tuple[dict[str, float], Value]]:
    """Yield the days of birth and death in brackets, each with a clause that says so."""
    for life in _LIFE.finditer(text):
        for part, event in _LIFE_EVENTS.items():
            for value in values:
                if value.kind == "day" and life.start(part) <= value.start < life.end(part):
                    words = clauses[value.clause]
                    names = {
                        word: weight for word, weight in words.items() if weight == NAME_WEIGHT
                    }
                    yield names | {event: _WORD_WEIGHT}, value


def _clause_at(places: Sequence[tuple[int, int]], start: int) -> int:
    """Return the clause of the token that stands at a place of the text."""
    at = bisect_right(places, start, key=itemgetter(0))
    return places[at][1] if at < len(places) else 0


def _is_aside(text: str, number: Span) -> bool:
    """Tell whether a bare number stands behind a name as an age does."""
    before = _AGED.search(text, max(0, number.start - _NAME_REACH), number.start)
    return before is not None and _ALONE.match(text, number.end) is not None


def _is_part(claim: ExtractedClaim, claims: Mapping[Span, ExtractedClaim]) -> bool:
    """Tell whether others of the text add up with a figure, or include it."""
    beside = (claims[each] for each in claim.siblings if each in claims)
    return claim.part_of is not None or any(
        each.measure.key == claim.measure.key for each in beside
    )


def _figure(
    number: NumberMention, claim: ExtractedClaim, clause: int, *, part: bool
) -> Value | None:
    """Return the figure of a claim, at the number that it is printed with."""
    quantity = claim.quantity
    if quantity is None:
        return None
    if not quantity.span.start <= number.span.start < quantity.span.end:
        return None
    count = quantity.dimension == "count"
    return Value(
        "count" if count else f"{quantity.dimension} {quantity.unit}",
        quantity.span.exact,
        number.span.start,
        clause,
        bounds_of(quantity, DEFAULT_POLICY),
        counted=key(quantity.unit) if count else "",
        measure=claim.measure.key if measure_of(claim.measure.key).listed else "",
        part=part,
    )


def _plain(text: str) -> Decimal | None:
    try:
        return Decimal(text.replace(",", ""))
    except InvalidOperation:
        return None
