"""Bytes into the text of a report: decoded, taken out of its page, cleaned of control marks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import trafilatura
from django.core.exceptions import ValidationError

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXT, HTML = "text/plain", "text/html"
MEDIA_TYPES = (TEXT, HTML)
#: A report longer than this is several documents, or none.
MAX_CHARACTERS = 1_000_000
#: No page of a report is larger than this.
MAX_BYTES = 10_000_000

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Document:
    """A text with its headline first, the bytes that it was read from, and what was changed."""

    text: str
    raw: bytes
    media_type: str
    cleaning: tuple[str, ...]


def document_read(*, content: bytes | str, media_type: str, headline: str = "") -> Document:
    """Read a document into the text that its claims are spans of.

    Raise ``ValidationError`` naming ``media_type`` for another kind than text and HTML;
    ``content`` for bytes that are not UTF-8, or that are too many; ``text`` for an empty or an
    endless text. Control characters become spaces one for one, so that offsets into a text that
    the caller holds stay true; ``cleaning`` says so.
    """
    if media_type not in MEDIA_TYPES:
        message = f"“{media_type}” cannot be read; send {' or '.join(MEDIA_TYPES)}."
        raise ValidationError({"media_type": message})
    raw = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    if len(raw) > MAX_BYTES:
        message = f"{len(raw):,} bytes are more than the {MAX_BYTES:,} that a report may have."
        raise ValidationError({"content" if isinstance(content, bytes) else "text": message})
    decoded = content if isinstance(content, str) else _decoded(content)
    cleaning: list[str] = []
    if media_type == HTML:
        decoded, found = _from_page(decoded)
        headline = headline or found
        cleaning.append("The text was taken out of an HTML page; scripts and styles were dropped.")
    text = _with_headline(decoded, headline)
    text, replaced = CONTROL.subn(" ", text)
    if replaced:
        plural = "character was" if replaced == 1 else "characters were"
        cleaning.append(f"{replaced:,} control {plural} replaced by a space.")
    _check(text)
    return Document(text, raw, media_type, tuple(cleaning))


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"This is not UTF-8: byte {error.start:,} is 0x{content[error.start]:02x}."
        raise ValidationError({"content": message}) from None


def _from_page(page: str) -> tuple[str, str]:
    """Return the main text of a page and its title; the page is read, never run."""
    text = trafilatura.extract(
        page, include_comments=False, include_tables=False, favor_recall=True
    )
    metadata = trafilatura.extract_metadata(page)
    return text or "", (metadata.title or "").strip() if metadata else ""


def _with_headline(text: str, headline: str) -> str:
    line = " ".join(headline.split())
    if not line or " ".join(text[: len(line) * 2 + 20].split()).startswith(line):
        return text
    return f"{line}\n\n{text}"


def _check(text: str) -> None:
    if not text.strip():
        raise ValidationError({"text": "The text is empty."})
    if not _WORD.search(text):
        raise ValidationError({"text": "The text has no words and no numbers."})
    if len(text) > MAX_CHARACTERS:
        message = (
            f"{len(text):,} characters are more than the {MAX_CHARACTERS:,} that a report may "
            "have. Send it in parts."
        )
        raise ValidationError({"text": message})


def lines_of(*, content: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the lines of a file of JSON lines that are not blank, with their numbers from 1."""
    for number, line in enumerate(content.splitlines(), start=1):
        if line.strip():
            yield number, line
