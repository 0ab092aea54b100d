"""The dates and durations of recognizers-text, in the form of the public set.

Where its reading leaves a day open, the first it offers is taken: the one in the past.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from recognizers_date_time import recognize_datetime
from recognizers_text import Culture
from rows import predict_rows

_TYPES = {"duration": "DURATION", "set": "SET", "time": "TIME", "datetime": "TIME"}


def predict(row: dict[str, Any]) -> dict[str, Any]:
    """Return the time expressions of ``row["text"]``, reckoned from the day ``row["dct"]``."""
    day = datetime.fromisoformat(row["dct"][:10])
    found = recognize_datetime(row["text"], Culture.English, reference=day)
    return {"timex": [_row(reading) for reading in found if reading.resolution]}


def _row(reading: Any) -> dict[str, Any]:
    kind = reading.type_name.rpartition(".")[2]
    first = reading.resolution["values"][0]
    value = first.get("timex", "")
    if "XXXX" in value and kind != "set":
        value = first.get("value") or first.get("start") or value
    return {
        "span": [reading.start, reading.end + 1],
        "type": _TYPES.get(kind, "DATE"),
        "value": value.replace(" ", "T"),
    }


if __name__ == "__main__":
    predict_rows(predict)
