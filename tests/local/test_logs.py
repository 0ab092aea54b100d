"""What a log tells of an error, and what it keeps to itself."""

from __future__ import annotations

import logging
from logging.config import dictConfig
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    import pytest

SECRET = "never-to-be-seen"


def log_in(name: str, password: str) -> int:
    """Fail with a password at hand."""
    return int(name) + len(password)


def test_error_in_the_log_shows_no_values_of_variables(capsys: pytest.CaptureFixture[str]) -> None:
    dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": settings.LOGGING["formatters"],
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "console"}},
            "loggers": {__name__: {"handlers": ["stderr"], "level": "INFO"}},
        }
    )
    try:
        log_in("mara", SECRET)
    except ValueError:
        logging.getLogger(__name__).exception("It broke.")
    shown = capsys.readouterr().err
    assert "invalid literal for int() with base 10: 'mara'" in shown
    assert SECRET not in shown
