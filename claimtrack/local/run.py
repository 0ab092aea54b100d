"""``make run``: everything on one machine, from an empty folder to a served newsdesk."""

from __future__ import annotations

import os
import shutil
import sys
import urllib.error
import urllib.request
from contextlib import contextmanager, suppress
from http import HTTPStatus
from typing import TYPE_CHECKING

from claimtrack.local import processes
from claimtrack.local.children import Child, Roster
from claimtrack.local.lock import FolderLock
from claimtrack.local.ports import LOOPBACK, read_port, require_free_port
from claimtrack.local.servers import STOP_SECONDS, Servers
from claimtrack.local.supervisor import StopRequestedError, StopSignals, Supervisor

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claimtrack.local.workspace import Workspace

WEB_READY_SECONDS = 60


def say(line: str) -> None:
    """Print one line for the person who runs it, at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def serve_all(workspace: Workspace) -> None:
    """Prepare, start, play the first story, and serve until a stop is asked for.

    Raises ``LocalError`` where something is in the way; by then everything started is stopped.
    """
    host = os.environ.get("HOST") or LOOPBACK
    port = read_port(os.environ.get("PORT") or "8000", variable="PORT")
    with suppress(StopRequestedError), _holding(workspace) as signals:
        require_free_port(port, host=host, variable="PORT", purpose="the web")
        with _supervised_servers(workspace, signals) as (servers, supervisor):
            _serve(workspace, supervisor, servers, host=host, port=port)
    say("Everything has stopped; the data stays for the next run.")


def serve_servers(workspace: Workspace) -> None:
    """Start the two servers alone, and keep them until a stop is asked for."""
    with (
        suppress(StopRequestedError),
        _holding(workspace) as signals,
        _supervised_servers(workspace, signals) as (_, supervisor),
    ):
        say("PostgreSQL and Redis serve; manage.py finds them. Ctrl-C stops them.")
        supervisor.serve()
    say("Both have stopped.")


@contextmanager
def _holding(workspace: Workspace) -> Iterator[StopSignals]:
    """Hold the folder for this run alone, cleared of what a killed run left."""
    workspace.prepare()
    with StopSignals() as signals, FolderLock(workspace.lock):
        _stop_leftovers(workspace)
        yield signals


@contextmanager
def _supervised_servers(
    workspace: Workspace, signals: StopSignals
) -> Iterator[tuple[Servers, Supervisor]]:
    # The supervisor's own processes stop before the servers that they talk to.
    with (
        Servers(workspace, durable=True) as servers,
        Supervisor(
            signals=signals, roster=servers.roster, watched=servers.children, say=say
        ) as supervisor,
    ):
        yield servers, supervisor


def _stop_leftovers(workspace: Workspace) -> None:
    """Stop the processes of a run that was killed, and say so."""
    stopped = Roster(workspace.processes).stop_leftovers(seconds=STOP_SECONDS)
    workspace.forget_addresses()
    if stopped:
        say(f"The last run was killed; what it left running was stopped: {', '.join(stopped)}.")


def _serve(
    workspace: Workspace, supervisor: Supervisor, servers: Servers, *, host: str, port: int
) -> None:
    names = [child.name for child in servers.children]
    say(f"Started {' and '.join(names)}." if names else "Using the servers of the environment.")
    environment = _environment(workspace, servers)
    manage = [sys.executable, str(workspace.base / "manage.py")]

    def run(command: tuple[str, ...]) -> None:
        supervisor.run(
            [*manage, *command],
            environment=environment,
            folder=workspace.base,
            purpose=f"manage.py {command[0]}",
        )

    for command in processes.PREPARE:
        run(command)
    for name, parts in (
        ("web", processes.web(host=host, port=port)),
        ("worker", processes.worker()),
        ("beat", processes.beat()),
    ):
        supervisor.start(
            Child(
                name=name,
                command=processes.of_this_environment(parts),
                log=workspace.logs / f"{name}.log",
                environment=environment,
                folder=workspace.base,
            )
        )
    address = f"http://{host}:{port}"
    supervisor.wait_for(
        lambda: _answers(f"{address}/healthz"), seconds=WEB_READY_SECONDS, purpose="The web"
    )
    say(f"Started web, worker and beat; their logs are in {workspace.logs}.")
    for command in processes.FIRST_STORY:
        run(command)
    say(f"The newsdesk is at {address}/, the API at {address}/api/v1/docs/. Ctrl-C stops all.")
    supervisor.serve()


def _environment(workspace: Workspace, servers: Servers) -> Mapping[str, str]:
    metrics = workspace.data / "metrics"
    shutil.rmtree(metrics, ignore_errors=True)
    metrics.mkdir()
    return {
        "DJANGO_SETTINGS_MODULE": "claimtrack.settings.local",
        # Where the processes of one web server add up what they counted.
        "PROMETHEUS_MULTIPROC_DIR": str(metrics),
        **os.environ,
        **servers.addresses.as_environment(),
    }


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as response:  # noqa: S310  # our own address
            return bool(response.status == HTTPStatus.OK)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False
