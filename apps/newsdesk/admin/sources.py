"""Sources, under one name however reports spell them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from unfold.admin import TabularInline

from apps.newsdesk.admin.base import NewsdeskAdmin
from apps.sources.models import Source, SourceAlias
from apps.sources.names import fold_name

if TYPE_CHECKING:
    from django.forms import BaseModelFormSet
    from django.http import HttpRequest


class SourceAliasInline(TabularInline):
    """Other spellings of a source."""

    model = SourceAlias
    fields = ("name",)
    extra = 0


@admin.register(Source)
class SourceAdmin(NewsdeskAdmin[Source]):
    """Who carries or makes claims."""

    list_display = ("name", "kind", "parent", "reliability", "party_to_conflict", "provisional")
    list_filter = ("kind", "reliability", "party_to_conflict", "provisional")
    list_select_related = ("parent",)
    search_fields = ("name", "key", "aliases__name")
    autocomplete_fields = ("parent",)
    inlines = (SourceAliasInline,)

    def get_fields(
        self,
        request: HttpRequest,
        obj: Source | None = None,  # noqa: ARG002  # Django's signature
    ) -> list[str]:
        """Leave the restricted note out for those who may not read it."""
        fields = [
            "name",
            "key",
            "kind",
            "parent",
            "party_to_conflict",
            "reliability",
            "domain",
            "provisional",
        ]
        if request.user.has_perm("sources.view_restricted_note"):
            fields.append("restricted_note")
        return fields

    def get_readonly_fields(
        self,
        request: HttpRequest,  # noqa: ARG002  # Django's signature
        obj: Source | None = None,
    ) -> tuple[str, ...]:
        """Hold the key fast: it never changes once a source has it."""
        return ("key",) if obj else ()

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: Any) -> None:
        """Fold the names of aliases, so that each leads to one source."""
        fold_aliases(formset)
        super().save_formset(request, form, formset, change)


def fold_aliases(formset: BaseModelFormSet[Any, Any]) -> None:
    """Give each alias of a formset its folded form."""
    for form in formset.forms:
        form.instance.folded = fold_name(form.instance.name)
