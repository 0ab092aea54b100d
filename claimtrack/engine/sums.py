"""Parts that make up a whole: sums that nobody printed, held against the totals that were.

Three kinds of parts add up: measures that the table splits ("killed" and "wounded" make "killed
or wounded"), groups that one enumeration lists ("5,000 workers and 1,000 deminers"), and places
or ends over which one spreads a figure ("eleven died in Orlea, six in Mestec and four in Poiana",
"$4bn: $2bn for roads, 1.5 billion for schools and 500 million for ports").
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise, product
from typing import TYPE_CHECKING

from claimtrack.engine.compare import sort_key
from claimtrack.engine.comparison import values
from claimtrack.engine.comparison.doubts import doubts_of
from claimtrack.engine.comparison.intervals import Bounds, bounds_of, nominal, normalised
from claimtrack.engine.comparison.occasions import one_occasion
from claimtrack.engine.comparison.phrasing import figure
from claimtrack.engine.comparison.scope import Tie, pair_of
from claimtrack.engine.language.nouns import singular_of
from claimtrack.engine.policy import DEFAULT_POLICY
from claimtrack.engine.records import (
    Change,
    Comparator,
    Comparison,
    Facet,
    Modality,
    Population,
    Quantity,
    Reason,
    Relation,
    Section,
)
from claimtrack.engine.taxonomy.fit import Fit
from claimtrack.engine.taxonomy.measure_tree import measure_of, wholes_of_parts
from claimtrack.engine.taxonomy.population_tree import PERSON, fit_of_groups, group_of, is_person

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from claimtrack.engine.comparison.scope import Pair
    from claimtrack.engine.comparison.verdicts import Verdict
    from claimtrack.engine.policy import Policy
    from claimtrack.engine.records import Assertion

#: How a place follows a bare number of a list.
_PLACED = re.compile(r" (?:in|at|from|near) (?:the )?[A-Za-z][\w’'-]*")
#: What stands before a list that says all of a total.
_SPELLING = re.compile(
    r"(?:[:—–]|--|\b(?:compris(?:es?|ed|ing)|made up of|consist(?:s|ed|ing)? of))\s*$"
)
#: What stands between a list and the total that it makes.
_MAKING = re.compile(r"^[^.;:]*\b(?:making|totall?ing)\s*$")
_MADE = re.compile(r"^[^.;:]*\b(?:making|totall?ing) \S*\d")
_DASH = re.compile(r"\s(?:--|[—–])\s")
_FEWEST_PARTS = 2
_COUNT = "count"
#: Families of which one event has one count, that may be spread over places.
_OF_EVENTS = frozenset({"harm", "health", "damage", "displacement", "custody", "work"})
_THOUSANDTH = Decimal("0.001")


class SumKind(StrEnum):
    """What the parts of a sum differ in."""

    MEASURES = "measures"
    POPULATIONS = "populations"
    SPREAD = "spread"


@dataclass(frozen=True, slots=True)
class DerivedSum:
    """Parts of one report by one utterer, and the total that they make.

    ``total`` is an assertion of that total, for keys and comparisons: its spans are those of
    the first part, its bounds the sum of the parts'. ``nominal`` is the sum of the printed
    figures. ``text`` is the parts' words joined by "+".
    """

    kind: SumKind
    parts: tuple[Assertion, ...]
    total: Assertion
    bounds: Bounds
    nominal: Decimal
    text: str


def derive_sums(
    assertions: Iterable[Assertion], policy: Policy = DEFAULT_POLICY
) -> tuple[DerivedSum, ...]:
    """Return every sum that the claims of one report imply, in a stable order.

    A part that is stated twice with different figures makes no sum: nobody knows which to add.
    """
    by_voice: dict[tuple[str, str], list[Assertion]] = defaultdict(list)
    for assertion in sorted(assertions, key=sort_key):
        if _may_be_part(assertion):
            by_voice[assertion.report.report, assertion.utterer].append(assertion)
    found: list[DerivedSum] = []
    for key in sorted(by_voice):
        found.extend(_sums_of_measures(by_voice[key], policy))
        found.extend(_sums_of_lists(by_voice[key], policy))
    return tuple(found)


def _may_be_part(assertion: Assertion) -> bool:
    claim = assertion.claim
    return (
        claim.quantity is not None
        and claim.quantity.change is Change.NONE
        and claim.section is Section.BODY
        and claim.modality is not Modality.DENIED
        and not (claim.attribution is not None and claim.attribution.denied)
    )


def _sums_of_measures(voice: Sequence[Assertion], policy: Policy) -> Iterator[DerivedSum]:
    for whole in wholes_of_parts():
        stated = [_distinct(part, voice) for part in whole.parts]
        for parts in product(*stated):
            if all(_one_scope(a, b) for a, b in pairwise(parts)) and _unambiguous(parts, stated):
                measure = Facet(whole.key, whole.label, inferred="the sum of its parts")
                yield _sum(SumKind.MEASURES, parts, measure, parts[0].claim.population, policy)


def _distinct(measure: str, voice: Sequence[Assertion]) -> list[Assertion]:
    """Return the claims of one measure, each figure of one scope once."""
    found: dict[tuple[str, ...], Assertion] = {}
    for assertion in voice:
        claim = assertion.claim
        if measure_of(claim.measure.key).key == measure and claim.quantity is not None:
            scope = (
                group_of(claim.population).key,
                claim.place.key,
                claim.window.label,
                normalised(claim.quantity),
            )
            found.setdefault(scope, assertion)
    return list(found.values())


def _one_scope(a: Assertion, b: Assertion) -> bool:
    """Tell whether two parts are counted among the same people, place and time."""
    first, second = group_of(a.claim.population), group_of(b.claim.population)
    same_sentence = a.claim.sentence == b.claim.sentence
    if a.claim.place.key != b.claim.place.key and not same_sentence:
        return False
    if a.claim.window.kind is not b.claim.window.kind:
        return False
    if (a.claim.modality is Modality.PLANNED) != (b.claim.modality is Modality.PLANNED):
        return False
    fit = fit_of_groups(first, second)
    if fit is Fit.SAME:
        return bool(first.telling) or same_sentence
    loose = first.telling == second.telling and {first.head, second.head} & {PERSON, ""}
    return same_sentence and (fit is Fit.UNKNOWN or bool(loose))


def _unambiguous(parts: Sequence[Assertion], stated: Sequence[Sequence[Assertion]]) -> bool:
    """Tell whether each part is the only figure that could stand in its place."""
    return all(
        not any(other is not part and _one_scope(part, other) for other in others)
        for part, others in zip(parts, stated, strict=True)
    )


def _sums_of_lists(voice: Sequence[Assertion], policy: Policy) -> Iterator[DerivedSum]:
    by_span = {assertion.claim.span: assertion for assertion in voice}
    done: set[Assertion] = set()
    for assertion in voice:
        if assertion in done:
            continue
        listed = {assertion}
        for other in voice:
            if other.claim.span in assertion.claim.siblings:
                listed.add(other)
            if any(by_span.get(span) is assertion for span in other.claim.siblings):
                listed.add(other)
        done |= listed
        parts = sorted(listed, key=sort_key)
        if _is_list_of_groups(parts):
            measure = parts[0].claim.measure
            yield _sum(SumKind.POPULATIONS, parts, measure, _common_population(parts), policy)
        elif _is_spread(parts):
            first = parts[0].claim
            yield _sum(SumKind.SPREAD, parts, first.measure, first.population, policy)


def _is_spread(parts: Sequence[Assertion]) -> bool:
    """Tell whether bare numbers follow a first one, each with where or what it is for behind it.

    What a list spells out behind its total may also be of several things.
    """
    measures = {measure_of(part.claim.measure.key).key for part in parts}
    sentences = {part.claim.sentence for part in parts}
    if len(parts) < _FEWEST_PARTS or len(measures) > 1 or len(sentences) > 1:
        return False
    if _is_spelled(parts):
        return True
    exact, start = parts[0].claim.sentence.exact, parts[0].claim.sentence.start
    behind = [exact[part.claim.span.end - start :] for part in parts[1:]]
    if measure_of(parts[0].claim.measure.key).family not in _OF_EVENTS:
        return False
    if any(part.claim.quantity.dimension != _COUNT for part in parts if part.claim.quantity):
        return False
    placed = [_PLACED.match(rest) for rest in behind]
    return all(placed) and len({found[0] for found in placed if found}) == len(placed)


def _is_spelled(parts: Sequence[Assertion]) -> bool:
    """Tell whether a list says all of a total, and ends with "and".

    It stands behind a colon, a dash or "comprise", or before what it makes.
    """
    first, last = parts[0].claim, parts[-1].claim
    exact, start = first.sentence.exact, first.sentence.start
    opened = _SPELLING.search(exact[: first.span.start - start]) or _MADE.match(
        exact[last.span.end - start :]
    )
    listed = exact[first.span.end - start : last.span.start - start]
    closed = listed.rstrip().endswith(" and") and not _DASH.search(listed)
    return bool(opened) and closed and last.sentence == first.sentence


def _is_list_of_groups(parts: Sequence[Assertion]) -> bool:
    groups = [group_of(part.claim.population) for part in parts]
    measures = {measure_of(part.claim.measure.key).key for part in parts}
    people = all(is_person(group.head) for group in groups)
    apart = all(fit_of_groups(a, b) is Fit.APART for a, b in pairwise(groups))
    return len(parts) > 1 and len(measures) == 1 and "" not in measures and people and apart


def _common_population(parts: Sequence[Assertion]) -> Population:
    groups = [group_of(part.claim.population) for part in parts]
    modifiers = frozenset.intersection(*(group.modifiers for group in groups))
    heads = {group.head for group in groups}
    head = heads.pop() if len(heads) == 1 else PERSON
    label = " and ".join(
        part.claim.population.label or group.key.replace("-", " ")
        for part, group in zip(parts, groups, strict=True)
    )
    return Population(head, tuple(sorted(modifiers)), label, inferred="the groups of one list")


def _sum(
    kind: SumKind,
    parts: Sequence[Assertion],
    measure: Facet,
    population: Population,
    policy: Policy,
) -> DerivedSum:
    quantities = [part.claim.quantity for part in parts if part.claim.quantity is not None]
    bounds = bounds_of(quantities[0], policy)
    for quantity in quantities[1:]:
        bounds = bounds.plus(bounds_of(quantity, policy))
    first = parts[0]
    claim = replace(
        first.claim,
        measure=measure,
        population=population,
        quantity=replace(_summed(quantities, bounds), unit=_unit_of_total(parts)),
        part_of=None,
        siblings=(),
    )
    return DerivedSum(
        kind=kind,
        parts=tuple(parts),
        total=replace(first, claim=claim),
        bounds=bounds,
        nominal=sum((nominal(each) for each in quantities), Decimal(0)),
        text=" + ".join(part.claim.span.exact for part in parts),
    )


def _unit_of_total(parts: Sequence[Assertion]) -> str:
    """Return what a total counts in: barns and shops make the buildings that are named."""
    units = {part.claim.quantity.unit for part in parts if part.claim.quantity is not None}
    if all(map(is_person, units)):
        return PERSON
    named = parts[0].claim.part_of
    if len(units) == 1 or named is None:
        first = parts[0].claim.quantity
        return first.unit if first is not None else ""
    return singular_of(named.exact.split()[-1].casefold())


def _summed(quantities: Sequence[Quantity], bounds: Bounds) -> Quantity:
    """Return the total as a figure: exact where all parts are, else the interval they leave."""
    lows = [each.lower for each in quantities if each.lower is not None]
    highs = [each.upper for each in quantities if each.upper is not None]
    low = sum(lows, Decimal(0)) if len(lows) == len(quantities) else bounds.low
    high = sum(highs, Decimal(0)) if len(highs) == len(quantities) else bounds.high
    approximate = any(each.approximate for each in quantities)
    if low is None:
        comparator = Comparator.AT_MOST
    elif high is None:
        comparator = Comparator.AT_LEAST
    elif low != high:
        comparator = Comparator.BETWEEN
    else:
        comparator = Comparator.ABOUT if approximate else Comparator.EQUAL
    return replace(
        quantities[0],
        lower=low,
        upper=high,
        lower_inclusive=None if low is None else True,
        upper_inclusive=None if high is None else True,
        approximate=approximate,
        comparator=comparator,
        precision=max(each.precision for each in quantities),
    )


def compare_sum(derived: DerivedSum, total: Assertion, policy: Policy) -> Comparison | None:
    """Hold a sum of parts against a stated total; ``None`` where there is nothing to say.

    ``sum_consistent`` where they meet. Within one report or one utterance parts that cannot
    make the total are ``arithmetic``. Elsewhere killed and wounded that cannot make the total
    are an update or a contradiction by the rules of time; a list of groups may be incomplete,
    so nothing follows from it.
    """
    if total.claim.quantity is None or _is_own_part(derived, total):
        return None
    pair = _pair(derived, total, policy)
    if not _comparable(derived, pair):
        return None
    if not pair.exclusive:
        return _consistent(derived, pair) if _makes(derived, pair) else None
    if _one_statement(derived, total, policy):
        return _arithmetic(derived, pair)
    if derived.kind is SumKind.POPULATIONS:
        return None
    worded = replace(pair, a=replace(pair.a, assertion=_worded(derived)))
    verdict = values.moved(worded) or values.contradiction(worded)
    return _weighed(verdict, derived, pair) if verdict is not None else None


def _worded(derived: DerivedSum) -> Assertion:
    """Return the total with the words of all its parts, for reasons to print."""
    claim = derived.total.claim
    words = replace(claim.span, exact=derived.text)
    return replace(derived.total, claim=replace(claim, span=words))


def _is_own_part(derived: DerivedSum, total: Assertion) -> bool:
    return any(
        part.report.report == total.report.report and part.claim.span == total.claim.span
        for part in derived.parts
    )


def _pair(derived: DerivedSum, total: Assertion, policy: Policy) -> Pair:
    pair = pair_of(derived.total, total, policy)
    return replace(pair, a=replace(pair.a, bounds=derived.bounds))


def _comparable(derived: DerivedSum, pair: Pair) -> bool:
    if _spells_out(derived, pair.b.assertion):
        return pair.a.quantity.dimension == pair.b.quantity.dimension
    if pair.measure is not Fit.SAME or pair.a.unit != pair.b.unit or pair.place is Fit.APART:
        return False
    planned = {side.assertion.claim.modality is Modality.PLANNED for side in pair.sides}
    if len(planned) > 1 or pair.window not in {Fit.SAME, Fit.UNKNOWN}:
        return False
    if derived.kind is SumKind.SPREAD:
        everywhere = not pair.b.assertion.claim.place.key
        return pair.same_report and everywhere and pair.population in {Fit.SAME, Fit.UNKNOWN}
    return _of_one_group(derived, pair)


def _of_one_group(derived: DerivedSum, pair: Pair) -> bool:
    """Tell whether parts and total are counted among the same people."""
    if derived.kind is SumKind.MEASURES:
        known = pair.population is Fit.SAME and bool(pair.a.group.telling)
        near = pair.same_report and pair.population in {Fit.SAME, Fit.UNKNOWN}
        placed = pair.tie is Tie.CLOSE and pair.place is Fit.SAME and bool(pair.b.group.known)
        return known or near or (pair.population is Fit.SAME and (pair.alike or placed))
    groups = [group_of(part.claim.population) for part in derived.parts]
    if any(fit_of_groups(each, pair.b.group) in {Fit.SAME, Fit.AROUND} for each in groups):
        return False
    return bool(pair.a.group.telling & pair.b.group.telling) or (
        pair.same_report and pair.population in {Fit.SAME, Fit.INSIDE, Fit.AROUND}
    )


def _makes(derived: DerivedSum, pair: Pair) -> bool:
    """Tell whether the parts make this total, not merely leave room for it."""
    if values.vague(pair):
        return False
    value = nominal(pair.b.quantity)
    reach = max(abs(value), abs(derived.nominal)) * pair.policy.rounded_cap
    within = abs(value - derived.nominal) <= reach
    near = pair.a.day.days_from(pair.b.day) <= pair.policy.story_days
    return within and (near or pair.same_report)


def _one_statement(derived: DerivedSum, total: Assertion, policy: Policy) -> bool:
    first = derived.parts[0]
    if first.report.report == total.report.report:
        return True
    named = first.utterer == total.utterer and not total.unnamed
    return named and one_occasion(first, total, policy)


def _consistent(derived: DerivedSum, pair: Pair) -> Comparison:
    text = f"{derived.text} make {figure(pair.b.assertion)}"
    return _comparison(Relation.SUM_CONSISTENT, "sum_consistent", text, derived, pair)


def _arithmetic(derived: DerivedSum, pair: Pair) -> Comparison | None:
    # A list may leave some out; but no parts of a count are more than it.
    whole = derived.kind is SumKind.MEASURES or _spells_out(derived, pair.b.assertion)
    if not whole and derived.bounds.below(pair.b.bounds):
        return None
    text = f"{derived.text} cannot make {figure(pair.b.assertion)}"
    return _comparison(Relation.ARITHMETIC, "arithmetic", text, derived, pair)


def _spells_out(derived: DerivedSum, total: Assertion) -> bool:
    """Tell whether a list says all that makes a total: "$4bn: $2bn for …, … and $1bn for …"."""
    first, last = derived.parts[0].claim, derived.parts[-1].claim
    sentence, whole = first.sentence, total.claim.span
    if derived.kind is not SumKind.SPREAD or total.claim.sentence != sentence:
        return False
    if whole.start > last.span.end:
        between = sentence.exact[last.span.end - sentence.start : whole.start - sentence.start]
        told = _MAKING.match(between)
    else:
        told = _SPELLING.search(
            sentence.exact[whole.end - sentence.start : first.span.start - sentence.start]
        )
    return told is not None and _is_spelled(derived.parts)


def _weighed(verdict: Verdict, derived: DerivedSum, pair: Pair) -> Comparison:
    comparison = _comparison(verdict.relation, "sum", verdict.text, derived, pair)
    certainty = comparison.certainty * verdict.factor
    return replace(comparison, certainty=certainty.quantize(_THOUSANDTH))


def _comparison(
    relation: Relation, level: str, text: str, derived: DerivedSum, pair: Pair
) -> Comparison:
    certainty = pair.policy.certainty
    doubts = () if pair.same_report else doubts_of(pair)
    for doubt in doubts:
        certainty *= doubt.factor
    spans = tuple(part.claim.span for part in derived.parts)
    return Comparison(
        relation=relation,
        level=level,
        reasons=(
            Reason(text, spans, (pair.b.assertion.claim.span,)),
            *(doubt.reason for doubt in doubts),
        ),
        certainty=certainty.quantize(_THOUSANDTH),
        missing=tuple(dict.fromkeys(each.missing for each in doubts if each.missing)),
    )
