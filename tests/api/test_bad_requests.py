"""Requests that no honest program sends: each gets its own error, and never a server error."""

from __future__ import annotations

from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connections

from apps.accounts.enums import Role
from apps.reports.models import Report, ReportVersion
from apps.reports.services import report_ingest
from apps.verifications.models import Verification
from apps.verifications.services import MAX_WORDS
from tests.newsroom import conflict

if TYPE_CHECKING:
    from collections.abc import Callable

    from rest_framework.test import APIClient

    from apps.accounts.models import User

pytestmark = pytest.mark.django_db

REPORTS = "/api/v1/reports/"
DEEP = 100_000
THREADS = 8


@pytest.mark.parametrize(
    "body", ["[" * DEEP, "[" * DEEP + "]" * DEEP, '{"text":' + "[" * DEEP + "]" * DEEP + "}"]
)
def test_json_nested_too_deep_is_a_bad_request(program: APIClient, body: str) -> None:
    answer = program.post(REPORTS, body, content_type="application/json")
    assert (answer.status_code, answer.json()["detail"]) == (
        400,
        "JSON parse error - it is nested too deep",
    )


@pytest.mark.parametrize("position", ["\0", "abc", "1.5", "-1", "9" * 5000])
def test_cursor_that_was_never_given_is_not_found(program: APIClient, position: str) -> None:
    cursor = b64encode(f"p={position}".encode()).decode()
    answer = program.get(REPORTS, {"cursor": cursor})
    assert (answer.status_code, answer.json()["detail"]) == (404, "Invalid cursor")


def test_rationale_of_a_book_is_refused(
    make_user: Callable[[str, Role], User], client_of: Callable[[User], APIClient]
) -> None:
    conflict(0)
    body = {"discrepancy": 1, "rating": "conflict stands", "rationale": "x" * (MAX_WORDS + 1)}
    mara = client_of(make_user("mara", Role.FACT_CHECKER))
    listed = mara.get("/api/v1/discrepancies/").json()["results"]
    answer = mara.post("/api/v1/verifications/", body | {"discrepancy": listed[0]["id"]})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "#/rationale")
    assert not Verification.objects.exists()


def at_once(take_in: Callable[[int], Any]) -> list[Any]:
    """Do something from many threads; each closes its connection."""

    def work(number: int) -> Any:
        try:
            return take_in(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=THREADS) as pool:
        return list(pool.map(work, range(THREADS)))


@pytest.mark.django_db(transaction=True)
def test_same_text_without_an_id_from_many_threads_is_one_report() -> None:
    text = "Mayor Ada Brook said on Monday that 12 homes burned."
    outcomes = at_once(
        lambda _number: (
            report_ingest(content=text, outlet="Harbour Post", published_on="2024-12-23").outcome
        )
    )
    assert sorted(outcomes) == ["created"] + ["duplicate"] * (THREADS - 1)
    assert Report.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_same_id_from_many_threads_is_one_report_with_a_version_a_text() -> None:
    at_once(
        lambda number: report_ingest(
            content=f"Mayor Ada Brook said on Monday that {12 + number % 2} homes burned.",
            outlet=f"Harbour Post {number % 2}",
            external_id="fire",
            published_on="2024-12-23",
        )
    )
    assert (Report.objects.count(), ReportVersion.objects.count()) == (1, 2)
    assert ReportVersion.objects.filter(is_current=True).count() == 1
