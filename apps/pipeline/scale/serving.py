"""Servers to measure on: those that serve, else two of the wheels for as long as it takes."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.management.base import CommandError
from django.db import OperationalError, connection

from claimtrack.celery import app
from claimtrack.local.errors import LocalError
from claimtrack.local.throwaway import throwaway_servers
from claimtrack.settings.base import BASE_DIR, env

if TYPE_CHECKING:
    from collections.abc import Iterator

_WHERE = ("HOST", "PORT", "USER", "PASSWORD", "NAME")


@contextmanager
def servers_at_hand(*, lasting: bool = False) -> Iterator[None]:
    """Have a database and a Redis inside the ``with`` block; what was started is stopped.

    A database that ``DATABASE_URL`` names is used or missed: none takes its place. Raise
    :class:`CommandError` where ``lasting`` ones are wanted and none serves: what is started here
    is thrown away in the end.
    """
    if "DATABASE_URL" in os.environ or _database_answers():
        yield
        return
    if lasting:
        message = "--keep: no server serves to keep a database in. Start one with make run."
        raise CommandError(message)
    # A signal to stop must not leave the servers behind.
    before = signal.signal(signal.SIGTERM, lambda *_given: sys.exit(1))
    try:
        with throwaway_servers(BASE_DIR, purpose="scale", durable=True) as addresses:
            found = env.db_url_config(addresses.database_url)
            connection.settings_dict.update({name: found[name] for name in _WHERE})
            settings.REDIS_URL = addresses.redis_url
            app.conf.update(broker_url=addresses.redis_url)
            try:
                yield
            finally:
                connection.close()
    except LocalError as error:
        raise CommandError(str(error)) from error
    finally:
        signal.signal(signal.SIGTERM, before)


def _database_answers() -> bool:
    try:
        connection.ensure_connection()
    except OperationalError:
        return False
    return True
