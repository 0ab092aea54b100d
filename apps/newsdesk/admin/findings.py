"""Published findings, frozen."""

from __future__ import annotations

from django.contrib import admin

from apps.newsdesk.admin.base import ReadOnlyAdmin
from apps.publishing.models import Finding


@admin.register(Finding)
class FindingAdmin(ReadOnlyAdmin[Finding]):
    """What was published, by whom and when."""

    list_display = ("slug", "published_at", "published_by", "retracted_at")
    list_select_related = ("published_by",)
    search_fields = ("slug",)
    fields = (
        "slug",
        "verification",
        "payload",
        "sha256",
        "published_by",
        "published_at",
        "retracted_at",
        "retracted_because",
    )
