"""What a figure measures where no table knows the word: the verb, the noun or the subject itself.

"86 flights were diverted" measures what was diverted, "Vehicle thefts fell to 7,200" the thefts,
"four men stormed the hall" who was storming something. Such measures are in no hierarchy: each is
only ever compared with itself, so a key that may stand for two things is worse than none.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from claimtrack.engine.facets.measure_lexicon import entries, grammar, level_forms, scale_forms
from claimtrack.engine.facets.places import slug
from claimtrack.engine.language.inflect import gerund, past_participle
from claimtrack.engine.language.nouns import plural_of, singular_of
from claimtrack.engine.lexicon import load_table
from claimtrack.engine.records import Facet

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claimtrack.engine.facets.context import Figure, Sentence
    from claimtrack.engine.facets.governors import Governor
    from claimtrack.engine.records import Span

_EXTENTS = frozenset({"time", "length", "temperature"})
_BEFORE_NOUN = frozenset({"DET", "PUNCT", "CCONJ", "ADV", "ADJ"})
_LEVEL_LINKS = frozenset({"to", "at", "by", "above", "below", "from", "past", "around", "near"})
_BRACKETS = frozenset({"(", ")", "-LRB-", "-RRB-", ",", "or"})
_BARE = {"time": "duration"}
#: How many words behind a length may stand before the word that says what it measures.
_EXTENT_REACH = 10


def open_measure(sentence: Sentence, figure: Figure, governor: Governor | None) -> Facet:
    """Return a measure in the sentence's own words; its key is empty where none will do."""
    dimension = figure.quantity.dimension
    if dimension in _EXTENTS:
        return _extent(sentence, figure, governor)
    named = figure.last > figure.number_last and figure.unit not in ("", "person")
    if governor is not None and (dimension != "money" or not governor.subject):
        verb = _verb(sentence, figure, governor)
        if verb.key:
            return verb
    if named and dimension == "count":
        return _named(plural_of(figure.unit), sentence.cut(figure.last, figure.last))
    return _subject(sentence, figure)


def _named(word: str, span: Span) -> Facet:
    return Facet(slug(word), word.lower(), span)


def _verb(sentence: Sentence, figure: Figure, governor: Governor) -> Facet:
    """Take the verb: what is done to the counted, or what they are doing to others."""
    group = governor.group
    if not group.verbs:
        return Facet()
    index = group.verbs[-1]
    lemma = sentence.lemma(index)
    light = lemma in grammar("light") or sentence.word(index) in level_forms()
    if light or not lemma.isalpha() or (not governor.subject and _is_led(sentence, index, figure)):
        return Facet()
    word = past_participle(lemma)
    acts = governor.subject and not group.passive
    if acts and (word in entries() or sentence.begins_nominal(group.last + 1)):
        word = gerund(lemma)
    return _named(word, sentence.cut(index, index))


def _is_led(sentence: Sentence, verb: int, figure: Figure) -> bool:
    """Tell whether a preposition leads the figure: "the father of two sons", "met in 12 towns"."""
    return any(
        sentence.tag(index) == "ADP"
        and sentence.figure_at(index) is None
        and sentence.tag(index - 1) in ("NOUN", "PROPN", "PRON", "VERB")
        and index != verb + 1
        for index in range(verb + 1, figure.first)
    )


@cache
def _extent_words() -> Mapping[str, Mapping[str, str]]:
    table: Mapping[str, Mapping[str, str]] = load_table("measure_words")["extents"]
    return table


def _extent(sentence: Sentence, figure: Figure, governor: Governor | None) -> Facet:
    """Return what a length or time measures, and of what: "height of the tower".

    The word behind it says so ("six metres deep"); the same length in other units may stand
    between ("seven km (4 miles) east"). A time without such a word is that of the verb: what
    took three days is not what was spent in three days. Lengths of two things are two measures.
    """
    dimension = figure.quantity.dimension
    known = _extent_words().get(dimension, {})
    at = next((i for i in _behind(sentence, figure) if sentence.word(i) in known), None)
    kind = known[sentence.word(at)] if at is not None else _named_kind(sentence, figure)
    if dimension == "time" and at is None and governor is not None:
        verb = _verb(sentence, figure, governor)
        if verb.key:
            return Facet(f"{kind}-{verb.key}", f"{kind}: {verb.label}", verb.span)
    of = _measured(sentence, figure, at if kind == "distance" else None)
    if of is None:
        return Facet(kind, kind, figure.span)
    thing = singular_of(sentence.word(of))
    link = "from" if of > figure.last else "of"
    return Facet(slug(f"{kind} {thing}"), f"{kind} {link} {thing}", sentence.cut(of, of))


def _measured(sentence: Sentence, figure: Figure, distant: int | None) -> int | None:
    """Return the noun that has the extent, or the one that a distance is measured from."""
    if distant is not None:
        for index in range(distant + 1, min(len(sentence.low), distant + _EXTENT_REACH)):
            if sentence.tag(index) == "PROPN":
                return index
            if sentence.is_stop(index) or sentence.word(index) == ",":
                break
    for index in range(figure.first - 1, sentence.clause_start(figure.first) - 1, -1):
        nominal = sentence.tag(index) in ("NOUN", "PROPN")
        if not nominal or sentence.figure_at(index) is not None:
            continue
        if sentence.word(index).isalpha() and sentence.word(index) not in _extent_words()["nouns"]:
            return index
    return None


def _named_kind(sentence: Sentence, figure: Figure) -> str:
    """Return what the noun before a length calls it ("an altitude of 550 km")."""
    dimension = figure.quantity.dimension
    named = _extent_words()["nouns"].get(sentence.word(figure.first - 2))
    if dimension == "length" and named is not None:
        return named
    return _BARE.get(dimension, dimension)


def _behind(sentence: Sentence, figure: Figure) -> Iterator[int]:
    """Yield the three words behind a figure, other figures in brackets stepped over."""
    left = 3
    for index in range(figure.last + 1, figure.last + _EXTENT_REACH):
        if sentence.figure_at(index) is not None or sentence.word(index) in _BRACKETS:
            continue
        yield index
        left -= 1
        if not left:
            return


def _subject(sentence: Sentence, figure: Figure) -> Facet:
    """Take the subject whose level is stated: "Vehicle thefts fell to 7,200"."""
    start = sentence.clause_start(figure.first)
    verb = next(
        (index for index in range(start, figure.first) if _is_scale(sentence, index)),
        None,
    )
    if verb is None or not _states_level(sentence, verb, figure):
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


def _is_scale(sentence: Sentence, index: int) -> bool:
    """Tell whether a verb has its subject for a scale: "fell", "is to rise", not "is to get"."""
    known = scale_forms()
    if sentence.word(index) not in known:
        return False
    if not sentence.is_verb(index):
        return sentence.tag(index) != "PART"
    return sentence.word(sentence.verb_group(index).last) in known


def _states_level(sentence: Sentence, verb: int, figure: Figure) -> bool:
    """Tell whether the figure is where the verb has brought its subject."""
    behind = range(verb + 1, figure.first)
    return not behind or any(
        sentence.word(index) in _LEVEL_LINKS for index in (behind[0], behind[-1], figure.first)
    )
