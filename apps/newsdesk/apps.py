"""The app's place in Django."""

from __future__ import annotations

from django.apps import AppConfig


class NewsdeskConfig(AppConfig):
    """The admin as a product."""

    name = "apps.newsdesk"
    label = "newsdesk"
