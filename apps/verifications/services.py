"""Writing, submitting, approving and sending back verifications.

Each function is one act: it checks the permission, changes the rows in one transaction, and is
what the newsdesk, the API and the commands all call. The history triggers keep who and when.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from apps.accounts.selectors import users_with_permission
from apps.core.sql import fetch
from apps.discrepancies.services import (
    discrepancy_hold,
    discrepancy_put_in_review,
    discrepancy_reopen,
    discrepancy_resolve,
)
from apps.verifications.contents import verification_hash
from apps.verifications.enums import TRANSITIONS, Rating, VerificationStatus
from apps.verifications.models import Evidence, Verification

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from apps.accounts.models import User
    from apps.claims.models import Claim
    from apps.discrepancies.models import Discrepancy


_APPROVED = """
    SELECT FROM verifications_verification
    WHERE discrepancy_id = ANY(%s) AND status = 'approved' LIMIT 1
"""

#: Characters of a rationale, a note or a reason: some ten pages.
MAX_WORDS = 20_000


@transaction.atomic
def verification_write(
    *,
    user: User,
    rating: str,
    rationale: str,
    discrepancy: Discrepancy | None = None,
    claim: Claim | None = None,
) -> Verification:
    """Write a draft on one discrepancy or one claim.

    Raise ``PermissionDenied`` without the right to add, and ``ValidationError`` naming
    ``subject``, ``rating`` or ``rationale``.
    """
    _require(user, "verifications.add_verification", "write a verification")
    if (discrepancy is None) == (claim is None):
        raise ValidationError({"subject": "Name one discrepancy or one claim."})
    _check_finding(rating, rationale)
    if discrepancy is not None:
        discrepancy_hold(discrepancy_id=discrepancy.pk)
    return Verification.objects.create(
        discrepancy=discrepancy,
        claim=claim,
        rating=rating,
        rationale=rationale.strip(),
        author=user,
        last_edited_by=user,
        editors=[user.pk],
    )


@transaction.atomic
def verification_edit(
    *, user: User, verification_id: int, rating: str, rationale: str
) -> Verification:
    """Change a finding; one that was submitted, sent back or stale is a draft again.

    An approved one is not edited: it must have turned stale first.
    """
    _require(user, "verifications.change_verification", "edit a verification")
    _check_finding(rating, rationale)
    verification = _locked(verification_id)
    _make_draft(verification, user)
    verification.rating = rating
    verification.rationale = rationale.strip()
    verification.save()
    return verification


@transaction.atomic
def evidence_add(
    *, user: User, verification_id: int, note: str, url: str = "", claim: Claim | None = None
) -> Evidence:
    """Add something that a finding rests on; whoever adds it has edited the finding."""
    _require(user, "verifications.change_verification", "edit a verification")
    wrong = words_wrong(note, missing="Say what this evidence shows.")
    if wrong:
        raise ValidationError({"note": wrong})
    verification = _locked(verification_id)
    _make_draft(verification, user)
    verification.save()
    evidence = Evidence(verification=verification, url=url, claim=claim, note=note.strip())
    evidence.full_clean()
    evidence.save()
    return evidence


@transaction.atomic
def evidence_remove(*, user: User, evidence_id: int) -> None:
    """Take a piece of evidence out; the history keeps it."""
    _require(user, "verifications.change_verification", "edit a verification")
    evidence = Evidence.objects.select_related("verification").get(pk=evidence_id)
    verification = _locked(evidence.verification_id)
    _make_draft(verification, user)
    verification.save()
    evidence.delete()


@transaction.atomic
def verification_submit(*, user: User, verification_id: int) -> Verification:
    """Hand a draft to the editors, with the content as it stands now."""
    _require(user, "verifications.submit_verification", "submit a verification")
    verification = _locked(verification_id)
    _move(verification, VerificationStatus.SUBMITTED)
    verification.submitted_at = timezone.now()
    verification.submitted_hash = verification_hash(verification=verification)
    verification.returned_by = None
    verification.returned_because = ""
    verification.save()
    if verification.discrepancy:
        discrepancy_put_in_review(discrepancy_id=verification.discrepancy.pk)
    return verification


@transaction.atomic
def verification_approve(
    *, user: User, verification_id: int, seen_hash: str | None = None
) -> Verification:
    """Approve what others wrote and edited.

    ``seen_hash`` is the hash of the content on the editor's screen, where there was one: if the
    content has moved since, the approval is refused. Raise ``PermissionDenied`` for one's own
    work, with the names of those who can approve it.
    """
    _require(user, "verifications.approve_verification", "approve a verification")
    verification = _locked(verification_id)
    if user.pk in verification_hands(verification=verification):
        raise PermissionDenied(_own_work(verification))
    current = verification_hash(verification=verification)
    if seen_hash is not None and seen_hash != current:
        raise ValidationError(
            {"content": "This has changed since you opened it. Read it again before approving."}
        )
    _move(verification, VerificationStatus.APPROVED)
    verification.approved_by = user
    verification.approved_at = timezone.now()
    verification.approved_hash = current
    verification.save()
    if verification.discrepancy:
        discrepancy_resolve(discrepancy_id=verification.discrepancy.pk)
    return verification


@transaction.atomic
def verification_return(*, user: User, verification_id: int, reason: str) -> Verification:
    """Send a submitted verification back to its author with a reason."""
    _require(user, "verifications.approve_verification", "send back a verification")
    wrong = words_wrong(reason, missing="Say what is missing, so that it can be mended.")
    if wrong:
        raise ValidationError({"reason": wrong})
    verification = _locked(verification_id)
    _move(verification, VerificationStatus.RETURNED)
    verification.returned_by = user
    verification.returned_because = reason.strip()
    verification.save()
    if verification.discrepancy:
        discrepancy_reopen(
            discrepancy_id=verification.discrepancy.pk,
            reason=f"{user} sent the verification back: {reason.strip()}",
        )
    return verification


def verifications_mark_stale(*, discrepancy_ids: Iterable[int]) -> tuple[int, ...]:
    """Turn approvals stale whose content has moved; return their ids.

    Called after each comparison with the discrepancies that it changed, in whatever order.
    """
    changed = list(discrepancy_ids)
    if not changed or not fetch(_APPROVED, [changed]):
        return ()
    return _mark_stale(changed)


@transaction.atomic
def _mark_stale(changed: Collection[int]) -> tuple[int, ...]:
    approved = (
        Verification.objects.select_for_update(of=("self",))
        .filter(status=VerificationStatus.APPROVED, discrepancy_id__in=changed)
        .order_by("pk")
    )
    stale = []
    for verification in approved:
        if verification_hash(verification=verification) == verification.approved_hash:
            continue
        _move(verification, VerificationStatus.STALE)
        verification.stale_because = (
            "The statements or comparisons behind it changed after it was approved."
        )
        verification.save()
        stale.append(verification.pk)
    return tuple(stale)


def _require(user: User, permission: str, act: str) -> None:
    if not user.has_perm(permission):
        message = f"{user} may not {act}."
        raise PermissionDenied(message)


def _check_finding(rating: str, rationale: str) -> None:
    errors = {}
    if rating not in Rating.values:
        errors["rating"] = f"“{rating}” is not one of: {', '.join(Rating.values)}."
    wrong = words_wrong(rationale, missing="Say what was checked, so that a reader can repeat it.")
    if wrong:
        errors["rationale"] = wrong
    if errors:
        raise ValidationError(errors)


def words_wrong(words: str, *, missing: str) -> str:
    """Return what is wrong with a rationale, a note or a reason; ``missing`` where it is empty."""
    if not words.strip():
        return missing
    if "\0" in words:
        return "This has a NUL character, which no text holds."
    if len(words) > MAX_WORDS:
        return f"This has {len(words):,} characters; {MAX_WORDS:,} at most."
    return ""


def _locked(verification_id: int) -> Verification:
    """Lock a verification behind its discrepancy.

    A comparison locks them in this order too; what it changes is not approved unseen.
    """
    behind = Verification.objects.values_list("discrepancy_id", flat=True).get(pk=verification_id)
    if behind is not None:
        discrepancy_hold(discrepancy_id=behind)
    return (
        Verification.objects.select_for_update(of=("self",))
        .select_related("discrepancy", "claim__version__report")
        .get(pk=verification_id)
    )


def _make_draft(verification: Verification, user: User) -> None:
    if verification.status != VerificationStatus.DRAFT:
        if verification.status == VerificationStatus.SUBMITTED:
            _take_back(verification, user)
        _move(verification, VerificationStatus.DRAFT)
        verification.approved_by = None
        verification.approved_at = None
        verification.approved_hash = ""
        verification.stale_because = ""
        verification.submitted_at = None
        verification.submitted_hash = ""
    verification.last_edited_by = user
    if user.pk not in verification.editors:
        verification.editors = [*verification.editors, user.pk]


def _take_back(verification: Verification, user: User) -> None:
    discrepancy = verification.discrepancy
    if discrepancy is None:
        return
    others = discrepancy.verifications.exclude(pk=verification.pk)
    if not others.filter(status=VerificationStatus.SUBMITTED).exists():
        discrepancy_reopen(
            discrepancy_id=discrepancy.pk,
            reason=f"{user} took the verification back to edit it.",
        )


def _move(verification: Verification, to: VerificationStatus) -> None:
    now = VerificationStatus(verification.status)
    if to not in TRANSITIONS[now]:
        message = f"This verification is “{now.label}”; it cannot become “{to.label}”."
        raise ValidationError({"status": message})
    verification.status = to


def _own_work(verification: Verification) -> str:
    others = users_with_permission(permission="verifications.approve_verification").exclude(
        pk__in=verification_hands(verification=verification)
    )
    names = ", ".join(str(each) for each in others[:5])
    who = f"It can be approved by: {names}." if names else "Nobody else can approve it yet."
    return f"You wrote or edited this verification, so you cannot approve it. {who}"


def verification_hands(*, verification: Verification) -> set[int]:
    """Return the accounts of all who had a hand in a verification."""
    return {verification.author_id, verification.last_edited_by_id, *verification.editors}
