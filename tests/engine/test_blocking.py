from __future__ import annotations

from typing import Any

import pytest

from claimtrack.engine.blocking import (
    Filing,
    blocking_keys,
    question_key,
    question_of,
    wider_question,
)
from tests.engine.assertions import assertion

WAR = {
    "exact": "900 troops",
    "figure": "=900",
    "measure": "killed",
    "who": "valdorian troop",
    "by": "mayor",
    "report": "r1",
    "on": "2031-03-04",
}
CRASH = {
    "exact": "14 people",
    "figure": "=14",
    "measure": "killed",
    "who": "person",
    "sentence": "The crash near Port Amari killed 14 people.",
    "report": "r1",
    "on": "2031-03-04",
}


def meet(a: dict[str, Any], b: dict[str, Any]) -> bool:
    return Filing.of(assertion(a)).meets(Filing.of(assertion(b)))


def test_claims_on_one_telling_population_meet_across_measures_and_months() -> None:
    later = WAR | {"measure": "losses", "on": "2031-07-30", "report": "r2", "by": "police"}
    assert meet(WAR, later)


@pytest.mark.parametrize("days_later", range(0, 15, 2))
def test_neighbours_in_time_meet_wherever_time_is_cut(days_later: int) -> None:
    later = CRASH | {"on": f"2031-03-{4 + days_later:02}", "report": "r2", "by": "police"}
    assert meet(CRASH, later)


def test_people_killed_far_apart_in_another_place_do_not_meet() -> None:
    other = CRASH | {
        "sentence": "A storm over Elsmark drowned 30 sailors, its coastguard reported.",
        "report": "r2",
        "on": "2031-03-05",
    }
    assert not meet(CRASH, other)
    assert not meet(CRASH, CRASH | {"on": "2031-09-05", "report": "r2"})


def test_place_meets_the_country_around_it() -> None:
    town = CRASH | {"place": "valencia", "sentence": "It killed 14 people."}
    country = CRASH | {"place": "spain", "sentence": "In all 20 residents drowned.", "report": "r2"}
    assert meet(town, country)


def test_all_people_of_one_report_meet() -> None:
    other = WAR | {"who": "", "measure": "", "exact": "4,700", "figure": "=4700", "at": 300}
    assert meet(WAR, other)


def test_one_source_meets_itself_years_later() -> None:
    assert meet(WAR, WAR | {"on": "2034-01-01", "report": "r2"})


def test_quotes_that_differ_by_a_word_meet_and_others_do_not() -> None:
    quote = {"exact": "we will never accept this stolen result from anyone", "by": "lund"}
    edited = {"exact": "we will never accept this rigged result from anyone", "by": "weir"}
    other = {"exact": "our lawyers are ready for the courts", "by": "lund", "report": "r3"}
    assert meet(quote, edited | {"report": "r2"})
    assert not meet(quote, other)


def test_paraphrases_of_other_figures_do_not_meet_and_quotes_do() -> None:
    told = {"exact": "the storm over Elsmark drowned 30 sailors", "by": "lund"}
    other = told | {"exact": "the storm over Elsmark drowned 20 sailors", "report": "r2"}
    assert not meet(told, other)
    assert meet(told | {"quote": "direct"}, other | {"quote": "direct"})


def test_quotes_of_which_one_lost_its_negation_meet() -> None:
    quote = {"exact": "none of these is a second Earth", "by": "lund", "quote": "direct"}
    turned = quote | {"exact": "one of these is a second Earth", "report": "r2"}
    assert meet(quote, turned)


def test_what_can_never_be_one_measure_does_not_meet() -> None:
    named = {"who": "person", "place": "lahaina"}
    assert not meet(CRASH | named, CRASH | named | {"measure": "turnout", "report": "r2"})
    assert meet(CRASH | named, CRASH | named | {"measure": "wounded", "report": "r2"})


def test_number_of_keys_of_one_claim_is_bounded() -> None:
    long = "Ana Bel Cid Dun Eve Fay Gus Hal Ida Joy " * 200
    crowded = CRASH | {"sentence": f"{long} 14 people", "place": "lahaina"}
    assert len(blocking_keys(assertion(crowded))) < 40
    words = {"exact": long * 50, "by": "lund"}
    assert len(blocking_keys(assertion(words))) < 40


@pytest.mark.parametrize(
    "changed",
    [
        {"who": "valdorian soldier"},
        {"who": "valdorian serviceman", "measure": "deaths"},
        {"who": "valdorian military-personnel", "figure": ">3000", "by": "police"},
        {"window": ""},
    ],
)
def test_wordings_of_one_question_have_one_key(changed: dict[str, Any]) -> None:
    assert question_key(assertion(WAR | changed)) == question_key(assertion(WAR))


@pytest.mark.parametrize(
    "changed",
    [
        {"measure": "wounded"},
        {"who": "orlian troop"},
        {"window": "the past week: 2031-02-25..2031-03-04"},
        {"unit": "brigade"},
    ],
)
def test_another_scope_is_another_question(changed: dict[str, Any]) -> None:
    assert question_key(assertion(WAR | changed)) != question_key(assertion(WAR))


def test_place_tells_questions_apart_where_the_group_does_not() -> None:
    def asked(**changed: str) -> str:
        return question_key(assertion(WAR | changed))

    assert asked(who="person", place="spain") != asked(who="person", place="portugal")
    assert asked(place="spain") == asked()


def test_title_of_a_question_can_be_read() -> None:
    war = WAR | {"measure": "casualties", "place": "spain"}
    assert question_of(assertion(war)).title == ("Valdorian troops killed or wounded, to date")
    quote = {"exact": "we won’t leave", "by": "ada-lund"}
    assert question_of(assertion(quote)).title == "What Ada Lund said: “we won’t leave”"


def test_raised_pair_bears_on_the_wider_scope() -> None:
    part = assertion(WAR | {"window": "90 days"})
    whole = assertion(WAR)
    assert wider_question(part, whole) == wider_question(whole, part) == question_of(whole)


def test_raised_pair_of_unlike_scopes_bears_on_one_question_from_either_side() -> None:
    a = assertion(WAR | {"measure": "wounded"})
    b = assertion(WAR | {"place": "spain"})
    assert wider_question(a, b) == wider_question(b, a)
