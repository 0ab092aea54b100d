"""Files into reports: one text or page a file, or one report a line of JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError

from apps.reports.documents import HTML, TEXT, lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

JSON_LINES = (".jsonl", ".ndjson")
PAGES = (".html", ".htm")
TEXTS = (".txt", ".text", ".md")
#: Fields of a line of JSON; the others are refused, since a misspelt one would be lost.
FIELDS = frozenset({"id", "text", "url", "outlet", "published_on", "headline"})


@dataclass(frozen=True, slots=True)
class Incoming:
    """One report to take in: where it comes from, and what the ingest takes, or what is wrong."""

    place: str
    arguments: dict[str, Any]
    error: ValidationError | None = None


def incoming_from_file(
    *, path: Path, content: bytes, defaults: dict[str, Any]
) -> Iterator[Incoming]:
    """Yield the reports of one file; ``defaults`` stand in for what a line does not give."""
    if path.suffix.lower() in JSON_LINES or _looks_like_json(path, content):
        for number, line in lines_of(content=content):
            yield _from_line(f"{path}:{number}", line, defaults)
        return
    media_type = HTML if path.suffix.lower() in PAGES else TEXT
    yield Incoming(str(path), {"content": content, "media_type": media_type} | defaults)


def files_of(*, folder: Path) -> list[Path]:
    """Return the readable files of a folder and its folders, by name."""
    known = (*JSON_LINES, *PAGES, *TEXTS)
    return sorted(
        path for path in folder.rglob("*") if path.is_file() and path.suffix.lower() in known
    )


def _looks_like_json(path: Path, content: bytes) -> bool:
    """Tell JSON lines on standard input, which has no name, by their first character."""
    return str(path) == "-" and content.lstrip()[:1] == b"{"


def _from_line(place: str, line: bytes, defaults: dict[str, Any]) -> Incoming:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        return _wrong(place, "line", f"This is no JSON: {error}.")
    if not isinstance(row, dict):
        return _wrong(place, "line", "A line must be an object.")
    for name, value in row.items():
        if name not in FIELDS:
            known = ", ".join(sorted(FIELDS))
            return _wrong(place, name, f"There is no such field. Fields here: {known}.")
        if value is not None and not isinstance(value, str):
            return _wrong(place, name, "A string is needed.")
    if not row.get("text"):
        return _wrong(place, "text", "The text is empty.")
    given = {
        "content": row["text"],
        "media_type": TEXT,
        "external_id": row.get("id"),
        "url": row.get("url"),
        "outlet": row.get("outlet"),
        "published_on": row.get("published_on"),
        "headline": row.get("headline"),
    }
    return Incoming(place, defaults | {name: value for name, value in given.items() if value})


def _wrong(place: str, field: str, message: str) -> Incoming:
    return Incoming(place, {}, ValidationError({field: message}))
