"""Who carries or makes claims, under one name however a report spells it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from apps.core.history import tracked
from apps.core.models import TimestampedModel
from apps.sources.enums import Reliability, SourceKind


@tracked()
class Source(TimestampedModel):
    """An outlet, agency, government body, organisation, person or document.

    ``key`` is its name in lower-case words joined by hyphens and never changes. A
    ``provisional`` source was first met in a report and has not been looked at by a person.
    """

    key = models.SlugField(max_length=200, unique=True, allow_unicode=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=SourceKind.choices)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    party_to_conflict = models.BooleanField(default=False)
    reliability = models.CharField(
        max_length=1,
        choices=Reliability.choices,
        blank=True,
        help_text="Admiralty grade of the source; leave empty where nobody has judged it.",
    )
    domain = models.CharField(
        max_length=253,
        blank=True,
        help_text="Host of an outlet's site, without www.",
    )
    restricted_note = models.TextField(
        blank=True, help_text="Kept from everyone without the permission to read it."
    )
    provisional = models.BooleanField(default=False)

    class Meta:
        ordering = ("name",)
        permissions = (("view_restricted_note", "Can read restricted notes on sources"),)
        constraints = (
            models.CheckConstraint(
                condition=~Q(parent=F("id")), name="sources_source_not_its_own_parent"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=SourceKind.values), name="sources_source_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(reliability__in=["", *Reliability.values]),
                name="sources_source_reliability_known",
            ),
            models.UniqueConstraint(
                fields=("domain",), condition=~Q(domain=""), name="sources_one_source_per_domain"
            ),
        )

    def __str__(self) -> str:
        return self.name


@tracked()
class SourceAlias(TimestampedModel):
    """Another way that reports write a source's name.

    ``folded`` is the name without case, accents and punctuation; it leads to one source only.
    """

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=200)
    folded = models.CharField(max_length=200, unique=True, editable=False)

    class Meta:
        ordering = ("name",)
        verbose_name_plural = "source aliases"

    def __str__(self) -> str:
        return self.name
