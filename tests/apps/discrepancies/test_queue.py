"""The order of the queue: how severe, and how recent."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from apps.discrepancies.models import Discrepancy
from apps.discrepancies.selectors import discrepancies_queue
from tests.newsroom import conflict

if TYPE_CHECKING:
    from pytest_django.fixtures import Settings

pytestmark = pytest.mark.django_db


def conflict_of(number: int, *, days_ago: int) -> Discrepancy:
    """Return a conflict of reports that came in so many days ago."""
    known = set(Discrepancy.objects.values_list("pk", flat=True))
    day = timezone.now().date() - timedelta(days=days_ago)
    conflict(number, day=day.isoformat())
    return Discrepancy.objects.exclude(pk__in=known).get()


def urgencies() -> list[Decimal]:
    """Return what the queue is ordered by, to two places."""
    return [each.urgency.quantize(Decimal("0.01")) for each in discrepancies_queue()]


def test_fresh_discrepancy_stands_before_an_old_one_that_is_as_severe() -> None:
    old = conflict_of(0, days_ago=60)
    fresh = conflict_of(1, days_ago=0)
    older = conflict_of(2, days_ago=400)
    assert len({row.severity for row in (old, fresh, older)}) == 1
    assert list(discrepancies_queue()) == [fresh, old, older]


def test_age_takes_half_off_and_no_more() -> None:
    old = conflict_of(0, days_ago=4000)
    fresh = conflict_of(1, days_ago=0)
    for severity, first in (("39.9", old), ("40.3", fresh)):
        Discrepancy.objects.filter(pk=old.pk).update(severity=80)
        Discrepancy.objects.filter(pk=fresh.pk).update(severity=severity)
        assert discrepancies_queue().first() == first


def test_a_quarter_is_off_after_the_days_of_the_setting(settings: Settings) -> None:
    conflict_of(0, days_ago=14)
    Discrepancy.objects.update(severity=80)
    assert urgencies() == [Decimal("60.00")]
    settings.QUEUE_RECENT_DAYS = 7
    assert urgencies() == [Decimal("53.33")]
