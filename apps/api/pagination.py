"""Pages by a cursor that stays put while rows come and go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.pagination import CursorPagination

if TYPE_CHECKING:
    from rest_framework.pagination import Cursor
    from rest_framework.request import Request

#: Digits of the greatest primary key.
KEY_DIGITS = 19


class StableCursorPagination(CursorPagination):
    """Newest first by primary key, which never changes; 50 rows a page, 500 at most."""

    ordering = "-id"
    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 500

    def get_page_size(self, request: Request) -> int | None:
        """Return how many rows a page has, or raise ``ValidationError`` for what is no number."""
        asked = request.query_params.get("page_size")
        if asked is not None and not (
            asked.isascii() and asked.isdecimal() and asked.strip("0") and len(asked) <= KEY_DIGITS
        ):
            message = f"Write a number from 1 to {self.max_page_size}."
            raise ValidationError({"page_size": message})
        size: int | None = super().get_page_size(request)
        return size

    def decode_cursor(self, request: Request) -> Cursor | None:
        """Return where the page starts, or raise ``NotFound`` for a cursor we never gave."""
        cursor: Cursor | None = super().decode_cursor(request)
        if cursor is None or cursor.position is None:
            return cursor
        position = str(cursor.position)
        if not (position.isascii() and position.isdecimal() and len(position) <= KEY_DIGITS):
            raise NotFound(self.invalid_cursor_message)
        return cursor
