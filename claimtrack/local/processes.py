"""The commands of the service. ``docker-compose.yml`` runs the same ones."""

from __future__ import annotations

import sys

#: ``manage.py`` commands that bring an empty or an older database up to date, in this order.
#: Each may run again without harm.
PREPARE = (
    ("migrate", "--verbosity", "0"),
    ("load_reference",),
    ("create_demo_users",),
)
#: ``manage.py`` commands that tell the first story and what was found in it.
FIRST_STORY = (("play_seeds",), ("discrepancies",))


def web(*, host: str, port: int) -> list[str]:
    """Return the web process: threads, since requests mostly wait for the database."""
    return [
        *("gunicorn", "claimtrack.wsgi", "--bind", f"{host}:{port}"),
        *("--workers", "2", "--threads", "4", "--access-logfile", "/dev/null"),
    ]


def worker() -> list[str]:
    """Return the worker: as many processes as there are cores, unless its environment says."""
    return [
        *("celery", "-A", "claimtrack", "worker", "--loglevel", "INFO"),
        *("--without-gossip", "--without-mingle"),
    ]


def beat() -> list[str]:
    """Return the clock; its schedule is static, so it keeps no file."""
    return [
        *("celery", "-A", "claimtrack", "beat", "--loglevel", "INFO"),
        *("--scheduler", "celery.beat:Scheduler", "--pidfile="),
    ]


def of_this_environment(command: list[str]) -> list[str]:
    """Return the command so that it runs from the environment that runs us."""
    return [sys.executable, "-m", *command]
