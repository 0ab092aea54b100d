"""Time expressions in the format of the public set: TIMEX3 spans, types and values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimtrack.engine.temporal.dates import find_times

if TYPE_CHECKING:
    from datetime import date


def predict_times(text: str, published: date) -> list[dict[str, Any]]:
    """Return the time expressions of ``text`` as rows of the public set."""
    return [
        {
            "span": [time.span.start, time.span.end],
            "type": time.kind.name,
            "value": time.value,
        }
        for time in find_times(text, published)
    ]
