from __future__ import annotations

import json
from datetime import date
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.engine.blocking import Filing
from claimtrack.engine.compare import compare
from claimtrack.engine.policy import DEFAULT_POLICY
from claimtrack.engine.records import RAISED, Comparison, Reason, Relation
from claimtrack.engine.sums import derive_sums
from claimtrack.engine.totals import compare_sum
from tests.engine.assertions import assertion

ROWS: list[dict[str, Any]] = [
    json.loads(line)
    for line in (Path(__file__).parents[2] / "fixtures" / "golden_pairs.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]
PAIRS = [row for row in ROWS if "a" in row]
SUMS = [row for row in ROWS if "parts" in row]


def turned(comparison: Comparison) -> Comparison:
    reasons = tuple(Reason(each.text, each.b, each.a) for each in comparison.reasons)
    return Comparison(
        comparison.relation, comparison.level, reasons, comparison.certainty, comparison.missing
    )


@pytest.mark.parametrize("row", PAIRS, ids=lambda row: row["id"])
def test_golden_pair_gets_its_relation(row: dict[str, Any]) -> None:
    comparison = compare(assertion(row["a"]), assertion(row["b"]), DEFAULT_POLICY)
    assert comparison.relation == Relation(row["relation"]), comparison.reasons


@pytest.mark.parametrize("row", PAIRS, ids=lambda row: row["id"])
def test_golden_pair_is_the_same_from_either_side(row: dict[str, Any]) -> None:
    a, b = assertion(row["a"]), assertion(row["b"])
    assert compare(b, a, DEFAULT_POLICY) == turned(compare(a, b, DEFAULT_POLICY))


@pytest.mark.parametrize("row", SUMS, ids=lambda row: row["id"])
def test_golden_sum_gets_its_relation(row: dict[str, Any]) -> None:
    total = assertion(row["total"])
    found = {
        comparison.relation
        for parts in permutations(row["parts"])
        for derived in derive_sums(assertion(part) for part in parts)
        if (comparison := compare_sum(derived, total, DEFAULT_POLICY)) is not None
    }
    assert found == {Relation(row["relation"])}


@pytest.mark.parametrize(
    "row", [row for row in PAIRS if Relation(row["relation"]) in RAISED], ids=lambda row: row["id"]
)
def test_golden_pair_that_must_be_raised_shares_a_candidate_key(row: dict[str, Any]) -> None:
    assert Filing.of(assertion(row["a"])).meets(Filing.of(assertion(row["b"])))


def test_golden_table_has_every_relation_and_more_look_alikes_than_conflicts() -> None:
    relations = [Relation(row["relation"]) for row in ROWS]
    assert set(relations) == set(Relation)
    assert sum(relation in RAISED for relation in relations) * 2 <= len(relations)
    assert len({row["id"] for row in ROWS}) == len(ROWS)
    assert len({row["beat"] for row in ROWS}) == 10


FIGURES = st.one_of(
    st.builds(
        "{}{}".format, st.sampled_from(["=", "~", ">", ">=", "<", "<=", "^"]), st.integers(1, 9999)
    ),
    st.builds(
        lambda sign, low, more: f"{sign}{low}..{low + more}",
        st.sampled_from(["", "?"]),
        st.integers(1, 999),
        st.integers(1, 999),
    ),
)
DAYS = st.dates(date(2031, 1, 1), date(2031, 3, 1)).map(str)
RECORDS = st.fixed_dictionaries(
    {
        "exact": st.sampled_from(["about 900", "a thousand", "the other figure"]),
        "figure": FIGURES,
        "measure": st.sampled_from(
            ["killed", "killed-or-wounded", "losses", "deployed", "price", ""]
        ),
        "who": st.sampled_from(["", "person", "valdorian troop", "valdorian person", "woman"]),
        "place": st.sampled_from(["", "spain", "valencia", "france"]),
        "window": st.sampled_from(
            ["", "to date", "90 days", "the week: 2031-01-01..2031-01-07", "planned"]
        ),
        "modality": st.sampled_from(["asserted", "possible", "estimated", "planned", "denied"]),
        "by": st.sampled_from(["mayor", "police", "an-official"]),
        "unnamed": st.booleans(),
        "report": st.sampled_from(["r1", "r2", "r3"]),
        "section": st.sampled_from(["headline", "body"]),
        "on": DAYS,
        "at": st.integers(0, 300),
        "quote": st.sampled_from(["", "direct", "indirect"]),
        "unit": st.sampled_from(["person", "troop", "brigade"]),
    },
    optional={"as_of": DAYS, "said_on": DAYS, "denied": st.booleans()},
)
QUOTES = st.fixed_dictionaries(
    {
        "exact": st.sampled_from(
            [
                "we will not leave this town",
                "we will leave this town",
                "We will never leave this old town.",
                "not a word",
                "’",
            ]
        ),
        "by": st.sampled_from(["mayor", "police"]),
        "unnamed": st.booleans(),
        "quote": st.sampled_from(["direct", "indirect"]),
        "report": st.sampled_from(["r1", "r2"]),
        "on": DAYS,
        "denied": st.booleans(),
    }
)
ANY = st.one_of(RECORDS, QUOTES)


@given(ANY, ANY)
def test_comparison_is_the_same_from_either_side(a: dict[str, Any], b: dict[str, Any]) -> None:
    first, second = assertion(a), assertion(b)
    forward = compare(first, second, DEFAULT_POLICY)
    assert compare(second, first, DEFAULT_POLICY) == turned(forward) or first == second
    assert compare(assertion(a), assertion(b), DEFAULT_POLICY) == forward


@given(ANY)
def test_claim_compared_with_itself_is_a_repeat(record: dict[str, Any]) -> None:
    a = assertion(record)
    assert compare(a, a, DEFAULT_POLICY).relation == Relation.REPEAT


@given(ANY, ANY)
def test_certainty_is_a_share_and_every_answer_has_a_reason(
    a: dict[str, Any], b: dict[str, Any]
) -> None:
    comparison = compare(assertion(a), assertion(b), DEFAULT_POLICY)
    assert 0 < comparison.certainty <= 1
    assert all(reason.text and (reason.a or reason.b) for reason in comparison.reasons)


@given(
    RECORDS,
    RECORDS,
    st.integers(100, 900),
    st.integers(0, 99),
    st.integers(100, 900),
    st.integers(0, 99),
    st.integers(0, 50),
    st.integers(0, 50),
)
def test_widening_a_range_never_makes_a_conflict(
    a: dict[str, Any],
    b: dict[str, Any],
    low_a: int,
    size_a: int,
    low_b: int,
    size_b: int,
    below: int,
    above: int,
) -> None:
    other = assertion(b | {"figure": f"{low_b}..{low_b + size_b}"})
    narrow = assertion(a | {"figure": f"{low_a}..{low_a + size_a}"})
    wide = assertion(a | {"figure": f"{low_a - below}..{low_a + size_a + above}"})
    if compare(narrow, other, DEFAULT_POLICY).relation != Relation.CONTRADICTION:
        assert compare(wide, other, DEFAULT_POLICY).relation != Relation.CONTRADICTION
