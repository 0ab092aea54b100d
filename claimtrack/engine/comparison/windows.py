"""Over what time two figures were counted, one beside the other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimtrack.engine.records import Modality, WindowKind
from claimtrack.engine.taxonomy.fit import Fit

if TYPE_CHECKING:
    from claimtrack.engine.policy import Policy
    from claimtrack.engine.records import Assertion, Window

_MONEY = "money"
_AHEAD = re.compile(
    r"\bputs?\b[^.;]*\bat\b|\b(?:would|will)\b|\b(?:is|are) \w+ing\b|\bestimate", re.IGNORECASE
)
_CALENDAR = re.compile(r"\b(day|week|month|quarter|half|season|year|decade)")
_SINCE = re.compile(r"\bsince\b", re.IGNORECASE)
#: "Between 2021 and 2029": both ends are given.
_TWO_ENDS = re.compile(r"\b(?:1[89]|20)\d\d (?:and|to|until) (?:1[89]|20)\d\d\b")


def fit_of_windows(  # noqa: PLR0911 - one way out for each pair of kinds
    a: Assertion, b: Assertion, policy: Policy
) -> Fit:
    """Tell how two windows lie to each other; ``UNKNOWN`` where one is not stated."""
    first, second = a.claim.window, b.claim.window
    kinds = {first.kind, second.kind}
    if WindowKind.PLANNED in kinds:
        if len(kinds) == 1:
            return Fit.SAME
        other = b if first.kind is WindowKind.PLANNED else a
        open_ = denies(a) or denies(b) or _looks_ahead(other)
        return Fit.UNKNOWN if open_ else Fit.APART
    if WindowKind.NONE in kinds:
        return Fit.SAME if len(kinds) == 1 else Fit.UNKNOWN
    if kinds == {WindowKind.TO_DATE}:
        return Fit.SAME
    if second.kind is WindowKind.TO_DATE:
        return Fit.INSIDE
    if first.kind is WindowKind.TO_DATE:
        return Fit.AROUND
    if kinds == {WindowKind.DURATION}:
        return Fit.SAME if first.days == second.days else Fit.APART
    if kinds == {WindowKind.PERIOD}:
        return _fit_of_periods(first, second, policy)
    return Fit.APART


def _looks_ahead(assertion: Assertion) -> bool:
    """Tell whether a sum without a window may be of what is still to come ("put the cost at")."""
    claim = assertion.claim
    dimension = claim.quantity.dimension if claim.quantity is not None else ""
    return (
        claim.window.kind is WindowKind.NONE
        and dimension == _MONEY
        and _AHEAD.search(claim.sentence.exact) is not None
    )


def _fit_of_periods(  # noqa: PLR0911 - one way out for each fit
    a: Window, b: Window, policy: Policy
) -> Fit:
    if a.start is None or b.start is None or a.end is None or b.end is None:
        if a.label == b.label:
            return Fit.SAME
        return Fit.APART if _other_calendar(a, b) else Fit.UNKNOWN
    if (a.start, a.end) == (b.start, b.end):
        return Fit.SAME
    lengths = (a.end - a.start).days, (b.end - b.start).days
    ended = all(_TWO_ENDS.search(each.label) for each in (a, b)) and a.label != b.label
    if a.start == b.start and min(lengths) > 0 and not (ended or _other_calendar(a, b)):
        return Fit.SAME
    if _since_one_month(a, b):
        return Fit.UNKNOWN
    shift = abs((a.start - b.start).days)
    if lengths[0] == lengths[1] > policy.relay_gap_days >= shift:
        return Fit.SAME
    if b.start <= a.start and a.end <= b.end:
        return Fit.INSIDE
    if a.start <= b.start and b.end <= a.end:
        return Fit.AROUND
    return Fit.APART


def _since_one_month(a: Window, b: Window) -> bool:
    """Tell whether "since it broke out in April" may be "since 20 April": one names the day."""
    if a.start is None or b.start is None:
        return False
    running = all(_SINCE.search(each.label) for each in (a, b))
    named = [bool(re.search(r"\d", _SINCE.sub("", each.label))) for each in (a, b)]
    month = (a.start.year, a.start.month) == (b.start.year, b.start.month)
    return running and month and named[0] != named[1]


def _other_calendar(a: Window, b: Window) -> bool:
    """Tell whether two windows are named by unlike stretches: "the quarter", "the year"."""
    first, second = (_CALENDAR.findall(window.label.casefold()) for window in (a, b))
    return bool(first and second) and first != second


def denies(assertion: Assertion) -> bool:
    """Tell whether the utterer says that what is claimed is not so."""
    claim = assertion.claim
    return claim.modality is Modality.DENIED or (
        claim.attribution is not None and claim.attribution.denied
    )
