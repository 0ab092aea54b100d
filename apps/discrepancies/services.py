"""What the pipeline and people do with statements and discrepancies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from apps.discrepancies.comparing import CompareOutcome, version_compare
from apps.discrepancies.enums import DiscrepancyStatus
from apps.discrepancies.grouping import GroupOutcome, version_group
from apps.discrepancies.models import Discrepancy
from claimtrack.engine.policy import DEFAULT_POLICY

if TYPE_CHECKING:
    from datetime import datetime

    from apps.accounts.models import User


def statements_group(*, version_id: int) -> GroupOutcome:
    """Bring the statements of a version's report up to its claims; may run twice or at once."""
    return version_group(version_id=version_id, policy=DEFAULT_POLICY)


def statements_compare(*, version_id: int) -> CompareOutcome:
    """Compare what the version's grouping touched with every candidate; may run twice.

    The grouping must have been committed before: of two workers that compare at once, the one
    that starts later then sees the statements of both.
    """
    return version_compare(version_id=version_id, policy=DEFAULT_POLICY)


@transaction.atomic
def discrepancy_assign(
    *, user: User, discrepancy_id: int, assignee: User | None, due_at: datetime | None = None
) -> Discrepancy:
    """Hand a discrepancy to a named person; ``None`` frees it.

    A deadline that is given takes the place of the one it has; without one, that one stays.
    """
    if not user.has_perm("discrepancies.change_discrepancy"):
        message = f"{user} may not assign a discrepancy."
        raise PermissionDenied(message)
    discrepancy = _locked(discrepancy_id)
    discrepancy.assigned_to = assignee
    discrepancy.due_at = due_at or discrepancy.due_at
    discrepancy.save()
    return discrepancy


def discrepancy_hold(*, discrepancy_id: int) -> None:
    """Have comparisons wait, and read it as the one that was at work left it."""
    _locked(discrepancy_id)


def discrepancy_put_in_review(*, discrepancy_id: int) -> None:
    """Mark that a finding on it waits for an editor. Called by the verifications' services."""
    _set_status(discrepancy_id, DiscrepancyStatus.IN_REVIEW)


def discrepancy_resolve(*, discrepancy_id: int) -> None:
    """Take it out of the queue, with the positions that stood when it was resolved."""
    discrepancy = _locked(discrepancy_id)
    discrepancy.status = DiscrepancyStatus.RESOLVED
    discrepancy.resolved_positions = discrepancy.positions
    discrepancy.reopened_because = ""
    discrepancy.save()


def discrepancy_reopen(*, discrepancy_id: int, reason: str) -> None:
    """Put it back into the queue, with the reason that the queue shows."""
    discrepancy = _locked(discrepancy_id)
    discrepancy.status = DiscrepancyStatus.OPEN
    discrepancy.reopened_because = reason
    discrepancy.save()


def _set_status(discrepancy_id: int, status: DiscrepancyStatus) -> None:
    discrepancy = _locked(discrepancy_id)
    discrepancy.status = status
    discrepancy.save()


def _locked(discrepancy_id: int) -> Discrepancy:
    found = Discrepancy.objects.select_for_update(no_key=True).filter(pk=discrepancy_id).first()
    if found is None:
        message = "This discrepancy is gone: the reports behind it have changed."
        raise ValidationError({"discrepancy": message})
    return found
