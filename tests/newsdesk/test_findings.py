"""Findings at the newsdesk: written, mended, handed in, decided, published and taken back."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from apps.discrepancies.models import Discrepancy
from apps.discrepancies.services import discrepancy_assign
from apps.publishing.services import finding_publish
from apps.verifications.models import Verification
from apps.verifications.services import (
    evidence_add,
    verification_approve,
    verification_edit,
    verification_return,
    verification_submit,
    verification_write,
)
from tests.newsroom import conflict

if TYPE_CHECKING:
    from django.test import Client

    from apps.accounts.models import User
    from apps.publishing.models import Finding

    People = dict[str, User]

pytestmark = pytest.mark.django_db

FINDING = {"rating": "conflict stands", "rationale": "Both were asked; each stands by it."}


def write(user: User, discrepancy: Discrepancy) -> Verification:
    """Have somebody write a draft."""
    return verification_write(
        user=user,
        discrepancy=discrepancy,
        rating=FINDING["rating"],
        rationale=FINDING["rationale"],
    )


@pytest.fixture
def submitted(people: People, discrepancy: Discrepancy) -> Verification:
    """A finding of Mara's that waits for an editor."""
    written = write(people["mara"], discrepancy)
    return verification_submit(user=people["mara"], verification_id=written.pk)


@pytest.fixture
def published(people: People, submitted: Verification) -> Finding:
    """That finding, approved and published."""
    verification_approve(user=people["edith"], verification_id=submitted.pk)
    return finding_publish(user=people["edith"], verification_id=submitted.pk)


def address(name: str, *numbers: int) -> str:
    """Return an address of the newsdesk."""
    return reverse(f"admin:{name}", args=numbers)


def page(client: Client, name: str, number: int) -> str:
    """Return a page of the newsdesk."""
    return client.get(address(name, number)).content.decode()


def test_evidence_that_is_added_while_editing_is_kept(
    client: Client, people: People, submitted: Verification
) -> None:
    verification_return(user=people["edith"], verification_id=submitted.pk, reason="By whom?")
    client.force_login(people["mara"])
    client.post(
        address("verifications_verification_edit", submitted.pk),
        {**FINDING, "evidence_url": "https://army.example/table", "evidence_note": "Its table."},
    )
    submitted.refresh_from_db()
    kept = [(each.url, each.note) for each in submitted.evidence.all()]
    assert kept == [("https://army.example/table", "Its table.")]
    assert submitted.status == "draft"


def test_edited_finding_is_handed_in_with_one_button(
    client: Client, people: People, submitted: Verification
) -> None:
    verification_return(user=people["edith"], verification_id=submitted.pk, reason="By whom?")
    client.force_login(people["mara"])
    edit = address("verifications_verification_edit", submitted.pk)
    client.post(edit, {**FINDING, "rationale": "Asked by telephone.", "submit": ""})
    submitted.refresh_from_db()
    assert (submitted.status, submitted.rationale) == ("submitted", "Asked by telephone.")


def test_edit_that_is_refused_keeps_what_was_typed(
    client: Client, people: People, published: Finding
) -> None:
    client.force_login(people["mara"])
    edit = address("verifications_verification_edit", published.verification_id)
    told = client.post(edit, {**FINDING, "rationale": "A long new thought."}).content.decode()
    assert "it cannot become" in told
    assert "A long new thought." in told


def test_evidence_is_taken_out_by_who_may_edit(
    client: Client, people: People, discrepancy: Discrepancy
) -> None:
    written = write(people["mara"], discrepancy)
    evidence = evidence_add(
        user=people["mara"], verification_id=written.pk, note="The wrong table."
    )
    remove = address("verifications_evidence_remove", written.pk, evidence.pk)
    client.force_login(people["program"])
    client.post(remove)
    assert written.evidence.count() == 1
    client.force_login(people["mara"])
    client.post(remove)
    assert written.evidence.count() == 0


def test_evidence_of_another_finding_is_not_found(
    client: Client, people: People, discrepancy: Discrepancy
) -> None:
    one, other = (write(people["mara"], discrepancy) for _ in range(2))
    evidence = evidence_add(user=people["mara"], verification_id=one.pk, note="A table.")
    client.force_login(people["mara"])
    answer = client.post(address("verifications_evidence_remove", other.pk, evidence.pk))
    assert (answer.status_code, one.evidence.count()) == (404, 1)


def test_finding_that_is_taken_back_to_edit_leaves_the_card_open(
    people: People, submitted: Verification
) -> None:
    verification_edit(
        user=people["mara"], verification_id=submitted.pk, rating="explained", rationale="Both."
    )
    card = Discrepancy.objects.get()
    assert (card.status, card.reopened_because) == (
        "open",
        "Mara took the verification back to edit it.",
    )


def test_card_stays_in_review_while_another_finding_on_it_waits(
    people: People, submitted: Verification, discrepancy: Discrepancy
) -> None:
    other = write(people["omar"], discrepancy)
    verification_submit(user=people["omar"], verification_id=other.pk)
    verification_edit(user=people["mara"], verification_id=submitted.pk, **FINDING)
    assert Discrepancy.objects.get().status == "in review"


def test_card_that_is_taken_keeps_its_deadline(
    client: Client, people: People, discrepancy: Discrepancy
) -> None:
    due = dt.datetime(2024, 12, 24, 18, tzinfo=dt.UTC)
    discrepancy_assign(
        user=people["edith"], discrepancy_id=discrepancy.pk, assignee=None, due_at=due
    )
    client.force_login(people["mara"])
    client.post(address("discrepancies_discrepancy_take", discrepancy.pk))
    discrepancy.refresh_from_db()
    assert (discrepancy.assigned_to, discrepancy.due_at) == (people["mara"], due)


def test_card_that_is_no_more_is_not_found(client: Client, people: People) -> None:
    client.force_login(people["mara"])
    assert client.post(address("discrepancies_discrepancy_take", 9)).status_code == 404


@pytest.mark.parametrize("act", ["edit", "submit", "approve", "return", "publish"])
def test_button_that_asked_to_log_in_leads_back_to_the_finding(
    client: Client, people: People, submitted: Verification, act: str
) -> None:
    client.force_login(people["edith"])
    answer = client.get(address(f"verifications_verification_{act}", submitted.pk))
    assert answer.headers["Location"] == address("verifications_verification_change", submitted.pk)
    submitted.refresh_from_db()
    assert submitted.status == "submitted"


@pytest.mark.parametrize("act", ["verify", "take"])
def test_button_that_asked_to_log_in_leads_back_to_the_card(
    client: Client, people: People, discrepancy: Discrepancy, act: str
) -> None:
    client.force_login(people["mara"])
    answer = client.get(address(f"discrepancies_discrepancy_{act}", discrepancy.pk))
    page_of_card = address("discrepancies_discrepancy_change", discrepancy.pk)
    assert answer.headers["Location"] == page_of_card


def test_editor_sees_what_waits_with_the_earliest_deadline_first(
    client: Client, people: People
) -> None:
    for number in range(3):
        conflict(number)
    cards = list(Discrepancy.objects.order_by("pk"))
    for card, day in zip(cards, (25, None, 24), strict=True):
        due = dt.datetime(2024, 12, day, tzinfo=dt.UTC) if day else None
        discrepancy_assign(
            user=people["edith"], discrepancy_id=card.pk, assignee=people["mara"], due_at=due
        )
        written = write(people["mara"], card)
        verification_submit(user=people["mara"], verification_id=written.pk)
    write(people["mara"], cards[0])
    client.force_login(people["edith"])
    shown = client.get(
        address("verifications_verification_changelist"), {"status__exact": "submitted"}
    )
    rows = [each.discrepancy for each in shown.context["cl"].result_list]
    assert rows == [cards[2], cards[0], cards[1]]
    first = Verification.objects.get(discrepancy=cards[2])
    assert str(cards[0]) in page(client, "verifications_verification_change", first.pk)


def test_finding_is_read_as_it_was_frozen(
    client: Client, people: People, published: Finding
) -> None:
    client.force_login(people["mara"])
    shown = page(client, "publishing_finding_change", published.pk)
    for words in (FINDING["rationale"], "about 1,100", "more than 3,000", published.sha256):
        assert words in shown
    assert "Take this finding back" not in shown


def test_finding_is_taken_back_with_a_reason_that_its_page_shows(
    client: Client, people: People, published: Finding
) -> None:
    client.force_login(people["edith"])
    retract = address("publishing_finding_retract", published.pk)
    assert "reason: Say why" in client.post(retract, {"reason": " "}, follow=True).content.decode()
    client.post(retract, {"reason": "The army corrected its figure."})
    shown = page(client, "publishing_finding_change", published.pk)
    assert "The army corrected its figure." in shown
    assert "Take this finding back" not in shown


@pytest.mark.parametrize(
    ("reason", "told"),
    [("Wrong\0 table.", "reason: This has a NUL character"), ("x" * 20_001, "20,000 at most")],
)
def test_reason_that_cannot_be_kept_is_refused_in_words(
    client: Client,
    people: People,
    discrepancy: Discrepancy,
    published: Finding,
    reason: str,
    told: str,
) -> None:
    waiting = write(people["mara"], discrepancy)
    verification_submit(user=people["mara"], verification_id=waiting.pk)
    client.force_login(people["edith"])
    for act in (
        address("verifications_verification_return", waiting.pk),
        address("publishing_finding_retract", published.pk),
    ):
        assert told in client.post(act, {"reason": reason}, follow=True).content.decode()
    waiting.refresh_from_db()
    published.refresh_from_db()
    assert (waiting.status, published.retracted_at) == ("submitted", None)


def test_fact_checker_takes_no_finding_back(
    client: Client, people: People, published: Finding
) -> None:
    client.force_login(people["mara"])
    client.post(address("publishing_finding_retract", published.pk), {"reason": "Wrong."})
    published.refresh_from_db()
    assert published.retracted_at is None


def test_claim_leads_to_its_words_in_the_report(
    client: Client, people: People, discrepancy: Discrepancy
) -> None:
    claim = discrepancy.comparisons.get().a.claims.get()
    client.force_login(people["mara"])
    answer = client.get(address("claims_claim_change", claim.pk))
    report = address("reports_report_change", claim.version.report_id)
    assert answer.headers["Location"] == f"{report}?version=1#claim-{claim.pk}"


def test_statement_shows_where_it_stands_and_what_it_was_held_against(
    client: Client, people: People, discrepancy: Discrepancy
) -> None:
    statement = discrepancy.comparisons.get().a
    client.force_login(people["mara"])
    shown = page(client, "discrepancies_statement_change", statement.pk)
    assert "Contradiction" in shown
    assert address("discrepancies_discrepancy_change", discrepancy.pk) in shown
