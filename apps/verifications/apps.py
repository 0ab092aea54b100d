"""The app's place in Django."""

from __future__ import annotations

from django.apps import AppConfig


class VerificationsConfig(AppConfig):
    """Findings of fact-checkers and approvals of editors."""

    name = "apps.verifications"
    label = "verifications"
