"""The rows of compared pairs: a check reads and writes dozens, so in one query each.

The model beside it (:class:`apps.discrepancies.models.Comparison`) is for those who read a few.
"""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from apps.core.sql import Call, fetch

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from collections.abc import Set as AbstractSet


class PairRow(NamedTuple):
    """What one row says of its pair; ``a_id`` is the statement whose key sorts first."""

    a_id: int
    b_id: int
    relation: str
    level: str
    reasons: list[dict[str, Any]]
    missing: list[str]
    basis: dict[str, Any]
    certainty: Decimal
    explanation: str
    engine_version: str
    question_id: int | None = None
    question_title: str = ""

    @property
    def pair(self) -> frozenset[int]:
        """Both statements, whichever comes first."""
        return frozenset((self.a_id, self.b_id))


_NAMES = PairRow._fields
_COLUMNS = ", ".join(_NAMES)
_JSON = ("reasons", "missing", "basis")

_STANDING = f"""
    SELECT id, {_COLUMNS} FROM discrepancies_comparison
    WHERE id IN (
        SELECT comparison.id
        FROM unnest(%(ones)s::bigint[], %(twos)s::bigint[]) AS pair (one, two)
        JOIN discrepancies_comparison comparison
          ON comparison.a_id = pair.one AND comparison.b_id = pair.two
        UNION ALL
        SELECT id FROM discrepancies_comparison WHERE a_id = ANY(%(ids)s)
        UNION ALL
        SELECT id FROM discrepancies_comparison WHERE b_id = ANY(%(ids)s)
    )
    ORDER BY id FOR NO KEY UPDATE
"""  # noqa: S608  # built of our own column names

_DELETE = f"""
    DELETE FROM discrepancies_comparison WHERE id = ANY(%s) RETURNING {_COLUMNS}
"""  # noqa: S608  # built of our own column names

# A raised pair goes to its question's card at once where there is one.
_INSERT = f"""
    INSERT INTO discrepancies_comparison (created_at, updated_at, {_COLUMNS}, discrepancy_id)
    SELECT now(), now(), {_COLUMNS}, CASE WHEN row.question_id IS NOT NULL THEN (
        SELECT card.id FROM discrepancies_discrepancy card
        WHERE card.question_id = row.question_id AND card.kind = row.relation
    ) END
    FROM jsonb_to_recordset(%s) AS row (
        a_id bigint, b_id bigint, relation text, level text, reasons jsonb, missing jsonb,
        basis jsonb, certainty numeric, explanation text, engine_version text,
        question_id bigint, question_title text
    )
"""  # noqa: S608  # built of our own column names


def pairs_standing(
    *, touched: AbstractSet[int], pairs: Sequence[tuple[int, int]]
) -> dict[int, PairRow]:
    """Lock and return the rows of all pairs of the touched statements, and of ``pairs``, by id."""
    others = [pair for pair in pairs if touched.isdisjoint(pair)]
    either_way = [*others, *((two, one) for one, two in others)]
    rows = fetch(
        _STANDING,
        {
            "ones": [one for one, _two in either_way],
            "twos": [two for _one, two in either_way],
            "ids": sorted(touched),
        },
    )
    return {pk: _read(columns) for pk, *columns in rows}


def pairs_delete(*, ids: Collection[int]) -> list[PairRow]:
    """Delete rows; return what they said."""
    return [_read(columns) for columns in fetch(_DELETE, [sorted(ids)])] if ids else []


def inserting(rows: Iterable[PairRow]) -> list[Call]:
    """Return what writes new rows, to be sent along with other calls."""
    values = [row._asdict() for row in rows]
    return [Call(_INSERT, [json.dumps(values, default=_plain)])] if values else []


def _read(columns: Iterable[Any]) -> PairRow:
    values = dict(zip(_NAMES, columns, strict=True))
    return PairRow(**values | {name: json.loads(values[name]) for name in _JSON})


def _plain(value: object) -> str:
    """Write a decimal as JSON has it: in words that lose no digit."""
    if isinstance(value, Decimal):
        return str(value)
    message = f"{type(value).__name__} is not written to a pair's row"
    raise TypeError(message)
