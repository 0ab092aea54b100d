"""What a figure measures where no table knows the word: the verb, the noun or the subject itself.

"86 flights were diverted" measures what was diverted, "Vehicle thefts fell to 7,200" the thefts,
"four men stormed the hall" who was storming something. Such measures are in no hierarchy: each is
only ever compared with itself, so a key that may stand for two things is worse than none.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from claimtrack.engine.facets.measure_lexicon import (
    cause_forms,
    entries,
    grammar,
    level_forms,
    scale_forms,
)
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
_BEFORE_NOUN = frozenset({"DET", "PRON", "PUNCT", "CCONJ", "ADV", "ADJ"})
_LEVEL_LINKS = frozenset({"to", "at", "by", "above", "below", "from", "past", "around", "near"})
_BRACKETS = frozenset({"(", ")", "-LRB-", "-RRB-", ",", "or"})
_LIMITS = frozenset({"above", "below", "over", "under", "exceeding"})
_NOT_PHYSICAL = frozenset({"", "count", "number", "money", "share", "points", "multiple"})
_FROM = frozenset({"of", "from", "off"})
_SUBJECTS = frozenset({"it", "they", "he", "she", "we", "i", "you", "there"})
_BARE = {"time": "duration"}
#: How many words behind a length may stand before the word that says what it measures.
_EXTENT_REACH = 10
#: How many words of a clause are looked through for a verb.
_CLAUSE_REACH = 16


def open_measure(sentence: Sentence, figure: Figure, governor: Governor | None) -> Facet:
    """Return a measure in the sentence's own words; its key is empty where none will do."""
    dimension = figure.quantity.dimension
    if dimension in _EXTENTS:
        return _extent(sentence, figure, governor)
    rules = (
        *(_often, _in_relative, _found, _in_share, _times_the, _governing, _participle),
        *(_counted, _limited, _subject),
    )
    return next((facet for rule in rules if (facet := rule(sentence, figure, governor))), Facet())


def _often(sentence: Sentence, figure: Figure, governor: Governor | None) -> Facet | None:
    del governor
    verb = often_done(sentence, figure)
    return None if verb is None else _done(sentence, verb)


def _in_relative(sentence: Sentence, figure: Figure, governor: Governor | None) -> Facet | None:
    del governor
    verb = relative_object(sentence, figure)
    light = verb is None or sentence.lemma(verb) in grammar("light")
    return None if verb is None or light else _done(sentence, verb)


def _found(sentence: Sentence, figure: Figure, governor: Governor | None) -> Facet | None:
    """Read "looked at 500 stars and found 11": a bare number is not of what was looked for."""
    joined = sentence.word(figure.last + 1) == "-"
    counts = figure.quantity.dimension == "count" and not joined
    bare = figure.last == figure.number_last and counts
    if not bare or governor is None or governor.subject:
        return None
    verb = next((i for i in governor.group.verbs if sentence.lemma(i) in grammar("finding")), None)
    return None if verb is None else _done(sentence, verb)


def _in_share(sentence: Sentence, figure: Figure, governor: Governor | None) -> Facet | None:
    """Read "chose correctly in about 70% of trials", "was detected in 12% of samples"."""
    del governor
    share = figure.quantity.dimension == "share" and sentence.word(figure.last + 1) == "of"
    if not share or sentence.word(figure.first - 1) != "in":
        return None
    start = sentence.clause_start(figure.first)
    near = max(start, figure.first - _CLAUSE_REACH)
    verbs = reversed(sentence.verbs_among(near, figure.first))
    verb = next((i for i in verbs if sentence.tag(i) == "VERB"), None)
    if verb is None or sentence.lemma(verb) in ("be", "have", "do"):
        return None
    return _done(sentence, verb)


def _times_the(sentence: Sentence, figure: Figure, governor: Governor | None) -> Facet | None:
    """Read "2.3 times the mass of the Earth", and not "twice the legal limit"."""
    del governor
    last = sentence.noun_run(figure.last + 2)
    the = sentence.word(figure.last + 1) == "the"
    multiple = figure.quantity.dimension == "multiple" and the
    if not multiple or sentence.word(last) not in grammar("properties"):
        return None
    return _named(singular_of(sentence.word(last)), sentence.cut(last, last))


def _participle(sentence: Sentence, figure: Figure, governor: Governor | None) -> Facet | None:
    """Read "the 48 mice given the compound", "118 complaints lodged since May"."""
    del governor
    index = figure.last + 1
    bare = sentence.tokens[index].xpos == "VBN" if index < len(sentence.tokens) else False
    named = figure.quantity.dimension == "count" and figure.last > figure.number_last
    if not (bare and named) or sentence.tag(index) != "VERB":
        return None
    lemma = sentence.lemma(index)
    return None if lemma in grammar("vague_participles") else _done(sentence, index)


def _governing(sentence: Sentence, figure: Figure, governor: Governor | None) -> Facet | None:
    if governor is None or (figure.quantity.dimension == "money" and governor.subject):
        return None
    verb = _verb(sentence, figure, governor)
    return verb if verb.key else None


def _counted(sentence: Sentence, figure: Figure, governor: Governor | None) -> Facet | None:
    del governor
    named = figure.last > figure.number_last and figure.unit not in ("", "person")
    if not named or figure.quantity.dimension != "count":
        return None
    return _named(plural_of(figure.unit), sentence.cut(figure.last, figure.last))


def _limited(sentence: Sentence, figure: Figure, governor: Governor | None) -> Facet | None:
    """Take the noun that a limit in units stands behind: "forces below 10 piconewtons"."""
    del governor
    before = figure.first - 1
    limits = sentence.word(figure.first) in _LIMITS
    if not limits or figure.quantity.dimension in _NOT_PHYSICAL or sentence.tag(before) != "NOUN":
        return None
    return _named(singular_of(sentence.word(before)), sentence.cut(before, before))


def often_done(sentence: Sentence, figure: Figure) -> int | None:
    """Return the verb of which a share says how often it is done ("44% less often")."""
    after = figure.last + 1
    if sentence.word(after + 1) not in grammar("frequencies"):
        return None
    if sentence.word(after) not in ("less", "more") or figure.quantity.dimension != "share":
        return None
    start = sentence.clause_start(figure.first)
    for index in range(figure.first - 1, start - 1, -1):
        describes = sentence.tag(index - 1) == "DET" and sentence.tag(index + 1) == "NOUN"
        if sentence.tag(index) == "VERB" and not describes:
            return index
    return None


def relative_object(sentence: Sentence, figure: Figure) -> int | None:
    """Return the verb of a relative clause that has the figure for its object.

    "The 15 apps it tested", "of the nine that the school uses".
    """
    first = figure.last + 1
    linked = sentence.word(first) in ("that", "which", "whom")
    first += linked
    if sentence.tag(first) == "PRON" and sentence.word(first) in _SUBJECTS:
        verb = first + 1
    elif linked and sentence.tag(first) in ("DET", "NOUN", "PROPN"):
        verb = sentence.noun_run(first + (sentence.tag(first) == "DET")) + 1
    else:
        return None
    if not sentence.is_verb(verb):
        return None
    group = sentence.verb_group(verb)
    taken = sentence.tag(group.last + 1) in ("NOUN", "PROPN", "NUM", "PRON")
    if group.first != verb or not group.verbs or group.passive or taken:
        return None
    return group.verbs[0]


def _done(sentence: Sentence, verb: int) -> Facet:
    return _named(past_participle(sentence.lemma(verb)), sentence.cut(verb, verb))


def _named(word: str, span: Span) -> Facet:
    return Facet(slug(word), word.lower(), span)


def _verb(sentence: Sentence, figure: Figure, governor: Governor) -> Facet:
    """Take the verb: what is done to the counted, or what they are doing to others."""
    group = governor.group
    if not group.verbs:
        return Facet()
    index = group.verbs[-1]
    lemma = sentence.lemma(index)
    level = sentence.word(index) in level_forms()
    if level and governor.subject and figure.quantity.dimension == "count":
        # "Two led to charges": what a counted subject does is no level of it.
        level = sentence.word(index) in scale_forms()
    light = lemma in grammar("light") or level
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
    led = _extent_words()["led"].get(sentence.word(figure.first - 1))
    if dimension == "length" and led is not None and sentence.word(figure.last + 1) == "of":
        return Facet(led, led, figure.span)
    at = next((i for i in _behind(sentence, figure) if sentence.word(i) in known), None)
    kind = known[sentence.word(at)] if at is not None else _named_kind(sentence, figure)
    if dimension == "length" and at is None and kind == dimension:
        kind = _moved(sentence, figure) or kind
    if dimension == "time" and at is None and governor is None:
        slept = figure.first - 2
        if sentence.word(figure.first - 1) == "for" and sentence.tag(slept) == "VERB":
            done = _done(sentence, slept)
            return Facet(f"{kind}-{done.key}", f"{kind}: {done.label}", done.span)
    if dimension == "time" and at is None and governor is not None:
        verb = _verb(sentence, figure, governor)
        if verb.key:
            return Facet(f"{kind}-{verb.key}", f"{kind}: {verb.label}", verb.span)
    origin = _origin(sentence, at) if kind == "distance" and at is not None else None
    if _is_within(sentence, figure) and sentence.word(figure.last + 1) == "of":
        origin = _origin(sentence, figure.last + 1)
    if origin is not None:
        name = sentence.cut(*origin)
        return Facet(slug(f"{kind} {name.exact}"), f"{kind} from {name.exact}", name)
    of = _measured(sentence, figure)
    if of is None:
        return Facet(kind, kind, figure.span)
    thing = singular_of(sentence.word(of))
    return Facet(slug(f"{kind} {thing}"), f"{kind} of {thing}", sentence.cut(of, of))


def _is_within(sentence: Sentence, figure: Figure) -> bool:
    return "within" in (sentence.word(figure.first), sentence.word(figure.first - 1))


def _moved(sentence: Sentence, figure: Figure) -> str | None:
    """Return what a length is by the verb before it: "within" a distance, "cleared" a height."""
    if _is_within(sentence, figure) and sentence.word(figure.last + 1) == "of":
        return "distance"
    for index in range(figure.first - 1, max(-1, figure.first - 4), -1):
        if sentence.tag(index) == "VERB":
            return _extent_words()["verbs"].get(sentence.lemma(index))
        if sentence.tag(index) not in ("ADV", "ADP", "PART"):
            return None
    return None


def _measured(sentence: Sentence, figure: Figure) -> int | None:
    """Return the noun that has the extent, and not a verb of its relative clause.

    "The bridge, which cost $300m, is 1.9 km long" is about the bridge.
    """
    nearest = None
    start = max(sentence.clause_start(figure.first), figure.first - 2 * _CLAUSE_REACH)
    for index in range(figure.first - 1, start - 1, -1):
        nominal = sentence.tag(index) in ("NOUN", "PROPN")
        if not nominal or sentence.figure_at(index) is not None:
            continue
        kind = sentence.word(index) in _extent_words()["nouns"] or sentence.word(index) == "size"
        if sentence.word(index).isalpha() and not kind:
            if not _in_phrase(sentence, index):
                return index
            nearest = index if nearest is None else nearest
    return nearest


def _in_phrase(sentence: Sentence, noun: int) -> bool:
    """Tell whether a preposition leads a noun: in "an asteroid of the size of a bus" the last."""
    index = noun
    while sentence.tag(index) in ("DET", "ADJ", "NOUN", "PROPN"):
        index -= 1
    return sentence.tag(index) == "ADP"


def _origin(sentence: Sentence, distant: int) -> tuple[int, int] | None:
    """Return the first and last token of the name that a distance is measured from.

    "70 km off Darenk", "30 km south-west of the capital, Darenk".
    """
    directions = _extent_words()["length"]
    index = distant
    while sentence.word(index) == "-" or directions.get(sentence.word(index)) == "distance":
        index += 1
    index += sentence.word(index) in _FROM
    while sentence.word(index - 1) in _FROM:
        while sentence.tag(index) in ("DET", "PRON"):
            index += 1
        last = sentence.noun_run(index)
        if sentence.word(last + 1) == "," and sentence.tag(last + 2) == "PROPN":
            index = last + 2
            last = sentence.noun_run(index)
        if sentence.tag(last) == "PROPN":
            return _name_at(sentence, index, last)
        index = last + 2
    return None


def _name_at(sentence: Sentence, first: int, last: int) -> tuple[int, int]:
    start = last
    while start > first and sentence.tag(start - 1) == "PROPN":
        start -= 1
    return start, last


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


def _subject(sentence: Sentence, figure: Figure, governor: Governor | None) -> Facet | None:
    """Take the subject whose level is stated: "Vehicle thefts fell to 7,200"."""
    del governor
    start = sentence.clause_start(figure.first)
    caused = _caused(sentence, figure, start)
    if caused is not None:
        return caused
    scales = sentence.among(scale_forms(), start, figure.first)
    verb = next((index for index in scales if _is_scale(sentence, index)), None)
    if verb is None or not _states_level(sentence, verb, figure):
        return None
    first = start
    while first < verb and sentence.tag(first) in _BEFORE_NOUN:
        first += 1
    last = first
    while last < verb and (sentence.tag(last) in ("NOUN", "PROPN") or sentence.word(last) == "-"):
        last += 1
    # "The governor said it was 15": that is no number of governors.
    other = not _SUBJECTS.isdisjoint(sentence.low[last:verb])
    if last == first or other or sentence.tag(last - 1) != "NOUN":
        return None
    words = " ".join((*sentence.low[first : last - 1], singular_of(sentence.word(last - 1))))
    return _named(words.replace(" - ", "-"), sentence.cut(first, last - 1))


def _caused(sentence: Sentence, figure: Figure, start: int) -> Facet | None:
    """Take the object that is moved on its scale: "cut tumours by half"."""
    link = figure.first - 1
    if sentence.word(link) not in ("by", "to"):
        return None
    verbs = reversed(sentence.among(cause_forms(), start, link))
    verb = next((i for i in verbs if sentence.tag(i - 1) != "DET"), None)
    if verb is None or sentence.verbs_among(verb + 1, link):
        return None
    first = verb + 1
    while first < link and sentence.tag(first) in ("DET", "ADJ", "PRON"):
        first += 1
    last = first
    while last < link and sentence.tag(last) == "NOUN":
        last += 1
    if last == first or sentence.figure_at(first) is not None:
        return None
    words = " ".join((*sentence.low[first : last - 1], singular_of(sentence.word(last - 1))))
    return _named(words, sentence.cut(first, last - 1))


def _is_scale(sentence: Sentence, index: int) -> bool:
    """Tell whether its subject is the scale of a verb: "fell", "is to rise", not "is to get"."""
    if not sentence.is_verb(index):
        return sentence.tag(index) != "PART"
    return sentence.word(sentence.verb_group(index).last) in scale_forms()


def _states_level(sentence: Sentence, verb: int, figure: Figure) -> bool:
    """Tell whether the figure is where the verb has brought its subject."""
    behind = [i for i in range(verb + 1, figure.first) if sentence.tag(i) != "ADV"]
    return not behind or any(
        sentence.word(index) in _LEVEL_LINKS for index in (behind[0], behind[-1], figure.first)
    )
