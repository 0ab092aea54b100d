"""The Celery application: ``celery -A claimtrack worker`` and ``celery -A claimtrack beat``."""

from __future__ import annotations

import os

from celery import Celery
from celery.signals import worker_init
from django_structlog.celery.steps import DjangoStructLogInitStep

from apps.pipeline.schedule import BEAT_SCHEDULE
from apps.pipeline.warming import engine_warm

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "claimtrack.settings.production")

app = Celery("claimtrack")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.beat_schedule = BEAT_SCHEDULE
app.autodiscover_tasks(["apps.pipeline"])
app.steps["worker"].add(DjangoStructLogInitStep)


@worker_init.connect
def _before_the_processes_part(**_given: object) -> None:
    engine_warm()
