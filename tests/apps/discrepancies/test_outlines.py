"""What a statement's row tells of its figure before any claim is read."""

from __future__ import annotations

import pytest

from apps.claims.assertions import assertions_of
from apps.discrepancies.models import Comparison, Statement
from claimtrack.engine.comparison.outlines import Outline
from tests.apps.conftest import check

pytestmark = pytest.mark.django_db

HERE = "Police said on Monday that 40 people were killed in the Norrick district."
THERE = "The army said on Monday that 90 people were killed in Norrick."
BOTH = "The mayor said that 31 people had been killed or wounded in the Kursk region."


def test_row_tells_the_measure_and_the_place_of_the_claim_that_leads_it() -> None:
    for number, text in enumerate((HERE, THERE, BOTH)):
        check(text, outlet=f"Courier {number}", external_id=f"r-{number}")
    rows = Statement.objects.filter(kind="numeric")
    leads = assertions_of(row.lead_id for row in rows if row.lead_id is not None)
    assert len(leads) == 3  # one each
    for row in rows:
        assert row.lead_id is not None
        outline = Outline.of(leads[row.lead_id])
        assert (row.measure_key, row.place_key) == (outline.measure, outline.place)


def test_one_place_by_two_names_is_no_reason_not_to_compare() -> None:
    for number, text in enumerate((HERE, THERE)):
        check(text, outlet=f"Courier {number}", external_id=f"r-{number}")
    assert list(Comparison.objects.values_list("relation", flat=True)) == ["contradiction"]
