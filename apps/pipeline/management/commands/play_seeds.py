"""Play the first story: the seeds, through the same door as every report."""

from __future__ import annotations

import tomllib
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from apps.pipeline.console import ProgressLine, field_errors
from apps.pipeline.dispatch import report_receive
from apps.pipeline.waiting import versions_finish


class Command(BaseCommand):
    """``manage.py play_seeds``: a second run finds every report known already."""

    help = "Take in the reports of seeds/ and wait until they are checked."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Take in, then wait for the worker with a line of progress."""
        folder = settings.BASE_DIR / "seeds"
        manifest = tomllib.loads((folder / "manifest.toml").read_text(encoding="utf-8"))
        rows = manifest["report"]
        progress = ProgressLine(self.stdout, "Reports taken in")
        versions = []
        for number, row in enumerate(rows, start=1):
            try:
                result = report_receive(
                    content=(folder / row["file"]).read_bytes(),
                    media_type="text/plain",
                    outlet=row["outlet"],
                    url=row.get("url", ""),
                    published_on=row["published_on"],
                    external_id=row["id"],
                )
            except ValidationError as invalid:
                message = f"seeds/{row['file']}: {field_errors(invalid)}"
                raise CommandError(message) from invalid
            versions.append(result.version.pk)
            progress(number, len(rows))
        failed = versions_finish(
            version_ids=versions, progress=ProgressLine(self.stdout, "Steps done")
        )
        if failed:
            message = "; ".join(f"{each.version}: {each.error}" for each in failed)
            raise CommandError(message)
