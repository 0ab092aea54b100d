"""Two speakers of one report who count one thing, the one right after the other.

"Police put the crowd at 60,000. The Federation of Labour said 150,000 had taken part." Nothing but
the order of the sentences says that both mean one crowd; a reader does not doubt it, unless the
second one turns to another day, place or event, or to some of those counted before, or each tells
of its own ("Airbus said it had cut 900 jobs").
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimtrack.engine.comparison.intervals import nominal
from claimtrack.engine.comparison.occasions import clause_words
from claimtrack.engine.comparison.owners import (
    OF_EVENTS,
    counts_bodies,
)
from claimtrack.engine.comparison.wording import (
    content_words,
    dates_named,
    names,
    names_of_lines,
    one_stem,
)
from claimtrack.engine.language.names import name_lexicon, plain
from claimtrack.engine.records import Comparator, Modality
from claimtrack.engine.taxonomy.fit import Fit

if TYPE_CHECKING:
    from claimtrack.engine.comparison.scope import Pair, Side
    from claimtrack.engine.records import Attribution

#: Behind the end of a sentence the next one begins within so many characters.
_NEXT = 3
#: Families and measures, beside those of events, of which who tells of one thing gives one number.
_COUNTED = OF_EVENTS | frozenset({"custody", "infected", "laid-off"})
#: "Four of the dead", "12 of them": some of those that were counted.
SOME_OF = re.compile(
    r"[\w,.-]+ of (?:them\b|whom\b|(?:the|those|these) "
    r"(?:[\w-]+ )?(?:dead|deaths|fatalities|injured|injuries|wounded|hurt|missing|victims?|bodies"
    r"|casualties|killed|cases|infections|arrests|homes|houses|votes|seats|jobs))",
    re.IGNORECASE,
)
#: Words of a count of some, or of more than the event.
_WIDER = (
    r"alone|another|average|each|every|others?|elsewhere|combined|further|per|earlier|since"
    r"|across the (?:country|region|province|state)|nationwide|worldwide"
)
_OF_SOME = re.compile(rf"\b(?:{_WIDER})\b", re.IGNORECASE)
#: Words that turn from the event to another time, or to a part or a sum of it.
_TURNS = re.compile(
    rf"\b(?:{_WIDER}|ago|annually|previous(?:ly)?|before|until|a year|in one year"
    r"|last (?:year|month|week|time)|so far|altogether|could|next|still|remain\w*"
    r"|more (?:people )?(?:were|are|have)|including|district|rival|neighbou?ring"
    r"|over \w+ years|past)\b"
    r"|\b(?:her|his|its|my|our|their) (?:ambulances?|buildings?|citizens|clients?|clinics?|crews?"
    r"|constituency|doctors|flats|helicopters?|hospitals?|members|men|nationals|schools?|ships?"
    r"|staff|teams?|troops|units?|volunteers?|wards?)\b",
    re.IGNORECASE,
)
#: What sets one account against another within a sentence.
_AGAINST = re.compile(r"(?:;|,? but|,? while|,? whereas|,? although|,? though)\s", re.IGNORECASE)
#: Words of an account that say nothing of what it is set in.
_IDLE = frozenset(
    {
        "actual", "closer", "confirmed", "count", "counted", "figure", "found", "knew", "known",
        "number", "people", "real", "recorded", "reported", "saw", "seen", "toll", "total", "true",
    }
)  # fmt: skip
#: Before the speaker: "In Carrow, the mayor said", "By nightfall, police said".
_FRONTED = re.compile(r"(?:In|At|By|From|Near|On|Along|Outside|Inside) (?P<what>[^,]{2,60}),")
_CLAUSE_END = re.compile(r"[;.]|, (?:and|but|while)\b|\b(?:but|while|whereas)\b")
#: Whose the speaker is, is said by a word for the speaker before: "its head", "a spokesman".
_OF_BEFORE = re.compile(r"(?:its|his|her|their|an?)\b", re.IGNORECASE)
#: "Nineteen of the freed soldiers".
_OF_THE = re.compile(r"[\w,.-]+ of (?:the|those|these)\b", re.IGNORECASE)
#: "45 of their fighters".
_OF_ITS = re.compile(r"[\w,.-]+ (?:of )?(?:its|my|our|his|her|their)\b", re.IGNORECASE)
_PRONOUNS = frozenset({"he", "she", "it", "they"})
#: Who knows of one house, and seldom of all.
_SMALL = re.compile(
    r"\b(?:church|clinic|club|company|county|coach|embassy|insurer|landlord|neighbou?rs?|owner"
    r"|principal|relatives|school|sheriff|shopkeeper|supplier|survivors?|university|villagers)\b",
    re.IGNORECASE,
)
#: "It had cut 900 jobs": what a body says of itself.
_OF_ITSELF = re.compile(r"\W*(?:that )?(?:its?|they|their|we|our)\b", re.IGNORECASE)
#: "Turkey's disaster agency".
_OWNED = re.compile(r"(?:the )?[A-Z][\w-]+['’]s ")
#: An item of a list, or a brief with a heading of its own.
_ITEM = re.compile(r"[-–—•*·]|[A-Z]\w*:\s")


def rival_accounts(pair: Pair) -> bool:
    """Tell whether two speakers of one report count one thing, one right after the other."""
    if not pair.same_report or pair.same_utterer or not pair.exclusive:
        return False
    if pair.measure is not Fit.SAME or not pair.a.measure.listed:
        return False
    if pair.population not in {Fit.SAME, Fit.UNKNOWN} or pair.place is Fit.APART:
        return False
    if not {pair.a.measure.family, pair.a.measure.key} & _COUNTED:
        return False
    first, second = sorted(pair.sides, key=lambda side: side.assertion.claim.span.start)
    return (
        _stand_together(first, second)
        and all(map(_counts_all, pair.sides))
        and _are_two_bodies(first, second)
        and not _tell_of_themselves(first, second)
        and not _is_of_small_body(second, first)
        and not _turns_away(second, first)
    )


def _stand_together(first: Side, second: Side) -> bool:
    """Tell whether the second account follows the first one, in its sentence or right behind."""
    a, b = first.assertion.claim, second.assertion.claim
    if a.section is not b.section:
        return False
    if a.sentence == b.sentence:
        between = a.sentence.exact[a.span.end - a.sentence.start : b.span.start - b.sentence.start]
        return _AGAINST.search(between) is not None
    near = 0 <= b.sentence.start - a.sentence.end <= _NEXT
    return near and _ITEM.match(b.sentence.exact) is None


def _counts_all(side: Side) -> bool:
    """Tell whether somebody counts all there is.

    Neither some of them, nor the bodies found, nor those of his own side.
    """
    claim = side.assertion.claim
    if claim.attribution is None or counts_bodies(side):
        return False
    told = claim.sentence.exact[claim.span.start - claim.sentence.start :]
    some = claim.part_of is not None or SOME_OF.match(told) is not None
    some = some or bool(_OF_THE.match(told) or _OF_ITS.match(told))
    vague = side.quantity.comparator is Comparator.VAGUE
    return not (some or vague or claim.modality in {Modality.DENIED, Modality.POSSIBLE})


def _are_two_bodies(first: Side, second: Side) -> bool:
    """Tell whether the speakers belong to two bodies, as far as their names and titles say."""
    one, other = (side.assertion.claim.attribution for side in (first, second))
    if one is None or other is None:
        return False
    if _OF_BEFORE.match(other.utterer.span.exact) or other.utterer.name.casefold() in _PRONOUNS:
        return False
    own = _words_for(one)
    return not any(one_stem(word, each) for word in _words_for(other) for each in own)


def _words_for(attribution: Attribution) -> frozenset[str]:
    speaker = attribution.utterer
    return content_words(f"{speaker.name} {speaker.title} {speaker.span.exact}")


def _tell_of_themselves(first: Side, second: Side) -> bool:
    """Tell "Boeing said it had cut 2,500 jobs" and "Airbus said it had cut 900 jobs".

    So do two countries or companies told by nothing but a name, and bodies of two countries.
    """
    one, other = (side.assertion.claim.attribution for side in (first, second))
    if one is None or other is None:
        return False
    if all(_OF_ITSELF.match(each.content.exact) for each in (one, other)):
        return True
    owners = [_OWNED.match(each.utterer.span.exact) for each in (one, other)]
    if all(owners):
        return True
    return all(_is_bare_name(each) for each in (one, other))


def _is_bare_name(attribution: Attribution) -> bool:
    told = attribution.utterer.name.split()
    named = len(told) == 1 and told[0][:1].isupper() and not attribution.utterer.title
    return named and plain(told[0]) not in name_lexicon().institutions


def _is_of_small_body(second: Side, first: Side) -> bool:
    """Tell whether the fewer are told by who knows of one house, school or company alone."""
    attribution = second.assertion.claim.attribution
    small = attribution is not None and _SMALL.search(attribution.utterer.span.exact)
    return bool(small) and nominal(second.quantity) < nominal(first.quantity)


def _turns_away(second: Side, first: Side) -> bool:
    """Tell whether the second account is set in a day, place or event that the first is not."""
    claim, before = second.assertion.claim, first.assertion.claim
    own = claim.sentence.exact
    if claim.sentence == before.sentence:
        own = own[before.span.end - claim.sentence.start :]
    if _TURNS.search(own) or _OF_SOME.search(clause_words(first.assertion)):
        return True
    if claim.place.key and claim.place.key != before.place.key:
        return True
    if dates_named(claim.sentence.exact) - dates_named(before.sentence.exact):
        return True
    if claim.window.span is not None and second.day != first.day:
        return True
    return _is_set_anew(own, second, first)


def _is_set_anew(own: str, second: Side, first: Side) -> bool:
    """Tell whether what the second account adds ("in the warehouse blaze") is new."""
    claim, before = second.assertion.claim, first.assertion.claim
    opened = claim.opening.replace(claim.sentence.exact, " ")
    known = content_words(f"{before.sentence.exact} {before.before} {opened}")
    known |= names(before.sentence.exact) | names_of_lines(opened) | _IDLE
    said = claim.attribution.content.exact if claim.attribution is not None else ""
    fronted = _FRONTED.match(own)
    told = f"{_words_around(second, said)} {fronted['what'] if fronted is not None else ''}"
    return any(not any(one_stem(word, each) for each in known) for word in content_words(told))


def _words_around(side: Side, said: str) -> str:
    """Return the clause of a figure without the figure, who is counted and what it measures."""
    claim = side.assertion.claim
    told = clause_words(side.assertion)
    told = told if claim.span.exact in told else said
    before, _, behind = told.partition(claim.span.exact)
    around = f"{before} {_CLAUSE_END.split(behind, maxsplit=1)[0]}"
    for span in (claim.measure.span, claim.population.span):
        around = around.replace(span.exact, " ") if span is not None else around
    return around
