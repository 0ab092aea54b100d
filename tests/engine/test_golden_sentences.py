"""The golden table of sentences, read by the whole engine.

Every row is read. What all rows hold to is tested row by row; the facets that are read by
rules of thumb are counted, and their share may only grow.
"""

from __future__ import annotations

import itertools
import json
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from claimtrack.engine.extract import extract
from claimtrack.engine.measure_tree import measure_of

if TYPE_CHECKING:
    from claimtrack.engine.records import ExtractedClaim, Extraction

TABLE = Path(__file__).parents[2] / "fixtures" / "golden_sentences.jsonl"
ROWS = [json.loads(line) for line in TABLE.read_text(encoding="utf-8").splitlines()]
FIGURES = sum(len(row["quantities"]) for row in ROWS)

#: The least share of figures, in percent, of which each facet is read as the table says.
FLOORS = {
    "found": 98,
    "span": 98,
    "bounds": 98,
    "comparator": 98,
    "unit": 97,
    "change": 98,
    "measure": 43,
    "modality": 89,
    "utterer": 89,
}


@cache
def reading(number: int) -> Extraction:
    row = ROWS[number]
    published = date.fromisoformat(row["published"])
    return extract(row["text"], published=published, headline_end=0)


@pytest.mark.parametrize("number", range(len(ROWS)), ids=lambda number: str(ROWS[number]["id"]))
def test_golden_row_has_each_of_its_numbers_in_the_account(number: int) -> None:
    row = ROWS[number]
    accounted = [mention.span for mention in reading(number).numbers]

    dismissed = [each for each in row["dismissed"] if any(map(str.isdigit, each["exact"]))]
    for expected in (*row["quantities"], *dismissed):
        end = expected["start"] + len(expected["exact"])
        assert any(span.start < end and expected["start"] < span.end for span in accounted)


@pytest.mark.parametrize("number", range(len(ROWS)), ids=lambda number: str(ROWS[number]["id"]))
def test_golden_row_yields_claims_that_do_not_overlap(number: int) -> None:
    claims = [claim for claim in reading(number).claims if claim.quantity is not None]

    for before, after in itertools.pairwise(claims):
        assert before.span.end <= after.span.start


@pytest.mark.parametrize("facet", FLOORS)
def test_golden_facet_is_read_as_often_as_before(facet: str) -> None:
    right = sum(
        facet in right_facets(expected, claim_at(expected, reading(number)))
        for number, row in enumerate(ROWS)
        for expected in row["quantities"]
    )

    assert right * 100 >= FLOORS[facet] * FIGURES


def claim_at(expected: dict[str, Any], extraction: Extraction) -> ExtractedClaim | None:
    end = expected["start"] + len(expected["exact"])
    for claim in extraction.claims:
        touches = claim.span.start < end and expected["start"] < claim.span.end
        if claim.quantity is not None and touches:
            return claim
    return None


def right_facets(expected: dict[str, Any], claim: ExtractedClaim | None) -> set[str]:
    if claim is None or claim.quantity is None:
        return set()
    quantity = claim.quantity
    utterer = claim.attribution.utterer.span.exact if claim.attribution is not None else None
    measure = expected.get("measure", "")
    answers = {
        "found": True,
        "span": claim.span.exact == expected["exact"],
        "bounds": reaches(quantity.lower, expected["lower"])
        and reaches(quantity.upper, expected["upper"]),
        "comparator": quantity.comparator == expected["comparator"],
        "unit": quantity.unit == expected["unit"],
        "change": quantity.change == expected["change"],
        "measure": measure_of(claim.measure.key).key == measure_of(measure).key,
        "modality": claim.modality == expected.get("modality", "asserted"),
        "utterer": utterer == expected.get("utterer"),
    }
    return {facet for facet, right in answers.items() if right}


def reaches(value: Decimal | None, expected: str | None) -> bool:
    """Tell whether a bound is the one of the table, which rounds thirds to the digits it prints."""
    if value is None or expected is None:
        return value is None and expected is None
    return value.quantize(Decimal(expected)) == Decimal(expected)
