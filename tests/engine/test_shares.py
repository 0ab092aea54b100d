from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from claimtrack.engine.policy import DEFAULT_POLICY
from claimtrack.engine.records import Relation
from claimtrack.engine.shares import ShareCheck, check_shares
from tests.engine.assertions import assertion
from tests.engine.reports import read_report

SENTENCE = "Of the 200 houses in Calder, 150 houses, or 75%, were damaged."
SCOPE = {"measure": "damaged", "unit": "house", "sentence": SENTENCE, "by": "mayor"}
WHOLE = SCOPE | {"exact": "200 houses", "figure": "=200"}
PART = SCOPE | {"exact": "150 houses", "figure": "=150", "part_of": [7, 17, "200 houses"]}
SHARE = SCOPE | {"exact": "75%", "figure": "=75", "unit": "percent", "dimension": "share"}


def checked(*records: dict[str, Any]) -> tuple[ShareCheck, ...]:
    return check_shares([assertion(record) for record in records], DEFAULT_POLICY)


@pytest.mark.parametrize("figure", ["=75", "~74", ">70", "^80"])
def test_share_that_fits_its_counts_is_consistent(figure: str) -> None:
    (check,) = checked(WHOLE, PART, SHARE | {"figure": figure})
    assert check.comparison.relation == Relation.SUM_CONSISTENT


@pytest.mark.parametrize("figure", ["=60", "<70", ">80"])
def test_share_that_does_not_fit_its_counts_is_arithmetic(figure: str) -> None:
    (check,) = checked(WHOLE, PART, SHARE | {"figure": figure})
    assert check.comparison.relation == Relation.ARITHMETIC
    assert check.comparison.reasons[0].text == (
        "“75%” does not fit “150 houses” of “200 houses”, which make 75%"
    )


@pytest.mark.parametrize(
    "text",
    [
        "150 of the 200 houses in Calder, or 60%, were damaged, the mayor said on Monday.",
        "Of the 200 houses in Calder, 150 (60%) were damaged, the mayor said on Monday.",
    ],
)
def test_share_that_says_its_part_again_is_read_from_plain_text(text: str) -> None:
    (check,) = check_shares(
        read_report(text, report="calder", published=date(2025, 3, 3)), DEFAULT_POLICY
    )
    assert check.comparison.relation == Relation.ARITHMETIC
    assert check.comparison.level == "share"


@pytest.mark.parametrize("owner", ["of Norrick’s nine wards", "of the nine wards"])
def test_share_of_what_stands_beside_is_none_of_the_part(owner: str) -> None:
    text = f"Five {owner} voted Yes, with the strongest support, 68 per cent, at the harbour."
    claims = read_report(text, report="vote", published=date(2025, 3, 3))
    assert check_shares(claims, DEFAULT_POLICY) == ()


@pytest.mark.parametrize(
    ("words", "fits"),
    [
        ("of which 496 — more than half — were in Orlea", False),
        ("of which 496 — about 40 percent — were in Orlea", True),
        ("of which 496, or about a quarter, were in Orlea", False),
        ("of which 496, or two fifths, were in Orlea", True),
        ("of which 405 (a third) were in Orlea", True),
        ("of which 590, or nearly half, were in Orlea", True),
    ],
)
def test_share_in_words_is_round_but_fits_its_counts(words: str, fits: bool) -> None:  # noqa: FBT001 - a row
    text = f"The district counted 1,240 cases by Monday, {words}, the directorate said."
    (check,) = check_shares(
        read_report(text, report="orlea", published=date(2025, 3, 3)), DEFAULT_POLICY
    )
    assert check.comparison.raised is not fits


def test_share_of_something_else_in_the_sentence_is_left_alone() -> None:
    text = (
        "120 of the 200 members voted on Monday, and 75% of voters backed the mayor, police said."
    )
    claims = read_report(text, report="calder", published=date(2025, 3, 3))
    assert check_shares(claims, DEFAULT_POLICY) == ()


def test_order_of_the_claims_does_not_matter() -> None:
    assert checked(WHOLE, PART, SHARE) == checked(SHARE, WHOLE, PART)


@pytest.mark.parametrize(
    "records",
    [
        (WHOLE, SHARE),
        (WHOLE, PART | {"part_of": None}, SHARE),
        (WHOLE, PART, SHARE, SHARE | {"exact": "or 75%", "figure": "=20"}),
        (WHOLE | {"exact": "200 houses", "figure": ">200"}, PART, SHARE),
        (WHOLE, PART, SHARE | {"figure": "+75"}),
        (WHOLE, PART, SHARE | {"measure": "destroyed"}),
        (WHOLE, PART, SHARE | {"report": "r2"}),
    ],
)
def test_share_without_one_clear_part_and_whole_is_left_alone(
    records: tuple[dict[str, Any], ...],
) -> None:
    assert checked(*records) == ()
