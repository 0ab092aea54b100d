"""Keeping what somebody wrote on a card or on a finding, and handing it in where they ask to."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.db import transaction

from apps.newsdesk.admin.base import act
from apps.verifications.services import evidence_add, verification_submit

if TYPE_CHECKING:
    from typing import Protocol

    from django.http import HttpRequest

    from apps.accounts.models import User
    from apps.newsdesk.forms import VerificationForm
    from apps.verifications.models import Verification

    class Write(Protocol):
        """Write a new finding, or change one."""

        def __call__(self, *, user: User, rating: str, rationale: str) -> Verification:
            """Return the finding."""


def finding_keep(request: HttpRequest, form: VerificationForm, write: Write) -> bool:
    """Keep a finding with its evidence, all of it or nothing; return whether it was kept.

    The button named ``submit`` hands it to the editors as well.
    """
    if not form.is_valid():
        return False
    user = cast("User", request.user)
    given = form.cleaned_data
    hand_in = "submit" in request.POST

    @transaction.atomic
    def keep() -> None:
        finding = write(user=user, rating=given["rating"], rationale=given["rationale"])
        if given["evidence_note"]:
            evidence_add(
                user=user,
                verification_id=finding.pk,
                url=given["evidence_url"],
                note=given["evidence_note"],
            )
        if hand_in:
            verification_submit(user=user, verification_id=finding.pk)

    return act(request, "Handed to the editors." if hand_in else "Kept as a draft.", keep)
