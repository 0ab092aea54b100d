"""Who said it stands first on a card, then who passed it on, then the outlet."""

from __future__ import annotations

import pytest

from apps.discrepancies.selectors import claims_in_context
from apps.newsdesk.cards import relay
from tests.apps.conftest import check

pytestmark = pytest.mark.django_db


def test_chain_runs_from_who_said_it_to_who_passed_it_on() -> None:
    check(
        "Gunfire in Elsmark\n\nThe Fennland Wire reported on Monday, citing General Ada Brook, "
        "that 300 soldiers were killed in Elsmark on Sunday.",
        outlet="Lakeside Courier",
        external_id="relayed",
    )
    claim = claims_in_context().filter(quantity_text__startswith="300").first()
    assert claim is not None
    assert relay(claim).chain == ("Ada Brook", "Fennland Wire")
