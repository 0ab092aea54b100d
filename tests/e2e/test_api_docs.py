"""The page to read and try the API on, in a browser that keeps the content policy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from apps.accounts.enums import Role
from apps.accounts.services import roles_ensure, user_create

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)


def test_docs_list_the_endpoints_without_a_breach(page: Page) -> None:
    roles_ensure()
    user_create(username="mara", role=Role.FACT_CHECKER, password="a-long-enough-password")
    page.goto("/newsdesk/login/")
    page.fill("#id_username", "mara")
    page.fill("#id_password", "a-long-enough-password")
    page.keyboard.press("Enter")
    page.wait_for_url("**/discrepancy/")
    page.goto("/api/v1/docs/")
    operation = page.locator(".opblock-summary-path", has_text="/api/v1/discrepancies/").first
    expect(operation).to_be_visible()
    operation.click()
    expect(page.locator(".opblock.is-open").first).to_be_visible()
