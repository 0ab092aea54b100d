"""The Celery application: ``celery -A claimtrack worker`` and ``celery -A claimtrack beat``."""

from __future__ import annotations

import os

from celery import Celery
from django_structlog.celery.steps import DjangoStructLogInitStep

from apps.pipeline.schedule import BEAT_SCHEDULE

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "claimtrack.settings.production")

app = Celery("claimtrack")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.beat_schedule = BEAT_SCHEDULE
app.autodiscover_tasks(["apps.pipeline"])
app.steps["worker"].add(DjangoStructLogInitStep)
