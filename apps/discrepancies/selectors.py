"""Reading the queue, a discrepancy, and comparisons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, F, Prefetch
from django.db.models.functions import Substr

from apps.claims.models import Claim
from apps.discrepancies.enums import DiscrepancyStatus
from apps.discrepancies.models import Comparison, Discrepancy, Statement

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet


def discrepancies_queue(
    *, statuses: Iterable[str] = (DiscrepancyStatus.OPEN,)
) -> QuerySet[Discrepancy]:
    """Return discrepancies in these states, the most severe first."""
    return (
        Discrepancy.objects.filter(status__in=list(statuses))
        .select_related("question", "assigned_to")
        .order_by("-severity", "-last_said_on", "question__key", "kind")
    )


def discrepancies_by_status() -> dict[str, int]:
    """Return how many discrepancies stand in each state."""
    rows = Discrepancy.objects.order_by().values_list("status").annotate(number=Count("pk"))
    counted = dict(rows)
    return {each: counted.get(each, 0) for each in DiscrepancyStatus.values}


def discrepancy_comparisons(*, discrepancy: Discrepancy) -> QuerySet[Comparison]:
    """Return the raised pairs of one discrepancy, the most certain first."""
    return discrepancy.comparisons.select_related("a", "b").order_by(
        "-certainty", "a__key", "b__key"
    )


def statements_in_context(*, statement_ids: Iterable[int]) -> QuerySet[Statement]:
    """Return statements with their claims, each claim with its sentence and its report.

    Each claim has ``sentence``, the words of its sentence. Costs a fixed number of queries.
    """
    return (
        Statement.objects.filter(pk__in=list(statement_ids))
        .select_related("utterer", "question")
        .prefetch_related(
            Prefetch("claims", queryset=claims_in_context()),
            Prefetch("parts", queryset=Statement.objects.order_by("first_said_on", "key")),
        )
        .order_by("first_said_on", "key")
    )


def claims_in_context() -> QuerySet[Claim]:
    """Return claims with ``sentence``, their chain and their report, the earliest first."""
    return (
        Claim.objects.annotate(
            sentence=Substr(
                "version__text",
                F("sentence_start") + 1,
                F("sentence_end") - F("sentence_start"),
            )
        )
        .select_related("version__report__outlet", "utterer")
        .prefetch_related("speakers")
        .defer("version__text", "version__raw", "record")
        .order_by("version__published_on", "version__report__external_id", "start")
    )
