"""How firmly a figure is claimed."""

from __future__ import annotations

import pytest

from claimtrack.engine.records import Modality
from tests.engine.figures import figures


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("At least 30 people were killed.", Modality.ASSERTED),
        ("Over 1,000 troops may have died.", Modality.POSSIBLE),
        ("The storm could cost $3bn.", Modality.POSSIBLE),
        ("As many as 40 miners are feared dead.", Modality.POSSIBLE),
        ("Sea levels could rise by 40 centimetres.", Modality.POSSIBLE),
        ("The police could account for 64,000 visitors.", Modality.ASSERTED),
        ("The plant could account for 30% of sales.", Modality.POSSIBLE),
        ("The army will send 500 soldiers.", Modality.PLANNED),
        ("The army is set to send 500 soldiers.", Modality.PLANNED),
        ("The company plans to cut 1,200 jobs.", Modality.PLANNED),
        ("An estimated 12,000 people fled.", Modality.ESTIMATED),
        ("A lawmaker estimated the dead at 600.", Modality.ESTIMATED),
        ("According to preliminary data, 3,000 soldiers were killed.", Modality.ESTIMATED),
        ("The mayor denied that 60 civilians were killed.", Modality.DENIED),
        ("The police did not arrest 60 people.", Modality.DENIED),
    ],
)
def test_modality_is_read_from_the_words_about_a_figure(text: str, modality: Modality) -> None:
    (claim,) = figures(text).values()

    assert claim.modality is modality


def test_modality_of_a_verb_is_shared_with_the_one_behind_and() -> None:
    claims = figures("The storm could cause $3bn in damage and leave 200,000 homes without power.")

    assert {claim.modality for claim in claims.values()} == {Modality.POSSIBLE}


def test_modality_of_a_settled_finding_is_asserted() -> None:
    claims = figures("The agency has estimated that around 15,000 people are working there.")

    assert claims["around 15,000 people"].modality is Modality.ASSERTED


def test_modality_of_who_plans_is_asserted() -> None:
    claims = figures("Twelve nations agreed to protect 30% of the sea.")

    assert claims["Twelve nations"].modality is Modality.ASSERTED


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Output is forecast to shrink to 2 million tonnes.", Modality.ESTIMATED),
        ("The repairs are likely to cost $3bn.", Modality.POSSIBLE),
        ("There is a 20% chance of snow.", Modality.POSSIBLE),
        ("The firms are in talks over a deal that would create 400 jobs.", Modality.POSSIBLE),
        ("Around 700 posts are at risk.", Modality.POSSIBLE),
        ("The plan calls for 60 bridges.", Modality.PLANNED),
        ("The mayor dismissed reports that 15 miners had died.", Modality.DENIED),
        ("Claims of 900 dead are baseless.", Modality.DENIED),
        ("Some 40 runners could not finish.", Modality.ASSERTED),
    ],
)
def test_modality_is_read_from_what_leads_the_verb_or_judges_the_claim(
    text: str, modality: Modality
) -> None:
    (claim,) = figures(text).values()

    assert claim.modality is modality


def test_modality_of_a_verb_leaves_what_is_given_alone() -> None:
    threshold = figures("Only three lists are expected to clear the 4% hurdle.")
    base = figures("The city aims to recycle 70% of its waste, up from 45% today.")
    aside = figures("The club, with 900 members, will spend $2m on a pool.")

    assert threshold["4%"].modality is Modality.ASSERTED
    assert {text: claim.modality for text, claim in base.items()} == {
        "70%": Modality.PLANNED,
        "45%": Modality.ASSERTED,
    }
    assert [claim.modality for claim in aside.values()] == [Modality.ASSERTED, Modality.PLANNED]


def test_modality_is_shared_in_a_headline_without_and() -> None:
    claims = figures("Brewer to spend $4.5m, hire 120 in port town")

    assert {claim.modality for claim in claims.values()} == {Modality.PLANNED}
