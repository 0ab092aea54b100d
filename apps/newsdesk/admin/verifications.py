"""Verifications: what waits for an editor, and one finding with all that it rests on."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path

from apps.discrepancies.selectors import (
    claims_in_context,
    discrepancy_comparisons,
    statements_in_context,
)
from apps.newsdesk.admin.base import ReadOnlyAdmin, act, number_of, page_of
from apps.newsdesk.admin.writing import finding_keep
from apps.newsdesk.cards import relay, statement_columns
from apps.newsdesk.forms import VerificationForm
from apps.publishing.services import finding_publish
from apps.verifications.contents import verification_hash
from apps.verifications.enums import VerificationStatus
from apps.verifications.models import Evidence, Verification
from apps.verifications.selectors import (
    BY_DEADLINE,
    verification_moved_since_submission,
    verifications_awaiting_approval,
    verifications_list,
)
from apps.verifications.services import (
    evidence_remove,
    verification_approve,
    verification_edit,
    verification_hands,
    verification_return,
    verification_submit,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern

    from apps.accounts.models import User


@admin.register(Verification)
class VerificationAdmin(ReadOnlyAdmin[Verification]):
    """Findings of fact-checkers; editors open with what is ready for them."""

    list_display = ("subject", "rating", "status", "author", "submitted_at", "approved_by")
    list_filter = ("status", "rating", "author")
    search_fields = ("rationale", "discrepancy__question__title")

    @admin.display(description="About")
    def subject(self, verification: Verification) -> str:
        """Name what the finding is about."""
        return str(verification.discrepancy or verification.claim)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Verification]:  # noqa: ARG002  # Django's signature
        """Fetch the people and subjects beside the rows of a page."""
        return verifications_list()

    def get_ordering(self, request: HttpRequest) -> tuple[Any, ...]:
        """Put what waits for an editor in the order of its deadlines, all else newest first."""
        if request.GET.get("status__exact") == VerificationStatus.SUBMITTED:
            return BY_DEADLINE
        return ("-updated_at",)

    def get_urls(self) -> list[URLPattern]:
        """Add the acts on one verification."""
        acts: tuple[tuple[str, Callable[[HttpRequest, int], HttpResponse]], ...] = (
            ("edit", self.edit_view),
            ("submit", self.submit_view),
            ("approve", self.approve_view),
            ("return", self.return_view),
            ("publish", self.publish_view),
        )
        return [
            *(
                path(
                    f"<int:pk>/{name}/",
                    self.admin_site.admin_view(view),
                    name=f"verifications_verification_{name}",
                )
                for name, view in acts
            ),
            path(
                "<int:pk>/evidence/<int:evidence>/remove/",
                self.admin_site.admin_view(self.evidence_remove_view),
                name="verifications_evidence_remove",
            ),
            *super().get_urls(),
        ]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",  # noqa: ARG002  # Django's signature
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show a finding with the statements it speaks of, as an editor reads it."""
        verification = get_object_or_404(
            verifications_list().prefetch_related("evidence", "findings"), pk=number_of(object_id)
        )
        if not self.has_view_permission(request, verification):
            raise PermissionDenied
        user = cast("User", request.user)
        mine = user.pk in verification_hands(verification=verification)
        editor = user.has_perm("verifications.approve_verification")
        editable = verification.status != VerificationStatus.APPROVED
        context = {
            **self.admin_site.each_context(request),
            "title": self.subject(verification),
            "verification": verification,
            "hash": verification_hash(verification=verification),
            "moved": verification_moved_since_submission(verification=verification),
            "comparisons": _comparisons(verification),
            "columns": _columns(verification),
            "claim_relay": _claim_relay(verification),
            "mine": mine,
            "editor": editor,
            "next": _next_for(user, verification) if editor else None,
            "may_edit": editable and user.has_perm("verifications.change_verification"),
            "may_publish": verification.status == VerificationStatus.APPROVED
            and user.has_perm("publishing.add_finding"),
            "form": VerificationForm(
                initial={"rating": verification.rating, "rationale": verification.rationale}
            ),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "newsdesk/verification.html", context)

    def edit_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Change the finding, and hand it in if asked to; until then it is a draft again."""
        verification = get_object_or_404(Verification, pk=pk)
        if request.method != "POST":
            return page_of(verification)
        form = VerificationForm(request.POST)
        if not finding_keep(request, form, partial(verification_edit, verification_id=pk)):
            return self.change_view(request, str(pk), extra_context={"form": form})
        return page_of(verification)

    def evidence_remove_view(self, request: HttpRequest, pk: int, evidence: int) -> HttpResponse:
        """Take a piece of evidence out of the finding."""
        row = get_object_or_404(Evidence, pk=evidence, verification_id=pk)
        return self._act(
            request,
            pk,
            "Taken out. The finding is a draft.",
            lambda user: evidence_remove(user=user, evidence_id=row.pk),
        )

    def submit_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Hand the draft to the editors."""
        return self._act(
            request,
            pk,
            "Handed to the editors.",
            lambda user: verification_submit(user=user, verification_id=pk),
        )

    def approve_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Approve what is on the editor's screen, and nothing else."""
        seen = request.POST.get("hash", "")
        return self._act(
            request,
            pk,
            "Approved.",
            lambda user: verification_approve(user=user, verification_id=pk, seen_hash=seen),
        )

    def return_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Send it back with a reason."""
        reason = request.POST.get("reason", "")
        return self._act(
            request,
            pk,
            "Sent back.",
            lambda user: verification_return(user=user, verification_id=pk, reason=reason),
        )

    def publish_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Freeze the approved finding."""
        return self._act(
            request,
            pk,
            "Published.",
            lambda user: finding_publish(user=user, verification_id=pk),
        )

    def _act(
        self, request: HttpRequest, pk: int, said: str, do: Callable[[User], Any]
    ) -> HttpResponse:
        verification = get_object_or_404(Verification, pk=pk)
        if request.method == "POST":
            act(request, said, lambda: do(cast("User", request.user)))
        return page_of(verification)


def _next_for(user: User, verification: Verification) -> Verification | None:
    others = verifications_awaiting_approval().exclude(pk=verification.pk)
    return others.exclude(author=user).exclude(last_edited_by=user).first()


def _comparisons(verification: Verification) -> list[Any]:
    if verification.discrepancy is None:
        return []
    return list(discrepancy_comparisons(discrepancy=verification.discrepancy))


def _columns(verification: Verification) -> list[Any]:
    ids = {pk for row in _comparisons(verification) for pk in (row.a_id, row.b_id)}
    return statement_columns(statements_in_context(statement_ids=ids)) if ids else []


def _claim_relay(verification: Verification) -> Any:
    if verification.claim_id is None:
        return None
    return relay(claims_in_context().get(pk=verification.claim_id))
