"""People and programs, and the tokens that programs show."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q

from apps.core.history import tracked
from apps.core.models import TimestampedModel


@tracked(exclude=("password", "last_login"))
class User(AbstractUser):
    """A person or a program with an account."""

    def __str__(self) -> str:
        return self.get_full_name() or self.username


@tracked(exclude=("digest", "last_used_at"))
class ApiToken(TimestampedModel):
    """A token that a program shows to the API; only its SHA-256 is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=100)
    prefix = models.CharField(max_length=12, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True, editable=False)
    last_used_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ("-created_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("user", "name"),
                condition=Q(revoked_at__isnull=True),
                name="accounts_one_live_token_per_name",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"
