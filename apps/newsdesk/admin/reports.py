"""Reports: paste one in, follow the work on it, read it with its claims marked."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import escape

from apps.discrepancies.selectors import claims_in_context
from apps.newsdesk.admin.base import NewsdeskAdmin, act, page_of
from apps.newsdesk.forms import ReportForm
from apps.newsdesk.highlighting import Mark, segments
from apps.pipeline.dispatch import report_change_status, report_receive, version_send
from apps.pipeline.stages import stage_retry
from apps.reports.enums import IngestOutcome, PublicationStatus, StageName, StageState
from apps.reports.models import Report, ReportVersion

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern

    from apps.accounts.models import User
    from apps.claims.models import Claim, NumberMention
    from apps.reports.services import IngestResult

TOLD = {
    IngestOutcome.CREATED: "Taken in. Its claims appear below as soon as they are read.",
    IngestOutcome.REVISED: "This address was known with another text: a new version was made.",
    IngestOutcome.DUPLICATE: "This report is known already; here it is. Nothing was changed.",
}
STATUS_TOLD = {
    PublicationStatus.USABLE: "Put back. Its claims join the comparisons again.",
    PublicationStatus.WITHHELD: "Withheld. Its claims leave the comparisons; nothing is deleted.",
    PublicationStatus.CANCELED: "Canceled. Its claims leave the comparisons; nothing is deleted.",
}


@admin.register(Report)
class ReportAdmin(NewsdeskAdmin[Report]):
    """Ingested documents. Their texts never change; a changed page is a new version."""

    list_display = ("headline", "outlet", "published_on", "progress", "status")
    list_filter = ("status", "published_on")
    list_select_related = ("outlet",)
    search_fields = ("external_id", "url", "outlet__name")
    ordering = ("-published_on", "-id")

    def has_delete_permission(
        self,
        request: HttpRequest,  # noqa: ARG002  # Django's signature
        obj: Report | None = None,  # noqa: ARG002  # Django's signature
    ) -> bool:
        """Nothing that was ingested is lost."""
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Report]:
        """Fetch the versions and their stages beside the reports of a page."""
        reports: QuerySet[Report] = super().get_queryset(request)
        return reports.prefetch_related("versions__stages")

    @admin.display(description="Report")
    def headline(self, report: Report) -> str:
        """Return the headline of the current version."""
        version = _current(report)
        return version.headline if version else report.external_id

    @admin.display(description="Work")
    def progress(self, report: Report) -> str:
        """Tell how far the work on the current version has come."""
        version = _current(report)
        return progress_line(version) if version else ""

    def get_urls(self) -> list[URLPattern]:
        """Add the change of a report's status, and a further try of a failed step."""
        return [
            path(
                "<int:pk>/status/",
                self.admin_site.admin_view(self.status_view),
                name="reports_report_status",
            ),
            path(
                "<int:pk>/versions/<int:number>/retry/",
                self.admin_site.admin_view(self.retry_view),
                name="reports_report_retry",
            ),
            *super().get_urls(),
        ]

    def status_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Withhold or cancel a report, or put it back; nothing of it is lost."""
        report = get_object_or_404(Report, pk=pk)
        if request.method != "POST":
            return page_of(report)
        status = request.POST.get("status", "")
        if status not in PublicationStatus.values:
            return HttpResponseBadRequest(f"status: “{escape(status)}” is no status of a report.")
        user = cast("User", request.user)
        act(
            request,
            STATUS_TOLD[PublicationStatus(status)],
            lambda: report_change_status(
                user=user, report_id=report.pk, status=PublicationStatus(status)
            ),
        )
        return page_of(report)

    def retry_view(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        """Have a failed step of a version tried again, by those who may take reports in."""
        version = get_object_or_404(ReportVersion, report_id=pk, number=number)
        page = reverse("admin:reports_report_change", args=[pk])
        if request.method != "POST":
            return redirect(f"{page}?version={number}")
        if not self.has_add_permission(request):
            raise PermissionDenied
        name = request.POST.get("stage", "")
        if name not in StageName.values:
            return HttpResponseBadRequest(f"stage: “{escape(name)}” is no step of the work.")
        if stage_retry(version_id=version.pk, name=StageName(name)):
            transaction.on_commit(partial(version_send, version_id=version.pk))
            messages.success(request, "It is tried again. This page shows how far it has come.")
        else:
            messages.warning(request, "This step has not failed; nothing was changed.")
        return redirect(f"{page}?version={number}")

    def add_view(
        self,
        request: HttpRequest,
        form_url: str = "",  # noqa: ARG002  # Django's signature
        extra_context: dict[str, Any] | None = None,  # noqa: ARG002  # Django's signature
    ) -> HttpResponse:
        """Take a pasted report in; what was typed stays on the page when something is wrong."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = ReportForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            try:
                result: IngestResult = report_receive(
                    **form.ingest_arguments(), user=cast("User", request.user)
                )
            except ValidationError as invalid:
                form.refuse(invalid)
            else:
                tell = messages.warning if result.outcome == "duplicate" else messages.success
                tell(request, TOLD[IngestOutcome(result.outcome)])
                return page_of(result.report)
        context = {
            **self.admin_site.each_context(request),
            "title": "Take in a report",
            "form": form,
        }
        return TemplateResponse(request, "newsdesk/report_add.html", context)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",  # noqa: ARG002  # Django's signature
        extra_context: dict[str, Any] | None = None,  # noqa: ARG002  # Django's signature
    ) -> HttpResponse:
        """Show one version of a report with its claims marked and every number accounted for."""
        report = self.get_object(request, object_id)
        if report is None:
            return cast(
                "HttpResponse", self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
            )
        if not self.has_view_or_change_permission(request, report):
            raise PermissionDenied
        versions = list(report.versions.defer("raw").prefetch_related("stages"))
        chosen = next(
            (each for each in versions if str(each.number) == request.GET.get("version")),
            next(each for each in versions if each.is_current),
        )
        claims = list(
            claims_in_context()
            .filter(version=chosen)
            .prefetch_related("statement_claim__statement__question")
            .order_by("start", "end")
        )
        numbers = list(chosen.number_mentions.all())
        context = {
            **self.admin_site.each_context(request),
            "title": chosen.headline,
            "report": report,
            "version": chosen,
            "versions": versions,
            "stages": list(chosen.stages.all()),
            "failed": [each for each in chosen.stages.all() if each.state == StageState.FAILED],
            "may_retry": self.has_add_permission(request),
            "working": any(
                each.state in (StageState.WAITING, StageState.RUNNING)
                for each in chosen.stages.all()
            ),
            "claims": claims,
            "segments": segments(text=chosen.text, marks=_marks(claims, numbers)),
            "tally": _tally(numbers),
            "dismissed": [each for each in numbers if each.outcome == "dismissed"],
            "statuses": [each for each in PublicationStatus if each != report.status],
            "may_change": request.user.has_perm("reports.change_report"),
        }
        return TemplateResponse(request, "newsdesk/report.html", context)


def progress_line(version: ReportVersion) -> str:
    """Return where the work on a version stands, in two or three words."""
    stages = list(version.stages.all())
    failed = next((each for each in stages if each.state == StageState.FAILED), None)
    if failed:
        return f"Failed: {failed.get_name_display().lower()}"
    done = sum(each.state == StageState.DONE for each in stages)
    return "Checked" if done == len(stages) else f"{done} of {len(stages)} steps"


def _current(report: Report) -> ReportVersion | None:
    return next((each for each in report.versions.all() if each.is_current), None)


def _marks(claims: list[Claim], numbers: list[NumberMention]) -> list[Mark]:
    marks = [
        Mark(each.start, each.end, "figure" if each.kind == "numeric" else "words", each.pk)
        for each in claims
    ]
    marks.extend(
        Mark(each.start, each.end, "dismissed", each.pk)
        for each in numbers
        if each.outcome == "dismissed"
    )
    return marks


def _tally(numbers: list[NumberMention]) -> dict[str, int]:
    tally = {"claim": 0, "part of a claim": 0, "dismissed": 0}
    for each in numbers:
        tally[each.outcome] += 1
    return tally
