"""Among whom or what a figure counts."""

from __future__ import annotations

import pytest

from claimtrack.engine.facets.populations import head_class, names_people
from tests.engine.figures import figures


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("More than 3,000 North Korean soldiers have been killed.", "north-korean troop"),
        ("More than 3,000 North Korean troops have been killed.", "north-korean troop"),
        ("About 15,000 North Koreans are working in Russia.", "north-korean person"),
        ("At least 30 people died.", "person"),
        ("Some 5,000 military construction workers arrived.", "construction military worker"),
        ("Twelve Palestinian children were killed.", "palestinian child"),
        ("More than 400 homes were destroyed.", "home"),
    ],
)
def test_population_is_head_and_modifiers(text: str, key: str) -> None:
    (claim,) = figures(text).values()

    assert claim.population.key == key


def test_population_of_an_elided_noun_is_taken_from_the_figure_before_it() -> None:
    claims = figures("About 300 North Korean soldiers were killed and 2,700 wounded.")

    wounded = claims["2,700 wounded"]
    assert wounded.population.key == "north-korean troop"
    assert wounded.population.inferred != ""


def test_population_of_a_measure_is_read_from_its_noun() -> None:
    claims = figures("He put total North Korean casualties at 4,700, including 600 deaths.")

    assert claims["4,700"].population.key == "north-korean person"
    assert claims["4,700"].population.span is not None
    assert claims["600 deaths"].population.key == "north-korean person"


def test_population_named_in_the_sentence_before_is_taken_up() -> None:
    claims = figures(
        "North Korean troops have joined the battle. About 100 soldiers were killed on Monday."
    )

    assert claims["About 100 soldiers"].population.key == "north-korean troop"
    assert "North Korean" in claims["About 100 soldiers"].population.inferred


def test_population_is_not_taken_up_where_two_armies_fight() -> None:
    claims = figures(
        "Ukrainian troops and Russian troops fight for the town. "
        "The siege is in its third month. Nobody leaves the cellars by day. "
        "About 100 soldiers were killed on Monday."
    )

    assert claims["About 100 soldiers"].population.key == "troop"


def test_population_of_soldiers_that_a_state_sends_is_its_own() -> None:
    claims = figures("North Korea will send 6,000 soldiers to Russia.")

    assert claims["6,000 soldiers"].population.key == "north-korean troop"
    assert claims["6,000 soldiers"].population.inferred == "North Korea sends them"


def test_population_of_people_without_a_group_is_anybody_and_says_so() -> None:
    (claim,) = figures("The death toll rose to 87.").values()

    assert claim.population.key == "person"
    assert claim.population.inferred != ""


def test_population_heads_of_one_class_are_one() -> None:
    assert {head_class(word) for word in ("soldier", "troop", "serviceman")} == {"troop"}


@pytest.mark.parametrize(
    ("noun", "people"),
    [("deminer", True), ("lawmaker", True), ("helicopter", False), ("home", False)],
)
def test_population_nouns_for_people_are_told_from_things(noun: str, *, people: bool) -> None:
    assert names_people(noun) is people


@pytest.mark.parametrize(
    ("text", "figure", "label"),
    [
        (
            "North Korea will send 1,000 military construction workers.",
            "1,000 military construction workers",
            "North Korean military construction workers",
        ),
        (
            "North Korean troops fought in the town. About 3,000 were killed.",
            "About 3,000",
            "North Korean troops",
        ),
    ],
)
def test_population_taken_from_elsewhere_reads_as_a_person_would_say_it(
    text: str, figure: str, label: str
) -> None:
    population = figures(text)[figure].population

    assert population.label == label
    assert population.inferred


@pytest.mark.parametrize(
    ("text", "figure", "key"),
    [
        ("Two in five farmers sold cattle.", "Two in five", "farmer"),
        ("Only 3% of reported burglaries last year led to a trial.", "Only 3%", "burglary"),
        ("Of the 80 passengers who were hurt, 12 were children.", "12", "child"),
    ],
)
def test_population_stands_behind_a_ratio_a_share_or_a_bare_count(
    text: str, figure: str, key: str
) -> None:
    assert figures(text)[figure].population.key == key
