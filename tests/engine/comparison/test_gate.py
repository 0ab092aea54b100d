"""The rules of the gate that keep two figures apart, each at its edge."""

from __future__ import annotations

from typing import Any

import pytest

from claimtrack.engine.compare import compare
from claimtrack.engine.policy import DEFAULT_POLICY
from claimtrack.engine.records import Comparison, Relation
from tests.engine.assertions import assertion

A = {
    "exact": "12 people",
    "figure": "=12",
    "measure": "killed",
    "who": "person",
    "place": "tolven",
    "by": "mayor",
    "report": "r1",
    "on": "2031-03-04",
    "sentence": "The blast in Tolven killed 12 people.",
}
B = A | {
    "exact": "31 people",
    "figure": "=31",
    "by": "police",
    "report": "r2",
    "sentence": "The blast in Tolven killed 31 people.",
}
POINTS = {"measure": "points", "who": "point", "unit": "point", "place": "", "window": ""}


def compared(a: dict[str, Any], b: dict[str, Any]) -> Comparison:
    return compare(assertion(A | a), assertion(B | b), DEFAULT_POLICY)


def decided(comparison: Comparison) -> tuple[Relation, str]:
    return comparison.relation, comparison.level


def test_two_counts_of_one_blast_exclude_each_other() -> None:
    assert decided(compared({}, {})) == (Relation.CONTRADICTION, "contradiction")


def test_whole_that_a_part_is_taken_of_is_not_what_was_measured() -> None:
    sentence = "The blast in Tolven killed 12 of the 31 people in the house."
    comparison = compared({}, {"sentence": sentence})
    assert decided(comparison) == (Relation.DIFFERENT_MEASURE, "different_base")


def test_all_of_a_whole_is_what_was_measured() -> None:
    comparison = compared({}, {"sentence": "The blast in Tolven killed all of the 31 people."})
    assert comparison.relation == Relation.CONTRADICTION


def test_people_from_one_village_are_a_part_of_all() -> None:
    comparison = compared({"sentence": "The blast in Tolven killed 12 people from Ostra."}, {})
    assert decided(comparison) == (Relation.PART_OF, "named_origin")
    assert comparison.reasons[0].text == (
        "a part of the other group: “12 people” are only those from Ostra"
    )


def test_origin_that_the_other_report_names_too_keeps_nobody_apart() -> None:
    comparison = compared(
        {"sentence": "The blast in Tolven killed 12 people from Ostra."},
        {"sentence": "The blast in Tolven, on a bus out of Ostra, killed 31 people."},
    )
    assert comparison.relation == Relation.CONTRADICTION


def test_sentences_that_name_two_years_speak_of_two_times() -> None:
    figure = {"measure": "produced", "unit": "tonne", "who": "steel", "window": ""}
    comparison = compared(
        figure | {"sentence": "Tolven works made 12 people of steel in 2029."},
        figure | {"sentence": "Tolven works made 31 people of steel in 2030."},
    )
    assert decided(comparison) == (Relation.DIFFERENT_WINDOW, "different_window")
    assert comparison.reasons[0].text == "different time: 2029 against 2030"


def test_figure_without_a_window_is_no_match_for_that_of_years() -> None:
    figure = {"measure": "produced", "unit": "car", "who": "car"}
    comparison = compared(
        figure | {"window": ""}, figure | {"window": "since 2024: 2024-01-01..2031-03-04"}
    )
    assert decided(comparison) == (Relation.CANNOT_TELL, "different_window")
    assert comparison.missing == ("the window of “12 people”",)


TUESDAY = "Tuesday: 2031-03-04..2031-03-04"


def test_dead_of_one_day_and_the_dead_of_one_blast_are_held_against_each_other() -> None:
    comparison = compared({"window": TUESDAY}, {})
    assert comparison.relation == Relation.CONTRADICTION
    assert "the window of “31 people”" in comparison.missing


@pytest.mark.parametrize(
    "total",
    [
        {"sentence": "Blasts in Tolven have killed 31 people."},
        {
            "figure": "=310",
            "exact": "310 people",
            "sentence": "Blasts in Tolven killed 310 people.",
        },
        {"window": "total to date"},
        {"on": "2031-03-12"},
    ],
    ids=["perfect", "many times as large", "said to be a total", "a week later"],
)
def test_dead_of_one_day_are_not_the_dead_of_all_days(total: dict[str, Any]) -> None:
    comparison = compared({"window": TUESDAY}, total)
    assert decided(comparison) == (Relation.DIFFERENT_WINDOW, "different_window")


def test_sum_that_is_asked_for_is_not_the_sum_that_is_given() -> None:
    money = {"measure": "compensation", "unit": "USD", "dimension": "money", "who": ""}
    comparison = compared(
        money | {"exact": "$3 million", "sentence": "The court gave her $3 million."},
        money | {"exact": "$9 million", "sentence": "She had asked for $9 million."},
    )
    assert decided(comparison) == (Relation.DIFFERENT_BASIS, "different_basis")
    assert comparison.reasons[0].text == "different basis: “$9 million” is only asked for"


def test_count_that_its_report_calls_the_first_one_is_an_update() -> None:
    comparison = compared(
        {}, {"sentence": "At first police had said that the blast in Tolven killed 31 people."}
    )
    assert decided(comparison) == (Relation.UPDATE, "superseded")


def test_denied_plan_is_held_against_the_plan() -> None:
    figure = {"measure": "laid-off", "exact": "12 people", "figure": "=12"}
    comparison = compared(
        figure | {"modality": "planned", "window": "planned"},
        figure | {"modality": "denied", "denied": True},
    )
    assert decided(comparison) == (Relation.DENIAL, "denial")


def test_figure_in_another_unit_of_one_speaker_is_a_repeat() -> None:
    storm = {"measure": "wind-speed", "dimension": "speed", "by": "met-office", "who": ""}
    comparison = compared(
        storm | {"figure": "=100", "unit": "mile per hour", "precision": "10"},
        storm | {"figure": "=160", "unit": "kilometre per hour", "precision": "10"},
    )
    assert decided(comparison) == (Relation.REPEAT, "repeat")


def test_holder_of_an_office_and_the_office_are_one_speaker() -> None:
    from_office = {"by": "the-governor-of-tolven", "name": "governor of Tolven"}
    of_holder = {"by": "ada-roe", "name": "Ada Roe", "title": "Tolven governor"}
    assert compared(from_office, of_holder).relation == Relation.UPDATE
    other = of_holder | {"title": "Ostra governor"}
    assert compared(from_office, other).relation == Relation.CONTRADICTION


@pytest.mark.parametrize(
    ("a", "b", "relation"),
    [("=6.1", "=5.9", Relation.CONTRADICTION), ("=6.1", "=4.8", Relation.CANNOT_TELL)],
    ids=["one quake", "a quake and an aftershock"],
)
def test_magnitudes_far_apart_are_of_two_quakes(a: str, b: str, relation: Relation) -> None:
    quake = {"measure": "magnitude", "unit": "magnitude", "dimension": "magnitude", "who": ""}
    first = {"exact": a[1:], "figure": a, "sentence": f"The quake near Tolven measured {a[1:]}."}
    second = {"exact": b[1:], "figure": b, "sentence": f"A {b[1:]} quake shook Tolven."}
    assert compared(quake | first, quake | second).relation == relation


RATE = {
    "measure": "unemployment",
    "unit": "percent",
    "dimension": "share",
    "who": "",
    "place": "spain",
    "window": "January: 2031-01-01..2031-01-31",
}


def test_rate_of_one_country_and_month_is_one_however_it_is_told() -> None:
    comparison = compared(
        RATE | {"exact": "8.1%", "figure": "=8.1", "sentence": "The jobless rate rose to 8.1%."},
        RATE | {"exact": "8.9%", "figure": "=8.9", "sentence": "Unemployment was put at 8.9%."},
    )
    assert comparison.relation == Relation.CONTRADICTION


def test_one_line_of_an_opening_that_others_name_is_of_another_owner() -> None:
    fine = {"measure": "fine", "unit": "USD", "dimension": "money", "who": "", "window": ""}
    comparison = compared(
        fine | {"exact": "$60m", "sentence": "Norvane was fined $60m over the spill in the bay."},
        fine
        | {
            "exact": "$15m",
            "sentence": "Halden, which runs it with Norvane, was fined $15m over the spill.",
        },
    )
    assert decided(comparison) == (Relation.CANNOT_TELL, "different_owner")


def test_figure_beside_the_one_that_it_is_measured_against_is_another() -> None:
    share = {"measure": "profit", "unit": "USD", "dimension": "money", "who": "", "place": ""}
    earned = "Tolven Foods earned 79 cents a share, beating the 72 cents that analysts expected."
    expected = "Analysts expected Tolven Foods to earn 72 cents a share."
    comparison = compared(
        share | {"exact": "79 cents", "figure": "=0.79", "sentence": earned},
        share | {"exact": "72 cents", "figure": "=0.72", "sentence": expected},
    )
    assert decided(comparison) == (Relation.DIFFERENT_MEASURE, "two_figures")


def test_sentence_that_speaks_of_another_crash_is_of_another_occasion() -> None:
    comparison = compared(
        {"sentence": "A crash near Tolven killed 12 people."},
        {"sentence": "In Tolven 31 people died in another crash hours later."},
    )
    assert decided(comparison) == (Relation.DIFFERENT_WINDOW, "different_story")
    assert comparison.reasons[0].text == "different occasion: one speaks of another crash"


def test_another_number_of_people_is_no_other_occasion() -> None:
    comparison = compared({}, {"sentence": "Another 31 people died in the blast in Tolven."})
    assert comparison.relation == Relation.CONTRADICTION


def test_two_things_that_open_like_sentences_have_two_owners() -> None:
    price = {"measure": "price", "unit": "percent", "dimension": "share", "who": "", "place": ""}
    comparison = compared(
        price | {"exact": "12%", "sentence": "Gold rose 12% in heavy trading on Monday night."},
        price | {"exact": "31%", "sentence": "Silver rose 31% in heavy trading on Monday night."},
    )
    assert decided(comparison) == (Relation.CANNOT_TELL, "different_owner")


def test_quake_of_another_month_is_not_the_one_of_the_day() -> None:
    quake = {"measure": "magnitude", "unit": "magnitude", "dimension": "magnitude", "who": ""}
    recalled = "The last big quake near Tolven was in January and measured 6.4."
    comparison = compared(
        quake | {"exact": "5.9", "figure": "=5.9", "window": "", "sentence": "A 5.9 quake hit."},
        quake | {"exact": "6.4", "figure": "=6.4", "window": "", "sentence": recalled},
    )
    assert decided(comparison) == (Relation.CANNOT_TELL, "different_window")
    assert comparison.missing == ("whether both are of one time",)
