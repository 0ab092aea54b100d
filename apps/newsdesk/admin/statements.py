"""Statements and how they compare, to look up."""

from __future__ import annotations

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html

from apps.discrepancies.models import Comparison, Statement
from apps.newsdesk.admin.base import ReadOnlyAdmin
from apps.newsdesk.templatetags.newsdesk import percent


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

    list_display = ("relation", "explanation", "sure")
    list_filter = ("relation", "level")
    search_fields = ("explanation",)
    list_select_related = ("a", "b")
    fields = ("first", "second", "relation", "explanation", "sure", "engine_version")

    @admin.display(description="Certainty", ordering="certainty")
    def sure(self, comparison: Comparison) -> str:
        """Write the certainty as a percentage."""
        return percent(comparison.certainty)

    @admin.display(description="One statement")
    def first(self, comparison: Comparison) -> str:
        """Return the way to the one side."""
        return _way_to(comparison.a)

    @admin.display(description="The other")
    def second(self, comparison: Comparison) -> str:
        """Return the way to the other side."""
        return _way_to(comparison.b)


def _way_to(statement: Statement) -> str:
    page = reverse("admin:discrepancies_statement_change", args=[statement.pk])
    return format_html('<a href="{}">{}</a>', page, statement)
