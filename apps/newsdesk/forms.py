"""The forms of the newsdesk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from apps.verifications.enums import Rating

if TYPE_CHECKING:
    from django.core.exceptions import ValidationError


class ReportForm(forms.Form):
    """A report to take in: pasted text, or a file of text or HTML."""

    #: What may stay empty, as the page says; of text and file one is needed.
    optional = ("outlet", "url")

    text = forms.CharField(
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 16, "placeholder": "Headline\n\nText of the report"}),
        help_text="The headline on the first line, an empty line, then the text.",
    )
    document = forms.FileField(
        required=False,
        label="Or a file",
        help_text="Plain text or HTML, in UTF-8.",
        widget=forms.ClearableFileInput(attrs={"accept": ".txt,.html,.htm"}),
    )
    outlet = forms.CharField(
        required=False,
        max_length=200,
        help_text="Who published it. May stay empty where the address tells.",
    )
    url = forms.CharField(
        required=False, max_length=2000, label="Address", help_text="Where it was published."
    )
    # Asked for by the services, with all else that is missing.
    published_on = forms.DateField(
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "required": True}),
        help_text="As the report prints it, not the day on which it was found.",
    )

    def clean(self) -> dict[str, Any]:
        """Ask for one of text and file; the services check the rest."""
        cleaned = super().clean() or {}
        if bool(cleaned.get("text", "").strip()) == bool(cleaned.get("document")):
            self.add_error("text", "Paste a text, or choose a file: one of them.")
        return cleaned

    def ingest_arguments(self) -> dict[str, Any]:
        """Return what the ingest takes; call after ``is_valid``."""
        document = self.cleaned_data.get("document")
        html = document and document.name.lower().endswith((".html", ".htm"))
        return {
            # Forms send every line break as two characters; the text that was pasted has one.
            "content": (
                document.read() if document else self.cleaned_data["text"].replace("\r\n", "\n")
            ),
            "media_type": "text/html" if html else "text/plain",
            "outlet": self.cleaned_data["outlet"],
            "url": self.cleaned_data["url"],
            "published_on": self.cleaned_data["published_on"],
            "external_id": "",
            "headline": "",
        }

    def refuse(self, invalid: ValidationError) -> None:
        """Show what the services refused, at its field; nothing that was typed is lost."""
        if not hasattr(invalid, "error_dict"):
            self.add_error(None, invalid)
            return
        for field, errors in invalid.error_dict.items():
            place = "document" if field == "content" else field
            for error in errors:
                self.add_error(place if place in self.fields else None, error)


class VerificationForm(forms.Form):
    """A finding: the rating, and how a reader can repeat the check."""

    optional = ("evidence_url", "evidence_note")

    rating = forms.ChoiceField(
        choices=[("", "Choose a finding"), *Rating.choices],
        label="Finding",
        error_messages={"required": "Choose what was found."},
    )
    rationale = forms.CharField(
        label="What was checked",
        error_messages={"required": "Say what was checked, so that a reader can repeat it."},
        widget=forms.Textarea(
            attrs={
                "rows": 4,
                "placeholder": "Who was asked, what was read, how a reader can repeat it",
            }
        ),
    )
    evidence_url = forms.URLField(required=False, assume_scheme="https", label="Evidence: address")
    evidence_note = forms.CharField(required=False, label="What it shows", max_length=2000)

    def clean(self) -> dict[str, Any]:
        """Ask what an address shows: an address alone is no evidence."""
        cleaned = super().clean() or {}
        if cleaned.get("evidence_url") and not cleaned.get("evidence_note"):
            self.add_error("evidence_note", "Say what this page shows.")
        return cleaned
