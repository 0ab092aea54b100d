"""Real servers and a real worker, started by the first test that asks for them.

A session has its own PostgreSQL and Redis on a data folder of its own, so several sessions run
beside each other. ``DATABASE_URL`` and ``REDIS_URL`` point the tests at other servers.
"""

from __future__ import annotations

import os
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import redis
from django.conf import settings
from django.db import connections

from claimtrack.celery import app
from claimtrack.local.throwaway import throwaway_servers
from claimtrack.settings.base import env
from tests.worker import Worker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from claimtrack.local.workspace import Addresses

BASE = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def addresses() -> Iterator[Addresses]:
    """Where the session's PostgreSQL and Redis are."""
    with throwaway_servers(BASE, purpose="test", durable=False) as found:
        yield found


@pytest.fixture(scope="session")
def django_db_modify_db_settings(addresses: Addresses) -> None:
    """Point Django and Celery at the session's servers, before the test database is made."""
    # The settings' own dictionary, which every thread's connection reads.
    connections["default"].settings_dict.update(
        {
            name: value
            for name, value in env.db_url_config(addresses.database_url).items()
            if name in {"HOST", "PORT", "USER", "PASSWORD", "NAME"}
        }
    )
    settings.REDIS_URL = settings.CELERY_BROKER_URL = addresses.redis_url
    app.conf.update(broker_url=addresses.redis_url)


@pytest.fixture(scope="session")
def process_environment(
    addresses: Addresses,
    django_db_setup: None,  # noqa: ARG001  # it makes the database
) -> dict[str, str]:
    """The environment of a process of the project that works on the test database."""
    test_name = connections["default"].settings_dict["NAME"]
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "claimtrack.settings.test",
        "DATABASE_URL": addresses.database_url.rpartition("/")[0] + f"/{test_name}",
        "REDIS_URL": addresses.redis_url,
        "SECRET_KEY": settings.SECRET_KEY,
    }


@pytest.fixture
def redis_client(addresses: Addresses) -> Iterator[redis.Redis]:
    """The session's Redis, emptied before the test and after it."""
    with redis.Redis.from_url(addresses.redis_url) as client:
        client.flushall()
        yield client
        client.flushall()


@pytest.fixture
def start_worker(
    transactional_db: None,  # noqa: ARG001  # it empties the tables afterwards
    redis_client: redis.Redis,  # noqa: ARG001  # it empties the queue
    process_environment: dict[str, str],
) -> Iterator[Callable[..., Worker]]:
    """Start Celery workers that the test may stop or kill; the rest is stopped after it."""
    with ExitStack() as stack:

        def start(*, concurrency: int = 2) -> Worker:
            worker = Worker(process_environment, concurrency=concurrency)
            stack.callback(worker.stop)
            worker.wait_until_ready()
            return worker

        yield start


@pytest.fixture(scope="session")
def _session_worker(process_environment: dict[str, str]) -> Iterator[Worker]:
    worker = Worker(process_environment, concurrency=2)
    worker.wait_until_ready()
    yield worker
    worker.stop()


@pytest.fixture
def worker(
    transactional_db: None,  # noqa: ARG001  # what the worker sees is committed
    _session_worker: Worker,
) -> Worker:
    """A real Celery worker on the test database, started once a session."""
    _session_worker.require_running()
    return _session_worker
