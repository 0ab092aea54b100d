"""Errors as ``application/problem+json`` (RFC 9457), each naming its field by a JSON pointer."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied as DjangoPermissionDenied
from django.core.exceptions import ValidationError as DjangoValidationError
from django.http import Http404, JsonResponse
from rest_framework import exceptions
from rest_framework.renderers import JSONRenderer
from rest_framework.views import exception_handler
from structlog.contextvars import get_contextvars

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.http import HttpRequest, HttpResponse
    from rest_framework.request import Request
    from rest_framework.response import Response


class ProblemRenderer(JSONRenderer):
    """Render an error body under the media type of problem details."""

    media_type = "application/problem+json"


def problem_response(exc: Exception, context: Mapping[str, Any]) -> Response | None:
    """Turn an exception of a view into problem details; unknown ones stay a server error.

    Errors of the services (Django's own exceptions) and of the serializers look alike.
    """
    exc = _as_api_exception(exc)
    response = exception_handler(exc, dict(context))
    if response is None:
        return None
    request = context["request"]
    status = HTTPStatus(response.status_code)
    errors = list(_errors(exc.detail)) if isinstance(exc, exceptions.ValidationError) else []
    response.data = _problem(
        request, status, detail=_detail(exc, errors), code=_code(exc), errors=errors
    )
    response.content_type = ProblemRenderer.media_type
    return response


def problem_page(request: HttpRequest, status: HTTPStatus, detail: str) -> HttpResponse:
    """Return problem details for what no view of the API answers."""
    code = status.name.lower()
    return JsonResponse(
        _problem(request, status, detail=detail, code=code, errors=[]),
        status=status,
        content_type=ProblemRenderer.media_type,
    )


def _problem(
    request: HttpRequest | Request,
    status: HTTPStatus,
    *,
    detail: str,
    code: str,
    errors: list[dict[str, str]],
) -> dict[str, Any]:
    return {
        "type": "about:blank",
        "title": status.phrase,
        "status": status.value,
        "detail": detail,
        "instance": request.path,
        "code": code,
        "errors": errors,
        "request_id": get_contextvars().get("request_id"),
    }


def _as_api_exception(exc: Exception) -> Exception:
    if isinstance(exc, DjangoValidationError):
        if hasattr(exc, "error_dict"):
            return exceptions.ValidationError(exc.message_dict)
        return exceptions.ValidationError({"non_field_errors": exc.messages})
    if isinstance(exc, DjangoPermissionDenied):
        return exceptions.PermissionDenied(str(exc) or None)
    if isinstance(exc, Http404):
        return exceptions.NotFound()
    return exc


def _errors(detail: Any, pointer: str = "") -> Iterator[dict[str, str]]:
    if isinstance(detail, dict):
        for name, value in detail.items():
            own = pointer if name == "non_field_errors" else f"{pointer}/{name}"
            yield from _errors(value, own)
    elif isinstance(detail, list):
        for index, value in enumerate(detail):
            nested = isinstance(value, dict | list)
            yield from _errors(value, f"{pointer}/{index}" if nested else pointer)
    else:
        yield {
            "pointer": f"#{pointer}",
            "detail": str(detail),
            "code": getattr(detail, "code", "invalid"),
        }


def _detail(exc: Exception, errors: list[dict[str, str]]) -> str:
    if errors:
        return " ".join(
            f"{each['pointer'].removeprefix('#/')}: {each['detail']}"
            if each["pointer"] != "#"
            else each["detail"]
            for each in errors
        )
    return str(getattr(exc, "detail", exc))


def _code(exc: Exception) -> str:
    if isinstance(exc, exceptions.ValidationError):
        return "invalid"
    return str(getattr(exc, "default_code", "error"))
