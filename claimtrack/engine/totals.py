"""Sums of parts, held against the totals that were printed."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from claimtrack.engine.comparison import values
from claimtrack.engine.comparison.changes import is_addition
from claimtrack.engine.comparison.doubts import doubts_of
from claimtrack.engine.comparison.intervals import nominal
from claimtrack.engine.comparison.occasions import one_occasion
from claimtrack.engine.comparison.phrasing import figure
from claimtrack.engine.comparison.scope import Tie, pair_of
from claimtrack.engine.comparison.wording import has_figure
from claimtrack.engine.margins import stand_beside
from claimtrack.engine.partitions import opens_partition
from claimtrack.engine.records import Comparison, Modality, Reason, Relation
from claimtrack.engine.sums import SPELLING, SumKind, is_spelled
from claimtrack.engine.taxonomy.fit import Fit
from claimtrack.engine.taxonomy.population_tree import fit_of_groups, group_of

if TYPE_CHECKING:
    from claimtrack.engine.comparison.scope import Pair, Side
    from claimtrack.engine.comparison.verdicts import Verdict
    from claimtrack.engine.policy import Policy
    from claimtrack.engine.records import Assertion
    from claimtrack.engine.sums import DerivedSum

#: What stands between a list and the total that it makes.
_MAKING = re.compile(r"^[^.;:]*\b(?:making|totall?ing)\s*$")
_OF_WHICH = re.compile(r"[^,.;:\d]{0,60},? of (?:which|whom|these|them),? ")
_OF_THE = re.compile(r"\W*Of (?:the|all|its|their) ")
_WHO_IS = re.compile(r"[^,.;:\d]{0,80}, ")
#: Parts farther off their whole leave some out, or count some twice.
_NEAR_MISS = Decimal("0.1")
_EVERYBODY = frozenset({"man", "woman", "child"})
#: Kinds whose parts leave none out.
_WHOLE = frozenset({SumKind.MEASURES, SumKind.PARTITION, SumKind.DIFFERENCE})
_THOUSANDTH = Decimal("0.001")


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
    pair = replace(pair, a=replace(pair.a, bounds=derived.bounds))
    if derived.kind is not SumKind.DIFFERENCE:
        return pair
    # A fall is negative; what lies between two figures is not.
    return replace(pair, b=replace(pair.b, bounds=pair.b.bounds.size))


def _comparable(derived: DerivedSum, pair: Pair) -> bool:
    total = pair.b.assertion
    if _spells_out(derived, total) or _taken_of(derived, total):
        return pair.a.quantity.dimension == pair.b.quantity.dimension
    match derived.kind:
        case SumKind.PARTITION:
            return _shares_out(derived, total)
        case SumKind.DIFFERENCE:
            return pair.same_report and stand_beside(derived.parts, total)
        case SumKind.SPREAD:
            if _are_some_of(derived, total):
                return pair.a.quantity.dimension == pair.b.quantity.dimension
            stated_there = _spells_out_another(derived, total)
            return not stated_there and _of_one_scope(pair) and _is_of_everywhere(pair)
        case SumKind.MEASURES | SumKind.POPULATIONS:
            stated_there = _spells_out_another(derived, total)
            return not stated_there and _of_one_scope(pair) and _of_one_group(derived, pair)


def _taken_of(derived: DerivedSum, total: Assertion) -> bool:
    """Read "318,000 cars. Of these, 142,000 are registered in Estmark, 96,000 in Kelmar and …"."""
    spread = derived.kind in {SumKind.SPREAD, SumKind.PARTITION}
    return spread and derived.parts[0].claim.part_of == total.claim.span


def _are_some_of(derived: DerivedSum, total: Assertion) -> bool:
    """Read "58 deaths in the valley, of which 31 in Orlea, 19 in Mestec and 11 in Poiana".

    And "of the 58 who died, 31 were from Orlea, 19 from Mestec and 11 from Poiana".
    """
    first, sentence = derived.parts[0].claim, total.claim.sentence
    if first.sentence != sentence or total.claim.span.end > first.span.start:
        return False
    between = sentence.exact[
        total.claim.span.end - sentence.start : first.span.start - sentence.start
    ]
    led = sentence.exact[: total.claim.span.start - sentence.start]
    taken = _OF_THE.fullmatch(led) is not None and _WHO_IS.fullmatch(between) is not None
    return taken or _OF_WHICH.fullmatch(between) is not None


def _of_one_scope(pair: Pair) -> bool:
    """Tell whether parts and total count one thing at one place and time, done or planned.

    What is itself some of others, or came on top of them, is no total.
    """
    total = pair.b.assertion.claim
    if total.part_of is not None or is_addition(total):
        return False
    if pair.measure is not Fit.SAME or pair.a.unit != pair.b.unit or pair.place is Fit.APART:
        return False
    planned = {side.assertion.claim.modality is Modality.PLANNED for side in pair.sides}
    return len(planned) == 1 and pair.window in {Fit.SAME, Fit.UNKNOWN}


def _is_of_everywhere(pair: Pair) -> bool:
    """Tell whether a total names no place of its own beside a list over places."""
    everywhere = not pair.b.assertion.claim.place.key
    return pair.same_report and everywhere and pair.population in {Fit.SAME, Fit.UNKNOWN}


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
    verb = "are apart by" if derived.kind is SumKind.DIFFERENCE else "make"
    text = f"{derived.text} {verb} {figure(pair.b.assertion)}"
    return _comparison(Relation.SUM_CONSISTENT, "sum_consistent", text, derived, pair)


def _arithmetic(derived: DerivedSum, pair: Pair) -> Comparison | None:
    # A list may leave some out; but no parts of a count are more than it.
    if derived.kind is SumKind.SPREAD and any(_above(part, pair.b) for part in derived.parts):
        return None
    everybody = _are_everybody(derived)
    if derived.kind is SumKind.PARTITION or everybody:
        stated = nominal(pair.b.quantity)
        if abs(stated - derived.nominal) > stated * _NEAR_MISS:
            return None
    whole = everybody or derived.kind in _WHOLE or _spells_out(derived, pair.b.assertion)
    if not whole and derived.bounds.below(pair.b.bounds):
        return None
    value = f"{derived.nominal:,f}" if derived.bounds.low == derived.bounds.high else ""
    if derived.kind is SumKind.DIFFERENCE:
        text = f"{derived.text} are {derived.nominal:,f} apart, not {figure(pair.b.assertion)}"
    elif value:
        text = f"{derived.text} make {value}, not {figure(pair.b.assertion)}"
    else:
        text = f"{derived.text} cannot make {figure(pair.b.assertion)}"
    return _comparison(Relation.ARITHMETIC, "arithmetic", text, derived, pair)


def _above(part: Assertion, whole: Side) -> bool:
    """Tell whether one part alone is more than a total: "four districts: 804 cases in Velm, …"."""
    quantity = part.claim.quantity
    return quantity is not None and abs(nominal(quantity)) > abs(nominal(whole.quantity))


def _are_everybody(derived: DerivedSum) -> bool:
    """Tell whether a sentence opens with men, women and children: of people there are no others."""
    first = derived.parts[0].claim
    heads = {group_of(part.claim.population).head for part in derived.parts}
    opens = first.sentence.exact[: first.span.start - first.sentence.start].strip("\"'“‘ ") == ""
    return derived.kind is SumKind.POPULATIONS and heads >= _EVERYBODY and opens


def _shares_out(derived: DerivedSum, total: Assertion) -> bool:
    """Tell whether a total is the whole that the sentence of the parts opens with."""
    return total.claim.sentence == derived.parts[0].claim.sentence and opens_partition(total)


def _spells_out(derived: DerivedSum, total: Assertion) -> bool:
    """Tell whether a list says all that makes a total: "$4bn: $2bn for …, … and $1bn for …"."""
    first, last = derived.parts[0].claim, derived.parts[-1].claim
    sentence, whole = first.sentence, total.claim.span
    listed = derived.kind in {SumKind.SPREAD, SumKind.POPULATIONS}
    if not listed or total.claim.sentence != sentence:
        return False
    if whole.start > last.span.end:
        between = sentence.exact[last.span.end - sentence.start : whole.start - sentence.start]
        told = _MAKING.match(between)
    else:
        told = SPELLING.search(
            sentence.exact[whole.end - sentence.start : first.span.start - sentence.start]
        )
    return told is not None and is_spelled(derived.parts)


def _spells_out_another(derived: DerivedSum, total: Assertion) -> bool:
    """Tell whether a list says all of a figure that opens its own sentence, and not of this one.

    "Operating profit was 985 million, the bank said: 412 million from …", and the net profit.
    """
    first = derived.parts[0].claim
    led = first.sentence.exact[: first.span.start - first.sentence.start]
    elsewhere = total.claim.sentence != first.sentence
    return elsewhere and SPELLING.search(led) is not None and has_figure(led)


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
