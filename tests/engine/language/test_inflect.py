"""The forms of verbs that name open measures."""

from __future__ import annotations

import pytest

from claimtrack.engine.language.inflect import gerund, past_participle


@pytest.mark.parametrize(
    ("verb", "participle"),
    [
        ("cancel", "cancelled"),
        ("carry", "carried"),
        ("steal", "stolen"),
        ("drank", "drunk"),
        ("shot", "shot"),
        ("found", "found"),
    ],
)
def test_participle_is_that_of_the_verb_or_of_its_past_form(verb: str, participle: str) -> None:
    assert past_participle(verb) == participle


def test_gerund_doubles_the_last_letter_of_a_short_verb() -> None:
    assert (gerund("storm"), gerund("grab"), gerund("leave")) == ("storming", "grabbing", "leaving")
