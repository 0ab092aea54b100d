"""Claims and statements as JSON: figures as bounds and as text, spans as W3C selectors."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from apps.claims.models import Claim, ClaimSpeaker
from apps.discrepancies.models import Question, Statement


class QuantitySerializer(serializers.Serializer[Claim]):
    """A figure as decimal strings, the printed text and the parse side by side."""

    text = serializers.CharField(source="quantity_text")
    lower = serializers.SerializerMethodField()
    lower_inclusive = serializers.BooleanField(allow_null=True)
    upper = serializers.SerializerMethodField()
    upper_inclusive = serializers.BooleanField(allow_null=True)
    approximate = serializers.BooleanField()
    unit = serializers.CharField()

    def get_lower(self, claim: Claim) -> str | None:
        """Return the lower bound without trailing zeros; ``null`` where that side is open."""
        return plain(claim.lower)

    def get_upper(self, claim: Claim) -> str | None:
        """Return the upper bound without trailing zeros; ``null`` where that side is open."""
        return plain(claim.upper)


class SpeakerSerializer(serializers.ModelSerializer[ClaimSpeaker]):
    """One link of a chain of attribution, outermost relay first."""

    source: Any = serializers.SlugRelatedField(slug_field="key", read_only=True, allow_null=True)

    class Meta:
        model = ClaimSpeaker
        fields = ("role", "start", "end", "exact", "name", "title", "unnamed", "source")


class ClaimSerializer(serializers.ModelSerializer[Claim]):
    """A claim at its exact words."""

    report = serializers.CharField(source="version.report.external_id")
    version = serializers.IntegerField(source="version.number")
    selectors = serializers.SerializerMethodField()
    quantity = serializers.SerializerMethodField()
    attribution = SpeakerSerializer(source="speakers", many=True)
    utterer: Any = serializers.SlugRelatedField(slug_field="key", read_only=True, allow_null=True)

    class Meta:
        model = Claim
        fields = (
            "id",
            "report",
            "version",
            "kind",
            "start",
            "end",
            "exact",
            "selectors",
            "section",
            "quantity",
            "measure",
            "population",
            "place",
            "window",
            "as_of_start",
            "as_of_end",
            "modality",
            "quote_kind",
            "content_start",
            "content_end",
            "attribution",
            "utterer",
            "engine_version",
            "created_at",
            "updated_at",
        )

    def get_selectors(self, claim: Claim) -> list[dict[str, Any]]:
        """Both W3C selectors: the position holds for this version, the quote re-anchors."""
        return [
            {"type": "TextPositionSelector", "start": claim.start, "end": claim.end},
            {
                "type": "TextQuoteSelector",
                "exact": claim.exact,
                "prefix": claim.prefix,
                "suffix": claim.suffix,
            },
        ]

    def get_quantity(self, claim: Claim) -> dict[str, Any] | None:
        """Return the figure, or ``null`` for words."""
        return QuantitySerializer(claim).data if claim.quantity_text else None


class QuestionSerializer(serializers.ModelSerializer[Question]):
    """What statements answer."""

    class Meta:
        model = Question
        fields = ("id", "key", "title")


class StatementSerializer(serializers.ModelSerializer[Statement]):
    """What one utterer said once, and how many reports relay it."""

    question = QuestionSerializer()
    utterer: Any = serializers.SlugRelatedField(slug_field="key", read_only=True, allow_null=True)
    lower = serializers.SerializerMethodField()
    upper = serializers.SerializerMethodField()
    claims: Any = serializers.PrimaryKeyRelatedField(many=True, read_only=True)
    parts: Any = serializers.PrimaryKeyRelatedField(many=True, read_only=True)

    class Meta:
        model = Statement
        fields = (
            "id",
            "key",
            "kind",
            "question",
            "utterer",
            "utterer_name",
            "text",
            "lower",
            "upper",
            "first_said_on",
            "last_said_on",
            "claims",
            "parts",
            "created_at",
            "updated_at",
        )

    def get_lower(self, statement: Statement) -> str | None:
        """Return the lower bound as a decimal string."""
        return plain(statement.lower)

    def get_upper(self, statement: Statement) -> str | None:
        """Return the upper bound as a decimal string."""
        return plain(statement.upper)


def plain(value: Any) -> str | None:
    """Write a decimal without exponent and trailing zeros; ``None`` stays ``None``."""
    if value is None:
        return None
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
