"""The dates that dateparser finds, in the form of the public set: days only, as it gives them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from dateparser.search import search_dates
from rows import predict_rows


def predict(row: dict[str, Any]) -> dict[str, Any]:
    """Return the dates of ``row["text"]``, reckoned from the day ``row["dct"]``."""
    text = row["text"]
    settings = {
        "RELATIVE_BASE": datetime.fromisoformat(row["dct"][:10]),
        "PREFER_DATES_FROM": "past",
    }
    found = search_dates(text, languages=["en"], settings=settings) or []
    rows, at = [], 0
    for words, day in found:
        start = text.find(words, at)
        if start < 0:
            continue
        at = start + len(words)
        rows.append({"span": [start, at], "type": "DATE", "value": day.date().isoformat()})
    return {"timex": rows}


if __name__ == "__main__":
    predict_rows(predict)
