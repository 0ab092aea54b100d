#!/usr/bin/env python
"""The project's commands; ``manage.py help`` lists them."""

from __future__ import annotations

import os
import sys

from django.core.management import execute_from_command_line
from django.db import OperationalError, ProgrammingError

UNDEFINED_TABLE = "42P01"


def main() -> None:
    """Run a command; where the database is not there for it, say so in one line."""
    try:
        execute_from_command_line(sys.argv)
    except (OperationalError, ProgrammingError) as error:
        remedy = _remedy(error)
        if remedy is None:
            raise
        sys.stderr.write(f"{remedy}\n")
        sys.exit(1)
    except BrokenPipeError:
        # Whoever reads has seen enough: `| head`. Python must not flush into nothing at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


def _remedy(error: Exception) -> str | None:
    """Return what to do about a database that does not answer or is empty, else nothing."""
    code = getattr(error.__cause__, "pgcode", None)
    if isinstance(error, OperationalError) and code is None:
        return "No database answers; start one with `make run`, or name one in DATABASE_URL."
    if code == UNDEFINED_TABLE:
        return "The database has no tables yet; make them with `manage.py migrate`."
    return None


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "claimtrack.settings.local")
    main()
