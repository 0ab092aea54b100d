"""Child processes: started with a log, remembered on disk, stopped for sure."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import psutil

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

#: Two readings of one process' start time differ by rounding only.
SAME_START = 0.05
#: How many last lines of a log are shown when its process died.
LAST_LINES = 12


@dataclass(frozen=True, slots=True)
class Account:
    """The system account that a child runs under, where it is not our own."""

    uid: int | None = None
    gid: int | None = None
    #: What goes before the command, such as the entry into a user namespace.
    prefix: tuple[str, ...] = ()

    def popen_options(self) -> dict[str, Any]:
        """Return the arguments that make ``subprocess`` switch to the account."""
        if self.uid is None or self.prefix:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}


OWN_ACCOUNT = Account()


@dataclass(slots=True)
class Child:
    """One process with its own log, in a session of its own.

    A session of its own keeps the terminal's Ctrl-C from reaching it before we stop it in order.
    """

    name: str
    command: Sequence[str]
    log: Path
    environment: Mapping[str, str]
    folder: Path
    account: Account = OWN_ACCOUNT
    stop_signal: signal.Signals = signal.SIGTERM
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def start(self) -> None:
        """Start the process; its log of the run before is kept beside as ``.1``."""
        with suppress(FileNotFoundError):
            self.log.replace(self.log.with_suffix(".log.1"))
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(  # noqa: S603  # the project's own commands
                [*self.account.prefix, *self.command],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=dict(self.environment),
                cwd=self.folder,
                start_new_session=True,
                **self.account.popen_options(),
            )

    @property
    def pid(self) -> int:
        """The process' id."""
        if self.process is None:
            message = f"{self.name} was not started"
            raise RuntimeError(message)
        return self.process.pid

    def exit_code(self) -> int | None:
        """Return how the process ended, or ``None`` while it runs."""
        return None if self.process is None else self.process.poll()

    def ask_to_stop(self) -> None:
        """Send the signal on which the process ends in good order."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(self.stop_signal)

    def ensure_stopped(self, *, seconds: float) -> None:
        """Wait for the end that was asked for, and force it after so many seconds."""
        if self.process is None:
            return
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            _kill_group(self.process.pid)
            self.process.wait()

    def last_lines(self) -> str:
        """Return the end of the log."""
        with suppress(OSError):
            lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
            return "\n".join(lines[-LAST_LINES:])
        return ""


class Roster:
    """The file that names a run's processes, for the run after one that was killed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._rows: list[dict[str, Any]] = []

    def add(self, child: Child) -> None:
        """Remember a child that has just started."""
        with suppress(psutil.NoSuchProcess):
            started = psutil.Process(child.pid).create_time()
            self._rows.append(
                {
                    "name": child.name,
                    "pid": child.pid,
                    "started": started,
                    "signal": child.stop_signal.value,
                }
            )
        draft = self.path.with_suffix(".new")
        draft.write_text(json.dumps(self._rows), encoding="utf-8")
        draft.replace(self.path)

    def clear(self) -> None:
        """Forget the processes: all of them were stopped."""
        self._rows.clear()
        self.path.unlink(missing_ok=True)

    def stop_leftovers(self, *, seconds: float) -> list[str]:
        """Stop what a killed run left behind, last started first; return the names.

        A process id that the system has since given to another process is left alone.
        """
        stopped = []
        for name, process, stop_signal in self._leftovers():
            with suppress(psutil.NoSuchProcess):
                process.send_signal(stop_signal)
                try:
                    process.wait(seconds)
                except psutil.TimeoutExpired:
                    _kill_group(process.pid)
                    process.wait(seconds)
            stopped.append(name)
        self.clear()
        return stopped

    def _leftovers(self) -> Iterator[tuple[str, psutil.Process, int]]:
        try:
            rows = json.loads(self.path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return
        for row in reversed(rows):
            with suppress(psutil.NoSuchProcess):
                process = psutil.Process(row["pid"])
                if abs(process.create_time() - row["started"]) < SAME_START:
                    yield row["name"], process, row["signal"]


def _kill_group(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)
