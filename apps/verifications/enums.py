"""Ratings that a fact-checker may give, and the states of a verification."""

from __future__ import annotations

from django.db import models


class Rating(models.TextChoices):
    """What a fact-checker found; that something cannot be settled is a finding too."""

    ACCURATE = "accurate", "Accurate"
    MOSTLY_ACCURATE = "mostly accurate", "Mostly accurate"
    MISLEADING = "misleading", "Misleading"
    INACCURATE = "inaccurate", "Inaccurate"
    CONFLICT_STANDS = "conflict stands", "Sources conflict; the range is reported"
    EXPLAINED = "explained", "Explained: both can hold"
    CANNOT_COMPARE = "cannot compare", "Not about the same thing"
    UNVERIFIABLE = "unverifiable", "Unverifiable"
    AWAITING_REPLY = "awaiting reply", "Awaiting a reply"


class VerificationStatus(models.TextChoices):
    """Where a verification stands.

    ::

        draft <──> submitted ──> approved ──> stale
          ^            │                        │
          │            v                        │
          ├─────── returned                     │
          └─────────────────────────────────────┘
        (returned and stale ones are edited, which makes them a draft again)
    """

    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Waiting for an editor"
    RETURNED = "returned", "Sent back"
    APPROVED = "approved", "Approved"
    STALE = "stale", "Approved, but its content has moved"


#: What may follow what; nothing else knows.
TRANSITIONS: dict[VerificationStatus, frozenset[VerificationStatus]] = {
    VerificationStatus.DRAFT: frozenset({VerificationStatus.SUBMITTED}),
    VerificationStatus.SUBMITTED: frozenset(
        {VerificationStatus.APPROVED, VerificationStatus.RETURNED, VerificationStatus.DRAFT}
    ),
    VerificationStatus.RETURNED: frozenset({VerificationStatus.DRAFT}),
    VerificationStatus.APPROVED: frozenset({VerificationStatus.STALE}),
    VerificationStatus.STALE: frozenset({VerificationStatus.DRAFT}),
}
