"""What the first story must yield, by ``seeds/expected.toml``."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from django.db import transaction

from apps.discrepancies.models import Discrepancy
from apps.sources.services import sources_load
from tests.pipeline.story import EXPECTED, SEEDS, answer, claims_of, play

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django.plugin import DjangoDbBlocker

# Each test is a savepoint inside the transaction that holds the story.
pytestmark = [pytest.mark.usefixtures("story"), pytest.mark.django_db]

FIXTURES = SEEDS.parent / "fixtures"
BODY = [row for row in EXPECTED["carries"] if row["section"] == "body"]


@pytest.fixture(scope="module")
def story(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:  # noqa: ARG001  # the database is there first
    """The whole story, played once for all tests of this file and rolled back behind them."""
    with django_db_blocker.unblock(), transaction.atomic():
        sources_load(rows=json.loads((FIXTURES / "sources.json").read_text(encoding="utf-8")))
        play()
        yield
        transaction.set_rollback(True)


def _bound(value: int | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _expected_bounds(row: dict[str, Any]) -> tuple[Decimal | None, Decimal | None]:
    fact = row if "comparator" in row else EXPECTED["fact"][row["fact"]]
    return _bound(fact.get("lower")), _bound(fact.get("upper"))


@pytest.mark.parametrize(
    "row", BODY, ids=[f"{row['fact']}-{row['report'].removeprefix('kursk-')}" for row in BODY]
)
def test_fact_is_a_claim_with_its_bounds_and_its_chain(row: dict[str, Any]) -> None:
    claims = claims_of(row)
    assert [(claim.lower, claim.upper) for claim in claims] == [_expected_bounds(row)]
    chain = [speaker.exact for speaker in claims[0].speakers.all()]
    assert len(chain) == len(row["speakers"])
    for found, wanted in zip(chain, row["speakers"], strict=True):
        assert found in wanted or wanted in found


@pytest.mark.parametrize(
    "row", EXPECTED["relation"], ids=[f"{row['a']}~{row['b']}" for row in EXPECTED["relation"]]
)
def test_facts_are_to_each_other_what_a_careful_reader_says(row: dict[str, Any]) -> None:
    found = answer(row["a"], row["b"])
    assert found.relations & set(row["accept"])
    assert found.raised == row["raised"]


def test_queue_has_what_a_person_must_look_at_and_nothing_else() -> None:
    kinds = sorted(Discrepancy.objects.values_list("kind", flat=True))
    assert kinds == ["contradiction", "contradiction", "measure_drift", "misreport"]
