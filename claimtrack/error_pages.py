"""What an address that leads nowhere, or a fault of ours, is answered with.

A person gets a page, a program that calls the API gets problem details.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.views import defaults

from apps.api.problems import problem_page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

API = "/api/"


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400, or 413 to a program whose body is too large to be read."""
    if not request.path_info.startswith(API):
        return defaults.bad_request(request, exception)
    if isinstance(exception, RequestDataTooBig):
        most = f"{settings.DATA_UPLOAD_MAX_MEMORY_SIZE:,}"
        return problem_page(
            request,
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            f"The body has more than {most} bytes.",
        )
    return problem_page(request, HTTPStatus.BAD_REQUEST, "This request was not understood.")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404."""
    if request.path_info.startswith(API):
        return problem_page(
            request, HTTPStatus.NOT_FOUND, "There is no such address. See /api/v1/docs/."
        )
    return defaults.page_not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500; the log has the reason."""
    if request.path_info.startswith(API):
        return problem_page(
            request, HTTPStatus.INTERNAL_SERVER_ERROR, "Something broke here; it is in the log."
        )
    return defaults.server_error(request)
