"""Keep processes running together: when one dies or a stop is asked for, all of them stop."""

from __future__ import annotations

import signal
import subprocess
import time
from typing import TYPE_CHECKING, Any, Self

from claimtrack.local.errors import LocalError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path
    from types import FrameType

    from claimtrack.local.children import Child, Roster

    _Handler = Callable[[int, FrameType | None], Any] | int | None

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
#: A worker may finish the stage that it holds; after that its lease brings the stage back.
STOP_SECONDS = 15
BETWEEN_LOOKS = 0.1
#: What a log line of our own processes has when something went wrong.
ALARMS = ("[error", "[critical", "Traceback (most recent call last)", "] CRITICAL", "/ERROR]")


class StopRequestedError(Exception):
    """Someone asked for the end: Ctrl-C, or a signal to stop."""


class StopSignals:
    """Note signals to stop instead of obeying them at once, inside the ``with`` block.

    So no signal falls between the start of a process and the moment it is remembered.
    """

    def __init__(self) -> None:
        self.stop_requested = False
        self._previous: list[tuple[signal.Signals, _Handler]] = []

    def __enter__(self) -> Self:
        self._previous = [(each, signal.signal(each, self._note)) for each in STOP_SIGNALS]
        return self

    def __exit__(self, *_error: object) -> None:
        for each, handler in self._previous:
            signal.signal(each, handler)

    def _note(self, _signal: int, _frame: FrameType | None) -> None:
        self.stop_requested = True


class Supervisor:
    """Start and watch processes; leaving the ``with`` block stops those that it started.

    ``watched`` are processes that were started, and will be stopped, by someone else.
    """

    def __init__(
        self,
        *,
        signals: StopSignals,
        roster: Roster,
        watched: Iterable[Child],
        say: Callable[[str], None],
    ) -> None:
        self.signals = signals
        self.roster = roster
        self.say = say
        self.watched = list(watched)
        self._own: list[Child] = []
        self._read: dict[Path, int] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        for child in reversed(self._own):
            child.ask_to_stop()
        for child in reversed(self._own):
            child.ensure_stopped(seconds=STOP_SECONDS)

    def start(self, child: Child) -> None:
        """Start a process, and watch it from now on."""
        child.start()
        self.roster.add(child)
        self._own.append(child)
        self.watched.append(child)

    def check(self) -> None:
        """Show new alarms of the logs.

        Raises ``StopRequestedError`` once a stop was asked for, ``LocalError`` when a process died.
        """
        if self.signals.stop_requested:
            raise StopRequestedError
        for child in self.watched:
            self._show_alarms(child)
            code = child.exit_code()
            if code is not None:
                message = (
                    f"{child.name} ended by itself ({_describe(code)}), so everything stops. "
                    f"Its log, {child.log}, ends with:\n{child.last_lines()}"
                )
                raise LocalError(message)

    def run(
        self, command: list[str], *, environment: Mapping[str, str], folder: Path, purpose: str
    ) -> None:
        """Run a command to its end on our console, watching the others meanwhile.

        Raises ``LocalError`` where it fails.
        """
        process = subprocess.Popen(  # noqa: S603  # the project's own commands
            command, env=dict(environment), cwd=folder, start_new_session=True
        )
        try:
            while process.poll() is None:
                self.check()
                time.sleep(BETWEEN_LOOKS)
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait()
        if process.returncode:
            message = f"{purpose} failed ({_describe(process.returncode)}); see above."
            raise LocalError(message)

    def wait_for(self, ready: Callable[[], bool], *, seconds: float, purpose: str) -> None:
        """Return when ``ready`` says so; raise ``LocalError`` when that takes too long."""
        deadline = time.monotonic() + seconds
        while not ready():
            self.check()
            if time.monotonic() > deadline:
                message = f"{purpose} was not ready after {seconds:.0f} seconds."
                raise LocalError(message)
            time.sleep(BETWEEN_LOOKS)

    def serve(self) -> None:
        """Watch until a stop is asked for or a process dies; raises as ``check`` does."""
        while True:
            self.check()
            time.sleep(BETWEEN_LOOKS)

    def _show_alarms(self, child: Child) -> None:
        seen = self._read.get(child.log, 0)
        if child.log.stat().st_size == seen:
            return
        with child.log.open("rb") as log:
            log.seek(seen)
            fresh = log.read()
        whole, _, _ = fresh.rpartition(b"\n")
        self._read[child.log] = seen + len(whole) + (1 if whole else 0)
        for line in whole.decode(errors="replace").splitlines():
            if any(alarm in line for alarm in ALARMS):
                self.say(f"{child.name}: {line} (more in {child.log})")


def _describe(code: int) -> str:
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
