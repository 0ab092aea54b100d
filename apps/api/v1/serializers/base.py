"""Bodies that refuse what they do not know."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from rest_framework import serializers

T = TypeVar("T")


class StrictSerializer(serializers.Serializer[T]):
    """Answer 400 for a misspelt field, where silence would lose what it says."""

    def to_internal_value(self, data: Any) -> Any:
        """Read the body, or raise ``ValidationError`` naming each unknown field."""
        unknown = sorted(set(data) - set(self.fields)) if isinstance(data, Mapping) else []
        if unknown:
            known = ", ".join(sorted(self.fields))
            raise serializers.ValidationError(
                dict.fromkeys(unknown, f"There is no such field. Fields here: {known}.")
            )
        return super().to_internal_value(data)
