"""Notes in which a report takes back what an earlier version of it said."""

from __future__ import annotations

from datetime import date

import pytest

from claimtrack.engine.extract import extract
from claimtrack.engine.language.corrections import TAKEN_BACK, taken_back

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
        ("The earlier version of the law named 14 offices.", []),
        ("The report originally due in May counts 14 dead.", []),
        ("An earlier version of this report misspelt a name.\nPolice said 14 died.", None),
    ],
)
def test_what_is_taken_back_ends_where_it_is_put_right(
    text: str, stretches: list[str] | None
) -> None:
    found = [span.exact for span in taken_back(text)]
    wanted = ["earlier version of this report misspelt a name"] if stretches is None else stretches
    assert found == wanted


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
