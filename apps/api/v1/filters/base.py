"""Filters that refuse what they do not know."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django_filters.rest_framework import DjangoFilterBackend, FilterSet
from rest_framework.exceptions import ValidationError

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from rest_framework.request import Request
    from rest_framework.views import APIView

#: Query parameters that are not filters.
GENERAL = frozenset({"cursor", "page_size", "format"})


class StrictFilterBackend(DjangoFilterBackend):
    """Answer 400 for a misspelt filter, where silence would return every row."""

    def filter_queryset(
        self,
        request: Request,  # type: ignore[override]  # REST requests, as DRF calls it
        queryset: QuerySet[Any],
        view: APIView,
    ) -> QuerySet[Any]:
        """Filter, or raise ``ValidationError`` naming each unknown parameter."""
        filterset_class: type[FilterSet] | None = self.get_filterset_class(view, queryset)
        known = set(filterset_class.base_filters) if filterset_class else set()
        unknown = sorted(set(request.query_params) - known - GENERAL)
        if unknown:
            choices = ", ".join(sorted(known)) or "none"
            raise ValidationError(
                dict.fromkeys(unknown, f"There is no such filter. Filters here: {choices}.")
            )
        return super().filter_queryset(request, queryset, view)
