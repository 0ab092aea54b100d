"""When two words say the same, and when they exclude each other.

Words are stems of lemmas throughout. The rows that this rests on are in ``opposites.toml``.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from claimtrack.engine.comparison.wording import stem
from claimtrack.engine.lexicon import load_table

if TYPE_CHECKING:
    from collections.abc import Iterable

_SAME, _SYNONYM, _DERIVED, _OPPOSITE = 1.0, 0.9, 0.8, 0.8
#: "bomber" and "bombing", "Iran" and "Iranian" begin alike for at least so many letters.
#: "unlawful", "insufficient", "non-profit": by their endings, so that "import" denies no "port".
_NEGATIONS = frozenset({"un", "in", "im", "ir", "il", "non", "non-"})
_NEGATED = re.compile(
    r"(?:un|non-?)\w+(?:ed|able|ful|al|ing|en|y|ent|ant|ive|ous|ic|it|ary|er|ly|ist)"
    r"|i[mnrl]\w+(?:able|ible|al|ate|ete|ent|ant|ive|ect|ity|ence|ance|ous|ure|ible|ar|ly|er|act)"
)
_ROOT_LETTERS = 4
#: "al-Marani" is "Marani".
_ARTICLE = re.compile(r"^(?:al|el)-(?=\w{3})")
_ROOT_SHARE = 0.6


def key(lemma: str) -> str:
    """Return the form under which a word is compared."""
    return stem(_ARTICLE.sub("", lemma.casefold()))


@lru_cache(maxsize=65_536)
def likeness(word: str, other: str) -> float:
    """Return how far two words say the same: 1 the same, 0 nothing in common."""
    if word == other:
        return _SAME
    if exclude(word, other):
        return 0.0
    if _groups_of(word) & _groups_of(other):
        return _SYNONYM
    return _DERIVED if _one_root(word, other) else 0.0


def counterparts(word: str, others: Iterable[str]) -> dict[str, float]:
    """Return those that speak of what a word speaks of, be it to say the opposite; how surely."""
    near = ((other, _nearness(word, other)) for other in others)
    return {other: surely for other, surely in near if surely}


def _nearness(word: str, other: str) -> float:
    return _OPPOSITE if exclude(word, other) else likeness(word, other)


def exclude(word: str, other: str) -> bool:
    """Tell whether one word cannot hold where the other does."""
    return other in _opposites().get(word, ()) or _negates(word, other) or _negates(other, word)


def _negates(word: str, other: str) -> bool:
    """Tell whether a word is another with a negation before it ("unlawful", "lawful")."""
    return (
        word.endswith(other)
        and len(other) >= _ROOT_LETTERS
        and _NEGATED.fullmatch(word) is not None
        and word.removesuffix(other) in _NEGATIONS
    )


LISTS = ("averting", "beating", "failing", "losing", "mutual", "once", "open", "winning")


def listed(name: str) -> frozenset[str]:
    """Return a list of words of the lexicon."""
    return _lists()[name]


@cache
def offices() -> frozenset[str]:
    """Return the titles and forms of address that stand before a name, and are no part of it."""
    table = load_table("titles")
    words = (word for row in ("he", "she", "either") for word in table["honorifics"][row])
    return frozenset(map(key, (*words, *table["offices"]["words"])))


def _one_root(word: str, other: str) -> bool:
    """Tell whether two words begin alike for most of the longer one."""
    need = max(_ROOT_LETTERS, int(_ROOT_SHARE * max(len(word), len(other))))
    return word[:need] == other[:need] and min(len(word), len(other)) >= need


def _groups_of(word: str) -> frozenset[int]:
    return _groups().get(word, frozenset())


@cache
def _groups() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, row in enumerate(load_table("opposites")["same"]):
        for word in row.split():
            found.setdefault(key(word), set()).add(number)
    return {word: frozenset(rows) for word, rows in found.items()}


def _of_one_group(word: str) -> set[str]:
    """Return a word and all that says the same."""
    groups = _groups_of(word)
    return {word} | {other for other, own in _groups().items() if own & groups}


@cache
def _opposites() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in load_table("opposites")["opposite"]:
        sides = [_of_one_group(key(word)) for word in row.split()]
        for side, against in (sides, reversed(sides)):
            for word in side:
                found.setdefault(word, set()).update(against - side)
    return {word: frozenset(others) for word, others in found.items()}


@cache
def _lists() -> dict[str, frozenset[str]]:
    table = load_table("opposites")
    return {name: frozenset(map(key, table[name].split())) for name in LISTS}
