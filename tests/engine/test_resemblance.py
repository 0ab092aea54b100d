"""Where no rule knows that two figures are of one thing, all signs together may say so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from claimtrack.engine.compare import compare, told_apart
from claimtrack.engine.comparison.resemblance import resemblance, signs
from claimtrack.engine.policy import DEFAULT_POLICY
from claimtrack.engine.records import Relation
from tests.benchmarks.resemblance import WITHOUT_SIGNS
from tests.engine.reports import read_report

if TYPE_CHECKING:
    from claimtrack.engine.comparison.told_apart import GateAnswer
    from claimtrack.engine.records import Assertion

DAY = date(2031, 3, 4)

HAUL = (
    "Cocaine haul in Velm harbour\n\nCustoms officers in Velm found cocaine in a shipment of "
    "pineapples on Monday. It was wrapped in 3,850 packages, some stamped with a horse, customs "
    "chief Ada Roe told reporters."
)
COUNTED = (
    "Velm customs show what they found\n\nA shipment of pineapples in Velm hid cocaine, customs "
    "chief Ada Roe told reporters on Tuesday. She said 1,850 packages had been counted."
)
ELSEWHERE = (
    "Cocaine found in Torlea\n\nA cargo of bananas in Torlea hid cocaine, police chief Ilo Brandt "
    "told reporters on Tuesday. He said 1,850 packages had been counted."
)


def figure(text: str, words: str, report: str, day: date = DAY) -> Assertion:
    """Return what a report claims at these words."""
    start = text.index(words)
    headline_end = text.index("\n")
    read = read_report(text, report=report, published=day, headline_end=headline_end)
    return next(
        each
        for each in read
        if each.claim.quantity is not None and each.claim.span.start <= start < each.claim.span.end
    )


def laid(one: str, at: str, two: str, there: str) -> GateAnswer:
    found = told_apart(figure(one, at, "a"), figure(two, there, "b"), DEFAULT_POLICY)
    assert found is not None
    return found


def test_one_heap_told_by_other_words_is_raised_and_says_what_it_rests_on() -> None:
    a, b = figure(HAUL, "3,850", "a"), figure(COUNTED, "1,850", "b")
    found = compare(a, b, replace(DEFAULT_POLICY, resemblance_of_one_speaker=Decimal(-5)))
    assert found.relation is Relation.MISREPORT
    assert "all signs together" in found.reasons[0].text
    assert "one speaker" in found.reasons[0].text
    assert found.reasons[1].text == "different measure: stamped against counted"
    assert found.missing == ("whether both are of one thing",)
    assert not compare(a, b, WITHOUT_SIGNS).raised
    assert found.certainty < DEFAULT_POLICY.certainty


def test_reports_of_two_finds_are_never_weighed() -> None:
    assert not laid(HAUL, "3,850", ELSEWHERE, "1,850").may_be_one


def test_signs_are_the_same_from_either_side() -> None:
    one, other = (
        laid(HAUL, "3,850", COUNTED, "1,850"),
        laid(COUNTED, "1,850", HAUL, "3,850"),
    )
    assert dict(signs(one.pair, one.level)) == dict(signs(other.pair, other.level))
    assert resemblance(one.pair, one.level) == pytest.approx(resemblance(other.pair, other.level))


@pytest.mark.parametrize(
    ("one", "at", "two", "there"),
    [
        (
            (
                "Torvik to cut 1,800 jobs\n\nSteelmaker Torvik will cut 1,800 jobs in Orlia, "
                "it said on Tuesday."
            ),
            "1,800 jobs in",
            (
                "Velm mill hit hard\n\nAt Velm, 620 of the jobs will go, steelmaker Torvik said in "
                "Orlia on Tuesday."
            ),
            "620",
        ),
        (
            (
                "Weapons seized off Velm\n\nThe navy seized seven rifles and three other weapons "
                "off Velm on Monday, captain Ada Roe said."
            ),
            "three other",
            (
                "Navy takes weapons off Velm\n\nNine weapons were seized off Velm on Monday, "
                "minister Ilo Brandt said."
            ),
            "Nine",
        ),
        (
            (
                "Velm beat Torlea\n\nTomas Keel caught 29 passes for Velm on Saturday, "
                "coach Ada Roe said."
            ),
            "29 passes",
            (
                "Keel shines for Velm\n\nTomas Keel caught 39 passes on Saturday, Velm "
                "coach Ada Roe said."
            ),
            "39 passes",
        ),
        (
            (
                "Ferry sinks off Velm\n\nThe ferry Orla Star had 142 people on board when it sank "
                "off Velm, captain Ilo Brandt said."
            ),
            "142 people",
            (
                "Who was on the Orla Star?\n\nOf the 142 people on board the Orla Star off Velm, "
                "131 people were rescued, minister Ada Roe said."
            ),
            "131 people",
        ),
        (
            (
                "Navy seizes pirates off Velm\n\nThe navy said 23 men surrendered off Velm on "
                "Monday."
            ),
            "23 men",
            (
                "Pirates taken off Velm\n\nTwelve Torleans and 11 Orlians surrendered off Velm on "
                "Monday, captain Ada Roe said."
            ),
            "11 Orlians",
        ),
    ],
    ids=[
        "a part",
        "the rest",
        "what players do",
        "a sentence that gives both",
        "a sum's parts",
    ],
)
def test_what_a_sentence_sets_apart_is_not_weighed(one: str, at: str, two: str, there: str) -> None:
    assert not laid(one, at, two, there).may_be_one


def test_one_moment_that_both_name_speaks_for_one_question() -> None:
    trust = (
        "Sickness in Velm schools\n\nThe trust said 61 children had been admitted to its wards in "
        "Velm{}."
    )
    office = (
        "Velm schools shut\n\nThe office of education in Velm said 94 schoolchildren lay ill in "
        "its wards{}."
    )
    apart = [
        laid(trust.format(one), "61", office.format(two), "94")
        for one, two in (("", ""), (" by Tuesday noon", " as of midday on Tuesday"))
    ]
    without, named = (resemblance(each.pair, each.level) for each in apart)
    assert named > without + 1


def test_what_one_speaker_counts_on_two_days_is_seldom_one_figure() -> None:
    wanted = (
        "Flood threatens Velm\n\nEngineer Ada Roe said 850 sandbags were required for the dyke at "
        "Velm."
    )
    filled = (
        "Volunteers work in Velm\n\nEngineer Ada Roe said 620 sandbags had been filled in Velm by "
        "noon."
    )
    a = figure(wanted, "850", "a")
    b = figure(filled, "620", "b", DAY + timedelta(days=1))
    assert not compare(a, b, DEFAULT_POLICY).raised
    sure = replace(DEFAULT_POLICY, resemblance_of_two_days=Decimal(-5))
    assert compare(a, b, sure).relation is Relation.REVERSAL
