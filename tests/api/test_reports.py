from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from rest_framework.test import APIClient

from apps.reports.models import Report, ReportVersion, Stage

if TYPE_CHECKING:
    from redis import Redis

pytestmark = pytest.mark.usefixtures("redis_client")

GOOD: dict[str, Any] = {
    "id": "storm-1",
    "text": "Storm kills twelve\n\nTwelve people were killed in the storm, police said.",
    "url": "https://www.harbour-post.example/storm",
    "outlet": "Harbour Post",
    "published_on": "2024-12-23",
}


def post(client: APIClient, **changes: Any) -> Any:
    body = {name: value for name, value in (GOOD | changes).items() if value is not None}
    return client.post("/api/v1/reports/", body, format="json")


def test_report_is_created_with_its_stages_waiting(program: APIClient) -> None:
    answer = post(program)
    assert answer.status_code == 201
    assert answer.data["outcome"] == "created"
    read = program.get("/api/v1/reports/storm-1/").json()
    assert read["versions"][0]["text"] == GOOD["text"]
    assert [each["state"] for each in read["versions"][0]["stages"]] == ["waiting"] * 3


def test_report_sent_twice_is_one_report(program: APIClient) -> None:
    post(program)
    answer = post(program)
    assert (answer.status_code, answer.data["outcome"]) == (200, "duplicate")
    assert Report.objects.count() == 1


def test_report_sent_twice_under_one_idempotency_key_is_one_report(program: APIClient) -> None:
    for _ in range(2):
        body = {name: value for name, value in GOOD.items() if name not in ("id", "url")}
        program.post("/api/v1/reports/", body, format="json", headers={"Idempotency-Key": "k-7"})
    assert list(Report.objects.values_list("external_id", flat=True)) == ["k-7"]


def test_same_address_with_new_text_is_a_new_version(program: APIClient) -> None:
    post(program)
    answer = post(program, id=None, text="Storm kills fourteen\n\nFourteen people were killed.")
    assert (answer.status_code, answer.data["outcome"]) == (201, "revised")
    versions = ReportVersion.objects.order_by("number")
    assert [(each.number, each.is_current) for each in versions] == [(1, False), (2, True)]


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"text": ""}, "#/text"),
        ({"text": "   \n "}, "#/text"),
        ({"text": "word " * 1_000_000}, "#/text"),
        ({"text": None}, "#/text"),
        ({"published_on": None}, "#/published_on"),
        ({"published_on": "2024-02-30"}, "#/published_on"),
        ({"published_on": "yesterday"}, "#/published_on"),
        ({"published_on": (dt.date.today() + dt.timedelta(days=9)).isoformat()}, "#/published_on"),  # noqa: DTZ011  # a week more or less
        ({"published_on": "0100-01-01"}, "#/published_on"),
        ({"url": "javascript:alert(1)"}, "#/url"),
        ({"url": None, "outlet": None}, "#/outlet"),
        ({"outlet": "!!!"}, "#/outlet"),
    ],
)
def test_bad_input_names_its_field_and_stores_nothing(
    program: APIClient, changes: dict[str, Any], pointer: str
) -> None:
    answer = post(program, **changes)
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert [each["pointer"] for each in answer.json()["errors"]] == [pointer]
    assert (Report.objects.count(), ReportVersion.objects.count(), Stage.objects.count()) == (
        0,
        0,
        0,
    )


def test_id_of_another_address_is_refused_by_name(program: APIClient) -> None:
    post(program)
    answer = post(program, url="https://elsewhere.example/storm", text="Another text altogether.")
    assert [each["pointer"] for each in answer.json()["errors"]] == ["#/id"]


def test_text_of_only_numbers_is_accepted(program: APIClient) -> None:
    assert post(program, text="12 14 1,100").status_code == 201


def test_control_characters_become_spaces_and_are_told(program: APIClient) -> None:
    post(program, text="Twelve\x07 people were killed.")
    version = program.get("/api/v1/reports/storm-1/").json()["versions"][0]
    assert version["text"] == "Twelve  people were killed."
    assert version["cleaning"] == ["1 control character was replaced by a space."]


def test_unknown_outlet_becomes_a_provisional_source(program: APIClient) -> None:
    post(program, outlet="Nobody's Gazette")
    source = program.get("/api/v1/sources/nobody-gazette/").json()
    assert (source["name"], source["provisional"]) == ("Nobody's Gazette", True)


def test_report_is_stored_without_redis_and_waits_for_the_sweep(
    program: APIClient, redis_client: Redis
) -> None:
    redis_client.flushall()
    assert post(program).status_code == 201
    assert Stage.objects.filter(state="waiting").count() == 3


@pytest.mark.parametrize("path", ["reports", "claims", "statements", "discrepancies", "sources"])
def test_nothing_is_read_without_a_token(path: str, db: None) -> None:  # noqa: ARG001  # it opens the database
    answer = APIClient().get(f"/api/v1/{path}/")
    assert answer.status_code == 401


def test_wrong_token_is_refused(db: None) -> None:  # noqa: ARG001  # it opens the database
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION="Bearer not-a-token")
    assert client.get("/api/v1/reports/").status_code == 401


def test_misspelt_filter_is_refused_by_name(program: APIClient) -> None:
    answer = program.get("/api/v1/reports/?outlett=x")
    assert [each["pointer"] for each in answer.json()["errors"]] == ["#/outlett"]


def test_cursor_walks_every_report_once(program: APIClient) -> None:
    for number in range(5):
        post(program, id=f"r{number}", url=f"https://harbour-post.example/{number}")
    seen: list[str] = []
    address: str | None = "/api/v1/reports/?page_size=2"
    while address:
        page = program.get(address).json()
        seen += [each["id"] for each in page["results"]]
        address = page["next"]
    assert seen == ["r4", "r3", "r2", "r1", "r0"]


def test_schema_and_the_page_to_try_it_are_served_from_this_host(program: APIClient) -> None:
    assert program.get("/api/v1/schema/").status_code == 200
    page = program.get("/api/v1/docs/")
    assert page.status_code == 200
    assert b"https://" not in page.content
