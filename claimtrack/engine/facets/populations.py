"""Among whom or what a figure counts: the head noun and the words that narrow it."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from claimtrack.engine.facets.measure_lexicon import state_words
from claimtrack.engine.facets.places import find_demonyms, nation_names, slug
from claimtrack.engine.language.nouns import plural_of, singular_of
from claimtrack.engine.lexicon import load_table
from claimtrack.engine.records import Population
from claimtrack.engine.taxonomy.population_tree import JOINT, head_of, is_person

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from claimtrack.engine.facets.context import Figure, Sentence

_PERSON = "person"
#: "The country's territory" is any; whose it is says the place.
_POSSESSIVE = frozenset({"'s", "'", "’"})
#: What stands between two numbers that share one noun, and what narrows it for each.
_JOINING = frozenset({"and", ",", "or"})
_NARROWING = frozenset({"ADJ", "PROPN"})
_EVERYBODY = frozenset({"men", "women", "children"})
#: Words that open a phrase of time right behind a noun ("thefts last year").
_TIMES = frozenset({"last", "next", "this"})
#: How the adjective of a nation ends that no table holds: "the Karvelian toll".
_NATION = re.compile(
    r"(?!(?:Guard|Adr|Christ|Dam|Sebast|Fab|Flor|Jul|Viv|Mar|Br|Dor|Ind)ian)"
    r"[A-Z][a-z]{2,}(?:ian|ean|ese|yan|oan)"
)


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
    everybody = _everybody(sentence, figure)
    if everybody.key:
        return everybody
    if figure.last == figure.number_last:
        shared = _with_shared_noun(sentence, figure)
        rules = (_of_many, _of_number, _as_predicate)
        found = (rule(sentence, figure) for rule in rules)
        return shared if shared.key else next((each for each in found if each.key), Population())
    return phrase_population(sentence, figure.number_last + 1, figure.last)


def _everybody(sentence: Sentence, figure: Figure) -> Population:
    """Read "231 men, women and children": all the people there."""
    last = last_of_everybody(sentence, figure.number_last)
    if last == figure.number_last:
        return Population()
    span = sentence.cut(figure.number_last + 1, last)
    return Population(_PERSON, (), span.exact, span)


def last_of_everybody(sentence: Sentence, number_last: int) -> int:
    """Return the last of "men, women and children" behind a number; the number's own, if none."""
    last = number_last
    while sentence.word(last + 1) in _EVERYBODY or sentence.word(last + 1) in _JOINING:
        last += 1
    while sentence.word(last) in _JOINING:
        last -= 1
    found = {sentence.word(at) for at in range(number_last + 1, last + 1)} >= _EVERYBODY
    return last if found else number_last


def _with_shared_noun(sentence: Sentence, figure: Figure) -> Population:
    """Read the first of "12 Somali and 11 Yemeni pirates": both are pirates."""
    order = sentence.order_of(figure) + 1
    following = sentence.figures[order] if order < len(sentence.figures) else None
    if following is None or following.last <= following.number_last:
        return Population()
    between = sentence.between(figure, following)
    first, last = figure.number_last + 1, following.first - 2
    if not between or between[-1] not in _JOINING or last < first:
        return Population()
    narrowed = sentence.tag(following.number_last + 1) in _NARROWING
    if not narrowed or any(sentence.tag(at) not in _NARROWING for at in range(first, last + 1)):
        return Population()
    noun = phrase_population(sentence, following.number_last + 1, following.last)
    own = phrase_population(sentence, first, last)
    if not own.modifiers or not noun.modifiers:
        return Population()
    return Population(noun.head, own.modifiers, own.label, own.span)


def _of_many(sentence: Sentence, figure: Figure) -> Population:
    """Read "a crew of 14": the noun stands before."""
    noun = figure.first - 2
    if sentence.word(noun + 1) != "of" or not are_many(sentence.word(noun)):
        return Population()
    return phrase_population(sentence, noun, noun)


def _of_number(sentence: Sentence, figure: Figure) -> Population:
    """Read "put the number of passengers at 127"."""
    last = figure.first - 2
    first = last
    while sentence.tag(first) in ("NOUN", "PROPN", "ADJ"):
        first -= 1
    numbered = sentence.word(first) == "of" and sentence.word(first - 1) == "number"
    if not numbered or not names_people(singular_of(sentence.word(last))):
        return Population()
    return phrase_population(sentence, first + 1, last)


def _as_predicate(sentence: Sentence, figure: Figure) -> Population:
    """Read "of the 212, 14 were women": what a bare count is said to be."""
    noun = figure.last + 2
    if sentence.word(noun - 1) not in ("is", "are", "was", "were"):
        return Population()
    if sentence.tag(noun) != "NOUN" or not names_people(singular_of(sentence.word(noun))):
        return Population()
    return phrase_population(sentence, noun, noun)


def _behind_of(sentence: Sentence, figure: Figure) -> Population:
    """Read "12% of voters" and "one in five adults"."""
    index = figure.last + 1
    if figure.quantity.dimension == "share" and _is_ratio(sentence, figure):
        return phrase_population(sentence, index, sentence.noun_run(index))
    if figure.quantity.dimension != "share" or sentence.word(index) != "of":
        return Population()
    last = index
    while _goes_on(sentence, last + 1):
        last += 1
    return phrase_population(sentence, index + 1, last) if last > index else Population()


def _goes_on(sentence: Sentence, index: int) -> bool:
    """Tell whether a noun phrase goes on here, over "reported" in "reported thefts" too."""
    if sentence.tag(index) in ("DET", "ADJ", "NOUN", "PROPN", "PRON", "PART"):
        return sentence.word(index) not in _TIMES
    describes = sentence.is_verb(index) and sentence.word(index) in _listed("idle")
    return describes and sentence.tag(index + 1) == "NOUN"


def _is_ratio(sentence: Sentence, figure: Figure) -> bool:
    """Tell "three in ten" and "seven out of ten", whose noun follows without "of"."""
    return "in" in sentence.low[figure.first : figure.last] or (
        "out" in sentence.low[figure.first : figure.last]
    )


def phrase_population(sentence: Sentence, first: int, last: int) -> Population:
    """Return whom the noun phrase from token ``first`` to ``last`` names, by its last noun."""
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
    named = f"{sentence.word(last - 1)} {second}"
    second = named if last > head_at + 2 and head_of(named) != named else second
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
    if sentence.tag(index) == "NOUN" and sentence.word(index + 1) in _POSSESSIVE:
        return False
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
    if demonyms:
        span = sentence.cut(demonyms[0].first, demonyms[-1].last)
        modifiers = tuple(sorted({demonym.key for demonym in demonyms}))
        return Population(_PERSON, modifiers, f"{span.exact} people", span)
    unlisted = [at for at in range(max(first, 1), last + 1) if _NATION.fullmatch(words[at])]
    if not unlisted:
        return Population()
    span = sentence.cut(unlisted[0], unlisted[0])
    return Population(_PERSON, (slug(span.exact),), f"{span.exact} people", span)


def inherited(population: Population, source: Population, reason: str) -> Population:
    """Fill what a population leaves open from another one, and say why."""
    head = population.head or source.head
    modifiers = tuple(sorted({*population.modifiers, *source.modifiers}))
    if (head, modifiers) == (population.head, population.modifiers):
        return population
    added = [modifier for modifier in modifiers if modifier not in population.modifiers]
    label = described(added, population.label or plural_of(population.head))
    if not population.head:
        label = source.label or described(modifiers, plural_of(head))
    return replace(
        source,
        head=head,
        modifiers=modifiers,
        label=label,
        span=None,
        inferred=reason,
    )


def described(modifiers: Sequence[str], noun: str) -> str:
    """Return how a reader would name a group: "North Korean military workers", "Chinese people".

    The nation stands first; ``noun`` is the rest of the name as printed, or a plural.
    """
    nations = [modifier for modifier in modifiers if modifier in nation_names()]
    others = [modifier.replace("-", " ") for modifier in modifiers if modifier not in nations]
    names = [nation_names()[nation] for nation in nations]
    return " ".join(filter(None, (*names, *others, noun)))


def anybody() -> Population:
    """Return the population of a figure that counts people and says nothing more."""
    return Population(_PERSON, (), "people", inferred="the figure counts people and names no group")


def are_many(noun: str) -> bool:
    """Tell whether a noun without an ending for many is one for many people ("crew")."""
    return noun in _listed("many")


@cache
def names_people(noun: str) -> bool:
    """Tell whether a singular noun is one for people, by the tables or by its ending."""
    table = load_table("populations")["people"]
    if is_person(head_class(noun)) or noun in table["words"]:
        return True
    return noun.endswith(tuple(table["endings"])) and noun not in table["not_people"]
