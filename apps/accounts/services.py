"""Roles, and the tokens of programs."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from apps.accounts.enums import Role
from apps.accounts.models import ApiToken, User

if TYPE_CHECKING:
    from datetime import datetime

#: A token is this many random bytes, and is known by its first characters.
TOKEN_BYTES = 32
PREFIX = 8
#: The last use of a token is written at most this often.
USE_NOTED_EVERY = timedelta(minutes=10)

_READ = (
    "sources.view_source",
    "sources.view_sourcealias",
    "reports.view_report",
    "claims.view_claim",
    "discrepancies.view_question",
    "discrepancies.view_statement",
    "discrepancies.view_comparison",
    "discrepancies.view_discrepancy",
    "verifications.view_verification",
    "publishing.view_finding",
)
_CHECK = (
    "reports.add_report",
    "sources.add_source",
    "sources.change_source",
    "sources.add_sourcealias",
    "sources.change_sourcealias",
    "discrepancies.change_discrepancy",
    "verifications.add_verification",
    "verifications.change_verification",
    "verifications.submit_verification",
)
_DECIDE = (
    "sources.view_restricted_note",
    "reports.change_report",
    "verifications.approve_verification",
    "publishing.add_finding",
    "publishing.retract_finding",
)
#: What each role may do; an editor may do all that a fact-checker may.
PERMISSIONS: dict[Role, tuple[str, ...]] = {
    Role.FACT_CHECKER: (*_READ, *_CHECK),
    Role.EDITOR: (*_READ, *_CHECK, *_DECIDE),
    Role.API_CLIENT: (*_READ, "reports.add_report"),
}


@transaction.atomic
def roles_ensure() -> None:
    """Make the groups of the roles, each with exactly its permissions."""
    for role, names in PERMISSIONS.items():
        group, _created = Group.objects.get_or_create(name=role.value)
        wanted = Q()
        for name in names:
            app, codename = name.split(".")
            wanted |= Q(content_type__app_label=app, codename=codename)
        permissions = list(Permission.objects.filter(wanted))
        if len(permissions) != len(names):
            known = {f"{each.content_type.app_label}.{each.codename}" for each in permissions}
            message = f"unknown permissions: {', '.join(sorted(set(names) - known))}"
            raise ValueError(message)
        group.permissions.set(permissions)


@transaction.atomic
def user_create(
    *, username: str, role: Role, first_name: str = "", last_name: str = "", password: str
) -> User:
    """Make a user with a role; people may open the newsdesk, programs may not."""
    if User.objects.filter(username=username).exists():
        raise ValidationError({"username": f"There is a user “{username}” already."})
    user = User.objects.create_user(
        username=username,
        password=password,
        first_name=first_name,
        last_name=last_name,
        is_staff=role is not Role.API_CLIENT,
    )
    user.groups.add(Group.objects.get(name=role.value))
    return user


def token_issue(
    *, user: User, by: User, name: str, expires_at: datetime | None = None
) -> tuple[ApiToken, str]:
    """Issue a token and return it with its plaintext, which is kept nowhere.

    People issue tokens for themselves; for others it takes ``accounts.add_apitoken``.
    """
    if by.pk != user.pk and not by.has_perm("accounts.add_apitoken"):
        message = f"{by} may not issue a token for {user}."
        raise PermissionDenied(message)
    plaintext = secrets.token_urlsafe(TOKEN_BYTES)
    try:
        with transaction.atomic():
            token = ApiToken.objects.create(
                user=user,
                name=name,
                prefix=plaintext[:PREFIX],
                digest=_digest(plaintext),
                expires_at=expires_at,
            )
    except IntegrityError:
        raise ValidationError({"name": f"There is a live token “{name}” already."}) from None
    return token, plaintext


def token_revoke(*, token_id: int, by: User) -> None:
    """End a token for good; its owner may, and who may change tokens."""
    token = ApiToken.objects.get(pk=token_id)
    if by.pk != token.user_id and not by.has_perm("accounts.change_apitoken"):
        message = f"{by} may not revoke this token."
        raise PermissionDenied(message)
    ApiToken.objects.filter(pk=token_id, revoked_at__isnull=True).update(revoked_at=timezone.now())


def token_verify(*, token: str) -> ApiToken | None:
    """Return the live token of an active user that this plaintext is, or ``None``."""
    now = timezone.now()
    found = (
        ApiToken.objects.select_related("user")
        .filter(digest=_digest(token), revoked_at__isnull=True, user__is_active=True)
        .filter(Q(expires_at__isnull=True) | Q(expires_at__gt=now))
        .first()
    )
    if found is not None and (
        found.last_used_at is None or now - found.last_used_at > USE_NOTED_EVERY
    ):
        ApiToken.objects.filter(pk=found.pk).update(last_used_at=now)
    return found


def _digest(plaintext: str) -> str:
    return hashlib.sha256(plaintext.encode()).hexdigest()
