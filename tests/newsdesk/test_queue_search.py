"""Finding a card in the queue by what a person remembers of its story."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from apps.accounts.enums import Role
from apps.accounts.services import roles_ensure, user_create
from apps.discrepancies.models import Discrepancy
from tests.newsroom import conflict

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client) -> Client:
    """A client of somebody who may see the queue."""
    roles_ensure()
    client.force_login(user_create(username="edith", role=Role.EDITOR, password="long-enough-1"))
    return client


@pytest.mark.parametrize(
    ("search", "cards"),
    [
        ("calder", 2),  # text
        ("Valdoranian", 1),  # title, of one card
        ("counts orlanian", 1),  # headline
        ("Lind", 2),  # speaker
        ("northern", 2),  # outlet
        ("0-harbour", 1),  # the report's own id
        ("Lind Valdoranian", 1),  # a word here and a word there
        ("Lind Tarnanian", 0),
        ("%", 0),
    ],
)
def test_a_card_is_found_by_its_story_its_speakers_and_its_reports(
    editor: Client, search: str, cards: int
) -> None:
    conflict(0)
    conflict(1)
    page = editor.get(reverse("admin:discrepancies_discrepancy_changelist"), {"q": search})
    assert page.content.decode().count('class="nd-cover"') == cards


def test_a_card_shows_the_headline_of_the_first_report_on_it(editor: Client) -> None:
    conflict(0)
    page = editor.get(reverse("admin:discrepancies_discrepancy_changelist")).content.decode()
    first = Discrepancy.objects.get().comparisons.get()
    side = min(first.a, first.b, key=lambda each: (each.first_said_on, each.key))
    outlet = side.claims.get().version.report.outlet.name
    assert f"{side.utterer_name} counts Valdoranian losses</bdi>”, <bdi>{outlet}</bdi>" in page


@pytest.mark.parametrize(
    ("search", "told"),
    [("\0", "Nothing to look at"), ("Kur\0sk", "Nothing matches “Kursk”")],
)
def test_nul_character_is_left_out_of_the_search(editor: Client, search: str, told: str) -> None:
    answer = editor.get(reverse("admin:discrepancies_discrepancy_changelist"), {"q": search})
    assert (answer.status_code, told in answer.content.decode()) == (200, True)
