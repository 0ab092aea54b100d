"""Queries in SQL of our own, where thousands of them a minute leave no time to compose one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def fetch(sql: str, parameters: Sequence[Any] | Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """Run one query and return its rows. JSON comes as text."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def execute(sql: str, parameters: Sequence[Any] | Mapping[str, Any]) -> None:
    """Run one statement whose outcome nobody reads."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
