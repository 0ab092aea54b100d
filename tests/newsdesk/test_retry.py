"""A step of the work that failed: it is seen in the newsdesk, and tried again from there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.urls import reverse

from apps.accounts.enums import Role
from apps.accounts.services import roles_ensure, user_create
from apps.pipeline.stages import ORDER, stage_run
from apps.reports.enums import StageName, StageState
from apps.reports.models import Report, Stage
from tests.apps.conftest import ARMY, check

if TYPE_CHECKING:
    from apps.accounts.models import User

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def failed() -> Stage:
    """The last step of a report, given up after its last try."""
    roles_ensure()
    check(ARMY, outlet="Harbour Post", external_id="army")
    stage = Stage.objects.get(name=StageName.COMPARE)
    stage.state, stage.attempts, stage.error = StageState.FAILED, 5, "ValueError: <b>odd</b>"
    stage.save()
    return stage


def person(role: Role) -> User:
    """Make somebody of a role."""
    return user_create(username="somebody", role=role, password="long-enough-1")


def page_of(client: Client, report: Report) -> str:
    """Return the page of a report."""
    address = reverse("admin:reports_report_change", args=[report.pk])
    return client.get(address).content.decode()


def address_of(stage: Stage) -> str:
    """Return where the button sends."""
    version = stage.version
    return reverse("admin:reports_report_retry", args=[version.report_id, version.number])


@pytest.mark.parametrize("role", [Role.FACT_CHECKER, Role.EDITOR])
def test_failed_step_is_seen_and_tried_again(client: Client, failed: Stage, role: Role) -> None:
    client.force_login(person(role))
    page = page_of(client, failed.version.report)
    assert "It was tried 5 times" in page
    assert "ValueError: &lt;b&gt;odd&lt;/b&gt;" in page
    told = client.post(address_of(failed), {"stage": "compare"}, follow=True).content.decode()
    assert "It is tried again." in told
    assert "Try again" not in told
    for name in ORDER:
        stage_run(version_id=failed.version_id, name=name)
    failed.refresh_from_db()
    assert (failed.state, failed.error) == ("done", "")


def test_step_that_did_not_fail_is_left_alone(client: Client, failed: Stage) -> None:
    client.force_login(person(Role.EDITOR))
    told = client.post(address_of(failed), {"stage": "extract"}, follow=True).content.decode()
    assert "This step has not failed" in told
    assert Stage.objects.get(name=StageName.EXTRACT).state == "done"


@pytest.mark.parametrize(("stage", "code"), [("<i>x</i>", 400), ("", 400), ("compare\0", 400)])
def test_unknown_step_is_refused(client: Client, failed: Stage, stage: str, code: int) -> None:
    client.force_login(person(Role.EDITOR))
    answer = client.post(address_of(failed), {"stage": stage})
    assert (answer.status_code, "<i>" in answer.content.decode()) == (code, False)


def test_who_may_not_take_reports_in_may_not_retry(client: Client, failed: Stage) -> None:
    user = person(Role.EDITOR)
    user.groups.clear()
    user.user_permissions.clear()
    client.force_login(user)
    assert client.post(address_of(failed), {"stage": "compare"}).status_code == 403
    failed.refresh_from_db()
    assert failed.state == "failed"


def test_only_a_form_of_ours_retries(failed: Stage) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(person(Role.EDITOR))
    assert strict.post(address_of(failed), {"stage": "compare"}).status_code == 403
    failed.refresh_from_db()
    assert failed.state == "failed"
