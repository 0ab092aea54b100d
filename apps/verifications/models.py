"""A fact-checker's finding on a claim or a discrepancy, and an editor's approval of it."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Q

from apps.claims.models import Claim
from apps.core.history import tracked
from apps.core.models import TimestampedModel
from apps.discrepancies.models import Discrepancy
from apps.verifications.enums import Rating, VerificationStatus


@tracked()
class Verification(TimestampedModel):
    """What one fact-checker found, on what evidence, and who approved it.

    Nobody approves what they wrote or edited, ever: the database refuses it. ``approved_hash``
    names the content that was approved (claims, evidence, comparisons).
    """

    discrepancy = models.ForeignKey(
        Discrepancy,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="verifications",
    )
    claim = models.ForeignKey(
        Claim, on_delete=models.PROTECT, null=True, blank=True, related_name="verifications"
    )
    rating = models.CharField(max_length=20, choices=Rating.choices)
    rationale = models.TextField(help_text="What was checked, and how a reader can repeat it.")
    status = models.CharField(
        max_length=10,
        choices=VerificationStatus.choices,
        default=VerificationStatus.DRAFT,
        editable=False,
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        editable=False,
        related_name="written_verifications",
    )
    last_edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        editable=False,
        related_name="edited_verifications",
    )
    editors = ArrayField(
        models.BigIntegerField(),
        default=list,
        editable=False,
        help_text="Accounts of all who wrote or edited it, in whatever round.",
    )
    submitted_at = models.DateTimeField(null=True, blank=True, editable=False)
    submitted_hash = models.CharField(max_length=64, blank=True, editable=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="approved_verifications",
    )
    approved_at = models.DateTimeField(null=True, blank=True, editable=False)
    approved_hash = models.CharField(max_length=64, blank=True, editable=False)
    returned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="returned_verifications",
    )
    returned_because = models.TextField(blank=True, editable=False)
    stale_because = models.TextField(blank=True, editable=False)

    class Meta:
        ordering = ("-updated_at", "-id")
        permissions = (
            ("submit_verification", "Can hand a verification to the editors"),
            ("approve_verification", "Can approve or send back the verifications of others"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(discrepancy__isnull=False, claim__isnull=True)
                | Q(discrepancy__isnull=True, claim__isnull=False),
                name="verifications_one_subject",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("author")),
                name="verifications_author_does_not_approve",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("last_edited_by")),
                name="verifications_last_editor_does_not_approve",
            ),
            # Else two could take turns, so that each approves what the other only saved again.
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True)
                | ~Q(
                    editors__contains=Func(
                        F("approved_by"),
                        template="ARRAY[%(expressions)s]",
                        output_field=ArrayField(models.BigIntegerField()),
                    )
                ),
                name="verifications_no_editor_of_it_approves",
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=(VerificationStatus.APPROVED, VerificationStatus.STALE),
                    approved_by__isnull=False,
                    approved_at__isnull=False,
                    approved_hash__regex=r"^[0-9a-f]{64}$",
                )
                | Q(
                    ~Q(status__in=(VerificationStatus.APPROVED, VerificationStatus.STALE)),
                    approved_by__isnull=True,
                    approved_at__isnull=True,
                    approved_hash="",
                ),
                name="verifications_approval_complete",
            ),
            models.CheckConstraint(
                condition=Q(status__in=VerificationStatus.values),
                name="verifications_status_known",
            ),
            models.CheckConstraint(
                condition=Q(rating__in=Rating.values), name="verifications_rating_known"
            ),
            models.CheckConstraint(
                condition=~Q(rationale=""), name="verifications_rationale_given"
            ),
        )
        indexes = (
            models.Index(
                fields=("submitted_at",),
                condition=Q(status="submitted"),
                name="verifications_for_editors",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_rating_display()}: {self.discrepancy or self.claim}"


@tracked()
class Evidence(TimestampedModel):
    """Something that a verification rests on: a page, a document, a call, or a stored claim."""

    verification = models.ForeignKey(
        Verification, on_delete=models.CASCADE, related_name="evidence"
    )
    url = models.URLField(max_length=2000, blank=True)
    claim = models.ForeignKey(
        Claim, on_delete=models.PROTECT, null=True, blank=True, related_name="cited_as_evidence"
    )
    note = models.TextField(help_text="What it shows.")

    class Meta:
        ordering = ("verification_id", "id")
        verbose_name_plural = "evidence"
        constraints = (
            models.CheckConstraint(condition=~Q(note=""), name="verifications_evidence_noted"),
        )

    def __str__(self) -> str:
        return self.note
