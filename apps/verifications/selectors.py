"""Reading verifications."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F

from apps.verifications.contents import verification_hash
from apps.verifications.enums import VerificationStatus
from apps.verifications.models import Verification

if TYPE_CHECKING:
    from django.db.models import QuerySet

#: Earliest deadline first, then longest waiting.
BY_DEADLINE = (F("discrepancy__due_at").asc(nulls_last=True), "submitted_at", "pk")


def verifications_list() -> QuerySet[Verification]:
    """Return all verifications with the people and subjects that a list shows."""
    return Verification.objects.select_related(
        "author", "last_edited_by", "approved_by", "discrepancy__question", "claim__version__report"
    )


def verifications_awaiting_approval() -> QuerySet[Verification]:
    """Return what editors must look at, earliest deadline first, then longest waiting."""
    return verifications_list().filter(status=VerificationStatus.SUBMITTED).order_by(*BY_DEADLINE)


def verification_moved_since_submission(*, verification: Verification) -> bool:
    """Tell whether the content changed between the submission and now."""
    return (
        verification.status == VerificationStatus.SUBMITTED
        and verification_hash(verification=verification) != verification.submitted_hash
    )
