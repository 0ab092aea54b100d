"""The app's place in Django."""

from __future__ import annotations

from django.apps import AppConfig
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from claimtrack.engine.language.pipelines import PipelineError, choose
from claimtrack.engine.lexicon import LexiconError, extend


class ClaimsConfig(AppConfig):
    """What a version claims, at its exact words."""

    name = "apps.claims"
    label = "claims"

    def ready(self) -> None:
        """Give the engine the desk's own words and its pipeline, where the settings name them."""
        try:
            choose(settings.SYNTAX_PIPELINE)
        except PipelineError as error:
            message = f"SYNTAX_PIPELINE: {error}"
            raise ImproperlyConfigured(message) from error
        if settings.LEXICON_DIR is None:
            return
        try:
            extend(settings.LEXICON_DIR)
        except LexiconError as error:
            message = f"LEXICON_DIR: {error}"
            raise ImproperlyConfigured(message) from error
