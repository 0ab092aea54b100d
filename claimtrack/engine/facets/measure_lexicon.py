"""The words that say what a figure measures, found in a sentence.

The tables are ``data/measures.toml`` and ``data/measure_words.toml``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from claimtrack.engine.language.inflect import noun_forms, verb_forms
from claimtrack.engine.lexicon import load_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


class Part(Enum):
    """What part a word plays in saying what is measured; the names are those of the table."""

    BEFORE = "before"
    BEFORE_ELSE = "before_else"
    COUNTED = "counted"
    NOUN = "nouns"
    WEAK = "weak"
    DONE_TO = "done_to"
    DONE_TO_NAMED = "done_to_named"
    DONE_TO_PEOPLE = "done_to_people"
    DONE_BY = "done_by"
    AMOUNT = "amount"
    ADJECTIVE = "adjectives"
    PHRASE = "phrases"
    PHRASE_NAMED = "phrases_named"


VERBS = frozenset(
    {Part.DONE_TO, Part.DONE_TO_NAMED, Part.DONE_TO_PEOPLE, Part.DONE_BY, Part.AMOUNT}
)
STATES = frozenset({Part.ADJECTIVE, Part.PHRASE})


@dataclass(frozen=True, slots=True)
class Entry:
    """A measure of the table: its key, its label, what figures it takes, how it is counted.

    ``named`` are the nouns that ``done_to_named`` and ``phrases_named`` must speak of.
    """

    key: str
    label: str
    dimensions: frozenset[str]
    total: bool
    named: frozenset[str]


class Signal(NamedTuple):
    """Words of a sentence, from token ``first`` to ``last``, that name a measure."""

    first: int
    last: int
    part: Part
    entry: Entry


@cache
def entries() -> Mapping[str, Entry]:
    """Return every measure of the table by its key."""
    return {
        key: Entry(
            key,
            row["label"],
            frozenset(row.get("dimensions", ("count", "share"))),
            bool(row.get("total", False)),
            frozenset(row.get("named", ())),
        )
        for key, row in load_table("measures").items()
    }


@cache
def _by_first_word() -> Mapping[str, list[tuple[tuple[str, ...], Part, Entry]]]:
    """Return the spellings of all signals under their first word, the longest first."""
    found: dict[str, list[tuple[tuple[str, ...], Part, Entry]]] = {}
    for key, row in load_table("measures").items():
        for part in Part:
            for term in row.get(part.value, ()):
                for spelling in _spellings(part, term):
                    words = tuple(spelling.split())
                    found.setdefault(words[0], []).append((words, part, entries()[key]))
    for listed in found.values():
        listed.sort(key=lambda item: -len(item[0]))
    return found


def _spellings(part: Part, term: str) -> frozenset[str]:
    if part in VERBS:
        return verb_forms(term)
    if part in (Part.NOUN, Part.WEAK, Part.COUNTED):
        return noun_forms(term)
    return frozenset({term})


def find_signals(low: Sequence[str]) -> tuple[Signal, ...]:
    """Find all signals in a row of lower-case words, in order of their first word."""
    return tuple(_scan(low))


def _scan(low: Sequence[str]) -> Iterator[Signal]:
    table = _by_first_word()
    for first, word in enumerate(low):
        for words, part, entry in table.get(word, ()):
            last = first + len(words) - 1
            if last == first or tuple(low[first : last + 1]) == words:
                yield Signal(first, last, part, entry)


@cache
def level_forms() -> frozenset[str]:
    """Return all forms of the verbs that place a figure on the scale of their subject."""
    return frozenset(
        form
        for lemma in load_table("measure_words")["levels"]
        if " " not in lemma
        for form in verb_forms(lemma)
    )


@cache
def scale_forms() -> frozenset[str]:
    """Return all forms of the verbs whose subject is itself the scale ("Thefts fell to 7,200")."""
    return frozenset(form for lemma in grammar("scales") for form in verb_forms(lemma))


@cache
def grammar(name: str) -> frozenset[str]:
    """Return a list of ``measure_words.toml`` as a set."""
    return frozenset(load_table("measure_words")[name])


@cache
def state_words() -> frozenset[str]:
    """Return the words for a state that may stand right behind a number ("80 hurt")."""
    rows = load_table("measures").values()
    return frozenset(word for row in rows for word in row.get("adjectives", ())) | frozenset(
        form for row in rows for verb in row.get("done_to", ()) for form in verb_forms(verb)
    )
