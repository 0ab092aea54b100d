"""Load the reference rows: roles, and the sources that reports name."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from apps.accounts.services import roles_ensure
from apps.sources.services import sources_load

SOURCES = Path("fixtures") / "sources.json"


class Command(BaseCommand):
    """``manage.py load_reference``: may run again; what people changed stays."""

    help = "Make the roles and load the reference sources from fixtures/sources.json."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Load, and say what was new."""
        path = settings.BASE_DIR / SOURCES
        try:
            rows = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            message = f"{SOURCES} cannot be read: {error}"
            raise CommandError(message) from error
        roles_ensure()
        outcome = sources_load(rows=rows)
        if outcome.created or outcome.changed:
            self.stdout.write(
                f"Sources: {outcome.created} new, {outcome.changed} brought up to date."
            )
