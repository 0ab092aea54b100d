"""Claims as the engine compares them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from apps.claims.enums import SpeakerRole
from apps.claims.models import ClaimSpeaker
from claimtrack.engine.records import Assertion, ReportFacts
from claimtrack.engine.serialise import claim_from_json

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.db.models import QuerySet

    from apps.claims.models import Claim

#: A spokesperson speaks for a council, the council for a house, the house for a country.
_BODIES = tuple("utterer" + "__parent" * steps + "__key" for steps in (1, 2, 3))


def assertions_of(claims: QuerySet[Claim]) -> dict[int, Assertion]:
    """Return claims, by their row, with what a comparison knows of their reports and utterers.

    Two queries, and no more of each row than is needed.
    """
    rows = claims.order_by().values_list(
        "pk",
        "record",
        "version__report__external_id",
        "version__report__outlet__key",
        "version__published_on",
        "utterer_key",
        "utterer_id",
        "utterer__name",
        "utterer__provisional",
        *_BODIES,
    )
    found = {row[0]: row[1:] for row in rows}
    relays = _relays(found)
    assertions = {}
    for pk, (
        record,
        report,
        outlet,
        day,
        key,
        utterer,
        name,
        provisional,
        *bodies,
    ) in found.items():
        assertions[pk] = Assertion(
            claim=claim_from_json(record),
            report=ReportFacts(report=report, outlet=outlet, published_on=day),
            utterer=key,
            unnamed=utterer is None,
            # How a source is called that nobody has looked at depends on who named it first.
            name=name if utterer is not None and not provisional else "",
            # "South Korea believes" is what its service told.
            relays=(*relays[pk], *(each for each in bodies if each is not None)),
        )
    return assertions


def _relays(claim_ids: Collection[int]) -> dict[int, list[str]]:
    links = ClaimSpeaker.objects.filter(
        claim_id__in=claim_ids, role=SpeakerRole.RELAY, source__isnull=False
    )
    found: dict[int, list[str]] = defaultdict(list)
    ordered = links.order_by("claim_id", "position").values_list("claim_id", "source__key")
    for claim_id, key in ordered:
        found[claim_id].append(key)
    return found
