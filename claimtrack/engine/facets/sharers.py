"""Among whom a figure was counted where the counted phrase does not say so itself.

The subject of a share says it ("Electric cars accounted for one in four registrations"), what
stands before or behind the noun of a measure ("Youth unemployment", "life expectancy for men"),
or what a sum or an amount is of ("2.3 tonnes of cocaine", "is for air defence").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.engine.facets.measure_lexicon import entries, scale_forms
from claimtrack.engine.facets.populations import (
    head_class,
    is_event,
    names_people,
    phrase_population,
    population_of,
)
from claimtrack.engine.language.nouns import singular_of
from claimtrack.engine.records import Population

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from claimtrack.engine.facets.context import Figure, Sentence
    from claimtrack.engine.records import Facet

#: Verbs that give their subject a share, each with the word that must follow it.
_SHARING = {
    "account": "for", "make": "up", "bring": "in", "comprise": "", "represent": "",
    "constitute": "",
}  # fmt: skip
#: What women, parties and regions hold.
_SEATS = frozenset({"seat", "post", "place", "mandate"})
_HOLDING = frozenset({"hold", "win", "occupy", "take", "have"})
_AGE_BOUNDS = frozenset({"under", "over", "aged"})
_AMONG = frozenset({"for", "among", "amongst", "in"})
_PARTS_IN = frozenset({"in", "among"})
_AMOUNTS = frozenset({"mass", "volume"})
_PRICED = frozenset({"price"})
#: "A street value of £184m" is not that of the street.
_OF_KINDS = frozenset({"value"})
_LEVELS = frozenset({"share", "points", "money", "rate", "time", "index", "number"})
_VERB_REACH = 4
#: "Of the 12,000": how many words lead to the whole.
_OF_WORDS = 2
_PREDICATE_REACH = 10


def population_in(sentence: Sentence, figure: Figure, measure: Facet) -> Population:
    """Return whom a figure counts, by its own phrase or else by the words around it.

    Who has a share comes before those it is a share of: "Women make up half of the members"
    counts women.
    """
    own = population_of(sentence, figure)
    if own.key and figure.quantity.dimension == "count" and figure.unit not in _SEATS:
        return own
    around = (read(sentence, figure, measure) for read in _RULES)
    return next((each for each in around if each.key), own)


def _giving(sentence: Sentence, figure: Figure, measure: Facet) -> Population:
    """Read "Electric cars accounted for one in four new registrations"."""
    del measure
    if figure.quantity.dimension != "share":
        return Population()
    for index in range(figure.first - 1, max(-1, figure.first - 1 - _VERB_REACH), -1):
        if _shares(sentence, index):
            return _subject(sentence, index)
    return Population()


def _shares(sentence: Sentence, index: int) -> bool:
    """Tell whether a verb gives its subject a share; "account for" is often taken for a noun."""
    following = _SHARING.get(sentence.lemma(index))
    if not following:
        return following == "" and sentence.is_verb(index)
    return sentence.word(index + 1) == following


def _holding(sentence: Sentence, figure: Figure, measure: Facet) -> Population:
    """Read "Women hold 46 seats in the new assembly"."""
    del measure
    verb = figure.first - 1
    if figure.unit not in _SEATS or sentence.lemma(verb) not in _HOLDING:
        return Population()
    found = _subject(sentence, verb)
    return found if names_people(found.head) else Population()


def _subject(sentence: Sentence, verb: int) -> Population:
    """Return the subject of a verb; "they" is that of the sharing verb before."""
    last = verb - 1
    while sentence.tag(last) in ("ADV", "AUX", "PART"):
        last -= 1
    if sentence.word(last) in ("they", "it"):
        for index in range(last - 1, -1, -1):
            if _shares(sentence, index):
                return _subject(sentence, index)
        return Population()
    if sentence.word(last - 1) in _AGE_BOUNDS and sentence.tag(last - 2) == "NOUN":
        bound = f"{sentence.word(last - 1)}-{sentence.word(last)}"
        head = head_class(singular_of(sentence.word(last - 2)))
        span = sentence.cut(last - 2, last)
        return Population(head, (bound,), span.exact, span)
    return _noun_phrase(sentence, last)


def _phrase_end(sentence: Sentence, first: int) -> int:
    """Return the last noun of a run of adjectives and nouns, or the token before ``first``."""
    index, noun = first, first - 1
    while sentence.tag(index) in ("ADJ", "NOUN", "PROPN"):
        if sentence.tag(index) != "ADJ":
            noun = index
        index += 1
    return noun


def _noun_phrase(sentence: Sentence, last: int) -> Population:
    """Read the noun phrase that ends with a noun; the last of a list is not the whole of it."""
    if sentence.tag(last) not in ("NOUN", "PROPN"):
        return Population()
    first = last
    while sentence.tag(first - 1) in ("ADJ", "NOUN", "PROPN"):
        first -= 1
    before = first - (sentence.tag(first - 1) == "DET") - 1
    if before >= sentence.clause_start(last) and sentence.tag(before) in ("ADP", "CCONJ"):
        return Population()
    return phrase_population(sentence, first, last)


def _behind_measure(sentence: Sentence, figure: Figure, measure: Facet) -> Population:
    """Read "life expectancy for men", "unemployment among graduates"."""
    if measure.span is None or figure.quantity.dimension not in _LEVELS:
        return Population()
    _, link = sentence.tokens_in(measure.span)
    first = link + 1
    while sentence.tag(first) in ("DET", "PRON"):
        first += 1
    last = _phrase_end(sentence, first)
    if sentence.word(link) not in _AMONG or last < first or link >= figure.first:
        return Population()
    people = names_people(singular_of(sentence.word(last)))
    return phrase_population(sentence, first, last) if people else Population()


def _before_measure(sentence: Sentence, figure: Figure, measure: Facet) -> Population:
    """Read "Youth unemployment", "House prices".

    An open measure is named by the noun of its clause, and what stands before that is its kind
    ("a city block for 45 years").
    """
    levelled = figure.quantity.dimension in _LEVELS and measure.key not in _OF_KINDS
    if measure.key not in entries():
        return Population()
    if measure.span is None or not levelled:
        return Population()
    first, _ = sentence.tokens_in(measure.span)
    if first >= figure.first or sentence.tag(first) != "NOUN" or sentence.tag(first - 1) != "NOUN":
        return Population()
    if sentence.figure_at(first - 1) is not None or is_event(singular_of(sentence.word(first - 1))):
        return Population()
    span = sentence.cut(first - 1, first - 1)
    return Population(head_class(singular_of(sentence.word(first - 1))), (), span.exact, span)


def _priced(sentence: Sentence, figure: Figure, measure: Facet) -> Population:
    """Read "Oil fell below $80 a barrel"."""
    named = measure.span is not None and measure.span.start < figure.span.start
    if measure.key not in _PRICED or named:
        return Population()
    start = sentence.clause_start(figure.first)
    for index in range(start + 1, figure.first):
        if sentence.word(index) in scale_forms() and sentence.is_verb(index):
            return _noun_phrase(sentence, index - 1)
    return Population()


def _amount_of(sentence: Sentence, figure: Figure, measure: Facet) -> Population:
    """Read "2.3 tonnes of cocaine"."""
    del measure
    link = figure.last + 1
    if figure.quantity.dimension not in _AMOUNTS or sentence.word(link) != "of":
        return Population()
    last = _phrase_end(sentence, link + 1)
    if last == link and sentence.tag(link + 1) == "ADJ":
        last = link + 1
    return phrase_population(sentence, link + 1, last) if last > link else Population()


def _meant_for(sentence: Sentence, figure: Figure, measure: Facet) -> Population:
    """Read "of which $900 million is for air defence"."""
    del measure
    words = sentence.low[figure.last + 1 : figure.last + 3]
    meant = len(words) > 1 and words[0] in ("is", "are", "was", "were") and words[1] == "for"
    if figure.quantity.dimension != "money" or not meant:
        return Population()
    first = figure.last + 3
    last = _phrase_end(sentence, first)
    return phrase_population(sentence, first, last) if last >= first else Population()


def _part_in(sentence: Sentence, figure: Figure, measure: Facet) -> Population:
    """Read "eight cases, six of them in travellers"."""
    del measure
    behind = sentence.low[figure.number_last + 1 : figure.number_last + 4]
    if behind[:2] != ["of", "them"] or not _PARTS_IN & set(behind[2:]):
        return Population()
    first = figure.number_last + 4
    last = _phrase_end(sentence, first)
    people = last >= first and names_people(singular_of(sentence.word(last)))
    return phrase_population(sentence, first, last) if people else Population()


def _predicate(sentence: Sentence, figure: Figure, measure: Facet) -> Population:
    """Read "half of the 64 passengers on board were students"."""
    del measure
    if figure.quantity.dimension != "share" or sentence.word(figure.last + 1) != "of":
        return Population()
    end = min(len(sentence.tokens), figure.last + _PREDICATE_REACH)
    for index in range(figure.last + 2, end):
        if sentence.is_stop(index) or sentence.word(index) == ",":
            break
        if sentence.word(index) in ("were", "are"):
            noun = index + 1
            named = sentence.tag(noun) == "NOUN" and names_people(singular_of(sentence.word(noun)))
            return phrase_population(sentence, noun, noun) if named else Population()
        if sentence.is_verb(index):
            break
    return Population()


def _of_counted(sentence: Sentence, figure: Figure, measure: Facet) -> Population:
    """Read "a quarter of the 12,000 pharmacies"."""
    del measure
    following = sentence.order_of(figure) + 1
    if figure.quantity.dimension != "share" or following >= len(sentence.figures):
        return Population()
    whole = sentence.figures[following]
    between = sentence.between(figure, whole)
    if between[:1] != ["of"] or len(between) > _OF_WORDS or whole.quantity.dimension != "count":
        return Population()
    return phrase_population(sentence, whole.number_last + 1, whole.last)


_RULES: Sequence[Callable[[Sentence, Figure, Facet], Population]] = (
    _giving,
    _holding,
    _behind_measure,
    _before_measure,
    _priced,
    _amount_of,
    _meant_for,
    _part_in,
    _predicate,
    _of_counted,
)
