"""Names as they stand in a text: where they are, and where a title ends and the name begins.

A name is a run of capitalised words on one line, with the small words that names hold inside
("van", "bin"). One pass over the text finds them all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from claimtrack.engine.lexicon import load_table

if TYPE_CHECKING:
    from collections.abc import Iterator

_CAPITAL = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĹĻĽŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŹŻŽȘȚ"
#: What stands before it is asked for behind the capital, so that the search can jump to capitals.
_NAME_WORD = re.compile(
    rf"[{_CAPITAL}](?<![\w’'-].)(?:\.(?:[{_CAPITAL}]\.)*|[\w&]*(?:[-.’'][\w]+)*\.?)"
)
_POSSESSIVE = re.compile(r"[’']s?$")
_NAME_TOKEN = re.compile(r"[^\W_](?:[\w&.]|[-’'](?=\w))*")
_LONGEST_PARTICLES = 2


@dataclass(frozen=True, slots=True)
class NameLexicon:
    """The words that the reading of names rests on, all in lower case without periods."""

    honorifics: dict[str, str]
    offices: frozenset[str]
    institutions: frozenset[str]
    particles: frozenset[str]
    outside: frozenset[str]
    gendered: dict[str, str]


@cache
def name_lexicon() -> NameLexicon:
    """Return the lexicon of titles, institutions and particles, read once."""
    titles, sources = load_table("titles"), load_table("sources")
    honorifics = {
        word: "" if gender == "either" else gender
        for gender, words in titles["honorifics"].items()
        for word in words
    }
    offices = titles["offices"]
    gendered = {word: gender for word, gender in honorifics.items() if gender}
    gendered |= {word: gender for gender in ("he", "she") for word in offices[gender]}
    starters = load_table("abbreviations")["starters"]
    return NameLexicon(
        honorifics=honorifics,
        offices=frozenset(offices["words"]) | frozenset(honorifics),
        institutions=frozenset(sources["institutions"]["words"]),
        particles=frozenset(sources["names"]["particles"]),
        outside=frozenset(sources["names"]["outside"]) | frozenset(starters),
        gendered=gendered,
    )


class NameMention(NamedTuple):
    """A name in a text: ``start`` to ``end`` with its title, and the two apart."""

    start: int
    end: int
    title: str
    name: str

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the name alone."""
        return tuple(self.name.split())

    @property
    def is_institution(self) -> bool:
        """Tell whether a word of the name makes it no person's ("Ministry", "University")."""
        lexicon = name_lexicon()
        return any(plain(word) in lexicon.institutions for word in self.words)


@lru_cache(maxsize=1 << 14)
def plain(word: str) -> str:
    """Fold a word to look it up: lower case, no final period, no possessive ending."""
    return _POSSESSIVE.sub("", word).strip(".,").lower()


def find_names(text: str) -> Iterator[NameMention]:
    """Yield the names of ``text`` in order, with titles in capitals split off."""
    lexicon, joints = name_lexicon(), _joints()
    run: list[tuple[int, int]] = []
    for match in _NAME_WORD.finditer(text):
        start, end = match.start(), _trim(text, *match.span())
        if run:
            first, last = run[-1]
            joined = joints.fullmatch(text, last, start)
            if not joined or _POSSESSIVE.search(text, first, last):
                yield from _mention(text, run)
                run = []
        if run or plain(text[start:end]) not in lexicon.outside:
            run.append((start, end))
    yield from _mention(text, run)


@cache
def _joints() -> re.Pattern[str]:
    """Return what stands between two words of a name: a blank, or up to two small words."""
    particles = "|".join(sorted(name_lexicon().particles))
    return re.compile(rf"[ \u00a0](?:(?:{particles})[ \u00a0]){{0,{_LONGEST_PARTICLES}}}")


def _trim(text: str, start: int, end: int) -> int:
    """Leave a period that closes a sentence outside the name, and keep that of "J." and "Mr."."""
    word = text[start:end]
    if word.endswith(".") and len(word) > len("J.") and "." not in word[:-1]:
        return end if plain(word) in name_lexicon().offices else end - 1
    return end


def _mention(text: str, run: list[tuple[int, int]]) -> Iterator[NameMention]:
    while run and text[run[-1][0] : run[-1][1]].lower() in name_lexicon().outside:
        run = run[:-1]
    if not run:
        return
    start, end = run[0][0], run[-1][1]
    words = _POSSESSIVE.sub("", text[start:end])
    title, name = split_title(words)
    if name:
        yield NameMention(start, start + len(words), title, name)


@lru_cache(maxsize=1 << 14)
def split_title(words: str) -> tuple[str, str]:
    """Split "MP Lee Seong-kweun" into ("MP", "Lee Seong-kweun").

    The title ends with the last word that is an office; a phrase that is all title, or a
    proper name that only holds such a word ("General Motors" has no lower form here), keeps
    its words as the name where no capitalised word follows.
    """
    lexicon = name_lexicon()
    tokens = list(_NAME_TOKEN.finditer(words))
    cut = 0
    for index, token in enumerate(tokens[:-1]):
        if plain(token.group()) in lexicon.offices and _begins_name(tokens[index + 1].group()):
            cut = index + 1
    if not cut:
        return "", words.strip()
    boundary = tokens[cut].start()
    return words[:boundary].strip(" ,"), words[boundary:].strip()


def _begins_name(word: str) -> bool:
    lexicon = name_lexicon()
    return (word[0].isupper() or word in lexicon.particles) and plain(
        word
    ) not in lexicon.institutions
