"""Published findings, frozen: what they say, what they rest on, and how they are taken back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path

from apps.newsdesk.admin.base import ReadOnlyAdmin, act, number_of, page_of
from apps.publishing.models import Finding
from apps.publishing.services import finding_retract
from apps.verifications.enums import Rating

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern

    from apps.accounts.models import User


@admin.register(Finding)
class FindingAdmin(ReadOnlyAdmin[Finding]):
    """What was published, by whom and when."""

    list_display = ("about", "rating", "published_at", "published_by", "retracted_at")
    list_select_related = (
        "published_by",
        "verification__discrepancy__question",
        "verification__claim",
    )
    search_fields = ("slug",)

    @admin.display(description="About", ordering="slug")
    def about(self, finding: Finding) -> str:
        """Name what the finding is about."""
        return str(finding.verification.discrepancy or finding.verification.claim)

    @admin.display(description="Finding")
    def rating(self, finding: Finding) -> str:
        """Return what was found, as it was published."""
        return Rating(finding.payload["content"]["rating"]).label

    def get_urls(self) -> list[URLPattern]:
        """Add the way to take a finding back."""
        return [
            path(
                "<int:pk>/retract/",
                self.admin_site.admin_view(self.retract_view),
                name="publishing_finding_retract",
            ),
            *super().get_urls(),
        ]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",  # noqa: ARG002  # Django's signature
        extra_context: dict[str, Any] | None = None,  # noqa: ARG002  # Django's signature
    ) -> HttpResponse:
        """Show what was frozen, and nothing that came after it."""
        finding = get_object_or_404(
            Finding.objects.select_related(*self.list_select_related), pk=number_of(object_id)
        )
        if not self.has_view_permission(request, finding):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": self.about(finding),
            "finding": finding,
            "rating": self.rating(finding),
            "content": finding.payload["content"],
            "payload": json.dumps(finding.payload, ensure_ascii=False, indent=2, sort_keys=True),
            "may_retract": finding.retracted_at is None
            and request.user.has_perm("publishing.retract_finding"),
        }
        return TemplateResponse(request, "newsdesk/finding.html", context)

    def retract_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take the finding back, with the reason that readers see."""
        finding = get_object_or_404(Finding, pk=pk)
        if request.method == "POST":
            reason = request.POST.get("reason", "")
            act(
                request,
                "Taken back. What was published stays, with the reason beside it.",
                lambda: finding_retract(
                    user=cast("User", request.user), finding_id=pk, reason=reason
                ),
            )
        return page_of(finding)
