"""What two places in reports are to each other, and why."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.pipeline.explaining import explain_line


class Command(BaseCommand):
    """``manage.py explain PAIRS.jsonl|-``: one answer a line, in the order of the questions.

    A line asks ``{"a": {"report": ID, "start": 10, "end": 15}, "b": {…}}`` by the report's own
    id and any span that touches a figure or a quote; ``version`` picks an older version. A line
    that cannot be answered gets an ``errors`` object with the field, and keeps none of the
    others back.
    """

    help = "Say what pairs of places in reports are to each other: relation, level, reasons."

    def add_arguments(self, parser: CommandParser) -> None:
        """Name the file."""
        parser.add_argument("pairs", metavar="PAIRS.jsonl|-")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Answer line by line."""
        for number, line in enumerate(_content(options["pairs"]).splitlines(), start=1):
            if not line.strip():
                continue
            try:
                answer = explain_line(line)
            except ValidationError as invalid:
                answer = {
                    "line": number,
                    "errors": {
                        field: " ".join(texts) for field, texts in invalid.message_dict.items()
                    },
                }
            self.stdout.write(json.dumps(answer, ensure_ascii=False))


def _content(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except OSError as error:
        message = f"{name}: {error.strerror}"
        raise CommandError(message) from error
