"""Where a figure holds."""

from __future__ import annotations

import pytest

from claimtrack.engine.facets.places import people_of, slug
from tests.engine.figures import figures


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("At least 30 people died in Nepal.", "nepal"),
        ("About 300 soldiers were killed in Russia’s war-hit Kursk region.", "kursk-region"),
        ("The country will send 500 soldiers from Ottawa to Latvia.", "latvia"),
        ("In the United States, 40 people were arrested.", "united-states"),
        ("Four people drowned in the capital Vessin.", "vessin"),
        ("Four people drowned in the fishing village of Marl near Vessin.", "marl"),
        ("Four people drowned near Vessin.", "vessin"),
        ("Four people drowned in Vessin, a port in Karsa.", "vessin"),
        ("Four people drowned when a ferry sank in Vessin.", "vessin"),
        ("Nine climbers died in the Arven range.", "arven"),
        ("Four patients died at the Rosk camp.", "rosk"),
        ("Two people died in Sarna County.", "sarna-county"),
        ("Some 40 drivers were fined in Port Sable yesterday.", "port-sable"),
        ("Some 900 fans sang at Alder Park.", "alder-park"),
        ("Three masked men fled into a jeweller on Marn Street.", "marn-street"),
        ("Crews counted 40 new graves at the cemetery at Orlo.", "orlo"),
        ("Four people drowned on the outskirts of Vessin.", "vessin"),
        ("Two guards were hurt at Alder prison.", "alder"),
        ("Nine divers were treated at Santa Orla.", "santa-orla"),
        ("Police seized 2 tonnes of sugar in the port of Velm.", "velm"),
        ("Holmgren laid off 300 people at Tarnex.", ""),
        ("At least 30 people died.", ""),
        ("Seoul said that 30 people had died.", ""),
    ],
)
def test_place_is_that_of_the_phrase_in_the_clause(text: str, key: str) -> None:
    (claim,) = figures(text).values()

    assert claim.place.key == key


def test_place_of_the_dateline_holds_for_the_first_sentence_and_says_so() -> None:
    claims = figures("KABUL — A bomb killed 12 people on Monday.\nThe year has seen 40 attacks.")

    assert claims["12 people"].place.key == "kabul"
    assert claims["12 people"].place.inferred == "the dateline of the report"
    assert claims["40 attacks"].place.key == ""


def test_place_of_a_list_is_shared() -> None:
    claims = figures("The bomb killed 12 people and injured 30 others in Kabul.")

    assert {claim.place.key for claim in claims.values()} == {"kabul"}


def test_place_is_supported_by_its_words() -> None:
    (claim,) = figures("At least 30 people died in the Kursk region.").values()

    assert claim.place.span is not None
    assert claim.place.span.exact == "Kursk region"


@pytest.mark.parametrize(
    ("place", "people"),
    [("north-korea", "north-korean"), ("pyongyang", "north-korean"), ("atlantis", "")],
)
def test_place_a_state_or_its_capital_gives_its_people(place: str, people: str) -> None:
    assert people_of(place) == people


def test_place_keys_are_plain_words() -> None:
    assert slug("Côte d’Ivoire") == "cote-divoire"
