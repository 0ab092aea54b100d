"""The reference rows and the golden table are well formed and leave no number out."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from claimtrack.engine.records import Change, Comparator, Modality
from tests.engine.test_golden_sentences import bound

FIXTURES = Path(__file__).parents[2] / "fixtures"
SOURCES: list[dict[str, Any]] = json.loads((FIXTURES / "sources.json").read_text(encoding="utf-8"))
SENTENCES: list[dict[str, Any]] = [
    json.loads(line)
    for line in (FIXTURES / "golden_sentences.jsonl").read_text(encoding="utf-8").splitlines()
]
BEATS = {
    "war",
    "disaster",
    "health",
    "economy",
    "elections",
    "crime",
    "sport",
    "climate",
    "business",
    "science",
}
REASONS = {
    "address",
    "age",
    "comparison",
    "description of a speaker",
    "description of a thing",
    "description of parties",
    "duration",
    "frequency",
    "identifier",
    "margin",
    "margin of error",
    "name",
    "ordinal",
    "pronoun",
    "ratio",
    "score",
    "time of day",
}
ONE_BOUND = {
    Comparator.MORE_THAN: "lower",
    Comparator.AT_LEAST: "lower",
    Comparator.LESS_THAN: "upper",
    Comparator.AT_MOST: "upper",
    Comparator.NEARLY: "upper",
}
INCLUSIVE = {
    Comparator.MORE_THAN: False,
    Comparator.AT_LEAST: True,
    Comparator.LESS_THAN: False,
    Comparator.AT_MOST: True,
    Comparator.NEARLY: False,
}
TIMEX = re.compile(
    r"(?:\d{2}|\d{3}X|\d{4}(?:-(?:\d{2}(?:-\d{2}(?:TNI)?)?|W\d{2}|Q[1-4]|H[12]|SU))?"
    r"|P\d+[YMWD]|PT\d+[HM])"
)
_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety"
    " hundred hundreds thousand thousands million millions billion billions trillion dozen dozens"
    " scores tens half quarter quarters third thirds fifth fifths tenth hundredths first second"
    " fourth ninth handful"
)
NUMBER = re.compile(rf"\d+|\b(?:{'|'.join(_WORDS.split())})\b", re.IGNORECASE)

each_sentence = pytest.mark.parametrize("row", SENTENCES, ids=lambda row: row["id"])


def parts(row: dict[str, Any]) -> list[dict[str, Any]]:
    return [*row["quantities"], *row["dismissed"], *row["times"]]


def folded(name: str) -> str:
    """Drop case, accents, white space and punctuation."""
    letters = unicodedata.normalize("NFKD", name).casefold()
    return "".join(letter for letter in letters if letter.isalnum())


def test_every_beat_has_its_sentences() -> None:
    count = Counter(row["beat"] for row in SENTENCES)

    assert set(count) == BEATS
    assert [beat for beat in BEATS if count[beat] < 25] == []
    assert len(SENTENCES) >= 250


def test_sentences_have_ids_and_words_of_their_own() -> None:
    assert len({row["id"] for row in SENTENCES}) == len(SENTENCES)
    assert len({row["text"] for row in SENTENCES}) == len(SENTENCES)


@each_sentence
def test_annotated_words_stand_where_they_are_said_to(row: dict[str, Any]) -> None:
    date.fromisoformat(row["published"])
    text = row["text"]
    ends = 0
    for part in sorted(parts(row), key=lambda part: part["start"]):
        assert text[part["start"] : part["start"] + len(part["exact"])] == part["exact"]
        assert part["start"] >= ends, f"{part['exact']} overlaps what is before it"
        ends = part["start"] + len(part["exact"])


@each_sentence
def test_every_number_is_accounted_for(row: dict[str, Any]) -> None:
    spans = [(part["start"], part["start"] + len(part["exact"])) for part in parts(row)]
    unit_words = {q["unit"] for q in row["quantities"]}
    left = [
        found.group()
        for found in NUMBER.finditer(row["text"])
        if not any(start <= found.start() and found.end() <= end for start, end in spans)
        and found.group() not in unit_words
    ]

    assert left == []


@each_sentence
def test_quantities_follow_the_records(row: dict[str, Any]) -> None:
    for q in row["quantities"]:
        comparator = Comparator(q["comparator"])
        lower = bound(q["lower"])
        upper = bound(q["upper"])
        assert q["exact"].count(q["number"]) == 1
        assert (lower is None, upper is None) == (
            q["lower_inclusive"] is None,
            q["upper_inclusive"] is None,
        )
        if comparator in ONE_BOUND:
            side = ONE_BOUND[comparator]
            other = "upper" if side == "lower" else "lower"
            assert q[side] is not None
            assert q[other] is None
            assert q[f"{side}_inclusive"] is INCLUSIVE[comparator]
        else:
            assert lower is not None
            assert upper is not None
            ranged = comparator in {Comparator.BETWEEN, Comparator.VAGUE}
            assert lower <= upper if ranged else lower == upper
        assert q["approximate"] is (comparator in {Comparator.ABOUT, Comparator.NEARLY})
        Change(q["change"])
        Modality(q.get("modality", "asserted"))
        assert q["unit"]
        assert re.fullmatch(r"(?:[a-z]+(?:-[a-z]+)*)?", q["measure"])
        assert q.get("utterer", "") in row["text"]


@each_sentence
def test_dismissals_and_times_are_of_known_kinds(row: dict[str, Any]) -> None:
    assert {part["reason"] for part in row["dismissed"]} <= REASONS
    assert [part for part in row["times"] if not TIMEX.fullmatch(part["value"])] == []


def test_every_comparator_change_and_modality_is_exercised() -> None:
    quantities = [q for row in SENTENCES for q in row["quantities"]]

    assert {q["comparator"] for q in quantities} == set(Comparator)
    assert {q["change"] for q in quantities} == set(Change)
    assert {q.get("modality", "asserted") for q in quantities} == set(Modality)


def test_a_spelling_leads_to_one_source() -> None:
    leads_to: dict[str, str] = {}
    for row in SOURCES:
        for name in (row["name"], *row["aliases"]):
            assert leads_to.setdefault(folded(name), row["key"]) == row["key"], name
        assert len({row["name"], *row["aliases"]}) == 1 + len(row["aliases"])


def test_sources_are_whole_and_come_after_their_parents() -> None:
    seen: set[str] = set()
    for row in SOURCES:
        assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", row["key"])
        assert row["key"] not in seen
        assert row["parent"] in seen | {""}, row["key"]
        assert row["kind"] in {"outlet", "agency", "government", "organisation", "person"}
        assert row["reliability"] in set("ABCDEF") | {""}
        assert isinstance(row["party_to_conflict"], bool)
        seen.add(row["key"])


def test_domains_are_bare_hosts_of_one_carrier_each() -> None:
    domains = [row["domain"] for row in SOURCES if row["domain"]]

    assert len(set(domains)) == len(domains)
    assert [
        host for host in domains if not re.fullmatch(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+", host)
    ] == []
    assert [host for host in domains if host.startswith("www.")] == []
    assert {row["kind"] for row in SOURCES if row["domain"]} == {"outlet", "agency"}
