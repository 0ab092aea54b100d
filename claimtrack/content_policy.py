"""What a browser may load on our pages: next to nothing, and more only where a page needs it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase


class ContentPolicyMiddleware(CSPMiddleware):
    """Send the strict policy, widened for the paths of ``CONTENT_SECURITY_POLICY_ADDITIONS``."""

    def get_policy_parts(
        self,
        request: HttpRequest,
        response: HttpResponseBase,
        report_only: bool = False,  # noqa: FBT001, FBT002  # django-csp's signature
    ) -> PolicyParts:
        """Return the policy of this response; a view's own decorators still come on top."""
        parts = super().get_policy_parts(request, response, report_only)
        for prefix, additions in settings.CONTENT_SECURITY_POLICY_ADDITIONS.items():
            if request.path_info.startswith(prefix):
                return replace(parts, update={**additions, **(parts.update or {})})
        return parts
