"""The app's place in Django."""

from __future__ import annotations

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    """The published, frozen result."""

    name = "apps.publishing"
    label = "publishing"
