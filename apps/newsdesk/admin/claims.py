"""Claims, to look up; they are read in their report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.formats import date_format

from apps.claims.models import Claim
from apps.newsdesk.admin.base import ReadOnlyAdmin, number_of

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse


@admin.register(Claim)
class ClaimAdmin(ReadOnlyAdmin[Claim]):
    """Every claim of every version; a row leads to its words in the report."""

    list_display = ("words", "kind", "measure", "population", "utterer", "report")
    list_filter = ("kind", "modality", "section")
    search_fields = ("exact", "measure", "population")
    list_select_related = ("version__report__outlet", "utterer")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Claim]:
        """Leave the texts in the database."""
        claims: QuerySet[Claim] = super().get_queryset(request)
        return claims.defer("version__text", "version__raw", "record")

    @admin.display(description="Words", ordering="exact")
    def words(self, claim: Claim) -> str:
        """Return the words; they lead to where they stand."""
        return claim.exact

    @admin.display(description="Report")
    def report(self, claim: Claim) -> str:
        """Tell whose report it is and of which day."""
        report = claim.version.report
        return f"{report.outlet}, {date_format(report.published_on, 'j M Y')}"

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",  # noqa: ARG002  # Django's signature
        extra_context: dict[str, Any] | None = None,  # noqa: ARG002  # Django's signature
    ) -> HttpResponse:
        """Lead to the claim's words where they stand in the report."""
        claim = get_object_or_404(Claim.objects.select_related("version"), pk=number_of(object_id))
        if not self.has_view_permission(request, claim):
            raise PermissionDenied
        page = reverse("admin:reports_report_change", args=[claim.version.report_id])
        return redirect(f"{page}?version={claim.version.number}#claim-{claim.pk}")
