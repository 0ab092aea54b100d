"""Who calls the API: a program with a token, and people of the newsroom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rest_framework.test import APIClient

from apps.accounts.enums import Role
from apps.accounts.services import roles_ensure, token_issue, user_create

if TYPE_CHECKING:
    from collections.abc import Callable

    from apps.accounts.models import User


@pytest.fixture
def make_user(db: None) -> Callable[[str, Role], User]:  # noqa: ARG001  # it opens the database
    """Make users with roles by name."""
    roles_ensure()

    def make(username: str, role: Role) -> User:
        return user_create(username=username, role=role, password="a-long-enough-password")

    return make


@pytest.fixture
def client_of() -> Callable[[User], APIClient]:
    """Return a client that shows a fresh token of a user."""

    def client(user: User) -> APIClient:
        _token, plaintext = token_issue(user=user, by=user, name="test")
        made = APIClient()
        made.credentials(HTTP_AUTHORIZATION=f"Bearer {plaintext}")
        return made

    return client


@pytest.fixture
def program(
    make_user: Callable[[str, Role], User], client_of: Callable[[User], APIClient]
) -> APIClient:
    """A program with the role of an API client."""
    return client_of(make_user("program", Role.API_CLIENT))
