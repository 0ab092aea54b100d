"""Finding what the engine made of a place in a report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from apps.claims.assertions import claims_to_assert
from apps.claims.enums import ClaimKind
from apps.claims.models import NumberMention

if TYPE_CHECKING:
    from apps.claims.models import Claim
    from apps.reports.models import ReportVersion


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
    claims = list(claims_to_assert().filter(touched, version=version))
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
