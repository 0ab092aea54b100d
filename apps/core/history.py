"""One way to keep the history of a row, whoever changes it and by whatever path.

The triggers sit in the database, so a ``QuerySet.update`` or a hand at the console is seen too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import pghistory

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db import models

ModelT = TypeVar("ModelT", bound="models.Model")


def tracked(
    *, inserts: bool = True, exclude: tuple[str, ...] = ()
) -> Callable[[type[ModelT]], type[ModelT]]:
    """Track a model's changes; ``inserts=False`` where the row itself tells how it began.

    ``exclude`` names columns whose old values must not be kept, such as a password's hash.
    """
    trackers: list[pghistory.Tracker] = [pghistory.UpdateEvent(), pghistory.DeleteEvent()]
    if inserts:
        trackers.insert(0, pghistory.InsertEvent())
    track: Callable[[type[ModelT]], type[ModelT]] = pghistory.track(
        *trackers, exclude=list(exclude) or None
    )
    return track
