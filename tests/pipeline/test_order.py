"""The order law: the same reports give the same rows, however they come in."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, connections

from apps.discrepancies.models import Comparison, PairCount, Question
from apps.discrepancies.tally import pairs_counted, pairs_fold
from apps.pipeline.rows import claim_rows, comparison_rows, discrepancy_rows
from apps.pipeline.stages import ORDER, StageOutcome, next_stage, stage_run
from apps.reports.models import Report, ReportVersion, Stage
from apps.reports.services import report_ingest
from apps.sources.models import Source
from tests.pipeline.story import MANIFEST, SEEDS, play

pytestmark = pytest.mark.django_db(transaction=True)

#: Relays, a misreport, a drift, sums and contradictions in a handful of reports.
REPORTS = [
    row
    for row in MANIFEST["report"]
    if any(
        each in row["id"]
        for each in (
            "afghanboys",
            "ukrainska",
            "tidewater",
            "ssj",
            "kyiv-indep",
            "kbs",
            "inforeader",
        )
    )
]


def rows() -> dict[str, list[dict[str, Any]]]:
    """Return everything that the law speaks of, by natural keys."""
    return {
        "claims": list(claim_rows()),
        "comparisons": list(comparison_rows()),
        "discrepancies": sorted(discrepancy_rows(), key=lambda row: (row["question"], row["kind"])),
    }


def empty() -> None:
    """Empty the tables between two plays."""
    tables = ", ".join(
        f'"{model._meta.db_table}"' for model in (Report, Source, Question, PairCount)
    )
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {tables} RESTART IDENTITY CASCADE")


@pytest.fixture
def plain() -> dict[str, list[dict[str, Any]]]:
    play(REPORTS)
    found = rows()
    assert {row["kind"] for row in found["discrepancies"]} >= {"contradiction", "measure_drift"}
    empty()
    return found


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_rows_are_equal_in_any_order_of_ingest(
    plain: dict[str, list[dict[str, Any]]], seed: int
) -> None:
    shuffled = random.Random(seed).sample(REPORTS, len(REPORTS))  # noqa: S311  # no secret
    play(shuffled)
    assert rows() == plain


def test_rows_are_equal_when_all_is_grouped_before_any_is_compared(
    plain: dict[str, list[dict[str, Any]]],
) -> None:
    versions = [take_in(row) for row in REPORTS]
    for name in ORDER:
        for version_id in reversed(versions):
            stage_run(version_id=version_id, name=name)
    assert rows() == plain


def test_rows_are_equal_with_two_workers_at_once(plain: dict[str, list[dict[str, Any]]]) -> None:
    versions = [take_in(row) for row in REPORTS]
    with ThreadPoolExecutor(max_workers=2) as pool:
        list(pool.map(work_through, [versions, versions[::-1]]))
    assert rows() == plain


def test_repeated_stages_add_nothing(plain: dict[str, list[dict[str, Any]]]) -> None:
    play(REPORTS)
    for version in ReportVersion.objects.all():
        for name in ORDER:
            assert stage_run(version_id=version.pk, name=name) == StageOutcome(None)
    Stage.objects.exclude(name="extract").update(state="waiting")
    for version in ReportVersion.objects.all():
        for name in ORDER[1:]:
            stage_run(version_id=version.pk, name=name)
    assert rows() == plain


def test_pairs_counted_are_the_comparisons_before_and_after_a_fold() -> None:
    play(REPORTS)
    counted = pairs_counted()
    assert sum(counted.values()) == Comparison.objects.count()
    assert pairs_fold() > 0
    assert pairs_counted() == counted
    assert PairCount.objects.count() == len(counted)


def take_in(row: dict[str, Any]) -> int:
    """Take one report of the seeds in and return its version."""
    return report_ingest(
        content=(SEEDS / row["file"]).read_bytes(),
        outlet=row["outlet"],
        url=row.get("url", ""),
        published_on=row["published_on"],
        external_id=row["id"],
    ).version.pk


def work_through(version_ids: list[int]) -> None:
    """Do what a worker does with its queue, until nothing is left to take."""
    try:
        while any(next_stage(version_id=each) for each in version_ids):
            for version_id in version_ids:
                name = next_stage(version_id=version_id)
                if name is not None:
                    stage_run(version_id=version_id, name=name)
    finally:
        connections.close_all()
