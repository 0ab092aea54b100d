"""Queries in SQL of our own, where thousands of them a minute leave no time to compose one.

Each is prepared on its connection: the database reads and plans it once, then keeps the plan
whatever the arguments (:func:`claimtrack.settings.base.database`). A plan is made for the size
that its tables have, so it is made again when it was used four times as often as the one before.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import WeakKeyDictionary

from django.db import DEFAULT_DB_ALIAS, connection, connections, models

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ModelT = TypeVar("ModelT", bound=models.Model)

_PLACE = re.compile(r"%(?:(?P<escaped>%)|s|\((?P<name>\w+)\)s)")

#: After so many uses a plan is made again, and then after four times as many each.
_FIRST_USES, _GROWTH = 16, 4


@dataclass(slots=True)
class _Use:
    """How often a connection used what it has prepared, and when it makes the plan again."""

    times: int = 0
    plan_again: int = _FIRST_USES


@dataclass(frozen=True, slots=True)
class _Session:
    """What an open connection has prepared, by name, and the cursor that all of it goes through."""

    cursor: Any
    prepared: dict[str, _Use]


_SESSIONS: WeakKeyDictionary[Any, _Session] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class _Statement:
    """A query as the database prepares it, and as it is called.

    ``names`` are those of its arguments in their order, empty where they stand in order anyway.
    """

    name: str
    preparation: str
    call: str
    names: tuple[str, ...]

    def ordered(self, parameters: Sequence[Any] | Mapping[str, Any]) -> Iterator[Any]:
        given = [parameters[each] for each in self.names] if self.names else parameters  # type: ignore[call-overload]  # a mapping, where names are given
        return (_array(each) if isinstance(each, list) else each for each in given)


@dataclass(frozen=True, slots=True)
class Call:
    """A statement whose outcome nobody reads, to be sent along with others.

    ``sql`` must be one of a few constant texts: each is prepared, and stays so.
    """

    sql: str
    parameters: Sequence[Any] | Mapping[str, Any]


def fetch(
    sql: str,
    parameters: Sequence[Any] | Mapping[str, Any],
    *,
    after: Sequence[Call] = (),
) -> list[tuple[Any, ...]]:
    """Run one query and return its rows. JSON comes as text.

    ``sql`` must be one of a few constant texts: each is prepared, and stays so. What it comes
    ``after`` is sent in the same message and run first; the query sees what that did.
    """
    found: list[tuple[Any, ...]] = _run((*after, Call(sql, parameters)), read=True)
    return found


def columns_of(model: type[models.Model], table: str) -> str:
    """Return the columns that :func:`fetch_rows` reads, of a table as the query calls it."""
    return ", ".join(f'{table}."{each.column}"' for each in model._meta.concrete_fields)


def fetch_rows(
    model: type[ModelT],
    sql: str,
    parameters: Sequence[Any] | Mapping[str, Any],
    *,
    after: Sequence[Call] = (),
) -> list[ModelT]:
    """Run one query for :func:`columns_of` a model, and return its rows as objects."""
    return [model_row(model, row) for row in fetch(sql, parameters, after=after)]


def model_row(model: type[ModelT], columns: Sequence[Any]) -> ModelT:
    """Return what :func:`columns_of` a model gave as an object; JSON is read from its text."""
    fields = model._meta.concrete_fields
    values = [
        json.loads(value) if isinstance(each, models.JSONField) else value
        for each, value in zip(fields, columns, strict=True)
    ]
    return model.from_db(connection.alias, [each.attname for each in fields], values)


def execute(sql: str, parameters: Sequence[Any] | Mapping[str, Any]) -> None:
    """Run one statement whose outcome nobody reads."""
    _run((Call(sql, parameters),), read=False)


def execute_all(calls: Sequence[Call]) -> None:
    """Run statements one after the other, all sent in one message."""
    if calls:
        _run(calls, read=False)


def _run(calls: Sequence[Call], *, read: bool) -> Any:
    """Send calls in one message; return the rows of the last one where they are ``read``."""
    at = connections[DEFAULT_DB_ALIAS]
    at.ensure_connection()
    session = _SESSIONS.get(at.connection)
    if session is None:
        with at.wrap_database_errors:
            session = _Session(at.create_cursor(), {})
        _SESSIONS[at.connection] = session
    statements = [_statement(each.sql) for each in calls]
    for each in statements:
        _prepare(session, each)
    text = "; ".join([each.call for each in statements])
    given = [
        value
        for each, call in zip(statements, calls, strict=True)
        for value in each.ordered(call.parameters)
    ]
    if at.execute_wrappers or at.queries_logged:
        with at.cursor() as watched:
            watched.execute(text, given)
            return watched.fetchall() if read else None
    at.validate_no_broken_transaction()
    with at.wrap_database_errors:
        session.cursor.execute(text, given)
        return session.cursor.fetchall() if read else None


def _prepare(session: _Session, statement: _Statement) -> None:
    use = session.prepared.get(statement.name)
    if use is None:
        _directly(session, statement.preparation)
        use = session.prepared[statement.name] = _Use()
    elif use.times == use.plan_again:
        _directly(session, f"DEALLOCATE {statement.name}; {statement.preparation}")
        use.plan_again *= _GROWTH
    use.times += 1


def _directly(session: _Session, sql: str) -> None:
    with connection.wrap_database_errors:
        session.cursor.execute(sql)


def _array(values: Sequence[Any]) -> str:
    """Write a list as one literal: as many constants of their own take four times as long."""
    return f"{{{','.join([_element(each) for each in values])}}}"


def _element(value: object) -> str:
    if type(value) is int:
        return str(value)
    if value is None:
        return "NULL"
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if isinstance(value, (bool, int, date, Decimal)):
        return str(value)
    message = f"{type(value).__name__} is not written to a list this way"
    raise TypeError(message)


@cache
def _statement(sql: str) -> _Statement:
    """Return a query with its places numbered, as ``PREPARE`` wants them."""
    numbers: dict[str, int] = {}
    places = 0

    def number(match: re.Match[str]) -> str:
        nonlocal places
        if match["escaped"]:
            return "%"
        if match["name"]:
            return f"${numbers.setdefault(match['name'], len(numbers) + 1)}"
        places += 1
        return f"${places}"

    text = _PLACE.sub(number, sql)
    name = f"s{blake2b(sql.encode(), digest_size=12).hexdigest()}"
    arguments = ", ".join(["%s"] * (places or len(numbers)))
    return _Statement(
        name=name,
        preparation=f"PREPARE {name} AS {text}",
        call=f"EXECUTE {name} ({arguments})" if arguments else f"EXECUTE {name}",
        names=tuple(numbers),
    )
