"""Which spaCy pipeline reads the sentences: the shipped one, or one that an installation names.

The choice is one for the process, made once at its start, like that of a desk's own lexicons.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path


class PipelineError(Exception):
    """What is wrong with the pipeline that was named, in one line."""


@dataclass(slots=True)
class _Choice:
    name: str = ""
    release: str = ""


_CHOICE = _Choice()


def choose(name: str) -> None:
    """Have sentences read by an installed spaCy pipeline: the name of its package, or its folder.

    An empty name stands for the shipped pipeline. Raise :class:`PipelineError` where there is no
    such package and no folder with a ``meta.json``; nothing is changed then.
    """
    release = _release(name) if name else ""
    _CHOICE.name, _CHOICE.release = name, release


def chosen() -> str:
    """Return the name of the pipeline that was chosen; nothing for the shipped one."""
    return _CHOICE.name


def identity() -> str:
    """Return the name and the release of the chosen pipeline; nothing for the shipped one."""
    return f"{_CHOICE.name} {_CHOICE.release}".strip()


def _release(name: str) -> str:
    try:
        return version(name)
    except (PackageNotFoundError, ValueError):
        pass
    try:
        meta = json.loads((Path(name) / "meta.json").read_text(encoding="utf-8"))
        return str(meta["version"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        message = f"no spaCy pipeline {name!r} is installed"
        raise PipelineError(message) from error
