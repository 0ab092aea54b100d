"""Forms in UTF-8 alone: Django reads no other, and would refuse one only where it is first read."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.http import HttpResponse

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

FORM = "application/x-www-form-urlencoded"


class FormCharsetMiddleware:
    """Answer 415 to a form that names another encoding, before anything looks into it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Refuse, or pass the request on."""
        charset = (request.content_params or {}).get("charset", "utf-8")
        if request.content_type == FORM and charset.lower() not in ("utf-8", "utf8"):
            return HttpResponse(
                "A form must be encoded in UTF-8.\n",
                status=HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
                content_type="text/plain",
            )
        return self._get_response(request)
