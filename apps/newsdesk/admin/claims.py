"""Claims, to look up; they are read in their report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html

from apps.claims.models import Claim
from apps.newsdesk.admin.base import ReadOnlyAdmin

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest


@admin.register(Claim)
class ClaimAdmin(ReadOnlyAdmin[Claim]):
    """Every claim of every version; a row leads to its words in the report."""

    list_display = ("words", "kind", "measure", "population", "utterer", "report")
    list_display_links = None
    list_filter = ("kind", "modality", "section")
    search_fields = ("exact", "measure", "population")
    list_select_related = ("version__report__outlet", "utterer")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Claim]:
        """Leave the texts in the database."""
        claims: QuerySet[Claim] = super().get_queryset(request)
        return claims.defer("version__text", "version__raw", "record")

    @admin.display(description="Words", ordering="exact")
    def words(self, claim: Claim) -> str:
        """Return the words, as the way to where they stand in the report."""
        return format_html('<a href="{}">{}</a>', self.view_on_site(claim), claim.exact)

    @admin.display(description="Report")
    def report(self, claim: Claim) -> str:
        """Tell whose report it is and of which day."""
        report = claim.version.report
        return f"{report.outlet}, {date_format(report.published_on, 'j M Y')}"

    def view_on_site(self, obj: Claim) -> str:
        """Return the address of the claim's words in its report."""
        page = reverse("admin:reports_report_change", args=[obj.version.report_id])
        return f"{page}#claim-{obj.pk}"
