"""Wholes and their parts: a group in another one, and a part that is larger than its whole."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from claimtrack.engine.comparison.accounts import SOME_OF
from claimtrack.engine.comparison.changes import (
    before_figure,
    is_addition_against_total,
    is_change_against_level,
)
from claimtrack.engine.comparison.intervals import nominal
from claimtrack.engine.comparison.occasions import clause_words
from claimtrack.engine.comparison.owners import counts_bodies
from claimtrack.engine.comparison.phrasing import (
    figure,
    measure_in_words,
    place_in_words,
    population_in_words,
    window_in_words,
)
from claimtrack.engine.comparison.scope import Tie
from claimtrack.engine.comparison.verdicts import Verdict, support
from claimtrack.engine.comparison.wording import calendar_names, content_words, dates_named, words
from claimtrack.engine.records import Comparator, Modality, Relation, WindowKind
from claimtrack.engine.remembered import remembered
from claimtrack.engine.taxonomy.fit import Fit
from claimtrack.engine.taxonomy.measure_tree import Course
from claimtrack.engine.taxonomy.population_tree import PERSON

if TYPE_CHECKING:
    from claimtrack.engine.comparison.scope import Pair, Side
    from claimtrack.engine.records import Assertion, ExtractedClaim, Span

_HARM = "harm"
_BASE = re.compile(
    r"\b(?!(?:all|both|each|every)\b)[\w%-]+(?: out)? of (?:the|its|their|his|her|those|these) $",
    re.IGNORECASE,
)
_BY_WHAT_THEY_DID = re.compile(
    r"[^,.;]{0,60}\b(?:died|killed|drowned|injured|hurt|wounded) (?:when|as|after|while) they\b",
    re.IGNORECASE,
)
#: "Four of the dead were in the cardiac ward and" three in another.
_AND_MORE_OF = re.compile(rf"\b{SOME_OF.pattern}\b[^;.]*(?:,|\band|\bbut) $", re.IGNORECASE)
#: "Paid out the first two million of its grant".
_FIRST_OF = re.compile(r"\b(?:the|a|an|its) (?:first|initial|further|remaining) $", re.IGNORECASE)
_REACH = 200
#: "Twelve deaths in Upper Marl, nine in Eskholm and seven in Tarne".
_LISTED_PLACE = re.compile(
    r"\b(?:[\d,.]*\d|[a-z]+(?:-[a-z]+)?)(?: [a-z]+){0,2} (?:in|at|on|near|around|from) (?:the )?"
    r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*(?=[,;.]| and )"
)
_TOWNS = frozenset({"town", "city", "village", "capital", "suburb"})
#: "Across the province, 410 houses", "220 houses in the town".
_EXTENT = re.compile(
    r"\b(?:across|throughout|around|in) the (?:whole |entire |rest of the )?"
    r"(town|city|village|capital|suburb|province|region|state|country|island|district|county)\b"
    r"(?! (?:of|hall|council|cent(?:re|er)))",
    re.IGNORECASE,
)
#: "Thirty-five of the 38 bodies".
_OF_A_COUNT = re.compile(r" of the \d")
_OF_THEM = re.compile(r" of (?:them|whom|these|those)\b")
#: "Seven died in the hamlets between": beside the towns that are told by name.
_ELSEWHERE = re.compile(
    r"[A-Z][\w'’-]+\b[^;.]* (?:died|were killed|was killed|perished|drowned) in the (?:[a-z-]+ )?"
    r"(?:hamlets|suburbs|outskirts|countryside|outlying [a-z]+|surrounding [a-z]+"
    r"|neighbou?ring [a-z]+)\b"
)
#: "The collapse of a block of flats, in which 15 people died".
_IN_WHICH = re.compile(
    r"(?P<event>(?:[\w'’-]+ ){0,5}[\w'’-]+),? (?:in|during) which (?:[a-z]+ ){0,3}$", re.IGNORECASE
)
#: "In Koravel itself, where 86 dwellings have gone".
_ITSELF = re.compile(r"\b(?:[Ii]n|[Aa]t) (?P<town>(?:[A-Z][\w'’-]+ )+)(?:itself|alone)\b")
#: What has many sites, each with dead of its own.
_WIDE = re.compile(
    r"(?:earth)?quakes?\b|\b(?:floods?|flooding|hurricane|typhoon|cyclone|storm|tornado|heatwave|war"
    r"|wildfires?|monsoon|tsunami|offensive|bombardment)\b",
    re.IGNORECASE,
)
_NAMED = re.compile(r"\b[A-Z][\w'’-]*")
#: Who is on board beside the passengers is a small part of all.
_ON_BOARD, _PASSENGER, _CREW_AT_MOST = "on-board", "passenger", Decimal("0.15")
_CREW = re.compile(r"\bcrew", re.IGNORECASE)


def part_above_whole(pair: Pair) -> Verdict | None:
    """Find a part that is larger than the whole it lies in, by the whole's own as-of day.

    Every facet of the one must be that of the other or lie in it, and one must truly lie in it.
    """
    part, whole = _part_and_whole(pair)
    if part is None or whole is None or not whole.bounds.below(part.bounds):
        return None
    named = _opens_with_some(whole) or _is_beside_towns(whole) or _is_of_another_event(whole, part)
    if not _both_stand(pair) or named:
        return None
    loosely = pair.tied_by_topic and pair.population is not Fit.SAME
    # "A few injured were led away" is what somebody saw, "two of them seriously" some of others.
    claim = whole.assertion.claim
    bare = whole.quantity.number.exact == claim.span.exact
    behind = claim.sentence.exact[claim.span.end - claim.sentence.start :]
    some = whole.quantity.comparator is Comparator.VAGUE or bool(_OF_THEM.match(behind))
    some = some or _OF_A_COUNT.match(behind) is not None
    # "Three bodies found later in the day" are some of the dead.
    some = some or counts_bodies(whole)
    if some or not _whole_reaches(part, whole, pair) or _may_reach_further(part, whole, pair):
        return None
    if loosely or pair.tie is not Tie.CLOSE or not pair.one_owner:
        return None
    # "14 dockers died, two of their wounds": a bare number in the same sentence is no whole, nor
    # are "its own losses of 12 dead" beside "40 rebels killed".
    one_sentence = part.assertion.claim.sentence == whole.assertion.claim.sentence
    if pair.same_report and one_sentence and (bare or pair.population is not Fit.SAME):
        return None
    return Verdict(
        Relation.CONTRADICTION,
        f"a part cannot exceed its whole: {figure(part.assertion)} "
        f"({_scope(part)}) against {figure(whole.assertion)} ({_scope(whole)})",
        _scope_spans(pair.a),
        _scope_spans(pair.b),
        weighed=True,
    )


def _both_stand(pair: Pair) -> bool:
    """Tell whether both count what there is, in all: nothing planned, denied or only added."""
    modalities = {side.assertion.claim.modality for side in pair.sides}
    if modalities & {Modality.PLANNED, Modality.DENIED}:
        return False
    return not (is_change_against_level(pair) or is_addition_against_total(pair))


def _opens_with_some(side: Side) -> bool:
    """Tell "twenty of the dead came from Ostby": the report's dead are more."""
    claim = side.assertion.claim
    told = claim.sentence.exact[claim.span.start - claim.sentence.start :]
    return side.measure.family == _HARM and SOME_OF.match(told) is not None


def _part_and_whole(pair: Pair) -> tuple[Side | None, Side | None]:
    if pair.measure is Fit.UNKNOWN or not (pair.a.measure.listed and pair.b.measure.listed):
        return None, None
    fits = {pair.measure, pair.population, pair.place, pair.window} - {Fit.SAME, Fit.UNKNOWN}
    if fits == {Fit.INSIDE}:
        return pair.a, pair.b
    if fits == {Fit.AROUND}:
        return pair.b, pair.a
    return None, None


def _is_of_years_ago(side: Side) -> bool:
    """Tell whether a sentence names a year before its report's: "the outbreak of 2019 took 212"."""
    assertion = side.assertion
    years = (each for each in dates_named(assertion.claim.sentence.exact) if each.isdigit())
    return any(int(year) < assertion.report.published_on.year for year in years)


def _whole_reaches(part: Side, whole: Side, pair: Pair) -> bool:
    """Tell whether the whole was counted no earlier than the part was."""
    if _is_of_years_ago(part):
        return False
    if whole.measure.course is Course.STOCK:
        return part.day.days_from(whole.day) == 0
    if whole.day.end >= part.day.end:
        return True
    return pair.same_report and not part.day.stated


def _may_reach_further(part: Side, whole: Side, pair: Pair) -> bool:
    """Tell whether what seems a part may count more than what seems its whole.

    "240 civilians since January" is more than the event of the day that another figure runs to
    date of; a count without a place may be that of all, where the other is of one town.
    """
    window, event = part.assertion.claim.window, whole.assertion.claim.window
    if event.kind is WindowKind.TO_DATE and event.span is None and window.start is not None:
        last = window.end or part.day.end
        if (last - window.start).days > pair.policy.story_days:
            return True
    if is_of_listed_place(whole, part):
        return True
    place, claim = whole.assertion.claim.place.key, part.assertion.claim
    return bool(place) and not claim.place.key and not _opens_with(claim, place)


def extents_apart(pair: Pair) -> tuple[str, str] | None:
    """Return the two kinds of place, without a name, over which either figure was counted."""
    first, second = (_extent(side.assertion) for side in pair.sides)
    return (first, second) if first and second and first != second else None


@remembered(8192)
def _extent(assertion: Assertion) -> str:
    """Return the kind of place, without its name, over which a figure was counted."""
    found = _EXTENT.search(clause_words(assertion))
    word = found[1].casefold() if found is not None else ""
    return "town" if word in _TOWNS else word


def is_of_listed_place(part: Side, whole: Side) -> bool:
    """Tell whether a figure is one of a list over places, where the larger one names no place."""
    claim = part.assertion.claim
    if not claim.place.key or whole.assertion.claim.place.key:
        return False
    if not claim.siblings or not part.bounds.below(whole.bounds):
        return False
    return len(_LISTED_PLACE.findall(claim.sentence.exact)) > 1


def _opens_with(claim: ExtractedClaim, place: str) -> bool:
    """Tell whether the report of a claim opens with a place, so that it may go unsaid."""
    return set(place.split("-")) <= set(words(claim.opening))


def _scope(side: Side) -> str:
    parts = [measure_in_words(side.assertion)]
    if side.group.known:
        parts.append(population_in_words(side.assertion))
    if side.assertion.claim.place.key:
        parts.append(place_in_words(side.assertion))
    parts.append(window_in_words(side.assertion.claim.window))
    return ", ".join(parts)


def _scope_spans(side: Side) -> tuple[Span, ...]:
    claim = side.assertion.claim
    spans = (claim.span, claim.measure.span, claim.place.span, claim.window.span)
    return tuple(sorted({span for span in spans if span is not None}))


def base(pair: Pair) -> Verdict | None:
    """Keep the whole that a part is taken of ("150 of the 200 houses") from what is measured."""
    a, b = pair.sides
    bases = [_is_base(a.assertion.claim), _is_base(b.assertion.claim)]
    if bases[0] == bases[1]:
        return None
    whole = a if bases[0] else b
    return Verdict(
        Relation.DIFFERENT_MEASURE,
        f"different measure: {figure(whole.assertion)} is only what a part is taken of",
        (a.assertion.claim.span,),
        (b.assertion.claim.span,),
    )


@remembered(4096)
def _is_base(claim: ExtractedClaim) -> bool:
    """Tell whether a figure is the whole that the one before it is a part of."""
    # "32 miners trapped underground": the words behind a figure are its own.
    if claim.measure.span is not None and claim.measure.span.start == claim.span.end + 1:
        return False
    return _BASE.search(claim.sentence.exact[: claim.span.start - claim.sentence.start]) is not None


def part_of(pair: Pair) -> Verdict | None:
    """Name a group that lies inside the other group."""
    apart = pair.exclusive and not pair.same_report
    named = [
        apart and (_is_some(a) or _is_of_another_event(a, b) or _is_of_town_itself(a, b))
        for a, b in (pair.sides, pair.sides[::-1])
    ]
    if named[0] != named[1]:
        part, whole = pair.sides if named[0] else (pair.b, pair.a)
        if part.bounds.below(whole.bounds):
            return Verdict(
                Relation.PART_OF,
                f"a part of another figure: {figure(part.assertion)} is only some of those that "
                "its own report counts",
                (pair.a.assertion.claim.span,),
                (pair.b.assertion.claim.span,),
            )
    if all(named) and not pair.alike:
        return Verdict(
            Relation.DIFFERENT_POPULATION,
            "different population: each is only some of those that its own report counts",
            (pair.a.assertion.claim.span,),
            (pair.b.assertion.claim.span,),
        )
    part, whole = pair.sides if pair.a.group.head == _PASSENGER else (pair.b, pair.a)
    if _is_without_crew(part, whole, pair):
        return Verdict(
            Relation.PART_OF,
            f"a part of the other group: {figure(whole.assertion)} may have the crew in it, "
            f"{figure(part.assertion)} has not",
            (pair.a.assertion.claim.span,),
            (pair.b.assertion.claim.span,),
        )
    if pair.population not in {Fit.INSIDE, Fit.AROUND}:
        return None
    part, whole = (pair.a, pair.b) if pair.population is Fit.INSIDE else (pair.b, pair.a)
    return Verdict(
        Relation.PART_OF,
        f"a part of the other group: {population_in_words(part.assertion)} "
        f"among {population_in_words(whole.assertion)}",
        support(pair.a.assertion.claim.population, pair.a.assertion.claim.span),
        support(pair.b.assertion.claim.population, pair.b.assertion.claim.span),
    )


def _is_without_crew(part: Side, whole: Side, pair: Pair) -> bool:
    """Tell whether one side counts the passengers alone, and the other a few people more."""
    if (part.group.head, whole.group.head) != (_PASSENGER, PERSON):
        return False
    if _ON_BOARD not in {part.measure.key, whole.measure.key}:
        return False
    counted = _CREW.search(whole.assertion.claim.span.exact) is not None
    if _CREW.search(clause_words(whole.assertion)) and not counted:
        return False
    crew = nominal(whole.quantity) - nominal(part.quantity)
    return pair.exclusive and 0 < crew <= nominal(whole.quantity) * _CREW_AT_MOST


def _is_of_another_event(side: Side, other: Side) -> bool:
    """Tell whether a toll is of one thing that happened in the event: "in which 15 people died"."""
    if side.measure.family != _HARM:
        return False
    found = _IN_WHICH.search(before_figure(side.assertion.claim, _REACH))
    claim = other.assertion.claim
    opens = f"{claim.opening} {claim.sentence.exact}"
    if found is None or not _WIDE.search(opens):
        return False
    told = content_words(opens)
    return not content_words(_NAMED.sub("", found["event"])) & told


def _is_of_town_itself(side: Side, other: Side) -> bool:
    """Tell whether a figure is of a town itself that the other sentence does not name."""
    found = _ITSELF.search(clause_words(side.assertion))
    if found is None or side.assertion.claim.siblings:
        return False
    town = frozenset(words(found["town"])) - calendar_names()
    return bool(town) and town.isdisjoint(words(other.assertion.claim.sentence.exact))


def _is_beside_towns(side: Side) -> bool:
    """Tell whether a toll is of the country between the towns that are told beside it."""
    claim = side.assertion.claim
    told = side.measure.family == _HARM and claim.siblings
    return bool(told) and _ELSEWHERE.search(claim.sentence.exact) is not None


def _is_some(side: Side) -> bool:
    """Tell whether a figure is named as some of others: "nine of the dead", "15 of them".

    So are those who "died when they jumped": the others died of something else. "Four of the dead
    were treated in the one ward and three in the other": all of these are.
    """
    claim = side.assertion.claim
    if claim.part_of is not None or _FIRST_OF.search(before_figure(claim, _REACH)):
        return True
    if side.measure.family == _HARM and _AND_MORE_OF.search(before_figure(claim, _REACH)):
        return not content_words(claim.span.exact)
    behind = claim.sentence.exact[claim.span.start - claim.sentence.start :]
    some = SOME_OF.match(behind) or _BY_WHAT_THEY_DID.match(behind)
    if _is_beside_towns(side):
        return True
    return side.measure.family == _HARM and some is not None
