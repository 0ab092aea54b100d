"""Shares against the counts that they are printed beside.

"150 of the 200 houses, or 60%, were damaged" states one thing twice: a part and its whole give
a share of their own, and the printed one must fit it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from claimtrack.engine.compare import sort_key
from claimtrack.engine.comparison.intervals import Bounds, bounds_of, plain
from claimtrack.engine.comparison.phrasing import figure
from claimtrack.engine.comparison.wording import content_words
from claimtrack.engine.records import Change, Comparison, Reason, Relation
from claimtrack.engine.taxonomy.fit import Fit
from claimtrack.engine.taxonomy.measure_tree import fit_of_measures, measure_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from claimtrack.engine.policy import Policy
    from claimtrack.engine.records import Assertion, Span

#: The units of shares: of a hundred, and of one.
SHARE_UNITS = ("percent", "fraction")

#: The level of every check, whether or not the share fits.
LEVEL = "share"

_FRACTION = "fraction"
_COUNT = "count"
_HUNDRED = Decimal(100)
_TENTH = Decimal("0.1")
#: How far in percentage points a share in words may be from what it rounds ("a quarter", "half").
_ROUNDED = Decimal(5)
#: What follows "of" behind a share, up to the next figure or mark.
_BASE = re.compile(r" of ((?:[a-z]+ ?){1,4})")
#: "Seven out of ten patients", "one in four boys": the share is of these.
_OUT_OF = re.compile(r"\b(?:out of|in) (?:every )?[\w,]+$", re.IGNORECASE)
#: "A cut of half a point" is no share of those who expect it.
_A_POINT = re.compile(r" (?:an? |of an? )?(?:percentage |basis )?point", re.IGNORECASE)
_COUNTED = re.compile(r" ((?:[a-z]+ ?){1,2})")
_POINTING = frozenset({"them", "those", "these", "which", "whom", "it", "all", "total"})
#: What stands before a share that says again what was just counted: "…, or 60%", "… (60%)".
_SAYS_AGAIN = re.compile(r"(?:,\s*or|[(\[—–])\s*$")


#: "Five of the nine wards voted Yes, with the strongest support, 68 per cent, in the harbour".
_BESIDE = re.compile(r", with (?:an?|the|its|their) ", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ShareCheck:
    """A printed share, the part and the whole beside it, and whether they fit."""

    share: Assertion
    part: Assertion
    whole: Assertion
    comparison: Comparison


def check_shares(assertions: Iterable[Assertion], policy: Policy) -> tuple[ShareCheck, ...]:
    """Check every share that stands in one sentence with a part and the whole it names.

    A sentence with two shares or two parts is left alone: nothing says which belong together.
    ``sum_consistent`` where the share fits its counts, ``arithmetic`` where it cannot.
    """
    by_sentence: dict[tuple[str, int, int], list[Assertion]] = defaultdict(list)
    for assertion in sorted(assertions, key=sort_key):
        sentence = assertion.claim.sentence
        by_sentence[assertion.report.report, sentence.start, sentence.end].append(assertion)
    return tuple(
        check for key in sorted(by_sentence) for check in _checks(by_sentence[key], policy)
    )


def _checks(claims: Sequence[Assertion], policy: Policy) -> Iterator[ShareCheck]:
    shares = [each for each in claims if _is_share(each)]
    parts = [
        (part, whole)
        for part in claims
        for whole in claims
        if _is_count(part)
        and _is_count(whole)
        and part.claim.part_of is not None
        and part.claim.part_of.overlaps(whole.claim.span)
        and _unit(part) == _unit(whole)
        and part.claim.span != whole.claim.span
    ]
    if len(shares) != 1 or len(parts) != 1:
        return
    (share,), ((part, whole),) = shares, parts
    stated, counted = _bounds(share, policy), _share_of_counts(part, whole, policy)
    if counted is None or stated is None or not _of_one_thing(share, part):
        return
    if not _is_of(share, whole):
        return
    fits = not stated.excludes(counted)
    yield ShareCheck(share, part, whole, _comparison(share, part, whole, policy, fits=fits))


def _of_one_thing(share: Assertion, part: Assertion) -> bool:
    """Tell whether a share is of what a part counts: by its measure, or as the part said again."""
    sentence, (first, last) = share.claim.sentence, _in_order(part, share)
    if _BESIDE.search(sentence.exact[first.end - sentence.start : last.start - sentence.start]):
        return False
    measures = fit_of_measures(share.claim.measure.key, part.claim.measure.key)
    if measures in {Fit.SAME, Fit.UNKNOWN}:
        return True
    return not measure_of(part.claim.measure.key).listed and _says_again(share)


def _in_order(one: Assertion, other: Assertion) -> tuple[Span, Span]:
    spans = sorted((one.claim.span, other.claim.span), key=lambda span: span.start)
    return spans[0], spans[1]


def _is_of(share: Assertion, whole: Assertion) -> bool:
    """Tell whether what a share says it is of may be the whole: "63 percent of possession" not."""
    sentence = share.claim.sentence
    counted = _OUT_OF.search(share.claim.span.exact) is not None
    base = (_COUNTED if counted else _BASE).match(
        sentence.exact, share.claim.span.end - sentence.start
    )
    if base is None or not _POINTING.isdisjoint(base[1].split()):
        return True
    return not content_words(base[1]).isdisjoint(content_words(whole.claim.span.exact))


def _says_again(share: Assertion) -> bool:
    sentence = share.claim.sentence
    return bool(_SAYS_AGAIN.search(sentence.exact[: share.claim.span.start - sentence.start]))


def _is_share(assertion: Assertion) -> bool:
    quantity = assertion.claim.quantity
    if quantity is None or quantity.change is not Change.NONE:
        return False
    claim = assertion.claim
    behind = claim.sentence.exact[claim.span.end - claim.sentence.start :]
    return quantity.unit in SHARE_UNITS and _A_POINT.match(behind) is None


def _unit(assertion: Assertion) -> str:
    quantity = assertion.claim.quantity
    return quantity.unit if quantity is not None else ""


def _is_count(assertion: Assertion) -> bool:
    quantity = assertion.claim.quantity
    return quantity is not None and quantity.dimension == _COUNT


def _bounds(assertion: Assertion, policy: Policy) -> Bounds | None:
    """Return what a figure leaves open, shares in percent."""
    quantity = assertion.claim.quantity
    if quantity is None:
        return None
    if quantity.unit != _FRACTION:
        return bounds_of(quantity, policy)
    low = None if quantity.lower is None else quantity.lower * _HUNDRED
    high = None if quantity.upper is None else quantity.upper * _HUNDRED
    if low is None or high is None:
        # "More than half" has one end, and means it.
        return Bounds(low, high)
    return Bounds(low - _ROUNDED, high + _ROUNDED)


def _share_of_counts(part: Assertion, whole: Assertion, policy: Policy) -> Bounds | None:
    """Return the share in percent that two counts allow; ``None`` for an empty or open whole."""
    above, below = _bounds(part, policy), _bounds(whole, policy)
    if above is None or below is None or not below.low or not below.high:
        return None
    return Bounds(
        None if above.low is None else above.low / below.high * _HUNDRED,
        None if above.high is None else above.high / below.low * _HUNDRED,
    )


def _comparison(
    share: Assertion, part: Assertion, whole: Assertion, policy: Policy, *, fits: bool
) -> Comparison:
    relation = Relation.SUM_CONSISTENT if fits else Relation.ARITHMETIC
    exact = _share_of_counts(part, whole, policy)
    value = ""
    if exact is not None and exact.low is not None and exact.low == exact.high:
        value = f", which make {plain(exact.low.quantize(_TENTH))}%"
    verb = "fits" if fits else "does not fit"
    reason = Reason(
        f"{figure(share)} {verb} {figure(part)} of {figure(whole)}{value}",
        (share.claim.span,),
        (part.claim.span, whole.claim.span),
    )
    return Comparison(relation, LEVEL, (reason,), policy.certainty)
