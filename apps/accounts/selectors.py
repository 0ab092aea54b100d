"""Reading accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from apps.accounts.models import User

if TYPE_CHECKING:
    from django.db.models import QuerySet


def users_with_permission(*, permission: str) -> QuerySet[User]:
    """Return the active users who hold ``app.codename``, by name; superusers hold all."""
    app, codename = permission.split(".")
    through = Q(is_superuser=True)
    for path in ("user_permissions", "groups__permissions"):
        held = {f"{path}__content_type__app_label": app, f"{path}__codename": codename}
        through |= Q(**held)
    return (
        User.objects.filter(through, is_active=True)
        .distinct()
        .order_by("last_name", "first_name", "username")
    )
