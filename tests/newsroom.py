"""A newsroom's rows in a small and in a large number, for counting what a list costs."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Protocol

from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.discrepancies.models import Discrepancy
from apps.verifications.services import evidence_add, verification_submit, verification_write
from tests.apps.conftest import check

if TYPE_CHECKING:
    from collections.abc import Callable

    from apps.accounts.models import User
    from apps.reports.models import Report

FEW = 3
MANY = 30
DAY = "2024-12-23"

_NATIONS = ("Valdor", "Orl", "Elsmark", "Tarn", "Quill", "Brent", "Sorr", "Mell", "Harv", "Dunn")


def conflict(number: int, *, day: str = DAY) -> None:
    """Have two outlets give figures that exclude each other, on a question of their own."""
    _report(number, "Harbour Post", "General Ada Brook", "about 1,100", day)
    _report(number, f"Northern Wire {number}", "President Omar Lind", "more than 3,000", day)


def relay(number: int, again: int) -> None:
    """Have one more outlet relay one side of a conflict."""
    _report(number, f"Gazette {again}", "President Omar Lind", "more than 3,000", DAY)


def long_report(claims: int) -> Report:
    """Take in one report that makes so many claims."""
    body = " ".join(
        f"General Ada Brook said on Monday that {100 + each} {_nation(each)} soldiers were killed "
        "in Calder."
        for each in range(claims)
    )
    return check(f"Losses\n\n{body}", outlet="Harbour Post", external_id=f"long-{claims}").report


def _report(number: int, outlet: str, speaker: str, figure: str, day: str) -> None:
    nation = _nation(number)
    check(
        f"{speaker} counts {nation} losses\n\n{speaker} said that {figure} {nation} "
        "soldiers have been killed or wounded in the Calder region.",
        outlet=outlet,
        external_id=f"{number}-{outlet}",
        day=day,
    )


def _nation(number: int) -> str:
    return f"{_NATIONS[number % len(_NATIONS)]}{'aeiou'[number // len(_NATIONS)]}nian"


def findings(author: User) -> None:
    """Have somebody hand a finding with its evidence to the editors on each discrepancy."""
    for discrepancy in Discrepancy.objects.filter(verifications=None):
        verification = verification_write(
            user=author, discrepancy=discrepancy, rating="conflict stands", rationale="Both asked."
        )
        evidence_add(
            user=author,
            verification_id=verification.pk,
            url="https://harbour-post.example/note",
            note="The army's own table.",
        )
        verification_submit(user=author, verification_id=verification.pk)


class Answer(Protocol):
    """What a page or the API answers."""

    @property
    def status_code(self) -> int:
        """The code of HTTP."""


def queries(read: Callable[[], Answer]) -> int:
    """Return how many queries a page takes, once what is cached is warm."""
    assert read().status_code == HTTPStatus.OK
    with CaptureQueriesContext(connection) as captured:
        read()
    return len(captured)
