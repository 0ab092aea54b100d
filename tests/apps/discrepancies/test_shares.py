"""A share that does not fit the part and the whole beside it, from the text to the card."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from apps.discrepancies.models import Comparison, Discrepancy
from apps.discrepancies.services import discrepancy_assign
from apps.discrepancies.tally import pairs_counted
from apps.pipeline.rows import comparison_rows, discrepancy_rows
from apps.pipeline.stages import ORDER, stage_run
from apps.reports.enums import PublicationStatus
from apps.reports.models import Report
from apps.reports.services import report_set_status
from tests.apps.conftest import check

if TYPE_CHECKING:
    from typing import Any

    from apps.accounts.models import User

pytestmark = pytest.mark.django_db

MISCOUNTED = (
    "Storm strikes Calder\n\nOf the 200 houses in Calder, 150 (60%) were damaged, the mayor said "
    "on Monday."
)
RIGHT = MISCOUNTED.replace("60%", "75%")
RELAY = MISCOUNTED.replace("Storm strikes Calder", "Mayor counts the houses")


def told() -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return what was compared and raised, by natural keys."""
    return list(comparison_rows()), list(discrepancy_rows())


def test_share_that_does_not_fit_is_raised_with_one_line() -> None:
    check(MISCOUNTED, outlet="Harbour Post", external_id="storm")
    card = Discrepancy.objects.get()
    assert card.kind == "arithmetic"
    assert card.explanation == (
        "“60%” does not fit “150” of “200 houses”, which make 75% (mayor, 23 December 2024)."
    )
    assert card.positions == ["150..150", "60..60"]
    assert sum(pairs_counted().values()) == Comparison.objects.count()


def test_share_that_fits_raises_nothing_and_says_so() -> None:
    check(RIGHT, outlet="Harbour Post", external_id="storm")
    assert not Discrepancy.objects.exists()
    row = Comparison.objects.get(level="share")
    assert row.relation == "sum_consistent"
    assert {row.a.text, row.b.text} == {"75%", "150"}


def test_corrected_report_takes_the_card_away() -> None:
    check(MISCOUNTED, outlet="Harbour Post", external_id="storm")
    check(RIGHT, outlet="Harbour Post", external_id="storm")
    assert not Discrepancy.objects.exists()
    assert [row.relation for row in Comparison.objects.filter(level="share")] == ["sum_consistent"]


def test_card_stands_until_the_last_report_that_prints_it_is_withdrawn(
    people: dict[str, User],
) -> None:
    editor = people["edith"]
    check(MISCOUNTED, outlet="Harbour Post", external_id="storm")
    check(RELAY, outlet="Northern Wire", external_id="relay")
    card = Discrepancy.objects.get()
    discrepancy_assign(user=editor, discrepancy_id=card.pk, assignee=editor)
    for external_id, status in (("storm", "open"), ("relay", "lapsed")):
        report = Report.objects.get(external_id=external_id)
        report_set_status(user=editor, report_id=report.pk, status=PublicationStatus.CANCELED)
        version = report.versions.get(is_current=True)
        for name in ORDER:
            stage_run(version_id=version.pk, name=name)
        card.refresh_from_db()
        assert card.status == status
    assert not Comparison.objects.exists()


def test_order_of_reports_leaves_no_trace() -> None:
    check(MISCOUNTED, outlet="Harbour Post", external_id="storm")
    check(RELAY, outlet="Northern Wire", external_id="relay")
    plain = told()
    Report.objects.all().delete()
    Discrepancy.objects.all().delete()
    check(RELAY, outlet="Northern Wire", external_id="relay")
    check(MISCOUNTED, outlet="Harbour Post", external_id="storm")
    assert told() == plain
