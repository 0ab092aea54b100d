"""One machine, one user: ``make run`` and the commands beside it.

The servers' addresses and the secrets come from the environment, or from the data folder that
``make run`` keeps while it serves.
"""

from __future__ import annotations

from claimtrack.local.workspace import Workspace
from claimtrack.settings.base import *  # noqa: F403  # settings modules extend each other
from claimtrack.settings.base import BASE_DIR, database, env

_workspace = Workspace(BASE_DIR)
_running = _workspace.read_addresses()

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="") or _workspace.secret("django")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

DATABASES = {"default": database(default=_running.database_url)}
REDIS_URL = env.str("REDIS_URL", default=_running.redis_url)
CELERY_BROKER_URL = REDIS_URL

# Static files come straight from the applications: no collecting before a run.
WHITENOISE_USE_FINDERS = True
