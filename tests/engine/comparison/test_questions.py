"""Whether two sentences put one question, though they name what they measure by other words."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from claimtrack.engine.compare import compare
from claimtrack.engine.comparison.questions import Gap
from claimtrack.engine.comparison.scope import Pair, Tie, pair_of
from claimtrack.engine.lexicon import load_table
from claimtrack.engine.policy import DEFAULT_POLICY
from claimtrack.engine.records import Assertion, Relation
from tests.engine.reports import read_report

TUESDAY = date(2031, 3, 4)


def figure_of(text: str, report: str, **more: Any) -> Assertion:
    claims = read_report(text, report=report, published=TUESDAY, **more)
    return next(each for each in claims if each.claim.quantity is not None)


def pair(a: str, b: str) -> Pair:
    return pair_of(figure_of(a, "report-1"), figure_of(b, "report-2"), DEFAULT_POLICY)


@pytest.mark.parametrize(
    ("a", "b", "gap"),
    [
        (
            "The army arrested 18 people at the port of Lindau.",
            "The army detained 27 people at the port of Lindau.",
            Gap.NEAR,
        ),
        (
            "Divers filmed 60 rays off the Tamari atolls.",
            "Divers filmed 90 rays off the Tamari atolls.",
            Gap.SAME_WORD,
        ),
        (
            "The blast at Lindau killed 18 people.",
            "The blast at Lindau wounded 27 people.",
            Gap.APART,
        ),
        (
            "The crater near Ostley is 12 kilometres wide.",
            "The crater near Ostley is 2 kilometres deep.",
            Gap.APART,
        ),
    ],
)
def test_gap_says_how_two_measures_are_named(a: str, b: str, gap: Gap) -> None:
    assert pair(a, b).gap is gap


def test_measure_by_another_word_is_raised_with_its_reason_and_less_certainty() -> None:
    told = compare(
        figure_of("The army arrested 18 people at the port of Lindau on Tuesday.", "report-1"),
        figure_of("The army detained 27 people at the port of Lindau on Tuesday.", "report-2"),
        DEFAULT_POLICY,
    )

    assert told.relation is Relation.CONTRADICTION
    assert told.certainty < DEFAULT_POLICY.certainty
    assert any("taken for one measure" in reason.text for reason in told.reasons)


def test_word_that_narrows_one_figure_keeps_unlike_measures_apart() -> None:
    narrowed = pair(
        "Divers filmed 60 rays off the Tamari atolls.",
        "Divers filmed another 90 rays off the Tamari atolls.",
    )

    assert not narrowed.one_question


def test_openings_of_two_reports_tie_the_figures_of_one_event() -> None:
    first = (
        "Mudslide buries mountain town of Sarnac\n"
        "A mudslide buried the mountain town of Sarnac on Sunday night after days of rain.\n"
        "The mudslide in the town killed 64 people, the governor said."
    )
    second = (
        "Sarnac counts its dead after mudslide\n"
        "Rescuers dug on Monday through the mudslide that buried the mountain town of Sarnac.\n"
        "The army put the dead of the mudslide in the town at 41 people."
    )
    told = pair_of(
        figure_of(first, "report-1", headline_end=39),
        figure_of(second, "report-2", headline_end=37),
        DEFAULT_POLICY,
    )

    assert told.one_topic
    assert told.tie is not Tie.NONE


def test_synonyms_have_no_word_that_excludes_another_of_its_row() -> None:
    table = load_table("synonyms")
    opposite = [frozenset(row.split()) for row in load_table("opposites")["opposite"]]

    assert not [
        (row, sorted(each))
        for row in table["measures"]
        for each in opposite
        if each <= frozenset(row.split())
    ]
