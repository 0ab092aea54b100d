"""Requests that no honest program sends: each gets its own error, and never a server error."""

from __future__ import annotations

from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from django.db import connections
from django.test import override_settings

from apps.accounts.enums import Role
from apps.reports.models import Report, ReportVersion
from apps.reports.services import report_ingest
from apps.sources.services import source_resolve
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


GOOD = {"text": "Fire\n\n12 homes burned.", "outlet": "Post", "published_on": "2024-12-23"}


def test_unknown_field_is_refused_by_name(program: APIClient) -> None:
    answer = program.post(REPORTS, GOOD | {"status": "withheld", "headlin": "Fire"})
    pointers = [each["pointer"] for each in answer.json()["errors"]]
    assert (answer.status_code, pointers) == (400, ["#/headlin", "#/status"])
    assert not Report.objects.exists()


@pytest.mark.parametrize("sent", [{"id": "a\nb"}, {}])
def test_id_that_is_refused_has_the_name_that_was_sent(
    program: APIClient, sent: dict[str, str]
) -> None:
    answer = program.post(REPORTS, GOOD | sent, headers={"Idempotency-Key": "x" * 300})
    pointers = [each["pointer"] for each in answer.json()["errors"]]
    assert (answer.status_code, pointers) == (400, ["#/id"])


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("claims/?current=maybe", "current"),
        ("sources/?provisional=x", "provisional"),
        ("claims/?page_size=abc", "page_size"),
        ("claims/?page_size=0", "page_size"),
        ("claims/?page_size=-1", "page_size"),
        ("claims/?page_size=", "page_size"),
        (f"claims/?page_size={'9' * 5000}", "page_size"),
    ],
)
def test_value_that_is_not_understood_is_refused_by_name(
    program: APIClient, address: str, name: str
) -> None:
    answer = program.get(f"/api/v1/{address}")
    pointers = [each["pointer"] for each in answer.json()["errors"]]
    assert (answer.status_code, pointers) == (400, [f"#/{name}"])


@pytest.mark.parametrize("yes", ["true", "True", "1"])
def test_yes_and_no_narrow_a_list(program: APIClient, yes: str) -> None:
    made = source_resolve(name="Harbour Post")
    for asked, found in ((yes, [made.key]), ("false", []), ("0", []), ("", [made.key])):
        rows = program.get("/api/v1/sources/", {"provisional": asked}).json()["results"]
        assert [each["key"] for each in rows] == found


def test_body_that_is_too_large_is_answered_with_problem_details(
    program: APIClient,
) -> None:
    with override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=1000):
        answer = program.post(REPORTS, GOOD | {"text": "12 homes burned. " * 100})
    assert (answer.status_code, answer["Content-Type"]) == (413, "application/problem+json")
    assert answer.json()["detail"] == "The body has more than 1,000 bytes."


def test_error_names_the_request_under_which_it_is_in_the_log(program: APIClient) -> None:
    for address in ("/api/v1/claims/?nope=1", "/api/v1/nowhere/"):
        assert UUID(program.get(address).json()["request_id"])


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
