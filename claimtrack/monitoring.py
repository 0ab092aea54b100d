"""What watches the service from outside: readiness and metrics."""

from __future__ import annotations

import hmac
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpResponse
from django.views.generic import View
from django_prometheus.exports import ExportToDjangoView
from health_check.views import HealthCheckView
from redis.asyncio import Redis

if TYPE_CHECKING:
    from django.http import HttpRequest


def _redis_client() -> Redis:
    return Redis.from_url(settings.REDIS_URL, socket_connect_timeout=3, socket_timeout=3)


class ReadinessView(HealthCheckView):
    """Whether the web process can do its work: 200, or 500 with what is missing."""

    checks = (
        "health_check.checks.Database",
        ("health_check.contrib.redis.Redis", {"client_factory": _redis_client}),
    )


class WorkersView(HealthCheckView):
    """Whether a worker answers and takes from the queue; asks for a second at most."""

    checks = (("health_check.contrib.celery.Ping", {"limit": 1}),)


class MetricsView(View):
    """Prometheus metrics for whoever shows ``METRICS_TOKEN``; hidden where none is set."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Return the metrics in the text format."""
        expected = settings.METRICS_TOKEN
        sent = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if not expected or not hmac.compare_digest(sent.encode(), expected.encode()):
            return HttpResponse(status=HTTPStatus.NOT_FOUND)
        response: HttpResponse = ExportToDjangoView(request)
        return response
