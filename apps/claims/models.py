"""What reports claim, each at the exact words of one version."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Q

from apps.claims.enums import (
    ClaimKind,
    Modality,
    NumberOutcome,
    QuoteKind,
    Section,
    SpeakerRole,
)
from apps.core.history import tracked
from apps.core.models import TimestampedModel
from apps.reports.models import ReportVersion
from apps.sources.models import Source

#: Figures are stored to this many digits before and after the point; the engine dismisses
#: longer ones with a reason.
FIGURE_DIGITS, FIGURE_PLACES = 60, 20


def slices_to_its_words(name: str, version_column: str) -> pgtrigger.Trigger:
    """Make the database refuse a span that does not slice to its quoted words.

    ``version_column`` is an SQL expression for the id of the version that the span points into.
    """
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("start", "end", "exact"),  # type: ignore[no-untyped-call]  # pgtrigger leaves it untyped
        func=f"""
            IF NOT EXISTS (
                SELECT 1 FROM reports_reportversion v
                WHERE v.id = {version_column}
                  AND substring(v.text FROM NEW."start" + 1 FOR NEW."end" - NEW."start")
                      = NEW.exact
            ) THEN
                RAISE EXCEPTION 'span %:% does not slice to its quoted words',
                    NEW."start", NEW."end" USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        """,  # noqa: S608  # the expression is a constant of this module
    )


@tracked(inserts=False)
class Claim(TimestampedModel):
    """One numeric or attributed statement at an exact span of one version.

    ``version.text[start:end] == exact`` always; the database refuses anything else. ``prefix``
    and ``suffix`` are the words around it (the W3C quote selector). ``record`` is the engine's
    whole record as JSON; the columns are the parts of it that are searched and sorted by.
    ``utterer`` is whose statement it is: the last link of the chain, or the outlet itself; it
    is empty for a source that no reader could find, and ``utterer_key`` then keeps apart the
    unnamed sources of different outlets.
    """

    # The constraint below begins with it, as of the others here that have no index of their own.
    version = models.ForeignKey(
        ReportVersion, on_delete=models.CASCADE, db_index=False, related_name="claims"
    )
    kind = models.CharField(max_length=10, choices=ClaimKind.choices)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    exact = models.TextField()
    prefix = models.CharField(max_length=64, blank=True)
    suffix = models.CharField(max_length=64, blank=True)
    section = models.CharField(max_length=10, choices=Section.choices)
    sentence_start = models.PositiveIntegerField()
    sentence_end = models.PositiveIntegerField()

    lower = models.DecimalField(
        max_digits=FIGURE_DIGITS, decimal_places=FIGURE_PLACES, null=True, blank=True
    )
    lower_inclusive = models.BooleanField(null=True, blank=True)
    upper = models.DecimalField(
        max_digits=FIGURE_DIGITS, decimal_places=FIGURE_PLACES, null=True, blank=True
    )
    upper_inclusive = models.BooleanField(null=True, blank=True)
    approximate = models.BooleanField(default=False)
    quantity_text = models.CharField(max_length=500, blank=True)
    unit = models.CharField(max_length=100, blank=True)
    dimension = models.CharField(max_length=50, blank=True)

    measure = models.CharField(max_length=200, blank=True)
    population = models.CharField(max_length=300, blank=True)
    place = models.CharField(max_length=200, blank=True)
    window = models.CharField(max_length=200, blank=True)
    as_of_start = models.DateField(null=True, blank=True)
    as_of_end = models.DateField(null=True, blank=True)
    modality = models.CharField(max_length=10, choices=Modality.choices)

    quote_kind = models.CharField(max_length=10, choices=QuoteKind.choices, blank=True)
    content_start = models.PositiveIntegerField(null=True, blank=True)
    content_end = models.PositiveIntegerField(null=True, blank=True)
    utterer = models.ForeignKey(
        Source, on_delete=models.PROTECT, null=True, blank=True, related_name="claims"
    )
    utterer_key = models.CharField(max_length=500)

    record = models.JSONField(editable=False)
    engine_version = models.CharField(max_length=20, editable=False)

    class Meta:
        ordering = ("version_id", "start", "end", "kind")
        constraints = (
            models.UniqueConstraint(
                fields=("version", "kind", "start", "end"), name="claims_one_claim_per_span"
            ),
            models.CheckConstraint(
                condition=Q(end__gt=F("start")), name="claims_claim_end_after_start"
            ),
            models.CheckConstraint(
                condition=Q(lower__isnull=True) | Q(upper__isnull=True) | Q(lower__lte=F("upper")),
                name="claims_bounds_in_order",
            ),
            models.CheckConstraint(
                condition=Q(kind=ClaimKind.ATTRIBUTED, lower__isnull=True, upper__isnull=True)
                | Q(kind=ClaimKind.NUMERIC, lower__isnull=False)
                | Q(kind=ClaimKind.NUMERIC, upper__isnull=False),
                name="claims_figure_has_a_bound",
            ),
            models.CheckConstraint(
                condition=Q(lower__isnull=True, lower_inclusive__isnull=True)
                | Q(lower__isnull=False, lower_inclusive__isnull=False),
                name="claims_lower_side_complete",
            ),
            models.CheckConstraint(
                condition=Q(upper__isnull=True, upper_inclusive__isnull=True)
                | Q(upper__isnull=False, upper_inclusive__isnull=False),
                name="claims_upper_side_complete",
            ),
            models.CheckConstraint(
                condition=Q(as_of_start__isnull=True, as_of_end__isnull=True)
                | Q(as_of_start__lte=F("as_of_end")),
                name="claims_as_of_in_order",
            ),
            models.CheckConstraint(
                condition=Q(content_start__isnull=True, content_end__isnull=True)
                | Q(content_end__gt=F("content_start")),
                name="claims_content_end_after_start",
            ),
        )
        indexes = (
            models.Index(fields=("measure", "population")),
            models.Index(fields=("utterer_key",)),
            models.Index(
                fields=("version", "sentence_start"),
                condition=Q(unit__in=("percent", "fraction")),
                name="claims_shares",
            ),
        )
        triggers = (slices_to_its_words("claim_slices", 'NEW."version_id"'),)

    def __str__(self) -> str:
        return self.exact


@tracked(inserts=False)
class ClaimSpeaker(models.Model):
    """One link of a claim's chain of attribution; position 0 is the outermost relay."""

    claim = models.ForeignKey(
        Claim, on_delete=models.CASCADE, db_index=False, related_name="speakers"
    )
    position = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=10, choices=SpeakerRole.choices)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    exact = models.TextField()
    name = models.CharField(max_length=500)
    title = models.CharField(max_length=500, blank=True)
    unnamed = models.BooleanField(default=False)
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, null=True, blank=True, related_name="spoken_links"
    )

    class Meta:
        ordering = ("claim_id", "position")
        constraints = (
            models.UniqueConstraint(
                fields=("claim", "position"), name="claims_one_speaker_per_position"
            ),
            models.UniqueConstraint(
                fields=("claim",),
                condition=Q(role=SpeakerRole.UTTERER),
                name="claims_one_utterer_per_claim",
            ),
            models.CheckConstraint(
                condition=Q(end__gt=F("start")), name="claims_speaker_end_after_start"
            ),
        )
        # Few claims are relayed, and every comparison asks each of its claims for that.
        indexes = (
            models.Index(
                fields=("claim", "position"),
                condition=Q(role=SpeakerRole.RELAY),
                name="claims_relays",
            ),
        )
        triggers = (
            slices_to_its_words(
                "speaker_slices",
                "(SELECT c.version_id FROM claims_claim c WHERE c.id = NEW.claim_id)",
            ),
        )

    def __str__(self) -> str:
        return f"{self.role}: {self.name}"


@tracked(inserts=False)
class NumberMention(models.Model):
    """The account of one numeral or number word: a claim, part of one, or dismissed."""

    version = models.ForeignKey(
        ReportVersion, on_delete=models.CASCADE, db_index=False, related_name="number_mentions"
    )
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    exact = models.TextField()
    outcome = models.CharField(max_length=20, choices=NumberOutcome.choices)
    reason = models.CharField(max_length=200)
    claim = models.ForeignKey(
        Claim, on_delete=models.CASCADE, null=True, blank=True, related_name="number_mentions"
    )

    class Meta:
        ordering = ("version_id", "start")
        constraints = (
            models.UniqueConstraint(
                fields=("version", "start", "end"), name="claims_number_accounted_once"
            ),
            models.CheckConstraint(
                condition=Q(end__gt=F("start")), name="claims_number_end_after_start"
            ),
            models.CheckConstraint(
                condition=Q(outcome=NumberOutcome.DISMISSED, claim__isnull=True)
                | (~Q(outcome=NumberOutcome.DISMISSED) & Q(claim__isnull=False)),
                name="claims_number_dismissed_or_claimed",
            ),
        )
        triggers = (slices_to_its_words("number_slices", 'NEW."version_id"'),)

    def __str__(self) -> str:
        return f"{self.exact}: {self.outcome} ({self.reason})"
