"""Addresses and forms that nobody's browser makes: the newsdesk answers, and does not break."""

from __future__ import annotations

import pytest
from django.test import Client

from apps.accounts.enums import Role
from apps.accounts.services import roles_ensure, user_create
from apps.sources.models import Source, SourceAlias
from apps.sources.services import source_resolve

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client) -> Client:
    """A fact-checker who is logged in."""
    roles_ensure()
    client.force_login(user_create(username="mara", role=Role.FACT_CHECKER, password="long-1-word"))
    return client


@pytest.mark.parametrize("number", ["abc", "%00", "1.5", "_2f", "9" * 40])
@pytest.mark.parametrize("page", ["discrepancies/discrepancy", "verifications/verification"])
def test_page_of_no_row_is_not_found(desk: Client, page: str, number: str) -> None:
    assert desk.get(f"/newsdesk/{page}/{number}/change/").status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "verifications/verification/?status__exact=%00",
        "reports/report/?status=%00",
        "claims/claim/?kind__exact=%00",
        "discrepancies/comparison/?level=%00",
        "autocomplete/?term=%00&app_label=sources&model_name=source&field_name=parent",
    ],
)
def test_nul_character_is_left_out_of_a_filter(desk: Client, address: str) -> None:
    answer = desk.get(f"/newsdesk/{address}", follow=True)
    assert answer.status_code == 200


def test_address_of_a_public_page_is_not_found(desk: Client) -> None:
    assert desk.get("/newsdesk/r/1/1/").status_code == 404


def test_form_in_another_encoding_is_refused(desk: Client) -> None:
    answer = desk.post(
        "/newsdesk/reports/report/add/",
        "text=å",
        content_type="application/x-www-form-urlencoded; charset=utf-16",
    )
    assert (answer.status_code, answer.content) == (415, b"A form must be encoded in UTF-8.\n")


def save(desk: Client, source: Source, *spellings: str, **fields: object) -> tuple[int, str]:
    """Send the form of a source with more spellings; return the status and the page."""
    standing = list(source.aliases.all())
    rows = {
        f"aliases-{place}-{name}": value
        for place, alias in enumerate(standing)
        for name, value in (("id", alias.pk), ("source", source.pk), ("name", alias.name))
    }
    for place, spelling in enumerate(spellings, start=len(standing)):
        rows[f"aliases-{place}-name"] = spelling
    form = {
        "name": source.name,
        "kind": source.kind,
        "aliases-TOTAL_FORMS": len(standing) + len(spellings),
        "aliases-INITIAL_FORMS": len(standing),
    }
    answer = desk.post(f"/newsdesk/sources/source/{source.pk}/change/", form | rows | fields)
    return answer.status_code, answer.content.decode()


@pytest.mark.parametrize(
    ("spellings", "told"),
    [
        (["HARBOUR POST"], "“HARBOUR POST” leads to Harbour Post already."),
        (["Northern wire"], "“Northern wire” leads to Northern Wire already."),
        (["..."], "“...” has no letters or digits."),
        (["The Post", "the post"], "These spellings are the same but for case and marks"),
    ],
)
def test_spelling_that_leads_elsewhere_is_refused_by_name(
    desk: Client, spellings: list[str], told: str
) -> None:
    source_resolve(name="Northern Wire")
    source = source_resolve(name="Harbour Post")
    status, page = save(desk, source, *spellings)
    assert (status, told in page) == (200, True)
    assert SourceAlias.objects.filter(source=source).count() == 1


def test_new_spelling_leads_to_its_source(desk: Client) -> None:
    source = source_resolve(name="Harbour Post")
    assert save(desk, source, "Post of the Harbour")[0] == 302
    assert source_resolve(name="post of the harbour") == source


def test_source_is_not_its_own_parent(desk: Client) -> None:
    source = source_resolve(name="Harbour Post")
    _status, page = save(desk, source, parent=source.pk)
    assert "A source is not its own parent." in page


@pytest.mark.parametrize("address", ["/nowhere/", "/newsdesk/nowhere/"])
def test_page_that_is_not_there_says_so_and_leads_to_the_queue(desk: Client, address: str) -> None:
    answer = desk.get(address)
    assert answer.status_code == 404
    assert "There is nothing here" in answer.content.decode()


def test_program_that_asks_for_nothing_of_the_api_gets_problem_details(desk: Client) -> None:
    answer = desk.get("/api/v1/nowhere/")
    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/problem+json")
    assert answer.json()["instance"] == "/api/v1/nowhere/"


def test_form_that_is_not_ours_is_refused_in_plain_words() -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/newsdesk/login/", {"username": "mara", "password": "x"})
    assert answer.status_code == 403
    assert "This was not sent" in answer.content.decode()


def test_form_of_a_report_tells_all_that_is_missing_at_once(desk: Client) -> None:
    page = desk.post("/newsdesk/reports/report/add/", {"text": "12 homes burned.", "url": "x y"})
    shown = page.content.decode()
    assert "Give the day that the report itself gives." in shown
    assert "is not an address of a page." in shown


@pytest.mark.parametrize(
    ("address", "door"),
    [
        ("reports/report/add/", "Take in a report"),
        ("reports/report/", "Reports"),
        ("verifications/verification/?status__exact=submitted", "To approve"),
        ("verifications/verification/", "Verifications"),
        ("verifications/verification/?status__exact=draft", "Verifications"),
    ],
)
def test_one_door_stands_out(client: Client, address: str, door: str) -> None:
    roles_ensure()
    client.force_login(user_create(username="edith", role=Role.EDITOR, password="long-1-word"))
    assert doors_that_stand_out(client, address) == [door]


def test_door_of_another_role_does_not_dim_ones_own(desk: Client) -> None:
    address = "verifications/verification/?status__exact=submitted"
    assert doors_that_stand_out(desk, address) == ["Verifications"]


def doors_that_stand_out(client: Client, address: str) -> list[str]:
    """Return the doors of the sidebar that a page shows as its own."""
    groups = client.get(f"/newsdesk/{address}").context["sidebar_navigation"]
    doors = [each for group in groups for each in group["items"] if each["has_permission"]]
    return [str(each["title"]) for each in doors if each["active"]]
