"""A Celery worker as a process of its own, as it runs in production."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

READY = b" ready."
READY_SECONDS = 60
STOP_SECONDS = 20
KEPT_LINES = 200


class Worker:
    """Start a worker; ``stop`` lets it finish, ``kill`` does not."""

    def __init__(self, environment: Mapping[str, str], *, concurrency: int) -> None:
        self._lines: deque[bytes] = deque(maxlen=KEPT_LINES)
        self._ready = threading.Event()
        self._process = subprocess.Popen(
            [
                *(sys.executable, "-m", "celery", "-A", "claimtrack", "worker"),
                *("--loglevel", "INFO", "--concurrency", str(concurrency)),
                *(
                    "--without-gossip",
                    "--without-mingle",
                    "--hostname",
                    f"{os.urandom(4).hex()}@%h",
                ),
            ],
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        # Reading all along keeps the worker from blocking on a full pipe.
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    @property
    def output(self) -> str:
        """The last lines of its log."""
        return b"".join(self._lines).decode(errors="replace")

    def wait_until_ready(self) -> None:
        """Return when the worker takes messages; fail with its log where it does not."""
        assert self._ready.wait(READY_SECONDS), self.output
        self.require_running()

    def require_running(self) -> None:
        """Fail with the worker's log where it has ended."""
        assert self._process.poll() is None, self.output

    def stop(self) -> None:
        """Let the worker finish what it holds; kill it where that takes too long."""
        if self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self.kill()
        self._reader.join()

    def kill(self) -> None:
        """End the worker and its children at once, as a power cut would."""
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._lines.append(line)
            if READY in line:
                self._ready.set()
        # Ended before it was ready: whoever waits looks at the log.
        self._ready.set()
