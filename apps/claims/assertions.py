"""Claims as the engine compares them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.engine.records import Assertion, ReportFacts
from claimtrack.engine.serialise import claim_from_json

if TYPE_CHECKING:
    from apps.claims.models import Claim


def assertion_of(claim: Claim) -> Assertion:
    """Return a claim with what a comparison needs to know of its report and its utterer.

    Reads ``claim.version.report.outlet`` and ``claim.utterer``: select them with the claim.
    """
    report = claim.version.report
    return Assertion(
        claim=claim_from_json(claim.record),
        report=ReportFacts(
            report=report.external_id,
            outlet=report.outlet.key,
            published_on=claim.version.published_on,
        ),
        utterer=claim.utterer_key,
        unnamed=claim.utterer is None,
        name=claim.utterer.name if claim.utterer else "",
    )
