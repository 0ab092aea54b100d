"""The first story, written down by hand: what each figure of it is to each other one."""

from __future__ import annotations

from typing import Any

import pytest

from claimtrack.engine.blocking import Filing, question_of
from claimtrack.engine.compare import compare
from claimtrack.engine.explain import explain
from claimtrack.engine.policy import DEFAULT_POLICY
from claimtrack.engine.records import Assertion, Relation
from claimtrack.engine.statements import group_statements
from claimtrack.engine.sums import derive_sums
from claimtrack.engine.totals import compare_sum
from tests.engine.assertions import assertion

TROOPS = "north-korean troop"
HURT = "killed-or-wounded"


def fact(
    exact: str, figure: str, measure: str, by: str, on: str, report: str, **more: Any
) -> Assertion:
    record = {
        "exact": exact,
        "figure": figure,
        "measure": measure,
        "by": by,
        "on": on,
        "report": report,
        "who": TROOPS,
    }
    return assertion(record | more)


MP = ["Reuters", "Lee Seong-kweun"]
BRIEFING = "At least 100 have been killed and the number of wounded is approaching 1,000."
TALLY = "About 300 were killed and about 2,700 wounded, 3,000 in all."
PLANNED = {"modality": "planned", "window": "planned"}
SEED = {"on": "2025-06-18", "report": "seed"}
APRIL: dict[str, Any] = {
    "as_of": "2025-04-01..2025-04-30",
    "modality": "estimated",
    "unnamed": True,
}

FACTS = {
    "K1": fact(
        "several hundred casualties", "?200..999", HURT, "us-official", "2024-12-18", "times",
        unnamed=True, said_on="2024-12-17",
    ),
    "K1 retold": fact(
        "several hundred casualties", "?200..999", HURT, "us-official", "2024-12-18", "copy",
        unnamed=True, said_on="2024-12-17", at=200,
    ),
    "K2": fact(
        "Hundreds of North Korean troops", "?200..999", "killed", "us-official", "2024-12-18",
        "copy", unnamed=True, section="headline",
    ),
    "K3": fact("exceeded 200", ">200", "losses", "kovalenko", "2024-12-18", "rbc"),
    "K4a": fact(
        "At least 100", ">=100", "killed", "nis", "2024-12-19", "pravda", via=MP,
        sentence=BRIEFING,
    ),
    "K4b": fact(
        "approaching 1,000", "^1000", "wounded", "nis", "2024-12-19", "pravda", via=MP,
        sentence=BRIEFING,
    ),
    "K4b misquoted": fact(
        "another 1,000", "=1000", "wounded", "nis", "2024-12-19", "courier", via=MP
    ),
    "K4b by a lawmaker": fact(
        "another 1,000", "=1000", "wounded", "a-lawmaker", "2024-12-19", "courier", unnamed=True
    ),
    "K6": fact("about 1,100", "~1100", HURT, "jcs", "2024-12-23", "ssj"),
    "K7": fact("more than 3,000", ">3000", HURT, "zelensky", "2024-12-23", "kyiv"),
    "K8": fact(
        "more than 1,000", ">1000", HURT, "kirby", "2024-12-27", "devdiscourse",
        window="the past week: 2024-12-20..2024-12-27",
    ),
    "K9a": fact("3,800", "=3800", HURT, "zelensky", "2025-01-05", "inforeader"),
    "K9b": fact("12,000", "=12000", "deployed", "zelensky", "2025-01-05", "inforeader", at=90),
    "K11a": fact(
        "About 300", "~300", "killed", "nis", "2025-01-13", "kbs", sentence=TALLY
    ),
    "K11b": fact(
        "about 2,700", "~2700", "wounded", "nis", "2025-01-13", "kbs", sentence=TALLY
    ),
    "K11c": fact(
        "3,000 in all", "~3000", HURT, "nis", "2025-01-13", "kbs", sentence=TALLY,
        modality="estimated",
    ),
    "K12": fact(
        "5,000 military construction workers", "=5000", "to-be-sent", "shoigu", "2025-06-17",
        "mid-day", **PLANNED, who="north-korean military-construction-worker",
        siblings=[[50, 64, "1,000 deminers"]],
    ),
    "K13": fact(
        "1,000 deminers", "=1000", "to-be-sent", "shoigu", "2025-06-17", "mid-day", **PLANNED,
        who="north-korean deminer", at=50,
    ),
    "K14": fact(
        "6,000 military engineers and construction workers", "=6000", "to-be-sent", "shoigu",
        "2025-06-17", "joongang", **PLANNED, who="north-korean military worker",
    ),
    "S1": fact(
        "thousands of workers", "?2000..9999", "to-be-sent", "seed", **SEED, **PLANNED,
        who="north-korean worker",
    ),
    "S3": fact(
        "around 5,000 people", "~5000", "to-be-sent", "shoigu", **SEED, **PLANNED,
        who="north-korean military person", at=400,
    ),
    "S5": fact(
        "around 15,000 North Koreans", "~15000", "working", "nis", **SEED,
        who="north-korean person", at=900,
    ),
    "S6": fact(
        "over 1,000 North Korean troops", ">1000", "killed", "western-intelligence", **SEED,
        window="90 days", modality="possible", at=1200,
    ),
    "S7": fact(
        "4,700", "=4700", HURT, "seoul-lawmaker", **SEED, **APRIL, who="north-korean person",
        at=1400,
    ),
    "S8": fact(
        "600 deaths", "=600", "killed", "seoul-lawmaker", **SEED, **APRIL,
        who="north-korean person", at=1420, part_of=[1400, 1405, "4,700"],
    ),
}  # fmt: skip

PAIRS = [
    ("K6", "K7", Relation.CONTRADICTION),
    ("K4a", "K7", Relation.DIFFERENT_MEASURE),
    ("K7", "K9a", Relation.UPDATE),
    ("K8", "K7", Relation.DIFFERENT_WINDOW),
    ("K1", "K6", Relation.COMPATIBLE),
    ("K2", "K1 retold", Relation.MEASURE_DRIFT),
    ("K3", "K7", Relation.CANNOT_TELL),
    ("K4b", "K4a", Relation.DIFFERENT_MEASURE),
    ("K6", "K11c", Relation.UPDATE),
    ("K9b", "K12", Relation.DIFFERENT_MEASURE),
    ("S6", "S8", Relation.CONTRADICTION),
    ("S8", "S7", Relation.PART_OF),
    ("S3", "S1", Relation.COMPATIBLE),
    ("S5", "S7", Relation.DIFFERENT_MEASURE),
    ("S6", "S7", Relation.DIFFERENT_MEASURE),
    ("K1", "K1 retold", Relation.REPEAT),
    ("K4b", "K4b misquoted", Relation.MISREPORT),
    ("K4b", "K4b by a lawmaker", Relation.MISREPORT),
    ("K9a", "K11c", Relation.CONTRADICTION),
    ("K7", "K11c", Relation.COMPATIBLE),
    ("K9a", "S7", Relation.UPDATE),
    ("K11a", "S8", Relation.UPDATE),
    ("K8", "K6", Relation.DIFFERENT_WINDOW),
    ("S6", "K11a", Relation.DIFFERENT_WINDOW),
    ("S6", "K4a", Relation.DIFFERENT_WINDOW),
]
SUMS = [
    (("K4a", "K4b"), "K6", Relation.SUM_CONSISTENT),
    (("K11a", "K11b"), "K11c", Relation.SUM_CONSISTENT),
    (("K12", "K13"), "K14", Relation.SUM_CONSISTENT),
    (("K11a", "K11b"), "K6", Relation.UPDATE),
    (("K12", "K13"), "S1", None),
]


@pytest.mark.parametrize(("a", "b", "relation"), PAIRS)
def test_pair_of_the_story_gets_its_relation_and_meets(a: str, b: str, relation: Relation) -> None:
    first, second = FACTS[a], FACTS[b]
    assert compare(first, second, DEFAULT_POLICY).relation == relation
    assert Filing.of(first).meets(Filing.of(second))


@pytest.mark.parametrize(("parts", "total", "relation"), SUMS)
def test_sum_of_the_story_gets_its_relation(
    parts: tuple[str, ...], total: str, relation: Relation | None
) -> None:
    (derived,) = derive_sums(FACTS[part] for part in parts)
    comparison = compare_sum(derived, FACTS[total], DEFAULT_POLICY)
    assert (comparison.relation if comparison else None) == relation
    if relation is not None:
        assert Filing.of(derived.total).meets(Filing.of(FACTS[total]))


def test_rivals_of_one_day_name_the_as_of_day_that_is_missing() -> None:
    comparison = compare(FACTS["K6"], FACTS["K7"], DEFAULT_POLICY)
    assert "the as-of days of “more than 3,000” and “about 1,100”" in comparison.missing
    line = explain(comparison, FACTS["K6"], FACTS["K7"], DEFAULT_POLICY)
    assert "“more than 3,000” and “about 1,100” give no as-of day" in line


def test_part_above_its_whole_names_both_uncertainties_and_is_less_certain() -> None:
    comparison = compare(FACTS["S6"], FACTS["S8"], DEFAULT_POLICY)
    assert comparison.certainty < compare(FACTS["K6"], FACTS["K7"], DEFAULT_POLICY).certainty
    assert {
        "the as-of day of “over 1,000 North Korean troops”",
        "whether “over 1,000 North Korean troops” is sure",
    } <= set(comparison.missing)


def test_rivals_answer_one_question() -> None:
    assert question_of(FACTS["K6"]) == question_of(FACTS["K7"])
    assert question_of(FACTS["K7"]).key == question_of(FACTS["K9a"]).key


def test_story_has_one_statement_for_each_utterance() -> None:
    groups = group_statements(FACTS.values(), DEFAULT_POLICY)
    retold = [group for group in groups if len(group.assertions) > 1]
    assert [group.assertions for group in retold] == [(FACTS["K1 retold"], FACTS["K1"])]
