"""What every row of the project has."""

from __future__ import annotations

from django.db import models


class TimestampedModel(models.Model):
    """A row that knows when it came and when it last changed."""

    created_at = models.DateTimeField(auto_now_add=True, editable=False)
    updated_at = models.DateTimeField(auto_now=True, editable=False)

    class Meta:
        abstract = True
