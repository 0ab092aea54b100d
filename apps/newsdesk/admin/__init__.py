"""One admin module a noun; importing them registers them with the site."""

from __future__ import annotations

from apps.newsdesk.admin import (
    claims,
    discrepancies,
    findings,
    people,
    reports,
    sources,
    statements,
    verifications,
)

__all__ = [
    "claims",
    "discrepancies",
    "findings",
    "people",
    "reports",
    "sources",
    "statements",
    "verifications",
]
