"""What workers are woken for. Tasks take ids only and may come twice, late, or never."""

from __future__ import annotations

from datetime import timedelta

import structlog
from celery import shared_task

from apps.discrepancies.tally import pairs_fold
from apps.pipeline.dispatch import version_send
from apps.pipeline.stages import stages_run, versions_lost
from apps.pipeline.warming import garbage_collect

log = structlog.get_logger(__name__)

#: A message that has not come by then is taken for lost.
LOST_AFTER = timedelta(seconds=20)
#: One sweep sends so many stages; the next one goes on.
SWEEP_LIMIT = 500


@shared_task(name="pipeline.advance")
def advance(*, version_id: int) -> None:
    """Do the stages of a version that are not done, each in a transaction of its own.

    A failed try is sent again when it is due. A message that comes twice finds the stages done,
    or taken by somebody who goes on with them.
    """
    for name, outcome in stages_run(version_id=version_id):
        log.info("stage_ran", version_id=version_id, stage=name, state=outcome.state)
        if outcome.retry_at is not None:
            version_send(version_id=version_id, at=outcome.retry_at)
    garbage_collect()


@shared_task(name="pipeline.sweep")
def sweep() -> None:
    """Send what lost messages and dead workers left, and fold the count of pairs."""
    lost = versions_lost(waited=LOST_AFTER, limit=SWEEP_LIMIT)
    for version_id in lost:
        version_send(version_id=version_id)
    folded = pairs_fold()
    log.info("swept", sent=len(lost), folded=folded)
