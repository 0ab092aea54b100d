"""Rows refer to rows of their own app or of one before it; a linter cannot see a string key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import Model

ORDER = (
    "core",
    "accounts",
    "sources",
    "reports",
    "claims",
    "discrepancies",
    "verifications",
    "publishing",
    "pipeline",
)
#: Tables below all of ours.
FOUNDATIONS = {"auth", "contenttypes", "pghistory"}


def _references(model: type[Model]) -> Iterator[tuple[str, str]]:
    for field in model._meta.get_fields():
        if field.is_relation and not field.auto_created and field.related_model is not None:
            yield f"{model.__name__}.{field.name}", field.related_model._meta.app_label


def test_foreign_keys_point_back_along_the_flow() -> None:
    forward = [
        f"{app}.{name} -> {target}"
        for rank, app in enumerate(ORDER)
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
        for name, target in _references(model)
        if target not in FOUNDATIONS and target not in ORDER[: rank + 1]
    ]
    assert forward == []


def test_newsdesk_and_api_keep_no_rows() -> None:
    kept = [
        model.__name__
        for app in ("newsdesk", "api")
        for model in apps.get_app_config(app).get_models()
    ]
    assert kept == []
