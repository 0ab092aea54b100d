"""Taking and finishing stages: the row is the queue, a conditional UPDATE is the lock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import structlog
from django.db import DatabaseError, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from apps.claims.services import claims_extract
from apps.discrepancies.services import statements_compare, statements_group
from apps.reports.enums import StageName, StageState
from apps.reports.models import Stage
from apps.verifications.services import verifications_mark_stale
from claimtrack import engine

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

log = structlog.get_logger(__name__)

#: A stage that was taken so long ago may be taken again. A live worker holds the row locked
#: while it works, however long that is; so the lease only has to outlast taking the lock.
LEASE = timedelta(seconds=30)
#: So many tries, then a person must look.
MAX_ATTEMPTS = 5
#: The first wait after a failed try; each further one is twice as long.
BACK_OFF = timedelta(seconds=2)
ERROR_LENGTH = 2000

ORDER = tuple(StageName)


@dataclass(frozen=True, slots=True)
class StageOutcome:
    """What became of a stage: ``state`` is ``None`` where it was not there to be taken."""

    state: StageState | None
    retry_at: datetime | None = None


def stage_run(*, version_id: int, name: StageName) -> StageOutcome:
    """Take a stage of a version, do its work, and mark it done in the same transaction.

    Nothing happens if the stage is done, taken by a live worker, told to wait, or if an earlier
    stage is not done. A failed try is written to the row with its error; the stage waits longer
    each time, and is ``failed`` after the last try.
    """
    attempt = _take(version_id, name)
    if attempt is None:
        return StageOutcome(None)
    try:
        with transaction.atomic():
            stage = Stage.objects.select_for_update().get(version_id=version_id, name=name)
            if stage.attempts != attempt or stage.state != StageState.RUNNING:
                # The lease ran out and somebody else took it.
                return StageOutcome(None)
            _WORK[name](version_id)
            stage.state = StageState.DONE
            stage.finished_at = timezone.now()
            stage.leased_until = None
            stage.error = ""
            stage.engine_version = engine.version()
            stage.save()
    except Exception as error:
        log.exception("stage_failed", version_id=version_id, stage=name.value, attempt=attempt)
        return _fail(version_id, name, attempt, error)
    return StageOutcome(StageState.DONE)


def next_stage(*, version_id: int) -> StageName | None:
    """Return the first stage of a version that is not done."""
    states = dict(Stage.objects.filter(version_id=version_id).values_list("name", "state"))
    return next((each for each in ORDER if states.get(each) != StageState.DONE), None)


def stages_lost(*, waited: timedelta, limit: int) -> list[tuple[int, StageName]]:
    """Return stages that nobody works on though they could be done, the oldest first.

    These wait for longer than ``waited``, or were leased by a worker that died.
    """
    now = timezone.now()
    rows = (
        Stage.objects.filter(_due(now))
        .filter(_ready(*ORDER))
        .filter(Q(state=StageState.RUNNING) | Q(updated_at__lt=now - waited))
        .order_by("updated_at", "pk")
        .values_list("version_id", "name")[:limit]
    )
    return [(version_id, StageName(name)) for version_id, name in rows]


def stage_retry(*, version_id: int, name: StageName) -> bool:
    """Let a failed stage be tried again; return whether there was one."""
    return bool(
        Stage.objects.filter(version_id=version_id, name=name, state=StageState.FAILED).update(
            state=StageState.WAITING, attempts=0, not_before=None
        )
    )


def _take(version_id: int, name: StageName) -> int | None:
    now = timezone.now()
    free = (
        Stage.objects.filter(version_id=version_id, name=name)
        .filter(_due(now))
        .filter(_ready(name))
        .select_for_update(skip_locked=True)
        .values("pk")
    )
    with transaction.atomic():
        taken = Stage.objects.filter(pk__in=free).update(
            state=StageState.RUNNING,
            attempts=F("attempts") + 1,
            started_at=now,
            finished_at=None,
            leased_until=now + LEASE,
            updated_at=now,
        )
    if not taken:
        return None
    return Stage.objects.values_list("attempts", flat=True).get(version_id=version_id, name=name)


def _due(now: datetime) -> Q:
    waiting = Q(state=StageState.WAITING) & (Q(not_before__isnull=True) | Q(not_before__lte=now))
    return waiting | Q(state=StageState.RUNNING, leased_until__lt=now)


def _ready(*names: StageName) -> Q:
    """Keep stages of these names whose earlier stages are done."""
    ready = Q(pk__in=())
    for name in names:
        earlier = Stage.objects.filter(
            version_id=OuterRef("version_id"), name__in=ORDER[: ORDER.index(name)]
        ).exclude(state=StageState.DONE)
        ready |= Q(~Exists(earlier), name=name)
    return ready


def _fail(version_id: int, name: StageName, attempt: int, error: Exception) -> StageOutcome:
    now = timezone.now()
    last = attempt >= MAX_ATTEMPTS
    # A deadlock is nobody's fault: the other transaction is through by now.
    wait = timedelta(0) if isinstance(error, DatabaseError) else BACK_OFF * 2 ** (attempt - 1)
    Stage.objects.filter(
        version_id=version_id, name=name, attempts=attempt, state=StageState.RUNNING
    ).update(
        state=StageState.FAILED if last else StageState.WAITING,
        not_before=None if last else now + wait,
        leased_until=None,
        error=f"{type(error).__name__}: {error}"[:ERROR_LENGTH],
        updated_at=now,
    )
    if last:
        return StageOutcome(StageState.FAILED)
    return StageOutcome(StageState.WAITING, retry_at=now + wait)


def _extract(version_id: int) -> None:
    claims_extract(version_id=version_id)


def _group(version_id: int) -> None:
    statements_group(version_id=version_id)


def _compare(version_id: int) -> None:
    outcome = statements_compare(version_id=version_id)
    verifications_mark_stale(discrepancy_ids=outcome.discrepancy_ids)


_WORK: dict[StageName, Callable[[int], None]] = {
    StageName.EXTRACT: _extract,
    StageName.GROUP: _group,
    StageName.COMPARE: _compare,
}
