"""Claims as a process remembers them: the same object until something in the database changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from apps.claims.assertions import assertions_of
from apps.claims.models import Claim
from apps.core.rows import rows_update
from apps.sources.models import Source
from tests.apps.conftest import PRESIDENT, check

if TYPE_CHECKING:
    from claimtrack.engine.records import Assertion

pytestmark = pytest.mark.django_db


def claim() -> Claim:
    return check(PRESIDENT, outlet="Harbour Post").claims.get(kind="numeric")


def read(row: Claim) -> Assertion:
    return assertions_of([row.pk])[row.pk]


def test_claim_of_which_nothing_changed_is_the_same_object_again() -> None:
    row = claim()
    assert read(row) is read(row)


def test_record_that_is_changed_by_hand_is_read_again() -> None:
    row = claim()
    before = read(row)
    Claim.objects.filter(pk=row.pk).update(record=row.record | {"modality": "denied"})
    assert before.claim.modality == "asserted"
    assert read(row).claim.modality == "denied"


def test_record_that_is_renewed_twice_in_one_transaction_is_read_each_time() -> None:
    row = claim()
    for modality in ("denied", "planned", "possible"):
        row.record = row.record | {"modality": modality}
        rows_update([row])
        assert read(row).claim.modality == modality


def test_name_and_roof_of_an_utterer_are_read_every_time() -> None:
    row = claim()
    before = read(row)
    roof = Source.objects.create(key="presidency", name="Presidency", kind="organisation")
    Source.objects.filter(key=before.utterer).update(
        name="Volodymyr Z.", provisional=False, parent=roof
    )
    now = read(row)
    assert (now.name, now.relays) == ("Volodymyr Z.", ("presidency",))
    assert now.claim is before.claim
