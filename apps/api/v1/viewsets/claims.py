"""Claims and statements, to read."""

from __future__ import annotations

from rest_framework import viewsets

from apps.api.v1.filters.claims import ClaimFilter, StatementFilter
from apps.api.v1.serializers.claims import ClaimSerializer, StatementSerializer
from apps.claims.models import Claim
from apps.discrepancies.models import Statement


class ClaimViewSet(viewsets.ReadOnlyModelViewSet[Claim]):
    """Every numeric or attributed claim, at the exact words of one version."""

    queryset = (
        Claim.objects.select_related("version__report", "utterer")
        .prefetch_related("speakers__source")
        .defer("version__text", "version__raw", "record")
    )
    serializer_class = ClaimSerializer
    filterset_class = ClaimFilter


class StatementViewSet(viewsets.ReadOnlyModelViewSet[Statement]):
    """What one utterer said once, however many reports relay it."""

    queryset = Statement.objects.select_related("question", "utterer").prefetch_related(
        "claims", "parts"
    )
    serializer_class = StatementSerializer
    filterset_class = StatementFilter
