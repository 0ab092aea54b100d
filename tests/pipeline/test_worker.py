"""A real worker on real servers: what a killed process and an emptied Redis leave behind."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.db.models import Q
from django.utils import timezone

from apps.pipeline.dispatch import report_receive
from apps.pipeline.tasks import sweep
from apps.pipeline.waiting import versions_finish, worker_answers
from apps.reports.enums import StageState
from apps.reports.models import Stage
from tests.pipeline.story import SEEDS, play
from tests.pipeline.test_order import REPORTS, empty, rows

if TYPE_CHECKING:
    from collections.abc import Callable

    import redis

    from tests.worker import Worker

pytestmark = pytest.mark.django_db(transaction=True)

#: A step that does not come within this many seconds is a failure.
PATIENCE = 60.0


def receive() -> list[int]:
    """Take the reports in through the one door and return their versions."""
    return [
        report_receive(
            content=(SEEDS / row["file"]).read_bytes(),
            outlet=row["outlet"],
            url=row.get("url", ""),
            published_on=row["published_on"],
            external_id=row["id"],
        ).version.pk
        for row in REPORTS
    ]


def wait_for(condition: Callable[[], bool]) -> None:
    """Return as soon as a condition holds; fail where it does not in time."""
    deadline = timezone.now() + timedelta(seconds=PATIENCE)
    tick = threading.Event()
    while not condition():
        assert timezone.now() < deadline
        tick.wait(0.05)


def lost_messages_and_leases() -> None:
    """Let the time pass after which unfinished stages count as lost, and sweep."""
    past = timezone.now() - timedelta(hours=1)
    Stage.objects.exclude(state=StageState.DONE).update(updated_at=past)
    Stage.objects.filter(state=StageState.RUNNING).update(leased_until=past)
    sweep()


def nothing(_done: int, _total: int) -> None:
    """Show no progress."""


@pytest.fixture
def plain() -> dict[str, list[dict[str, Any]]]:
    play(REPORTS)
    found = rows()
    empty()
    return found


def test_killed_worker_that_is_started_again_ends_with_the_same_rows(
    plain: dict[str, list[dict[str, Any]]], start_worker: Callable[..., Worker]
) -> None:
    first = start_worker()
    versions = receive()
    wait_for(lambda: Stage.objects.filter(state=StageState.DONE).count() > len(versions) // 2)
    first.kill()
    assert Stage.objects.filter(~Q(state=StageState.DONE)).exists()

    start_worker()
    lost_messages_and_leases()
    assert versions_finish(version_ids=versions, progress=nothing) == []
    assert rows() == plain


def test_emptied_redis_loses_nothing(
    plain: dict[str, list[dict[str, Any]]],
    redis_client: redis.Redis,
    start_worker: Callable[..., Worker],
) -> None:
    versions = receive()
    assert redis_client.llen("celery") == len(versions)
    redis_client.flushall()

    start_worker()
    lost_messages_and_leases()
    assert versions_finish(version_ids=versions, progress=nothing) == []
    assert rows() == plain


@pytest.mark.usefixtures("redis_client")
def test_reports_are_checked_without_a_worker_when_somebody_waits() -> None:
    assert not worker_answers()
    versions = receive()
    assert versions_finish(version_ids=versions, progress=nothing) == []
    assert not Stage.objects.exclude(state=StageState.DONE).exists()


def test_worker_keeps_its_connection_from_one_report_to_the_next(
    start_worker: Callable[..., Worker],
) -> None:
    start_worker(concurrency=1)
    seen = set()
    for number in range(3):
        version = report_receive(
            content=f"At least 1{number} people were killed in Halden, the mayor said.",
            outlet="Halden Post",
            published_on="2024-12-23",
            external_id=f"kept-{number}",
        ).version
        versions_finish(version_ids=[version.pk], progress=nothing)
        seen |= sessions()
    assert len(seen) == 1


def sessions() -> set[int]:
    """Return the processes of the database that serve somebody else."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND backend_type = 'client backend'"
        )
        return {pid for (pid,) in cursor.fetchall()}
