"""Two speakers of one report who count one thing, the one right after the other.

"Police put the crowd at 60,000. The Federation of Labour said 150,000 had taken part." Nothing but
the order of the sentences says that both mean one crowd; a reader does not doubt it, unless the
second one turns to another day, another place or to some of those counted before.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimtrack.engine.comparison.occasions import clause_words
from claimtrack.engine.comparison.owners import OF_EVENTS, counts_bodies, speakers_of
from claimtrack.engine.comparison.wording import (
    content_words,
    dates_named,
    names,
    names_of_lines,
    one_stem,
)
from claimtrack.engine.records import Comparator, Modality
from claimtrack.engine.taxonomy.fit import Fit

if TYPE_CHECKING:
    from claimtrack.engine.comparison.scope import Pair, Side
    from claimtrack.engine.records import Attribution

#: So far behind the end of a sentence the next but one may begin: one sentence is passed over.
_NEAR = 160
#: Families and measures, beside those of events, of which who tells of one thing gives one number.
_COUNTED = OF_EVENTS | frozenset({"custody", "infected", "laid-off", "absent", "deployed"})
#: "Four of the dead", "12 of them": some of those that were counted.
SOME_OF = re.compile(
    r"[\w,.-]+ of (?:them\b|whom\b|(?:the|those|these) "
    r"(?:[\w-]+ )?(?:dead|deaths|fatalities|injured|injuries|wounded|hurt|missing|victims?|bodies"
    r"|casualties|killed|cases|infections|arrests|homes|houses|votes|seats|jobs))",
    re.IGNORECASE,
)
#: Words that turn from the event to another time, or to a part or a sum of it.
_TURNS = re.compile(
    r"\b(?:ago|earlier|previous(?:ly)?|before|since|until|last (?:year|month|week|time)|so far"
    r"|another|other|others|elsewhere|each|every|average|combined|altogether|further|alone"
    r"|would|will|could|next|now|still|remain\w*|more (?:people )?(?:were|are|have)|including"
    r"|across the (?:country|region|province|state)|nationwide|worldwide|district|per)\b"
    r"|\b(?:her|his|its|my|our|their) (?:ambulances?|clinics?|crews?|doctors|hospitals?|members|men"
    r"|staff|teams?|units?|volunteers?|wards?)\b",
    re.IGNORECASE,
)
#: What says of the account before that it counts some, or more than the event.
_OF_SOME = re.compile(
    r"\b(?:alone|another|average|each|every|other|others|elsewhere|combined|further|per|before"
    r"|earlier|since|across the (?:country|region|province|state)|nationwide|worldwide)\b",
    re.IGNORECASE,
)
#: What sets one account against another within a sentence.
_AGAINST = re.compile(
    r"(?:;|,? but|,? while|,? whereas|,? although|,? though|,? and)\s", re.IGNORECASE
)
#: Whose the speaker is, is said by a word for the speaker before: "its head", "a spokesman".
_OF_BEFORE = re.compile(r"(?:its|his|her|their|an?)\b", re.IGNORECASE)
#: "Nineteen of the freed soldiers".
_OF_THE = re.compile(r"[\w,.-]+ of (?:the|those|these)\b", re.IGNORECASE)
#: "45 of their fighters".
_OF_ITS = re.compile(r"[\w,.-]+ (?:of )?(?:its|my|our|his|her|their)\b", re.IGNORECASE)
_PRONOUNS = frozenset({"he", "she", "it", "they"})


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
        and not all(map(_counts_own, pair.sides))
        and _are_two_bodies(first, second)
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
    return 0 <= b.sentence.start - a.sentence.end <= _NEAR


def _counts_all(side: Side) -> bool:
    """Tell whether somebody counts all there is: neither some of them nor the bodies found."""
    claim = side.assertion.claim
    told = claim.sentence.exact[claim.span.start - claim.sentence.start :]
    some = claim.part_of is not None or bool(SOME_OF.match(told) or _OF_THE.match(told))
    vague = side.quantity.comparator is Comparator.VAGUE
    stands = claim.modality not in {Modality.DENIED, Modality.POSSIBLE}
    return claim.attribution is not None and stands and not (some or vague or counts_bodies(side))


def _counts_own(side: Side) -> bool:
    """Tell whether a speaker counts those of his own side: "45 of their fighters"."""
    claim = side.assertion.claim
    told = claim.sentence.exact[claim.span.start - claim.sentence.start :]
    return _OF_ITS.match(told) is not None


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


def _turns_away(second: Side, first: Side) -> bool:
    """Tell whether the second account names a day, place or name that the first does not."""
    told = clause_words(second.assertion)
    claim, before = second.assertion.claim, first.assertion.claim
    if _TURNS.search(claim.sentence.exact) or _OF_SOME.search(clause_words(first.assertion)):
        return True
    if dates_named(claim.sentence.exact) - dates_named(before.sentence.exact):
        return True
    if claim.window.span is not None and second.day != first.day:
        return True
    known = names(before.sentence.exact) | names_of_lines(claim.opening)
    known |= speakers_of(first) | speakers_of(second)
    return any(not any(one_stem(name, each) for each in known) for name in names(told))
