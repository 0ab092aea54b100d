"""The levels that ask whether two figures are about the same thing at all."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from claimtrack.engine.comparison.changes import is_addition_against_total, is_change_against_level
from claimtrack.engine.comparison.intervals import nominal
from claimtrack.engine.comparison.occasions import clause_words, said_words
from claimtrack.engine.comparison.owners import names_apart, totals_apart
from claimtrack.engine.comparison.phrasing import (
    figure,
    measure_in_words,
    month_name,
    place_in_words,
    population_in_words,
    window_in_words,
)
from claimtrack.engine.comparison.questions import (
    contrasted,
    one_stated_occasion,
    one_thing,
)
from claimtrack.engine.comparison.scope import Tie, near_in_time, since_it_began
from claimtrack.engine.comparison.verdicts import Verdict, support
from claimtrack.engine.comparison.wholes import extents_apart, is_of_listed_place
from claimtrack.engine.comparison.wording import (
    closing_words,
    dates_named,
    opening_name,
    other_event,
    words,
    words_of_scopes,
)
from claimtrack.engine.facets.places import is_without_dollars
from claimtrack.engine.language.nouns import plural_of
from claimtrack.engine.records import Relation, WindowKind
from claimtrack.engine.taxonomy.fit import Fit
from claimtrack.engine.taxonomy.measure_tree import undefined_against
from claimtrack.engine.taxonomy.population_tree import (
    fit_of_heads,
    head_of,
    is_person,
    table_heads,
)

if TYPE_CHECKING:
    from claimtrack.engine.comparison.scope import Pair, Side
    from claimtrack.engine.records import ExtractedClaim

_COUNT = "count"
#: The same earthquake has another number on each of these.
_MAGNITUDES = re.compile(
    r"\b(local|moment|body[- ]wave|surface[- ]wave|duration)[- ]magnitude\b", re.IGNORECASE
)
#: What is traded moves within the day that a report tells of.
_TRADED = frozenset({"shares", "index", "price", "exchange-rate"})
_HARM = "harm"
#: Families of what happens to people, however they are counted ("46 arrests").
_OF_SOMEBODY = frozenset({"harm", "custody"})
#: "TORVEL, Feb 7 (Luneth Press) - Sixteen children": where it was written.
_DATELINE = re.compile(r"^[A-Z][A-Z’' ]+\b[^-–—]{0,60}[-–—] ")
_FROM = re.compile(
    r"(?: (?:were|was|are|came|come))? from (?:the )?([A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*)"
)
#: "$3m", and neither "US$3m" nor "three US dollars".
_BARE_DOLLARS = re.compile(r"(?<![A-Za-z])\$")
#: How much more the one dollar is worth than the other, at most.
_DEAREST_DOLLAR = 2
#: How a rate is told without its unit of time.
_OFTEN = {"day": "daily", "week": "weekly", "month": "monthly", "year": "(?:annual(?:ly)?|yearly)"}
#: "In our own district", and bodies of a district, as keys spell them.
_OWN_PART = re.compile(
    r"\b(?:my|our|his|her|its|their) own (?:area|borough|camp|city|county|district|hospital"
    r"|province|region|state|town|village|ward)\b",
    re.IGNORECASE,
)
_LOCAL_BODY = re.compile(
    r"\b(?:borough|city|county|district|municipal|province|provincial|regional)\b"
)
#: Of these a part of a country has its own.
_OF_VOTES = frozenset({"vote-share", "votes", "turnout"})
_PART_OF_COUNTRY = re.compile(
    r"\b(?:in|across|throughout) (?:the|its|their) (?:capital|city|cities|countryside|district"
    r"|east|islands|north|province|region|south|suburbs|towns?|villages|west)\b(?! (?-i:[A-Z]))",
    re.IGNORECASE,
)
_HEALTH, _ATTENDED = "health", "attended"
_AGAINST = re.compile(r",? (?:compared (?:with|to)|(?:up|down) from|against|from) (?=[\w£$€]*\d)")
_EVERYWHERE = re.compile(
    r"\b(?:worldwide|globally|nationwide|countrywide|(?:across|around|throughout) the "
    r"(?:country|nation|world|globe))\b",
    re.IGNORECASE,
)

#: "A mother of 12, she was shot in 2011": the year is that of the deed.
_OF_A_LIFE = "offspring"
_WITH = re.compile(r", with (?:[\w-]+ ){0,2}$")
_SINCE = re.compile(r"\bsince\b[^,;.]*", re.IGNORECASE)


def unit(pair: Pair) -> Verdict | None:
    """Pass where both figures count in one unit."""
    a, b = pair.a.quantity, pair.b.quantity
    if a.dimension == b.dimension and _one_unit(pair):
        return _which_dollars(pair)
    if _is_rate_in_words(pair.a, pair.b) or _is_rate_in_words(pair.b, pair.a):
        return None
    return Verdict(
        Relation.DIFFERENT_UNIT,
        f"different unit: {a.unit or a.dimension} against {b.unit or b.dimension}",
        (a.unit_span or a.span,),
        (b.unit_span or b.span,),
    )


def _which_dollars(pair: Pair) -> Verdict | None:
    """Find two sums in dollars of no country, of a place that has none, in two outlets.

    The worth of one robbery in Paris is told in American, Canadian and Australian ones.
    """
    sides = [pair.a.assertion.claim, pair.b.assertion.claim]
    if "$" not in sides[0].span.exact or "$" not in sides[1].span.exact:
        return None
    if pair.same_report or pair.same_utterer or not pair.exclusive:
        return None
    if not all(_BARE_DOLLARS.search(claim.span.exact) for claim in sides):
        return None
    sizes = sorted(abs(nominal(side.quantity)) for side in pair.sides)
    abroad = any(is_without_dollars(claim.place.key) for claim in sides)
    if not abroad or sizes[1] > sizes[0] * _DEAREST_DOLLAR:
        return None
    return Verdict(
        Relation.CANNOT_TELL,
        "neither says which dollars it means, and the place has none of its own",
        (sides[0].span,),
        (sides[1].span,),
        missing=("which dollars are meant",),
    )


def _one_unit(pair: Pair) -> bool:
    first, second = pair.a.unit, pair.b.unit
    if first == second or not first or not second:
        return True
    if pair.a.quantity.dimension != _COUNT:
        return False
    # Whoever is killed, hurt or arrested is somebody: the noun says who, not in what he is counted.
    if pair.a.measure.family == pair.b.measure.family and pair.a.measure.family in _OF_SOMEBODY:
        return True
    if pair.population_loose:
        return True
    # "Polling stations" are "polling places".
    heads = {head_of(first), head_of(second)}
    if pair.a.group.head == pair.b.group.head in table_heads() and not heads & table_heads():
        return True
    return fit_of_heads(head_of(first), head_of(second)) is not Fit.APART


def _is_rate_in_words(told: Side, other: Side) -> bool:
    """Tell whether a sentence says of a bare figure what the other's unit says: for how long it is.

    "430 million crowns that would be saved each year" beside "340 million crowns a year".
    """
    unit_, _, time = other.quantity.unit.rpartition(" per ")
    if not unit_ or unit_ != told.quantity.unit:
        return False
    often = _OFTEN.get(time, time)
    return bool(
        re.search(
            rf"\b(?:per|each|every|(?:in )?an?(?: full)?) {time}\b"
            rf"(?! (?:ago|earlier|later|more|before|of|from|after))|\b{often}\b",
            clause_words(told.assertion),
            re.IGNORECASE,
        )
    )


def measure(  # noqa: PLR0911 - one way out for each way in which two measures lie
    pair: Pair,
) -> Verdict | None:
    """Pass where both count the same.

    A measure that no table holds ("points", "length") may be of anything, so it passes only
    where both sentences are one but for their figures.
    """
    a, b = pair.a.assertion.claim, pair.b.assertion.claim
    if is_change_against_level(pair):
        return Verdict(
            Relation.DIFFERENT_MEASURE,
            "different measure: a change against a level",
            (a.span,),
            (b.span,),
        )
    if pair.exclusive and is_addition_against_total(pair):
        return Verdict(
            Relation.DIFFERENT_MEASURE,
            "different measure: what came on top against a total",
            (a.span,),
            (b.span,),
        )
    scales = [_scale(side) for side in pair.sides]
    if all(scales) and scales[0] != scales[1]:
        return Verdict(
            Relation.DIFFERENT_MEASURE,
            f"different scale: {scales[0]} against {scales[1]} magnitude",
            (a.sentence,),
            (b.sentence,),
        )
    alone = _counted_alone(pair) and pair.population is not Fit.UNKNOWN
    if alone or (pair.measure is Fit.SAME and (pair.a.measure.listed or pair.retold)):
        return None
    spans_a, spans_b = support(a.measure, a.span), support(b.measure, b.span)
    if pair.one_question:
        return None
    if pair.measure in {Fit.UNKNOWN, Fit.SAME}:
        if pair.retold and not _bare(pair):
            return None
        unknown = pair.b if a.measure.key else pair.a
        words_ = figure(unknown.assertion)
        return Verdict(
            Relation.CANNOT_TELL,
            f"nothing says what {words_} measures",
            spans_a,
            spans_b,
            missing=(f"what {words_} measures",),
        )
    first, second = pair.a.assertion, pair.b.assertion
    if undefined_against(a.measure.key, b.measure.key):
        vague, clear = (first, second) if pair.a.measure.undefined else (second, first)
        label = measure_in_words(vague)
        return Verdict(
            Relation.CANNOT_TELL,
            f"“{label}” is not defined: it may or may not mean {measure_in_words(clear)}",
            spans_a,
            spans_b,
            missing=(f"what “{label}” includes",),
        )
    return Verdict(
        Relation.DIFFERENT_MEASURE,
        f"different measure: {measure_in_words(first)} against {measure_in_words(second)}",
        spans_a,
        spans_b,
    )


def _scale(side: Side) -> str:
    """Return the scale of a magnitude where its sentence names one."""
    if side.measure.key != "magnitude":
        return ""
    found = _MAGNITUDES.findall(side.assertion.claim.sentence.exact)
    return found[0].lower().replace("-", " ") if len(found) == 1 else ""


def _counted_alone(pair: Pair) -> bool:
    """Tell whether nothing but the counted nouns says what both measure ("men", "women")."""
    return pair.measure is Fit.APART and all(
        side.measure.key == plural_of(side.assertion.claim.population.head or " ")
        for side in pair.sides
    )


def _bare(pair: Pair) -> bool:
    """Tell whether neither a noun nor a table says what one of two numbers counts."""
    return any(
        side.quantity.unit_span is None and not side.measure.key and not side.quantity.unit
        for side in pair.sides
    )


def population(pair: Pair) -> Verdict | None:
    """Pass unless the two groups are apart; one group inside the other is settled later."""
    a, b = pair.a.assertion, pair.b.assertion
    contrast = contrasted(pair)
    if contrast is not None:
        return Verdict(
            Relation.DIFFERENT_POPULATION,
            f"different population: {contrast[0]} against {contrast[1]}",
            (a.claim.sentence,),
            (b.claim.sentence,),
        )
    if pair.population is not Fit.APART:
        return None
    return Verdict(
        Relation.DIFFERENT_POPULATION,
        f"different population: {population_in_words(a)} against {population_in_words(b)}",
        support(a.claim.population, a.claim.span),
        support(b.claim.population, b.claim.span),
    )


def _gathered_everywhere(pair: Pair) -> bool:
    """Tell whether one alone counts a crowd of many towns, and it is the larger one.

    "Nationwide, 400,000 people marched", "180,000 people had taken part".
    """
    if {side.measure.key for side in pair.sides} != {_ATTENDED} or not pair.exclusive:
        return False
    told = [_EVERYWHERE.search(said_words(side.assertion)) for side in pair.sides]
    low, high = sorted(pair.sides, key=lambda side: abs(nominal(side.quantity)))
    everywhere = {side for side, found in zip(pair.sides, told, strict=True) if found}
    return high in everywhere and low not in everywhere


def place(pair: Pair) -> Verdict | None:
    """Pass where the places are one, or one figure states none."""
    a, b = pair.a.assertion, pair.b.assertion
    placeless = [not each.claim.place.key for each in (a, b)]
    if pair.place is Fit.UNKNOWN and placeless == [
        bool(_EVERYWHERE.search(said_words(each))) for each in (a, b)
    ]:
        all_, one = (a, b) if placeless[0] else (b, a)
        return Verdict(
            Relation.PART_OF,
            f"a part of the other place: {place_in_words(one)}, where {figure(all_)} is of all",
            (a.claim.span,),
            (b.claim.span,),
        )
    for part, whole in (pair.sides, pair.sides[::-1]):
        if is_of_listed_place(part, whole):
            return Verdict(
                Relation.PART_OF,
                f"a part of the other figure: {place_in_words(part.assertion)} is one of the "
                "places that its sentence lists",
                (a.claim.span,),
                (b.claim.span,),
            )
    extents = extents_apart(pair) if pair.exclusive else None
    if extents:
        return Verdict(
            Relation.DIFFERENT_PLACE,
            f"different place: one is of a {extents[0]}, the other one of a {extents[1]}",
            (a.claim.span,),
            (b.claim.span,),
        )
    if _counts_own_part(pair) or _gathered_everywhere(pair):
        return Verdict(
            Relation.CANNOT_TELL,
            "one of the two may count only its own part of the country",
            (a.claim.span,),
            (b.claim.span,),
            missing=("what place each figure is of",),
        )
    if pair.place in {Fit.SAME, Fit.UNKNOWN}:
        return None
    return Verdict(
        Relation.DIFFERENT_PLACE,
        f"different place: {place_in_words(a)} against {place_in_words(b)}",
        support(a.claim.place, a.claim.span),
        support(b.claim.place, b.claim.span),
    )


def _counts_own_part(pair: Pair) -> bool:
    """Tell whether one counts what came to it, and the other one all, or what came to another.

    "In our own district there were 288 cases"; a district's health office and a ministry each
    count the cases that they hear of. The dead of one blast are one count, whoever gives it.
    "In the capital the Alliance won 57 percent" is less than the country.
    """
    a, b = pair.a.assertion, pair.b.assertion
    if _of_own_part(a.claim.sentence.exact) != _of_own_part(b.claim.sentence.exact):
        return True
    if {pair.a.measure.key, pair.b.measure.key} <= _OF_VOTES:
        parts = [_PART_OF_COUNTRY.search(said_words(each)) is not None for each in (a, b)]
        return parts[0] != parts[1]
    placed = a.claim.place.key and b.claim.place.key
    if placed or _HEALTH not in {pair.a.measure.family, pair.b.measure.family}:
        return False
    locals_ = [_LOCAL_BODY.search(each.utterer) is None for each in (a, b)]
    return locals_[0] != locals_[1]


@lru_cache(maxsize=8192)
def _of_own_part(sentence: str) -> bool:
    return _OWN_PART.search(sentence) is not None


def window(pair: Pair) -> Verdict | None:
    """Pass where both count over the same time, or one does not say.

    A figure without a window is of its own day or event, which is no match for a long time.
    """
    a, b = pair.a.assertion.claim, pair.b.assertion.claim
    if pair.window in {Fit.SAME, Fit.UNKNOWN}:
        return (
            _other_dates(pair) or _other_moment(pair) or _recalled(pair) or _long_against_none(pair)
        )
    return Verdict(
        Relation.DIFFERENT_WINDOW,
        f"different window: {window_in_words(a.window)} against {window_in_words(b.window)}",
        support(a.window, a.span),
        support(b.window, b.span),
    )


def _other_dates(pair: Pair) -> Verdict | None:
    """Find two sentences that each name a year or month of their own, beside no window."""
    a, b = pair.a.assertion.claim, pair.b.assertion.claim
    if WindowKind.NONE not in {a.window.kind, b.window.kind}:
        return None
    first, second = (dates_named(said_words(side.assertion)) for side in pair.sides)
    if not first or not second or first & second:
        return None
    return Verdict(
        Relation.DIFFERENT_WINDOW,
        f"different time: {' and '.join(sorted(first))} against {' and '.join(sorted(second))}",
        (a.sentence,),
        (b.sentence,),
    )


def _other_moment(pair: Pair) -> Verdict | None:
    """Find the close of a market beside what it did during the day: both can be so."""
    if pair.a.measure.key not in _TRADED or not pair.exclusive:
        return None
    ends = [bool(closing_words() & set(words(said_words(side.assertion)))) for side in pair.sides]
    if ends[0] == ends[1]:
        return None
    a, b = pair.a.assertion.claim, pair.b.assertion.claim
    moments = " against ".join("at the close" if end else "during the day" for end in ends)
    return Verdict(
        Relation.DIFFERENT_WINDOW, f"different time: {moments}", (a.sentence,), (b.sentence,)
    )


def _recalled(pair: Pair) -> Verdict | None:
    """Find a figure of a month or year that is not its report's, beside one without a date."""
    named = [_dates_around(side) for side in pair.sides]
    if bool(named[0]) == bool(named[1]) or not pair.exclusive:
        return None
    if pair.a.measure.family == _OF_A_LIFE and pair.one_owner:
        return None
    side, other = pair.sides if named[0] else reversed(pair.sides)
    lasting = {WindowKind.NONE, WindowKind.TO_DATE}
    there = other.assertion.claim.window
    if _has_window(side) or not (there.kind in lasting or since_it_began(there)):
        return None
    published = side.assertion.report.published_on
    if (named[0] or named[1]) & {str(published.year), month_name(published)}:
        return None
    return Verdict(
        Relation.CANNOT_TELL,
        f"{figure(side.assertion)} is of {' and '.join(sorted(named[0] or named[1]))}, the other "
        "figure gives no date",
        (pair.a.assertion.claim.span,),
        (pair.b.assertion.claim.span,),
        missing=("whether both are of one time",),
    )


def _dates_around(side: Side) -> frozenset[str]:
    """Return the years and months that tell of when a figure is, the sentence before it too."""
    before = side.assertion.claim.before
    # "38%, compared with 65% in May": the month is of the other figure.
    told = _AGAINST.split(clause_words(side.assertion), maxsplit=1)[0]
    # "Cholera last struck in 2018, with 4,700 cases": what goes before tells when.
    claim = side.assertion.claim
    led = claim.sentence.exact[: claim.span.start - claim.sentence.start]
    told = f"{led} {told}" if _WITH.search(led) else told
    # "Nine have died since the outbreak began in May": that is where the count begins.
    told = _SINCE.sub(" ", told)
    return dates_named(told) | (dates_named(before) if before else frozenset())


def _has_window(side: Side) -> bool:
    """Tell whether the words say when a figure is of; a running total may be taken.

    "Within a minute" says how long something took.
    """
    window_ = side.assertion.claim.window
    if window_.kind is WindowKind.TO_DATE:
        return window_.span is not None
    return window_.kind not in {WindowKind.NONE, WindowKind.DURATION}


def _long_against_none(pair: Pair) -> Verdict | None:
    if pair.window is not Fit.UNKNOWN or not pair.exclusive:
        return None
    if all(_says_when(side) for side in pair.sides):
        return None
    told, lacking = (pair.a, pair.b) if _says_when(pair.a) else (pair.b, pair.a)
    window_ = told.assertion.claim.window
    if window_.start is None or window_.end is None:
        return None
    short = (window_.end - window_.start).days <= pair.policy.story_days
    if short or since_it_began(window_):
        return None
    return Verdict(
        Relation.CANNOT_TELL,
        f"{figure(lacking.assertion)} does not say over what time, the other one "
        f"{window_in_words(window_)}",
        support(pair.a.assertion.claim.window, pair.a.assertion.claim.span),
        support(pair.b.assertion.claim.window, pair.b.assertion.claim.span),
        missing=(f"the window of {figure(lacking.assertion)}",),
    )


def _says_when(side: Side) -> bool:
    return side.assertion.claim.window.kind is not WindowKind.NONE


def origin(pair: Pair) -> Verdict | None:
    """Take those "from" one named place for a part of all, where the other side names no origin."""
    if pair.measure is not Fit.SAME or Fit.APART in {pair.population, pair.place}:
        return None
    first, second = (_origin(side) for side in pair.sides)
    if bool(first) == bool(second):
        return None
    named, (part, other) = first or second, pair.sides if first else reversed(pair.sides)
    told = _DATELINE.sub("", other.assertion.claim.sentence.exact)
    if set(words(named)) & set(words(told)):
        return None
    return Verdict(
        Relation.PART_OF,
        f"a part of the other group: {figure(part.assertion)} are only those from {named}",
        (pair.a.assertion.claim.span,),
        (pair.b.assertion.claim.span,),
    )


def _origin(side: Side) -> str:
    """Return the place that the counted people come from, as the words right behind them say."""
    claim = side.assertion.claim
    if not is_person(side.quantity.unit):
        return ""
    found = _FROM.match(claim.sentence.exact[claim.span.end - claim.sentence.start :])
    return found.group(1) if found else ""


def _told_of(claim: ExtractedClaim) -> str:
    """Return a sentence with the one before it, where it says of what "it" has so many."""
    return f"{claim.before} {claim.sentence.exact}" if claim.before else claim.sentence.exact


def story(pair: Pair) -> Verdict | None:
    """Pass where a name, a place, a telling group or the wording ties both to one event."""
    a, b = pair.a.assertion.claim, pair.b.assertion.claim
    event = other_event(_told_of(a), _told_of(b))
    if event and event not in words_of_scopes():
        return Verdict(
            Relation.DIFFERENT_WINDOW,
            f"different occasion: one speaks of another {event}",
            (a.sentence,),
            (b.sentence,),
        )
    if pair.tie is not Tie.NONE:
        return None
    if not near_in_time(pair):
        days = pair.a.day.days_from(pair.b.day)
        return Verdict(
            Relation.DIFFERENT_WINDOW,
            f"different occasion: {days} days apart, and nothing ties both to one event",
            (a.span,),
            (b.span,),
            factor=Decimal("0.8"),
        )
    untied = "nothing ties the two figures to one event: no place, name or group in common"
    return Verdict(
        Relation.CANNOT_TELL,
        "nothing says that both are of one thing" if pair.same_report else untied,
        (a.span,),
        (b.span,),
        missing=("which event each figure belongs to",),
    )


def owner(pair: Pair) -> Verdict | None:
    """Pass where the figures are of one event, or of one person or thing in it."""
    if pair.one_owner or not pair.exclusive or _one_thing(pair):
        return None
    named = [opening_name(side.assertion.claim.sentence.exact) for side in pair.sides]
    if all(named) and not set(words(named[0])) & set(words(named[1])):
        return Verdict(
            Relation.DIFFERENT_POPULATION,
            f"of two people or things: {named[0]} against {named[1]}",
            (pair.a.assertion.claim.sentence,),
            (pair.b.assertion.claim.sentence,),
        )
    return Verdict(
        Relation.CANNOT_TELL,
        f"{figure(pair.a.assertion)} and {figure(pair.b.assertion)} may belong to two people or "
        "things of one event",
        (pair.a.assertion.claim.span,),
        (pair.b.assertion.claim.span,),
        missing=("whose figures they are",),
    )


def _one_thing(pair: Pair) -> bool:
    """Tell whether the wording ties both figures to one person, place or thing of an event."""
    if names_apart(pair) or pair.same_report or totals_apart(pair):
        return False
    keys = {side.measure.key for side in pair.sides}
    if "magnitude" in keys or (keys & _TRADED and not pair.retold):
        return False
    return one_stated_occasion(pair) or (pair.one_question and one_thing(pair))
