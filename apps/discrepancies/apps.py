"""The app's place in Django."""

from __future__ import annotations

from django.apps import AppConfig


class DiscrepanciesConfig(AppConfig):
    """Statements, questions, comparisons and the queue."""

    name = "apps.discrepancies"
    label = "discrepancies"
