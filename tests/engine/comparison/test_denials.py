"""Denials in other words: what speaks for one, and what is none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.engine.compare import compare
from claimtrack.engine.comparison.denials import opposed_clauses, signs
from claimtrack.engine.policy import DEFAULT_POLICY
from claimtrack.engine.records import Assertion, Comparison, Relation
from tests.engine.reports import read_report

DAY = date(2031, 3, 4)
MARCH = (
    "March in Tarsk ends in clashes\n\nA march in Tarsk ended in clashes on Monday. Police fired "
    "rubber bullets into the crowd, doctor Dorka Velt said."
)
ANSWER = (
    "Police answer on Tarsk march\n\nPolice in Tarsk spoke on Tuesday of the clashes at the march. "
    "“No rubber bullets were used by our officers in Tarsk,” police chief Oda Linn said."
)


def statement(text: str, words: str, report: str, day: date = DAY) -> Assertion:
    """Return the words that a report says somebody said."""
    start = text.index(words)
    read = read_report(text, report=report, published=day, headline_end=text.index("\n"))
    return next(
        each
        for each in read
        if each.claim.quantity is None and each.claim.span.start <= start < each.claim.span.end
    )


def compared(text: str, words: str, *, day: date = DAY) -> Comparison:
    affirmed = statement(MARCH, "fired", "a")
    return compare(affirmed, statement(text, words, "b", day), DEFAULT_POLICY)


def test_denial_in_other_words_is_raised_and_quotes_both_clauses() -> None:
    found = compared(ANSWER, "rubber bullets were used")
    assert found.relation is Relation.DENIAL
    assert found.reasons[0].text == (
        "Oda Linn denies what Dorka Velt says: “No rubber bullets were used by our officers in "
        "Tarsk” against “Police fired rubber bullets into the crowd”"
    )


@pytest.mark.parametrize(
    ("words", "instead"),
    [
        ("No rubber bullets were used", "No drones were used"),
        ("No rubber bullets were used", "No rubber bullets will be used"),
        ("No rubber bullets were used", "Rubber bullets were used"),
    ],
)
def test_other_things_and_other_times_are_no_denial(words: str, instead: str) -> None:
    told = ANSWER.replace(words, instead)
    assert compared(told, instead).relation is not Relation.DENIAL


def test_report_of_another_event_denies_nothing() -> None:
    elsewhere = ANSWER.replace("Tarsk", "Ormond").replace("the march", "the stadium")
    elsewhere = elsewhere.replace("clashes", "crush")
    assert compared(elsewhere, "rubber bullets were used").relation is not Relation.DENIAL


def test_what_is_said_long_after_is_no_denial() -> None:
    later = DAY + timedelta(days=DEFAULT_POLICY.story_days + 3)
    assert compared(ANSWER, "rubber bullets were used", day=later).relation is not Relation.DENIAL


def test_nobody_denies_what_he_says_himself() -> None:
    own = ANSWER.replace("police chief Oda Linn said", "doctor Dorka Velt said")
    assert compared(own, "rubber bullets were used").relation is not Relation.DENIAL


def test_how_sure_a_denial_must_be_is_policy() -> None:
    a = statement(MARCH, "fired", "a")
    b = statement(ANSWER, "rubber bullets were used", "b")
    strict = replace(DEFAULT_POLICY, denial_odds=Decimal(100))
    assert compare(a, b, strict).relation is not Relation.DENIAL


@given(
    first=st.text(st.sampled_from("no not never fired bullets , . and that — \n"), max_size=80),
    second=st.text(st.sampled_from("no not never fired bullets , . and that — \n"), max_size=80),
)
def test_signs_are_the_same_from_either_side(first: str, second: str) -> None:
    a = statement(MARCH, "fired", "a")
    b = statement(ANSWER, "rubber bullets were used", "b")
    one, two = (_saying(a, f"Police fired {first}"), _saying(b, f"{second} not fired bullets"))
    forth = [dict(signs(each)) for each in opposed_clauses(one, two)]
    back = [dict(signs(each)) for each in opposed_clauses(two, one)]
    assert sorted(map(repr, forth)) == sorted(map(repr, back))
    assert compare(one, two, DEFAULT_POLICY).relation is compare(two, one, DEFAULT_POLICY).relation


def _saying(assertion: Assertion, words: str) -> Assertion:
    span = replace(assertion.claim.span, end=assertion.claim.span.start + len(words), exact=words)
    return replace(assertion, claim=replace(assertion.claim, span=span))
