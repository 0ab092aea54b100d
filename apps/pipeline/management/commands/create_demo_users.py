"""Make the people of the demonstration, once."""

from __future__ import annotations

import secrets
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from apps.accounts.enums import Role
from apps.accounts.models import User
from apps.accounts.services import roles_ensure, token_issue, user_create

CAST = (
    ("mara", "Mara", "Feld", Role.FACT_CHECKER),
    ("jonas", "Jonas", "Okoye", Role.FACT_CHECKER),
    ("edith", "Edith", "Varga", Role.EDITOR),
    ("api", "API", "client", Role.API_CLIENT),
)
PASSWORD_BYTES = 12


class Command(BaseCommand):
    """``manage.py create_demo_users``: prints what it made; a second run makes nothing."""

    help = "Make two fact-checkers, an editor and an API client; passwords are printed once."

    @transaction.atomic
    def handle(self, *_args: Any, **_options: Any) -> None:
        """Make those who are missing and print how they log in."""
        roles_ensure()
        for username, first_name, last_name, role in CAST:
            if User.objects.filter(username=username).exists():
                continue
            password = secrets.token_urlsafe(PASSWORD_BYTES)
            user = user_create(
                username=username,
                role=role,
                first_name=first_name,
                last_name=last_name,
                password=password,
            )
            if role is Role.API_CLIENT:
                _token, plaintext = token_issue(user=user, by=user, name="demonstration")
                self.stdout.write(f"  {role.label:14} token {plaintext}")
            else:
                self.stdout.write(f"  {role.label:14} {username} / {password}")
