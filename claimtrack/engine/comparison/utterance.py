"""The levels that look at how one utterance is worded: relayed, split, drifted, misreported.

They come before the gate: a headline that says "killed" over a quote that says "casualties"
would end there as two measures, and nobody would see the drift.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from claimtrack.engine.comparison.changes import is_base
from claimtrack.engine.comparison.intervals import is_ceiling, nominal, printed
from claimtrack.engine.comparison.occasions import (
    clause_words,
    may_be_one_speaker,
    one_line,
    one_occasion,
    one_outlet,
    said_words,
)
from claimtrack.engine.comparison.owners import names_apart, shocks_apart, speakers_of
from claimtrack.engine.comparison.phrasing import (
    figure,
    measure_in_words,
    quoted,
    speaker,
)
from claimtrack.engine.comparison.questions import (
    contrasted,
    likeness_of,
    names_occasion,
    narrowed,
    one_stated_occasion,
)
from claimtrack.engine.comparison.rates import shared_out
from claimtrack.engine.comparison.scope import is_denied
from claimtrack.engine.comparison.slips import is_slip
from claimtrack.engine.comparison.verdicts import Verdict
from claimtrack.engine.comparison.wholes import extents_apart
from claimtrack.engine.comparison.wording import (
    content_words,
    dates_named,
    names,
    one_topic,
    overlap,
    shingles,
)
from claimtrack.engine.records import (
    Comparator,
    QuoteKind,
    Relation,
    WindowKind,
)
from claimtrack.engine.taxonomy.fit import Fit
from claimtrack.engine.taxonomy.measure_tree import Course
from claimtrack.engine.taxonomy.population_tree import PERSON, may_be_all_of_some_event

if TYPE_CHECKING:
    from claimtrack.engine.comparison.scope import Pair, Side
    from claimtrack.engine.records import Assertion, Span

_TOLD_ALIKE = Decimal("0.4")
_ONE_SPEAKER = Decimal("0.9")
_MAYBE_ONE_SPEAKER = Decimal("0.7")
_FIGURE_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+")
#: A figure in digits that is no single one, and what it counts.
_COUNTED = re.compile(r"\b(\d[\d.,]*\d) ([a-z]{3,})")
_RANGE = re.compile(r"\d (?:to|or|and) \d|\d[-–]\d")
_PHYSICAL = "physical"
_PER = " per "
#: So many words say that two sentences with one number are of one thing.
_SUBJECT_WORDS = 3
#: A part so many times its whole is no part: one of the two was read wrongly.
_FARTHEST_PART = 100
_COUNT = "count"
_HARM = "harm"
_KILLED, _INJURED = "killed", frozenset({"wounded", "seriously-wounded", "hospitalised"})
_FEWEST_TOLD_TWICE = 5
#: What these measure is a movement, whether or not the verb says so.
_RATES_OF_CHANGE = frozenset({"growth", "inflation"})


def same_words(pair: Pair) -> Verdict | None:
    """Recognise one claim met twice, and the copy of one text in another outlet."""
    a, b = pair.a.assertion, pair.b.assertion
    if not _printed_alike(pair):
        return None
    if pair.same_report and a.claim.span == b.claim.span:
        return _repeat("the same words of one report", a.claim.span, b.claim.span)
    if pair.same_report or pair.measure not in {Fit.SAME, Fit.UNKNOWN}:
        return None
    first, second = a.claim.sentence, b.claim.sentence
    common = overlap(frozenset(shingles(first.exact)), frozenset(shingles(second.exact)))
    if common < pair.policy.copy_share:
        return None
    days = abs((a.report.published_on - b.report.published_on).days)
    if days > pair.policy.relay_gap_days or pair.population is Fit.APART:
        return None
    return _repeat("one text in two outlets", first, second)


def _printed_alike(pair: Pair) -> bool:
    """Tell whether both print one figure, as a bound or a denial in both or in neither."""
    if printed(pair.a.quantity) != printed(pair.b.quantity):
        return False
    a, b = pair.sides
    return is_ceiling(a.quantity) == is_ceiling(b.quantity) and is_denied(a) == is_denied(b)


def _repeat(text: str, a: Span, b: Span) -> Verdict:
    return Verdict(Relation.REPEAT, text, (a,), (b,))


def two_figures(pair: Pair) -> Verdict | None:
    """Keep two figures of one text apart, met in two copies of it.

    One sentence with both is enough where nobody's dead are disputed: "earned 79 cents, against
    the 72 expected" and "72 cents were expected".
    """
    if pair.same_report:
        return None
    own = _figure_words(pair.a.quantity.number.exact)
    other = _figure_words(pair.b.quantity.number.exact)
    if own == other:
        return None
    a, b = pair.a.assertion.claim, pair.b.assertion.claim
    both = own | other
    holding = (both <= _figure_words(a.sentence.exact)) + (both <= _figure_words(b.sentence.exact))
    if not holding:
        return None
    # "900" stands in every sentence with "900 million".
    nested = own <= other or other <= own
    disputed = _HARM in {pair.a.measure.family, pair.b.measure.family}
    needed = 2 if nested or disputed else 1
    if holding < needed or not (pair.exclusive or pair.retold):
        return None
    return Verdict(
        Relation.DIFFERENT_MEASURE,
        f"two figures of one text: {quoted(a.span.exact)} and {quoted(b.span.exact)}",
        (a.span,),
        (b.span,),
    )


@lru_cache(maxsize=16_384)
def _figure_words(text: str) -> frozenset[str]:
    """Return the words of a text with numerals whole: "3.5" is one."""
    return frozenset(_FIGURE_WORD.findall(text.casefold()))


def named_part(pair: Pair) -> Verdict | None:
    """Follow a text that names one figure as a part of the other ("4,700, including 600")."""
    counts = {side.quantity.dimension for side in pair.sides} == {_COUNT}
    if not pair.same_report or not (counts or pair.a.unit == pair.b.unit):
        return None
    if _is_part(pair.a, pair.b):
        part, whole = pair.a, pair.b
    elif _is_part(pair.b, pair.a):
        part, whole = pair.b, pair.a
    else:
        return None
    words = f"{figure(part.assertion)} is named as a part of {figure(whole.assertion)}"
    spans = (pair.a.assertion.claim.span,), (pair.b.assertion.claim.span,)
    counted = pair.measure in {Fit.SAME, Fit.INSIDE, Fit.AROUND}
    if whole.bounds.below(part.bounds):
        # "12 villages, including 300 houses" count in two things; people are people. And "three
        # lines: 1.9 billion for the tunnels" are sums of money.
        far = nominal(part.quantity) > nominal(whole.quantity) * _FARTHEST_PART
        if far or not counted or whole.unit not in {part.unit, PERSON, ""}:
            return None
        return Verdict(Relation.ARITHMETIC, f"{words} and is larger than it", *spans)
    return Verdict(Relation.PART_OF, words, *spans)


def _is_part(part: Side, whole: Side) -> bool:
    named = part.assertion.claim.part_of
    return named is not None and named.overlaps(whole.assertion.claim.span)


def echoed(pair: Pair) -> Verdict | None:
    """Recognise a headline that repeats a figure of its report and claims no more than that."""
    a, b = pair.a.assertion.claim, pair.b.assertion.claim
    if not pair.same_report or not (a.echoes == b.span or b.echoes == a.span):
        return None
    if not _printed_alike(pair) or Fit.APART in {pair.measure, pair.population}:
        return None
    return _repeat("the headline repeats a figure of its own report", a.span, b.span)


def quote_kind(side: Side) -> QuoteKind:
    """Return how the words around a figure stand in their report."""
    attribution = side.assertion.claim.attribution
    return attribution.quote if attribution else QuoteKind.NONE


def misreport(pair: Pair) -> Verdict | None:
    """Find two outlets that differ on what one speaker said on one occasion."""
    a, b = pair.a.assertion, pair.b.assertion
    if one_outlet(a, b) or is_base(a.claim) != is_base(b.claim):
        return None
    apart = Fit.APART in {pair.population, pair.place} and not is_slip(pair)
    if apart and not _dead_for_injured(pair):
        return None
    rates = _two_rates(pair)
    if not one_occasion(a, b, pair.policy) or not (one_kind_of_unit(pair) or rates):
        return None
    known = one_line(a, b) and (pair.one_named_utterer or not (a.unnamed or b.unnamed))
    if not (known or may_be_one_speaker(a, b)):
        return None
    what = rates if known and rates else _told_differently(pair, known=known)
    if what is None or shocks_apart(pair) or extents_apart(pair) or contrasted(pair) is not None:
        return None
    return Verdict(
        Relation.MISREPORT,
        f"one utterance of {speaker(b if a.unnamed else a)}, told differently: {what}",
        wording_spans(pair.a),
        wording_spans(pair.b),
        factor=_ONE_SPEAKER if known else _MAYBE_ONE_SPEAKER,
        missing=() if known else (f"who said {figure(a if a.unnamed else b)}",),
    )


def _two_rates(pair: Pair) -> str:
    """Return what differs where one number is told of two stretches: "1.1bn a year", "in all"."""
    a, b = pair.a.assertion, pair.b.assertion
    units = pair.a.quantity.unit, pair.b.quantity.unit
    if units[0] == units[1] or len({unit.partition(_PER)[0] for unit in units}) > 1:
        return ""
    told_alike = len(content_words(a.claim.sentence.exact) & content_words(b.claim.sentence.exact))
    if printed(pair.a.quantity) != printed(pair.b.quantity) or told_alike < _SUBJECT_WORDS:
        return ""
    # "380 million crowns in a full year" is no other sum than one a year.
    stretches = {unit.partition(_PER)[2] for unit in units} - {""}
    if any(stretches & content_words(each.claim.sentence.exact) for each in _without_rate(pair)):
        return ""
    return f"{figure(a)} against {figure(b)}"


def _without_rate(pair: Pair) -> list[Assertion]:
    return [side.assertion for side in pair.sides if _PER not in side.quantity.unit]


def _told_differently(pair: Pair, *, known: bool) -> str | None:
    """Say on what the two tellings differ; ``None`` where they need not be one utterance."""
    a, b = pair.a.assertion, pair.b.assertion
    figures = f"{figure(a)} against {figure(b)}"
    if printed(pair.a.quantity) == printed(pair.b.quantity):
        if pair.measure in {Fit.INSIDE, Fit.AROUND}:
            return f"{measure_in_words(a)} against {measure_in_words(b)}" if known else None
        if known and _dead_for_injured(pair):
            return f"{figure(a)} {measure_in_words(a)} against {measure_in_words(b)}"
        turned = is_ceiling(pair.a.quantity) != is_ceiling(pair.b.quantity)
        # "Speeds of up to 90 mph" and "it reached 90 mph" are one reading.
        reading = pair.a.measure.family == _PHYSICAL
        # "As many as 35 to 40" leaves as much open as "about 40" does.
        ranged = any(_RANGE.search(side.assertion.claim.span.exact) for side in pair.sides)
        told = turned and pair.measure is Fit.SAME and not (reading or ranged)
        return figures if told else None
    if not known or not pair.exclusive:
        return None
    if is_slip(pair):
        return figures
    verbatim = _verbatim(pair) and pair.retold
    # "The Sirena carried 24 sailors, the Condor 19": one speaker counts more than one thing.
    told_once = not names_apart(pair) and (verbatim or _on_one_occasion(pair))
    return figures if _one_scope(pair) and told_once else None


def _dead_for_injured(pair: Pair) -> bool:
    """Tell whether one report makes the dead of those whom another one counts as injured.

    So few numbers are told of both by one speaker on one day that a larger one is hardly two.
    """
    keys = {side.measure.key for side in pair.sides}
    if _KILLED not in keys or not keys & _INJURED or pair.same_report:
        return False
    if printed(pair.a.quantity) != printed(pair.b.quantity):
        return False
    exact = all(side.quantity.comparator is Comparator.EQUAL for side in pair.sides)
    size = min(abs(nominal(side.quantity)) for side in pair.sides)
    return exact and size >= _FEWEST_TOLD_TWICE and one_stated_occasion(pair)


def _on_one_occasion(pair: Pair) -> bool:
    """Tell whether one speaker gave one figure, on a day that both reports give.

    A count may have moved within that day, unless both name where it was said.
    """
    if not pair.one_question or not one_stated_occasion(pair):
        return False
    if len({side.assertion.claim.part_of is None for side in pair.sides}) > 1:
        return False
    if shared_out(pair.a) != shared_out(pair.b):
        return False
    like = likeness_of(pair)
    alike = like.common > 0 and like.share >= _TOLD_ALIKE
    level = _one_level(pair)
    beside = _beside_one_figure(pair)
    told = names_occasion(pair) or (_one_subject(pair) and beside)
    # Who tells of a plan gives one figure for it on a day.
    ahead = all(side.assertion.claim.window.kind is WindowKind.PLANNED for side in pair.sides)
    if not (alike or level or told or ahead) or narrowed(pair):
        return False
    still = level or all(side.measure.course is Course.FIXED for side in pair.sides)
    placed = names_occasion(pair) or _said_at_one_place(pair)
    return still or ahead or placed or beside


def _beside_one_figure(pair: Pair) -> bool:
    """Tell whether both were said with one more figure: "14 missiles and 52 drones".

    A count that moved would have moved the other one, too.
    """
    told = [_COUNTED.findall(clause_words(side.assertion)) for side in pair.sides]
    own = {side.quantity.number.exact for side in pair.sides}
    return any(number not in own for number, _ in set(told[0]) & set(told[1]))


def _said_at_one_place(pair: Pair) -> bool:
    """Tell whether both name one place or body beside what was said: "in Geneva", "in Geneva"."""
    first, second = (_names_beside(side) for side in pair.sides)
    return bool(first & second)


def _names_beside(side: Side) -> frozenset[str]:
    claim = side.assertion.claim
    if claim.attribution is None:
        return frozenset()
    beside = claim.sentence.exact.replace(claim.attribution.content.exact, " , ")
    return names(beside) - speakers_of(side)


def _one_level(pair: Pair) -> bool:
    """Tell whether both give one rate or sum that a table knows, for a time that may be one.

    Whoever names the debt or the growth twice on a day means one figure; counts may go on.
    """
    dimensions = {side.quantity.dimension for side in pair.sides}
    if pair.measure is not Fit.SAME or not pair.a.measure.listed or dimensions & {_COUNT, ""}:
        return False
    moves = {side.quantity.change for side in pair.sides}
    moved_once = len(moves) > 1 and pair.a.measure.key not in _RATES_OF_CHANGE
    if moved_once or contrasted(pair) or names_apart(pair):
        return False
    days = [dates_named(said_words(side.assertion)) for side in pair.sides]
    return days[0] == days[1] or not all(days)


def _one_subject(pair: Pair) -> bool:
    """Tell whether both reports open with one subject."""
    a, b = (side.assertion.claim.opening for side in pair.sides)
    return one_topic(a, b, pair.policy.topic_share, pair.policy.topic_words)


def _verbatim(pair: Pair) -> bool:
    """Tell whether both figures stand in quotes; else a count may have moved within the day."""
    return all(quote_kind(side) is QuoteKind.DIRECT for side in pair.sides)


def _one_scope(pair: Pair) -> bool:
    """Tell whether no facet keeps the two figures apart."""
    measure = Fit.SAME if pair.one_question else pair.measure
    population = Fit.SAME if _one_group_on_one_occasion(pair) else pair.population
    fits = {measure, population, pair.place, pair.window}
    basis = {side.assertion.claim.modality for side in pair.sides}
    vague = Comparator.VAGUE in {side.quantity.comparator for side in pair.sides}
    return fits <= {Fit.SAME, Fit.UNKNOWN} and len(basis) == 1 and not vague


def _one_group_on_one_occasion(pair: Pair) -> bool:
    """Tell "57 villagers" from "104 people from the village", said at one briefing: all are meant.

    A name that only one side has ("North Korean") makes two groups.
    """
    a, b = pair.a.group, pair.b.group
    nested = pair.population in {Fit.INSIDE, Fit.AROUND} and a.telling == b.telling
    return nested and may_be_all_of_some_event(a, b) and names_occasion(pair)


def one_kind_of_unit(pair: Pair) -> bool:
    """Tell whether both figures count in one thing, or one does not say in what."""
    return pair.a.unit == pair.b.unit or not pair.a.unit or not pair.b.unit


def wording_spans(side: Side) -> tuple[Span, ...]:
    """Return the figure and the words that say what it measures."""
    claim = side.assertion.claim
    spans = {claim.span, *((claim.measure.span,) if claim.measure.span else ())}
    return tuple(sorted(spans))


def relayed(pair: Pair) -> Verdict | None:
    """Recognise one utterance with one figure in two reports, or twice in one."""
    a, b = pair.a.assertion, pair.b.assertion
    printed_alike = printed(pair.a.quantity) == printed(pair.b.quantity)
    if pair.exclusive or not (printed_alike or pair.converted):
        return None
    if not one_occasion(a, b, pair.policy):
        return None
    if one_line(a, b) and (pair.same_report or not (a.unnamed or b.unnamed)):
        return _repeat(f"one utterance of {speaker(a)}", a.claim.span, b.claim.span)
    told_alike = pair.alike or bool(pair.a.group.telling & pair.b.group.telling)
    turned = is_ceiling(pair.a.quantity) != is_ceiling(pair.b.quantity)
    if turned or not (may_be_one_speaker(a, b) and told_alike):
        return None
    described = a if a.unnamed else b
    return Verdict(
        Relation.REPEAT,
        "the same figure on one occasion; one report does not name the speaker",
        (a.claim.span,),
        (b.claim.span,),
        factor=_MAYBE_ONE_SPEAKER,
        missing=(f"who said {figure(described)}",),
    )
