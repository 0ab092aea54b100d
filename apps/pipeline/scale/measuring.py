"""What a check costs on a filled database: one claim at a time, and reports end to end."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from statistics import quantiles
from typing import TYPE_CHECKING, Any

from django.db import connection

from apps.claims.models import Claim
from apps.pipeline.dispatch import report_receive
from apps.pipeline.scale.mix import Mould
from apps.pipeline.stages import stages_run
from apps.pipeline.waiting import worker_answers
from apps.pipeline.warming import engine_warm, garbage_collect
from apps.reports.enums import StageName, StageState
from apps.reports.models import Stage
from apps.reports.services import report_ingest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from apps.pipeline.scale.mix import Telling

#: A worker that takes no message in this many seconds has not started.
_READY_SECONDS = 60
_LOOK_EVERY = 0.05
#: Reports that are checked before the clock runs, so that caches are as they are all day.
WARM_UP = 20
#: How many workers are sent reports, one number after the other.
WORKERS = (1, 2)


@dataclass(frozen=True, slots=True)
class Spread:
    """Milliseconds: the middle one, and those that 5 and 1 of 100 are above."""

    median: float
    p95: float
    p99: float

    @classmethod
    def of(cls, seconds: list[float]) -> Spread:
        """Read the spread of measured seconds."""
        cuts = quantiles(seconds, n=100, method="inclusive")
        return cls(*(round(1000 * cuts[each], 2) for each in (49, 94, 98)))


@dataclass(frozen=True, slots=True)
class Checks:
    """The cost of one new report with one sentence, and of checking one claim of it.

    A claim's check is its share of the grouping and of the comparison. ``pairs`` is how many
    were looked at for such a report, on average.
    """

    extract: Spread
    group: Spread
    compare: Spread
    claim: Spread
    pairs: float


def needed(*, checked: int, sent: int) -> int:
    """Return how many new reports so many checks take, with so many sent each time."""
    return (1 + len(WORKERS)) * WARM_UP + checked + len(WORKERS) * sent


def checks(*, news: Iterator[Telling], number: int) -> Checks:
    """Check so many new reports of one sentence, one after the other, in this process.

    The clock of a stage ends when it is committed and the next one taken, as in a worker; what a
    worker does between two reports is nobody's check.
    Such a sentence holds one figure and, as words that somebody said, at least one more claim.
    """
    seconds: dict[StageName, list[float]] = {each: [] for each in StageName}
    claims: list[int] = []
    engine_warm()
    for turn in range(WARM_UP + number):
        version_id = report_ingest(**_report(next(news), f"check-{turn}", short=True)).version.pk
        begun = time.perf_counter()
        for name, outcome in stages_run(version_id=version_id):
            if outcome.state != StageState.DONE:
                message = f"{name.value} of a new report ended as {outcome.state}"
                raise RuntimeError(message)
            seconds[name].append(time.perf_counter() - begun)
            begun = time.perf_counter()
        garbage_collect()
        claims.append(Claim.objects.filter(version_id=version_id).count())
    seconds = {name: each[WARM_UP:] for name, each in seconds.items()}
    shares = [
        (group + compare) / held
        for group, compare, held in zip(
            seconds[StageName.GROUP], seconds[StageName.COMPARE], claims[WARM_UP:], strict=True
        )
    ]
    return Checks(
        extract=Spread.of(seconds[StageName.EXTRACT]),
        group=Spread.of(seconds[StageName.GROUP]),
        compare=Spread.of(seconds[StageName.COMPARE]),
        claim=Spread.of(shares),
        pairs=_pairs_a_report("check-"),
    )


def _report(telling: Telling, external_id: str, *, short: bool) -> dict[str, Any]:
    mould = telling.mould
    if short:
        mould = Mould(mould.story, mould.place, 0)
    return {
        "content": telling.say(mould.text),
        "outlet": telling.outlet,
        "published_on": telling.published_on.isoformat(),
        "external_id": external_id,
    }


def _pairs_a_report(prefix: str) -> float:
    """Return how many pairs a new report brought, on average."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT count(DISTINCT c.id)::float / greatest(count(DISTINCT r.id), 1)
            FROM reports_report r
            JOIN reports_reportversion v ON v.report_id = r.id
            JOIN claims_claim k ON k.version_id = v.id
            JOIN discrepancies_statementclaim l ON l.claim_id = k.id
            LEFT JOIN discrepancies_comparison c
              ON c.a_id = l.statement_id OR c.b_id = l.statement_id
            WHERE r.external_id LIKE %s
            """,
            [f"{prefix}%"],
        )
        return round(float(cursor.fetchone()[0]), 1)


@dataclass(frozen=True, slots=True)
class Throughput:
    """Whole reports through real workers, and the most memory that one process of theirs took."""

    workers: int
    reports: int
    seconds: float
    megabytes: int

    @property
    def rate(self) -> float:
        """Reports a second, from the first one taken in to the last one compared."""
        return round(self.reports / self.seconds, 1)


def throughput(
    *, news: Iterator[Telling], workers: int, number: int, environment: Mapping[str, str]
) -> Throughput:
    """Send so many reports to real workers and wait until the last one is compared."""
    with _workers(workers, environment) as worker:
        _through(news, f"warm-{workers}", WARM_UP)
        seconds = _through(news, f"sent-{workers}", number)
        return Throughput(workers, number, seconds, _most_memory(worker.pid))


def _through(news: Iterator[Telling], prefix: str, number: int) -> float:
    tellings = list(islice(news, number))
    begun = time.perf_counter()
    versions = [
        report_receive(**_report(each, f"{prefix}-{turn}", short=False)).version.pk
        for turn, each in enumerate(tellings)
    ]
    left = Stage.objects.filter(version_id__in=versions).exclude(state=StageState.DONE)
    while left.exists():
        if left.filter(state=StageState.FAILED).exists():
            message = f"a stage failed: {left.filter(state=StageState.FAILED)[0].error}"
            raise RuntimeError(message)
        time.sleep(_LOOK_EVERY)
    return time.perf_counter() - begun


@contextmanager
def _workers(number: int, environment: Mapping[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """Run a Celery worker with so many processes; it ends with the block."""
    command = [sys.executable, "-m", "celery", "-A", "claimtrack", "worker"]
    command += ["--loglevel", "ERROR", "--concurrency", str(number)]
    command += ["--without-gossip", "--without-mingle"]
    worker = subprocess.Popen(  # noqa: S603  # our own command
        command,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        deadline = time.monotonic() + _READY_SECONDS
        while not worker_answers():
            if worker.poll() is not None or time.monotonic() > deadline:
                message = "the worker did not start"
                raise RuntimeError(message)
        yield worker
    finally:
        worker.terminate()
        worker.wait()


def _most_memory(pid: int) -> int:
    """Return the most megabytes that a worker or one of its children held; 0 where unknown."""
    children = Path(f"/proc/{pid}/task/{pid}/children")
    if not children.exists():
        return 0
    family = [pid, *(int(each) for each in children.read_text().split())]
    return max(_peak(each) for each in family)


def _peak(pid: int) -> int:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) // 1024
    return 0
