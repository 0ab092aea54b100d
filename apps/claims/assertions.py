"""Claims as the engine compares them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apps.claims.enums import SpeakerRole
from apps.claims.models import Claim
from claimtrack.engine.records import Assertion, ReportFacts
from claimtrack.engine.serialise import claim_from_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

    from apps.sources.models import Source

#: A spokesperson speaks for a council, the council for a house, the house for a country.
PARENTS = 3


def assertion_of(claim: Claim) -> Assertion:
    """Return a claim with what a comparison needs to know of its report and its utterer.

    Reads ``claim.version.report.outlet``, ``claim.utterer`` and ``claim.speakers`` with their
    sources: :func:`claims_to_assert` fetches them with the claims.
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
        # How a source is called that nobody has looked at depends on who named it first.
        name=claim.utterer.name if claim.utterer and not claim.utterer.provisional else "",
        relays=(*_relays(claim), *_bodies(claim.utterer)),
    )


def _relays(claim: Claim) -> Iterator[str]:
    for speaker in claim.speakers.all():
        if speaker.role == SpeakerRole.RELAY and speaker.source is not None:
            yield speaker.source.key


def _bodies(source: Source | None) -> Iterator[str]:
    """Yield whom a source speaks for: "South Korea believes" is what its service told."""
    for _step in range(PARENTS):
        source = source.parent if source is not None else None
        if source is not None:
            yield source.key


def claims_to_assert() -> QuerySet[Claim]:
    """Return claims with all that :func:`assertion_of` reads, and without their texts."""
    return (
        Claim.objects.select_related("version__report__outlet", "utterer" + "__parent" * PARENTS)
        .prefetch_related("speakers__source")
        .defer("version__text", "version__raw")
    )
