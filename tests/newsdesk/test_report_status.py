"""Withdrawing a report in the newsdesk, and putting it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from apps.accounts.enums import Role
from apps.accounts.services import roles_ensure, user_create
from apps.discrepancies.models import Discrepancy
from apps.pipeline.stages import ORDER, stage_run
from apps.reports.models import Report
from tests.apps.conftest import ARMY, PRESIDENT, check

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def report() -> Report:
    """A report on which a discrepancy rests."""
    roles_ensure()
    check(ARMY, outlet="Harbour Post", external_id="army")
    check(PRESIDENT, outlet="Northern Wire", external_id="president")
    assert Discrepancy.objects.get().status == "open"
    return Report.objects.get(external_id="president")


def log_in(client: Client, role: Role) -> None:
    """Log somebody of a role in."""
    client.force_login(user_create(username="somebody", role=role, password="long-enough-1"))


def change(client: Client, report: Report, status: str) -> tuple[int, str]:
    """Send the form of the report's page, do the work that waits; give the code and the page."""
    answer = client.post(
        reverse("admin:reports_report_status", args=[report.pk]), {"status": status}, follow=True
    )
    version = report.versions.get(is_current=True)
    for name in ORDER:
        stage_run(version_id=version.pk, name=name)
    return answer.status_code, answer.content.decode()


def test_editor_withdraws_a_report_and_puts_it_back(client: Client, report: Report) -> None:
    log_in(client, Role.EDITOR)
    _, told = change(client, report, "canceled")
    assert "Its claims leave the comparisons" in told
    assert "its claims take part in no comparison" in told
    assert not Discrepancy.objects.exists()
    assert report.versions.get().claims.exists()
    _, told = change(client, report, "usable")
    assert "Put back" in told
    assert Discrepancy.objects.get().status == "open"


def test_fact_checker_may_not_withdraw_a_report(client: Client, report: Report) -> None:
    log_in(client, Role.FACT_CHECKER)
    page = client.get(reverse("admin:reports_report_change", args=[report.pk])).content.decode()
    assert "Withdraw or put back" not in page
    change(client, report, "canceled")
    report.refresh_from_db()
    assert report.status == "usable"


def test_unknown_status_is_refused_by_name(client: Client, report: Report) -> None:
    log_in(client, Role.EDITOR)
    code, told = change(client, report, "<b>gone</b>")
    assert code == 400
    assert "&lt;b&gt;gone&lt;/b&gt;" in told
    report.refresh_from_db()
    assert report.status == "usable"


def test_card_that_somebody_holds_says_that_nothing_stands_on_it_any_more(
    client: Client, report: Report
) -> None:
    log_in(client, Role.EDITOR)
    card = Discrepancy.objects.get()
    client.post(reverse("admin:discrepancies_discrepancy_take", args=[card.pk]))
    address = reverse("admin:discrepancies_discrepancy_change", args=[card.pk])
    assert "Give back" in client.get(address).content.decode()
    change(client, report, "canceled")
    page = client.get(address).content.decode()
    assert "Nothing stands against anything here now" in page
    for offer in ("Take it", "Give back", "Hand to the editors", "Why it does not fit"):
        assert offer not in page
    change(client, report, "usable")
    page = client.get(address).content.decode()
    assert "The claims behind it came back." in page
    assert "Give back" in page
