"""The app's place in Django."""

from __future__ import annotations

from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    """What a version claims, at its exact words."""

    name = "apps.claims"
    label = "claims"
