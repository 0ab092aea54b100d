"""Roles and what they may do; tokens, and whom they let in."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from apps.accounts.enums import Role
from apps.accounts.models import ApiToken
from apps.accounts.selectors import users_with_permission
from apps.accounts.services import (
    PERMISSIONS,
    roles_ensure,
    token_issue,
    token_revoke,
    token_verify,
    user_create,
)

if TYPE_CHECKING:
    from apps.accounts.models import User

pytestmark = pytest.mark.django_db
People = dict[str, "User"]


def held(role: Role) -> set[str]:
    """Return what a role's group may do, as ``app.codename``."""
    rows = Group.objects.get(name=role.value).permissions.values_list(
        "content_type__app_label", "codename"
    )
    return {f"{app}.{codename}" for app, codename in rows}


def test_roles_hold_exactly_what_is_listed_however_often_they_are_made() -> None:
    roles_ensure()
    stray = Permission.objects.get(codename="delete_report")
    Group.objects.get(name=Role.API_CLIENT.value).permissions.add(stray)
    roles_ensure()
    assert {role: held(role) for role in Role} == {
        role: set(names) for role, names in PERMISSIONS.items()
    }


def test_editor_may_all_that_a_fact_checker_may_and_decides_besides() -> None:
    roles_ensure()
    assert held(Role.EDITOR) - held(Role.FACT_CHECKER) == {
        "sources.view_restricted_note",
        "reports.change_report",
        "verifications.approve_verification",
        "publishing.add_finding",
        "publishing.retract_finding",
    }
    assert held(Role.FACT_CHECKER) <= held(Role.EDITOR)


def test_nobody_may_delete_what_was_ingested_or_written() -> None:
    roles_ensure()
    assert not {name for role in Role for name in held(role) if ".delete_" in name}


def test_person_opens_the_newsdesk_and_a_program_does_not(people: People) -> None:
    assert {name: user.is_staff for name, user in people.items()} == {
        "mara": True,
        "edith": True,
        "omar": True,
        "program": False,
    }


@pytest.mark.usefixtures("people")
def test_username_that_is_taken_is_refused_by_name() -> None:
    with pytest.raises(ValidationError) as refused:
        user_create(username="mara", role=Role.EDITOR, password="long-enough-1")
    assert refused.value.message_dict == {"username": ["There is a user “mara” already."]}


def test_those_who_may_approve_are_the_active_editors_by_name(people: People) -> None:
    permission = "verifications.approve_verification"
    assert list(users_with_permission(permission=permission)) == [people["edith"], people["omar"]]
    people["edith"].is_active = False
    people["edith"].save()
    assert list(users_with_permission(permission=permission)) == [people["omar"]]


def test_token_lets_its_user_in_and_is_kept_nowhere(people: People) -> None:
    token, plaintext = token_issue(user=people["program"], by=people["program"], name="feed")
    assert token_verify(token=plaintext) == token
    row = ApiToken.objects.filter(pk=token.pk).values().get()
    assert plaintext not in map(str, row.values())
    assert plaintext.startswith(token.prefix)


def test_token_that_is_unknown_expired_or_revoked_lets_nobody_in(people: People) -> None:
    program = people["program"]
    past = timezone.now() - timedelta(seconds=1)
    _token, expired = token_issue(user=program, by=program, name="old", expires_at=past)
    ended, revoked = token_issue(user=program, by=program, name="ended")
    token_revoke(token_id=ended.pk, by=program)
    assert [token_verify(token=each) for each in ("no such token", expired, revoked)] == [None] * 3


def test_token_of_somebody_who_left_lets_nobody_in(people: People) -> None:
    program = people["program"]
    _token, plaintext = token_issue(user=program, by=program, name="feed")
    program.is_active = False
    program.save()
    assert token_verify(token=plaintext) is None


def test_name_of_a_live_token_is_taken_until_it_is_revoked(people: People) -> None:
    program = people["program"]
    first, _plaintext = token_issue(user=program, by=program, name="feed")
    with pytest.raises(ValidationError) as refused:
        token_issue(user=program, by=program, name="feed")
    assert refused.value.message_dict == {"name": ["There is a live token “feed” already."]}
    token_revoke(token_id=first.pk, by=program)
    second, _plaintext = token_issue(user=program, by=program, name="feed")
    assert second.pk != first.pk


def test_nobody_issues_or_revokes_a_token_of_somebody_else(people: People) -> None:
    with pytest.raises(PermissionDenied, match="Mara may not issue a token for Program"):
        token_issue(user=people["program"], by=people["mara"], name="feed")
    token, plaintext = token_issue(user=people["program"], by=people["program"], name="feed")
    with pytest.raises(PermissionDenied, match="Mara may not revoke this token"):
        token_revoke(token_id=token.pk, by=people["mara"])
    assert token_verify(token=plaintext) == token


def test_use_of_a_token_is_noted_once_in_ten_minutes(people: People) -> None:
    program = people["program"]
    token, plaintext = token_issue(user=program, by=program, name="feed")
    token_verify(token=plaintext)
    token.refresh_from_db()
    noted = token.last_used_at
    assert noted is not None
    token_verify(token=plaintext)
    token.refresh_from_db()
    assert token.last_used_at == noted
    ApiToken.objects.filter(pk=token.pk).update(last_used_at=noted - timedelta(minutes=11))
    token_verify(token=plaintext)
    token.refresh_from_db()
    assert token.last_used_at > noted
