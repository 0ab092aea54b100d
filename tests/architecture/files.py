"""The files that belong to the project."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path

BASE = Path(__file__).resolve().parents[2]


@cache
def project_files() -> tuple[Path, ...]:
    """Every file that is kept or would be, relative to the project; what git ignores is not."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=BASE,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split("\0")
    return tuple(sorted(Path(name) for name in listed if name and (BASE / name).is_file()))


def read(path: str | Path) -> str:
    """The text of one of the project's files."""
    return (BASE / path).read_text(encoding="utf-8")
