"""Statements and how they compare, to look up."""

from __future__ import annotations

from django.contrib import admin

from apps.discrepancies.models import Comparison, Statement
from apps.newsdesk.admin.base import ReadOnlyAdmin


@admin.register(Statement)
class StatementAdmin(ReadOnlyAdmin[Statement]):
    """What one utterer said once, however many reports relay it."""

    list_display = ("text", "utterer_name", "question", "first_said_on", "kind")
    list_filter = ("kind",)
    list_select_related = ("question",)
    search_fields = ("text", "utterer_name", "question__title")
    fields = (
        "text",
        "utterer_name",
        "question",
        "kind",
        "lower",
        "upper",
        "first_said_on",
        "last_said_on",
    )


@admin.register(Comparison)
class ComparisonAdmin(ReadOnlyAdmin[Comparison]):
    """Every pair that was looked at, with the reason for the answer."""

    list_display = ("relation", "explanation", "certainty")
    list_filter = ("relation", "level")
    search_fields = ("explanation",)
    fields = ("a", "b", "relation", "level", "explanation", "certainty", "engine_version")
