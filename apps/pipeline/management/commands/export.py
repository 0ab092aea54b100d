"""Write claims, comparisons or discrepancies as JSON lines."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from apps.pipeline.rows import claim_rows, comparison_rows, discrepancy_rows

ROWS = {
    "claims": claim_rows,
    "comparisons": comparison_rows,
    "discrepancies": discrepancy_rows,
}


class Command(BaseCommand):
    """``manage.py export claims|comparisons|discrepancies``: streams, whatever the size."""

    help = "Write claims, comparisons or discrepancies as JSON lines to standard output."

    def add_arguments(self, parser: CommandParser) -> None:
        """Name what to write."""
        parser.add_argument("what", choices=sorted(ROWS))

    def handle(self, *_args: Any, **options: Any) -> None:
        """Write one object a line, in the order of natural keys."""
        for row in ROWS[options["what"]]():
            self.stdout.write(json.dumps(row, ensure_ascii=False))
