"""The order law, drawn by hypothesis: what reports say at the end decides every row.

A plan takes reports in, corrects and withdraws them in any order, with the work on them split,
repeated, lost or cut short anywhere between; the rows must equal those of a plain run, in which
each report is worked on to its end before the next one comes.
"""

from __future__ import annotations

import tomllib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.db.models import F
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from apps.accounts.models import User
from apps.discrepancies.models import Question, Statement
from apps.discrepancies.tally import pairs_counted
from apps.pipeline.dispatch import report_change_status, report_receive
from apps.pipeline.rows import statement_row
from apps.pipeline.stages import ORDER, next_stage, stage_run, versions_lost
from apps.pipeline.waiting import versions_finish
from apps.reports.enums import PublicationStatus, StageState
from apps.reports.models import Report, ReportVersion, Stage
from tests.pipeline.test_order import empty, rows, work_through
from tests.pipeline.test_worker import lost_messages_and_leases, nothing, wait_for

if TYPE_CHECKING:
    from collections.abc import Callable

    import redis

    from tests.worker import Worker

pytestmark = pytest.mark.django_db(transaction=True)

POOL = tomllib.loads((Path(__file__).parent / "reports.toml").read_text(encoding="utf-8"))
REPORTS = {row["id"]: row for row in POOL["report"]}
#: The lease of a worker that died is over for so long.
LONG_AGO = timedelta(hours=1)


class Work(Enum):
    """What becomes of one message between two reports."""

    DONE = "the next stage is done"
    REPEATED = "every stage comes again, done or not"
    CUT_SHORT = "the worker takes the next stage and dies"


@dataclass(frozen=True)
class Event:
    """Something that happens to a report; ``version`` counts its texts from 0."""

    report: str
    version: int = 0
    status: PublicationStatus | None = None


@dataclass(frozen=True)
class Plan:
    """Events in the order in which they come, what work is done after each, and who ends it."""

    events: tuple[Event, ...]
    work: tuple[tuple[tuple[int, Work], ...], ...]
    workers: int
    backwards: bool

    @property
    def plain(self) -> tuple[Event, ...]:
        """The same events, each report's own together, in the order of the pool."""
        order = list(REPORTS)
        return tuple(sorted(self.events, key=lambda event: order.index(event.report)))


@st.composite
def histories(draw: st.DrawFn, report: str) -> tuple[Event, ...]:
    """Draw what happens to one report, in order: it comes, is corrected, withdrawn, restored."""
    texts = draw(st.integers(1, len(REPORTS[report]["versions"])))
    statuses = draw(
        st.sampled_from(
            [
                (),
                (),
                (PublicationStatus.CANCELED,),
                (PublicationStatus.WITHHELD, PublicationStatus.USABLE),
            ]
        )
    )
    return (
        *(Event(report, version) for version in range(texts)),
        *(Event(report, texts - 1, status) for status in statuses),
    )


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Draw some reports, what happens to each, and an order that keeps each one's own."""
    chosen = draw(st.lists(st.sampled_from(list(REPORTS)), min_size=3, max_size=7, unique=True))
    left = {report: list(draw(histories(report))) for report in chosen}
    turns = draw(st.permutations([report for report in chosen for _ in left[report]]))
    act = st.tuples(st.integers(0, 20), st.sampled_from(Work))
    return Plan(
        events=tuple(left[report].pop(0) for report in turns),
        work=tuple(tuple(draw(st.lists(act, max_size=4))) for _ in turns),
        workers=draw(st.integers(1, 2)),
        backwards=draw(st.booleans()),
    )


def state() -> dict[str, Any]:
    """Return every row that the law speaks of, by natural keys."""
    statements = Statement.objects.prefetch_related(
        "claims__version__report", "parts__claims__version__report"
    )
    return {
        "reports": list(
            Report.objects.order_by("external_id", "versions__number").values_list(
                "external_id", "status", "outlet__key", "versions__number", "versions__is_current"
            )
        ),
        "statements": [statement_row(row) for row in statements.order_by("key")],
        "questions": list(
            Question.objects.filter(statements__isnull=False)
            .order_by("key")
            .distinct()
            .values_list("key", "title")
        ),
        "pairs": {name: count for name, count in pairs_counted().items() if count},
        **rows(),
    }


def desk() -> User:
    """Return somebody who may change a report."""
    return User.objects.get_or_create(username="desk", is_superuser=True)[0]


def happen(event: Event) -> int:
    """Let an event happen through the doors that people and programs use; return its version."""
    if event.status is not None:
        report = Report.objects.get(external_id=event.report)
        report_change_status(user=desk(), report_id=report.pk, status=event.status)
        return report.versions.get(is_current=True).pk
    row = REPORTS[event.report]
    return report_receive(
        content=row["versions"][event.version].strip(),
        outlet=row["outlet"],
        published_on=row["published_on"],
        external_id=event.report,
    ).version.pk


@cache
def plain_state(events: tuple[Event, ...]) -> dict[str, Any]:
    """Return the rows after a plain run of events."""
    empty()
    for event in events:
        version = happen(event)
        for name in ORDER:
            stage_run(version_id=version, name=name)
    return state()


def work(act: Work, version: int) -> None:
    """Do to a version what becomes of a message."""
    name = next_stage(version_id=version)
    if act is Work.REPEATED:
        for each in ORDER:
            stage_run(version_id=version, name=each)
    elif name is not None and act is Work.DONE:
        stage_run(version_id=version, name=name)
    elif name is not None:
        Stage.objects.filter(version_id=version, name=name).update(
            state=StageState.RUNNING,
            attempts=F("attempts") + 1,
            leased_until=timezone.now() - LONG_AGO,
        )


def finish(plan: Plan) -> None:
    """Do what the sweep finds, alone or with another worker that goes the other way round."""
    versions = list(ReportVersion.objects.order_by("pk").values_list("pk", flat=True))
    if plan.workers == 1:
        while lost := versions_lost(waited=timedelta(0), limit=Stage.objects.count()):
            for version in reversed(lost) if plan.backwards else lost:
                work(Work.DONE, version)
    else:
        with ThreadPoolExecutor(max_workers=plan.workers) as pool:
            list(pool.map(work_through, [versions, versions[::-1]]))
    assert not Stage.objects.exclude(state=StageState.DONE).exists()


@pytest.mark.usefixtures("redis_client")
@settings(
    max_examples=15,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(plan=plans())
def test_rows_are_those_of_a_plain_run_whatever_becomes_of_the_work(plan: Plan) -> None:
    expected = plain_state(plan.plain)
    empty()
    versions: list[int] = []
    for event, acts in zip(plan.events, plan.work, strict=True):
        versions.append(happen(event))
        for number, act in acts:
            work(act, versions[number % len(versions)])
    finish(plan)
    assert state() == expected


def test_pool_raises_what_the_law_is_about() -> None:
    events = [Event(report) for report in REPORTS]
    found = {row["kind"] for row in plain_state(tuple(events))["discrepancies"]}
    assert found == {"contradiction", "denial", "measure_drift", "quote_mismatch"}
    assert Statement.objects.filter(kind="sum").exists()


@settings(
    max_examples=2,
    phases=[Phase.explicit, Phase.generate],
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(plan=plans(), kill_after=st.integers(1, 4), empty_redis=st.booleans())
def test_rows_are_those_of_a_plain_run_with_a_killed_worker(
    start_worker: Callable[..., Worker],
    redis_client: redis.Redis,
    plan: Plan,
    kill_after: int,
    empty_redis: bool,  # noqa: FBT001  # hypothesis draws it
) -> None:
    expected = plain_state(plan.plain)
    empty()
    redis_client.flushall()
    first = start_worker(concurrency=plan.workers)
    versions = [happen(event) for event in plan.events]
    wait_for(lambda: Stage.objects.filter(state=StageState.DONE).count() >= kill_after)
    first.kill()
    if empty_redis:
        redis_client.flushall()
    second = start_worker(concurrency=plan.workers)
    lost_messages_and_leases()
    assert versions_finish(version_ids=versions, progress=nothing) == []
    second.stop()
    assert state() == expected
