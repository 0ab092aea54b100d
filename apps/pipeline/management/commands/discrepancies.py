"""Print what was found: how much was looked at, and each discrepancy in one line."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from apps.claims.models import Claim
from apps.discrepancies.tally import pairs_counted
from apps.pipeline.rows import discrepancy_rows
from apps.reports.models import Report
from claimtrack.engine.records import RAISED

CLOSED = ("resolved", "lapsed")


class Command(BaseCommand):
    """``manage.py discrepancies [--format table|jsonl] [--all]``."""

    help = "Print the discrepancies, the most severe first, each with its reason."

    def add_arguments(self, parser: CommandParser) -> None:
        """Choose the format, and whether closed ones are printed too."""
        parser.add_argument("--format", choices=("table", "jsonl"), default="table")
        parser.add_argument("--all", action="store_true", help="closed ones too")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Print."""
        rows = (row for row in discrepancy_rows() if options["all"] or row["status"] not in CLOSED)
        if options["format"] == "jsonl":
            for row in rows:
                self.stdout.write(json.dumps(row, ensure_ascii=False))
            return
        self._summary()
        for row in rows:
            self.stdout.write(f"\n{row['severity']:>7}  {row['kind']}: {row['title']}")
            self.stdout.write(f"         {row['explanation']}")

    def _summary(self) -> None:
        counted = pairs_counted()
        raised = sum(number for name, number in counted.items() if name in RAISED)
        others = ", ".join(
            f"{number:,} {name.replace('_', ' ')}"
            for name, number in counted.items()
            if name not in RAISED
        )
        self.stdout.write(
            f"{Report.objects.count():,} reports, "
            f"{Claim.objects.filter(version__is_current=True).count():,} claims, "
            f"{sum(counted.values()):,} pairs looked at, {raised:,} flagged."
        )
        if others:
            self.stdout.write(f"Not flagged: {others}.")
