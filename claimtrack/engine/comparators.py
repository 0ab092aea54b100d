"""The words around a figure that bound it, and those that make it a movement."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from claimtrack.engine.lexicon import load_table
from claimtrack.engine.records import Change, Comparator

if TYPE_CHECKING:
    from decimal import Decimal

    from claimtrack.engine.numbers import NumberToken

#: How far before a number its comparator may begin, in characters.
REACH = 64

#: "some 300" is about 300, "some five" are some of five: where the one ends and the other starts.
LEAST_SOME = 10

_MOST_WORDS = 6
_MOST_PHRASES = 4
_OPENERS = "“\"'‘(["
_TOKEN = re.compile(r"\S+")
_GLUED = re.compile(r"(?:[~≈∼±<>≤≥⩾⩽≦≧≳＜＞]=? ?)+$")
_AFTER = re.compile(r"[ -]?[a-z+]+(?: [a-z]+){0,4}", re.IGNORECASE)
_RELATIONS = {
    "": Comparator.EQUAL,
    "about": Comparator.ABOUT,
    "more": Comparator.MORE_THAN,
    "least": Comparator.AT_LEAST,
    "less": Comparator.LESS_THAN,
    "most": Comparator.AT_MOST,
    "nearly": Comparator.NEARLY,
}
#: Behind a figure these end its clause, or they bound what comes after them.
_CLAUSE_FINAL = frozenset(
    [
        "at least",
        "at a minimum",
        "at the very least",
        "minimum",
        "at most",
        "at the most",
        "maximum",
        "max",
        "tops",
        "approximately",
        "on average",
    ]
)


class Bound(NamedTuple):
    """How words bound a figure: the relation, whether it is approximate, and where they stand."""

    relation: Comparator
    approximate: bool
    start: int
    end: int


class Interval(NamedTuple):
    """The bounds of a figure; ``None`` is an open side, and so is its inclusive flag."""

    lower: Decimal | None
    lower_inclusive: bool | None
    upper: Decimal | None
    upper_inclusive: bool | None


class _Phrases(NamedTuple):
    before: dict[str, str]
    after: dict[str, str]
    neutral: frozenset[str]
    about_blocked: frozenset[str]
    span_words: frozenset[str]
    moves: dict[str, Change]
    between_levels: frozenset[str]
    guarded: frozenset[str]
    noun: re.Pattern[str]
    nouns_up: frozenset[str]


@cache
def _phrases() -> _Phrases:
    table = load_table("comparators")
    movement = table["movement"]
    nouns = "|".join((*movement["nouns_up"], *movement["nouns_down"]))
    return _Phrases(
        before={phrase: name for name, phrases in table["before"].items() for phrase in phrases},
        after={phrase: name for name, phrases in table["after"].items() for phrase in phrases},
        neutral=frozenset(table["neutral"]["words"]),
        about_blocked=frozenset(table["blocked"]["about"]),
        span_words=frozenset(table["spans"]["words"]),
        moves=dict.fromkeys(movement["up"], Change.UP)
        | dict.fromkeys(movement["down"], Change.DOWN),
        between_levels=frozenset(movement["between_levels"]),
        guarded=frozenset(movement["guarded"]),
        noun=re.compile(rf"[ -](?:[a-z]+[ -]){{0,2}}({nouns})s?\b"),
        nouns_up=frozenset(movement["nouns_up"]),
    )


class _Before:
    """The words before a place, nearest last, taken phrase by phrase."""

    def __init__(self, text: str, at: int) -> None:
        window = max(0, at - REACH)
        self.words: list[tuple[int, str]] = []
        for found in _TOKEN.finditer(text, window, at):
            word = found.group()
            bare = word.lstrip(_OPENERS)
            self.words.append((found.end() - len(bare), bare.lower()))
        if self.words and window and not text[window - 1].isspace():
            self.words.pop(0)

    def take(self, known: frozenset[str] | dict[str, str] | dict[str, Change]) -> str:
        """Return the longest known phrase that the words end with, or nothing."""
        phrase = ""
        found = ""
        for n in range(1, min(_MOST_WORDS, len(self.words)) + 1):
            phrase = f"{self.words[-n][1]} {phrase}" if phrase else self.words[-n][1]
            if phrase in known:
                found = phrase
        return found

    def start(self, phrase: str) -> int:
        return self.words[-(phrase.count(" ") + 1)][0]

    def drop(self, phrase: str) -> None:
        del self.words[-(phrase.count(" ") + 1) :]

    def last(self) -> str:
        return self.words[-1][1] if self.words else ""


def bound_before(text: str, at: int, *, value: Decimal | None, duration: bool) -> Bound:
    """Return the comparator that stands before the figure at ``at``.

    ``value`` is the figure (``None`` for a vague word), ``duration`` tells that it is a length
    of time. Without a comparator the relation is ``EQUAL`` and both ends are ``at``.
    """
    phrases = _phrases()
    relation, approximate, start = "", False, at
    glued = _GLUED.search(text, max(0, at - 6), at)
    if glued is not None:
        start = glued.start()
        for sign in glued.group().split():
            name = phrases.before.get(sign) or phrases.before.get(sign[-1:], "about")
            relation, approximate = _merge(relation, name, approximate=approximate)
    words = _Before(text, start)
    for _ in range(_MOST_PHRASES):
        phrase = words.take(phrases.before)
        if phrase and not _blocked(words, phrase, value=value, duration=duration):
            start = words.start(phrase)
            name = phrases.before[phrase]
            relation, approximate = _merge(relation, name, approximate=approximate)
            words.drop(phrase)
            continue
        phrase = words.take(phrases.neutral)
        if not phrase:
            break
        words.drop(phrase)
    return Bound(_RELATIONS[relation], approximate or relation in {"about", "nearly"}, start, at)


def _merge(inner: str, outer: str, *, approximate: bool) -> tuple[str, bool]:
    """Join two comparators of one figure: a bound wins over "about", the outer over the inner."""
    if not inner:
        return outer, approximate
    if outer == "about" or inner in {"about", "nearly"}:
        return (inner if outer == "about" else outer), True
    return outer, True


def _blocked(words: _Before, phrase: str, *, value: Decimal | None, duration: bool) -> bool:
    phrases = _phrases()
    size = phrase.count(" ") + 1
    before = words.words[-size - 1][1] if len(words.words) > size else ""
    if phrase == "about":
        return before in phrases.about_blocked
    if phrase == "some":
        return value is None or value < LEAST_SOME
    if phrase in {"over", "under", "near", "above", "below"} and duration:
        return phrase != "under" and before not in phrases.span_words
    return False


def bound_after(text: str, at: int) -> Bound | None:
    """Return the comparator that stands behind a figure ending at ``at`` ("or more", "+")."""
    if text[at : at + 1] == "+":
        return Bound(Comparator.AT_LEAST, approximate=False, start=at, end=at + 1)
    found = _AFTER.match(text, at)
    if found is None:
        return None
    phrase = found.group()
    known = _phrases().after
    while phrase:
        name = known.get(phrase.lower()) or known.get(phrase.lower().lstrip(" "))
        end = at + len(phrase)
        if name is not None and not _bounds_next(text, phrase, end):
            return Bound(_RELATIONS[name], name == "about", at, end)
        cut = max(phrase.rfind(" "), 0)
        phrase = phrase[:cut]
    return None


_NEXT_DIGIT = re.compile(r" (?:\d|[a-z]+ \d)", re.IGNORECASE)


def _bounds_next(text: str, phrase: str, end: int) -> bool:
    """Tell whether the phrase belongs to what follows, not to the figure before it."""
    if phrase.lower().lstrip(" ") in _CLAUSE_FINAL:
        return text[end : end + 1] not in {"", ".", ",", ";", ")", "\n", "”", '"'}
    if phrase.lower().strip() == "plus":
        return _NEXT_DIGIT.match(text, end) is not None
    return phrase in {"ish", "tops"} and text[end : end + 1].isalpha()


def interval_of(token: NumberToken, relation: Comparator) -> Interval:
    """Return the interval that ``relation`` makes of the worth of ``token``."""
    lower, upper = token.lower, token.upper
    match relation:
        case Comparator.MORE_THAN:
            return Interval(lower=lower, lower_inclusive=False, upper=None, upper_inclusive=None)
        case Comparator.AT_LEAST:
            return Interval(lower=lower, lower_inclusive=True, upper=None, upper_inclusive=None)
        case Comparator.LESS_THAN | Comparator.NEARLY:
            return Interval(lower=None, lower_inclusive=None, upper=upper, upper_inclusive=False)
        case Comparator.AT_MOST:
            return Interval(lower=None, lower_inclusive=None, upper=upper, upper_inclusive=True)
        case _:
            return Interval(lower=lower, lower_inclusive=True, upper=upper, upper_inclusive=True)


def movement_before(text: str, at: int, *, counted: bool) -> Change:
    """Return the movement that the words before the figure at ``at`` make of it.

    ``counted`` tells that the figure counts things, which are "lost" and "raised" without
    being a change of a level.
    """
    phrases = _phrases()
    words = _Before(text, at)
    while words.last() in {"by", "another", "further", "a", "an", "sharply", "slightly", "only"}:
        words.words.pop()
    phrase = words.take(phrases.moves)
    if not phrase or (counted and phrase in phrases.guarded):
        return Change.NONE
    return phrases.moves[phrase]


def movement_from(text: str, at: int) -> bool:
    """Tell whether "from" before ``at`` belongs to a movement ("fell sharply from 300")."""
    words = _Before(text, at)
    if words.last() != "from":
        return False
    words.words.pop()
    phrases = _phrases()
    near = [word for _, word in words.words[-4:]]
    return any(word in phrases.moves or word in phrases.between_levels for word in near)


def movement_after(text: str, at: int) -> Change:
    """Return the movement that a noun behind the figure makes of it ("a 3% drop")."""
    phrases = _phrases()
    found = phrases.noun.match(text, at)
    if found is None:
        return Change.NONE
    return Change.UP if found[1] in phrases.nouns_up else Change.DOWN
