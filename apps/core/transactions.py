"""Transactions that people wait for, done again where two of them waited for each other."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import structlog
from django.db import OperationalError, connection, transaction

if TYPE_CHECKING:
    from collections.abc import Callable

log = structlog.get_logger(__name__)

GivenT = ParamSpec("GivenT")
FoundT = TypeVar("FoundT")

#: So often a transaction is tried. By the second try the one that it met is through.
TRIES = 3
_DEADLOCK = "40P01"


def atomic_again(function: Callable[GivenT, FoundT]) -> Callable[GivenT, FoundT]:
    """Run a function in a transaction, and once more where the database undid it for a deadlock.

    A worker's stage and a person's request may lock two rows in either order; the database then
    undoes one of the two, which is nobody's fault. Inside a transaction of the caller's, which
    is undone whole, the error goes on to the caller.
    """

    @wraps(function)
    def run(*given: GivenT.args, **named: GivenT.kwargs) -> FoundT:
        again = 0 if connection.in_atomic_block else TRIES - 1
        while True:
            try:
                with transaction.atomic():
                    return function(*given, **named)
            except OperationalError as error:
                if not again or getattr(error.__cause__, "pgcode", "") != _DEADLOCK:
                    raise
                log.warning("transaction_done_again", service=function.__qualname__)
                again -= 1

    return run
