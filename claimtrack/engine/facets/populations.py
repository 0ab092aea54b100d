"""Among whom or what a figure counts: the head noun and the words that narrow it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from claimtrack.engine.facets.measure_lexicon import state_words
from claimtrack.engine.facets.places import find_demonyms, slug
from claimtrack.engine.language.nouns import singular_of
from claimtrack.engine.lexicon import load_table
from claimtrack.engine.records import Population
from claimtrack.engine.taxonomy.population_tree import JOINT, is_person

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from claimtrack.engine.facets.context import Figure, Sentence

_PERSON = "person"


@cache
def _heads() -> Mapping[str, str]:
    return {
        word: key for key, words in load_table("populations")["heads"].items() for word in words
    }


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(load_table("populations")[name]["words"])


def head_class(noun: str) -> str:
    """Return the one head for a counted noun: "soldiers" and "troops" are both "troop"."""
    return _heads().get(noun, slug(noun))


def is_event(noun: str) -> bool:
    """Tell whether a noun says what happened and not to whom ("deaths")."""
    return noun in _listed("events")


def population_of(sentence: Sentence, figure: Figure) -> Population:
    """Return what the figure's own words say of whom it counts; empty where they do not."""
    quantity = figure.quantity
    if quantity.dimension != "count":
        return _behind_of(sentence, figure)
    return _in_phrase(sentence, figure.number_last + 1, figure.last)


def _behind_of(sentence: Sentence, figure: Figure) -> Population:
    """Read "12% of voters"."""
    index = figure.last + 1
    if figure.quantity.dimension != "share" or sentence.word(index) != "of":
        return Population()
    last = index
    while sentence.tag(last + 1) in ("DET", "ADJ", "NOUN", "PROPN", "PRON", "PART"):
        last += 1
    return _in_phrase(sentence, index + 1, last) if last > index else Population()


def _in_phrase(sentence: Sentence, first: int, last: int) -> Population:
    """Read a noun phrase from token ``first`` to ``last``; its head is the last noun."""
    if first > last:
        return Population()
    head_at = _head_at(sentence, first, last)
    if head_at is None:
        return Population()
    words = [token.text for token in sentence.tokens]
    demonyms = list(find_demonyms(words, first, last))
    people = next((d for d in demonyms if d.last == head_at), None)
    noun = singular_of(words[head_at])
    modifiers = {demonym.key for demonym in demonyms}
    covered = {i for d in demonyms for i in range(d.first, d.last + 1)}
    head = _PERSON if people is not None else _joined(sentence, head_at, last, noun)
    state = sentence.word(head_at) in state_words() and head_at == last
    if is_event(noun) or state or sentence.word(head_at) in _listed("idle"):
        head = ""
    modifiers |= {
        slug(singular_of(words[i]) if sentence.tag(i) == "NOUN" else words[i])
        for i in range(first, head_at)
        if i not in covered and _narrows(sentence, i)
    }
    if not head and not modifiers:
        return Population()
    begin = min((i for i in (*covered, *_narrowing(sentence, first, head_at))), default=head_at)
    span = sentence.cut(min(begin, head_at), head_at)
    return Population(head, tuple(sorted(filter(None, modifiers))), span.exact, span)


def _joined(sentence: Sentence, head_at: int, last: int, noun: str) -> str:
    """Return the head with a second noun of people behind "and" ("men and women")."""
    if last < head_at + 2 or sentence.word(head_at + 1) != "and":
        return head_class(noun)
    second = singular_of(sentence.tokens[last].text)
    if not (names_people(noun) and names_people(second)):
        return head_class(noun)
    both = _heads().get(" and ".join(sorted((noun, second))))
    return both or JOINT.join(sorted({head_class(noun), head_class(second)}))


def _narrowing(sentence: Sentence, first: int, last: int) -> list[int]:
    return [i for i in range(first, last) if _narrows(sentence, i)]


def _narrows(sentence: Sentence, index: int) -> bool:
    if sentence.tag(index) not in ("ADJ", "NOUN", "PROPN"):
        return False
    word = sentence.word(index)
    return word not in _listed("idle") and word[0].isalpha()


def _head_at(sentence: Sentence, first: int, last: int) -> int | None:
    """Return the last noun before a preposition, or behind "of" where that opens the phrase."""
    head = None
    for index in range(first, last + 1):
        word, tag = sentence.word(index), sentence.tag(index)
        if tag == "ADP" and head is not None:
            break
        if tag in ("NOUN", "PROPN") or word in _listed("idle") or (tag == "ADJ" and index == last):
            head = index
        elif head is not None and tag == "CCONJ":
            break
    return head


def named_before(sentence: Sentence, tokens: Sequence[int]) -> Population:
    """Return the modifiers in a phrase that names a measure ("total North Korean casualties")."""
    if not tokens:
        return Population()
    first, last = min(tokens), max(tokens)
    words = [token.text for token in sentence.tokens]
    demonyms = list(find_demonyms(words, first, last))
    if not demonyms:
        return Population()
    span = sentence.cut(demonyms[0].first, demonyms[-1].last)
    modifiers = tuple(sorted({demonym.key for demonym in demonyms}))
    return Population(_PERSON, modifiers, f"{span.exact}s", span)


def inherited(population: Population, source: Population, reason: str) -> Population:
    """Fill what a population leaves open from another one, and say why."""
    head = population.head or source.head
    modifiers = tuple(sorted({*population.modifiers, *source.modifiers}))
    if (head, modifiers) == (population.head, population.modifiers):
        return population
    return replace(
        source,
        head=head,
        modifiers=modifiers,
        label=_label(head, modifiers),
        span=None,
        inferred=reason,
    )


def _label(head: str, modifiers: Sequence[str]) -> str:
    return " ".join((*(m.replace("-", " ") for m in modifiers), head)).strip()


def anybody() -> Population:
    """Return the population of a figure that counts people and says nothing more."""
    return Population(_PERSON, (), "people", inferred="the figure counts people and names no group")


@cache
def names_people(noun: str) -> bool:
    """Tell whether a singular noun is one for people, by the tables or by its ending."""
    table = load_table("populations")["people"]
    if is_person(head_class(noun)) or noun in table["words"]:
        return True
    return noun.endswith(tuple(table["endings"])) and noun not in table["not_people"]
