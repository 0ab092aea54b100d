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
