"""The admin site as the newsdesk: it opens on the queue."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from django.http import QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from unfold.sites import UnfoldAdminSite

from apps.newsdesk.login import LoginForm

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern, URLResolver


class NewsdeskSite(UnfoldAdminSite):
    """One site for fact-checkers and editors."""

    site_header = "ClaimTrack"
    site_title = "ClaimTrack"
    index_title = "Newsdesk"
    login_form = LoginForm

    def index(
        self,
        request: HttpRequest,  # noqa: ARG002  # Django's signature
        extra_context: dict[str, Any] | None = None,  # noqa: ARG002  # Django's signature
    ) -> HttpResponse:
        """Open on the queue: it is what the day begins with."""
        return redirect(reverse("admin:discrepancies_discrepancy_changelist"))

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Leave out the way to a row's public page: no row of ours has one."""
        return [each for each in super().get_urls() if getattr(each, "name", "") != "view_on_site"]

    def admin_view(
        self,
        view: Callable[..., HttpResponse],
        cacheable: bool = False,  # noqa: FBT001, FBT002  # Django's signature
    ) -> Callable[..., HttpResponse]:
        """Leave NUL characters out of what an address asks for: no column holds one."""
        inner = super().admin_view(view, cacheable)

        @wraps(inner)
        def cleaned(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            request.GET = QueryDict(request.GET.urlencode().replace("%00", ""))
            answer: HttpResponse = inner(request, *args, **kwargs)
            return answer

        return cleaned
