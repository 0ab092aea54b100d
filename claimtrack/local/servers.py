"""PostgreSQL and Redis together: embedded, unless the environment names others."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, Self

from claimtrack.local.children import Roster
from claimtrack.local.errors import LocalError
from claimtrack.local.ports import find_free_port, read_port, require_free_port
from claimtrack.local.postgres import Postgres
from claimtrack.local.redis import Redis
from claimtrack.local.workspace import Addresses

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimtrack.local.children import Child
    from claimtrack.local.workspace import Workspace

#: PostgreSQL's first cluster and its log of changes take about 60 MB; work needs more.
LEAST_FREE_BYTES = 200 * 1024 * 1024
STOP_SECONDS = 15
#: How often another free port is tried where one was taken between the look and the start.
TRIES = 3


class Servers:
    """Both servers for as long as the ``with`` block lasts; ``addresses`` tells where.

    ``DATABASE_URL`` and ``REDIS_URL`` point elsewhere, and then that server is not started.
    """

    def __init__(
        self,
        workspace: Workspace,
        *,
        durable: bool,
        environment: Mapping[str, str] | None = None,
        least_free_bytes: int = LEAST_FREE_BYTES,
    ) -> None:
        self.workspace = workspace
        self.durable = durable
        self.environment = os.environ if environment is None else environment
        self.least_free_bytes = least_free_bytes
        self.children: list[Child] = []
        self.roster = Roster(workspace.processes)
        self.addresses = Addresses("", "")

    def __enter__(self) -> Self:
        try:
            self.addresses = Addresses(
                database_url=self.environment.get("DATABASE_URL") or self._start_postgres(),
                redis_url=self.environment.get("REDIS_URL") or self._start_redis(),
            )
            self.workspace.write_addresses(self.addresses)
        except OSError as error:
            self.stop()
            message = f"Cannot write in {self.workspace.data}: {error.strerror}."
            raise LocalError(message) from error
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_error: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Stop what was started, last started first."""
        self.workspace.forget_addresses()
        for child in reversed(self.children):
            child.ask_to_stop()
            child.ensure_stopped(seconds=STOP_SECONDS)
        self.children.clear()
        self.roster.clear()

    def _start_postgres(self) -> str:
        free = shutil.disk_usage(self.workspace.data).free
        if free < self.least_free_bytes:
            message = (
                f"Only {free // 1024**2} MB are free in {self.workspace.data}: PostgreSQL needs "
                f"{self.least_free_bytes // 1024**2} MB. Free some space and start again."
            )
            raise LocalError(message)
        server = Postgres(
            folder=self.workspace.postgres,
            log=self.workspace.logs / "postgres.log",
            password=self.workspace.secret("postgres"),
            durable=self.durable,
        )
        return server.url(self._start(server, variable="POSTGRES_PORT", purpose="PostgreSQL"))

    def _start_redis(self) -> str:
        server = Redis(
            folder=self.workspace.redis,
            log=self.workspace.logs / "redis.log",
            password=self.workspace.secret("redis"),
        )
        return server.url(self._start(server, variable="REDIS_PORT", purpose="Redis"))

    def _start(self, server: Postgres | Redis, *, variable: str, purpose: str) -> int:
        chosen = self.environment.get(variable)
        if chosen:
            port = read_port(chosen, variable=variable)
            require_free_port(port, variable=variable, purpose=purpose)
            return self._start_on(server, port)
        for _ in range(TRIES - 1):
            try:
                return self._start_on(server, find_free_port())
            except LocalError as error:
                if "port was taken" not in str(error) and "already in use" not in str(error):
                    raise
        return self._start_on(server, find_free_port())

    def _start_on(self, server: Postgres | Redis, port: int) -> int:
        child = server.child(port=port)
        child.start()
        self.children.append(child)
        self.roster.add(child)
        try:
            server.wait_until_ready(child, port=port)
        except LocalError:
            child.ask_to_stop()
            child.ensure_stopped(seconds=STOP_SECONDS)
            self.children.remove(child)
            raise
        return port
