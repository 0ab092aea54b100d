"""The quantities of recognizers-text, in the form of the public sets.

Its recognisers of numbers, shares, money, dimensions, temperatures and ages run one after the
other; where two see the same words, the longer reading stands.
"""

from __future__ import annotations

from typing import Any

from recognizers_number import recognize_number, recognize_percentage
from recognizers_number_with_unit import (
    recognize_age,
    recognize_currency,
    recognize_dimension,
    recognize_temperature,
)
from recognizers_text import Culture
from rows import predict_rows

_RECOGNISERS = (
    recognize_currency,
    recognize_dimension,
    recognize_temperature,
    recognize_age,
    recognize_percentage,
    recognize_number,
)


def predict(row: dict[str, Any]) -> dict[str, Any]:
    """Return the quantities of ``row["text"]``."""
    readings = [
        reading
        for recognise in _RECOGNISERS
        for reading in recognise(row["text"], Culture.English)
        if reading.resolution and reading.resolution.get("value") is not None
    ]
    readings.sort(key=lambda reading: reading.start - reading.end)
    taken: set[int] = set()
    rows = []
    for reading in readings:
        places = range(reading.start, reading.end + 1)
        value = _number(reading.resolution["value"])
        if value is None or not taken.isdisjoint(places):
            continue
        taken.update(places)
        rows.append(
            {
                "span": [reading.start, reading.end + 1],
                "value": value,
                "lo": None,
                "hi": None,
                "unit": _unit(reading),
                "cmp": "eq",
            }
        )
    return {"quantities": rows}


def _number(words: str) -> float | None:
    try:
        return float(words.rstrip("%"))
    except ValueError:
        return None


def _unit(reading: Any) -> str:
    if reading.type_name == "percentage":
        return "percentage"
    return reading.resolution.get("unit") or "-"


if __name__ == "__main__":
    predict_rows(predict)
