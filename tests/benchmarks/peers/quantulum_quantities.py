"""quantulum3's quantities, in the form of the public sets."""

from __future__ import annotations

from typing import Any

from quantulum3 import parser
from rows import predict_rows


def _row(item: Any) -> dict[str, Any]:
    """Return one quantity; quantulum3 keeps a range as its middle and half its width."""
    width = item.uncertainty
    return {
        "span": list(item.span),
        "value": None if width else item.value,
        "lo": item.value - width if width else None,
        "hi": item.value + width if width else None,
        "unit": item.unit.name,
        "cmp": "eq",
    }


def predict(row: dict[str, Any]) -> dict[str, Any]:
    """Return the quantities of ``row["text"]``; none where quantulum3 itself fails on it."""
    try:
        found = parser.parse(row["text"])
    except Exception:  # noqa: BLE001  # the peer fails in ways of its own on some texts
        found = []
    return {"quantities": [_row(item) for item in found]}


if __name__ == "__main__":
    predict_rows(predict)
