"""Sources, under one name however reports spell them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms import BaseInlineFormSet
from unfold.admin import TabularInline

from apps.newsdesk.admin.base import NewsdeskAdmin
from apps.sources.models import Source, SourceAlias
from apps.sources.names import fold_name

if TYPE_CHECKING:
    from django.http import HttpRequest


class SourceForm(forms.ModelForm[Source]):
    """A source, held against what its row must fulfil."""

    def clean_parent(self) -> Source | None:
        """Refuse a source as its own parent."""
        parent: Source | None = self.cleaned_data["parent"]
        if parent is not None and parent.pk == self.instance.pk:
            message = "A source is not its own parent."
            raise ValidationError(message)
        return parent


class SourceAliasForm(forms.ModelForm[SourceAlias]):
    """Another spelling; its folded form leads to one source only."""

    def clean_name(self) -> str:
        """Fold the name, and refuse one of which nothing is left or that leads elsewhere."""
        name: str = self.cleaned_data["name"]
        folded = fold_name(name)
        if not folded:
            message = f"“{name}” has no letters or digits."
            raise ValidationError(message)
        others = SourceAlias.objects.exclude(pk=self.instance.pk).filter(folded=folded)
        other = others.select_related("source").first()
        if other is not None:
            message = f"“{name}” leads to {other.source} already."
            raise ValidationError(message)
        self.instance.folded = folded
        return name


class SourceAliasFormSet(BaseInlineFormSet[SourceAlias, Source, SourceAliasForm]):
    """The spellings of one source, each given once."""

    def clean(self) -> None:
        """Refuse two spellings that fold into one."""
        super().clean()
        changed = (each for each in self.forms if each.has_changed())
        kept = [each for each in changed if each not in self.deleted_forms]
        folded = [fold_name(each.cleaned_data.get("name", "")) for each in kept]
        twice = {each for each in folded if each and folded.count(each) > 1}
        if twice:
            names = ", ".join(sorted(twice))
            message = f"These spellings are the same but for case and marks: {names}."
            raise ValidationError(message)


class SourceAliasInline(TabularInline):
    """Other spellings of a source."""

    model = SourceAlias
    form = SourceAliasForm
    formset = SourceAliasFormSet
    fields = ("name",)
    extra = 0
    hide_title = True
    verbose_name = "other spelling"
    verbose_name_plural = "other spellings"


@admin.register(Source)
class SourceAdmin(NewsdeskAdmin[Source]):
    """Who carries or makes claims."""

    list_display = ("name", "kind", "parent", "reliability", "side", "looked_at")
    list_filter = ("kind", "reliability", "party_to_conflict", "provisional")
    list_select_related = ("parent",)
    search_fields = ("name", "key", "aliases__name")
    form = SourceForm
    autocomplete_fields = ("parent",)
    inlines = (SourceAliasInline,)

    @admin.display(description="Party to a conflict", ordering="party_to_conflict")
    def side(self, source: Source) -> str:
        """Say so where it is one; that most are none is no fault to mark."""
        return "Party" if source.party_to_conflict else ""

    @admin.display(description="Looked at", ordering="provisional")
    def looked_at(self, source: Source) -> str:
        """Tell which ones the machine made and no person has looked at."""
        return "Not yet" if source.provisional else "Yes"

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
