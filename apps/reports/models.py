"""Ingested documents: each version immutable, each stage of work on it a row."""

from __future__ import annotations

from textwrap import shorten

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from apps.core.history import tracked
from apps.core.models import TimestampedModel
from apps.reports.enums import PublicationStatus, StageName, StageState
from apps.sources.models import Source

#: A text without a headline is called by its first words, cut here.
HEADLINE_SHOWN = 90


@tracked()
class Report(TimestampedModel):
    """A document that somebody published, under whatever address, in one or more versions.

    ``external_id`` is the caller's own id, or one made at ingest. ``url_key`` is the address
    without scheme, ``www``, fragment and tracking parameters; it is unique where there is one.
    """

    external_id = models.CharField(max_length=200, unique=True)
    url = models.URLField(max_length=2000, blank=True)
    url_key = models.CharField(max_length=2000, blank=True, editable=False)
    # What is below begins with it, as of the others here that have no index of their own.
    outlet = models.ForeignKey(
        Source, on_delete=models.PROTECT, db_index=False, related_name="reports"
    )
    published_on = models.DateField(help_text="The day that the report itself gives.")
    status = models.CharField(
        max_length=10, choices=PublicationStatus.choices, default=PublicationStatus.USABLE
    )
    ingested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="ingested_reports",
    )

    class Meta:
        ordering = ("-published_on", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("url_key",), condition=~Q(url_key=""), name="reports_one_report_per_address"
            ),
            models.CheckConstraint(
                condition=Q(status__in=PublicationStatus.values), name="reports_status_known"
            ),
            models.CheckConstraint(
                condition=~Q(external_id=""), name="reports_external_id_not_empty"
            ),
        )
        indexes = (models.Index(fields=("outlet", "published_on")),)

    def __str__(self) -> str:
        return self.external_id


@tracked(inserts=False)
class ReportVersion(TimestampedModel):
    """One immutable text of a report, with its hash and the bytes that it was read from.

    ``text`` holds headline and body as they are read; every span of the project is an offset
    into it, in code points. ``headline_end`` is where the headline ends, 0 where there is none.
    """

    report = models.ForeignKey(
        Report, on_delete=models.CASCADE, db_index=False, related_name="versions"
    )
    number = models.PositiveIntegerField()
    is_current = models.BooleanField(default=True)
    text = models.TextField(editable=False)
    sha256 = models.CharField("SHA-256", max_length=64, editable=False, db_index=True)
    headline_end = models.PositiveIntegerField(default=0, editable=False)
    published_on = models.DateField(editable=False)
    language = models.CharField(max_length=8, blank=True, editable=False)
    raw = models.BinaryField(editable=False)
    media_type = models.CharField(max_length=100, editable=False)
    fetched_at = models.DateTimeField(editable=False)
    cleaning = models.JSONField(
        default=list, editable=False, help_text="What was changed between bytes and text."
    )

    class Meta:
        ordering = ("report_id", "number")
        constraints = (
            models.UniqueConstraint(
                fields=("report", "number"), name="reports_version_number_unique"
            ),
            models.UniqueConstraint(
                fields=("report", "sha256"), name="reports_version_hash_unique"
            ),
            models.UniqueConstraint(
                fields=("report",),
                condition=Q(is_current=True),
                name="reports_one_current_version",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="reports_version_text_not_empty"),
            models.CheckConstraint(condition=Q(number__gte=1), name="reports_version_from_one"),
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="reports_version_sha256_shape"
            ),
        )
        triggers = (
            pgtrigger.ReadOnly(
                name="version_is_immutable",
                fields=[
                    "report",
                    "number",
                    "text",
                    "sha256",
                    "headline_end",
                    "published_on",
                    "raw",
                    "media_type",
                    "fetched_at",
                ],
            ),
        )

    def __str__(self) -> str:
        return f"{self.report} v{self.number}"

    @property
    def headline(self) -> str:
        """The headline's words, or the first line shortened where the text has no headline."""
        if self.headline_end:
            return " ".join(self.text[: self.headline_end].split())
        return shorten(self.text[:400], width=HEADLINE_SHOWN, placeholder="…")


@tracked()
class Stage(TimestampedModel):
    """The state of one stage of work on one version: the row is the queue.

    A worker takes a stage by a conditional UPDATE that sets it running and gives it a lease; a
    stage whose lease has run out was lost with its worker and may be taken again.
    """

    version = models.ForeignKey(
        ReportVersion, on_delete=models.CASCADE, db_index=False, related_name="stages"
    )
    name = models.CharField(max_length=10, choices=StageName.choices)
    state = models.CharField(max_length=10, choices=StageState.choices, default=StageState.WAITING)
    attempts = models.PositiveIntegerField(default=0)
    not_before = models.DateTimeField(null=True, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)
    engine_version = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ("version_id", "id")
        constraints = (
            models.UniqueConstraint(fields=("version", "name"), name="reports_one_stage_per_name"),
            models.CheckConstraint(
                condition=Q(name__in=StageName.values), name="reports_stage_name_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=StageState.values), name="reports_stage_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=StageState.RUNNING) | Q(leased_until__isnull=False),
                name="reports_stage_running_has_lease",
            ),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True) | Q(finished_at__gte=F("started_at")),
                name="reports_stage_ends_after_start",
            ),
        )
        indexes = (
            models.Index(
                fields=("name", "not_before"),
                condition=~Q(state=StageState.DONE),
                name="reports_stage_unfinished",
            ),
        )

    def __str__(self) -> str:
        return f"{self.version}: {self.name} {self.state}"
