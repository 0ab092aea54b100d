from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from apps.accounts.models import User
from apps.discrepancies.gathering import SPOKEN_FOR_BY
from apps.discrepancies.models import Discrepancy
from apps.discrepancies.services import discrepancy_assign
from apps.publishing.models import Finding
from apps.publishing.services import finding_publish, finding_retract
from apps.verifications.models import Verification
from apps.verifications.services import (
    evidence_add,
    verification_approve,
    verification_edit,
    verification_return,
    verification_submit,
    verification_write,
)
from tests.apps.conftest import ARMY, check

People = dict[str, User]
LATER = (
    "KYIV, Dec. 23 - President Volodymyr Zelensky said on Monday that more than 5,000 North "
    "Korean soldiers have been killed or wounded in Russia's Kursk region."
)


def written(user: User, discrepancy: Discrepancy) -> Verification:
    return verification_write(
        user=user, discrepancy=discrepancy, rating="conflict stands", rationale="Both were asked."
    )


def submitted(user: User, discrepancy: Discrepancy) -> Verification:
    return verification_submit(user=user, verification_id=written(user, discrepancy).pk)


def test_finding_is_written_submitted_approved_and_published(
    people: People, discrepancy: Discrepancy
) -> None:
    waiting = submitted(people["mara"], discrepancy)
    discrepancy.refresh_from_db()
    assert discrepancy.status == "in review"
    verification_approve(user=people["edith"], verification_id=waiting.pk)
    discrepancy.refresh_from_db()
    assert discrepancy.status == "resolved"
    finding = finding_publish(user=people["edith"], verification_id=waiting.pk)
    assert finding_publish(user=people["omar"], verification_id=waiting.pk) == finding
    assert finding.payload["approved_by"] == "Edith"


def test_author_does_not_approve_and_is_told_who_can(
    people: People, discrepancy: Discrepancy
) -> None:
    waiting = submitted(people["edith"], discrepancy)
    with pytest.raises(PermissionDenied, match="Omar"):
        verification_approve(user=people["edith"], verification_id=waiting.pk)


def test_last_editor_does_not_approve(people: People, discrepancy: Discrepancy) -> None:
    draft = written(people["mara"], discrepancy)
    evidence_add(user=people["edith"], verification_id=draft.pk, note="A call to the ministry.")
    verification_submit(user=people["mara"], verification_id=draft.pk)
    with pytest.raises(PermissionDenied):
        verification_approve(user=people["edith"], verification_id=draft.pk)


def test_whoever_edited_it_once_does_not_approve_what_another_saves_again(
    people: People, discrepancy: Discrepancy
) -> None:
    draft = written(people["mara"], discrepancy)
    told = {"rating": "conflict stands", "rationale": "Every word of this is Edith's."}
    verification_edit(user=people["edith"], verification_id=draft.pk, **told)
    verification_edit(user=people["mara"], verification_id=draft.pk, **told)
    verification_submit(user=people["mara"], verification_id=draft.pk)
    with pytest.raises(PermissionDenied, match="Omar"):
        verification_approve(user=people["edith"], verification_id=draft.pk)
    verification_approve(user=people["omar"], verification_id=draft.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        Verification.objects.filter(pk=draft.pk).update(approved_by=people["edith"])


@pytest.mark.parametrize("column", ["author", "last_edited_by"])
def test_database_refuses_approval_of_own_work(
    people: People, discrepancy: Discrepancy, column: str
) -> None:
    waiting = submitted(people["mara"], discrepancy)
    verification_approve(user=people["edith"], verification_id=waiting.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        Verification.objects.filter(pk=waiting.pk).update(**{column: people["edith"]})


def test_fact_checker_may_not_approve(people: People, discrepancy: Discrepancy) -> None:
    waiting = submitted(people["edith"], discrepancy)
    with pytest.raises(PermissionDenied):
        verification_approve(user=people["mara"], verification_id=waiting.pk)


def test_program_may_not_write(people: People, discrepancy: Discrepancy) -> None:
    with pytest.raises(PermissionDenied):
        written(people["program"], discrepancy)


def test_content_that_moved_since_it_was_seen_is_not_approved(
    people: People, discrepancy: Discrepancy
) -> None:
    waiting = submitted(people["mara"], discrepancy)
    with pytest.raises(ValidationError, match="changed since you opened it"):
        verification_approve(user=people["edith"], verification_id=waiting.pk, seen_hash="0" * 64)


def test_returned_finding_goes_back_with_its_reason_and_opens_the_discrepancy(
    people: People, discrepancy: Discrepancy
) -> None:
    waiting = submitted(people["mara"], discrepancy)
    back = verification_return(
        user=people["edith"], verification_id=waiting.pk, reason="Ask the army for its day."
    )
    assert (back.status, back.returned_because) == ("returned", "Ask the army for its day.")
    edited = verification_edit(
        user=people["mara"],
        verification_id=waiting.pk,
        rating="conflict stands",
        rationale="The army counts up to 22 December.",
    )
    assert edited.status == "draft"
    discrepancy.refresh_from_db()
    assert discrepancy.status == "open"


def test_new_position_reopens_the_discrepancy_and_turns_the_approval_stale(
    people: People, discrepancy: Discrepancy
) -> None:
    waiting = submitted(people["mara"], discrepancy)
    verification_approve(user=people["edith"], verification_id=waiting.pk)
    check(LATER, outlet="Evening Star", external_id="later")
    waiting.refresh_from_db()
    discrepancy.refresh_from_db()
    assert waiting.status == "stale"
    assert discrepancy.status == "open"
    assert discrepancy.reopened_because.startswith("A new position came in")


def test_relay_that_no_comparison_looks_at_turns_the_approval_stale(
    people: People, discrepancy: Discrepancy
) -> None:
    for number in range(SPOKEN_FOR_BY):
        check(f"{ARMY} It is day {number}.", outlet=f"Star {number}", external_id=f"r-{number}")
    waiting = submitted(people["mara"], discrepancy)
    verification_approve(user=people["edith"], verification_id=waiting.pk)
    check(ARMY, outlet="Late Star", external_id="z-late")
    waiting.refresh_from_db()
    assert waiting.status == "stale"


def test_approval_of_a_card_that_nothing_is_left_of_turns_stale(
    people: People, discrepancy: Discrepancy
) -> None:
    waiting = submitted(people["mara"], discrepancy)
    verification_approve(user=people["edith"], verification_id=waiting.pk)
    check("Nothing is known.", outlet="Harbour Post", external_id="army")
    waiting.refresh_from_db()
    discrepancy.refresh_from_db()
    assert discrepancy.status == "lapsed"
    assert waiting.status == "stale"


def test_card_that_is_gone_says_so(people: People, discrepancy: Discrepancy) -> None:
    gone = Discrepancy.objects.get(pk=discrepancy.pk)
    discrepancy.delete()
    with pytest.raises(ValidationError, match="This discrepancy is gone"):
        written(people["mara"], gone)
    with pytest.raises(ValidationError, match="This discrepancy is gone"):
        discrepancy_assign(user=people["mara"], discrepancy_id=gone.pk, assignee=people["mara"])


def test_approved_finding_is_not_edited(people: People, discrepancy: Discrepancy) -> None:
    waiting = submitted(people["mara"], discrepancy)
    verification_approve(user=people["edith"], verification_id=waiting.pk)
    with pytest.raises(ValidationError):
        verification_edit(
            user=people["mara"], verification_id=waiting.pk, rating="accurate", rationale="Hm."
        )


def test_finding_needs_a_rating_and_a_rationale(people: People, discrepancy: Discrepancy) -> None:
    with pytest.raises(ValidationError) as refused:
        verification_write(
            user=people["mara"], discrepancy=discrepancy, rating="true", rationale=" "
        )
    assert set(refused.value.message_dict) == {"rating", "rationale"}


def test_finding_is_frozen_and_retracted_with_a_reason(
    people: People, discrepancy: Discrepancy
) -> None:
    waiting = submitted(people["mara"], discrepancy)
    verification_approve(user=people["edith"], verification_id=waiting.pk)
    finding = finding_publish(user=people["edith"], verification_id=waiting.pk)
    with pytest.raises(Exception, match=r"frozen|read only|Cannot"), transaction.atomic():
        Finding.objects.filter(pk=finding.pk).update(payload={})
    retracted = finding_retract(
        user=people["edith"], finding_id=finding.pk, reason="The army corrected its figure."
    )
    assert retracted.retracted_because == "The army corrected its figure."
