"""The app's place in Django."""

from __future__ import annotations

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Documents in immutable versions, and the stages of work on each."""

    name = "apps.reports"
    label = "reports"
