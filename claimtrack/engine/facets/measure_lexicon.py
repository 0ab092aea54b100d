"""The words that say what a figure measures, found in a sentence.

The tables are ``data/measures.toml`` and ``data/measure_words.toml``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from claimtrack.engine.language.inflect import noun_forms, verb_forms
from claimtrack.engine.lexicon import load_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


#: Words of a text are split at a hyphen between letters, and so are those of the table.
_LETTERS_JOINED = re.compile(r"(?<=[a-z])-(?=[a-z])")


class Part(Enum):
    """What part a word plays in saying what is measured; the names are those of the table."""

    BEFORE = "before"
    BEFORE_BY = "before_by"
    BEFORE_ELSE = "before_else"
    COUNTED = "counted"
    NOUN = "nouns"
    WEAK = "weak"
    DONE_TO = "done_to"
    DONE_TO_NAMED = "done_to_named"
    DONE_TO_PEOPLE = "done_to_people"
    DONE_TO_BY = "done_to_by"
    DONE_TO_BESIDE = "done_to_beside"
    DONE_BY = "done_by"
    AMOUNT = "amount"
    ALONE = "alone"
    ADJECTIVE = "adjectives"
    PHRASE = "phrases"
    PHRASE_NAMED = "phrases_named"
    PHRASE_PEOPLE = "phrases_people"
    ACT = "acts"
    TERM = "terms"


#: What is said behind a noun or a verb, of anything or of some things alone.
PHRASES = (Part.PHRASE, Part.PHRASE_NAMED, Part.PHRASE_PEOPLE)
VERBS = frozenset(
    {
        Part.DONE_TO,
        Part.DONE_TO_NAMED,
        Part.DONE_TO_PEOPLE,
        Part.DONE_TO_BY,
        Part.DONE_TO_BESIDE,
        Part.DONE_BY,
        Part.AMOUNT,
        Part.ALONE,
    }
)
STATES = frozenset({Part.ADJECTIVE, *PHRASES})


@dataclass(frozen=True, slots=True)
class Entry:
    """A measure of the table: its key, its label, what figures it takes, how it is counted.

    ``named`` are the nouns that ``done_to_named`` and ``phrases_named`` must speak of, ``by``
    those of which ``done_to_by`` must be said, or which ``before_by``, ``done_to_beside`` and
    ``terms`` stand beside in the sentence.
    """

    key: str
    label: str
    dimensions: frozenset[str]
    total: bool
    named: frozenset[str]
    by: frozenset[str]


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
            row.get("as", key),
            row["label"],
            frozenset(row.get("dimensions", ("count", "share"))),
            bool(row.get("total", False)),
            frozenset(row.get("named", ())),
            frozenset(form for noun in row.get("by", ()) for form in noun_forms(noun)),
        )
        for key, row in load_table("measures").items()
    }


@cache
def deed_forms() -> frozenset[str]:
    """Return the present of all verbs that name a measure of their object ("kill", "kills")."""
    rows = load_table("measures").values()
    parts = (Part.DONE_TO, Part.DONE_TO_NAMED, Part.DONE_TO_PEOPLE, Part.DONE_TO_BY)
    verbs = {verb for row in rows for part in parts for verb in row.get(part.value, ())}
    plain = frozenset(verb for verb in verbs if " " not in verb)
    return plain | frozenset(
        form for verb in plain for form in verb_forms(verb) if form.endswith("s")
    )


def counted_in(key: str) -> str:
    """Return what a figure of a measure counts that names nothing; empty where nobody can tell."""
    unit: str = load_table("measures").get(key, {}).get("counts", "")
    return unit


#: The parts that words say by themselves; the others are asked for at their place.
_SPELLED = tuple(part for part in Part if part not in (Part.ACT, Part.TERM))


@cache
def _by_first_word() -> Mapping[str, list[tuple[tuple[str, ...], Part, Entry]]]:
    """Return the spellings of all signals under their first word, the longest first."""
    found: dict[str, list[tuple[tuple[str, ...], Part, Entry]]] = {}
    for key, row in load_table("measures").items():
        for part in _SPELLED:
            for term in row.get(part.value, ()):
                for spelling in _spellings(part, term):
                    words = tuple(_LETTERS_JOINED.sub(" - ", spelling).split())
                    found.setdefault(words[0], []).append((words, part, entries()[key]))
    for listed in found.values():
        listed.sort(key=lambda item: -len(item[0]))
    return found


def _spellings(part: Part, term: str) -> frozenset[str]:
    if part in VERBS:
        verb, _, particle = term.partition(" ")
        return frozenset(f"{form} {particle}".rstrip() for form in verb_forms(verb))
    if part in (Part.NOUN, Part.WEAK, Part.COUNTED):
        return noun_forms(term)
    return frozenset({term})


def find_signals(low: Sequence[str]) -> tuple[Signal, ...]:
    """Find all signals in a row of lower-case words, in order of their first word."""
    return tuple(_scan(low))


def _scan(low: Sequence[str]) -> Iterator[Signal]:
    table = _by_first_word()
    for first in [index for index, word in enumerate(low) if word in table]:
        for words, part, entry in table[low[first]]:
            last = first + len(words) - 1
            if last == first or tuple(low[first : last + 1]) == words:
                yield Signal(first, last, part, entry)


@cache
def act_forms() -> Mapping[str, tuple[tuple[frozenset[str], Entry], ...]]:
    """Return for each form of a verb the objects with which it names a measure."""
    found: dict[str, list[tuple[frozenset[str], Entry]]] = {}
    for key, row in load_table("measures").items():
        for verb, objects in row.get("acts", {}).items():
            forms = frozenset(form for noun in objects for form in noun_forms(noun))
            for form in verb_forms(verb):
                found.setdefault(form, []).append((forms, entries()[key]))
    return {form: tuple(listed) for form, listed in found.items()}


@cache
def term_forms() -> Mapping[str, Mapping[str, tuple[Entry, ...]]]:
    """Return for each link before a figure the forms of the verbs that it may end."""
    found: dict[str, dict[str, tuple[Entry, ...]]] = {}
    for key, row in load_table("measures").items():
        for link, verbs in row.get("terms", {}).items():
            forms = found.setdefault(link, {})
            for form in (form for verb in verbs for form in verb_forms(verb)):
                forms[form] = (*forms.get(form, ()), entries()[key])
    return found


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
def contest_forms() -> frozenset[str]:
    """Return all forms of the verbs that one does by a margin ("won by 300 votes")."""
    return frozenset(form for lemma in grammar("contests") for form in verb_forms(lemma))


@cache
def trading_forms() -> frozenset[str]:
    """Return all forms of the verbs of trading ("they closed 3% lower")."""
    return frozenset(form for lemma in grammar("trading") for form in verb_forms(lemma))


@cache
def cause_forms() -> frozenset[str]:
    """Return all forms of the verbs that move their object on its scale ("cut noise by half")."""
    return frozenset(form for lemma in grammar("causes") for form in verb_forms(lemma))


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
