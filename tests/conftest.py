"""Fixtures of the whole suite.

The engine's tests also run in an environment without Django; there they need none of these.
"""

from __future__ import annotations

import os
from importlib.util import find_spec

pytest_plugins: list[str] = []

if find_spec("django"):
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "claimtrack.settings.test")
    django.setup()
    pytest_plugins.append("tests.server_fixtures")
