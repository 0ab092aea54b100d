"""Every page of the newsdesk takes as many queries for many rows as for few."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from apps.accounts.enums import Role
from apps.accounts.services import roles_ensure, token_issue, user_create
from apps.discrepancies.models import Discrepancy
from apps.publishing.services import finding_publish
from apps.reports.models import Report
from apps.verifications.models import Verification
from apps.verifications.services import verification_approve
from tests.newsroom import FEW, MANY, conflict, findings, long_report, queries, relay

if TYPE_CHECKING:
    from django.test import Client

    from apps.accounts.models import User

pytestmark = pytest.mark.django_db

LISTS = (
    "discrepancies_discrepancy",
    "discrepancies_statement",
    "discrepancies_comparison",
    "reports_report",
    "claims_claim",
    "sources_source",
    "verifications_verification",
    "publishing_finding",
    "accounts_user",
    "accounts_apitoken",
)


@pytest.fixture
def author() -> User:
    """A fact-checker."""
    roles_ensure()
    return user_create(username="mara", role=Role.FACT_CHECKER, password="long-enough-1")


@pytest.fixture
def editor(client: Client, author: User) -> User:  # noqa: ARG001  # the roles are there first
    """Somebody who may see every page, logged in."""
    user = user_create(username="edith", role=Role.EDITOR, password="long-enough-1")
    user.is_superuser = True
    user.save()
    client.force_login(user)
    return user


def fill(first: int, last: int, author: User, editor: User) -> None:
    """Add conflicts with findings, half of them published, tokens and people."""
    for number in range(first, last):
        conflict(number)
        user_create(username=f"reader-{number}", role=Role.FACT_CHECKER, password="long-enough-1")
        token_issue(user=author, by=author, name=f"feed {number}")
    findings(author)
    waiting = Verification.objects.filter(status="submitted").order_by("pk")
    for verification in waiting[: (last - first) // 2]:
        verification_approve(user=editor, verification_id=verification.pk)
        finding_publish(user=editor, verification_id=verification.pk)


def test_lists_take_as_many_queries_for_many_rows_as_for_few(
    client: Client, author: User, editor: User
) -> None:
    pages = {name: partial(client.get, reverse(f"admin:{name}_changelist")) for name in LISTS}
    fill(0, FEW, author, editor)
    few = {name: queries(read) for name, read in pages.items()}
    fill(FEW, MANY, author, editor)
    assert {name: queries(read) for name, read in pages.items()} == few
    assert Discrepancy.objects.count() == MANY


def test_queue_in_each_state_takes_as_many_queries_for_many_rows_as_for_few(
    client: Client, author: User, editor: User
) -> None:
    address = reverse("admin:discrepancies_discrepancy_changelist")
    pages = {
        status: partial(client.get, address, {"status": status})
        for status in ("in review", "resolved")
    }
    fill(0, FEW, author, editor)
    few = {name: queries(read) for name, read in pages.items()}
    fill(FEW, MANY, author, editor)
    assert {name: queries(read) for name, read in pages.items()} == few


def test_pages_of_one_thing_take_as_many_queries_for_many_relays_as_for_few(
    client: Client, author: User, editor: User
) -> None:
    fill(0, 1, author, editor)
    report, discrepancy = Report.objects.earliest("pk"), Discrepancy.objects.get()
    verification = Verification.objects.get()
    pages = {
        name: partial(client.get, reverse(f"admin:{name}_change", args=[row.pk]))
        for name, row in (
            ("reports_report", report),
            ("discrepancies_discrepancy", discrepancy),
            ("verifications_verification", verification),
        )
    }
    for number in range(FEW):
        relay(0, number)
    few = {name: queries(read) for name, read in pages.items()}
    for number in range(FEW, MANY):
        relay(0, number)
    assert {name: queries(read) for name, read in pages.items()} == few


def test_long_report_takes_as_many_queries_as_a_short_one(client: Client, editor: User) -> None:  # noqa: ARG001  # logged in
    addresses = []
    for number in (FEW, MANY):
        report = long_report(number)
        addresses.append(reverse("admin:reports_report_change", args=[report.pk]))
    short, long = (queries(partial(client.get, address)) for address in addresses)
    assert long == short
