"""Reports that are withdrawn or corrected: their claims leave a discrepancy, its row stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from apps.claims.models import Claim
from apps.discrepancies.models import Comparison
from apps.discrepancies.services import discrepancy_assign
from apps.discrepancies.tally import pairs_counted
from apps.pipeline.stages import ORDER, stage_run
from apps.reports.enums import PublicationStatus
from apps.reports.models import Report
from apps.reports.services import report_set_status
from tests.apps.conftest import PRESIDENT, check

if TYPE_CHECKING:
    from apps.accounts.models import User
    from apps.discrepancies.models import Discrepancy

pytestmark = pytest.mark.django_db
People = dict[str, "User"]

AGREEING = PRESIDENT.replace("more than 3,000", "about 1,100")


@pytest.fixture
def editor(people: People, discrepancy: Discrepancy) -> User:
    """An editor who holds the discrepancy, so that it is kept whatever becomes of its claims."""
    user = people["edith"]
    user.is_superuser = True
    user.save()
    discrepancy_assign(user=user, discrepancy_id=discrepancy.pk, assignee=user)
    return user


def set_status(user: User, status: PublicationStatus) -> None:
    """Set the status of the president's report and do what waits for it."""
    report = Report.objects.get(external_id="president")
    report_set_status(user=user, report_id=report.pk, status=status)
    version = report.versions.get(is_current=True)
    for name in ORDER:
        stage_run(version_id=version.pk, name=name)


def test_withdrawn_report_leaves_the_discrepancy_and_its_claims_are_kept(
    editor: User, discrepancy: Discrepancy
) -> None:
    claims = Claim.objects.count()
    set_status(editor, PublicationStatus.CANCELED)
    discrepancy.refresh_from_db()
    assert (discrepancy.status, discrepancy.assigned_to) == ("lapsed", editor)
    assert discrepancy.comparisons.count() == 0
    assert Claim.objects.count() == claims
    assert sum(pairs_counted().values()) == Comparison.objects.count()


def test_restored_report_reopens_the_discrepancy_and_it_says_why(
    editor: User, discrepancy: Discrepancy
) -> None:
    set_status(editor, PublicationStatus.CANCELED)
    set_status(editor, PublicationStatus.USABLE)
    discrepancy.refresh_from_db()
    assert discrepancy.status == "open"
    assert discrepancy.reopened_because == "The claims behind it came back."


def test_corrected_report_leaves_the_discrepancy(editor: User, discrepancy: Discrepancy) -> None:
    check(AGREEING, outlet="Northern Wire", external_id="president")
    discrepancy.refresh_from_db()
    assert (discrepancy.status, discrepancy.assigned_to) == ("lapsed", editor)
    assert Report.objects.get(external_id="president").versions.count() == 2
