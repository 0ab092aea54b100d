"""What a figure measures where no table knows the word: the verb, the noun or the subject itself.

"86 flights were cancelled" measures what was cancelled, "Waiting lists fell to 7.2 million" the
waiting list. Such measures are in no hierarchy: each is only ever compared with itself.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from claimtrack.engine.governors import is_level_verb
from claimtrack.engine.inflect import past_participle
from claimtrack.engine.lexicon import load_table
from claimtrack.engine.measure_lexicon import entries, grammar, level_forms
from claimtrack.engine.nouns import plural_of, singular_of
from claimtrack.engine.places import slug
from claimtrack.engine.records import Facet

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimtrack.engine.context import Figure, Sentence
    from claimtrack.engine.governors import Governor
    from claimtrack.engine.records import Span

_EXTENTS = frozenset({"time", "length", "temperature"})
_BEFORE_NOUN = frozenset({"DET", "PUNCT", "CCONJ", "ADV", "ADJ"})


def open_measure(sentence: Sentence, figure: Figure, governor: Governor | None) -> Facet:
    """Return a measure in the sentence's own words; its key is empty where none will do."""
    dimension = figure.quantity.dimension
    if dimension in _EXTENTS:
        word = _extent(sentence, figure)
        return Facet(word, word, figure.span)
    if dimension not in ("count", "share"):
        return _subject(sentence, figure)
    verb = _verb(sentence, governor)
    if verb is not None:
        return verb
    named = figure.last > figure.number_last and figure.unit not in ("", "person")
    if named and dimension == "count":
        return _named(plural_of(figure.unit), sentence.cut(figure.last, figure.last))
    return _subject(sentence, figure)


def _named(word: str, span: Span) -> Facet:
    return Facet(slug(word), word.lower(), span)


def _verb(sentence: Sentence, governor: Governor | None) -> Facet | None:
    """Take the verb that is done to or by the counted; what they do to others is not it."""
    if governor is None or not governor.group.verbs:
        return None
    group = governor.group
    index = group.verbs[-1]
    lemma = sentence.lemma(index)
    word = past_participle(lemma)
    light = lemma in grammar("light") or sentence.word(index) in level_forms()
    if light or not lemma.isalpha():
        return None
    acts = governor.subject and not group.passive
    if acts and (word in entries() or sentence.begins_nominal(group.last + 1)):
        return None
    return _named(word, sentence.cut(index, index))


@cache
def _extent_words() -> Mapping[str, str]:
    table: Mapping[str, str] = load_table("measure_words")["extents"]
    return table


def _extent(sentence: Sentence, figure: Figure) -> str:
    """Return what a length or time measures by the word behind it ("six metres deep")."""
    for index in range(figure.last + 1, figure.last + 3):
        word = _extent_words().get(sentence.word(index))
        if word is not None:
            return word
    dimension = figure.quantity.dimension
    return "duration" if dimension == "time" else dimension


def _subject(sentence: Sentence, figure: Figure) -> Facet:
    """Take the subject whose level is stated: "Waiting lists fell to 7.2 million"."""
    start = sentence.clause_start(figure.first)
    verb = next(
        (
            index
            for index in range(start, figure.first)
            if sentence.is_verb(index) and is_level_verb(sentence, index)
        ),
        None,
    )
    if verb is None:
        return Facet()
    group = sentence.verb_group(verb)
    if group.passive and sentence.word(group.last + 1) == "by":
        return Facet()
    first = start
    while first < verb and sentence.tag(first) in _BEFORE_NOUN:
        first += 1
    last = first
    while last < verb and sentence.tag(last) in ("NOUN", "PROPN"):
        last += 1
    if last == first or sentence.tag(last - 1) != "NOUN":
        return Facet()
    words = " ".join((*sentence.low[first : last - 1], singular_of(sentence.word(last - 1))))
    return _named(words, sentence.cut(first, last - 1))
