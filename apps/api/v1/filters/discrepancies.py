"""Filters of comparisons, discrepancies and verifications."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django_filters import rest_framework as filters

from apps.discrepancies.enums import DiscrepancyKind, DiscrepancyStatus, Relation
from apps.verifications.enums import Rating, VerificationStatus

if TYPE_CHECKING:
    from apps.discrepancies.models import Comparison


class ComparisonFilter(filters.FilterSet):
    """Narrow comparisons by relation, discrepancy, or a statement on either side."""

    relation = filters.ChoiceFilter(choices=Relation.choices)
    discrepancy = filters.NumberFilter(field_name="discrepancy_id")
    statement = filters.NumberFilter(method="filter_statement")
    updated_since = filters.IsoDateTimeFilter(field_name="updated_at", lookup_expr="gte")

    def filter_statement(
        self,
        queryset: QuerySet[Comparison],
        name: str,  # noqa: ARG002  # django-filter's signature
        value: int,
    ) -> QuerySet[Comparison]:
        """Keep the comparisons that have the statement on either side."""
        return queryset.filter(Q(a_id=value) | Q(b_id=value))


class DiscrepancyFilter(filters.FilterSet):
    """Narrow discrepancies by status, kind, question, or severity."""

    status = filters.ChoiceFilter(choices=DiscrepancyStatus.choices)
    kind = filters.ChoiceFilter(choices=DiscrepancyKind.choices)
    question = filters.NumberFilter(field_name="question_id")
    severity_from = filters.NumberFilter(field_name="severity", lookup_expr="gte")
    updated_since = filters.IsoDateTimeFilter(field_name="updated_at", lookup_expr="gte")


class VerificationFilter(filters.FilterSet):
    """Narrow verifications by status, rating, or what they are about."""

    status = filters.ChoiceFilter(choices=VerificationStatus.choices)
    rating = filters.ChoiceFilter(choices=Rating.choices)
    discrepancy = filters.NumberFilter(field_name="discrepancy_id")
    claim = filters.NumberFilter(field_name="claim_id")
    updated_since = filters.IsoDateTimeFilter(field_name="updated_at", lookup_expr="gte")
