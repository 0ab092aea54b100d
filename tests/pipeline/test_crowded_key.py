"""A key under which many stand: each statement meets a few, whichever report came first."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from apps.accounts.models import User
from apps.discrepancies.models import Comparison, Statement, StatementKey
from apps.discrepancies.tally import pairs_counted
from apps.pipeline.rows import comparison_rows, discrepancy_rows
from apps.pipeline.stages import ORDER, stage_run
from apps.reports.enums import PublicationStatus, StageState
from apps.reports.models import Report
from apps.reports.services import report_ingest, report_set_status
from claimtrack.engine.blocking import Tie
from tests.pipeline.test_order import empty

if TYPE_CHECKING:
    from collections.abc import Iterable

pytestmark = pytest.mark.django_db(transaction=True)

FIRST = date(2025, 3, 1)
#: More than twice what any key reaches, over a month.
MANY = 2 * max(each.neighbours for each in Tie) + 12
REPORTS = [
    {
        "external_id": f"toll-{number:03}",
        "outlet": f"Courier {number:03}",
        "published_on": FIRST + timedelta(days=number // 4),
        "content": f"Gunfire in Elsmark. At least {300 + 7 * number} Valdorian soldiers were "
        "killed in Elsmark, the Orlian army said.",
    }
    for number in range(MANY)
]


def bring_in(reports: Iterable[dict[str, Any]]) -> None:
    """Take reports in, one after the other."""
    for row in reports:
        version = report_ingest(**row).version
        run(version.pk)


def run(version_id: int) -> None:
    """Do every stage of a version that waits."""
    for name in ORDER:
        assert stage_run(version_id=version_id, name=name).state in {None, StageState.DONE}


def rows() -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return what was compared and raised, by natural keys."""
    raised = sorted(discrepancy_rows(), key=lambda row: (row["question"], row["kind"]))
    return list(comparison_rows()), raised


def rows_of_all() -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the rows of all reports in their order, and leave nothing behind."""
    bring_in(REPORTS)
    found = rows()
    empty()
    return found


@pytest.fixture(scope="module")
def some() -> list[dict[str, Any]]:
    """A handful of reports that all stand among the others."""
    return REPORTS[20:26]


@pytest.fixture
def without(some: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The rows of all reports but some."""
    bring_in(row for row in REPORTS if row not in some)
    found = rows()
    empty()
    return found


def test_statement_meets_a_few_however_many_share_its_key() -> None:
    bring_in(REPORTS)
    most = max(StatementKey.objects.filter(key=key).count() for key in _keys())
    assert most >= MANY
    for statement in Statement.objects.all():
        pairs = statement.comparisons_as_a.count() + statement.comparisons_as_b.count()
        assert pairs < MANY - 1
    assert sum(pairs_counted().values()) == Comparison.objects.count()


def test_crowded_key_gives_the_same_pairs_in_any_order() -> None:
    plain = rows_of_all()
    bring_in(random.Random(5).sample(REPORTS, MANY))  # noqa: S311  # no secret
    assert rows() == plain


def test_withdrawn_reports_leave_a_crowded_key_as_if_they_had_never_come(
    without: tuple[list[dict[str, Any]], list[dict[str, Any]]], some: list[dict[str, Any]]
) -> None:
    bring_in(REPORTS)
    editor = User.objects.create_superuser("edith", password="edith-of-elsmark")  # a test's
    for row in some:
        report = Report.objects.get(external_id=row["external_id"])
        report_set_status(user=editor, report_id=report.pk, status=PublicationStatus.CANCELED)
        run(report.versions.get(is_current=True).pk)
    assert rows() == without


def test_late_reports_push_others_apart_as_if_they_had_come_first(
    some: list[dict[str, Any]],
) -> None:
    plain = rows_of_all()
    bring_in(row for row in REPORTS if row not in some)
    bring_in(some)
    assert rows() == plain


def test_late_reports_push_others_apart_though_none_is_compared_before_all_are_grouped(
    some: list[dict[str, Any]],
) -> None:
    plain = rows_of_all()
    bring_in(row for row in REPORTS if row not in some)
    versions = [report_ingest(**row).version.pk for row in some]
    for name in ORDER:
        for pk in versions:
            stage_run(version_id=pk, name=name)
    assert rows() == plain


def test_earlier_relays_in_other_words_take_a_statement_from_a_crowded_key() -> None:
    told = "Storm on the coast. At least {} people were killed by Typhoon Merlo, the army said."
    storm = [row | {"content": told.format(300 + 7 * number)} for number, row in enumerate(REPORTS)]
    # Four speak for a statement: these do not name the storm, and sort before the one that does.
    relays = [
        row
        | {
            "external_id": f"early-{row['external_id']}-{letter}",
            "outlet": f"Herald {letter}",
            "content": str(row["content"]).replace(" by Typhoon Merlo", ""),
        }
        for row in storm[20:23]
        for letter in "abcd"
    ]
    bring_in(relays)
    bring_in(storm)
    plain = rows()
    empty()
    bring_in(storm)
    before = _places()
    bring_in(relays)
    assert before - _places()
    assert rows() == plain


def _places() -> set[tuple[str, int]]:
    return set(StatementKey.objects.order_by().values_list("statement__key", "key"))


def _keys() -> set[int]:
    return set(StatementKey.objects.order_by().values_list("key", flat=True))
