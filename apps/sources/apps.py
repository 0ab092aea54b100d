"""The app's place in Django."""

from __future__ import annotations

from django.apps import AppConfig


class SourcesConfig(AppConfig):
    """Who carries or makes claims."""

    name = "apps.sources"
    label = "sources"
