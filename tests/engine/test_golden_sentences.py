"""The golden table of sentences: every row is read by the whole engine, and every field held.

``golden_sentences_open.toml`` lists the rows that are not yet read whole, by class. Where a class
is strict, a row that comes to be read whole fails its test until it is taken off the list.
"""

from __future__ import annotations

import itertools
import json
import tomllib
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from claimtrack.engine.extract import extract
from claimtrack.engine.taxonomy.measure_tree import measure_of

if TYPE_CHECKING:
    from claimtrack.engine.records import ExtractedClaim, Extraction

TABLE = Path(__file__).parents[2] / "fixtures" / "golden_sentences.jsonl"
ROWS = [json.loads(line) for line in TABLE.read_text(encoding="utf-8").splitlines()]
CLASSES = tomllib.loads(
    Path(__file__).with_name("golden_sentences_open.toml").read_text(encoding="utf-8")
)
OPEN = {row: name for name, each in CLASSES.items() for row in each["rows"]}

FIGURES = sum(len(row["quantities"]) for row in ROWS)

#: The fields that every figure of the table states.
FACETS = (
    "span",
    "lower",
    "upper",
    "comparator",
    "unit",
    "change",
    "measure",
    "modality",
    "utterer",
)

#: What the table writes where the counted noun is left out; a record has no unit there.
UNTOLD = "item"

#: How many rows must say among whom, where or over what time their figures were counted.
SCOPED_ROWS = 100


@cache
def reading(number: int) -> Extraction:
    row = ROWS[number]
    published = date.fromisoformat(row["published"])
    return extract(row["text"], published=published, headline_end=0)


def rows_with_open() -> list[Any]:
    def marks(row: str) -> list[Any]:
        if row not in OPEN:
            return []
        of = CLASSES[OPEN[row]]
        return [pytest.mark.xfail(reason=of["why"], strict=of["strict"])]

    return [
        pytest.param(number, id=row["id"], marks=marks(row["id"]))
        for number, row in enumerate(ROWS)
    ]


@pytest.mark.parametrize("number", rows_with_open())
def test_golden_row_is_read_as_it_says(number: int) -> None:
    for expected in ROWS[number]["quantities"]:
        claim = claim_at(expected, reading(number))
        assert claim is not None, expected["exact"]
        assert facets_of(claim, expected) == stated(expected)


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


@pytest.mark.parametrize("number", range(len(ROWS)), ids=lambda number: str(ROWS[number]["id"]))
def test_golden_row_has_words_or_a_reason_for_each_facet(number: int) -> None:
    for claim in reading(number).claims:
        for facet in (claim.measure, claim.population, claim.place):
            if facet.key:
                assert (facet.span is None) != (not facet.inferred)


def test_golden_table_says_of_many_rows_who_where_and_when() -> None:
    scopes = {"population", "place", "window"}
    scoped = [row for row in ROWS if any(scopes & set(each) for each in row["quantities"])]

    assert len(scoped) >= SCOPED_ROWS


def test_golden_open_list_names_rows_of_the_table_once() -> None:
    listed = [row for each in CLASSES.values() for row in each["rows"]]

    assert len(listed) == len(set(listed))
    assert set(listed) <= {row["id"] for row in ROWS}


def claim_at(expected: dict[str, Any], extraction: Extraction) -> ExtractedClaim | None:
    end = expected["start"] + len(expected["exact"])
    for claim in extraction.claims:
        touches = claim.span.start < end and expected["start"] < claim.span.end
        if claim.quantity is not None and touches:
            return claim
    return None


def stated(expected: dict[str, Any]) -> dict[str, Any]:
    """Return what a row says of a figure; who, where and when only where it says so."""
    scopes: dict[str, Any] = {
        each: expected[each] for each in ("population", "place", "window") if each in expected
    }
    return {
        "span": expected["exact"],
        "lower": bound(expected["lower"]),
        "upper": bound(expected["upper"]),
        "comparator": expected["comparator"],
        "unit": expected["unit"] if expected["unit"] != UNTOLD else "",
        "change": expected["change"],
        "measure": measure_of(expected["measure"]).key,
        "modality": expected.get("modality", "asserted"),
        "utterer": expected.get("utterer"),
        **scopes,
    }


def facets_of(claim: ExtractedClaim, expected: dict[str, Any]) -> dict[str, Any]:
    quantity = claim.quantity
    assert quantity is not None
    utterer = claim.attribution.utterer.span.exact if claim.attribution is not None else None
    scopes = {
        "population": claim.population.key,
        "place": claim.place.key,
        "window": claim.window.label,
    }
    return {
        "span": claim.span.exact,
        "lower": quantity.lower,
        "upper": quantity.upper,
        "comparator": str(quantity.comparator),
        "unit": quantity.unit,
        "change": str(quantity.change),
        "measure": measure_of(claim.measure.key).key,
        "modality": str(claim.modality),
        "utterer": utterer,
        **{name: key for name, key in scopes.items() if name in expected},
    }


def right_facets(expected: dict[str, Any], claim: ExtractedClaim | None) -> frozenset[str]:
    """Return the fields of `FACETS` that are read as the table says."""
    if claim is None:
        return frozenset()
    found, right = facets_of(claim, expected), stated(expected)
    return frozenset(name for name in FACETS if found[name] == right[name])


def bound(value: str | None) -> Decimal | None:
    """Return a bound of the table, which writes what no decimal holds as a fraction ("1/3")."""
    if value is None:
        return None
    numerator, _, denominator = value.partition("/")
    return Decimal(numerator) / Decimal(denominator or 1)
