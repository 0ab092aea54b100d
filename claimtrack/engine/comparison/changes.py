"""Movements against levels: what came on top is not how many there are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimtrack.engine.comparison.wording import has_figure
from claimtrack.engine.records import Change, WindowKind
from claimtrack.engine.remembered import remembered

if TYPE_CHECKING:
    from claimtrack.engine.comparison.scope import Pair
    from claimtrack.engine.records import ExtractedClaim

#: What stands before the level that a figure moved from or is held against.
_BASE = re.compile(
    r"\b(?:from|against|than|compared (?:with|to)|versus)\b[^,;]{0,12}$", re.IGNORECASE
)
_BEFORE, _LONGEST = 25, 200
#: Measures that are movements of what they are of.
_RATES = frozenset({"inflation", "growth"})
#: "Two more bodies", "a further 12 people", "another three": added to those counted before.
_ON_TOP = re.compile(
    r"(?:another|an additional|a further|further|additional)\b"
    r"|[\w,.-]+ (?:more|additional|further|new)\b(?! than)",
    re.IGNORECASE,
)
#: "Three of the wounded died, bringing the number of dead to 17": three of the 17.
_BROUGHT_TO = re.compile(
    r", (?:bringing|taking|raising|pushing|lifting|putting|which (?:brings|takes|raises)) "
    r"(?:to [\w.,]+ )?[^.;]{0,60}?"
    r"\b(?:dead|deaths?|fatalities|injured|killed|number|tally|toll|total|wounded)\b"
    r"(?:[^.;]{0,80}? (?:to|at) (?=[\w.,]*\w))?"
)
#: "The toll climbed to 23 as" four people died in hospital: four of the 23.
_ROSE_AS = re.compile(
    r"\b(?:rose|risen|rises|climb(?:s|ed)|grew|grown|jumped|jumps|increased|went up) to [\w,.]+\b"
    r"[^;.]{0,120}\b(?:after|as|when)(?: the)? $",
    re.IGNORECASE,
)
#: "Three died and two more were hurt", "killing three, injuring another two": all of the hurt.
_BESIDE = re.compile(r"(?:\b(?:and|but|while)\b[^,;]*|\w+ing )$", re.IGNORECASE)


@remembered(8192)
def is_base(claim: ExtractedClaim) -> bool:
    """Tell whether a figure is the level that another one moved from, or is held against.

    "68.4 percent, up from 61.0 percent four years ago".
    """
    return _BASE.search(before_figure(claim, _BEFORE)) is not None


def before_figure(claim: ExtractedClaim, reach: int) -> str:
    """Return so many characters of its sentence before a figure: one may be a whole file."""
    first = max(0, claim.span.start - claim.sentence.start)
    return claim.sentence.exact[max(0, first - reach) : first]


def is_change_against_level(pair: Pair) -> bool:
    """Tell whether one figure is a movement and the other a level."""
    none = Change.NONE
    if (pair.a.quantity.change is none) == (pair.b.quantity.change is none):
        return False
    # "Prices rose 4.2%" and "inflation stood at 4.2%": the rate is a movement itself.
    rates = {side.measure.key for side in pair.sides} <= _RATES
    shares = {side.quantity.unit for side in pair.sides} == {"percent"}
    return not (rates and shares)


def is_addition_against_total(pair: Pair) -> bool:
    """Tell whether one figure is only what was added to those counted before."""
    return is_addition(pair.a.assertion.claim) != is_addition(pair.b.assertion.claim)


@remembered(4096)
def is_addition(claim: ExtractedClaim) -> bool:
    """Tell what came on top of a count: "rose to nine after two more bodies were found"."""
    before = claim.sentence.exact[: claim.span.start - claim.sentence.start]
    behind = claim.sentence.exact[claim.span.end - claim.sentence.start :]
    if _BROUGHT_TO.search(behind):
        return not _BROUGHT_TO.search(before)
    if _ROSE_AS.search(before_figure(claim, _LONGEST)):
        return True
    # "312,000 more votes than four years ago" is a movement, which says so itself.
    if claim.quantity is not None and claim.quantity.change is not Change.NONE:
        return False
    in_all = claim.window.kind in {WindowKind.TO_DATE, WindowKind.NONE}
    told = claim.sentence.exact[claim.span.start - claim.sentence.start :]
    if not in_all or _ON_TOP.match(told) is None:
        return False
    return not has_figure(before) or _BESIDE.search(before) is None
