"""Sources and reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins, status, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from apps.api.v1.filters.reports import ReportFilter, SourceFilter
from apps.api.v1.serializers.reports import (
    IngestResultSerializer,
    ReportDetailSerializer,
    ReportIngestSerializer,
    ReportSerializer,
    ReportStatusSerializer,
    SourceSerializer,
)
from apps.pipeline.dispatch import report_change_status, report_receive
from apps.reports.enums import IngestOutcome, PublicationStatus
from apps.reports.models import Report, ReportVersion
from apps.sources.models import Source

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from rest_framework.request import Request
    from rest_framework.serializers import BaseSerializer

    from apps.accounts.models import User


class SourceViewSet(viewsets.ReadOnlyModelViewSet[Source]):
    """Who carries or makes claims."""

    queryset = Source.objects.select_related("parent").prefetch_related("aliases")
    serializer_class = SourceSerializer
    filterset_class = SourceFilter
    lookup_field = "key"


class ReportViewSet(
    mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Report]
):
    """Ingested reports: hand one in, list them, or read one with its versions and stages."""

    queryset = Report.objects.select_related("outlet")
    filterset_class = ReportFilter
    lookup_field = "external_id"
    lookup_value_regex = "[^/]+"

    def get_queryset(self) -> QuerySet[Report]:
        """Fetch versions and stages where one report is read."""
        queryset = super().get_queryset()
        if self.action == "retrieve":
            versions = ReportVersion.objects.defer("raw").prefetch_related("stages")
            queryset = queryset.prefetch_related(Prefetch("versions", queryset=versions))
        return queryset

    def get_serializer_class(self) -> type[BaseSerializer[Report]]:
        """Use the full form for one report."""
        return ReportDetailSerializer if self.action == "retrieve" else ReportSerializer

    @extend_schema(
        request=ReportIngestSerializer,
        responses={201: IngestResultSerializer, 200: IngestResultSerializer},
        parameters=[
            OpenApiParameter(
                "Idempotency-Key",
                location=OpenApiParameter.HEADER,
                description="Stands for the id, so that a repeated call makes one report.",
            )
        ],
    )
    def create(self, request: Request) -> Response:
        """Hand in a report.

        201 for a new report or a new version of a known one, 200 for a text that is known
        already. The work on it goes on in the background; its stages are in the report.
        """
        serializer = ReportIngestSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        given = serializer.validated_data
        try:
            result = report_receive(
                content=given["text"],
                media_type="text/plain",
                external_id=given.get("id") or request.headers.get("Idempotency-Key", ""),
                url=given.get("url", ""),
                outlet=given.get("outlet", ""),
                headline=given.get("headline", ""),
                published_on=given["published_on"],
                user=cast("User", request.user),
            )
        except ValidationError as invalid:
            raise _named_as_sent(invalid) from None
        known = result.outcome == IngestOutcome.DUPLICATE
        return Response(
            IngestResultSerializer(result).data,
            status=status.HTTP_200_OK if known else status.HTTP_201_CREATED,
        )

    @extend_schema(request=ReportStatusSerializer, responses=ReportSerializer)
    @action(detail=True, methods=["post"], url_path="status")
    def change_status(self, request: Request, external_id: str) -> Response:  # noqa: ARG002  # DRF passes it
        """Withhold or cancel a report, or put it back; it takes an editor.

        Nothing of it is deleted. Its claims leave every comparison, or join them again, in the
        background; a discrepancy that rests on them alone lapses. To correct a report, hand in
        its new text under the same id.
        """
        report = self.get_object()
        serializer = ReportStatusSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        changed = report_change_status(
            user=cast("User", request.user),
            report_id=report.pk,
            status=PublicationStatus(serializer.validated_data["status"]),
        )
        return Response(ReportSerializer(changed).data)


def _named_as_sent(invalid: ValidationError) -> ValidationError:
    """Call the fields by the names that a body has."""
    return ValidationError(
        {
            "id" if name == "external_id" else name: told
            for name, told in invalid.message_dict.items()
        }
    )
