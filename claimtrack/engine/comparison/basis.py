"""The level that keeps what is planned, possible, asked for or estimated apart from what is so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimtrack.engine.comparison.phrasing import figure
from claimtrack.engine.comparison.scope import is_denied
from claimtrack.engine.comparison.verdicts import Verdict
from claimtrack.engine.comparison.wording import words
from claimtrack.engine.records import Modality, Relation
from claimtrack.engine.taxonomy.fit import Fit

if TYPE_CHECKING:
    from claimtrack.engine.comparison.scope import Pair, Side

#: "150 of the 200 houses were damaged": what is damaged is the 150.
_ASKED = re.compile(
    r"\b(?:ask(?:s|ed|ing)? for|seek(?:s|ing)?|sought|demand(?:s|ed|ing)?|want(?:s|ed)?"
    r"|call(?:s|ed|ing) for|su(?:ed|ing) \w+ for)"
    r"(?: (?:at least|up to|about|some|nearly|more than|a|an))? $",
    re.IGNORECASE,
)
#: "Fewer than one patient in a hundred should die", "should have at least two exits".
_SHOULD_BEHIND = re.compile(r"(?: [\w-]+){0,3} (?:should|ought to) (?!have\b)", re.IGNORECASE)
_SHOULD_BEFORE = re.compile(
    r"\b(?:should|ought to)(?: (?:not|never|be|have|exceed|cost|take|last|reach|get|receive))* $",
    re.IGNORECASE,
)
_FORESEEING = re.compile(
    r"\b(?:(?:had|have|were|was)(?: been)? (?:expected|forecast|predicted|projected|planned|"
    r"budgeted|supposed|meant|scheduled|due)|forecasts?|"
    r"predictions?|projections?|expectations?|models?)\b",
    re.IGNORECASE,
)
#: "Organisers expect 70,000 spectators": what had come was told of by another.
_FORETOLD = re.compile(
    r"\b(?:expect(?:s|ed|ing)?|forecasts?|predict(?:s|ed)?|foresees?|anticipat(?:es?|ed)|hopes? for"
    r"|(?:had )?reckon(?:s|ed)? with)\b[^.;,]{0,30}$",
    re.IGNORECASE,
)
_STILL_TO_COME = re.compile(
    r"\b(?:will|would|shall|may|might|could|to be|next|by the end of|likely|expect\w*|forecast\w*"
    r"|predict\w*|project\w*|foresee\w*|anticipat\w*|outlook|target)\b",
    re.IGNORECASE,
)
_ESTIMATING = re.compile(r"\bestimat", re.IGNORECASE)
_CONFIRMING = frozenset({"confirmed", "verified", "identified", "confirm", "verify"})


def basis(pair: Pair) -> Verdict | None:
    """Keep what is planned, possible or estimated apart from what was counted."""
    for is_so, said in ((_is_asked, "is only asked for"), (_is_norm, "is what should be")):
        told = [is_so(side) for side in pair.sides]
        if told[0] != told[1]:
            return _apart(
                pair,
                f"{figure(pair.sides[told.index(True)].assertion)} {said}",
            )
    firm, other = sorted(pair.sides, key=lambda side: _FIRMNESS[side.assertion.claim.modality])
    modality = other.assertion.claim.modality
    reckoned = _reckoned(pair) or _foretold(pair)
    if reckoned is not None:
        return reckoned
    if _FIRMNESS[modality] == _FIRMNESS[firm.assertion.claim.modality]:
        return None
    foresees = _foresees(other) and not _foresees(firm)
    differ = pair.a.quantity.lower != pair.b.quantity.lower or pair.exclusive
    is_apart = (
        (
            modality is Modality.PLANNED
            and not is_denied(firm)
            and (pair.window is not Fit.UNKNOWN or foresees)
        )
        or (modality is Modality.POSSIBLE and _is_firm(firm) and differ)
        or (modality is Modality.ESTIMATED and (_is_confirmed(firm) or foresees))
    )
    if not is_apart:
        return None
    return _apart(
        pair,
        f"{figure(other.assertion)} is {_BASIS[modality]}, "
        f"{figure(firm.assertion)} is {_BASIS[firm.assertion.claim.modality]}",
    )


def _apart(pair: Pair, said: str) -> Verdict:
    return Verdict(
        Relation.DIFFERENT_BASIS,
        f"different basis: {said}",
        (pair.a.assertion.claim.span,),
        (pair.b.assertion.claim.span,),
    )


def _reckoned(pair: Pair) -> Verdict | None:
    """Keep a count that was confirmed apart from what somebody estimates."""
    if not pair.exclusive:
        return None
    for counted, other in (pair.sides, (pair.b, pair.a)):
        guessed = _ESTIMATING.search(other.assertion.claim.sentence.exact)
        if guessed and _is_confirmed(counted) and not _is_confirmed(other):
            return _apart(
                pair,
                f"{figure(other.assertion)} is an estimate, "
                f"{figure(counted.assertion)} was confirmed",
            )
    return None


def _foretold(pair: Pair) -> Verdict | None:
    """Keep what somebody expected apart from what somebody else told of it when it had come."""
    for expected, other in (pair.sides, (pair.b, pair.a)):
        claim = expected.assertion.claim
        before = claim.sentence.exact[: claim.span.start - claim.sentence.start]
        told = other.assertion.claim.sentence.exact
        if _FORETOLD.search(before) and not _STILL_TO_COME.search(told):
            return _apart(
                pair,
                f"{figure(expected.assertion)} was expected, "
                f"{figure(other.assertion)} is what came of it",
            )
    return None


def _foresees(side: Side) -> bool:
    return _FORESEEING.search(side.assertion.claim.sentence.exact) is not None


_FIRMNESS = {
    Modality.ASSERTED: 0,
    Modality.DENIED: 0,
    Modality.ESTIMATED: 1,
    Modality.POSSIBLE: 2,
    Modality.PLANNED: 3,
}
_BASIS = {
    Modality.ASSERTED: "stated as a fact",
    Modality.DENIED: "denied",
    Modality.ESTIMATED: "an estimate",
    Modality.POSSIBLE: "a possibility",
    Modality.PLANNED: "a plan",
}


def _is_asked(side: Side) -> bool:
    """Tell a sum that somebody wants from one that was given."""
    claim = side.assertion.claim
    return (
        _ASKED.search(claim.sentence.exact[: claim.span.start - claim.sentence.start]) is not None
    )


def _is_norm(side: Side) -> bool:
    """Tell how many there should be from how many there are."""
    claim = side.assertion.claim
    told = claim.sentence.exact
    before = told[: claim.span.start - claim.sentence.start]
    behind = told[claim.span.end - claim.sentence.start :]
    return bool(_SHOULD_BEFORE.search(before) or _SHOULD_BEHIND.match(behind))


def _is_firm(side: Side) -> bool:
    return side.assertion.claim.modality in {Modality.ASSERTED, Modality.DENIED}


def _is_confirmed(side: Side) -> bool:
    return _is_firm(side) and not _CONFIRMING.isdisjoint(words(side.assertion.claim.sentence.exact))
