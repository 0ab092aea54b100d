"""Reading the queue, a discrepancy, and comparisons."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, TypedDict

from django.conf import settings
from django.db.models import (
    Count,
    DecimalField,
    Exists,
    ExpressionWrapper,
    F,
    Func,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    Value,
)
from django.db.models.functions import Left, Substr

from apps.claims.models import Claim
from apps.discrepancies.enums import DiscrepancyStatus
from apps.discrepancies.models import Comparison, Discrepancy, Statement, StatementClaim

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from django.db.models import QuerySet
    from django_stubs_ext import WithAnnotations


#: Age takes off at most this share of a severity.
_AGE_WEIGHS = Decimal("0.5")


_HEADLINE = Left(
    "claim__version__text",
    F("claim__version__headline_end"),  # type: ignore[arg-type]  # the stubs leave F out
)


class _Urgency(TypedDict):
    urgency: Decimal


class _DaysSince(Func):
    """Whole days from a date to today in UTC; none for what is dated tomorrow."""

    template = "GREATEST(CURRENT_DATE - %(expressions)s, 0)"
    output_field = IntegerField()


def discrepancies_queue(
    *, statuses: Iterable[str] = (DiscrepancyStatus.OPEN,)
) -> QuerySet[WithAnnotations[Discrepancy, _Urgency]]:
    """Return discrepancies in these states, the most urgent first.

    Each has ``urgency``, its severity weighed down with the days since its latest statement:
    after ``settings.QUEUE_RECENT_DAYS`` a quarter is off, in the end half.
    """
    days = Decimal(settings.QUEUE_RECENT_DAYS)
    recent = Value(_AGE_WEIGHS * days) / (Value(days) + _DaysSince("last_said_on"))
    weight = Value(1 - _AGE_WEIGHS) + recent
    return (
        Discrepancy.objects.filter(status__in=list(statuses))
        .select_related("question", "assigned_to")
        .annotate(
            urgency=ExpressionWrapper(
                F("severity") * weight, DecimalField(max_digits=12, decimal_places=6)
            )
        )
        .order_by("-urgency", "-last_said_on", "question__key", "kind")
    )


def discrepancies_matching(
    discrepancies: QuerySet[WithAnnotations[Discrepancy, _Urgency]], *, words: Iterable[str]
) -> QuerySet[WithAnnotations[Discrepancy, _Urgency]]:
    """Return those in which each word is found.

    It may stand in the title, in why the statements do not fit, in the names of who made them, or
    in the texts, ids and outlets of the reports that carry them. No others are read.
    """
    for word in words:
        carried = StatementClaim.objects.filter(
            Q(statement_id=OuterRef("a_id")) | Q(statement_id=OuterRef("b_id")),
            Q(claim__version__text__icontains=word)
            | Q(claim__version__report__external_id__icontains=word)
            | Q(claim__version__report__outlet__name__icontains=word),
        )
        told = Comparison.objects.filter(discrepancy=OuterRef("pk")).filter(
            Q(a__utterer_name__icontains=word)
            | Q(b__utterer_name__icontains=word)
            | Q(Exists(carried))
        )
        discrepancies = discrepancies.filter(
            Q(question__title__icontains=word) | Q(explanation__icontains=word) | Q(Exists(told))
        )
    return discrepancies


def statements_headlines(*, statement_ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Return the headline and the outlet of the first report that carries each statement."""
    first = StatementClaim.objects.filter(statement=OuterRef("pk")).order_by(
        "said_on", "report_external_id"
    )
    rows = Statement.objects.filter(pk__in=statement_ids).annotate(
        headline=Subquery(first.annotate(told=_HEADLINE).values("told")[:1]),
        outlet=Subquery(first.values("claim__version__report__outlet__name")[:1]),
    )
    return {
        pk: (" ".join((headline or "").split()), outlet or "")
        for pk, headline, outlet in rows.values_list("pk", "headline", "outlet")
    }


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


def statement_comparisons(*, statement: Statement) -> QuerySet[Comparison]:
    """Return the pairs that a statement is one side of, what was raised first."""
    pairs = Comparison.objects.filter(Q(a=statement) | Q(b=statement)).select_related("a", "b")
    return pairs.order_by(F("discrepancy").asc(nulls_last=True), "-certainty", "pk")


def pairs_compared(*, statement_ids: Collection[int]) -> int:
    """Return how many pairs of these statements were held against each other.

    Fewer than all of them where many stand under one key: each then met its nearest only.
    """
    return Comparison.objects.filter(a__in=statement_ids, b__in=statement_ids).order_by().count()


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
