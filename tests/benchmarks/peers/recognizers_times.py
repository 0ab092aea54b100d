"""The dates and durations of recognizers-text, in the form of the public set.

Where its reading leaves a day open, the first it offers is taken: the one in the past.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from recognizers_date_time import recognize_datetime
from recognizers_text import Culture
from rows import predict_rows

_SPAN = re.compile(r"\((\d{4})-(\d\d)-\d\d,[-\d]+,(P\w+)\)")
_MONTH = re.compile(r"XXXX-\d\d")
_TYPES = {"duration": "DURATION", "set": "SET", "time": "TIME", "datetime": "TIME"}


def predict(row: dict[str, Any]) -> dict[str, Any]:
    """Return the time expressions of ``row["text"]``, reckoned from the day ``row["dct"]``."""
    day = datetime.fromisoformat(row["dct"][:10])
    found = recognize_datetime(row["text"], Culture.English, reference=day)
    return {"timex": [_row(reading) for reading in found if reading.resolution]}


def _row(reading: Any) -> dict[str, Any]:
    kind = reading.type_name.rpartition(".")[2]
    value = _value(reading.resolution["values"][0], repeated=kind == "set")
    return {
        "span": [reading.start, reading.end + 1],
        "type": _TYPES.get(kind, "DATE"),
        "value": value,
    }


def _value(first: dict[str, str], *, repeated: bool) -> str:
    """Return a TIMEX3 value; quarters and decades come as spans, a month without its year."""
    value = first.get("timex", "")
    if span := _SPAN.fullmatch(value):
        year, month, length = span.groups()
        if length == "P10Y":
            return year[:3]
        return f"{year}-Q{(int(month) + 2) // 3}" if length == "P3M" else year
    if repeated or "XXXX" not in value:
        return value
    if _MONTH.fullmatch(value):
        return first.get("start", value)[: len("1989-10")]
    return first.get("value", first.get("start", value)).replace(" ", "T")


if __name__ == "__main__":
    predict_rows(predict)
