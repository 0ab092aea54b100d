"""Withdrawing a report through the API, and putting it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from apps.accounts.enums import Role
from apps.discrepancies.models import Discrepancy
from apps.pipeline.stages import ORDER, stage_run
from apps.reports.models import Report, Stage
from tests.apps.conftest import ARMY, PRESIDENT, check

if TYPE_CHECKING:
    from collections.abc import Callable

    from rest_framework.test import APIClient

    from apps.accounts.models import User

pytestmark = pytest.mark.usefixtures("redis_client")

ADDRESS = "/api/v1/reports/president/status/"


@pytest.fixture
def report(db: None) -> Report:  # noqa: ARG001  # it opens the database
    """A report on which a discrepancy rests."""
    check(ARMY, outlet="Harbour Post", external_id="army")
    return check(PRESIDENT, outlet="Northern Wire", external_id="president").report


@pytest.fixture
def editor(
    make_user: Callable[[str, Role], User], client_of: Callable[[User], APIClient]
) -> APIClient:
    """A client of an editor."""
    return client_of(make_user("edith", Role.EDITOR))


def work() -> None:
    """Do what waits for the report."""
    version = Report.objects.get(external_id="president").versions.get(is_current=True)
    for name in ORDER:
        stage_run(version_id=version.pk, name=name)


def test_editor_withdraws_a_report_and_puts_it_back(editor: APIClient, report: Report) -> None:
    answer = editor.post(ADDRESS, {"status": "canceled"}, format="json")
    assert (answer.status_code, answer.json()["status"]) == (200, "canceled")
    waiting = Stage.objects.filter(version__report=report, state="waiting")
    assert sorted(waiting.values_list("name", flat=True)) == ["compare", "group"]
    work()
    assert not Discrepancy.objects.exists()
    assert editor.get("/api/v1/claims/").json()["results"] != []
    answer = editor.post(ADDRESS, {"status": "usable"}, format="json")
    assert (answer.status_code, answer.json()["status"]) == (200, "usable")
    work()
    assert Discrepancy.objects.get().status == "open"


def test_status_that_stands_already_makes_no_work(editor: APIClient, report: Report) -> None:
    assert editor.post(ADDRESS, {"status": "usable"}, format="json").status_code == 200
    assert not Stage.objects.filter(version__report=report, state="waiting").exists()


@pytest.mark.parametrize("role", [Role.API_CLIENT, Role.FACT_CHECKER])
def test_only_an_editor_may_withdraw_a_report(
    make_user: Callable[[str, Role], User],
    client_of: Callable[[User], APIClient],
    report: Report,
    role: Role,
) -> None:
    answer = client_of(make_user("somebody", role)).post(
        ADDRESS, {"status": "canceled"}, format="json"
    )
    assert answer.status_code == 403
    assert answer.json()["detail"] == "somebody may not change the status of a report."
    report.refresh_from_db()
    assert report.status == "usable"


@pytest.mark.parametrize("body", [{}, {"status": ""}, {"status": "gone"}, {"status": None}])
def test_bad_status_is_refused_by_name(
    editor: APIClient, report: Report, body: dict[str, Any]
) -> None:
    answer = editor.post(ADDRESS, body, format="json")
    assert answer.status_code == 400
    assert [each["pointer"] for each in answer.json()["errors"]] == ["#/status"]
    report.refresh_from_db()
    assert report.status == "usable"


def test_unknown_report_is_not_found(editor: APIClient) -> None:
    answer = editor.post("/api/v1/reports/nobody/status/", {"status": "canceled"}, format="json")
    assert answer.status_code == 404
