"""Comparisons and discrepancies, to read; verifications, to write and decide."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from drf_spectacular.utils import extend_schema
from rest_framework import mixins, status, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from apps.api.v1.filters.discrepancies import (
    ComparisonFilter,
    DiscrepancyFilter,
    VerificationFilter,
)
from apps.api.v1.serializers.discrepancies import (
    ApprovalSerializer,
    ComparisonSerializer,
    DiscrepancySerializer,
    ReasonSerializer,
    VerificationSerializer,
    VerificationWriteSerializer,
)
from apps.discrepancies.models import Comparison, Discrepancy
from apps.verifications.models import Verification
from apps.verifications.services import (
    verification_approve,
    verification_return,
    verification_submit,
    verification_write,
)

if TYPE_CHECKING:
    from rest_framework.request import Request

    from apps.accounts.models import User


class ComparisonViewSet(viewsets.ReadOnlyModelViewSet[Comparison]):
    """Every pair that was looked at, with the level that decided it and why."""

    queryset = Comparison.objects.all()
    serializer_class = ComparisonSerializer
    filterset_class = ComparisonFilter


class DiscrepancyViewSet(viewsets.ReadOnlyModelViewSet[Discrepancy]):
    """What a person must look at: one a question and kind."""

    queryset = Discrepancy.objects.select_related("question", "assigned_to")
    serializer_class = DiscrepancySerializer
    filterset_class = DiscrepancyFilter


class VerificationViewSet(
    mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Verification]
):
    """Findings of fact-checkers, and the decisions of editors.

    Nobody approves their own work: 403, with the names of those who can.
    """

    queryset = Verification.objects.select_related(
        "author", "last_edited_by", "approved_by"
    ).prefetch_related("evidence")
    serializer_class = VerificationSerializer
    filterset_class = VerificationFilter

    @extend_schema(request=VerificationWriteSerializer, responses={201: VerificationSerializer})
    def create(self, request: Request) -> Response:
        """Write a draft on one discrepancy or one claim."""
        serializer = VerificationWriteSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        verification = verification_write(user=_user(request), **serializer.validated_data)
        return Response(VerificationSerializer(verification).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=None, responses=VerificationSerializer)
    @action(detail=True, methods=["post"])
    def submit(self, request: Request, pk: str) -> Response:  # noqa: ARG002  # DRF passes it
        """Hand a draft to the editors."""
        verification = verification_submit(
            user=_user(request), verification_id=self.get_object().pk
        )
        return Response(VerificationSerializer(verification).data)

    @extend_schema(request=ApprovalSerializer, responses=VerificationSerializer)
    @action(detail=True, methods=["post"])
    def approve(self, request: Request, pk: str) -> Response:  # noqa: ARG002  # DRF passes it
        """Approve what others wrote and edited."""
        serializer = ApprovalSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        verification = verification_approve(
            user=_user(request),
            verification_id=self.get_object().pk,
            seen_hash=serializer.validated_data.get("content_hash"),
        )
        return Response(VerificationSerializer(verification).data)

    @extend_schema(request=ReasonSerializer, responses=VerificationSerializer)
    @action(detail=True, methods=["post"], url_path="return")
    def send_back(self, request: Request, pk: str) -> Response:  # noqa: ARG002  # DRF passes it
        """Send a submitted verification back with a reason."""
        serializer = ReasonSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        verification = verification_return(
            user=_user(request),
            verification_id=self.get_object().pk,
            reason=serializer.validated_data["reason"],
        )
        return Response(VerificationSerializer(verification).data)


def _user(request: Request) -> User:
    return cast("User", request.user)
