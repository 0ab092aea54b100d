"""Servers for the length of one command, on a data folder that is gone afterwards."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from claimtrack.local.errors import LocalError
from claimtrack.local.lock import FolderLock
from claimtrack.local.servers import Servers
from claimtrack.local.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claimtrack.local.workspace import Addresses

STOP_SECONDS = 10


@contextmanager
def throwaway_servers(
    base: Path, *, purpose: str, durable: bool, environment: Mapping[str, str] | None = None
) -> Iterator[Addresses]:
    """Run both servers of the project at ``base`` inside the ``with`` block.

    Many may run at once. What one that was killed left behind, with the same ``purpose``, is
    stopped and cleared away first. Addresses in the environment are used as they are. Raises
    ``LocalError`` where the servers cannot be started.
    """
    folders = Workspace(base).data / purpose
    folders.mkdir(parents=True, exist_ok=True)
    _clear_killed(base, folders)
    with ExitStack() as stack:
        folder = Path(tempfile.mkdtemp(dir=folders))
        # PostgreSQL, which is another user where root starts it, must get in.
        folder.chmod(0o755)
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        workspace = Workspace(base, data=folder)
        workspace.prepare()
        stack.enter_context(FolderLock(workspace.lock))
        yield stack.enter_context(
            Servers(workspace, durable=durable, environment=environment)
        ).addresses


def _clear_killed(base: Path, folders: Path) -> None:
    for folder in folders.iterdir():
        workspace = Workspace(base, data=folder)
        try:
            with FolderLock(workspace.lock):
                Servers(workspace, durable=False).roster.stop_leftovers(seconds=STOP_SECONDS)
                shutil.rmtree(folder, ignore_errors=True)
        except (LocalError, OSError):
            # It is in use, or another command clears it.
            continue
