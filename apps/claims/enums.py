"""The engine's words as database choices, one list for both."""

from __future__ import annotations

from django.db import models

from claimtrack.engine import records


class ClaimKind(models.TextChoices):
    """Whether a claim states a figure, or words that somebody said."""

    NUMERIC = records.ClaimKind.NUMERIC.value, "Figure"
    ATTRIBUTED = records.ClaimKind.ATTRIBUTED.value, "Statement in words"


class Section(models.TextChoices):
    """Where in the report a claim stands."""

    HEADLINE = records.Section.HEADLINE.value, "Headline"
    BODY = records.Section.BODY.value, "Body"


class Modality(models.TextChoices):
    """How firmly a claim is made."""

    ASSERTED = records.Modality.ASSERTED.value, "Asserted"
    POSSIBLE = records.Modality.POSSIBLE.value, "Possible"
    PLANNED = records.Modality.PLANNED.value, "Planned"
    ESTIMATED = records.Modality.ESTIMATED.value, "Estimated"
    DENIED = records.Modality.DENIED.value, "Denied"


class QuoteKind(models.TextChoices):
    """How the speaker's words stand in the report; empty for the outlet's own words."""

    DIRECT = records.QuoteKind.DIRECT.value, "Direct quote"
    INDIRECT = records.QuoteKind.INDIRECT.value, "Indirect speech"
    MIXED = records.QuoteKind.MIXED.value, "Mixed"


class SpeakerRole(models.TextChoices):
    """A speaker's place in the chain of attribution."""

    RELAY = records.Role.RELAY.value, "Relay"
    UTTERER = records.Role.UTTERER.value, "Utterer"


class NumberOutcome(models.TextChoices):
    """What became of a numeral or number word."""

    CLAIM = records.NumberOutcome.CLAIM.value, "Claim"
    PART = records.NumberOutcome.PART.value, "Part of a claim"
    DISMISSED = records.NumberOutcome.DISMISSED.value, "Dismissed"
