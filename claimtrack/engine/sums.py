"""Parts that make up a whole: sums that nobody printed, held against the totals that were.

Four kinds of parts add up: measures that the table splits ("killed" and "wounded" make "killed
or wounded"), groups that one enumeration lists ("5,000 workers and 1,000 deminers"), and places
or ends over which one spreads a figure ("eleven died in Orlea, six in Mestec and four in Poiana",
"$4bn: $2bn for roads, 1.5 billion for schools and 500 million for ports"), and all that became of
a whole ("of the 52 on board, 17 died, 26 are in hospital and nine were unhurt").
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
from claimtrack.engine.comparison.intervals import Bounds, bounds_of, nominal, normalised
from claimtrack.engine.language.nouns import singular_of
from claimtrack.engine.margins import levels_of, rivals_of
from claimtrack.engine.partitions import outcomes_of
from claimtrack.engine.policy import DEFAULT_POLICY
from claimtrack.engine.records import (
    Change,
    Comparator,
    Facet,
    Modality,
    Population,
    Quantity,
    Section,
)
from claimtrack.engine.taxonomy.fit import Fit
from claimtrack.engine.taxonomy.measure_tree import measure_of, wholes_of_parts
from claimtrack.engine.taxonomy.population_tree import PERSON, fit_of_groups, group_of, is_person

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from claimtrack.engine.policy import Policy
    from claimtrack.engine.records import Assertion, Span

#: How a place follows a bare number of a list.
_PLACED = re.compile(r" (?:in|at|from|near) (?:the )?[A-Za-z][\w’'-]*")
#: What stands before a list that says all of a total.
SPELLING = re.compile(
    r"(?:[:—–]|--|\b(?:compris(?:es?|ed|ing)|made up of|consist(?:s|ed|ing)? of))\s*$"
)
_MADE = re.compile(r"^[^.;:]*\b(?:making|totall?ing) \S*\d")
_DASH = re.compile(r"\s(?:--|[—–])\s")
_SCALED = re.compile(r"[a-z]", re.IGNORECASE)
_ONE_DIGIT = 10
_FEWEST_PARTS = 2
_COUNT = "count"
#: Families of which one event has one count, that may be spread over places.
_OF_EVENTS = frozenset({"harm", "health", "damage", "displacement", "custody", "work"})


class SumKind(StrEnum):
    """What the parts of a sum differ in."""

    MEASURES = "measures"
    POPULATIONS = "populations"
    SPREAD = "spread"
    PARTITION = "partition"
    DIFFERENCE = "difference"


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
        known = {each.parts for each in found}
        for finder in (_sums_of_partitions, _differences):
            for each in finder(by_voice[key], policy):
                if each.parts not in known:
                    known.add(each.parts)
                    found.append(each)
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
    listing: dict[Span, list[Assertion]] = defaultdict(list)
    for assertion in voice:
        for span in assertion.claim.siblings:
            listing[span].append(assertion)
    done: set[Assertion] = set()
    for assertion in voice:
        if assertion in done:
            continue
        beside = [by_span[span] for span in assertion.claim.siblings if span in by_span]
        own = listing[assertion.claim.span] if by_span[assertion.claim.span] is assertion else []
        listed = {assertion, *beside, *own}
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
    if is_spelled(parts):
        return True
    exact, start = parts[0].claim.sentence.exact, parts[0].claim.sentence.start
    behind = [exact[part.claim.span.end - start :] for part in parts[1:]]
    if measure_of(parts[0].claim.measure.key).family not in _OF_EVENTS:
        return False
    if any(part.claim.quantity.dimension != _COUNT for part in parts if part.claim.quantity):
        return False
    placed = [_PLACED.match(rest) for rest in behind]
    return all(placed) and len({found[0] for found in placed if found}) == len(placed)


def is_spelled(parts: Sequence[Assertion]) -> bool:
    """Tell whether a list says all of a total, and ends with "and".

    It stands behind a colon, a dash or "comprise", or before what it makes.
    """
    first, last = parts[0].claim, parts[-1].claim
    exact, start = first.sentence.exact, first.sentence.start
    opened = SPELLING.search(exact[: first.span.start - start]) or _MADE.match(
        exact[last.span.end - start :]
    )
    listed = exact[first.span.end - start : last.span.start - start]
    closed = listed.rstrip().endswith(" and") and not _DASH.search(listed)
    return bool(opened) and closed and last.sentence == first.sentence


def _sums_of_partitions(voice: Sequence[Assertion], policy: Policy) -> Iterator[DerivedSum]:
    for parts in outcomes_of(voice):
        yield _sum(SumKind.PARTITION, parts, Facet(), parts[0].claim.population, policy)


def _differences(voice: Sequence[Assertion], policy: Policy) -> Iterator[DerivedSum]:
    for rivals in (*rivals_of(voice), *levels_of(voice)):
        first, second = rivals
        derived = _sum(
            SumKind.DIFFERENCE, rivals, first.claim.measure, first.claim.population, policy
        )
        apart = _difference(first, second, policy)
        value = abs(_nominal(first) - _nominal(second))
        quantity = derived.total.claim.quantity
        if quantity is None:
            continue
        claim = replace(derived.total.claim, quantity=replace(quantity, lower=value, upper=value))
        yield replace(
            derived,
            total=replace(derived.total, claim=claim),
            bounds=apart,
            nominal=value,
            text=" and ".join(each.claim.span.exact for each in rivals),
        )


def _difference(a: Assertion, b: Assertion, policy: Policy) -> Bounds:
    """Return what lies between two figures, with what their rounding leaves open."""
    more, less = (a, b) if _nominal(a) >= _nominal(b) else (b, a)
    above, below = (
        bounds_of(each.claim.quantity, policy) for each in (more, less) if each.claim.quantity
    )
    low = None if above.low is None or below.high is None else above.low - below.high
    high = None if above.high is None or below.low is None else above.high - below.low
    return Bounds(low, high, above.low_rounded, above.high_rounded)


def _nominal(assertion: Assertion) -> Decimal:
    quantity = assertion.claim.quantity
    return nominal(quantity) if quantity is not None else Decimal(0)


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
    quantities = _as_finely(
        [part.claim.quantity for part in parts if part.claim.quantity is not None]
    )
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


def _as_finely(quantities: Sequence[Quantity]) -> list[Quantity]:
    """Take all parts of one unit for as finely counted as the finest: "900, 700 and 450".

    By one digit at most, and where none is told in millions: "2 million and 350,000".
    """
    rounded = any(each.approximate or _SCALED.search(each.number.exact) for each in quantities)
    shares = any(each.dimension == "share" for each in quantities)
    if rounded or shares or len({each.unit for each in quantities}) > 1:
        return [*quantities]
    finest = min(each.precision for each in quantities)
    return [
        replace(each, precision=max(finest, min(each.precision, each.precision / _ONE_DIGIT)))
        for each in quantities
    ]


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
