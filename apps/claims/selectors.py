"""Finding claims: those of a place in a report, those of an earlier engine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import PROTECT, Q

from apps.claims.enums import ClaimKind
from apps.claims.models import Claim, NumberMention
from claimtrack import engine

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from apps.reports.models import Report, ReportVersion


@dataclass(frozen=True, slots=True)
class Reading:
    """What stands at a place: the claim that it touches, or the numbers there and their reasons."""

    claim: Claim | None
    numbers: tuple[NumberMention, ...]


def reading_at(*, version: ReportVersion, start: int, end: int) -> Reading:
    """Return what the engine made of the span ``start`` to ``end`` of a version.

    A figure goes before words: of several figures that the span touches, the one that shares
    most of its own digits with it; else the claim whose number it touches; else the narrowest
    attributed words. Two queries, three where there is a claim.
    """
    numbers = tuple(
        NumberMention.objects.filter(version=version, start__lt=end, end__gt=start).order_by(
            "start"
        )
    )
    holders = [each.claim_id for each in numbers if each.claim_id is not None]
    touched = Q(start__lt=end, end__gt=start) | Q(pk__in=holders)
    claims = list(Claim.objects.filter(touched, version=version))
    if not claims:
        return Reading(None, numbers)
    return Reading(min(claims, key=lambda each: _distance(each, start, end)), numbers)


def _distance(claim: Claim, start: int, end: int) -> tuple[bool, int, int, int]:
    quantity = claim.record["quantity"]
    span = quantity["span"] if quantity else claim.record["span"]
    shared = min(end, span["end"]) - max(start, span["start"])
    return (
        claim.kind != ClaimKind.NUMERIC,
        -max(0, shared) if quantity else 0,
        claim.end - claim.start,
        claim.start,
    )


def claims_outdated(*, report: Report) -> QuerySet[Claim]:
    """Return the claims of a report's current version that another engine wrote."""
    current = Claim.objects.filter(version__report=report, version__is_current=True)
    return current.exclude(engine_version=engine.version())


def claims_rested_on(*, claims: QuerySet[Claim]) -> set[int]:
    """Return the ids of claims that other rows protect: a person's work rests on them."""
    found: set[int] = set()
    for relation in Claim._meta.related_objects:
        if relation.on_delete is PROTECT:
            rows = relation.related_model._base_manager.filter(
                **{f"{relation.field.name}__in": claims.order_by().values("pk")}
            )
            found.update(rows.values_list(f"{relation.field.name}_id", flat=True))
    return found
