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

    from claimtrack.engine.records import Assertion, Quantity

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
_NEXT_SENTENCE = 3


def rivals_of(voice: Sequence[Assertion]) -> Iterator[tuple[Assertion, Assertion]]:
    """Yield the votes of two sides for each margin that stands beside both."""
    for margin in voice:
        if not is_margin(margin):
            continue
        sentences = {each.claim.sentence for each in voice if _stands_before(each, margin)}
        for sentence in sorted(sentences, key=lambda each: each.start):
            rivals = [
                each
                for each in voice
                if each.claim.sentence == sentence and each is not margin and _is_plain_count(each)
            ]
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
    """Tell whether a margin may be that between two counts: in their sentence or the next."""
    if any(each.claim.span == margin.claim.span for each in rivals) or not is_margin(margin):
        return False
    return _stands_before(rivals[0], margin)


def _stands_before(rival: Assertion, margin: Assertion) -> bool:
    """Tell whether a figure stands in a margin's own sentence or in the one before it."""
    own, other = margin.claim.sentence, rival.claim.sentence
    return own == other or 0 <= own.start - other.end <= _NEXT_SENTENCE


def _is_plain_count(assertion: Assertion) -> bool:
    quantity: Quantity | None = assertion.claim.quantity
    return (
        quantity is not None
        and quantity.dimension == _COUNT
        and quantity.comparator is Comparator.EQUAL
        and quantity.change is Change.NONE
    )
