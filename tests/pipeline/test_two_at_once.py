"""What another worker brings in or takes away while one looks for whom to compare."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection, connections

from apps.accounts.models import User
from apps.discrepancies.candidates import pairs_wake
from apps.discrepancies.models import Comparison, Statement
from apps.discrepancies.services import statements_group
from apps.discrepancies.shares import share_pairs
from apps.discrepancies.sums import sums_write
from apps.discrepancies.tally import pairs_counted
from apps.pipeline.dispatch import report_change_status
from apps.pipeline.rows import comparison_rows
from apps.pipeline.stages import ORDER, next_stage, stage_run
from apps.reports.enums import PublicationStatus, StageName, StageState
from apps.reports.models import Report
from apps.reports.services import report_ingest, report_set_status
from tests.pipeline.test_worker import wait_for

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from apps.discrepancies.grouping import GroupOutcome

pytestmark = pytest.mark.django_db(transaction=True)

NAMED = "The ministry said on Tuesday that 90 people had died when Typhoon Merlo came."
PLAIN = "The ministry said on Tuesday that 90 have died."
OTHER = "Police said on Tuesday that 40 were killed by Typhoon Merlo."


def take_in(name: str, text: str, day: date = date(2025, 3, 4)) -> int:
    """Take a report in and return its version."""
    return report_ingest(
        content=f"Storm\n\n{text}",
        outlet=f"Courier {name}",
        published_on=day,
        external_id=name,
    ).version.pk


def run(version: int, *names: StageName) -> None:
    """Do stages of a version that must be there to be done."""
    for name in names:
        assert stage_run(version_id=version, name=name).state is StageState.DONE


def elsewhere(work: Callable[[], object]) -> None:
    """Do work to its end on a connection of its own, as another worker would."""

    def alone() -> None:
        try:
            work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=1) as pool:
        pool.submit(alone).result()


def somebody_waits_for_a_lock() -> bool:
    """Tell whether another connection waits for what this one holds."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT FROM pg_locks WHERE NOT granted")
        return bool(cursor.rowcount)


@pytest.fixture
def before_locks(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], None]:
    """Have work done elsewhere once, after the next lookup and before it locks what it found."""

    def between(work: Callable[[], object]) -> None:
        waiting = [work]

        def looked_up(*, statement_ids: Collection[int]) -> set[tuple[int, int]]:
            found = share_pairs(statement_ids=statement_ids)
            if waiting:
                elsewhere(waiting.pop())
            return found

        monkeypatch.setattr("apps.discrepancies.comparing.share_pairs", looked_up)

    return between


def test_pair_that_another_worker_compares_meanwhile_is_kept(
    before_locks: Callable[[Callable[[], object]], None],
) -> None:
    one, two = take_in("one", NAMED), take_in("two", OTHER)
    run(one, StageName.EXTRACT, StageName.GROUP)
    run(two, StageName.EXTRACT)
    before_locks(lambda: run(two, StageName.GROUP, StageName.COMPARE))
    run(one, StageName.COMPARE)
    assert [row["relation"] for row in comparison_rows()] == ["contradiction"]


def test_pair_that_another_worker_parts_meanwhile_is_not_written(
    before_locks: Callable[[Callable[[], object]], None],
) -> None:
    for version in (take_in("named", NAMED), take_in("plain", PLAIN)):
        run(version, *ORDER)
    late = take_in("other", OTHER)
    run(late, StageName.EXTRACT, StageName.GROUP)

    def withdraw() -> None:
        report = Report.objects.get(external_id="named")
        editor = User.objects.create_superuser("edith", password="edith-of-velm")  # a test's
        report_set_status(user=editor, report_id=report.pk, status=PublicationStatus.CANCELED)
        run(report.versions.get(is_current=True).pk, StageName.GROUP, StageName.COMPARE)

    before_locks(withdraw)
    run(late, StageName.COMPARE)
    assert not Comparison.objects.exists()


@pytest.mark.usefixtures("redis_client")
def test_report_may_be_withdrawn_while_a_worker_groups_it(monkeypatch: pytest.MonkeyPatch) -> None:
    version = take_in("one", NAMED)
    run(version, StageName.EXTRACT)
    editor = User.objects.create_superuser("edith", password="edith-of-velm")  # a test's
    report = Report.objects.get(external_id="one")

    def withdraw() -> None:
        try:
            report_change_status(
                user=editor, report_id=report.pk, status=PublicationStatus.CANCELED
            )
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=1) as pool:
        withdrawn: list[Future[None]] = []

        def group(*, version_id: int) -> GroupOutcome:
            if not withdrawn:
                withdrawn.append(pool.submit(withdraw))
                wait_for(somebody_waits_for_a_lock)
            return statements_group(version_id=version_id)

        monkeypatch.setattr("apps.pipeline.stages.statements_group", group)
        # The database undoes one of the two; whichever it is, both come to their end.
        stage_run(version_id=version, name=StageName.GROUP)
        withdrawn[0].result()
    for name in (StageName.GROUP, StageName.COMPARE):
        stage_run(version_id=version, name=name)
    assert next_stage(version_id=version) is None
    assert not Statement.objects.exists()


def test_pair_of_which_two_workers_take_both_sides_away_is_counted_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for version in (take_in("one", NAMED), take_in("two", OTHER)):
        run(version, *ORDER)
    assert pairs_counted() == {"contradiction": 1}
    corrected = [take_in("one", "Nothing is known."), take_in("two", "No word came.")]
    for version in corrected:
        run(version, StageName.EXTRACT)
    both_hold_their_statement = Barrier(2, timeout=20)

    def wake(*, statement_ids: Collection[int], version_id: int) -> None:
        pairs_wake(statement_ids=statement_ids, version_id=version_id)
        both_hold_their_statement.wait()

    monkeypatch.setattr("apps.discrepancies.removal.pairs_wake", wake)

    def group(version: int) -> None:
        try:
            run(version, StageName.GROUP)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=2) as pool:
        list(pool.map(group, corrected))
    assert not Comparison.objects.exists()
    assert pairs_counted() == {}


def test_sum_of_which_two_workers_change_a_part_each_is_of_both(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said = "The ministry said that {} in Odesa."
    run(take_in("both", said.format("40 people were killed and 100 were wounded")), *ORDER)
    earlier = [
        take_in("killed", said.format("40 people were killed"), date(2025, 3, 3)),
        take_in("hurt", said.format("100 people were wounded"), date(2025, 3, 2)),
    ]
    for version in earlier:
        run(version, StageName.EXTRACT)
    both_wrote_their_part = Barrier(2, timeout=20)

    def write(**given: Any) -> set[int]:
        both_wrote_their_part.wait()
        return sums_write(**given)

    monkeypatch.setattr("apps.discrepancies.grouping.sums_write", write)
    with ThreadPoolExecutor(max_workers=2) as pool:
        list(pool.map(group, earlier))
    monkeypatch.undo()
    for version in earlier:
        stage_run(version_id=version, name=StageName.GROUP)
    total = Statement.objects.get(kind="sum")
    assert total.first_said_on == date(2025, 3, 2)


def group(version: int) -> None:
    """Group a version as another worker would; it may lose to the other one and wait."""
    try:
        stage_run(version_id=version, name=StageName.GROUP)
    finally:
        connections.close_all()
