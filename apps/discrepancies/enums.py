"""Relations between statements, kinds of discrepancy, and the states of one."""

from __future__ import annotations

from django.db import models

from claimtrack.engine import records


class Relation(models.TextChoices):
    """What two statements are to each other, in the order of the gate."""

    DIFFERENT_UNIT = records.Relation.DIFFERENT_UNIT.value, "Different unit"
    DIFFERENT_MEASURE = records.Relation.DIFFERENT_MEASURE.value, "Different measure"
    DIFFERENT_POPULATION = records.Relation.DIFFERENT_POPULATION.value, "Different population"
    DIFFERENT_PLACE = records.Relation.DIFFERENT_PLACE.value, "Different place"
    DIFFERENT_WINDOW = records.Relation.DIFFERENT_WINDOW.value, "Different window"
    DIFFERENT_BASIS = records.Relation.DIFFERENT_BASIS.value, "Different basis"
    PART_OF = records.Relation.PART_OF.value, "Part of"
    REPEAT = records.Relation.REPEAT.value, "Repeat"
    CORROBORATION = records.Relation.CORROBORATION.value, "Corroboration"
    COMPATIBLE = records.Relation.COMPATIBLE.value, "Compatible"
    UPDATE = records.Relation.UPDATE.value, "Update"
    SUM_CONSISTENT = records.Relation.SUM_CONSISTENT.value, "Sum consistent"
    CONTRADICTION = records.Relation.CONTRADICTION.value, "Contradiction"
    CANNOT_TELL = records.Relation.CANNOT_TELL.value, "Cannot tell"
    MISREPORT = records.Relation.MISREPORT.value, "Misreport"
    MEASURE_DRIFT = records.Relation.MEASURE_DRIFT.value, "Measure drift"
    REVERSAL = records.Relation.REVERSAL.value, "Reversal"
    ARITHMETIC = records.Relation.ARITHMETIC.value, "Arithmetic"
    QUOTE_MISMATCH = records.Relation.QUOTE_MISMATCH.value, "Quote mismatch"
    ATTRIBUTION_MISMATCH = records.Relation.ATTRIBUTION_MISMATCH.value, "Attribution mismatch"
    DENIAL = records.Relation.DENIAL.value, "Denial"


class DiscrepancyKind(models.TextChoices):
    """The relations that a person must look at."""

    CONTRADICTION = records.Relation.CONTRADICTION.value, "Contradiction"
    MISREPORT = records.Relation.MISREPORT.value, "Misreport"
    MEASURE_DRIFT = records.Relation.MEASURE_DRIFT.value, "Measure drift"
    REVERSAL = records.Relation.REVERSAL.value, "Reversal"
    ARITHMETIC = records.Relation.ARITHMETIC.value, "Arithmetic"
    QUOTE_MISMATCH = records.Relation.QUOTE_MISMATCH.value, "Quote mismatch"
    ATTRIBUTION_MISMATCH = records.Relation.ATTRIBUTION_MISMATCH.value, "Attribution mismatch"
    DENIAL = records.Relation.DENIAL.value, "Denial"


class StatementKind(models.TextChoices):
    """A figure or words that somebody stated, or the sum of parts stated together."""

    NUMERIC = "numeric", "Figure"
    ATTRIBUTED = "attributed", "Words"
    SUM = "sum", "Sum of stated parts"


class DiscrepancyStatus(models.TextChoices):
    """Where a discrepancy stands.

    ::

        open ──> in review ──> resolved
         ^  ^        │            │
         │  └────────┘            │  a new position came in: reopened, with the reason
         └────────────────────────┘
        any ──> lapsed   (its claims were withdrawn or revised; kept for what people wrote)
        lapsed ──> open  (they came back)
    """

    OPEN = "open", "Open"
    IN_REVIEW = "in review", "In review"
    RESOLVED = "resolved", "Resolved"
    LAPSED = "lapsed", "Lapsed"
