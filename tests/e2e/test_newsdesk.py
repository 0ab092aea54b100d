"""A day at the newsdesk: two reports that do not fit, a finding, an approval."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from apps.accounts.enums import Role
from apps.accounts.services import roles_ensure, user_create
from apps.pipeline.stages import ORDER, stage_run
from apps.reports.services import report_ingest

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from apps.accounts.models import User
    from apps.reports.models import Report

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "a-long-enough-password"

ARMY = (
    "Army counts 1,100 casualties among North Korean troops\n\n"
    "SEOUL, Dec. 23 - South Korea's Joint Chiefs of Staff said on Monday that about 1,100 North "
    "Korean soldiers have been killed or wounded in Russia's Kursk region."
)
PRESIDENT = (
    "President puts North Korean toll far higher\n\n"
    "KYIV, Dec. 23 - President Volodymyr Zelensky said on Monday that more than 3,000 North "
    "Korean soldiers have been killed or wounded in Russia's Kursk region."
)


def take_in(
    text: str, *, outlet: str, external_id: str, day: dt.date = dt.date(2024, 12, 23)
) -> Report:
    result = report_ingest(content=text, outlet=outlet, published_on=day, external_id=external_id)
    for name in ORDER:
        stage_run(version_id=result.version.pk, name=name)
    return result.report


@pytest.fixture
def cast() -> dict[str, User]:
    roles_ensure()
    people = {
        "mara": (Role.FACT_CHECKER, "Mara", "Feld"),
        "edith": (Role.EDITOR, "Edith", "Varga"),
        "omar": (Role.EDITOR, "Omar", "Haddad"),
    }
    return {
        username: user_create(
            username=username, role=role, first_name=first, last_name=last, password=PASSWORD
        )
        for username, (role, first, last) in people.items()
    }


@pytest.fixture
def conflict(cast: dict[str, User]) -> Report:  # noqa: ARG001  # the people are there before the reports
    take_in(ARMY, outlet="Harbour Post", external_id="army")
    return take_in(PRESIDENT, outlet="Northern Wire", external_id="president")


def log_in(page: Page, username: str) -> None:
    page.context.clear_cookies()
    page.goto("/newsdesk/login/")
    page.fill("[name=username]", username)
    page.fill("[name=password]", PASSWORD)
    page.click("[type=submit]")
    page.wait_for_url("**/discrepancy/")


def open_card(page: Page) -> None:
    page.goto("/newsdesk/")
    page.get_by_role("link", name="Open: North Korean", exact=False).first.click()


@pytest.mark.usefixtures("cast")
def test_queue_when_empty_says_what_to_do_next(page: Page) -> None:
    log_in(page, "mara")
    expect(page.get_by_role("heading", name="Nothing to look at")).to_be_visible()
    page.locator(".nd-empty").get_by_role("link", name="Take in a report").click()
    expect(page.get_by_label("Text")).to_be_visible()


@pytest.mark.usefixtures("conflict")
def test_queue_shows_one_card_with_both_figures_and_the_reason(page: Page) -> None:
    log_in(page, "mara")
    card = page.locator(".nd-card")
    expect(card).to_have_count(1)
    text = card.inner_text()
    for words in ("Contradiction", "1,100", "3,000", "Volodymyr Zelensky", "Both cannot hold"):
        assert words in text


@pytest.mark.usefixtures("conflict")
def test_queue_is_walked_with_j_and_opened_with_enter(page: Page) -> None:
    log_in(page, "mara")
    expect(page.locator(".nd-card")).to_have_count(1)
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/discrepancy/*/change/")
    expect(page.get_by_role("heading", name="What was said")).to_be_visible()


@pytest.mark.usefixtures("conflict")
def test_discrepancy_shows_each_statement_in_its_sentence(page: Page) -> None:
    log_in(page, "mara")
    open_card(page)
    marks = page.locator(".nd-statement mark")
    expect(marks).to_have_count(2)
    assert sorted(marks.all_inner_texts()) == [
        "about 1,100 North Korean soldiers",
        "more than 3,000 North Korean soldiers",
    ]


def test_report_marks_its_claims_and_accounts_for_every_number(
    page: Page, conflict: Report
) -> None:
    log_in(page, "mara")
    page.goto(f"/newsdesk/reports/report/{conflict.pk}/change/")
    figures = page.locator(".nd-text mark.nd-figure").all_inner_texts()
    assert "".join(figures) == "more than 3,000 North Korean soldiers"
    expect(page.get_by_text("Every number is accounted for")).to_be_visible()


@pytest.mark.usefixtures("conflict")
def test_finding_is_written_submitted_and_approved_by_somebody_else(page: Page) -> None:
    log_in(page, "mara")
    open_card(page)
    page.select_option("[name=rating]", "conflict stands")
    page.fill("[name=rationale]", "Both were asked; each stands by its figure.")
    page.get_by_role("button", name="Hand to the editors").click()
    expect(page.get_by_text("Handed to the editors.")).to_be_visible()

    log_in(page, "edith")
    page.goto("/newsdesk/discrepancies/discrepancy/?status=in review")
    page.locator(".nd-card a").first.click()
    page.locator(".nd-verification").get_by_role("link", name="Open").click()
    page.get_by_role("button", name="Approve").click()
    expect(page.get_by_text("Approved.", exact=True)).to_be_visible()

    page.goto("/newsdesk/discrepancies/discrepancy/?status=resolved")
    expect(page.locator(".nd-card")).to_have_count(1)


@pytest.mark.usefixtures("conflict")
def test_approval_of_own_work_is_refused_with_the_name_of_who_can(page: Page) -> None:
    log_in(page, "edith")
    open_card(page)
    page.select_option("[name=rating]", "conflict stands")
    page.fill("[name=rationale]", "Both were asked; each stands by its figure.")
    page.get_by_role("button", name="Hand to the editors").click()
    page.locator(".nd-verification").get_by_role("link", name="Open").click()
    page.get_by_role("button", name="Approve").click()
    expect(page.get_by_text("you cannot approve it", exact=False)).to_contain_text("Omar Haddad")


@pytest.mark.usefixtures("conflict")
def test_pasted_report_that_is_known_is_announced_and_nothing_is_typed_twice(page: Page) -> None:
    log_in(page, "mara")
    page.goto("/newsdesk/reports/report/add/")
    page.fill("[name=text]", PRESIDENT)
    page.fill("[name=outlet]", "Northern Wire")
    page.fill("[name=published_on]", "2024-12-23")
    page.get_by_role("button", name="Take it in").click()
    expect(page.get_by_text("This report is known already")).to_be_visible()


@pytest.mark.usefixtures("cast")
def test_pasted_report_with_a_bad_date_keeps_what_was_typed(page: Page) -> None:
    log_in(page, "mara")
    page.goto("/newsdesk/reports/report/add/")
    page.fill("[name=text]", ARMY)
    page.fill("[name=outlet]", "Harbour Post")
    page.get_by_role("button", name="Take it in").click()
    expect(page.get_by_text("Give the day that the report itself gives.")).to_be_visible()
    assert page.locator("[name=text]").input_value() == ARMY


@pytest.mark.usefixtures("conflict")
def test_pages_fit_a_telephone(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    log_in(page, "mara")
    open_card(page)
    overflow = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert overflow <= 0
