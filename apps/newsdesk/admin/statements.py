"""Statements and how they compare, to look up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html

from apps.discrepancies.models import Comparison, Statement
from apps.discrepancies.selectors import statement_comparisons, statements_in_context
from apps.newsdesk.admin.base import ReadOnlyAdmin, number_of
from apps.newsdesk.cards import statement_columns
from apps.newsdesk.templatetags.newsdesk import percent

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

#: So many comparisons stand on the page of a statement; the API has them all.
SHOWN = 50


@admin.register(Statement)
class StatementAdmin(ReadOnlyAdmin[Statement]):
    """What one utterer said once, however many reports relay it."""

    list_display = ("text", "utterer_name", "question", "first_said_on", "kind")
    list_filter = ("kind",)
    list_select_related = ("question",)
    search_fields = ("text", "utterer_name", "question__title")

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",  # noqa: ARG002  # Django's signature
        extra_context: dict[str, Any] | None = None,  # noqa: ARG002  # Django's signature
    ) -> HttpResponse:
        """Show a statement with every place that carries it, and what it was held against."""
        number = number_of(object_id)
        statement = get_object_or_404(Statement.objects.select_related("question"), pk=number)
        if not self.has_view_permission(request, statement):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": statement.question.title,
            "columns": statement_columns(statements_in_context(statement_ids=[number])),
            "comparisons": statement_comparisons(statement=statement)[:SHOWN],
            "shown": SHOWN,
        }
        return TemplateResponse(request, "newsdesk/statement.html", context)


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
