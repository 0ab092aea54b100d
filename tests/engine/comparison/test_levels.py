from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from claimtrack.engine.compare import compare
from claimtrack.engine.comparison.levels import FIGURE_LEVELS, LAST_LEVEL, WORD_LEVELS
from claimtrack.engine.policy import DEFAULT_POLICY
from claimtrack.engine.records import Assertion, Comparison, Relation, Span
from tests.engine.assertions import assertion

BASE = {
    "exact": "900",
    "figure": "=900",
    "measure": "killed",
    "who": "valdorian troop",
    "place": "spain",
    "by": "mayor",
    "report": "r1",
    "on": "2031-03-04",
}
OTHER = BASE | {"exact": "2,000", "figure": "=2000", "by": "police", "report": "r2"}


def compared(a: dict[str, Any], b: dict[str, Any]) -> Comparison:
    return compare(assertion(BASE | a), assertion(OTHER | b), DEFAULT_POLICY)


def test_gate_asks_in_the_order_of_the_design() -> None:
    names = [level.name for level in FIGURE_LEVELS]
    gate = [name for name in names if name.startswith("different") or name == "part_of"]
    assert gate == [
        "different_unit",
        "different_base",
        "different_measure",
        "different_population",
        "different_place",
        "different_window",
        "different_basis",
        "part_of",
        "different_story",
        "different_owner",
    ]
    assert len(set(names)) == len(names)


def test_every_level_has_a_label_to_read() -> None:
    assert all(level.label for level in FIGURE_LEVELS)
    assert LAST_LEVEL.label
    assert all(level.label for level in WORD_LEVELS)


@pytest.mark.parametrize(
    ("changed", "relation", "reason"),
    [
        (
            {"unit": "brigade", "measure": "deployed", "place": "france"},
            Relation.DIFFERENT_UNIT,
            "different unit: person against brigade",
        ),
        (
            {"measure": "wounded", "who": "orlian troop", "place": "france"},
            Relation.DIFFERENT_MEASURE,
            "different measure: killed against wounded",
        ),
        (
            {"who": "orlian troop", "place": "france"},
            Relation.DIFFERENT_POPULATION,
            "different population: valdorian troop against orlian troop",
        ),
        (
            {"place": "france", "window": "the past week: 2031-02-25..2031-03-04"},
            Relation.DIFFERENT_PLACE,
            "different place: spain against france",
        ),
        (
            {"window": "planned", "modality": "planned"},
            Relation.DIFFERENT_WINDOW,
            "different window: to date against planned",
        ),
        (
            {"modality": "possible"},
            Relation.DIFFERENT_BASIS,
            "different basis: “2,000” is a possibility, “900” is stated as a fact",
        ),
        (
            {"who": "troop"},
            Relation.PART_OF,
            "a part of the other group: valdorian troop among troop",
        ),
    ],
)
def test_first_level_that_differs_names_the_relation(
    changed: dict[str, Any], relation: Relation, reason: str
) -> None:
    comparison = compared({}, changed)
    assert (comparison.relation, comparison.reasons[0].text) == (relation, reason)


def test_figure_and_words_are_of_different_units() -> None:
    words = assertion({"exact": "we will rebuild", "by": "mayor"})
    comparison = compare(assertion(BASE), words, DEFAULT_POLICY)
    assert comparison.relation == Relation.DIFFERENT_UNIT


def test_missing_place_lowers_the_certainty_and_is_named() -> None:
    known, missing = compared({}, {}), compared({}, {"place": ""})
    assert known.relation == missing.relation == Relation.CONTRADICTION
    assert missing.certainty < known.certainty
    assert set(missing.missing) - set(known.missing) == {"the place of “2,000”"}


def test_missing_window_lowers_the_certainty_and_is_named() -> None:
    missing = compared({}, {"window": ""})
    assert missing.relation == Relation.CONTRADICTION
    assert "the window of “2,000”" in missing.missing


def test_stated_as_of_day_leaves_fewer_doubts() -> None:
    guessed = compared({}, {})
    stated = compared({"as_of": "2031-03-04"}, {"as_of": "2031-03-04"})
    assert stated.relation == guessed.relation == Relation.CONTRADICTION
    assert stated.certainty > guessed.certainty
    assert "the as-of days of “900” and “2,000”" in guessed.missing
    assert not any("as-of" in fact for fact in stated.missing)


def test_as_of_day_of_the_text_outweighs_the_date_of_the_report() -> None:
    comparison = compared({"as_of": "2031-02-01"}, {"as_of": "2031-02-20"})
    assert comparison.relation == Relation.UPDATE


def test_people_named_by_nation_may_be_its_troops_among_the_dead_only() -> None:
    dead = compared({}, {"who": "valdorian person"})
    assert dead.relation == Relation.CONTRADICTION
    assert "whether both count the same people" in dead.missing
    sent = compared({"measure": "deployed"}, {"measure": "deployed", "who": "valdorian person"})
    assert sent.relation == Relation.PART_OF


def test_population_that_is_not_stated_lowers_the_certainty() -> None:
    comparison = compared({}, {"who": ""})
    assert comparison.relation == Relation.CONTRADICTION
    assert "the population of “2,000”" in comparison.missing


@pytest.mark.parametrize("word", ["soldier", "serviceman", "military-personnel", "military person"])
def test_wordings_of_troops_are_one_population(word: str) -> None:
    assert compared({}, {"who": f"valdorian {word}"}).relation == Relation.CONTRADICTION


def test_modifier_in_small_letters_ties_nothing_to_one_story() -> None:
    def built(words: str, on: str) -> Assertion:
        record = BASE | {"who": "coastal worker", "place": "", "on": on, "report": on}
        plain = assertion(record)
        told = replace(plain.claim.population, span=Span(0, len(words), words))
        return replace(plain, claim=replace(plain.claim, population=told))

    def relation(words: str) -> Relation:
        pair = built(words, "2031-03-04"), built(words, "2031-05-20")
        return compare(*pair, DEFAULT_POLICY).relation

    assert relation("coastal workers") == Relation.DIFFERENT_WINDOW
    assert relation("Coastal workers") == Relation.COMPATIBLE


def test_place_alone_ties_two_figures_loosely_and_says_so() -> None:
    quake = {"who": "person", "sentence": "The quake killed 900 in the hills."}
    storm = {"who": "person", "sentence": "2,000 died, a hospital counted."}
    loose = compared(quake, storm)
    close = compared(quake, quake | {"sentence": "The quake killed 2,000 in the hills."})
    assert loose.relation == close.relation == Relation.CONTRADICTION
    assert set(loose.missing) - set(close.missing) == {"whether both are of one event"}
    assert loose.certainty < close.certainty


class TestPartAndWhole:
    PART = {"exact": "over 1,000", "figure": ">1000", "window": "90 days", "modality": "possible"}
    WHOLE = {"exact": "600", "figure": "=600"}

    def test_part_above_its_whole_in_one_report_is_raised_with_its_hedge_named(self) -> None:
        comparison = compared(self.PART, self.WHOLE | {"report": "r1", "as_of": "2031-02-01"})
        assert comparison.relation == Relation.CONTRADICTION
        assert comparison.level == "part_above_whole"
        assert "the as-of day of “over 1,000”" in comparison.missing
        assert "whether “over 1,000” is sure" in comparison.missing

    def test_whole_counted_earlier_in_another_report_is_a_different_window(self) -> None:
        comparison = compared(self.PART, self.WHOLE | {"as_of": "2031-02-01"})
        assert comparison.relation == Relation.DIFFERENT_WINDOW

    def test_whole_counted_earlier_than_the_stated_part_is_a_different_window(self) -> None:
        part = self.PART | {"as_of": "2031-03-01"}
        comparison = compared(part, self.WHOLE | {"report": "r1", "as_of": "2031-02-01"})
        assert comparison.relation == Relation.DIFFERENT_WINDOW

    def test_part_below_its_whole_is_a_different_window(self) -> None:
        whole = {"exact": "1,600", "figure": "=1600", "report": "r1"}
        assert compared(self.PART, whole).relation == Relation.DIFFERENT_WINDOW

    def test_killed_above_killed_or_wounded_is_raised(self) -> None:
        whole = {"measure": "killed-or-wounded", "exact": "300", "figure": "=300"}
        assert compared({}, whole).relation == Relation.CONTRADICTION

    def test_scopes_that_cross_are_no_part_and_whole(self) -> None:
        whole = {"measure": "killed-or-wounded", "exact": "300", "figure": "=300"}
        comparison = compared({}, whole | {"place": "valencia"})
        assert comparison.relation == Relation.DIFFERENT_MEASURE


class TestInsideOneReport:
    HEAD = {"section": "headline", "figure": "=900"}
    BODY = {"report": "r1", "at": 100, "exact": "900", "figure": "=900"}

    @pytest.mark.parametrize(
        "body",
        [
            {"measure": "killed-or-wounded"},
            {"measure": "losses"},
            {"figure": "<=900"},
            {"figure": "^900"},
            {"modality": "possible"},
        ],
    )
    def test_headline_that_claims_more_drifts(self, body: dict[str, Any]) -> None:
        assert compared(self.HEAD, self.BODY | body).relation == Relation.MEASURE_DRIFT

    @pytest.mark.parametrize("figure", [">900", ">=900", "~900", "=900"])
    def test_headline_that_claims_no_more_does_not_drift(self, figure: str) -> None:
        assert not compared(self.HEAD, self.BODY | {"figure": figure}).raised

    def test_total_over_a_week_drifts_only_where_the_headline_says_total(self) -> None:
        week = self.BODY | {"window": "the past week: 2031-02-25..2031-03-04"}
        assert compared(self.HEAD | {"window": "total to date"}, week).raised
        assert not compared(self.HEAD, week).raised

    def test_paraphrase_that_claims_more_than_the_quote_drifts(self) -> None:
        quote = self.BODY | {"measure": "killed-or-wounded", "by": "mayor", "quote": "direct"}
        assert compared({}, quote).relation == Relation.MEASURE_DRIFT


def test_unnamed_sources_of_two_outlets_are_not_taken_for_one() -> None:
    unnamed = {"by": "an-official", "unnamed": True}
    later = unnamed | {"exact": "500", "figure": "=500", "on": "2031-03-06"}
    assert compared(unnamed, later).relation == Relation.CONTRADICTION
    named = {"by": "an-official"}
    assert compared(named, later | named | {"unnamed": False}).relation == Relation.REVERSAL


def points_of(a: str, b: str) -> Comparison:
    record = {"measure": "points", "who": "point", "unit": "point"}
    return compared(
        record | {"exact": "31 points", "figure": "=31", "sentence": a},
        record | {"exact": "12 points", "figure": "=12", "sentence": b},
    )


def test_points_of_two_players_that_open_their_sentences_are_of_two() -> None:
    comparison = points_of(
        "Arvo Tamm scored 31 points as the Harbour Kings beat the Mill Town Owls.",
        "Jonas Wiik came off the bench with 12 points for the Harbour Kings.",
    )
    assert comparison.relation == Relation.DIFFERENT_POPULATION
    assert comparison.level == "different_owner"
    assert comparison.reasons[0].text == "of two people or things: Arvo Tamm against Jonas Wiik"


def test_points_of_one_player_in_one_match_are_held_against_each_other() -> None:
    comparison = points_of(
        "Arvo Tamm scored 31 points as the Harbour Kings beat the Mill Town Owls.",
        "Arvo Tamm scored 12 points as the Harbour Kings beat the Mill Town Owls.",
    )
    assert comparison.relation == Relation.CONTRADICTION


def test_points_of_players_named_inside_like_sentences_are_left_open() -> None:
    comparison = points_of(
        "On Tuesday night Tamm scored 31 points as the Harbour Kings beat the Owls.",
        "On Tuesday night Wiik scored 12 points as the Harbour Kings beat the Owls.",
    )
    assert comparison.relation == Relation.CANNOT_TELL
    assert comparison.level == "different_owner"


def test_points_that_may_be_of_two_players_are_left_open() -> None:
    a = {
        "exact": "31 points",
        "figure": "=31",
        "measure": "points",
        "who": "point",
        "unit": "point",
        "sentence": "The guard scored 31 points as the Harbour Kings beat the Mill Town Owls.",
    }
    b = a | {
        "exact": "12 points",
        "figure": "=12",
        "sentence": "He came off the bench with 12 points for the Harbour Kings.",
    }
    comparison = compared(a, b)
    assert comparison.relation == Relation.CANNOT_TELL
    assert comparison.level == "different_owner"
    assert comparison.missing == ("whose figures they are",)


def test_seizure_of_one_day_and_the_total_are_left_open() -> None:
    a = {
        "exact": "9 rifles",
        "figure": "=9",
        "measure": "seized",
        "who": "rifle",
        "unit": "rifle",
        "sentence": "The patrol boat Tern seized 9 rifles in the raid on the trawler.",
    }
    b = a | {
        "exact": "40 rifles",
        "figure": "=40",
        "sentence": "The patrol boat Tern has so far seized 40 rifles from trawlers.",
    }
    assert compared(a, b).level == "different_owner"


def test_two_counts_of_one_seizure_exclude_each_other() -> None:
    a = {
        "exact": "40 rifles",
        "figure": "=40",
        "measure": "seized",
        "who": "rifle",
        "unit": "rifle",
        "sentence": "The patrol boat Tern seized 40 rifles in the raid on the trawler.",
    }
    b = a | {
        "exact": "12 rifles",
        "figure": "=12",
        "sentence": "The patrol boat Tern seized 12 rifles in a raid on the trawler.",
    }
    assert compared(a, b).relation == Relation.CONTRADICTION
