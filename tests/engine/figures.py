"""Reading a sentence for the tests of the facets."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from claimtrack.engine.extract import extract

if TYPE_CHECKING:
    from claimtrack.engine.records import ExtractedClaim

PUBLISHED = date(2025, 6, 18)


def figures(
    text: str, *, published: date = PUBLISHED, headline_end: int | None = None
) -> dict[str, ExtractedClaim]:
    """Return the numeric claims of a text by their words."""
    claims = extract(text, published=published, headline_end=headline_end).claims
    return {claim.span.exact: claim for claim in claims if claim.quantity is not None}


def measures(text: str) -> dict[str, str]:
    """Return the measure of each figure of a text."""
    return {exact: claim.measure.key for exact, claim in figures(text).items()}
