"""Records of the engine as JSON values, and back.

A record becomes an object with its fields; decimals become strings, days ISO dates, words of
an enumeration their value. ``claim_from_json(to_json(claim)) == claim`` for every claim.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache, partial
from operator import itemgetter
from types import UnionType
from typing import TYPE_CHECKING, Any, TypeVar, Union, get_args, get_origin, get_type_hints

from claimtrack.engine import records
from claimtrack.engine.records import ExtractedClaim

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

RecordT = TypeVar("RecordT")

_SCALARS: dict[type[Any], Any] = {Decimal: Decimal, date: date.fromisoformat}


def to_json(value: Any) -> Any:
    """Return a record, or anything inside one, as values that JSON can write."""
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: to_json(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, tuple | list):
        return [to_json(each) for each in value]
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    return value


def claim_from_json(value: Any) -> ExtractedClaim:
    """Read a claim that :func:`to_json` wrote; raise ``ValueError`` where it is none."""
    return from_json(ExtractedClaim, value)


def from_json(kind: type[RecordT], value: Any) -> RecordT:
    """Read a record of one kind; raise ``ValueError`` naming the field that does not fit."""
    try:
        found: RecordT = _straight(kind.__name__)(value)
    except (ValueError, TypeError, ArithmeticError, LookupError, AttributeError):
        return _carefully(kind, value)
    return found


def _carefully(kind: type[RecordT], value: Any) -> RecordT:
    """Read a record field by field, to say which of them does not fit."""
    if not isinstance(value, dict):
        message = f"{kind.__name__}: an object is needed"
        raise ValueError(message)  # noqa: TRY004  # bad input, whatever its type
    readers = _readers(kind.__name__)
    unknown = sorted(value.keys() - readers.keys())
    if unknown:
        message = f"{kind.__name__}: unknown field {unknown[0]}"
        raise ValueError(message)
    given = {}
    for name, each in value.items():
        try:
            given[name] = readers[name](each)
        except (ValueError, TypeError, ArithmeticError) as error:
            message = f"{kind.__name__}.{name}: {error}"
            raise ValueError(message) from None
    try:
        return kind(**given)
    except TypeError as error:
        message = f"{kind.__name__}: {error}"
        raise ValueError(message) from None


@cache
def _hints(record: str) -> dict[str, Any]:
    """Return the type of each field of a record."""
    names = {"date": date, "Decimal": Decimal}
    return get_type_hints(getattr(records, record), globalns=vars(records) | names)


@cache
def _readers(record: str) -> dict[str, Callable[[Any], Any]]:
    """Return what reads each field of a record."""
    return {name: _reader(hint) for name, hint in _hints(record).items()}


def _reader(hint: Any) -> Callable[[Any], Any]:
    """Return what reads a value of one type; it raises ``ValueError`` where it does not fit."""
    if _inner(hint) is not hint:
        inner = _reader(_inner(hint))
        return lambda value: None if value is None else inner(value)
    if get_origin(hint) is tuple:
        each_of = _reader(get_args(hint)[0])
        return lambda value: tuple(each_of(each) for each in value)
    if issubclass(hint, Enum) or hint in _SCALARS:
        read: Callable[[Any], Any] = _SCALARS.get(hint, hint)
        return read
    return partial(from_json if is_dataclass(hint) else _plain, hint)


@cache
def _straight(record: str) -> Callable[[Any], Any]:
    """Return what reads a record of one kind fast; where it does not fit, any error is raised.

    A record that holds all of its fields, as :func:`to_json` writes it, is read by their order.
    """
    kind = getattr(records, record)
    hints = _hints(record)
    readers = {name: _straight_reader(hint) for name, hint in hints.items()}
    kinds = {name: _plain_kind(hint) for name, hint in hints.items()}
    plain = tuple(each for each in kinds.values() if each is not None)
    plain_values = _several([name for name, each in kinds.items() if each is not None])
    inner = {name: _straight_reader(_inner(hint)) for name, hint in hints.items()}
    others = [
        (i, inner[name], inner[name] if _inner(hint) is hint else None)
        for i, (name, hint) in enumerate(hints.items())
        if kinds[name] is None
    ]
    values, size = _several(list(hints)), len(hints)

    def by_name(value: Any) -> Any:
        return kind(**{name: readers[name](each) for name, each in value.items()})

    def read_plain(value: Any) -> Any:
        if len(value) == size:
            given = values(value)
            if tuple(map(type, given)) == plain:
                return kind(*given)
        return by_name(value)

    def read(value: Any) -> Any:
        if len(value) != size or tuple(map(type, plain_values(value))) != plain:
            return by_name(value)
        given = list(values(value))
        for i, reader, of_nothing in others:
            each = given[i]
            if each is not None:
                given[i] = reader(each)
            elif of_nothing is not None:
                given[i] = of_nothing(None)
        return kind(*given)

    return read if others else read_plain


def _several(names: Sequence[str]) -> Callable[[Any], tuple[Any, ...]]:
    """Return what takes so many values out of an object, however few they are."""
    if len(names) > 1:
        return itemgetter(*names)
    return lambda value: tuple(value[name] for name in names)


def _plain_kind(hint: Any) -> type[Any] | None:
    """Return the type of a value that stands in JSON as it is read, ``None`` for all others."""
    return hint if hint in (str, int, bool) else None


def _inner(hint: Any) -> Any:
    """Return the type of a value that may be missing, any other type as it is."""
    if get_origin(hint) not in (Union, UnionType):
        return hint
    return next(each for each in get_args(hint) if each is not type(None))


def _straight_reader(hint: Any) -> Callable[[Any], Any]:
    if _inner(hint) is not hint:
        inner = _straight_reader(_inner(hint))
        return lambda value: None if value is None else inner(value)
    if get_origin(hint) is tuple:
        each_of = _straight_reader(get_args(hint)[0])
        return lambda value: tuple(map(each_of, value)) if value else ()
    if issubclass(hint, Enum):
        members = {each.value: each for each in hint}
        return members.__getitem__
    if hint in _SCALARS:
        read: Callable[[Any], Any] = _SCALARS[hint]
        return read
    if is_dataclass(hint):
        return _straight(hint.__name__)  # type: ignore[union-attr]  # a class, as all hints are
    return partial(_plain, hint)


def _plain(kind: type[Any], value: Any) -> Any:
    if not isinstance(value, kind):
        message = f"{kind.__name__} is needed, not {value!r}"
        raise ValueError(message)  # noqa: TRY004  # bad input, whatever its type
    return value
