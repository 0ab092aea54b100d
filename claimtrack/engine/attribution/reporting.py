"""The words that report: verbs with the frames that they take, nouns and prepositions.

The lexicon is ``data/reporting.toml``; here its base forms become the forms that stand in a
text, and :func:`find_cues` finds them in one pass.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from claimtrack.engine.lexicon import load_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Frame(StrEnum):
    """What stands beside a reporting verb."""

    STATEMENT = "statement"
    ADDRESSED = "addressed"
    QUESTION = "question"
    DIRECTIVE = "directive"
    OBJECT = "object"
    LABEL = "label"
    ACCUSATION = "accusation"
    THOUGHT = "thought"
    DOCUMENT = "document"
    MANNER = "manner"
    ATTITUDE = "attitude"
    AMOUNT = "amount"
    REVISION = "revision"


class Form(StrEnum):
    """The form in which a verb stands."""

    BASE = "base"
    PRESENT = "present"
    PAST = "past"
    PARTICIPLE = "participle"
    ING = "ing"


class CueKind(StrEnum):
    """What part of speech reports."""

    VERB = "verb"
    NOUN = "noun"
    PREPOSITION = "preposition"
    ADVERB = "adverb"


@dataclass(frozen=True, slots=True)
class VerbEntry:
    """One word form: what it is a form of, and the frames of that verb."""

    lemma: str
    forms: frozenset[Form]
    frames: frozenset[Frame]
    tail: tuple[str, ...] = ()

    @property
    def denies(self) -> bool:
        """Tell whether the verb denies what it reports."""
        return self.lemma in reporting_lexicon().denying


@dataclass(frozen=True, slots=True)
class ReportingLexicon:
    """All reporting words by the form in which they stand, in lower case."""

    verbs: dict[str, tuple[VerbEntry, ...]]
    nouns: dict[str, bool]
    denying: frozenset[str]
    passive: frozenset[str]
    naming: frozenset[str]
    relaying: frozenset[str]
    measuring: frozenset[str]
    counting: frozenset[str]
    receiving: frozenset[str]
    expecting: frozenset[str]
    with_that: frozenset[str]
    with_as: frozenset[str]
    homographs: frozenset[str]
    tallies: frozenset[str]
    adverbs: frozenset[str]
    speaker_prepositions: re.Pattern[str]
    in_prepositions: frozenset[str]
    passing: frozenset[str]


_VOWELS = "aeiou"


def inflect(base: str, past: Iterable[str] = ()) -> Iterator[tuple[str, Form]]:
    """Yield the forms of a verb; ``past`` gives its past and participle where irregular.

    Verbs in "l" have both spellings ("labelled", "labeled").
    """
    yield base, Form.BASE
    yield _third_person(base), Form.PRESENT
    irregular = tuple(past)
    stem = _doubled(base, irregular)
    if irregular:
        yield irregular[0], Form.PAST
        yield irregular[-1], Form.PARTICIPLE
    if not irregular or base.endswith("l"):
        regular = _regular_past(base)
        yield regular, Form.PAST
        yield regular, Form.PARTICIPLE
    yield _ing(stem), Form.ING
    if stem != base and base.endswith("l"):
        yield _ing(base), Form.ING


def _third_person(base: str) -> str:
    if base.endswith("y") and base[-2] not in _VOWELS:
        return f"{base[:-1]}ies"
    return f"{base}es" if base.endswith(("s", "x", "z", "ch", "sh", "o")) else f"{base}s"


def _regular_past(base: str) -> str:
    if base.endswith("e"):
        return f"{base}d"
    if base.endswith("y") and base[-2] not in _VOWELS:
        return f"{base[:-1]}ied"
    return f"{base}ed"


def _doubled(base: str, irregular: tuple[str, ...]) -> str:
    """Double the last consonant where the past does, or where a short stem asks for it."""
    doubles = f"{base}{base[-1]}ed" in irregular or base in {"put", "hit", "begin", "forget"}
    return f"{base}{base[-1]}" if doubles else base


def _ing(stem: str) -> str:
    if stem.endswith("e") and not stem.endswith(("ee", "oe", "ye")):
        return f"{stem[:-1]}ing"
    return f"{stem}ing"


@cache
def reporting_lexicon() -> ReportingLexicon:
    """Return the reporting words, read once."""
    table = load_table("reporting")
    verbs = table["verbs"]
    frames: dict[str, set[Frame]] = {}
    for frame in Frame:
        for verb in verbs[frame.value]:
            frames.setdefault(verb, set()).add(frame)
    forms: dict[str, dict[tuple[str, tuple[str, ...]], set[Form]]] = {}
    for verb in frames:
        first, *tail = verb.split()
        for word, form in inflect(first, table["forms"].get(first, ())):
            forms.setdefault(word, {}).setdefault((verb, tuple(tail)), set()).add(form)
    entries = {
        word: tuple(
            VerbEntry(verb, frozenset(found), frozenset(frames[verb]), tail)
            for (verb, tail), found in sorted(of_word.items(), key=lambda item: -len(item[0][1]))
        )
        for word, of_word in forms.items()
    }
    nouns = {}
    for attitude, words in ((True, table["nouns"]["attitude"]), (False, table["nouns"]["content"])):
        for noun in words:
            nouns[noun] = attitude
            nouns[_third_person(noun)] = attitude
    prepositions = sorted(table["prepositions"]["speaker"], key=len, reverse=True)
    return ReportingLexicon(
        verbs=entries,
        nouns=nouns,
        denying=frozenset(verbs["denying"]),
        passive=frozenset(verbs["passive"]),
        naming=frozenset(verbs["naming"]),
        relaying=frozenset(verbs["relaying"]),
        measuring=frozenset(verbs["measuring"]),
        counting=frozenset(verbs["counting"]),
        receiving=frozenset(verbs["receiving"]),
        expecting=frozenset(verbs["expecting"]),
        with_that=frozenset(verbs["with_that"]),
        with_as=frozenset(verbs["with_as"]),
        homographs=frozenset(verbs["homographs"]),
        tallies=frozenset(table["nouns"]["tallies"]),
        adverbs=frozenset(table["prepositions"]["adverbs"]),
        speaker_prepositions=re.compile(
            rf"\b(?:{'|'.join(re.escape(words) for words in prepositions)})\b", re.IGNORECASE
        ),
        # The longest word of each: without any of them, none can stand in a sentence.
        in_prepositions=frozenset(max(words.split(), key=len) for words in prepositions),
        passing=frozenset(table["prepositions"]["passing"]),
    )
