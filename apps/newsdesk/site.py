"""The admin site as the newsdesk: it opens on the queue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect
from django.urls import reverse
from unfold.sites import UnfoldAdminSite

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class NewsdeskSite(UnfoldAdminSite):
    """One site for fact-checkers and editors."""

    site_header = "ClaimTrack"
    site_title = "ClaimTrack"
    index_title = "Newsdesk"

    def index(
        self,
        request: HttpRequest,  # noqa: ARG002  # Django's signature
        extra_context: dict[str, Any] | None = None,  # noqa: ARG002  # Django's signature
    ) -> HttpResponse:
        """Open on the queue: it is what the day begins with."""
        return redirect(reverse("admin:discrepancies_discrepancy_changelist"))
