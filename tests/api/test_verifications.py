"""Findings over the API: who approves what, as they read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from apps.accounts.enums import Role
from apps.verifications.services import evidence_add
from tests.newsroom import conflict

if TYPE_CHECKING:
    from collections.abc import Callable

    from rest_framework.test import APIClient

    from apps.accounts.models import User

pytestmark = pytest.mark.django_db

VERIFICATIONS = "/api/v1/verifications/"


def test_approval_of_content_that_moved_since_it_was_read_is_refused(
    make_user: Callable[[str, Role], User], client_of: Callable[[User], APIClient]
) -> None:
    conflict(0)
    author = make_user("mara", Role.FACT_CHECKER)
    mara, edith = client_of(author), client_of(make_user("edith", Role.EDITOR))
    listed = mara.get("/api/v1/discrepancies/").json()["results"]
    written = mara.post(
        VERIFICATIONS,
        {"discrepancy": listed[0]["id"], "rating": "conflict stands", "rationale": "Both asked."},
    ).json()
    own = f"{VERIFICATIONS}{written['id']}/"
    read = mara.post(f"{own}submit/").json()["submitted_hash"]
    evidence_add(user=author, verification_id=written["id"], note="A call to the ministry.")
    now = mara.post(f"{own}submit/").json()["submitted_hash"]
    refused = edith.post(f"{own}approve/", {"content_hash": read})
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (400, "#/content")
    garbled = edith.post(f"{own}approve/", {"content_hash": "the last one"})
    assert (garbled.status_code, garbled.json()["errors"][0]["pointer"]) == (400, "#/content_hash")
    assert edith.post(f"{own}approve/", {"content_hash": now}).json()["status"] == "approved"
