"""Publishing approved verifications, and taking published findings back."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from apps.publishing.models import Finding
from apps.verifications.contents import content_hash, verification_content
from apps.verifications.enums import VerificationStatus
from apps.verifications.models import Verification
from apps.verifications.services import words_wrong

if TYPE_CHECKING:
    from apps.accounts.models import User


@transaction.atomic
def finding_publish(*, user: User, verification_id: int) -> Finding:
    """Freeze an approved verification as a finding; a second call returns the same one.

    Raise ``PermissionDenied`` without the right to publish, and ``ValidationError`` naming
    ``status`` where there is no approval or its content has moved.
    """
    if not user.has_perm("publishing.add_finding"):
        message = f"{user} may not publish a finding."
        raise PermissionDenied(message)
    verification = (
        Verification.objects.select_for_update(of=("self",))
        .select_related("discrepancy__question", "claim__version__report", "author", "approved_by")
        .get(pk=verification_id)
    )
    if verification.status != VerificationStatus.APPROVED:
        raise ValidationError({"status": "Only an approved verification can be published."})
    content = verification_content(verification=verification)
    if content_hash(content=content) != verification.approved_hash:
        raise ValidationError({"status": "The content has moved since it was approved."})
    payload = {
        "content": content,
        "approved_hash": verification.approved_hash,
        "approved_at": verification.approved_at.isoformat() if verification.approved_at else None,
        "written_by": str(verification.author),
        "approved_by": str(verification.approved_by),
    }
    canonical = json.dumps(payload, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    sha256 = hashlib.sha256(canonical.encode()).hexdigest()
    finding, _created = Finding.objects.get_or_create(
        verification=verification,
        sha256=sha256,
        defaults={
            "slug": _slug(verification, sha256),
            "payload": payload,
            "published_by": user,
            "published_at": timezone.now(),
        },
    )
    return finding


@transaction.atomic
def finding_retract(*, user: User, finding_id: int, reason: str) -> Finding:
    """Take a finding back, with a reason that readers see; the content stays as it was."""
    if not user.has_perm("publishing.retract_finding"):
        message = f"{user} may not retract a finding."
        raise PermissionDenied(message)
    wrong = words_wrong(reason, missing="Say why the finding is taken back.")
    if wrong:
        raise ValidationError({"reason": wrong})
    finding = Finding.objects.select_for_update().get(pk=finding_id)
    if finding.retracted_at is not None:
        raise ValidationError({"reason": "This finding was retracted before."})
    finding.retracted_at = timezone.now()
    finding.retracted_because = reason.strip()
    finding.save()
    return finding


def _slug(verification: Verification, sha256: str) -> str:
    subject = verification.discrepancy or verification.claim
    return f"{slugify(str(subject))[:150].strip('-')}-{sha256[:12]}"
