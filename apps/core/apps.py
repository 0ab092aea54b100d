"""The app's place in Django."""

from __future__ import annotations

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """What every row has."""

    name = "apps.core"
    label = "core"
