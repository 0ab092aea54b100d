"""One run a folder: a lock that the system lets go of, however its holder ends."""

from __future__ import annotations

import fcntl
import os
from typing import TYPE_CHECKING, Self

from claimtrack.local.errors import LocalError

if TYPE_CHECKING:
    from pathlib import Path


class FolderLock:
    """Hold the lock file for the length of the ``with`` block.

    Entering raises ``LocalError`` where another process holds it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._descriptor = -1

    def __enter__(self) -> Self:
        self._descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = os.read(self._descriptor, 20).decode() or "unknown"
            os.close(self._descriptor)
            message = f"ClaimTrack already runs from this folder (process {holder}): stop it first."
            raise LocalError(message) from error
        os.ftruncate(self._descriptor, 0)
        os.write(self._descriptor, str(os.getpid()).encode())
        return self

    def __exit__(self, *_error: object) -> None:
        os.close(self._descriptor)
