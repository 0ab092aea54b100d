"""The addresses of version 1."""

from __future__ import annotations

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView
from rest_framework.routers import DefaultRouter

from apps.api.v1.docs import TryView
from apps.api.v1.viewsets.claims import ClaimViewSet, StatementViewSet
from apps.api.v1.viewsets.discrepancies import (
    ComparisonViewSet,
    DiscrepancyViewSet,
    VerificationViewSet,
)
from apps.api.v1.viewsets.reports import ReportViewSet, SourceViewSet

router = DefaultRouter()
router.register("sources", SourceViewSet)
router.register("reports", ReportViewSet)
router.register("claims", ClaimViewSet)
router.register("statements", StatementViewSet)
router.register("comparisons", ComparisonViewSet)
router.register("discrepancies", DiscrepancyViewSet)
router.register("verifications", VerificationViewSet)

app_name = "v1"
urlpatterns = [
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("docs/", TryView.as_view(), name="docs"),
    path("", include(router.urls)),
]
