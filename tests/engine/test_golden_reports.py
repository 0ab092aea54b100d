"""The golden table of reports: two texts are read by the whole engine, and their claims compared.

``golden_reports_open.toml`` lists the rows that do not come right yet, by class; strict, so that
a row that does must be taken off.
"""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from claimtrack.engine.blocking import Filing
from claimtrack.engine.compare import compare
from claimtrack.engine.policy import DEFAULT_POLICY
from claimtrack.engine.records import RAISED, Comparison, Relation
from claimtrack.engine.shares import check_shares
from claimtrack.engine.statements import kept_apart
from claimtrack.engine.sums import derive_sums
from claimtrack.engine.totals import compare_sum
from tests.engine.reports import read_report

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimtrack.engine.records import Assertion, Span

FIXTURES = Path(__file__).parents[2] / "fixtures"
ROWS: list[dict[str, Any]] = [
    json.loads(line)
    for line in (FIXTURES / "golden_reports.jsonl").read_text(encoding="utf-8").splitlines()
]
CLASSES = tomllib.loads(
    Path(__file__).with_name("golden_reports_open.toml").read_text(encoding="utf-8")
)
OPEN = {row: each["why"] for each in CLASSES.values() for row in each["rows"]}
#: Relations between words, for which the claims without a figure are looked up; else a row of
#: words says "quote".
OF_WORDS = frozenset({Relation.QUOTE_MISMATCH, Relation.ATTRIBUTION_MISMATCH})
BEATS = 10
EACH_RELATION = 10
BOTH_TABLES = 230


def rows_with_open(rows: Sequence[dict[str, Any]]) -> list[Any]:
    return [
        pytest.param(
            row,
            id=row["id"],
            marks=[pytest.mark.xfail(reason=OPEN[row["id"]], strict=True)]
            if row["id"] in OPEN
            else [],
        )
        for row in rows
    ]


def text_of(side: dict[str, Any]) -> str:
    return f"{side['headline']}\n{side['text']}" if "headline" in side else str(side["text"])


def read(side: dict[str, Any], report: str) -> tuple[Assertion, ...]:
    return read_report(
        text_of(side),
        report=report,
        published=date.fromisoformat(side["on"]),
        headline_end=len(side.get("headline", "")),
    )


def touches(span: Span, text: str, words: str) -> bool:
    start = text.index(words)
    return span.start < start + len(words) and start < span.end


def one_at(
    claims: Sequence[Assertion], text: str, words: str, *, figure: bool = True
) -> Assertion | None:
    """Return the first claim, with a figure or of words, that touches ``words``."""
    return next(
        (
            each
            for each in claims
            if (each.claim.quantity is not None) is figure and touches(each.claim.span, text, words)
        ),
        None,
    )


class Reading:
    """Both texts of a row, read; a second side without a text stands in the first one's."""

    def __init__(self, row: dict[str, Any]) -> None:
        self.first, self.second = row["a"], row["b"]
        self.one = "text" not in self.second
        self.figures = Relation(row["relation"]) not in OF_WORDS and not row.get("quote", False)
        self.text_a = text_of(self.first)
        self.text_b = self.text_a if self.one else text_of(self.second)
        self.claims_a = read(self.first, "report-1")
        self.claims_b = self.claims_a if self.one else read(self.second, "report-2")

    @property
    def sides(self) -> tuple[Assertion | None, Assertion | None]:
        return (
            one_at(self.claims_a, self.text_a, self.first["words"], figure=self.figures),
            one_at(self.claims_b, self.text_b, self.second["words"], figure=self.figures),
        )

    @property
    def comparison(self) -> Comparison | None:
        if isinstance(self.first["words"], list):
            return self._of_sum()
        a, b = self.sides
        if a is None or b is None:
            return None
        return self._of_share(a, b) or compare(a, b, DEFAULT_POLICY)

    def _of_sum(self) -> Comparison | None:
        total = one_at(self.claims_b, self.text_b, self.second["words"])
        parts = {one_at(self.claims_a, self.text_a, words) for words in self.first["words"]}
        if total is None:
            return None
        for derived in derive_sums(self.claims_a):
            if set(derived.parts) == parts:
                return compare_sum(derived, total, DEFAULT_POLICY)
        return None

    def _of_share(self, a: Assertion, b: Assertion) -> Comparison | None:
        for check in check_shares(self.claims_a, DEFAULT_POLICY):
            if {a, b} <= {check.share, check.part, check.whole}:
                return check.comparison
        return None


@pytest.mark.parametrize("row", rows_with_open(ROWS))
def test_golden_reports_get_their_relation(row: dict[str, Any]) -> None:
    comparison = Reading(row).comparison

    assert comparison is not None
    assert comparison.relation == Relation(row["relation"]), comparison.reasons


@pytest.mark.parametrize(
    "row",
    [
        row
        for row in ROWS
        if Relation(row["relation"]) in RAISED and "text" in row["b"] and row["id"] not in OPEN
    ],
    ids=lambda row: row["id"],
)
def test_golden_reports_that_must_be_raised_share_a_candidate_key(row: dict[str, Any]) -> None:
    a, b = Reading(row).sides

    assert a is not None
    assert b is not None
    assert Filing.of(a).meets(Filing.of(b))
    assert compare(b, a, DEFAULT_POLICY).relation == compare(a, b, DEFAULT_POLICY).relation


def test_no_golden_report_raises_two_figures_that_their_measures_keep_apart() -> None:
    apart = 0
    for row in ROWS:
        for side in (row[each] for each in "ab" if "text" in row[each]):
            for one, two in combinations(read(side, "report"), 2):
                if kept_apart(one, two):
                    apart += 1
                    assert not compare(one, two, DEFAULT_POLICY).raised, row["id"]
    assert apart >= EACH_RELATION


def test_golden_tables_hold_every_relation_and_more_look_alikes_than_conflicts() -> None:
    pairs = (FIXTURES / "golden_pairs.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [*ROWS, *map(json.loads, pairs)]
    relations = Counter(Relation(row["relation"]) for row in rows)

    assert len(rows) >= BOTH_TABLES
    assert set(relations) == set(Relation)
    assert min(relations.values()) >= EACH_RELATION
    assert sum(relations[each] for each in RAISED) * 2 <= relations.total()
    assert len({row["beat"] for row in ROWS}) == BEATS
    assert len({row["id"] for row in rows}) == len(rows)


def test_golden_open_list_names_rows_of_the_table_once() -> None:
    listed = [row for each in CLASSES.values() for row in each["rows"]]

    assert len(listed) == len(set(listed))
    assert set(listed) <= {row["id"] for row in ROWS}
