"""Whether two reports tell of one event, and whether a sentence of the one is of it.

A sentence leaves most of what it is about to its report: "Six people died, the mayor said" is of
whatever the report opens with and comes back to.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from claimtrack.engine.comparison.occasions import clause_words
from claimtrack.engine.comparison.owners import (
    counts_bodies,
    of_event,
    one_range,
    speakers_of,
)
from claimtrack.engine.comparison.wording import (
    content_words,
    dates_named,
    names,
    names_of_lines,
    one_stem,
    one_topic,
    shared_names,
    stem,
    subject_words,
    words,
)
from claimtrack.engine.language.names import name_lexicon, plain
from claimtrack.engine.taxonomy.fit import Fit

if TYPE_CHECKING:
    from claimtrack.engine.comparison.scope import Pair, Side
    from claimtrack.engine.records import ExtractedClaim

_ATTEMPTED = re.compile(
    r"\battempt\w* (?:to )?(?:kill|murder)|\b(?:nearly|almost) (?:killed|died)"
    r"|\btried to (?:kill|murder)",
    re.IGNORECASE,
)
_BACK_THEN = re.compile(
    r"\b(?:ago|last (?:year|month|week|spring|summer|autumn|fall|winter)|previous(?:ly)?|earlier"
    r"|another|other|similar|since|every|each|had been|would|could|might|may)\b",
    re.IGNORECASE,
)
#: "Ninety people die in mines each year", "1,200 in all the fighting of the spring".
_LASTING = re.compile(
    r"\b(?:die|in all|century|decades?|years?|annual\w*|season|spring|summer|autumn|winter"
    r"|usually)\b",
    re.IGNORECASE,
)
_BINDING_WORDS = 2
#: Families of which an event has one figure at a time, whoever counts.
_ONE_OF_EVENT = frozenset({"harm", "damage"})
_THERE = re.compile(r"\W*there\b", re.IGNORECASE)
#: "It is hard for 12 people to agree", "there were 12 people" point back to nothing.
_POINTING_NOWHERE = re.compile(r"\W*(?:there|(?:it|this|that)(?:['’]s| is| was))\b", re.IGNORECASE)
_COUNTING = re.compile(r"\b(?:report|record|register|logg?|confirm)(?:s|ed)?$", re.IGNORECASE)


def one_topic_of(pair: Pair) -> bool:
    """Tell whether two reports tell of one event, and both figures may be that event's.

    Each sentence must speak of what the other report opens with.
    """
    if pair.same_report or not of_event(pair):
        return False
    if any(side.measure.undefined for side in pair.sides):
        return False
    a, b = pair.a.assertion.claim, pair.b.assertion.claim
    policy = pair.policy
    if one_range(pair):
        # Two reports that name one thing and measure it between the same two ends mean one stretch.
        return one_topic(a.opening, b.opening, Decimal(0), policy.topic_words)
    if not one_topic(a.opening, b.opening, policy.topic_share, policy.topic_words):
        return False
    return _speaks_of(pair.a, b) and _speaks_of(pair.b, a)


def of_one_opening(pair: Pair) -> bool:
    """Tell whether two named bodies count what an event has one of, in two reports of one place.

    "The agency said 214 people were confirmed dead", "the Red Lantern said it had recorded 340
    deaths": neither names where, and what both reports open with does.
    """
    if pair.same_report or pair.measure is not Fit.SAME or pair.population is Fit.APART:
        return False
    if pair.a.measure.family not in _ONE_OF_EVENT or any(map(counts_bodies, pair.sides)):
        return False
    claims = [side.assertion.claim for side in pair.sides]
    unsaid = any(each.attribution is None or each.part_of is not None for each in claims)
    if unsaid or any(side.assertion.unnamed for side in pair.sides):
        return False
    if any(_BACK_THEN.search(each.sentence.exact) for each in claims):
        return False
    if any(_LASTING.search(each.sentence.exact) for each in claims):
        return False
    opened = [names_of_lines(claim.opening) for claim in claims]
    # "In the neighbouring Tamor valley nine died" is of another place.
    named = [names(claim.sentence.exact) for claim in claims]
    strange = (
        (own - speakers_of(side)) - there
        for own, side, there in zip(named, pair.sides, reversed(opened), strict=True)
    )
    return bool(opened[0] & opened[1]) and not any(strange)


def _speaks_of(side: Side, other: ExtractedClaim) -> bool:
    """Tell whether a sentence is about what another report opens with, and is not set elsewhere."""
    claim = side.assertion.claim
    told = content_words(other.opening) | content_words(other.sentence.exact)
    place = frozenset(map(stem, claim.place.key.split("-"))) if claim.place.key else frozenset()
    if place and claim.place.span is not None and not place & told:
        return False
    if _ATTEMPTED.search(claim.sentence.exact):
        return False
    told_names = names_of_lines(other.opening)
    if not _counting_place(claim) <= told_names:
        return False
    told_names |= speakers_of(side)
    if _set_nowhere(side, other):
        return True
    # "It showed 51 deaths": what it is of stands in the sentence before.
    own = claim.sentence.exact
    # "Four deaths there": of a place that only the sentence names.
    if _THERE.match(own, claim.span.end - claim.sentence.start) and names(own) - told_names:
        return False
    if claim.before and not _POINTING_NOWHERE.match(own):
        own = f"{claim.before} {own}"
    common = subject_words(own) & content_words(other.opening)
    named = shared_names(own, other.opening) - speakers_of(side)
    needed = 1 if side.measure.key == "magnitude" else _BINDING_WORDS
    return bool(named) or len(common) >= needed


def _counting_place(claim: ExtractedClaim) -> frozenset[str]:
    """Return the name of a place that gives its own count ("Costa Brea has reported nine cases").

    A body that counts has a word for what it is ("Agency").
    """
    attribution = claim.attribution
    if attribution is None or attribution.content.start != claim.span.start:
        return frozenset()
    if attribution.cue is None or not _COUNTING.search(attribution.cue.exact):
        return frozenset()
    told = attribution.utterer.span.exact.split()
    institutions = name_lexicon().institutions
    if not told[-1][:1].isupper() or any(plain(word) in institutions for word in told):
        return frozenset()
    return frozenset(words(attribution.utterer.span.exact)) & names(f"x {' '.join(told)}")


def _set_nowhere(side: Side, other: ExtractedClaim) -> bool:
    """Tell whether somebody is quoted with a count, and nothing sets it in another place or time.

    "The council had listed 73 dead" is of what its report is about.
    """
    claim = side.assertion.claim
    if claim.attribution is None or claim.before or _BACK_THEN.search(claim.sentence.exact):
        return False
    told = clause_words(side.assertion)
    own = names(claim.sentence.exact) & frozenset(words(told)) - speakers_of(side)
    about = names_of_lines(claim.opening) | names_of_lines(other.opening)
    return all(any(one_stem(name, each) for each in about) for name in own) and not dates_named(
        told
    )
