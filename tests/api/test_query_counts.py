"""Every list of the API takes as many queries for many rows as for few."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from apps.accounts.enums import Role
from apps.reports.models import Report
from tests.newsroom import FEW, MANY, conflict, findings, queries, relay

if TYPE_CHECKING:
    from collections.abc import Callable

    from rest_framework.test import APIClient

    from apps.accounts.models import User

LISTS = (
    "sources",
    "reports",
    "claims",
    "statements",
    "comparisons",
    "discrepancies",
    "verifications",
)


def fill(first: int, last: int, author: User) -> None:
    """Add conflicts with findings on them."""
    for number in range(first, last):
        conflict(number)
    findings(author)


def test_lists_take_as_many_queries_for_many_rows_as_for_few(
    program: APIClient, make_user: Callable[[str, Role], User]
) -> None:
    author = make_user("mara", Role.FACT_CHECKER)
    lists = {name: partial(program.get, f"/api/v1/{name}/") for name in LISTS}
    fill(0, FEW, author)
    few = {name: queries(read) for name, read in lists.items()}
    fill(FEW, MANY, author)
    assert {name: queries(read) for name, read in lists.items()} == few
    assert {len(read().json()["results"]) for read in lists.values()} <= set(range(MANY, 51))


def test_one_thing_takes_as_many_queries_for_many_relays_as_for_few(
    program: APIClient, make_user: Callable[[str, Role], User]
) -> None:
    author = make_user("mara", Role.FACT_CHECKER)
    fill(0, 1, author)
    pages = [
        partial(program.get, f"/api/v1/reports/{Report.objects.earliest('pk').external_id}/"),
        *(
            partial(program.get, f"/api/v1/{name}/{row['id']}/")
            for name in ("claims", "statements", "discrepancies", "verifications")
            for row in program.get(f"/api/v1/{name}/").json()["results"]
        ),
    ]
    for number in range(FEW):
        relay(0, number)
    few = [queries(page) for page in pages]
    for number in range(FEW, MANY):
        relay(0, number)
    assert [queries(page) for page in pages] == few
