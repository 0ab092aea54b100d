"""Whose a figure is: an event's, a place's, or that of one person or thing among others.

A conflict needs one owner. The dead of a blast are the blast's, whoever counts them; the points
of a game are those of one player, and the next sentence gives another one's.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimtrack.engine.comparison.intervals import nominal
from claimtrack.engine.comparison.occasions import (
    clause_between_marks,
    clause_words,
    said_words,
    statement_words,
)
from claimtrack.engine.comparison.wording import (
    calendar_words,
    content_words,
    names,
    names_of_lines,
    one_stem,
    opening_name,
    opening_word,
    qualifier,
    shared_names,
    words,
)
from claimtrack.engine.records import WindowKind
from claimtrack.engine.remembered import remembered
from claimtrack.engine.taxonomy.fit import Fit

if TYPE_CHECKING:
    from claimtrack.engine.comparison.scope import Pair, Side
    from claimtrack.engine.records import Attribution, ExtractedClaim

#: Who counts bodies that were found says nothing of all the dead.
_BODIES = re.compile(r"\b(?:bod(?:y|ies)|corpses?)$", re.IGNORECASE)
#: Families and measures whose figures are an event's own. Those of all others belong to somebody:
#: two sentences of one game or one trial give the points of two players, the counts of two men.
OF_EVENTS = frozenset(
    {
        "harm", "health", "damage", "displacement", "stolen", "on-board", "attended", "magnitude",
        "strike", "damage-cost", "on-site",
    }
)  # fmt: skip
_MAGNITUDE = "magnitude"
_DAMAGE = "damage-cost"
#: What a sum is the damage to: "the damage to roads and bridges".
_DAMAGED = re.compile(
    r"\bdamage to ((?:[a-z]+ ){0,5}?[a-z]+)(?= (?:in|at|from|by|[A-Z]|\w+ed|came)|[,.])"
)
_CROWD = "attended"
_ATTACK = "attack"
#: Of these one event has many, one beside the other: points, rounds, bids, counts of a charge.
OF_MANY = frozenset({"sport", "attack", "charges", "offer", "deal"})
#: Of these a place has one at a time, however it is told.
_OF_PLACES = frozenset(
    {
        "growth", "inflation", "interest-rate", "gdp", "population", "poverty", "turnout",
        "unemployment", "unemployed", "exports", "imports", "deficit", "surplus", "temperature",
        "rainfall", "snowfall", "jobs-created", "emissions",
    }
)  # fmt: skip
#: Of these a person has one at a time.
_ANYBODY = frozenset({"", "person", "people", "item"})
_OFFSPRING = "offspring"
_OF_PERSONS = frozenset({"sentence", "age", "fine", _OFFSPRING})
_FULL_NAME = re.compile(
    r"\b(?!(?:The|A|An|On|In|At|His|Her|Its|But|And) )[A-Z][a-z’'-]+(?: [A-Z][a-z’'-]+)+"
)
_AFTERSHOCK = re.compile(
    r"\baftershock (?:of|measuring|with|that|was|had|registered|reached)\b"
    r"|\bmagnitude(?:[- ][\d.]+)? aftershock\b|\b[\d.]+ aftershock\b",
    re.IGNORECASE,
)
_QUAKE = re.compile(r"(?<!after)\b(?:earth)?quake|\b(?:tremor|temblor)")
#: "A magnitude 6.0 quake can cause severe damage": that is said of no earthquake.
_ANY_QUAKE = re.compile(
    r"\W*(?:An?|Any|Earthquakes|Quakes|Tremors)\b[^;]*\b(?:can|are considered|is considered"
    r"|is capable|usually|typically)\b"
)
#: What happens to people or things on one day at one place is counted once.
_OF_DAYS = frozenset(
    {
        "arrested", "detained", "captured", "released", "exchanged", "returned", "surrendered",
        "deported", "entered", "strike", "cancelled", "closed", "delivered", "aid-delivered",
    }
)  # fmt: skip
_SITE = re.compile(
    r"\b(?:outside|inside|at|near|in front of) (?:the|an?|one|two|three|several) "
    r"(?!point|time|end|moment|start|beginning|stage|least|most|latest|rate|cost|price|pace|total)"
    r"[a-z]\w*",
    re.IGNORECASE,
)
_IN = re.compile(r"\bin (?:the|an?|its|his|her|their) [a-z]\w*", re.IGNORECASE)
#: "Five tanks burned out there": the site that was told before.
_THERE = re.compile(
    r"\bthere\b(?! (?:is|are|was|were|has|have|had|will|would|may|could)\b)", re.IGNORECASE
)
#: Dimensions in which a substance is told: "3 tonnes of cocaine".
_OF_SUBSTANCES = frozenset({"mass", "volume", "area"})
_ELSEWHEN = re.compile(
    r"\b(?:ago|last|previous|previously|earlier|another|other|similar|since|every|each|would"
    r"|could|might|per|than|compared|average|annual|annually|record|altogether|total)\b",
    re.IGNORECASE,
)
#: How what a body says of itself begins.
_OF_ITSELF = re.compile(r"\W*its?\b", re.IGNORECASE)
_OF = re.compile(
    r"\b(?:founder|head|chair\w*|owner|director|chief|boss|president|manager|leader) of (?:the )?$"
)
_EVERYWHERE = re.compile(r"\b(?:worldwide|globally|nationwide|countrywide)\b", re.IGNORECASE)
_RANGE = re.compile(r"\d+\D+\d+|\b(?:noon|midnight)\b.*\d")
_TOTAL = re.compile(r"\b(?:a total of|(?:so|thus) far|to date|in all|altogether)\b", re.IGNORECASE)


def _kinds(pair: Pair) -> frozenset[str]:
    return frozenset(
        kind for side in pair.sides for kind in (side.measure.family, side.measure.key)
    )


def of_event(pair: Pair) -> bool:
    """Tell whether both figures measure what an event has one of: its dead, its magnitude."""
    if _one_substance(pair) or one_range(pair):
        return True
    if _CROWD in _kinds(pair):
        # One day may see many crowds; two who count are mostly asked about one.
        return all(side.assertion.claim.attribution is not None for side in pair.sides)
    return bool(_kinds(pair) & OF_EVENTS)


def one_owner(pair: Pair) -> bool:  # noqa: PLR0911 - one way out for each kind of owner
    """Tell whether both figures are of one event, or of one place, person or thing in it."""
    kinds = _kinds(pair)
    if _MAGNITUDE in kinds:
        return _one_earthquake(pair)
    if pair.a.group.telling & pair.b.group.telling or _of_one_deed(pair) or _of_one_name(pair):
        return True
    if _CROWD in kinds and not (of_event(pair) or _on_one_day(pair)):
        return _one_persons(pair, many=False)
    if kinds & OF_EVENTS:
        one_damage = _DAMAGE not in kinds or _damaged(pair.a) == _damaged(pair.b)
        return one_damage and not _nothing_in_common(pair)
    if names_apart(pair):
        return False
    keys = {side.measure.key for side in pair.sides}
    if keys <= _OF_PLACES and _one_place(pair) and _one_time(pair):
        return qualifier_of(pair.a) == qualifier_of(pair.b)
    if _ATTACK in kinds and _on_one_day(pair):
        return True
    if keys <= _OF_DAYS and _at_one_place(pair) and _on_one_day(pair):
        return True
    if told_by_topic(pair) or (pair.tied_by_topic and one_range(pair)):
        return True
    return _one_persons(pair, many=bool(kinds & OF_MANY))


def of_one_noun(pair: Pair) -> bool:
    """Tell whether both count by one noun that says more than "people"."""
    heads = {side.assertion.claim.population.head for side in pair.sides}
    return len(heads) == 1 and not heads & _ANYBODY


def _damaged(side: Side) -> frozenset[str]:
    """Return what a sum is the damage to, or nothing where the sentence does not say."""
    found = _DAMAGED.search(side.assertion.claim.sentence.exact)
    return content_words(found[1]) if found else frozenset()


def _one_place(pair: Pair) -> bool:
    """Tell whether both are of one place; where one claim has none, its sentence may name it."""
    a, b = (side.assertion.claim for side in pair.sides)
    if a.place.key and b.place.key:
        return pair.place is Fit.SAME
    for placed, other in ((a, b), (b, a)):
        parts = frozenset(placed.place.key.split("-")) if placed.place.key else frozenset()
        if parts and parts <= frozenset(
            word.removesuffix("'s") for word in words(other.sentence.exact)
        ):
            return True
    return False


def _one_time(pair: Pair) -> bool:
    """Tell whether both are of one time; where one claim has none, its sentence may give it."""
    if pair.window is Fit.SAME:
        return True
    told = [calendar_words(side.assertion.claim.sentence.exact) for side in pair.sides]
    return pair.window is Fit.UNKNOWN and bool(told[0]) and told[0] == told[1]


def _opens_apart(pair: Pair) -> bool:
    """Tell whether each side opens with a word that the other does not have ("Gold", "Silver")."""
    told = [said_words(side.assertion) for side in pair.sides]
    subjects = [opening_word(text) for text in told]
    return all(
        subject and subject not in content_words(other)
        for subject, other in zip(subjects, reversed(told), strict=True)
    )


def _on_one_day(pair: Pair) -> bool:
    """Tell whether both give one day and a name: there is one count of that day's attacks."""
    windows = {side.assertion.claim.window.kind for side in pair.sides}
    sentences = (side.assertion.claim.sentence.exact for side in pair.sides)
    shared = shared_names(*sentences) - speakers_of(pair.a) - speakers_of(pair.b)
    return pair.window is Fit.SAME and windows == {WindowKind.PERIOD} and bool(shared)


def _one_persons(pair: Pair, *, many: bool) -> bool:
    """Tell whether both figures are of one player, convict or bidder of an event.

    The shorter sentence must say hardly more than the longer one, and the one must not give a
    total where the other gives one time of many.
    """
    if totals_apart(pair):
        return False
    sentences = [side.assertion.claim.sentence.exact for side in pair.sides]
    if _opens_apart(pair):
        return False
    if pair.retold or many:
        return pair.retold
    a, b = map(content_words, sentences)
    shorter = min(len(a), len(b))
    return len(a & b) > 1 and len(a & b) >= shorter * pair.policy.owner_share


def _of_one_name(pair: Pair) -> bool:
    """Tell whether both give what one person has one of, and name that person and nobody else.

    "Kit Amber, who drove the van, was given nine years", "his driver, Kit Amber, got 11 years".
    """
    if pair.same_report or totals_apart(pair):
        return False
    if {side.measure.key for side in pair.sides} - _OF_PERSONS:
        return False
    people = [_people(side) for side in pair.sides]
    # Children are told of one person of a sentence, whoever else is named there.
    if pair.a.measure.key == pair.b.measure.key == _OFFSPRING:
        return bool(people[0] & people[1])
    return len(people[0]) == 1 and people[0] == people[1]


def _people(side: Side) -> frozenset[str]:
    """Return the full names of a sentence but for its speakers'.

    "The founder of Meridian Savings" names a firm.
    """
    sentence = side.assertion.claim.sentence.exact
    told_by = speakers_of(side)
    return frozenset(
        found.group()
        for found in _FULL_NAME.finditer(sentence)
        if not (set(words(found.group())) <= told_by or _OF.search(sentence, 0, found.start()))
    )


def _of_one_deed(pair: Pair) -> bool:
    """Tell whether both give the extent of what one named body does, by one date or everywhere.

    "Norvik said it would cut 1,900 jobs by the end of 2029" and "Norvik is going to cut 2,600
    jobs by the end of 2029".
    """
    if pair.same_report or pair.measure is not Fit.SAME or not pair.a.measure.listed:
        return False
    if _kinds(pair) & OF_MANY or pair.population is not Fit.SAME or totals_apart(pair):
        return False
    told = [clause_words(side.assertion) for side in pair.sides]
    everywhere = all(_EVERYWHERE.search(each) for each in told)
    dates = [calendar_words(each) for each in told]
    one_date = dates[0] == dates[1] and any(word.isdigit() for word in dates[0])
    return (everywhere or one_date) and bool(names_in_both(pair))


def names_in_both(pair: Pair) -> frozenset[str]:
    """Return the names in both sentences but for the speakers'.

    Where one speaks of itself, the other one's speaker may be of it, too: "the chairman of the
    union at Norvik".
    """
    shared = shared_names(*(side.assertion.claim.sentence.exact for side in pair.sides))
    speakers = [speakers_of(side) for side in pair.sides]
    told = all(side.assertion.claim.attribution is not None for side in pair.sides)
    return shared if told and not all(speakers) else shared - speakers[0] - speakers[1]


def totals_apart(pair: Pair) -> bool:
    """Tell whether one gives a total where the other may give one time of many."""
    return len({_gives_total(side.assertion.claim) for side in pair.sides}) > 1


@remembered(8192)
def _gives_total(claim: ExtractedClaim) -> bool:
    return _TOTAL.search(claim.sentence.exact) is not None


def _at_one_place(pair: Pair) -> bool:
    """Tell whether both say one place, and neither narrows it alone ("outside the court")."""
    claims = [side.assertion.claim for side in pair.sides]
    if not all(claim.place.key for claim in claims) or pair.place is not Fit.SAME:
        return False
    if totals_apart(pair):
        return False
    return not sites_apart(pair)


def counts_bodies(side: Side) -> bool:
    """Tell "three bodies", which were found, from the dead."""
    return _BODIES.search(side.assertion.claim.span.exact) is not None


def sites_apart(pair: Pair) -> bool:
    """Tell whether one alone narrows its place ("outside the court")."""
    told = [clause_between_marks(side.assertion.claim) for side in pair.sides]
    narrow = [_SITE.search(each) is not None for each in told]
    # "231 guests in the hotel", "186 guests were staying at the house".
    at_all = (_SITE, _IN, _THERE)
    return narrow[0] != narrow[1] and not all(any(p.search(e) for p in at_all) for e in told)


def told_by_topic(pair: Pair) -> bool:
    """Tell whether two reports of one event each give one amount of one substance.

    "3.1 tonnes of cocaine" and "2.4 tonnes of cocaine" answer one question where both reports
    open with one find, whatever verbs they use.
    """
    return _one_substance(pair) and pair.one_topic and not names_apart(pair, opening=True)


def _one_substance(pair: Pair) -> bool:
    """Tell whether both are amounts of one named substance, each alone in its sentence."""
    if pair.same_report or pair.a.quantity.dimension not in _OF_SUBSTANCES:
        return False
    if pair.population is not Fit.SAME or not pair.a.group.head or pair.a.unit != pair.b.unit:
        return False
    sizes = sorted(abs(nominal(side.quantity)) for side in pair.sides)
    if sizes[1] > sizes[0] * pair.policy.event_ratio:
        return False
    sentences = [side.assertion.claim.sentence.exact for side in pair.sides]
    return not any(_ELSEWHEN.search(each) for each in sentences) and all(
        words(each).count(pair.a.group.head) == 1 for each in sentences
    )


def one_range(pair: Pair) -> bool:
    """Tell whether both measure one thing over one stretch that both give by its two ends."""
    windows = [side.assertion.claim.window for side in pair.sides]
    if pair.same_report or pair.measure is not Fit.SAME or not pair.a.measure.listed:
        return False
    if {window.kind for window in windows} != {WindowKind.PERIOD}:
        return False
    first, second = (window.label for window in windows)
    same = words(first) == words(second)
    return same and pair.window is Fit.SAME and _RANGE.search(first) is not None


def qualifier_of(side: Side) -> str:
    """Return the word that narrows a measure: "youth" of "youth unemployment"."""
    claim = side.assertion.claim
    if claim.measure.span is None:
        return ""
    return qualifier(claim.sentence.exact[: claim.measure.span.start - claim.sentence.start])


def _one_earthquake(pair: Pair) -> bool:
    """Tell two measurements of one earthquake from those of a shock and an aftershock."""
    if any(_ANY_QUAKE.match(side.assertion.claim.sentence.exact) for side in pair.sides):
        return False
    if shocks_apart(pair):
        return False
    a, b = (nominal(side.quantity) for side in pair.sides)
    return abs(a - b) <= pair.policy.magnitude_gap


def shocks_apart(pair: Pair) -> bool:
    """Tell whether one magnitude is that of an earthquake and the other of an aftershock."""
    if _MAGNITUDE not in _kinds(pair):
        return False
    return _is_aftershock(pair.a) != _is_aftershock(pair.b)


def _is_aftershock(side: Side) -> bool:
    """Tell whether a magnitude is that of an aftershock: "60 aftershocks, the strongest of 5.1"."""
    claim = side.assertion.claim
    if _AFTERSHOCK.search(claim.sentence.exact):
        return True
    led = claim.sentence.exact[: side.quantity.number.start - claim.sentence.start]
    behind = claim.sentence.exact[side.quantity.number.end - claim.sentence.start :]
    _, found, between = led.casefold().rpartition("aftershock")
    named = _QUAKE.search(between) or _QUAKE.match(behind.casefold().lstrip(" -"))
    return bool(found) and named is None


def names_apart(pair: Pair, *, opening: bool = False) -> bool:
    """Tell whether each sentence names somebody or something that the other does not.

    With ``opening``, what the opening of the other report names counts as named there.
    """
    if _other_subject(*pair.sides) or _other_subject(*reversed(pair.sides)):
        return True
    first, second = (_named(side) for side in pair.sides)
    told_a, told_b = (
        (first | _opening_names(pair.a), second | _opening_names(pair.b))
        if opening
        else (first, second)
    )
    return _holds_more(first, told_b) and _holds_more(second, told_a)


def _nothing_in_common(pair: Pair) -> bool:
    """Tell whether each sentence names something of its own, and both name nothing together."""
    sentences = (side.assertion.claim.sentence.exact for side in pair.sides)
    shared = shared_names(*sentences) - speakers_of(pair.a) - speakers_of(pair.b)
    return not shared and names_apart(pair, opening=True)


def _holds_more(own: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether one of these names is like none of the others."""
    return any(not any(one_stem(name, each) for each in other) for name in own)


def _opening_names(side: Side) -> frozenset[str]:
    return names_of_lines(side.assertion.claim.opening)


def _other_subject(side: Side, other: Side) -> bool:
    """Tell whether a sentence opens with another name than the one that the other opens with.

    A single word there is a name where the first sentence, or the opening of the second one's
    report, has it as one: "Halden, which runs it with Norvane, was fined" beside "Norvane was
    fined".
    """
    own, told = (each.assertion.claim.sentence.exact for each in (side, other))
    subject = set(words(opening_name(own))) - speakers_of(side)
    known = names(own) | (_opening_names(other) - speakers_of(other))
    return bool(subject) and set(words(told)[:1]) <= known and subject.isdisjoint(words(told))


def _named(side: Side) -> frozenset[str]:
    """Return the names of a figure's own statement but for its speakers'."""
    sentence = side.assertion.claim.sentence.exact
    told = frozenset(words(statement_words(side.assertion)))
    opening = opening_name(sentence)
    return ((names(sentence) | frozenset(words(opening))) & told) - speakers_of(side)


def speakers_of(side: Side) -> frozenset[str]:
    """Return the words of the speakers' names: "told Reuters" ties nothing to nothing.

    Who speaks of itself ("Norvik said it would cut 1,900 jobs") is what the figure is of.
    """
    attribution = side.assertion.claim.attribution
    return frozenset() if attribution is None else _words_of_speakers(attribution)


@remembered(4096)
def _words_of_speakers(attribution: Attribution) -> frozenset[str]:
    if _OF_ITSELF.match(attribution.content.exact):
        return frozenset()
    told = (f"{link.name} {link.title} {link.span.exact}" for link in attribution.chain)
    return frozenset(word for each in told for word in words(each))
