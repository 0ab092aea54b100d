"""``python -m claimtrack.local`` as a person runs it, read line by line."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Self

import psutil

if TYPE_CHECKING:
    from collections.abc import Mapping

BASE = Path(__file__).resolve().parents[2]
#: Long enough for a machine that is busy with other things.
PATIENCE = 120


class LocalProcess:
    """One run on a data folder of its own; ends with the ``with`` block, however that ends."""

    def __init__(self, what: str, data: Path, environment: Mapping[str, str] | None = None) -> None:
        inherited = {
            name: value
            for name, value in os.environ.items()
            if name not in {"DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE"}
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "claimtrack.local", what],
            cwd=BASE,
            env={**inherited, "DATA_DIR": str(data), **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.lines: list[str] = []
        self._fresh: queue.Queue[str | None] = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(PATIENCE)

    def wait_for_line(self, words: str) -> str:
        """Return the first line from here on that has the words."""
        while True:
            line = self._fresh.get(timeout=PATIENCE)
            assert line is not None, "\n".join(["It ended, after printing:", *self.lines])
            if words in line:
                return line

    def wait_for_end(self) -> int:
        """Return the exit code."""
        code = self.process.wait(PATIENCE)
        self._reader.join(PATIENCE)
        return code

    def interrupt(self) -> int:
        """Press Ctrl-C and return the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.wait_for_end()

    def kill(self) -> None:
        """Kill the supervisor alone, so that what it started is left behind."""
        self.process.kill()
        self.process.wait(PATIENCE)

    def started(self) -> dict[str, psutil.Process]:
        """What it runs, by the program's arguments."""
        return {
            " ".join(each.cmdline()): each for each in psutil.Process(self.process.pid).children()
        }

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(line.rstrip("\n"))
            self._fresh.put(line.rstrip("\n"))
        self._fresh.put(None)


def running(processes: Mapping[str, psutil.Process]) -> list[str]:
    """Those of the processes that have not ended."""
    _, alive = psutil.wait_procs(list(processes.values()), timeout=0)
    return [name for name, each in processes.items() if each in alive]
