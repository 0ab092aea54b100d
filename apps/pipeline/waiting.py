"""Waiting until versions are checked, with or without a worker."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from apps.pipeline.stages import stages_run
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
        waiting = list(open_stages.order_by("version_id").values_list("version_id", flat=True))
        done = total - len(waiting)
        progress(done, total)
        failed = _failed(version_ids)
        blocked = {stage.version_id for stage in failed}
        left = [each for each in dict.fromkeys(waiting) if each not in blocked]
        if not left:
            return failed
        if helped or not _advance(left, done, total, progress):
            time.sleep(LOOK_EVERY)


def _advance(
    version_ids: list[int], done: int, total: int, progress: Callable[[int, int], None]
) -> bool:
    """Do what can be done of these versions here; return whether there was anything."""
    before = done
    for version_id in version_ids:
        for _name, outcome in stages_run(version_id=version_id):
            done += outcome.state is not None
            progress(min(done, total), total)
    return done > before


def _failed(version_ids: Collection[int]) -> list[Stage]:
    return list(
        Stage.objects.filter(version_id__in=version_ids, state=StageState.FAILED)
        .select_related("version__report")
        .defer("version__text", "version__raw")
        .order_by("version_id", "pk")
    )
