"""Claims as the engine compares them."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING

from apps.core.sql import fetch
from claimtrack.engine.records import Assertion, ReportFacts
from claimtrack.engine.serialise import claim_from_json

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimtrack.engine.records import ExtractedClaim

#: Claims that a process keeps as the engine reads them: those of hot topics are asked for often.
KEPT = 4096

# A spokesperson speaks for a council, the council for a house, the house for a country:
# "South Korea believes" is what its service told.
_ASSERTIONS = """
    SELECT claim.id, claim.record, report.external_id, outlet.key, version.published_on,
        claim.utterer_key, claim.utterer_id IS NULL,
        -- How a source is called that nobody has looked at depends on who named it first.
        CASE WHEN utterer.provisional THEN '' ELSE coalesce(utterer.name, '') END,
        ARRAY(
            SELECT relay.key
            FROM claims_claimspeaker link JOIN sources_source relay ON relay.id = link.source_id
            WHERE link.claim_id = claim.id AND link.role = 'relay'
            ORDER BY link.position
        ),
        array_remove(ARRAY[council.key, house.key, country.key], NULL)
    FROM claims_claim claim
    JOIN reports_reportversion version ON version.id = claim.version_id
    JOIN reports_report report ON report.id = version.report_id
    JOIN sources_source outlet ON outlet.id = report.outlet_id
    LEFT JOIN sources_source utterer ON utterer.id = claim.utterer_id
    LEFT JOIN sources_source council ON council.id = utterer.parent_id
    LEFT JOIN sources_source house ON house.id = council.parent_id
    LEFT JOIN sources_source country ON country.id = house.parent_id
    WHERE claim.id = ANY(%s)
"""


def assertions_of(claim_ids: Iterable[int]) -> dict[int, Assertion]:
    """Return claims, by their row, with what a comparison knows of their reports and utterers.

    One query, and no more of each row than is needed; none where no claims are asked for.
    """
    ids = sorted(set(claim_ids))
    if not ids:
        return {}
    return {
        pk: Assertion(
            claim=_read(record),
            report=ReportFacts(report=report, outlet=outlet, published_on=day),
            utterer=utterer,
            unnamed=unnamed,
            name=name,
            relays=(*relays, *bodies),
        )
        for pk, record, report, outlet, day, utterer, unnamed, name, relays, bodies in fetch(
            _ASSERTIONS, [ids]
        )
    }


@lru_cache(maxsize=KEPT)
def _read(record: str) -> ExtractedClaim:
    """Read a stored record; the same text is the same claim."""
    return claim_from_json(json.loads(record))
