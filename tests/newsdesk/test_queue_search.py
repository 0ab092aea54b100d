"""Searching the queue with what no text in the database can hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from apps.accounts.enums import Role
from apps.accounts.services import roles_ensure, user_create

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("search", "told"),
    [("\0", "Nothing to look at"), ("Kur\0sk", "Nothing matches “Kursk”")],
)
def test_nul_character_is_left_out_of_the_search(client: Client, search: str, told: str) -> None:
    roles_ensure()
    client.force_login(user_create(username="edith", role=Role.EDITOR, password="long-enough-1"))
    answer = client.get(reverse("admin:discrepancies_discrepancy_changelist"), {"q": search})
    assert (answer.status_code, told in answer.content.decode()) == (200, True)
