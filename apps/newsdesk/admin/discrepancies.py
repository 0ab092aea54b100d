"""The queue, and one discrepancy with its statements side by side."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path

from apps.discrepancies.enums import DiscrepancyStatus, Relation
from apps.discrepancies.models import Discrepancy
from apps.discrepancies.selectors import (
    discrepancies_by_status,
    discrepancies_matching,
    discrepancies_queue,
    discrepancy_comparisons,
    statements_in_context,
)
from apps.discrepancies.services import discrepancy_assign
from apps.discrepancies.tally import pairs_counted
from apps.newsdesk.admin.base import NewsdeskAdmin, act, number_of, page_of
from apps.newsdesk.admin.writing import finding_keep
from apps.newsdesk.cards import crowd_of, queue_cards, statement_columns
from apps.newsdesk.forms import VerificationForm
from apps.verifications.selectors import verifications_list
from apps.verifications.services import verification_write
from claimtrack.engine.records import RAISED

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern

    from apps.accounts.models import User

PAGE = 20
#: So many words of a search are looked for.
_WORDS = 8
TABS = (
    DiscrepancyStatus.OPEN,
    DiscrepancyStatus.IN_REVIEW,
    DiscrepancyStatus.RESOLVED,
    DiscrepancyStatus.LAPSED,
)


@admin.register(Discrepancy)
class DiscrepancyAdmin(NewsdeskAdmin[Discrepancy]):
    """What a person must look at, one card a question and kind."""

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002  # Django's signature
        """Discrepancies come from comparisons."""
        return False

    def has_delete_permission(
        self,
        request: HttpRequest,  # noqa: ARG002  # Django's signature
        obj: Discrepancy | None = None,  # noqa: ARG002  # Django's signature
    ) -> bool:
        """Say no: a discrepancy lapses by itself; what people wrote on it stays."""
        return False

    def get_urls(self) -> list[URLPattern]:
        """Add the acts on one discrepancy."""
        return [
            path(
                "<int:pk>/verify/",
                self.admin_site.admin_view(self.verify_view),
                name="discrepancies_discrepancy_verify",
            ),
            path(
                "<int:pk>/take/",
                self.admin_site.admin_view(self.take_view),
                name="discrepancies_discrepancy_take",
            ),
            *super().get_urls(),
        ]

    def changelist_view(
        self,
        request: HttpRequest,
        extra_context: dict[str, Any] | None = None,  # noqa: ARG002  # Django's signature
    ) -> HttpResponse:
        """Show the queue: the most severe first, and why the other pairs were not flagged."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        chosen = request.GET.get("status", DiscrepancyStatus.OPEN)
        if chosen not in DiscrepancyStatus.values:
            chosen = DiscrepancyStatus.OPEN
        search = request.GET.get("q", "").replace("\0", "").strip()
        rows = discrepancies_queue(statuses=(chosen,))
        if search:
            rows = discrepancies_matching(rows, words=search.split()[:_WORDS])
        numbers = discrepancies_by_status()
        page = Paginator(rows, PAGE).get_page(request.GET.get("p"))
        counted = pairs_counted()
        raised = {relation.value for relation in RAISED}
        context = {
            **self.admin_site.each_context(request),
            "title": "Queue",
            "tabs": [(each, each.label, numbers[each], each == chosen) for each in TABS],
            "chosen": DiscrepancyStatus(chosen),
            "search": search,
            "page": page,
            "cards": queue_cards(page.object_list),
            "pairs": sum(counted.values()),
            "flagged": sum(number for name, number in counted.items() if name in raised),
            "passed": [
                (Relation(name).label, number)
                for name, number in counted.items()
                if name not in raised
            ],
        }
        return TemplateResponse(request, "newsdesk/queue.html", context)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",  # noqa: ARG002  # Django's signature
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show the statements side by side, why they do not fit, and what people found."""
        discrepancy = get_object_or_404(
            Discrepancy.objects.select_related("question", "assigned_to"), pk=number_of(object_id)
        )
        if not self.has_view_or_change_permission(request, discrepancy):
            raise PermissionDenied
        comparisons = list(discrepancy_comparisons(discrepancy=discrepancy))
        ids = {pk for row in comparisons for pk in (row.a_id, row.b_id)}
        stands = discrepancy.status != DiscrepancyStatus.LAPSED
        context = {
            **self.admin_site.each_context(request),
            "title": discrepancy.question.title,
            "discrepancy": discrepancy,
            "comparisons": comparisons,
            "crowd": crowd_of(ids),
            "columns": statement_columns(statements_in_context(statement_ids=ids)),
            "verifications": verifications_list()
            .filter(discrepancy=discrepancy)
            .prefetch_related("evidence"),
            "form": VerificationForm(),
            "may_verify": stands and request.user.has_perm("verifications.add_verification"),
            "may_take": stands and request.user.has_perm("discrepancies.change_discrepancy"),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "newsdesk/discrepancy.html", context)

    def verify_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Write a finding on a discrepancy, and hand it to the editors if asked to."""
        discrepancy = get_object_or_404(Discrepancy, pk=pk)
        if request.method != "POST":
            return page_of(discrepancy)
        form = VerificationForm(request.POST)
        if not finding_keep(request, form, partial(verification_write, discrepancy=discrepancy)):
            return self.change_view(request, str(pk), extra_context={"form": form})
        return page_of(discrepancy)

    def take_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take a discrepancy to work on, or give it back."""
        discrepancy = get_object_or_404(Discrepancy, pk=pk)
        if request.method != "POST":
            return page_of(discrepancy)
        user = cast("User", request.user)
        give_back = "release" in request.POST
        act(
            request,
            "Given back to the queue." if give_back else "It is yours.",
            lambda: discrepancy_assign(
                user=user, discrepancy_id=pk, assignee=None if give_back else user
            ),
        )
        return page_of(discrepancy)
