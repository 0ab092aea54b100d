"""Clusters that weights are learned from: each conflict stands in the reports of its cluster."""

from __future__ import annotations

import json
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from claimtrack.engine.compare import told_apart
from claimtrack.engine.comparison.resemblance import signs
from claimtrack.engine.lexicon import load_table
from claimtrack.engine.policy import DEFAULT_POLICY
from tests.engine.reports import read_report

CLUSTERS = Path("fixtures/clusters")
SETS = sorted(each.stem for each in CLUSTERS.glob("*.jsonl") if ".gold" not in each.name)
KINDS = {
    "contradiction", "misreport", "reversal", "quote_mismatch", "attribution_mismatch",
    "measure_drift", "arithmetic", "denial", "not",
}  # fmt: skip


def rows(name: str) -> list[dict[str, Any]]:
    lines = (CLUSTERS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


@pytest.mark.parametrize("name", SETS)
def test_every_conflict_of_a_set_stands_in_its_reports(name: str) -> None:
    texts = {row["id"]: f"{row['headline']}\n\n{row['text']}" for row in rows(name)}
    cluster = {row["id"]: row["cluster"] for row in rows(name)}
    for row in rows(f"{name}.gold"):
        assert row["kind"] in KINDS
        sides = ([row[side], *row.get(f"also_{side}", ())] for side in "ab")
        for place in chain.from_iterable(sides):
            assert place["words"] in texts[place["id"]], row
            assert cluster[place["id"]] == row["cluster"]


def test_each_weight_is_that_of_a_sign_that_pairs_have() -> None:
    weighed = set(load_table("resemblance")["weights"]) - {"constant"}
    seen: set[str] = set()
    for name in SETS:
        first, second = rows(name)[:2]
        read = [
            read_report(
                f"{row['headline']}\n\n{row['text']}",
                report=row["id"],
                published=date.fromisoformat(row["published"]),
                headline_end=len(row["headline"]),
            )
            for row in (first, second)
        ]
        sides = [[each for each in told if each.claim.quantity is not None] for told in read]
        for a in sides[0]:
            for b in sides[1]:
                apart = told_apart(a, b, DEFAULT_POLICY)
                if apart is not None:
                    seen |= {sign for sign, _ in signs(apart.pair, apart.level)}
    assert weighed <= seen
