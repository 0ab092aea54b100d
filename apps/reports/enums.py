"""States of a report and of the work on each of its versions."""

from __future__ import annotations

from django.db import models


class PublicationStatus(models.TextChoices):
    """What the publisher says of a report, after ninjs ``pubstatus``.

    A report that is withheld or canceled keeps its rows; its claims no longer take part in any
    comparison.
    """

    USABLE = "usable", "Usable"
    WITHHELD = "withheld", "Withheld"
    CANCELED = "canceled", "Canceled"


class StageName(models.TextChoices):
    """The stages that each version passes through, in order.

    Grouping is a stage of its own because its transaction must have ended before the next one
    begins: of two workers that compare at once, the later then sees the statements of both.
    """

    EXTRACT = "extract", "Extract claims"
    GROUP = "group", "Group claims into statements"
    COMPARE = "compare", "Check against other reports"


class StageState(models.TextChoices):
    """Where a stage stands.

    ::

        waiting ──> running ──> done
           ^           │
           ├───────────┤  the lease ran out, or the try failed and more are left
           │           v
           └─────── failed  (a person or the sweep may set it waiting again)
    """

    WAITING = "waiting", "Waiting"
    RUNNING = "running", "Running"
    DONE = "done", "Done"
    FAILED = "failed", "Failed"


class IngestOutcome(models.TextChoices):
    """What became of a text that was handed in."""

    CREATED = "created", "New report"
    REVISED = "revised", "New version of a known report"
    DUPLICATE = "duplicate", "Already known"
