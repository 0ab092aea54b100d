"""Filters of sources and reports."""

from __future__ import annotations

from django_filters import rest_framework as filters

from apps.api.v1.filters.base import BooleanFilter
from apps.reports.enums import PublicationStatus
from apps.sources.enums import SourceKind


class SourceFilter(filters.FilterSet):
    """Narrow sources by kind, or to those that no person has looked at."""

    key = filters.CharFilter()
    kind = filters.ChoiceFilter(choices=SourceKind.choices)
    provisional = BooleanFilter()
    updated_since = filters.IsoDateTimeFilter(field_name="updated_at", lookup_expr="gte")


class ReportFilter(filters.FilterSet):
    """Narrow reports by the caller's own id, outlet, day, status, or change."""

    id = filters.CharFilter(field_name="external_id")
    outlet = filters.CharFilter(field_name="outlet__key")
    published_from = filters.DateFilter(field_name="published_on", lookup_expr="gte")
    published_to = filters.DateFilter(field_name="published_on", lookup_expr="lte")
    status = filters.ChoiceFilter(choices=PublicationStatus.choices)
    updated_since = filters.IsoDateTimeFilter(field_name="updated_at", lookup_expr="gte")
