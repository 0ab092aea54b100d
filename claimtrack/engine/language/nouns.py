"""Singular and plural of English nouns, and how far a counted noun phrase reaches.

There is no parser here: a phrase runs over words until one that cannot be inside it (a
preposition, a verb, punctuation), and its head is the last plural before that.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from claimtrack.engine.lexicon import load_table

#: A counted noun phrase has at most so many words; what is longer is no phrase.
MOST_WORDS = 7

_SHORTEST_PLURAL = 3
#: Behind "and" a phrase goes on by an adjective and its noun.
_MOST_JOINED = 2
_WORD = re.compile(r"([ \u00a0-]{1,2}|\n(?!\n) *)((?:[^\W\d_]+(?:[.’'][^\W\d_]+)*-?){1,8})")
#: What is said of people alone, behind their number: "130 aboard", "three shot dead".
_ALONE = re.compile(r" (aboard|on board|shot dead|shot|stabbed|feared dead)\b")
_OPENING = frozenset({"more", "away"})
_POSSESSIVE = re.compile(r"[’']s$|s[’']$")
_PEOPLE_ENDING = re.compile(r"(?:[ai]ans|[^aeiou]eans|reans|ians|ese|anis|aqis|emis|ites|ers)$")


class CountedPhrase(NamedTuple):
    """The words of what is counted, where they stand, and the singular of their head."""

    start: int
    end: int
    head: str
    plural: bool


class _Nouns(NamedTuple):
    irregular: dict[str, str]
    plurals: dict[str, str]
    invariant: frozenset[str]
    states: frozenset[str]
    stops: frozenset[str]
    describing: frozenset[str]
    peoples: frozenset[str]
    no_men: frozenset[str]


@cache
def _nouns() -> _Nouns:
    table = load_table("nouns")
    irregular = dict(table["irregular"])
    return _Nouns(
        irregular,
        {one: many for many, one in reversed(irregular.items()) if many != "persons"},
        *(
            frozenset(table[name]["words"])
            for name in ("invariant", "states", "stops", "describing", "peoples", "no_men")
        ),
    )


def singular_of(word: str) -> str:
    """Return the singular of ``word`` in lower case; a word that is no plural is left."""
    nouns = _nouns()
    if _is_plural_of_initials(word):
        return word[:-1].lower()
    word = word.lower()
    if word in nouns.irregular:
        return nouns.irregular[word]
    if word in nouns.invariant or len(word) <= _SHORTEST_PLURAL:
        return word
    return _without_ending(word)


def _is_men(word: str) -> bool:
    """Tell "watchmen" and "policewomen" from "specimen"."""
    return word.endswith("men") and word not in _nouns().no_men and len(word) > len("women")


def _without_ending(word: str) -> str:
    if _is_men(word):
        return word[:-2] + "an"
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes", "zzes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _is_plural_of_initials(word: str) -> bool:
    return len(word) >= _SHORTEST_PLURAL and word[-1] == "s" and word[:-1].isupper()


def plural_of(word: str) -> str:
    """Return the plural of the singular ``word`` or phrase."""
    head = word.rsplit(" ", 1)[-1]
    stem = word[: len(word) - len(head)]
    if head in _nouns().invariant:
        return word
    made = _nouns().plurals.get(head)
    if made is None:
        if head.endswith("y") and head[-2:-1] not in "aeiou":
            made = head[:-1] + "ies"
        else:
            made = head + ("es" if head.endswith(("s", "x", "z", "ch", "sh")) else "s")
    return stem + made


def is_plural(word: str) -> bool:
    """Tell whether ``word`` looks like the plural of a noun."""
    nouns = _nouns()
    low = word.lower()
    if low in nouns.irregular or low in nouns.invariant:
        return True
    if _is_men(low):
        return True
    if len(low) <= _SHORTEST_PLURAL or not low.endswith("s"):
        return _is_plural_of_initials(word)
    return not low.endswith(("ss", "us", "is", "’s", "'s", "ous", "ias"))


def head_of(word: str) -> str:
    """Return the canonical singular of a head noun; nationalities are persons."""
    nouns = _nouns()
    low = word.lower()
    if low in nouns.states:
        return "person"
    if word[:1].isupper() and not word.isupper():
        if low in nouns.peoples:
            return "person"
        if word.endswith("s") and _PEOPLE_ENDING.search(low) and not low.endswith("ers"):
            return "person"
    return singular_of(word.rsplit("-", 1)[-1])


@cache
def attributes() -> frozenset[str]:
    """Return the nouns that are counted in the singular before another noun ("12 page")."""
    return frozenset(load_table("nouns")["attributes"]["words"])


def counted_after(text: str, at: int, *, one: bool) -> CountedPhrase | None:
    """Return the noun phrase that a number ending at ``at`` counts.

    ``one`` tells that the number is one, so that the head is a singular.
    """
    alone = _ALONE.match(text, at)
    if alone is not None:
        return CountedPhrase(alone.start(1), alone.end(1), "person", plural=True)
    words = _phrase_words(text, at)
    if not words:
        return None
    if not one and not _has_plural(words):
        words = _behind_and(text, words)
    first = words[0]
    if first[2].lower() in _nouns().states and (len(words) == 1 or not _has_plural(words[1:])):
        return CountedPhrase(first[0], first[1], "person", plural=True)
    head = _singular_head(words) if one else _plural_head(words)
    if head is None:
        return None
    _start, end, word = words[head]
    return CountedPhrase(words[0][0], end, head_of(word), plural=not one and is_plural(word))


def _behind_and(text: str, words: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Return the phrase with what "and" adds, where the plural stands there alone.

    "4 million digital and physical sales", "dozens of local and foreign firms".
    """
    end = words[-1][1]
    if not text.startswith(" and ", end):
        return words
    further = _phrase_words(text, end + len(" and"))
    joined = 0 < len(further) <= _MOST_JOINED and is_plural(further[-1][2])
    return [*words, *further] if joined else words


def _has_plural(words: list[tuple[int, int, str]]) -> bool:
    return any(is_plural(word) for _, _, word in words)


def _phrase_words(text: str, at: int) -> list[tuple[int, int, str]]:
    """Return the words behind ``at`` that may belong to one noun phrase."""
    nouns = _nouns()
    words: list[tuple[int, int, str]] = []
    while len(words) < MOST_WORDS:
        found = _WORD.match(text, at)
        if found is None:
            break
        word = found[2]
        low = word.lower()
        if low in nouns.stops and not (low in _OPENING and not words):
            break
        if words and _is_verb(low, [w for _, _, w in words]):
            break
        words.append((found.start(2), found.end(), word))
        at = found.end()
    while words and words[-1][2].endswith("-"):
        words.pop()
    return words


def _is_verb(word: str, before: list[str]) -> bool:
    """Tell whether ``word`` can no longer be inside the phrase whose words are ``before``."""
    nouns = _nouns()
    if word.endswith("ly") and word not in {"family", "assembly", "ally", "early", "elderly"}:
        return True
    if is_plural(before[-1]) and word.endswith(("ed", "ing")):
        return True
    return (
        word.endswith("ed")
        and not word.endswith("eed")
        and "-" not in word
        and word not in nouns.describing
        and len(word) > _SHORTEST_PLURAL
    )


def _plural_head(words: list[tuple[int, int, str]]) -> int | None:
    """Return the place of the head: the last of the first run of plurals."""
    for n, (_, _, word) in enumerate(words):
        if _POSSESSIVE.search(word):
            continue
        if is_plural(word):
            last = n
            for after in range(n + 1, len(words)):
                if not is_plural(words[after][2]):
                    break
                last = after
            return last
    return None


def _singular_head(words: list[tuple[int, int, str]]) -> int | None:
    verb = next((n for n, (_, _, word) in enumerate(words) if n and _is_third_person(word)), None)
    for n in range((len(words) if verb is None else verb) - 1, -1, -1):
        if not _POSSESSIVE.search(words[n][2]):
            return n
    return None


def _is_third_person(word: str) -> bool:
    """Tell whether ``word``, behind a singular, is its verb: "one proposal asks"."""
    return word.islower() and is_plural(word) and word.endswith("s")
