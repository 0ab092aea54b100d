"""Measures that several words say together, in sentences of the project's own."""

from __future__ import annotations

import pytest

from claimtrack.engine.records import Modality
from tests.engine.figures import figures, measures


@pytest.mark.parametrize(
    ("text", "exact", "key"),
    [
        ("About 900 people joined the march.", "About 900 people", "attended"),
        ("About 900 people joined the club.", "About 900 people", "joining"),
        ("Some 5,000 homes lost power.", "Some 5,000 homes", "without-power"),
        ("Nearly 40 runners finished the race.", "Nearly 40 runners", "completed"),
        ("They swindled a widow out of €90,000.", "€90,000", "stolen"),
        ("Bonde agreed to acquire its rival for $3bn.", "$3bn", "deal"),
        ("The court sentenced Ivo Parr to nine years.", "nine years", "sentence"),
        ("A judge handed the driver six years.", "six years", "sentence"),
        ("The soup made 70 guests ill.", "70 guests", "infected"),
        ("The blast left 11 guards with burns.", "11 guards", "wounded"),
        ("Shares in Tarn shed a fifth of their value.", "a fifth", "shares"),
        ("Also killed were two guards.", "two guards", "killed"),
        ("Left without power were 800 farms.", "800 farms", "without-power"),
        ("Spoiled papers, 4,000 of them, were burned.", "4,000", "spoiled-ballots"),
        ("The drugs have a street value that officials put at $9m.", "$9m", "value"),
        ("Under the new budget, spending would rise to $2bn.", "$2bn", "spending"),
        ("Petrol costs drivers in Ardley nearly $2 today.", "nearly $2", "cost"),
        ("Bread sells at $4 a kilo.", "$4 a kilo", "price"),
        ("Evacuation orders that covered 7,500 people stand.", "7,500 people", "evacuated"),
        ("The brigade was short of 1,200 rifles.", "1,200 rifles", "shortage"),
        ("They moved 300 people out of Deller.", "300 people", "evacuated"),
        ("Seven civilians were killed in the fighting.", "Seven civilians", "killed"),
        ("The bank must pay the city $9m.", "$9m", "ordered-to-pay"),
        ("The bank must pay a $9m penalty.", "$9m", "fine"),
        ("What investors had lost came to $2.8m.", "$2.8m", "loss"),
        ("The council listed 73 dead by name.", "73 dead", "killed"),
        ("Police found 3 kg of heroin.", "3 kg", "seized"),
        ("Divers found 3 kg of coral.", "3 kg", ""),
        ("Police detained 30 people in the raids.", "30 people", "arrested"),
        ("The army detained 30 people.", "30 people", "detained"),
        ("Hackers copied the files of 900 patients.", "900 patients", "breached"),
        ("She studied the files of 900 patients.", "900 patients", "patients"),
        ("Kit Amber, who drove the van, was given nine years.", "nine years", "sentence"),
        ("Kit Amber got 11 years and blew a kiss.", "11 years", "sentence"),
        ("She was given two years to repay the loan.", "two years", "duration"),
        ("The core could be as old as 900 years.", "as old as 900 years", "age"),
        ("Flood toll in the Karn valley reaches 37", "37", "killed"),
        ("Police put the number of demonstrators in Orlo at 900.", "900", "attended"),
        ("The town's gauge caught 84 millimetres.", "84 millimetres", "rainfall"),
        ("Nine guards wounded in Friday's raid on Orlo died.", "Nine guards", "killed"),
        ("They hurled 40 rockets at the port.", "40 rockets", "fired"),
        ("Four masked men took part in the raid.", "Four masked men", "perpetrators"),
        ("Six men had carried out the robbery.", "Six men", "perpetrators"),
        ("Some 300 people may have been exposed to the bug.", "Some 300 people", "exposed"),
        ("Up to 1,400 jobs could go at the mill.", "Up to 1,400 jobs", "laid-off"),
    ],
)
def test_measure_is_said_by_several_words(text: str, exact: str, key: str) -> None:
    assert measures(text)[exact] == key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("About 60 percent of voters turned out on Sunday.", "turnout"),
        ("Ninety percent of the crew voted.", "turnout"),
        ("Just 38 percent of those registered turned up at the polls.", "turnout"),
        ("Some 54 percent voted for the treaty.", "votes"),
    ],
)
def test_share_of_those_who_voted_is_a_turnout(text: str, key: str) -> None:
    assert list(measures(text).values()) == [key]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Of the 90 recruits sent to the front, only 31 have come home.",
            {"90 recruits": "deployed", "only 31": "returned"},
        ),
        (
            "Of 118 complaints lodged since May, exactly two led to charges.",
            {"118 complaints": "complaints", "exactly two": "led"},
        ),
        (
            "Six of the ferry's 143 passengers are unaccounted for.",
            {"Six": "missing", "143 passengers": "on-board"},
        ),
        (
            "The mission involved 84 aircraft, of which 71 were downed.",
            {"84 aircraft": "aircraft", "71": "shot-down"},
        ),
        (
            "The firm will shed 1,450 jobs, about 8% of the workforce, by June.",
            {"1,450 jobs": "laid-off", "about 8%": "laid-off"},
        ),
        (
            "Deaths reached 1,150, the office said, revising an earlier count of 930.",
            {"1,150": "killed", "930": "killed"},
        ),
        (
            "Power failed in 9,000 homes here and a third of that number across the river.",
            {"9,000 homes": "without-power", "a third": "without-power"},
        ),
    ],
)
def test_part_and_whole_have_the_measure_that_each_is_given(
    text: str, expected: dict[str, str]
) -> None:
    assert measures(text) == expected


@pytest.mark.parametrize(
    ("text", "exact", "key"),
    [
        ("She cleared 2.03 metres.", "2.03 metres", "height"),
        ("The probe will fly within 900 km of Mars.", "within 900 km", "distance-mars"),
        ("The probe will pass 900 km from Mars.", "900 km", "distance-mars"),
        ("It is a planet 2.3 times the mass of ours.", "2.3 times", "mass"),
        ("The moths chose well in 70% of trials.", "70%", "chosen"),
        ("He slept for four hours.", "four hours", "duration-slept"),
    ],
)
def test_open_measure_is_that_of_the_verb_or_the_property(text: str, exact: str, key: str) -> None:
    assert measures(text)[exact] == key


@pytest.mark.parametrize(
    ("text", "exact", "modality"),
    [
        ("Villagers feared that 80 men were buried.", "80 men", Modality.POSSIBLE),
        ("Rangers want to plant 900 trees.", "900 trees", Modality.PLANNED),
        ("It will close two mills and shed 90 jobs.", "90 jobs", Modality.PLANNED),
        ("The toll will reach 90, the agency forecasts.", "90", Modality.PLANNED),
        ("Bills cost £90 a head, the regulator forecasts.", "£90 a head", Modality.ESTIMATED),
        ("The mayor will not extend the 15-cent rebate.", "15-cent", Modality.ASSERTED),
        ("The transfer, worth an initial €54m, is done.", "€54m", Modality.ASSERTED),
        ("Damage from the quake, a magnitude 6.3, could grow.", "magnitude 6.3", Modality.ASSERTED),
    ],
)
def test_modality_is_that_of_the_words_which_speak_of_the_figure(
    text: str, exact: str, modality: Modality
) -> None:
    assert figures(text)[exact].modality is modality
