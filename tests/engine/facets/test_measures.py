"""What a figure measures, by the words that say so."""

from __future__ import annotations

import pytest

from claimtrack.engine.facets.measure_lexicon import entries
from claimtrack.engine.records import Modality
from claimtrack.engine.taxonomy.measure_tree import measure_of
from tests.engine.figures import figures, measures


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The flood caused 600 deaths.", {"600 deaths": "killed"}),
        ("The army suffered several hundred casualties.",
         {"several hundred casualties": "killed-or-wounded"}),
        ("Some 40 arrests followed on Tuesday.", {"Some 40 arrests": "arrested"}),
        ("The blast left 30 people dead.", {"30 people": "killed"}),
        ("Rescuers found 12 people trapped under the rubble.", {"12 people": "trapped"}),
        ("About 50 wounded soldiers reached the clinic.",
         {"About 50 wounded soldiers": "wounded"}),
        ("At least 30 people have been killed.", {"At least 30 people": "killed"}),
        ("Over 1,000 troops may have died.", {"Over 1,000 troops": "killed"}),
        ("Some 4,000 villagers fled the fighting.", {"Some 4,000 villagers": "fled"}),
        ("Nine fishermen are still missing.", {"Nine fishermen": "missing"}),
        ("A bomb killed 12 people and injured 30.", {"12 people": "killed", "30": "wounded"}),
        ("A bomb left 14 people dead and wounded 37 others.",
         {"14 people": "killed", "37 others": "wounded"}),
        ("About 3,000 soldiers were killed or wounded.",
         {"About 3,000 soldiers": "killed-or-wounded"}),
        ("The death toll rose to 87 on Monday.", {"87": "killed"}),
        ("Losses have exceeded 200.", {"exceeded 200": "losses"}),
        ("They put the number of wounded at about 2,700.", {"about 2,700": "wounded"}),
        ("Unemployment stood at 4.1% in June.", {"4.1%": "unemployment"}),
        ("The turnout was 64%.", {"64%": "turnout"}),
        ("At least 90 men have been killed and the number of wounded is nearing 1,000.",
         {"At least 90 men": "killed", "nearing 1,000": "wounded"}),
        ("A mother of 12 was killed in the blast.", {"12": "offspring"}),
        ("They have two and three jobs in order to live.", {"two": "", "three jobs": "jobs"}),
        ("The storm caused $3bn in damage.", {"$3bn": "damage-cost"}),
        ("The bridge cost $30m.", {"$30m": "cost"}),
        ("Net profit fell to €40m.", {"€40m": "profit"}),
        ("The fire has burned 900 hectares.", {"900 hectares": "area-burned"}),
        ("The company will cut 1,200 jobs.", {"1,200 jobs": "laid-off"}),
        ("Police are holding 60 civilians.", {"60 civilians": "detained"}),
        ("The militia shot down 27 drones.", {"27 drones": "shot-down"}),
    ],
)  # fmt: skip
def test_measure_of_a_figure_is_read_from_its_words(text: str, expected: dict[str, str]) -> None:
    assert measures(text) == expected


def test_measure_of_an_active_verb_is_not_that_of_its_subject() -> None:
    assert measures("Five gunmen killed 12 villagers.")["12 villagers"] == "killed"
    assert measures("Five gunmen killed 12 villagers.")["Five gunmen"] != "killed"


def test_measure_of_a_relative_clause_gives_way_to_the_main_verb() -> None:
    text = "About 200 soldiers who were sent to the border in May have been killed."

    assert measures(text) == {"About 200 soldiers": "killed"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police said 11 miners, including five apprentices and four women, were killed.",
         {"11 miners": "killed", "five apprentices": "killed", "four women": "killed"}),
        ("At least 30 people – among them six guards – were killed on Monday.",
         {"At least 30 people": "killed", "six guards": "killed"}),
        ("Nine people, two of them porters, died and 30 were hurt.",
         {"Nine people": "killed", "two of them porters": "killed", "30": "wounded"}),
        ("Three men were shot Tuesday.", {"Three men": "shot"}),
        ("Three men were shot and killed by guards.", {"Three men": "killed"}),
        ("Guards shot dead up to nine men and injured 14.",
         {"up to nine men": "killed", "14": "wounded"}),
        ("The three clerks - two women and a man - were killed.",
         {"three clerks": "killed", "two women": "killed"}),
    ],
)  # fmt: skip
def test_measure_stands_behind_what_is_said_in_between(text: str, expected: dict[str, str]) -> None:
    assert measures(text) == expected


def test_measure_of_another_statement_is_not_taken() -> None:
    text = "Some 30,000 people marched after police killed a student."

    assert measures(text) == {"Some 30,000 people": "attended"}


def test_measure_is_supported_by_the_words_that_name_it() -> None:
    (claim,) = figures("At least 30 people have been killed.").values()

    assert claim.measure.span is not None
    assert claim.measure.span.exact == "killed"


def test_measure_no_table_knows_is_the_verb_itself() -> None:
    assert measures("The airline cancelled 86 flights.")["86 flights"].startswith("cancel")


def test_measure_of_what_a_figure_is_held_against_is_that_of_the_figure() -> None:
    assert measures("Turnout was 64%, up from 58% in 2020.") == {"64%": "turnout", "58%": "turnout"}


def test_measures_of_harm_stand_in_the_hierarchy() -> None:
    harm = {"killed", "wounded", "killed-or-wounded", "losses", "missing", "captured"}

    assert {key for key in harm if measure_of(key).key == key} == harm
    assert harm <= set(entries())


def test_bare_level_of_an_index_counts_points() -> None:
    found = figures("The Nikkei gained 0.7 per cent to end at 27,349.")

    assert [claim.quantity and claim.quantity.unit for claim in found.values()] == [
        "percent",
        "point",
    ]


@pytest.mark.parametrize(
    ("text", "exact", "measure"),
    [
        ("The fund lent $3 billion, which brings the total so far to $7 billion.", "$7 billion",
         "loan"),
        ("Tip-offs led to 90 arrests and the chief expects “dozens” more arrests.", "dozens",
         "arrested"),
        ("Divers were told that 30 miners were trapped, but all but four had come up.", "four",
         "trapped"),
        ("Four of the 30 miners were trapped.", "30 miners", "miners"),
        ("The purse is $8m and the finalists get $1m each.", "$1m", "prize"),
        ("Wages grew faster than rents, at 5% against 2%.", "2%", "price"),
        ("The water held 0.2 mg of arsenic per litre.", "0.2 mg", "concentration"),
        ("The law cut queues by a third.", "a third", "queue"),
        ("Its failure rate is still about one in nine.", "about one in nine", "failure-rate"),
        ("Divers searched 20 wrecks and found three.", "three", "found"),
        ("Porters will strike for 36 hours on Monday.", "36 hours", "duration-struck"),
        ("The river rose two metres.", "two metres", "water-level"),
        ("Farmers lost 300 hectares of barley.", "300 hectares", "losses"),
    ],
)  # fmt: skip
def test_measure_is_read_from_what_the_figure_goes_on_from(
    text: str, exact: str, measure: str
) -> None:
    assert measures(text)[exact] == measure


def test_figure_behind_a_verb_and_its_preposition_is_no_subject() -> None:
    claims = figures("The clerk was charged with nine counts of theft and may face five years.")

    assert claims["nine counts"].modality is Modality.ASSERTED


def test_outcome_of_a_deed_has_a_time_and_a_whole_of_its_own() -> None:
    claims = figures(
        "The army said the rebels lost 90 men over the past week, bringing total losses since "
        "March 2023 to 8,000."
    )
    rescued = figures(
        "Crews freed 14 hikers, among them a girl, on Monday, raising the death toll to 31."
    )

    assert claims["8,000"].window.label == "since March 2023"
    assert claims["90 men"].window.label == "the past week"
    assert rescued["31"].part_of is None


def test_length_in_brackets_is_that_before_it() -> None:
    assert measures("The quake struck at a depth of 10 km (6 miles).")["6 miles"] == "depth"


def test_share_that_somebody_holds_is_no_share_price() -> None:
    text = "Turnout was 71% and the Greens doubled their share to 20.8%."

    assert measures(text) == {"71%": "turnout", "20.8%": "share-held"}


def test_share_that_a_sum_moved_by_is_of_what_the_sum_is() -> None:
    text = "The mill reported a profit of €1.3bn, down 11% from a year earlier."

    assert measures(text) == {"€1.3bn": "profit", "11%": "profit"}


def test_damages_that_a_jury_awards_are_no_cost_of_damage() -> None:
    text = "The jury awarded her $83m, including $65m in punitive damages."

    assert measures(text)["$65m"] == "compensation"


def test_level_is_of_the_noun_before_a_relative_clause() -> None:
    text = "Annual inflation, which peaked at 9.2% in 2023, slowed to 2.8% in April."

    assert measures(text) == {"9.2%": "inflation", "2.8%": "inflation"}
