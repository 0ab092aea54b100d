"""Rows of a model in one prepared statement each way, where the ORM would compose one every time.

Triggers see these writes as any others. Signals are not sent, and nothing is validated: both are
for rows that people write.
"""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import connection, models

from apps.core.sql import execute, fetch

if TYPE_CHECKING:
    from collections.abc import Sequence

ModelT = TypeVar("ModelT", bound=models.Model)


def rows_insert(rows: Sequence[models.Model]) -> None:
    """Write new rows of one model, and give each its number."""
    if not rows:
        return
    numbers = fetch(_insertion(type(rows[0])), [_as_json(rows, add=True)])
    for row, (number,) in zip(rows, numbers, strict=True):
        row.pk = number


def rows_update(rows: Sequence[models.Model]) -> None:
    """Bring rows of one model up to what their objects say, in every column."""
    if rows:
        execute(_renewal(type(rows[0])), [_as_json(rows, add=False)])


def _columns(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    return [each for each in model._meta.concrete_fields if not each.primary_key]


@cache
def _insertion(model: type[models.Model]) -> str:
    names = ", ".join(f'"{each.column}"' for each in _columns(model))
    return f"""
        INSERT INTO "{model._meta.db_table}" ({names})
        SELECT {names} FROM jsonb_to_recordset(%s) AS row ({_types(model)})
        RETURNING id
    """  # noqa: S608  # built of our own column names


@cache
def _renewal(model: type[models.Model]) -> str:
    values = ", ".join(f'"{each.column}" = row."{each.column}"' for each in _columns(model))
    return f"""
        UPDATE "{model._meta.db_table}" AS old SET {values}
        FROM jsonb_to_recordset(%s) AS row (id bigint, {_types(model)}) WHERE old.id = row.id
    """  # noqa: S608  # built of our own column names


def _types(model: type[models.Model]) -> str:
    return ", ".join(f'"{each.column}" {each.db_type(connection)}' for each in _columns(model))


def _as_json(rows: Sequence[models.Model], *, add: bool) -> str:
    columns = _columns(type(rows[0]))
    values = [
        {"id": row.pk, **{each.column: each.pre_save(row, add=add) for each in columns}}
        for row in rows
    ]
    return json.dumps(values, default=_plain, ensure_ascii=False)


def _plain(value: object) -> str:
    """Write what JSON has no form for: a decimal in words that lose no digit, a day or a time."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    message = f"{type(value).__name__} is not written to a row this way"
    raise TypeError(message)
