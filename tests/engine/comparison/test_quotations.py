from __future__ import annotations

from typing import Any

import pytest

from claimtrack.engine.compare import compare
from claimtrack.engine.comparison.quotations import one_name
from claimtrack.engine.policy import DEFAULT_POLICY
from claimtrack.engine.records import Relation
from tests.engine.assertions import assertion

QUOTE = {
    "exact": "We'll keep the harbour open and let the courts decide",
    "by": "ada-lund",
    "quote": "direct",
    "report": "r1",
}


def relation(**changed: Any) -> Relation:
    other = assertion(QUOTE | {"report": "r2"} | changed)
    return compare(assertion(QUOTE), other, DEFAULT_POLICY).relation


@pytest.mark.parametrize(
    "words",
    [
        "We ’ ll keep the harbour open and let the courts decide.",
        "We'll keep the harbor open, and let the courts decide",
        "let the courts decide",
        "We'll keep our harbour open and let courts decide",
    ],
)
def test_quote_in_another_spelling_or_cut_is_the_same_quote(words: str) -> None:
    assert relation(exact=words) == Relation.REPEAT


@pytest.mark.parametrize(
    "words",
    [
        "We'll keep the harbour open and let the voters decide",
        "We'll keep the harbour open and not let the courts decide",
        "We'll keep two harbours open and let the courts decide",
    ],
)
def test_quote_with_another_word_a_figure_or_a_negation_is_a_mismatch(words: str) -> None:
    assert relation(exact=words) == Relation.QUOTE_MISMATCH


def test_quote_of_another_day_is_another_quote() -> None:
    words = "We'll keep the harbour open and let the voters decide"
    assert relation(exact=words, on="2025-02-20") == Relation.DIFFERENT_MEASURE


@pytest.mark.parametrize("name", ["Lund", "A. Lund", "Ada Maria Lund", "Minister Ada Lund"])
def test_speaker_under_another_form_of_the_name_is_no_mismatch(name: str) -> None:
    assert relation(by="someone", name=name) == Relation.REPEAT


@pytest.mark.parametrize("name", ["her spokesman", "a written statement"])
def test_speaker_without_a_name_is_no_mismatch(name: str) -> None:
    assert relation(by="someone", name=name) == Relation.COMPATIBLE


def test_speaker_with_another_name_is_a_mismatch() -> None:
    assert relation(by="jon-weir") == Relation.ATTRIBUTION_MISMATCH
    assert not one_name("A. J. Smith", "A. J. Butler")


def test_opposite_of_what_another_said_is_a_denial_and_the_same_is_not() -> None:
    said = {"exact": "the town hasn ’ t been warned of the flood", "quote": "indirect"}
    same = {"exact": "the town hasn't been warned of the flood", "quote": "indirect"}
    opposite = {"exact": "the town had been warned of the flood", "quote": "indirect"}

    def between(a: dict[str, Any], b: dict[str, Any]) -> Relation:
        first = assertion(QUOTE | a)
        return compare(
            first, assertion(QUOTE | b | {"report": "r2", "by": "weir"}), DEFAULT_POLICY
        ).relation

    assert between(said, opposite) == Relation.DENIAL
    assert between(said, same) == Relation.COMPATIBLE
