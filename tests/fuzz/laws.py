"""What holds for every text, whatever stands in it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from claimtrack.engine.extract import extract
from claimtrack.engine.records import NumberOutcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimtrack.engine.records import ExtractedClaim, Extraction, Span

PUBLISHED = date(2025, 6, 18)


def check(text: str) -> Extraction:
    """Extract the claims of a text and hold them to the laws; raise ``AssertionError``."""
    extraction = extract(text, published=PUBLISHED)
    for claim in extraction.claims:
        for span in _spans(claim):
            assert text[span.start : span.end] == span.exact, (span, text)
            assert span.start < span.end, (span, text)
    figures = {claim.span for claim in extraction.claims if claim.quantity is not None}
    covered: set[int] = set()
    for number in extraction.numbers:
        places = range(number.span.start, number.span.end)
        assert covered.isdisjoint(places), (number, text)
        covered.update(places)
        assert number.reason, (number, text)
        claimed = number.outcome is not NumberOutcome.DISMISSED
        assert (number.claim in figures) == claimed, (number, text)
    digits = {at for at, sign in enumerate(text) if sign in "0123456789"}
    assert digits <= covered, (sorted(digits - covered), text)
    return extraction


def _spans(claim: ExtractedClaim) -> Iterator[Span]:
    yield claim.span
    yield claim.sentence
    facets = (claim.measure, claim.population, claim.place, claim.window)
    yield from (facet.span for facet in facets if facet.span is not None)
    if claim.quantity is not None:
        yield claim.quantity.span
        yield claim.quantity.number
    if claim.attribution is not None:
        yield claim.attribution.content
        yield from (speaker.span for speaker in claim.attribution.chain)
