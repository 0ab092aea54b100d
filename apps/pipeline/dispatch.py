"""What runs next. Messages are sent after the commit, and only wake workers: rows are the truth."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import structlog
from django.db import transaction
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from apps.core.transactions import atomic_again
from apps.reports.services import IngestResult, report_ingest, report_set_status
from claimtrack.celery import app

if TYPE_CHECKING:
    from datetime import datetime

    from apps.accounts.models import User
    from apps.reports.enums import PublicationStatus
    from apps.reports.models import Report

log = structlog.get_logger(__name__)


@atomic_again
def report_receive(**given: Any) -> IngestResult:
    """Take a report in and wake a worker for it: the one door of API, newsdesk and commands.

    Takes and raises what :func:`apps.reports.services.report_ingest` does. With Redis away the
    report is stored all the same; the sweep sends it later.
    """
    result = report_ingest(**given)
    transaction.on_commit(partial(version_send, version_id=result.version.pk))
    return result


@atomic_again
def report_change_status(*, user: User, report_id: int, status: PublicationStatus) -> Report:
    """Withhold, cancel or restore a report, and have its statements brought up to it."""
    report = report_set_status(user=user, report_id=report_id, status=status)
    version = report.versions.get(is_current=True)
    transaction.on_commit(partial(version_send, version_id=version.pk))
    return report


def version_send(*, version_id: int, at: datetime | None = None) -> None:
    """Wake a worker for a version, at once or at a time; a lost message is no loss."""
    try:
        app.send_task("pipeline.advance", kwargs={"version_id": version_id}, eta=at)
    except (OperationalError, RedisError, OSError) as error:
        log.warning("message_not_sent", version_id=version_id, error=str(error))
