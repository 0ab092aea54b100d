"""The one reader of the lexicons, TOML tables in ``data`` beside this file."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_DATA = Path(__file__).parent / "data"


@cache
def load_table(name: str) -> dict[str, Any]:
    """Return the lexicon ``data/<name>.toml``, read once; callers must not change it."""
    return tomllib.loads((_DATA / f"{name}.toml").read_text(encoding="utf-8"))
