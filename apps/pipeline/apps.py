"""The app's place in Django."""

from __future__ import annotations

from django.apps import AppConfig


class PipelineConfig(AppConfig):
    """The Celery code: tasks, dispatch, the sweep and the commands."""

    name = "apps.pipeline"
    label = "pipeline"
