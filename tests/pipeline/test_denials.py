"""Denials in other words through the pipeline: who meets whom, in any order, and on which card."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pytest

from apps.discrepancies.models import Comparison, Discrepancy, StatementKey
from claimtrack.engine.blocking import Tie
from claimtrack.engine.records import Relation
from tests.pipeline.test_crowded_key import bring_in, rows
from tests.pipeline.test_order import empty

pytestmark = pytest.mark.django_db(transaction=True)

FIRST = date(2025, 3, 3)
MANY = 2 * Tie.DENIED.neighbours + 12


def told(name: str, headline: str, sentence: str, *, days: int = 0) -> dict[str, Any]:
    """Return a report of one march, by an outlet of its own."""
    return {
        "external_id": name,
        "outlet": f"Courier {name}",
        "published_on": FIRST + timedelta(days=days),
        "headline": headline,
        "content": f"{headline}\n\n{sentence}",
    }


ANSWER = told(
    "answer",
    "Police answer on Tarsk march",
    "Police in Tarsk spoke of the clashes at the march. “No rubber bullets were used by our "
    "officers in Tarsk,” police chief Oda Linn said on Monday.",
)
MARCHES = [
    told(
        f"march-{number}",
        "March in Tarsk ends in clashes",
        f"A march in Tarsk ended in clashes on Sunday. {what}, {who} said.",
    )
    for number, (what, who) in enumerate(
        (
            ("Police fired rubber bullets into the crowd", "doctor Dorka Velt"),
            ("Officers used bullets of rubber from a roof", "the lawyer Ivo Sand"),
            ("Rubber filled the bullets that hit the crowd", "Mira Holt"),
        )
    )
]
#: Some affirm and some deny, under one word and over a month.
CROWD = [
    told(
        f"crowd-{number:03}",
        "March in Tarsk",
        f"Police in Tarsk spoke of the march. “{what} in Tarsk,” said {who}.",
        days=number // 4,
    )
    for number, (what, who) in enumerate(
        (
            "We used no rubber bullets" if number % 3 == 0 else "We saw rubber bullets",
            f"Ada R{number:03}e",
        )
        for number in range(MANY)
    )
]


def test_all_who_affirm_what_one_denies_stand_on_one_card() -> None:
    bring_in([ANSWER, *MARCHES])
    (card,) = Discrepancy.objects.filter(kind=Relation.DENIAL.value)
    assert card.question.title.startswith("What Oda Linn said: “No rubber bullets were used")
    assert card.explanation.count("denies what") == 1
    assert card.comparisons.count() == len(MARCHES)


def test_who_affirms_is_compared_with_who_denies_alone() -> None:
    bring_in(MARCHES)
    assert not Comparison.objects.exists()
    bring_in([ANSWER])
    assert Comparison.objects.count() == len(MARCHES)


def test_crowded_word_gives_the_same_pairs_in_any_order() -> None:
    bring_in(CROWD)
    ties = StatementKey.objects.filter(tie__in=(Tie.AFFIRMED.code, Tie.DENIED.code))
    most = max(ties.filter(key=key).count() for key in {row.key for row in ties})
    assert most > 2 * Tie.DENIED.neighbours
    plain = rows()
    empty()
    bring_in(random.Random(7).sample(CROWD, len(CROWD)))  # noqa: S311  # no secret
    assert rows() == plain
