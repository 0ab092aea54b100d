"""What every admin of the newsdesk shares: the one place that knows the theme's base class."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import capfirst
from unfold.admin import ModelAdmin

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

ModelT = TypeVar("ModelT", bound=Model)

#: Digits of the greatest primary key.
KEY_DIGITS = 19


class NewsdeskAdmin(ModelAdmin, Generic[ModelT]):
    """A list of rows with the theme's look; lists never count the whole table."""

    list_per_page = 50
    show_full_result_count = False
    compressed_fields = True

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Name the list after its rows, in the tab and in the history of the browser too."""
        title = capfirst(self.opts.verbose_name_plural)
        answer: HttpResponse = super().changelist_view(
            request, {"title": title, **(extra_context or {})}
        )
        return answer


class ReadOnlyAdmin(NewsdeskAdmin[ModelT]):
    """Rows that the pipeline or a service writes, to look at only."""

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002  # Django's signature
        """Rows come from the services."""
        return False

    def has_change_permission(
        self,
        request: HttpRequest,  # noqa: ARG002  # Django's signature
        obj: Model | None = None,  # noqa: ARG002  # Django's signature
    ) -> bool:
        """Rows change through the services."""
        return False

    def has_delete_permission(
        self,
        request: HttpRequest,  # noqa: ARG002  # Django's signature
        obj: Model | None = None,  # noqa: ARG002  # Django's signature
    ) -> bool:
        """Nothing that was ingested is lost."""
        return False


def number_of(object_id: str) -> int:
    """Return the number of a row from the address of its page; anything else is not found."""
    if not (object_id.isascii() and object_id.isdecimal() and len(object_id) <= KEY_DIGITS):
        raise Http404
    return int(object_id)


def page_of(row: Model) -> HttpResponse:
    """Lead to the page of a row.

    After an act, and in place of one: who is asked to log in by pressing a button comes back to
    the button's address without the form.
    """
    opts = row._meta  # Django's documented way to a model's names
    return redirect(reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[row.pk]))


def act(request: HttpRequest, said: str, do: Callable[[], Any]) -> bool:
    """Do one act of a service and tell how it went, in plain words; return whether it was done.

    A refusal is shown with the service's own reason, the fields named.
    """
    try:
        do()
    except PermissionDenied as refused:
        messages.error(request, str(refused) or "You may not do this.")
        return False
    except ValidationError as invalid:
        for line in error_lines(invalid):
            messages.error(request, line)
        return False
    messages.success(request, said)
    return True


def error_lines(invalid: ValidationError) -> list[str]:
    """Return one line an error, with the field's name before it where there is one."""
    if not hasattr(invalid, "error_dict"):
        return invalid.messages
    return [
        text if field in ("__all__", "status", "content") else f"{field}: {text}"
        for field, texts in invalid.message_dict.items()
        for text in texts
    ]
