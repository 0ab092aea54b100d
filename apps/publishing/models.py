"""Published results, frozen as they were approved."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from apps.core.history import tracked
from apps.core.models import TimestampedModel
from apps.verifications.models import Verification


@tracked()
class Finding(TimestampedModel):
    """The published result of an approved verification; its content never changes.

    A retraction is added beside the content, with its reason; a correction is a new finding.
    """

    verification = models.ForeignKey(
        Verification, on_delete=models.PROTECT, related_name="findings"
    )
    slug = models.SlugField(max_length=200, unique=True)
    payload = models.JSONField(editable=False)
    sha256 = models.CharField("SHA-256", max_length=64, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        editable=False,
        related_name="published_findings",
    )
    published_at = models.DateTimeField(editable=False)
    retracted_at = models.DateTimeField(null=True, blank=True, editable=False)
    retracted_because = models.TextField(blank=True, editable=False)

    class Meta:
        ordering = ("-published_at", "-id")
        permissions = (("retract_finding", "Can retract a published finding"),)
        constraints = (
            models.UniqueConstraint(
                fields=("verification", "sha256"), name="publishing_content_published_once"
            ),
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="publishing_sha256_shape"
            ),
            models.CheckConstraint(
                condition=Q(retracted_at__isnull=True, retracted_because="")
                | (Q(retracted_at__isnull=False) & ~Q(retracted_because="")),
                name="publishing_retraction_has_reason",
            ),
        )
        triggers = (
            pgtrigger.ReadOnly(
                name="finding_is_frozen",
                fields=[
                    "verification",
                    "slug",
                    "payload",
                    "sha256",
                    "published_by",
                    "published_at",
                ],
            ),
        )

    def __str__(self) -> str:
        return self.slug
