"""What opens a closed card again, and what does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from apps.discrepancies.services import discrepancy_resolve
from tests.apps.conftest import PRESIDENT, check

if TYPE_CHECKING:
    from apps.discrepancies.models import Discrepancy

pytestmark = pytest.mark.django_db

MINISTRY = PRESIDENT.replace("President Volodymyr Zelensky", "Defence Minister Rustem Umerov")
HIGHER = MINISTRY.replace("more than 3,000", "more than 5,000")


@pytest.fixture
def closed(discrepancy: Discrepancy) -> Discrepancy:
    """A discrepancy that was looked at and closed."""
    discrepancy_resolve(discrepancy_id=discrepancy.pk)
    discrepancy.refresh_from_db()
    return discrepancy


def test_relay_of_a_known_statement_leaves_it_closed(closed: Discrepancy) -> None:
    check(PRESIDENT, outlet="Evening Star", external_id="relay")
    closed.refresh_from_db()
    assert (closed.status, closed.reopened_because, closed.origins) == ("resolved", "", 2)


def test_further_voice_for_a_known_figure_leaves_it_closed(closed: Discrepancy) -> None:
    check(MINISTRY, outlet="Evening Star", external_id="ministry")
    closed.refresh_from_db()
    assert (closed.status, closed.reopened_because, closed.origins) == ("resolved", "", 3)


def test_new_figure_opens_it_and_its_words_are_told(closed: Discrepancy) -> None:
    check(HIGHER, outlet="Evening Star", external_id="higher")
    closed.refresh_from_db()
    assert closed.status == "open"
    assert closed.reopened_because == (
        "A new position came in: “more than 5,000 North Korean soldiers”."
    )


def test_figure_that_left_and_came_back_leaves_it_closed(discrepancy: Discrepancy) -> None:
    check(HIGHER, outlet="Evening Star", external_id="higher")
    discrepancy_resolve(discrepancy_id=discrepancy.pk)
    agreeing = HIGHER.replace("more than 5,000", "about 1,100")
    for text, figures in ((agreeing, 2), (HIGHER, 3)):
        check(text, outlet="Evening Star", external_id="higher")
        discrepancy.refresh_from_db()
        assert len(discrepancy.positions) == figures
        assert (discrepancy.status, discrepancy.reopened_because) == ("resolved", "")
