"""The golden table of attributions: all that a text reports, with its chains, in order.

``golden_attributions_open.toml`` lists the rows that are not yet read whole, by class; a row
that comes to be read whole fails its test until it is taken off the list.
"""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from claimtrack.engine.attribution.attributions import find_attributions, worth_parsing
from claimtrack.engine.language.quotes import find_quotes
from claimtrack.engine.language.syntax import load
from claimtrack.engine.language.text import split_sentences
from claimtrack.engine.records import Role, SpeakerKind

if TYPE_CHECKING:
    from claimtrack.engine.records import Attribution

TABLE = Path(__file__).parents[2] / "fixtures" / "golden_attributions.jsonl"
ROWS = [json.loads(line) for line in TABLE.read_text(encoding="utf-8").splitlines()]
CLASSES = tomllib.loads(
    Path(__file__).with_name("golden_attributions_open.toml").read_text(encoding="utf-8")
)
OPEN = {row: each["why"] for each in CLASSES.values() for row in each["rows"]}


def rows_with_open() -> list[Any]:
    def marks(row: str) -> list[Any]:
        return [pytest.mark.xfail(reason=OPEN[row], strict=True)] if row in OPEN else []

    return [pytest.param(row, id=row["id"], marks=marks(row["id"])) for row in ROWS]


@pytest.mark.parametrize("row", rows_with_open())
def test_golden_attribution_is_read_as_it_says(row: dict[str, Any]) -> None:
    assert read(row["text"]) == [stated(each) for each in row["said"]]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row["id"]))
def test_golden_attribution_puts_relays_before_the_utterer(row: dict[str, Any]) -> None:
    for found in attributions(row["text"]):
        *relays, utterer = found.chain

        assert utterer.role is Role.UTTERER
        assert all(speaker.role is Role.RELAY for speaker in relays)


def test_golden_open_list_of_attributions_names_rows_of_the_table_once() -> None:
    listed = [row for each in CLASSES.values() for row in each["rows"]]

    assert len(listed) == len(set(listed))
    assert set(listed) <= {row["id"] for row in ROWS}


def attributions(text: str) -> tuple[Attribution, ...]:
    quotes = find_quotes(text)
    worth = [span for span in split_sentences(text) if worth_parsing(text, span, quotes)]
    return find_attributions(text, load().parse(text, worth), quotes, ())


def stated(expected: dict[str, Any]) -> dict[str, Any]:
    return {
        "content": expected["content"],
        "quote": expected.get("quote", "indirect"),
        "by": expected["by"],
        "title": expected.get("title", ""),
        "unnamed": expected.get("unnamed", False),
        "denied": expected.get("denied", False),
    }


def read(text: str) -> list[dict[str, Any]]:
    return [
        {
            "content": found.content.exact,
            "quote": str(found.quote),
            "by": [speaker.name for speaker in found.chain],
            "title": found.utterer.title,
            "unnamed": found.utterer.kind is SpeakerKind.UNNAMED,
            "denied": found.denied,
        }
        for found in attributions(text)
    ]
