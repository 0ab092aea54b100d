"""What a vote or a country has one of: its turnout, its inflation of one month.

Sentences about them are short ("Final turnout was 61.4 percent") and leave all else to the report.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimtrack.engine.comparison.occasions import said_words
from claimtrack.engine.comparison.owners import speakers_of
from claimtrack.engine.comparison.wording import (
    dates_named,
    month_names,
    names,
    names_of_lines,
)
from claimtrack.engine.records import WindowKind
from claimtrack.engine.taxonomy.fit import Fit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimtrack.engine.comparison.scope import Pair, Side
    from claimtrack.engine.records import ExtractedClaim

_TURNOUT = "turnout"
#: Of these a country has one for each month, quarter or year.
_RATES = frozenset(
    {
        "growth", "inflation", "interest-rate", "unemployment", "unemployed", "jobs-created", "gdp",
        "exports", "imports", "deficit", "surplus",
    }
)  # fmt: skip
_SO_FAR = re.compile(
    r"\b(?:by|until|so far|noon|midday|midnight|[ap]\.?m\b|o['’]clock|\d{1,2}[:.]\d\d|hours?|early"
    r"|partial|provisional|first round|second round|women|men|young|overseas|abroad)\b",
    re.IGNORECASE,
)
_OF_ANOTHER_DAY = re.compile(
    r"\b(?:ago|last|previous(?:ly)?|earlier|another|since|every|each|would|could|might|may)\b",
    re.IGNORECASE,
)

#: "71 percent in the city and 44 percent in the villages".
_SHARE = r"\d[\d.,]*\s?(?:%|per\s?cent)"
_SHARED_OUT = re.compile(
    rf"(?P<one>{_SHARE}) (?P<where>in|among|for|at) (?:the )?[^\d,;.]{{2,40}}?"
    rf"(?:, | and | while | against | but )+(?:only |just )?(?P<other>{_SHARE}) (?P=where)\b",
    re.IGNORECASE,
)


def one_ballot(pair: Pair) -> bool:
    """Tell whether both give the turnout of the one vote that both reports are about.

    "Official turnout was 61.4 percent" and "put nationwide turnout at 52 percent".
    """
    if {side.measure.key for side in pair.sides} != {_TURNOUT} or Fit.APART in {
        pair.place,
        pair.population,
    }:
        return False
    claims = [side.assertion.claim for side in pair.sides]
    if not pair.same_report and not _openings_share_a_name(*claims):
        return False
    return all(_is_of_all_day(side, claims) for side in pair.sides)


def _is_of_all_day(side: Side, claims: Sequence[ExtractedClaim]) -> bool:
    """Tell whether a turnout is that of the whole vote: at no hour, of no other year or place."""
    claim = side.assertion.claim
    told = said_words(side.assertion)
    if shared_out(side):
        return False
    if _OF_ANOTHER_DAY.search(told) or _SO_FAR.search(told) or dates_named(told):
        return False
    window = claim.window
    if window.kind is not WindowKind.NONE and (
        window.kind is not WindowKind.PERIOD or window.start is None or window.start != window.end
    ):
        return False
    known = names_of_lines(claims[0].opening) | names_of_lines(claims[1].opening)
    return names(told) <= known | speakers_of(side)


def shared_out(side: Side) -> bool:
    """Tell whether a share is one of several, each of its own part of the whole.

    "Turnout was 71 percent in the city and 44 percent in the villages".
    """
    claim = side.assertion.claim
    start = side.quantity.number.start - claim.sentence.start
    return any(
        found.start("one") <= start < found.end("one")
        or found.start("other") <= start < found.end("other")
        for found in _SHARED_OUT.finditer(claim.sentence.exact)
    )


def one_rate(pair: Pair) -> bool:
    """Tell whether both give one country's rate for one stated month, quarter or year.

    "Annual inflation rose to 16.4 percent in February" in two reports about Marovia.
    """
    if pair.same_report or pair.measure is not Fit.SAME or pair.a.measure.key not in _RATES:
        return False
    windows = [side.assertion.claim.window for side in pair.sides]
    stated = all(each.kind is WindowKind.PERIOD and each.span is not None for each in windows)
    if not stated or pair.window is not Fit.SAME or pair.population is Fit.APART:
        return False
    claims = [side.assertion.claim for side in pair.sides]
    if any(claim.place.key for claim in claims) or not _openings_share_a_name(*claims):
        return False
    return all(
        names(claim.sentence.exact)
        <= names_of_lines(claim.opening) | speakers_of(side) | month_names()
        for claim, side in zip(claims, pair.sides, strict=True)
    )


def _openings_share_a_name(a: ExtractedClaim, b: ExtractedClaim) -> bool:
    return not names_of_lines(a.opening).isdisjoint(names_of_lines(b.opening))
