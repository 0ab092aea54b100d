"""Relations between statements, kinds of discrepancy, and the states of one."""

from __future__ import annotations

from django.db import models

from claimtrack.engine.records import RAISED
from claimtrack.engine.records import Relation as EngineRelation


def _label(relation: EngineRelation) -> str:
    return relation.value.replace("_", " ").capitalize()


Relation = models.TextChoices(  # type: ignore[misc]  # the functional form has no stub
    "Relation", [(each.name, (each.value, _label(each))) for each in EngineRelation]
)
Relation.__doc__ = "What two statements are to each other, in the order of the gate."

DiscrepancyKind = models.TextChoices(  # type: ignore[misc]  # the functional form has no stub
    "DiscrepancyKind",
    [(each.name, (each.value, _label(each))) for each in EngineRelation if each in RAISED],
)
DiscrepancyKind.__doc__ = "The relations that a person must look at."


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
