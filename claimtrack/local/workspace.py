"""The data folder inside the project: who owns what in it, and how secrets are kept there."""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from claimtrack.local.errors import LocalError

#: Read by whoever connects while nothing serves, so that the error names the remedy.
NOT_RUNNING = "make-run-is-not-serving.invalid"


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where PostgreSQL and Redis are reached, with their passwords."""

    database_url: str
    redis_url: str

    def as_environment(self) -> dict[str, str]:
        """Return the variables that every process of the project reads."""
        return {"DATABASE_URL": self.database_url, "REDIS_URL": self.redis_url}


class Workspace:
    """The paths under the data folder of the project at ``base``, made when first needed.

    The folder is ``.data`` of the project, unless ``data`` or the variable ``DATA_DIR`` names
    another one.
    """

    def __init__(self, base: Path, *, data: Path | None = None) -> None:
        self.base = base
        self.data = data or Path(os.environ.get("DATA_DIR") or base / ".data").absolute()

    @property
    def postgres(self) -> Path:
        """Folder of PostgreSQL's cluster."""
        return self.data / "postgres"

    @property
    def redis(self) -> Path:
        """Folder of Redis' configuration and snapshots."""
        return self.data / "redis"

    @property
    def logs(self) -> Path:
        """Folder with one log a process."""
        return self.data / "log"

    @property
    def lock(self) -> Path:
        """File that a run holds locked; the lock ends with the process, however it ends."""
        return self.data / "run.lock"

    @property
    def processes(self) -> Path:
        """File that names the processes of a run, for the run after one that was killed."""
        return self.data / "processes.json"

    @property
    def addresses(self) -> Path:
        """File with the servers' addresses, there while they serve."""
        return self.data / "addresses.json"

    def prepare(self) -> None:
        """Make the folders.

        Raises ``LocalError`` where the place is full or may not be written.
        """
        try:
            for folder in (self.data, self.logs):
                folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            message = f"Cannot write the data folder {self.data}: {error.strerror}."
            raise LocalError(message) from error

    def secret(self, name: str) -> str:
        """Return the secret of that name, made at random when it is first asked for."""
        path = self.data / "secrets" / name
        try:
            return path.read_text(encoding="utf-8")
        except FileNotFoundError:
            pass
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # Written whole and then named, so that two processes that start at once agree on one.
        draft = path.with_name(f"{name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(48), encoding="utf-8")
        try:
            path.hardlink_to(draft)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
        return path.read_text(encoding="utf-8")

    def write_addresses(self, addresses: Addresses) -> None:
        """Tell the commands beside a run where its servers are."""
        self.addresses.touch(mode=0o600)
        self.addresses.write_text(json.dumps(asdict(addresses)), encoding="utf-8")

    def forget_addresses(self) -> None:
        """Take the addresses back when the servers stop."""
        self.addresses.unlink(missing_ok=True)

    def read_addresses(self) -> Addresses:
        """Return the running servers' addresses, or ones whose host says that none run."""
        try:
            return Addresses(**json.loads(self.addresses.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return Addresses(
                database_url=f"postgres://claimtrack@{NOT_RUNNING}/claimtrack",
                redis_url=f"redis://{NOT_RUNNING}/0",
            )
