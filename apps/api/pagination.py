"""Pages by a cursor that stays put while rows come and go."""

from __future__ import annotations

from rest_framework.pagination import CursorPagination


class StableCursorPagination(CursorPagination):
    """Newest first by primary key, which never changes; 50 rows a page, 500 at most."""

    ordering = "-id"
    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 500
