"""The words around a figure that bound it, and those that make it a movement."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from claimtrack.engine.lexicon import load_table
from claimtrack.engine.records import Change, Comparator

if TYPE_CHECKING:
    from decimal import Decimal

    from claimtrack.engine.numeric.numbers import NumberToken

#: How far before a number its comparator may begin, in characters.
REACH = 64

#: "some 300" is about 300, "some five" are some of five: where the one ends and the other starts.
LEAST_SOME = 10

_MOST_WORDS = 6
#: How far before "by" its verb may stand: "reduced the risk of a second stroke by 24%".
_MOVED_REACH = 10
_MOST_PHRASES = 4
_OPENERS = "“\"'‘(["
_TOKEN = re.compile(r"\S+")
_GLUED = re.compile(r"\bsub-$|(?:[~≈∼±<>≤≥⩾⩽≦≧≳＜＞]=? ?)+$")
_AFTER = re.compile(r"(?:, ?|[ -])?[a-z+]+(?: [a-z]+){0,4}", re.IGNORECASE)
_RELATIONS = {
    "": Comparator.EQUAL,
    "about": Comparator.ABOUT,
    "more": Comparator.MORE_THAN,
    "least": Comparator.AT_LEAST,
    "less": Comparator.LESS_THAN,
    "most": Comparator.AT_MOST,
    "nearly": Comparator.NEARLY,
}


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
    topping: frozenset[str]
    lacking: frozenset[str]
    passing: frozenset[str]
    span_words: frozenset[str]
    clause_final: frozenset[str]
    aside: frozenset[str]
    moves: dict[str, Change]
    between_levels: frozenset[str]
    guarded: frozenset[str]
    amounts: frozenset[str]
    up_particle: frozenset[str]
    over_particle: frozenset[str]
    noun: re.Pattern[str]
    nouns_up: frozenset[str]
    comparative: re.Pattern[str]
    comparatives_up: frozenset[str]


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
        topping=frozenset(table["blocked"]["topping"]),
        lacking=frozenset(table["blocked"]["lacking"]),
        passing=frozenset(table["blocked"]["passing"]),
        span_words=frozenset(table["spans"]["words"]),
        clause_final=frozenset(table["behind"]["clause_final"]),
        aside=frozenset(table["behind"]["aside"]),
        moves=dict.fromkeys(movement["up"], Change.UP)
        | dict.fromkeys(movement["down"], Change.DOWN),
        between_levels=frozenset(movement["between_levels"]),
        guarded=frozenset(movement["guarded"]),
        amounts=frozenset(movement["amounts"]),
        up_particle=frozenset(movement["up_particle"]),
        over_particle=frozenset(movement["over_particle"]),
        noun=re.compile(
            rf"[ -](?!this |last |next )(?:[a-z]+[ -](?!this |last |next )){{0,2}}({nouns})s?\b"
        ),
        nouns_up=frozenset(movement["nouns_up"]),
        comparative=re.compile(
            rf" ({'|'.join((*movement['comparatives_up'], *movement['comparatives_down']))})\b"
        ),
        comparatives_up=frozenset(movement["comparatives_up"]),
    )


#: "312,000 more votes than four years ago", "300 fewer people than in 2020".
_THAN_BEFORE = re.compile(
    r" (more|fewer|less)(?: [a-z-]+){0,3} than (?:in|at|on|last|before|yesterday|usual"
    r"|(?:the|this) (?:same|previous|year|month|week|day)|(?:[a-z]+|\d+) (?:[a-z]+ )?"
    r"(?:years?|months?|weeks?|days?|decades?|elections?) (?:ago|before|earlier|previously))\b"
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

    def before(self, phrase: str) -> str:
        at = -(phrase.count(" ") + 2)
        return self.words[at][1] if len(self.words) >= -at else ""


def bound_before(  # what kind of figure it is decides which words bound it
    text: str,
    at: int,
    *,
    value: Decimal | None,
    duration: bool,
    depth: bool = False,
    length: bool = False,
) -> Bound:
    """Return the comparator that stands before the figure at ``at``.

    ``value`` is the figure (``None`` for a vague word), ``duration`` tells that it is a length of
    time, ``depth`` that it measures a layer ("under six metres of mud"), ``length`` that it is a
    length ("within 900 kilometres"). Without a comparator the
    relation is ``EQUAL`` and both ends are ``at``.
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
    definite = False
    for _ in range(_MOST_PHRASES):
        phrase = words.take(phrases.before)
        if depth and phrase in {"under", "below", "beneath"}:
            break
        if definite and phrases.before.get(phrase) in {"more", "less"}:
            break
        if phrase == "within" and not length:
            break
        if phrase in phrases.passing and not _COUNTS_NO_MORE.match(text, at):
            break
        if phrase and not _blocked(words, phrase, value=value, duration=duration):
            start = words.start(phrase)
            name = phrases.before[phrase]
            relation, approximate = _merge(relation, name, approximate=approximate)
            words.drop(phrase)
            continue
        phrase = words.take(phrases.neutral)
        if not phrase:
            break
        definite = definite or phrase == "the"
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
        whole = value is None or value == value.to_integral_value()
        return value is None or (value < LEAST_SOME and whole)
    if phrase in {"top", "short of"}:
        # "Was short of 1,200 rifles" says what was lacking, "fell short of 1,200" bounds it.
        return (before in phrases.lacking) if phrase != "top" else before not in phrases.topping
    if phrase == "up to" or (phrase == "over" and not duration):
        return before in (phrases.up_particle if phrase == "up to" else phrases.over_particle)
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
        name = known.get(phrase.lower()) or known.get(phrase.lower().lstrip(", "))
        if phrase[:1] == "," and phrase.lower().lstrip(", ") not in _phrases().aside:
            name = None
        end = at + len(phrase)
        compares = text.startswith(" than", end)
        if name is not None and not compares and not _bounds_next(text, phrase, end):
            return Bound(_RELATIONS[name], name == "about", at, end)
        cut = max(phrase.rfind(" "), 0)
        phrase = phrase[:cut]
    return None


#: A number behind which its sentence ends or goes on with when, where or why.
_COUNTS_NO_MORE = re.compile(
    r"[\d.,]*\d(?: (?:hundred|thousand|million|billion))?"
    r"(?:\W*$|[.;:)]|, |\n| (?:mark|cases|deaths|dead|in|on|at|as|by|after|amid|since|for|with|when"
    r"|while|and|but|worldwide|nationwide|overnight|today|yesterday|this|last)\b)",
)
_NEXT_DIGIT = re.compile(r" (?:\d|[a-z]+ \d)", re.IGNORECASE)


def _bounds_next(text: str, phrase: str, end: int) -> bool:
    """Tell whether the phrase belongs to what follows, not to the figure before it."""
    if phrase.lower().lstrip(" ") in _phrases().clause_final:
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


#: "Made up 47%" is a share; nothing went up.
#: "The drill had got down 280 metres": so deep it is.
_DIGGING = frozenset({"get", "gets", "got", "dig", "digs", "dug", "drilled", "bored"})
_MAKING = frozenset({"make", "makes", "made", "making"})
#: "Carried off 4.6 million", "paid off a loan": what is taken or paid does not fall.
_TAKING = frozenset(
    {"carried", "carry", "carrying", "made", "paid", "pay", "paying", "sold", "took", "wrote"}
)


def movement_before(text: str, at: int, *, counted: bool, amount: bool = False) -> Change:
    """Return the movement that the words before the figure at ``at`` make of it.

    ``counted`` tells that the figure counts things, which are "lost" and "raised" without
    being a change of a level; ``amount`` that it is a sum or a length, "raised" and "lost" too.
    """
    phrases = _phrases()
    words = _Before(text, at)
    if words.last() in {"above", "below", "beneath", "over", "under", "past"}:
        return Change.NONE
    by = False
    while words.last() in {"by", "another", "further", "a", "an", "sharply", "slightly", "only"}:
        by = by or words.last() == "by"
        words.words.pop()
    phrase = words.take(phrases.moves)
    if not phrase and by:
        return _moved_earlier(words)
    if not phrase or (counted and phrase in phrases.guarded):
        return Change.NONE
    led = {"up": _MAKING, "off": _TAKING, "down": _DIGGING}.get(phrase, frozenset())
    if words.before(phrase) in led:
        return Change.NONE
    if amount and not by and phrase in phrases.amounts:
        return Change.NONE
    return phrases.moves[phrase]


def _moved_earlier(words: _Before) -> Change:
    """Find the verb of "raised its main rate by": the nearest movement in the clause."""
    moves = _phrases().moves
    for _, word in reversed(words.words[-_MOVED_REACH:]):
        bare = word.rstrip(",")
        if bare in moves:
            return moves[bare]
        if word.endswith((".", ";", ":")):
            break
    return Change.NONE


def is_movement(word: str) -> bool:
    """Tell whether ``word`` says that a level moved: "rose", "slipped"."""
    return word in _phrases().moves


def movement_from(text: str, at: int) -> bool:
    """Tell whether "from" before ``at`` belongs to a movement ("fell sharply from 300")."""
    words = _Before(text, at)
    if words.last() != "from":
        return False
    words.words.pop()
    phrases = _phrases()
    near = [word for _, word in words.words[-4:]]
    return any(word in phrases.moves or word in phrases.between_levels for word in near)


def movement_after(text: str, at: int, *, share: bool) -> Change:
    """Return the movement that a noun behind the figure makes of it ("a 3% drop").

    ``share`` tells that the figure is a share, of which comparatives make a movement as well
    ("30% less", "a fifth higher").
    """
    phrases = _phrases()
    compared = phrases.comparative.match(text, at) if share else None
    if compared is not None:
        return Change.UP if compared[1] in phrases.comparatives_up else Change.DOWN
    found = phrases.noun.match(text, at)
    if found is None:
        return Change.NONE
    return Change.UP if found[1] in phrases.nouns_up else Change.DOWN


def movement_since(text: str, at: int) -> Change:
    """Return the movement that a comparison with an earlier time makes of a count at ``at``."""
    found = _THAN_BEFORE.match(text, at)
    if found is None:
        return Change.NONE
    return Change.UP if found[1] == "more" else Change.DOWN
