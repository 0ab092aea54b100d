"""Claims as the engine compares them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from apps.core.sql import fetch
from claimtrack.engine.records import Assertion, ReportFacts
from claimtrack.engine.serialise import claim_from_json

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Claims that a process keeps as the engine reads them: those of hot topics are asked for often.
KEPT = 4096

# The record is long, so it is sent only where the row is not the one that is kept: whatever is
# written to a row, by whatever path, puts it in another place or under another transaction.
#
# A spokesperson speaks for a council, the council for a house, the house for a country:
# "South Korea believes" is what its service told.
_ASSERTIONS = """
    SELECT claim.id, claim.xmin::text || claim.ctid::text,
        CASE WHEN asked.written <> claim.xmin::text || claim.ctid::text THEN claim.record END,
        report.external_id, outlet.key, version.published_on,
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
    FROM unnest(%s::bigint[], %s::text[]) AS asked (id, written)
    JOIN claims_claim claim ON claim.id = asked.id
    JOIN reports_reportversion version ON version.id = claim.version_id
    JOIN reports_report report ON report.id = version.report_id
    JOIN sources_source outlet ON outlet.id = report.outlet_id
    LEFT JOIN sources_source utterer ON utterer.id = claim.utterer_id
    LEFT JOIN sources_source council ON council.id = utterer.parent_id
    LEFT JOIN sources_source house ON house.id = council.parent_id
    LEFT JOIN sources_source country ON country.id = house.parent_id
"""


class _Kept(NamedTuple):
    """A claim as it was read last, and its row as that was ``written`` then."""

    written: str
    assertion: Assertion


@dataclass(slots=True)
class _Place:
    """Where a process keeps one claim."""

    kept: _Kept | None = None


def assertions_of(claim_ids: Iterable[int]) -> dict[int, Assertion]:
    """Return claims, by their row, with what a comparison knows of their reports and utterers.

    One query, and no more of each row than is needed; none where no claims are asked for. A
    claim of which nothing has changed is the same object again, so that what the engine
    remembers of it holds.
    """
    kept = {pk: _place(pk).kept for pk in sorted(set(claim_ids))}
    if not kept:
        return {}
    written = [each.written if each is not None else "" for each in kept.values()]
    return {
        row[0]: _remembered(kept[row[0]], *row) for row in fetch(_ASSERTIONS, [[*kept], written])
    }


def _remembered(  # the columns of the query
    known: _Kept | None, pk: int, written: str, record: Any, *told: Any
) -> Assertion:
    """Return a claim as it was read before, where it still stands so, else as it stands now."""
    report, outlet, day, utterer, unnamed, name, relays, bodies = told
    if known is not None and record is None:
        claim = known.assertion.claim
    else:
        claim = claim_from_json(json.loads(record))
    assertion = Assertion(
        claim=claim,
        report=ReportFacts(report=report, outlet=outlet, published_on=day),
        utterer=utterer,
        unnamed=unnamed,
        name=name,
        relays=(*relays, *bodies),
    )
    if known is not None and known.assertion == assertion:
        assertion = known.assertion
    _place(pk).kept = _Kept(written, assertion)
    return assertion


@lru_cache(maxsize=KEPT)
def _place(_claim_id: int) -> _Place:
    return _Place()
