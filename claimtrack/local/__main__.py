"""``python -m claimtrack.local run`` or ``servers``; what ``make run`` calls."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from claimtrack.local.errors import LocalError
from claimtrack.local.run import serve_all, serve_servers
from claimtrack.local.workspace import Workspace

BASE = Path(__file__).resolve().parents[2]


def main() -> int:
    """Run what the command line asks for; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m claimtrack.local", description=__doc__)
    parser.add_argument(
        "what",
        choices=("run", "servers"),
        help="run: the whole service; servers: PostgreSQL and Redis alone, for manage.py",
    )
    what = parser.parse_args().what
    try:
        {"run": serve_all, "servers": serve_servers}[what](Workspace(BASE))
    except LocalError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
