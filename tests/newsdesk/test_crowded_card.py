"""A card on which more statements stand than are held against each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from apps.accounts.enums import Role
from apps.accounts.services import roles_ensure, user_create
from apps.discrepancies.models import Comparison, Discrepancy
from apps.discrepancies.services import discrepancy_resolve
from claimtrack.engine.blocking import Tie
from tests.apps.conftest import check

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db

#: More than any key reaches on both sides.
MANY = 2 * max(each.neighbours for each in Tie) + 4
NOTE = "each held against its nearest"


def speak(number: int) -> None:
    """Have one more outlet print a figure of its own for one event."""
    check(
        f"Gunfire in Elsmark\n\nExactly {300 + 7 * number} Valdorian soldiers were killed in "
        f"Elsmark on Sunday, General Ada Brook{'abcdefghij'[number % 10]}{'klmn'[number // 10]} "
        "said on Monday.",
        outlet=f"Courier {number}",
        external_id=f"courier-{number}",
    )


def page_of(client: Client, discrepancy: Discrepancy) -> str:
    """Return the page of a discrepancy as an editor sees it."""
    roles_ensure()
    client.force_login(user_create(username="edith", role=Role.EDITOR, password="long-enough-1"))
    address = reverse("admin:discrepancies_discrepancy_change", args=[discrepancy.pk])
    return " ".join(client.get(address).content.decode().split())


def test_crowded_card_says_what_was_held_against_what(client: Client) -> None:
    for number in range(MANY):
        speak(number)
    card = Discrepancy.objects.get()
    pairs, compared = MANY * (MANY - 1) // 2, Comparison.objects.count()
    assert compared < pairs
    told = f"{MANY} statements, {NOTE}: {compared} of {pairs} pairs."
    assert told in page_of(client, card)


def test_card_of_a_few_says_nothing_of_it(client: Client) -> None:
    for number in range(3):
        speak(number)
    assert NOTE not in page_of(client, Discrepancy.objects.get())


def test_card_that_was_opened_again_says_why(client: Client) -> None:
    speak(0)
    speak(1)
    card = Discrepancy.objects.get()
    discrepancy_resolve(discrepancy_id=card.pk)
    speak(2)
    assert "A new position came in: “Exactly 314 Valdorian soldiers”." in page_of(client, card)
