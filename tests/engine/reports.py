"""Assertions read from whole texts by the engine, as a caller without a database makes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.engine.extract import extract
from claimtrack.engine.facets.places import slug
from claimtrack.engine.records import Assertion, ReportFacts, SpeakerKind

if TYPE_CHECKING:
    from datetime import date

    from claimtrack.engine.records import ExtractedClaim


def read_report(
    text: str, *, report: str, published: date, headline_end: int = 0
) -> tuple[Assertion, ...]:
    """Return what a text claims; a report without a speaker speaks for its own outlet.

    ``headline_end`` is where the headline ends, 0 for a text without one. Speakers keep the names
    that the text gives them; one without a name is nobody else's than the report's.
    """
    extraction = extract(text, published=published, headline_end=headline_end or None)
    return tuple(_assertion(claim, report, published) for claim in extraction.claims)


def _assertion(claim: ExtractedClaim, report: str, published: date) -> Assertion:
    utterer = claim.attribution.utterer if claim.attribution is not None else None
    named = utterer is None or (utterer.kind is SpeakerKind.NAMED and bool(utterer.name))
    if utterer is None:
        key = report
    else:
        key = slug(utterer.name) if named else f"unnamed/{report}/{slug(utterer.span.exact)}"
    return Assertion(
        claim=claim,
        report=ReportFacts(report=report, outlet=report, published_on=published),
        utterer=key,
        unnamed=not named,
    )
