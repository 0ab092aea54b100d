"""Taking and finishing stages: the row is the queue, a conditional UPDATE is the lock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import structlog
from django.db import DatabaseError, transaction
from django.utils import timezone

from apps.claims.services import claims_extract
from apps.core.sql import Call, execute_all, fetch
from apps.discrepancies.services import statements_compare, statements_group
from apps.reports.enums import StageName, StageState
from apps.reports.models import Stage
from apps.verifications.services import verifications_mark_stale
from claimtrack import engine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
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

#: A stage that may be taken: due, and all before it done.
_FREE = """
    (stage.state = 'waiting' AND coalesce(stage.not_before <= %(now)s, true)
     OR stage.state = 'running' AND stage.leased_until < %(now)s)
    AND NOT EXISTS (
        SELECT FROM reports_stage earlier
        WHERE earlier.version_id = stage.version_id AND earlier.state <> 'done'
          AND array_position(%(order)s::text[], earlier.name::text)
            < array_position(%(order)s::text[], stage.name::text)
    )
"""

# Whoever takes a stage goes on to its end, which waits for the disk. Should the machine die
# before, this transaction is undone whole, with the end of the stage before: both wait again.
_TAKE = f"""
    UPDATE reports_stage SET state = 'running', attempts = attempts + 1, started_at = %(now)s,
        finished_at = NULL, leased_until = %(until)s, updated_at = %(now)s
    WHERE id = (
        SELECT stage.id FROM reports_stage stage
        WHERE stage.version_id = %(version)s
          AND (%(name)s::text IS NULL OR stage.name = %(name)s) AND {_FREE}
        FOR UPDATE SKIP LOCKED
    )
    RETURNING id, version_id, name, attempts, set_config('synchronous_commit', 'off', true)
"""  # noqa: S608  # built of our own text

_HOLD = """
    SELECT FROM reports_stage WHERE id = %s AND attempts = %s AND state = 'running' FOR UPDATE
"""

_DONE = """
    UPDATE reports_stage SET state = 'done', finished_at = %(now)s, leased_until = NULL,
        error = '', engine_version = %(engine)s, updated_at = %(now)s
    WHERE id = %(id)s
"""

_LOST = f"""
    SELECT stage.version_id FROM reports_stage stage
    WHERE stage.state <> 'done' AND (stage.state = 'running' OR stage.updated_at < %(before)s)
      AND {_FREE}
    ORDER BY stage.updated_at, stage.id LIMIT %(limit)s
"""  # noqa: S608  # built of our own text


@dataclass(frozen=True, slots=True)
class _Taken:
    """A stage that this worker took, and the number of its try."""

    pk: int
    version_id: int
    name: StageName
    attempt: int


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
    taken = _take(version_id, name)
    if taken is None:
        return StageOutcome(None)
    return _run(taken, then_next=False)[0]


def stages_run(*, version_id: int) -> Iterator[tuple[StageName, StageOutcome]]:
    """Do the stages of a version that are not done, one after the other; yield what became of each.

    As :func:`stage_run`, but the transaction that finishes a stage takes the next one, so whoever
    begins must go on to the end. It ends early where a try failed or somebody else is at work.
    """
    taken = _take(version_id)
    while taken is not None:
        name = taken.name
        outcome, taken = _run(taken, then_next=True)
        yield name, outcome


def _run(taken: _Taken, *, then_next: bool) -> tuple[StageOutcome, _Taken | None]:
    """Do the work of a taken stage; return what became of it, and the stage that was taken next."""
    following = None
    try:
        with transaction.atomic():
            if not fetch(_HOLD, [taken.pk, taken.attempt]):
                # The lease ran out and somebody else took it.
                return StageOutcome(None), None
            _WORK[taken.name](taken.version_id)
            now = timezone.now()
            done = Call(_DONE, {"id": taken.pk, "now": now, "engine": engine.version()})
            if then_next and taken.name != ORDER[-1]:
                following = _take(taken.version_id, after=[done])
            else:
                execute_all([done])
    except Exception as error:
        log.exception(
            "stage_failed", version_id=taken.version_id, stage=taken.name, attempt=taken.attempt
        )
        return _fail(taken, error), None
    return StageOutcome(StageState.DONE), following


def next_stage(*, version_id: int) -> StageName | None:
    """Return the first stage of a version that is not done."""
    states = dict(Stage.objects.filter(version_id=version_id).values_list("name", "state"))
    return next((each for each in ORDER if states.get(each) != StageState.DONE), None)


def versions_lost(*, waited: timedelta, limit: int) -> list[int]:
    """Return versions that nobody works on though a stage could be done, the oldest first.

    Their stages wait for longer than ``waited``, or were leased by a worker that died.
    """
    now = timezone.now()
    rows = fetch(_LOST, {"now": now, "order": list(ORDER), "before": now - waited, "limit": limit})
    return [pk for (pk,) in rows]


def stage_retry(*, version_id: int, name: StageName) -> bool:
    """Let a failed stage be tried again; return whether there was one."""
    return bool(
        Stage.objects.filter(version_id=version_id, name=name, state=StageState.FAILED).update(
            state=StageState.WAITING, attempts=0, not_before=None
        )
    )


def _take(
    version_id: int, name: StageName | None = None, *, after: Sequence[Call] = ()
) -> _Taken | None:
    """Take a stage, or whichever of a version can be taken: of these there is one at most."""
    now = timezone.now()
    given = {"version": version_id, "name": name, "now": now, "until": now + LEASE}
    rows = fetch(_TAKE, given | {"order": list(ORDER)}, after=after)
    return next(
        (_Taken(pk, of, StageName(what), times) for pk, of, what, times, _off in rows), None
    )


def _fail(taken: _Taken, error: Exception) -> StageOutcome:
    now = timezone.now()
    last = taken.attempt >= MAX_ATTEMPTS
    # A deadlock is nobody's fault: the other transaction is through by now.
    wait = timedelta(0) if isinstance(error, DatabaseError) else BACK_OFF * 2 ** (taken.attempt - 1)
    Stage.objects.filter(pk=taken.pk, attempts=taken.attempt, state=StageState.RUNNING).update(
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
    outcome = statements_group(version_id=version_id)
    verifications_mark_stale(discrepancy_ids=outcome.discrepancy_ids)


def _compare(version_id: int) -> None:
    outcome = statements_compare(version_id=version_id)
    verifications_mark_stale(discrepancy_ids=outcome.discrepancy_ids)


_WORK: dict[StageName, Callable[[int], None]] = {
    StageName.EXTRACT: _extract,
    StageName.GROUP: _group,
    StageName.COMPARE: _compare,
}
