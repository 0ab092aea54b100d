"""The Celery application: ``celery -A claimtrack worker`` and ``celery -A claimtrack beat``."""

from __future__ import annotations

import os
import sys

from celery import Celery
from celery.signals import task_postrun, task_prerun, worker_init
from django.db import close_old_connections
from django_structlog.celery.steps import DjangoStructLogInitStep

from apps.pipeline.schedule import BEAT_SCHEDULE
from apps.pipeline.warming import engine_warm

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "claimtrack.settings.production")

app = Celery("claimtrack")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.beat_schedule = BEAT_SCHEDULE
# Celery would close the database's connection twice a task, and with it all that is prepared on it.
app.conf.update(CELERY_DB_REUSE_MAX=sys.maxsize)
app.autodiscover_tasks(["apps.pipeline"])
app.steps["worker"].add(DjangoStructLogInitStep)


@worker_init.connect
def _before_the_processes_part(**_given: object) -> None:
    engine_warm()


@task_prerun.connect
@task_postrun.connect
def _between_two_tasks(**_given: object) -> None:
    """Let a connection go that is a minute old or has failed, as Django does between requests."""
    close_old_connections()
