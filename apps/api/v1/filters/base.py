"""Filters that refuse what they do not know."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError as FieldError
from django_filters import rest_framework as filters
from django_filters.rest_framework import DjangoFilterBackend, FilterSet
from rest_framework.exceptions import ValidationError

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from rest_framework.request import Request
    from rest_framework.views import APIView

#: Query parameters that are not filters.
GENERAL = frozenset({"cursor", "page_size", "format"})

BOOLEANS = {"true": True, "1": True, "false": False, "0": False}


class BooleanField(forms.NullBooleanField):
    """Yes or no, in so many words; nothing where nothing was said."""

    def to_python(self, value: str | None) -> bool | None:  # type: ignore[override]  # as its parent does
        """Return what was said, or raise ``ValidationError``."""
        if not value:
            return None
        if value.lower() not in BOOLEANS:
            message = "Write true or false."
            raise FieldError(message)
        return BOOLEANS[value.lower()]


class BooleanFilter(filters.BooleanFilter):
    """Narrow by yes or no; another word is refused, where silence would return every row."""

    field_class = BooleanField

    def __init__(self, **options: Any) -> None:
        """Read the value as it was sent."""
        super().__init__(widget=forms.TextInput, **options)


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
