"""The forms of a verb or noun of the lexicons, from its dictionary form."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from claimtrack.engine.language.nouns import plural_of
from claimtrack.engine.lexicon import load_table

if TYPE_CHECKING:
    from collections.abc import Mapping

_VOWELS = frozenset("aeiou")


@cache
def _irregular() -> Mapping[str, list[str]]:
    table: Mapping[str, list[str]] = load_table("measure_words")["irregular"]
    return table


@cache
def _irregular_of() -> Mapping[str, str]:
    """Return the irregular verb of each past form that is no verb itself."""
    table = _irregular()
    return {
        form: verb
        for verb, forms in table.items()
        for form in forms
        if form not in table and not form.endswith(("ing", "s"))
    }


def verb_forms(lemma: str) -> frozenset[str]:
    """Return all forms of a verb, the dictionary form included."""
    listed = _irregular().get(lemma)
    if listed is not None:
        return frozenset({lemma, *listed})
    return frozenset({lemma, _third(lemma), past_participle(lemma), gerund(lemma)})


def past_participle(lemma: str) -> str:
    """Return the form that stands in a passive ("cancelled"); irregular verbs from the table.

    A past form of those is as good as the verb ("drank" leads to "drunk").
    """
    lemma = _irregular_of().get(lemma, lemma)
    listed = _irregular().get(lemma)
    if listed is not None:
        past = [form for form in listed if not form.endswith(("ing", "s"))]
        return past[-1] if past else lemma
    if lemma.endswith("e"):
        return lemma + "d"
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        return lemma[:-1] + "ied"
    return _doubled(lemma) + "ed"


def noun_forms(noun: str) -> frozenset[str]:
    """Return a noun, or a phrase with one as its last word, in singular and plural."""
    return frozenset({noun, plural_of(noun)})


def _third(word: str) -> str:
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word[:-1] + "ies"
    return word + "s"


def gerund(lemma: str) -> str:
    """Return the form in -ing ("storming"); irregular verbs from the table."""
    listed = _irregular().get(lemma, ())
    stem = lemma[:-1] if lemma.endswith("e") and not lemma.endswith("ee") else _doubled(lemma)
    return next((form for form in listed if form.endswith("ing")), stem + "ing")


def _doubled(lemma: str) -> str:
    """Double the last letter of a short verb with one vowel before it: "grab", "snap"."""
    short = sum(letter in _VOWELS for letter in lemma) == 1
    closed = lemma[-1:] not in _VOWELS | set("wxyh") and lemma[-2:-1] in _VOWELS
    return lemma + lemma[-1] if short and closed else lemma
