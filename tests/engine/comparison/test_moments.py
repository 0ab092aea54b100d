"""Times that two statements name, and sentences that know of another count."""

from __future__ import annotations

import pytest

from claimtrack.engine.comparison.moments import Moment, moments_named, moments_of
from claimtrack.engine.comparison.rivals import tells_of_rival
from tests.engine.assertions import assertion
from tests.engine.comparison.test_gate import A, B


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (
            "by ten o'clock on Tuesday night",
            {("day", "tuesday"), ("hour", "10"), ("part", "night")},
        ),
        ("by Tuesday at 10 p.m.", {("day", "tuesday"), ("hour", "10")}),
        ("at 22:15 on 8 July", {("hour", "10"), ("date", "8 july"), ("month", "july")}),
        ("since July 8", {("date", "8 july"), ("month", "july")}),
        ("up to midday", {("part", "noon")}),
        ("by the end of next year", {("period", "next year"), ("end", "end")}),
        ("it may close in 2033", {("year", "2033")}),
        ("on May 3 it may close", {("date", "3 may")}),
        ("12 people died", set()),
    ],
)
def test_times_are_read_by_their_names(text: str, named: set[tuple[str, str]]) -> None:
    assert moments_named(text) == {Moment(*each) for each in named}


def test_times_are_laid_side_by_side_within_each_statement() -> None:
    one = assertion(A | {"sentence": "The blast killed 12 people by Tuesday noon."})
    two = assertion(B | {"sentence": "The blast killed 31 people by midday on Tuesday."})
    found = moments_of(one, two)
    assert (found.common, found.around) == (2, 0)
    assert not found.apart | found.one_sided
    other = assertion(B | {"sentence": "The blast killed 31 people by Friday evening."})
    assert moments_of(one, other).apart == {"day", "part"}
    assert moments_of(one, assertion(B)).one_sided == {"day", "part"}


@pytest.mark.parametrize(
    ("sentence", "rival"),
    [
        ("31 people died, far above the figure of the ministry.", True),
        ("By its own count 31 people died.", True),
        ("The union put the number of dead at 31 people.", True),
        ("Only 31 people are missing, not the number given out on Monday.", True),
        ("31 people died in the fire.", False),
        ("The storm killed 31 people and cut off two towns.", False),
    ],
)
def test_sentence_may_know_of_another_count(sentence: str, rival: bool) -> None:  # noqa: FBT001 - a row
    claim = assertion(B | {"sentence": sentence}).claim
    assert tells_of_rival(claim) is rival
