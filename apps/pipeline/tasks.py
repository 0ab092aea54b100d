"""What workers are woken for. Tasks take ids only and may come twice, late, or never."""

from __future__ import annotations

from datetime import timedelta

import structlog
from celery import shared_task

from apps.discrepancies.tally import pairs_fold
from apps.pipeline.dispatch import stage_send, version_send
from apps.pipeline.stages import stage_run, stages_lost
from apps.reports.enums import StageName, StageState

log = structlog.get_logger(__name__)

#: A message that has not come by then is taken for lost.
LOST_AFTER = timedelta(seconds=20)
#: One sweep sends so many stages; the next one goes on.
SWEEP_LIMIT = 500


@shared_task(name="pipeline.run_stage")
def run_stage(*, version_id: int, stage: str) -> None:
    """Do one stage of a version, then send the next; a failed try is sent again when it is due."""
    outcome = stage_run(version_id=version_id, name=StageName(stage))
    log.info("stage_ran", version_id=version_id, stage=stage, state=outcome.state)
    if outcome.state == StageState.DONE:
        version_send(version_id=version_id)
    elif outcome.retry_at is not None:
        stage_send(version_id=version_id, name=StageName(stage), at=outcome.retry_at)


@shared_task(name="pipeline.sweep")
def sweep() -> None:
    """Send what lost messages and dead workers left, and fold the count of pairs."""
    lost = stages_lost(waited=LOST_AFTER, limit=SWEEP_LIMIT)
    for version_id, name in lost:
        stage_send(version_id=version_id, name=name)
    folded = pairs_fold()
    log.info("swept", sent=len(lost), folded=folded)
