"""What an address that leads nowhere, or a fault of ours, is answered with.

A person gets a page, a program that calls the API gets problem details.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.views import defaults

from apps.api.problems import problem_page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

API = "/api/"


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
