"""Waiting until versions are checked, with or without a worker."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from apps.pipeline.stages import next_stage, stage_run
from apps.reports.enums import StageState
from apps.reports.models import Stage
from claimtrack.celery import app

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

#: Seconds between two looks at the rows.
LOOK_EVERY = 0.25
#: Seconds that a worker has to answer.
PING = 2.0


def worker_answers() -> bool:
    """Tell whether a worker is alive and takes from the queue."""
    try:
        return bool(app.control.ping(timeout=PING, limit=1))
    except (OperationalError, RedisError, OSError):
        return False


def versions_finish(
    *, version_ids: Collection[int], progress: Callable[[int, int], None]
) -> list[Stage]:
    """Wait until the versions are checked and return the stages that failed.

    A live worker does the work; without one it is done here, through the same stages.
    ``progress`` is told how many stages are finished, of how many.
    """
    total = Stage.objects.filter(version_id__in=version_ids).count()
    helped = worker_answers()
    while True:
        open_stages = Stage.objects.filter(version_id__in=version_ids).exclude(
            state__in=(StageState.DONE, StageState.FAILED)
        )
        left = set(open_stages.values_list("version_id", flat=True))
        failed = _failed(version_ids)
        blocked = {stage.version_id for stage in failed}
        progress(total - open_stages.count(), total)
        waiting = sorted(left - blocked)
        if not waiting:
            return failed
        if helped or not _advance(waiting):
            time.sleep(LOOK_EVERY)


def _advance(version_ids: list[int]) -> bool:
    moved = False
    for version_id in version_ids:
        name = next_stage(version_id=version_id)
        if name is not None:
            moved = stage_run(version_id=version_id, name=name).state is not None or moved
    return moved


def _failed(version_ids: Collection[int]) -> list[Stage]:
    return list(
        Stage.objects.filter(version_id__in=version_ids, state=StageState.FAILED)
        .select_related("version__report")
        .defer("version__text", "version__raw")
        .order_by("version_id", "pk")
    )
