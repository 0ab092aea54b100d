"""The first story holds together: its texts, its manifest and what is expected of it."""

from __future__ import annotations

import hashlib
import json
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from claimtrack.engine.language.text import find_headline
from claimtrack.engine.records import Comparator, Modality, Relation

SEEDS = Path(__file__).parents[2] / "seeds"
SEED_ARTICLE = "kursk-2025-06-18-seed-article"
SEED_ARTICLE_SHA256 = "2546f5a81d07045abacdd28cb6623c16102c2b440b1c29e4490e20238d7fbf8b"


UNNAMED = {
    "",
    "russian-state-media",
    "senior-us-military-official",
    "seoul-lawmaker",
    "western-intelligence",
}


def read(name: str) -> dict[str, Any]:
    return tomllib.loads((SEEDS / name).read_text(encoding="utf-8"), parse_float=Decimal)


REPORTS = read("manifest.toml")["report"]
EXPECTED = read("expected.toml")


def text_of(report: str) -> str:
    (file,) = (row["file"] for row in REPORTS if row["id"] == report)
    return Path(SEEDS, file).read_text(encoding="utf-8")


def test_every_text_has_one_row_of_the_manifest() -> None:
    on_disk = sorted(f"reports/{path.name}" for path in (SEEDS / "reports").iterdir())

    assert sorted(row["file"] for row in REPORTS) == on_disk
    assert len({row["id"] for row in REPORTS}) == len(REPORTS)
    addresses = [row["url"] for row in REPORTS if row["url"]]
    assert len(set(addresses)) == len(addresses)


def test_the_manifest_runs_from_the_oldest_report_to_the_newest() -> None:
    days = [row["published_on"] for row in REPORTS]

    assert days == sorted(days)
    assert [row["file"][8:18] for row in REPORTS] == [day.isoformat() for day in days]


def test_the_seed_article_is_as_it_was_given() -> None:
    raw = (SEEDS / "reports/2025-06-18-seed-article.txt").read_bytes()

    assert hashlib.sha256(raw).hexdigest() == SEED_ARTICLE_SHA256


@pytest.mark.parametrize("row", REPORTS, ids=lambda row: row["id"])
def test_a_report_has_a_headline_and_the_length_of_news(row: dict[str, Any]) -> None:
    text = text_of(row["id"])

    assert bool(find_headline(text)) == (row["id"] != SEED_ARTICLE)
    assert 120 <= len(text.split()) <= 350


@pytest.mark.parametrize(
    "row", EXPECTED["carries"], ids=lambda row: f"{row['report']}-{row['fact']}-{row['section']}"
)
def test_the_expected_words_stand_once_in_their_section(row: dict[str, Any]) -> None:
    text = text_of(row["report"])
    end = find_headline(text)
    section = text[:end] if row["section"] == "headline" else text[end:]

    assert section.count(row["exact"]) == 1
    assert [speaker for speaker in row["speakers"] if speaker not in section] == []


def test_reports_carry_the_facts_that_the_manifest_names() -> None:
    for row in REPORTS:
        carried = {c["fact"] for c in EXPECTED["carries"] if c["report"] == row["id"]}
        assert carried - {"K6-killed"} == set(row["facts"]), row["id"]
    assert {row["fact"] for row in EXPECTED["carries"]} == set(EXPECTED["fact"])


def test_facts_have_bounds_in_order_and_known_words() -> None:
    for name, fact in EXPECTED["fact"].items():
        lower, upper = fact.get("lower"), fact.get("upper")
        assert lower is not None or upper is not None, name
        assert lower is None or upper is None or lower <= upper, name
        Comparator(fact["comparator"])
        Modality(fact.get("modality", "asserted"))


def test_relations_join_facts_that_some_report_carries() -> None:
    carried = {(row["report"], row["fact"]) for row in EXPECTED["carries"]}
    for row in EXPECTED["relation"]:
        for side in (row["a"], row["b"]):
            if ":" in side:
                assert tuple(side.split(":")) in carried
            else:
                assert set(side.split("+")) <= set(EXPECTED["fact"])
        assert [Relation(word).value for word in row["accept"]] == row["accept"]


def test_outlets_and_speakers_are_known_sources() -> None:
    rows = json.loads((SEEDS.parent / "fixtures/sources.json").read_text(encoding="utf-8"))
    outlets = {row["name"]: row for row in rows if row["kind"] == "outlet"}

    assert {row["outlet"] for row in REPORTS} <= set(outlets)
    for row in REPORTS:
        domain = outlets[row["outlet"]]["domain"]
        assert domain == "" or f"{domain}/" in row["url"]
    speakers = {fact["utterer"] for fact in EXPECTED["fact"].values()}
    speakers |= {relay for fact in EXPECTED["fact"].values() for relay in fact["relays"]}
    assert speakers <= {row["key"] for row in rows} | UNNAMED
