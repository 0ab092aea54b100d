"""A list that does not make its total, and a share in words, from the text to the card."""

from __future__ import annotations

import pytest

from apps.discrepancies.models import Discrepancy
from tests.apps.conftest import check

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "explanation"),
    [
        (
            "Fire destroyed 73 structures -- 44 homes, 19 barns and three shops -- police said.",
            "44 homes + 19 barns + three shops make 66, not “73 structures”",
        ),
        (
            "The 2,400 posts comprise 870 at Tollberg, 640 at Varnes and 320 at head office.",
            "870 + 640 + 320 make 1,830, not “2,400 posts”",
        ),
        (
            "It has €410m for wheat, 190m for maize and 60m for livestock, making 850m in all.",
            "€410m + 190m + 60m cannot make “850m”",
        ),
        (
            "Calder had 1,240 cases by Monday, of which 496, or more than half, were in the port.",
            "“more than half” does not fit “496” of “1,240 cases”",
        ),
        (
            "Of the 186 people on board, seven died, 54 were hurt and 131 walked off, police said.",
            "seven + 54 + 131 make 192, not “186 people”",
        ),
        (
            "Ada Roe won 21,400 votes in Calder and Ivo Lund 18,100, a majority of 4,300.",
            "21,400 votes and 18,100 are 3,300 apart, not “4,300”",
        ),
    ],
)
def test_figures_of_one_sentence_that_do_not_add_up_are_raised(text: str, explanation: str) -> None:
    check(f"Calder counts\n\n{text}", outlet="Harbour Post", external_id="sum")
    (card,) = Discrepancy.objects.filter(kind="arithmetic")
    assert card.explanation.startswith(explanation)
