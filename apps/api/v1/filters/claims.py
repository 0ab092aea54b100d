"""Filters of claims and statements."""

from __future__ import annotations

from django_filters import rest_framework as filters

from apps.api.v1.filters.base import BooleanFilter
from apps.claims.enums import ClaimKind, Modality
from apps.discrepancies.enums import StatementKind


class ClaimFilter(filters.FilterSet):
    """Narrow claims by report, kind, what is counted, or who says so.

    ``current=true`` leaves out the claims of earlier versions.
    """

    report = filters.CharFilter(field_name="version__report__external_id")
    current = BooleanFilter(field_name="version__is_current")
    kind = filters.ChoiceFilter(choices=ClaimKind.choices)
    measure = filters.CharFilter()
    population = filters.CharFilter()
    modality = filters.ChoiceFilter(choices=Modality.choices)
    utterer = filters.CharFilter(field_name="utterer__key")
    updated_since = filters.IsoDateTimeFilter(field_name="updated_at", lookup_expr="gte")


class StatementFilter(filters.FilterSet):
    """Narrow statements by question, kind, utterer or day."""

    question = filters.NumberFilter(field_name="question_id")
    kind = filters.ChoiceFilter(choices=StatementKind.choices)
    utterer = filters.CharFilter(field_name="utterer__key")
    said_from = filters.DateFilter(field_name="first_said_on", lookup_expr="gte")
    said_to = filters.DateFilter(field_name="last_said_on", lookup_expr="lte")
    updated_since = filters.IsoDateTimeFilter(field_name="updated_at", lookup_expr="gte")
