"""Comparisons, discrepancies and verifications as JSON."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from apps.api.v1.serializers.base import StrictSerializer
from apps.api.v1.serializers.claims import QuestionSerializer
from apps.claims.models import Claim
from apps.discrepancies.models import Comparison, Discrepancy
from apps.verifications.enums import Rating
from apps.verifications.models import Evidence, Verification


class ComparisonSerializer(serializers.ModelSerializer[Comparison]):
    """Two statements, the relation, the level that decided it, and the reasons."""

    class Meta:
        model = Comparison
        fields = (
            "id",
            "a",
            "b",
            "relation",
            "level",
            "explanation",
            "reasons",
            "missing",
            "certainty",
            "discrepancy",
            "engine_version",
            "created_at",
            "updated_at",
        )


class DiscrepancySerializer(serializers.ModelSerializer[Discrepancy]):
    """What a person must look at, with the strongest reason in one line."""

    question = QuestionSerializer()
    assigned_to: Any = serializers.SlugRelatedField(
        slug_field="username", read_only=True, allow_null=True
    )

    class Meta:
        model = Discrepancy
        fields = (
            "id",
            "question",
            "kind",
            "status",
            "explanation",
            "severity",
            "certainty",
            "origins",
            "positions",
            "last_said_on",
            "assigned_to",
            "due_at",
            "reopened_because",
            "created_at",
            "updated_at",
        )


class EvidenceSerializer(serializers.ModelSerializer[Evidence]):
    """Something that a verification rests on."""

    class Meta:
        model = Evidence
        fields = ("id", "url", "claim", "note", "created_at")


class VerificationSerializer(serializers.ModelSerializer[Verification]):
    """A finding with its evidence and the people who wrote and approved it."""

    author: Any = serializers.SlugRelatedField(slug_field="username", read_only=True)
    last_edited_by: Any = serializers.SlugRelatedField(slug_field="username", read_only=True)
    approved_by: Any = serializers.SlugRelatedField(
        slug_field="username", read_only=True, allow_null=True
    )
    evidence = EvidenceSerializer(many=True, read_only=True)

    class Meta:
        model = Verification
        fields = (
            "id",
            "discrepancy",
            "claim",
            "rating",
            "rationale",
            "status",
            "author",
            "last_edited_by",
            "submitted_at",
            "submitted_hash",
            "approved_by",
            "approved_at",
            "approved_hash",
            "returned_because",
            "stale_because",
            "evidence",
            "created_at",
            "updated_at",
        )


class VerificationWriteSerializer(StrictSerializer[Verification]):
    """A finding to write: on one discrepancy or one claim."""

    discrepancy = serializers.PrimaryKeyRelatedField(
        queryset=Discrepancy.objects.all(), required=False, allow_null=True
    )
    claim = serializers.PrimaryKeyRelatedField(
        queryset=Claim.objects.all(), required=False, allow_null=True
    )
    rating = serializers.ChoiceField(choices=Rating.choices)
    rationale = serializers.CharField()


class ApprovalSerializer(StrictSerializer[Verification]):
    """What an editor approves: the content by its hash, as it was when they read it."""

    content_hash = serializers.RegexField(
        r"^[0-9a-f]{64}$",
        required=False,
        help_text="The submitted_hash that was read; refused where the content has moved since.",
    )


class ReasonSerializer(StrictSerializer[Verification]):
    """Why a verification is sent back."""

    reason = serializers.CharField()
