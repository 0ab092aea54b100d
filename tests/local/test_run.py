"""The command line: one run a folder, and the run after one that was killed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psutil

from tests.local.process import LocalProcess, running

if TYPE_CHECKING:
    from pathlib import Path

SERVING = "PostgreSQL and Redis serve"


def test_interrupt_stops_every_process_it_started(data: Path) -> None:
    with LocalProcess("servers", data) as local:
        local.wait_for_line(SERVING)
        started = local.started()
        assert len(started) == 2
        assert local.interrupt() == 0
    assert running(started) == []
    assert local.lines[-1] == "Both have stopped."


def test_second_run_in_one_folder_is_refused_by_the_name_of_the_first(data: Path) -> None:
    with LocalProcess("servers", data) as first:
        first.wait_for_line(SERVING)
        with LocalProcess("servers", data) as second:
            assert second.wait_for_end() == 1
        pid = first.process.pid
        assert second.lines == [
            f"ClaimTrack already runs from this folder (process {pid}): stop it first."
        ]
        assert len(running(first.started())) == 2


def test_run_after_a_killed_one_stops_what_that_left(data: Path) -> None:
    with LocalProcess("servers", data) as killed:
        killed.wait_for_line(SERVING)
        left = killed.started()
        killed.kill()
    assert len(running(left)) == 2
    with LocalProcess("servers", data) as after:
        said = after.wait_for_line("was killed")
        assert said == (
            "The last run was killed; what it left running was stopped: redis, postgres."
        )
        after.wait_for_line(SERVING)
        assert running(left) == []
        assert after.interrupt() == 0


def test_death_of_a_server_stops_the_rest_and_names_its_log(data: Path) -> None:
    with LocalProcess("servers", data) as local:
        local.wait_for_line(SERVING)
        started = local.started()
        victim = next(each for name, each in started.items() if "redis" in name)
        victim.kill()
        assert local.wait_for_end() == 1
    assert running(started) == []
    assert any(
        line.startswith("redis ended by itself (signal SIGKILL), so everything stops. Its log, ")
        for line in local.lines
    )


def test_process_number_that_was_given_out_again_is_left_alone(data: Path) -> None:
    stranger = psutil.Process()
    (data / "processes.json").write_text(
        f'[{{"name": "web", "pid": {stranger.pid}, "started": 1.0, "signal": 15}}]'
    )
    with LocalProcess("servers", data) as local:
        local.wait_for_line(SERVING)
        assert local.interrupt() == 0
    assert not any("was killed" in line for line in local.lines)
