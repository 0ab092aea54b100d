"""The one reader of the lexicons: TOML tables in ``data``, with a desk's own words over them."""

from __future__ import annotations

import hashlib
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

#: What TOML holds: a table, a list or a single value.
Entry = Any

_DATA = Path(__file__).parent / "data"
_FINGERPRINT = 8

#: Lexicons that a desk may add to. The others are grammar, on which rules rest.
EXTENSIBLE = frozenset(
    {
        "comparators",
        "containment_places",
        "currencies",
        "hierarchy_measures",
        "hierarchy_populations",
        "measures",
        "nouns",
        "places",
        "populations",
        "reporting",
        "sources",
        "titles",
        "units",
    }
)


class LexiconError(ValueError):
    """A desk's own lexicon cannot be used: the message names the file and the entry."""


@cache
def load_table(name: str) -> dict[str, Any]:
    """Return the lexicon ``data/<name>.toml``, read once; callers must not change it."""
    _READ.add(name)
    table = tomllib.loads((_DATA / f"{name}.toml").read_text(encoding="utf-8"))
    return _merged(table, _DESK[name], [], f"{name}.toml") if name in _DESK else table


def extend(folder: Path) -> None:
    """Lay the TOML files of ``folder`` over the lexicons of the same names, for this process.

    Tables are merged entry by entry, lists are made longer, and a single value takes the place
    of ours. Call it once, at the start, before a text is read.

    Raises:
        LexiconError: a file is no TOML in UTF-8, bears the name of no lexicon in `EXTENSIBLE`,
            gives an entry another shape than ours, or comes after that lexicon was used.

    """
    if not folder.is_dir():
        message = f"{folder} is no folder"
        raise LexiconError(message)
    for path in sorted(folder.glob("*.toml")):
        if path.stem not in EXTENSIBLE:
            message = f"{path.name}: there is no such lexicon; there are {', '.join(_names())}"
            raise LexiconError(message)
        if path.stem in _READ:
            message = f"{path.name}: the lexicon is in use already; extend it before any text"
            raise LexiconError(message)
        content = path.read_bytes()
        try:
            _DESK[path.stem] = tomllib.loads(content.decode())
        except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            message = f"{path.name}: {error}"
            raise LexiconError(message) from error
        _HASH.update(path.name.encode() + b"\0" + content + b"\0")
        load_table(path.stem)


def fingerprint() -> str:
    """Return eight hexadecimal digits of what `extend` added; nothing where it added nothing."""
    return _HASH.hexdigest()[:_FINGERPRINT] if _DESK else ""


_DESK: dict[str, dict[str, Any]] = {}
_READ: set[str] = set()
_HASH = hashlib.sha256()


def _names() -> list[str]:
    return [f"{name}.toml" for name in sorted(EXTENSIBLE)]


def _merged(ours: Entry, desk: Entry, kin: Sequence[Entry], place: str) -> Entry:
    """Return ``desk`` laid over ``ours``. ``kin`` are the entries beside it, whose fields it has.

    ``place`` names the entry in an error.
    """
    _check_shape(desk, [ours], place)
    if isinstance(ours, list):
        return ours + [entry for entry in desk if entry not in ours]
    if not isinstance(ours, dict):
        return desk
    merged = dict(ours)
    for key, value in desk.items():
        here = f"{place}: {key}"
        if key in ours:
            merged[key] = _merged(ours[key], value, list(ours.values()), here)
        else:
            _check_new(value, _examples(key, ours, kin), here)
            merged[key] = value
    return merged


def _examples(key: str, ours: dict[str, Entry], kin: Sequence[Entry]) -> list[Entry]:
    """Return entries that one of this key must be like: those of the same field, or all here."""
    records = [entry for entry in kin if isinstance(entry, dict)]
    shapes = {type(value) for record in records for value in record.values()}
    if len(shapes) > 1:
        return [record[key] for record in records if key in record]
    return list(ours.values())


def _check_new(new: Entry, examples: Sequence[Entry], place: str) -> None:
    if not examples:
        message = f"{place}: there is no such field"
        raise LexiconError(message)
    _check_shape(new, examples, place)
    if isinstance(new, dict):
        for key, value in new.items():
            _check_new(value, _examples(key, new, examples), f"{place}: {key}")


def _check_shape(entry: Entry, examples: Sequence[Entry], place: str) -> None:
    if type(entry) not in {type(example) for example in examples}:
        message = f"{place}: {_shape(examples[0])} is wanted, not {_shape(entry)}"
        raise LexiconError(message)
    if isinstance(entry, list) and any(not isinstance(word, str) for word in entry):
        message = f"{place}: a list holds texts only"
        raise LexiconError(message)


def _shape(entry: Entry) -> str:
    shapes = {dict: "a table", list: "a list", str: "a text", bool: "true or false"}
    return shapes.get(type(entry), "a number")
