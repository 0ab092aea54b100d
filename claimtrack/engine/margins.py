"""Margins: by how many votes one was ahead, beside the votes of both.

"Ostrov won 3,562,410 votes and Ferrand 3,446,877, a margin of 125,533": what lies between the two
is a figure that nobody printed, and the printed margin must be that one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimtrack.engine.records import Change, Comparator

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claimtrack.engine.records import Assertion, Quantity, Span

_VOTES = re.compile(r"\bvot(?:es?|ed|ers)\b|\bpolled\b|\bballots\b", re.IGNORECASE)
_MARGIN = re.compile(
    r"\b(?:margin|majority|lead|gap|difference)(?: of| was| is| stood at| came to)?$"
)
_ONLY = re.compile(r"(?: (?:just|only|exactly))*\s*$")
_BY = re.compile(r"\b(?:won|lost|beat|ahead|led|victory|defeat(?:ed)?)\b[^.,;]* by$")
#: "Overturning a majority of 8,311": that of the vote before.
_OF_BEFORE = re.compile(
    r"\b(?:overturn\w*|defend\w*|previous(?:ly)?|last|earlier|held|ago|compared)\b", re.IGNORECASE
)
_COUNT = "count"


def rivals_of(voice: Sequence[Assertion]) -> Iterator[tuple[Assertion, Assertion]]:
    """Yield the votes of two sides that stand in one sentence, with no third but a margin."""
    by_sentence: dict[Span, list[Assertion]] = {}
    for assertion in voice:
        if _is_plain_count(assertion) and not is_margin(assertion):
            by_sentence.setdefault(assertion.claim.sentence, []).append(assertion)
    for sentence, rivals in by_sentence.items():
        if len(rivals) == len(("winner", "loser")) and _VOTES.search(sentence.exact):
            yield rivals[0], rivals[1]


def is_margin(assertion: Assertion) -> bool:
    """Tell whether a plain count is that by which one side was ahead."""
    claim = assertion.claim
    if not _is_plain_count(assertion) or _OF_BEFORE.search(claim.sentence.exact):
        return False
    led = claim.sentence.exact[: claim.span.start - claim.sentence.start]
    told = _ONLY.sub("", led)
    return bool(_MARGIN.search(told) or _BY.search(told))


def stand_beside(rivals: Sequence[Assertion], margin: Assertion) -> bool:
    """Tell whether a margin is that between two counts of its own sentence."""
    return is_margin(margin) and margin.claim.sentence == rivals[0].claim.sentence


def _is_plain_count(assertion: Assertion) -> bool:
    quantity: Quantity | None = assertion.claim.quantity
    return (
        quantity is not None
        and quantity.dimension == _COUNT
        and quantity.comparator is Comparator.EQUAL
        and quantity.change is Change.NONE
    )
