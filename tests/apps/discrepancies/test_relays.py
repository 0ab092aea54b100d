"""What a further relay of a known statement does to the card that it stands on."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.apps.conftest import PRESIDENT, check

if TYPE_CHECKING:
    from apps.discrepancies.models import Discrepancy

pytestmark = pytest.mark.django_db


def test_card_is_as_recent_as_the_last_relay_of_its_statements(discrepancy: Discrepancy) -> None:
    undated = PRESIDENT.replace(" on Monday", "").replace("KYIV, Dec. 23 - ", "")
    for number, day in enumerate(("2024-12-24", "2024-12-25", "2024-12-26", "2024-12-27")):
        check(undated, outlet=f"Gazette {number}", external_id=f"relay-{number}", day=day)
    discrepancy.refresh_from_db()
    assert discrepancy.last_said_on == date(2024, 12, 27)
    assert discrepancy.origins == 2
