"""Read and compare again what an earlier engine did."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.pipeline.console import ProgressLine
from apps.pipeline.dispatch import version_send
from apps.pipeline.rechecking import Change, recheck_begin, recheck_foresee, versions_outdated
from apps.pipeline.waiting import versions_finish
from claimtrack import engine

BATCH = 200


class Command(BaseCommand):
    """``manage.py recheck [--apply]``: what the present engine would change; then the change.

    Without ``--apply`` nothing is changed: everything is worked out in one transaction that is
    rolled back, and workers that want the same rows wait meanwhile, so look at a part with
    ``--limit`` first where there are many reports. What people decided stays: a claim that
    somebody's work rests on keeps its row, a resolved discrepancy is reopened only by a new
    position. It may be stopped and run again; it goes on where it was.
    """

    help = "Show what the present engine would change in what an earlier one did; --apply does it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Name how much, and whether for good."""
        parser.add_argument("--apply", action="store_true", help="do it, instead of showing it")
        parser.add_argument("--limit", type=int, metavar="N", help="so many reports only")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Count, then show or do."""
        limit = options["limit"]
        if limit is not None and limit < 1:
            message = f"--limit: {limit} is less than 1."
            raise CommandError(message)
        ids = list(versions_outdated().values_list("pk", flat=True)[:limit])
        if not ids:
            self.stdout.write(f"Everything was done by this engine, {engine.version()}.")
            return
        if options["apply"]:
            self._apply(ids)
        else:
            progress = ProgressLine(self.stdout, "Steps tried")
            self._show(recheck_foresee(version_ids=ids, progress=progress))

    def _apply(self, ids: list[int]) -> None:
        progress = ProgressLine(self.stdout, "Reports done")
        for start in range(0, len(ids), BATCH):
            batch = ids[start : start + BATCH]
            recheck_begin(version_ids=batch)
            for version_id in batch:
                version_send(version_id=version_id)
            failed = versions_finish(version_ids=batch, progress=lambda _done, _all: None)
            for stage in failed:
                self.stderr.write(f"{stage.version}: {stage.name} failed: {stage.error}")
            if failed:
                message = f"{len(failed)} steps failed; what was done stays."
                raise CommandError(message)
            progress(start + len(batch), len(ids))
        self.stdout.write(f"{len(ids)} reports are checked by engine {engine.version()}.")

    def _show(self, change: Change) -> None:
        write = self.stdout.write
        write(f"Engine {engine.version()} would read {change.versions} reports again:")
        write(
            f"  claims: {change.claims_new} new, {change.claims_changed} changed, "
            f"{change.claims_gone} gone"
        )
        for relation, by in change.relations.items():
            write(f"  pairs, {relation.replace('_', ' ')}: {by:+d}")
        for title in change.opened:
            write(f"  opened: {title}")
        for title in change.closed:
            write(f"  closed: {title}")
        write("Nothing was changed. Run it with --apply to change it.")
