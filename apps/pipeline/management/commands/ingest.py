"""Take reports in from files, folders or standard input."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.pipeline.console import ProgressLine, field_errors
from apps.pipeline.dispatch import report_receive
from apps.pipeline.incoming import files_of, incoming_from_file
from apps.pipeline.waiting import versions_finish, worker_answers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from apps.pipeline.incoming import Incoming


class Command(BaseCommand):
    """``manage.py ingest FILE|FOLDER|- …``: one line a report, and a count at the end.

    Text (``.txt``), pages (``.html``), and JSON lines (``.jsonl``) with ``id``, ``text``,
    ``url``, ``outlet``, ``published_on`` and ``headline``. A report that is refused does not
    keep the others out; the exit code is 1 then.
    """

    help = "Take reports in from text, HTML or JSON lines."

    def add_arguments(self, parser: CommandParser) -> None:
        """Name the files and what they do not say themselves."""
        parser.add_argument("paths", nargs="+", metavar="FILE|FOLDER|-")
        parser.add_argument("--published", help="day of publication, as 2024-12-23")
        parser.add_argument("--outlet", default="", help="name of the outlet")
        parser.add_argument("--url", default="", help="address of the report")
        parser.add_argument("--id", default="", help="your own id of the report")
        parser.add_argument("--wait", action="store_true", help="until all of it is checked")
        parser.add_argument("--quiet", action="store_true", help="print only what is wrong")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Take in, print one line a report, wait if asked to."""
        defaults = {
            "published_on": options["published"],
            "outlet": options["outlet"],
            "url": options["url"],
            "external_id": options["id"],
        }
        counts: dict[str, int] = {"created": 0, "revised": 0, "duplicate": 0, "refused": 0}
        versions: list[int] = []
        for incoming in self._incoming(options["paths"], defaults):
            outcome, version_id, line = self._take_in(incoming)
            counts[outcome] += 1
            if version_id is not None:
                versions.append(version_id)
            if outcome == "refused":
                self.stderr.write(line)
            elif not options["quiet"]:
                self.stdout.write(line)
        self.stdout.write(
            f"{counts['created']} new, {counts['revised']} new versions, "
            f"{counts['duplicate']} known, {counts['refused']} refused."
        )
        if options["wait"] and versions:
            self._wait(versions)
        if counts["refused"]:
            sys.exit(1)

    def _incoming(self, paths: list[str], defaults: dict[str, Any]) -> Iterator[Incoming]:
        for name in paths:
            path = Path(name)
            if name == "-":
                yield from incoming_from_file(
                    path=path, content=sys.stdin.buffer.read(), defaults=defaults
                )
                continue
            if not path.exists():
                message = f"There is no file or folder {name}."
                raise CommandError(message)
            for file in files_of(folder=path) if path.is_dir() else [path]:
                yield from incoming_from_file(
                    path=file, content=file.read_bytes(), defaults=defaults
                )

    def _take_in(self, incoming: Incoming) -> tuple[str, int | None, str]:
        try:
            if incoming.error is not None:
                raise incoming.error
            result = report_receive(**incoming.arguments)
        except ValidationError as invalid:
            return "refused", None, f"{incoming.place}: {field_errors(invalid)}"
        line = f"{result.report.external_id}: {result.outcome.label.lower()}"
        return result.outcome.value, result.version.pk, line

    def _wait(self, versions: list[int]) -> None:
        if not worker_answers():
            self.stdout.write("No worker answers; checking here.")
        failed = versions_finish(
            version_ids=versions, progress=ProgressLine(self.stdout, "Steps done")
        )
        for stage in failed:
            self.stderr.write(f"{stage.version}: {stage.name} failed: {stage.error}")
        if failed:
            message = f"{len(failed)} steps failed."
            raise CommandError(message)
