"""The addresses of the whole project."""

from __future__ import annotations

from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from apps.newsdesk.favicon import FaviconView
from claimtrack.monitoring import MetricsView, ReadinessView, WorkersView

handler400 = "claimtrack.error_pages.bad_request"
handler404 = "claimtrack.error_pages.not_found"
handler500 = "claimtrack.error_pages.server_error"

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="admin:index"), name="home"),
    path("favicon.ico", FaviconView.as_view(), name="favicon"),
    path("newsdesk/", admin.site.urls),
    path("api/v1/", include("apps.api.v1.urls")),
    path("healthz", ReadinessView.as_view(), name="healthz"),
    path("healthz/workers", WorkersView.as_view(), name="healthz-workers"),
    path("metrics", MetricsView.as_view(), name="metrics"),
]
