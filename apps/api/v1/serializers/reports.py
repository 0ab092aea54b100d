"""Sources and reports as JSON, and the report that somebody hands in."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from apps.api.v1.serializers.base import StrictSerializer
from apps.reports.enums import IngestOutcome, PublicationStatus
from apps.reports.models import Report, ReportVersion, Stage
from apps.reports.services import IngestResult  # a generic base is evaluated
from apps.sources.models import Source


class SourceSerializer(serializers.ModelSerializer[Source]):
    """A source with its other spellings; restricted notes are not in the API."""

    aliases: Any = serializers.SlugRelatedField(slug_field="name", many=True, read_only=True)
    parent: Any = serializers.SlugRelatedField(slug_field="key", read_only=True, allow_null=True)

    class Meta:
        model = Source
        fields = (
            "key",
            "name",
            "kind",
            "aliases",
            "parent",
            "party_to_conflict",
            "reliability",
            "domain",
            "provisional",
            "created_at",
            "updated_at",
        )


class StageSerializer(serializers.ModelSerializer[Stage]):
    """How far the work on a version has come."""

    class Meta:
        model = Stage
        fields = ("name", "state", "attempts", "error", "started_at", "finished_at")


class VersionSerializer(serializers.ModelSerializer[ReportVersion]):
    """One immutable version; every span of the API is an offset into its ``text``."""

    stages = StageSerializer(many=True, read_only=True)

    class Meta:
        model = ReportVersion
        fields = (
            "number",
            "is_current",
            "text",
            "sha256",
            "headline_end",
            "published_on",
            "language",
            "media_type",
            "fetched_at",
            "cleaning",
            "stages",
        )


class ReportSerializer(serializers.ModelSerializer[Report]):
    """A report without its text."""

    id = serializers.CharField(source="external_id", read_only=True)
    outlet: Any = serializers.SlugRelatedField(slug_field="key", read_only=True)

    class Meta:
        model = Report
        fields = ("id", "url", "outlet", "published_on", "status", "created_at", "updated_at")


class ReportDetailSerializer(ReportSerializer):
    """A report with its versions."""

    versions = VersionSerializer(many=True, read_only=True)

    class Meta:
        model = Report
        fields = (*ReportSerializer.Meta.fields, "versions")


class ReportStatusSerializer(StrictSerializer[Report]):
    """What becomes of a report: withheld or canceled ones leave the comparisons."""

    status = serializers.ChoiceField(choices=PublicationStatus.choices)


class ReportIngestSerializer(StrictSerializer[IngestResult]):
    """A report that is handed in; what is left out is derived or refused, by name.

    The services check the values, so that the newsdesk and the commands say the same.
    """

    id = serializers.CharField(
        max_length=200,
        required=False,
        help_text="Your own id. Or send the header Idempotency-Key. Made here if you send neither.",
    )
    text = serializers.CharField(trim_whitespace=False, help_text="Headline, blank line, body.")
    headline = serializers.CharField(max_length=1000, required=False, allow_blank=True)
    url = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    outlet = serializers.CharField(
        max_length=200, required=False, allow_blank=True, help_text="Name or key of the outlet."
    )
    published_on = serializers.DateField()


class IngestResultSerializer(serializers.Serializer[IngestResult]):
    """What became of a report that was handed in."""

    outcome = serializers.ChoiceField(choices=IngestOutcome.choices)
    version = serializers.IntegerField(source="version.number")
    report = ReportSerializer()
