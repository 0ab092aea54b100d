"""Notes in which a report takes back what an earlier version of it said."""

from __future__ import annotations

from datetime import date

import pytest

from claimtrack.engine.extract import extract
from claimtrack.engine.language.corrections import TAKEN_BACK, taken_back
from claimtrack.engine.language.text import split_sentences

DAY = date(2031, 5, 6)


@pytest.mark.parametrize(
    ("text", "stretches"),
    [
        (
            "An earlier version of this report said 14 people had died; the number is 12.",
            ["earlier version of this report said 14 people had died"],
        ),
        (
            "Correction: this article originally gave the toll as 14, not 12.",
            ["this article originally gave the toll as 14"],
        ),
        (
            "A previous version of the story put the dead at 14.5 percent, when in fact 12 died.",
            ["previous version of the story put the dead at 14.5 percent"],
        ),
        (
            "(An earlier version of this report said 14 people had died.) Police say 12 died.",
            ["earlier version of this report said 14 people had died."],
        ),
        (
            "This article originally said U.S. officials counted 14 dead.",
            ["This article originally said U.S. officials counted 14 dead."],
        ),
        (
            "This post has been updated: an earlier version misstated the toll as 14.",
            ["an earlier version misstated the toll as 14."],
        ),
        (
            "An earlier version of this report said 14 had died, and 40 were hurt in Quell.",
            ["earlier version of this report said 14 had died"],
        ),
    ],
)
def test_what_is_taken_back_ends_where_it_is_put_right(text: str, stretches: list[str]) -> None:
    assert [span.exact for span in taken_back(text, split_sentences(text))] == stretches


@pytest.mark.parametrize(
    "text",
    [
        "The earlier version of the law named 14 offices.",
        "The report originally due in May counts 14 dead.",
        "The UN published its findings. The report first said 14 people died, then 19.",
        "The report originally put the cost at 40 million euros.",
        "An earlier version of the text, which the Senate passed, gave farmers 40 million euros.",
        "The item originally listed at 300 dollars sold for 9,000 dollars.",
    ],
)
def test_what_another_document_said_is_not_taken_back(text: str) -> None:
    assert not taken_back(text, split_sentences(text))


def test_a_figure_that_is_taken_back_is_nobodys_claim_and_is_accounted_for() -> None:
    text = (
        "The blast killed 12 people, police said. "
        "An earlier version of this report said that 14 people had died."
    )
    found = extract(text, published=DAY, headline_end=0)
    figures = [claim.span.exact for claim in found.claims if claim.quantity is not None]
    said = [claim.attribution.utterer.name for claim in found.claims if claim.attribution]
    accounted = {mention.span.exact: mention.reason for mention in found.numbers}
    assert figures == ["12 people"]
    assert set(said) == {"police"}
    assert accounted["14"] == TAKEN_BACK


@pytest.mark.parametrize("who", ["This newspaper", "This station"])
def test_an_outlet_that_speaks_of_itself_is_no_source_of_that_name(who: str) -> None:
    (claim, *_) = extract(f"{who} has learned that 14 people died.", published=DAY).claims
    assert claim.attribution is not None
    assert claim.attribution.utterer.kind == "unnamed"
