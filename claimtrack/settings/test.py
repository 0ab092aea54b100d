"""The test suite: real servers, whose addresses ``tests/server_fixtures.py`` fills in.

Processes that tests start (workers, commands) get the addresses in their environment.
"""

from __future__ import annotations

import secrets

from claimtrack.settings.base import *  # noqa: F403  # settings modules extend each other
from claimtrack.settings.base import database, env

DEBUG = False
SECRET_KEY = env.str("SECRET_KEY", default=secrets.token_urlsafe(50))
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]

# Nothing listens on port 1, so a test that forgets to ask for the servers fails at once.
DATABASES = {"default": database(default="postgres://claimtrack@127.0.0.1:1/claimtrack")}
REDIS_URL = env.str("REDIS_URL", default="redis://127.0.0.1:1/0")
CELERY_BROKER_URL = REDIS_URL

# The slow hash protects stored passwords; there are none here worth protecting.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_USE_FINDERS = True
