"""The web application: ``gunicorn claimtrack.wsgi``."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "claimtrack.settings.production")

application = get_wsgi_application()
