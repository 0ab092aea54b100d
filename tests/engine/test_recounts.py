"""A number alone that is another count of what the sentence before counts."""

from __future__ import annotations

from datetime import date

import pytest

from claimtrack.engine.extract import extract

DAY = date(2031, 5, 6)
COUNTED = "The ministry said on Monday that 12 people had died."


def last_figure(text: str) -> tuple[str, str, str]:
    claims = extract(text, published=DAY, headline_end=0).claims
    claim = [each for each in claims if each.quantity is not None][-1]
    said = claim.attribution.utterer.name if claim.attribution is not None else ""
    return claim.span.exact, claim.measure.key, said


@pytest.mark.parametrize(
    ("then", "figure", "who"),
    [
        ("The mayor gave the number as 27.", "27", "mayor"),
        ("The mayor gave a figure of 27.", "27", "mayor"),
        ("The mayor spoke of 27.", "27", "mayor"),
        ("The mayor said that the toll was 27.", "27", "mayor"),
        ("The mayor claimed as many as 27.", "as many as 27", "mayor"),
        ("Aid workers said the real figure was closer to 27.", "27", "Aid workers"),
    ],
)
def test_another_number_counts_what_the_sentence_before_counts(
    then: str, figure: str, who: str
) -> None:
    assert last_figure(f"{COUNTED} {then}") == (figure, "killed", who)


@pytest.mark.parametrize(
    "then",
    [
        "The mayor said there were 27 in the room.",
        "The mayor said there were 27.",
        "The weather office said it was 27.",
        "The bed count was 27, the mayor said.",
        "The mayor gave the number of schools as 27.",
        "Two hurt men and 40 cars were counted. The mayor gave the number as 27.",
        "The mayor said it was 27 degrees.",
    ],
)
def test_a_number_of_something_else_does_not(then: str) -> None:
    assert last_figure(f"{COUNTED} {then}")[1] != "killed"


def test_who_came_is_counted_anew_by_who_says_that_there_were_so_many() -> None:
    text = "Police said that 18,000 people took part. The unions said there were 75,000."
    assert last_figure(text) == ("75,000", "attended", "unions")


def test_the_number_is_that_of_all_and_of_no_part() -> None:
    text = (
        "The company said 1,200 jobs would go, 400 of them in Norrick; "
        "the union put the number at 1,900."
    )
    claims = extract(text, published=DAY, headline_end=0).claims
    whole, part, other = (each for each in claims if each.quantity is not None)
    assert (whole.place.key, part.place.key, other.place.key) == ("", "norrick", "")
    assert (part.part_of, other.part_of) == (whole.span, None)
    assert other.modality == whole.modality == "planned"
