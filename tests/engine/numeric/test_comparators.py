"""The words around a figure: how they bound it, and whether it is a movement."""

from __future__ import annotations

import pytest

from tests.engine.quantity_rows import bounds, quantities

BOUNDED = [
    ("Over 120 were hurt.", "more than", "(120, ∞)"),
    ("At least 43 people died.", "at least", "[43, ∞)"),
    ("Up to 4,000 jobs will go.", "at most", "(-∞, 4000]"),
    ("As many as 90 houses burned.", "at most", "(-∞, 90]"),
    ("Fewer than 300 votes separate them.", "less than", "(-∞, 300)"),
    ("Nearly 7,000 fled.", "nearly", "(-∞, 7000)"),
    ("Approaching 500 cases were found.", "nearly", "(-∞, 500)"),
    ("About 1,100 troops arrived.", "about", "[1100, 1100]"),
    ("Some 300 families left.", "about", "[300, 300]"),
    ("It took some eight and a half minutes.", "about", "[8.5, 8.5]"),
    ("Some five of them stayed.", "equal", "[5, 5]"),
    ("The tent holds 200 or more.", "at least", "[200, ∞)"),
    ("He holds 23.5% and more than a third of the votes.", "equal", "[23.5, 23.5]"),
    ("The sub-500 sq m market is busy.", "less than", "(-∞, 500)"),
    ("It fell short of the 240 seats that were forecast.", "equal", "[240, 240]"),
    ("The wage goes up to $15 in July.", "equal", "[15, 15]"),
    ("The huts lay under six metres of mud.", "equal", "[6, 6]"),
    ("The storm caused 2,300 deaths, give or take 400.", "about", "[2300, 2300]"),
    ("Barely 12 people came.", "equal", "[12, 12]"),
    ("More than 100 but fewer than 200 people came.", "between", "(100, 200)"),
    ("They want at most 100 and at least 20 boats.", "between", "[20, 100]"),
    ("Dozens of homes burned.", "vague", "[24, 99]"),
    ("Between 10,000 and 12,000 troops crossed.", "between", "[10000, 12000]"),
    ("A force of 10-12,000 troops crossed.", "between", "[10000, 12000]"),
    ("Rates from 3% to 5% are usual.", "between", "[3, 5]"),
    ("The death toll has passed 300, the ministry said.", "more than", "(300, ∞)"),
    ("Measles cases pass 400 in Velm", "more than", "(400, ∞)"),
    ("Sales crossed 2 billion in May.", "more than", "(2000000000, ∞)"),
    ("Parliament passed 12 bills on Monday.", "equal", "[12, 12]"),
    ("The convoy crossed 12 rivers.", "equal", "[12, 12]"),
]


@pytest.mark.parametrize(
    ("text", "comparator", "interval"), BOUNDED, ids=[row[0] for row in BOUNDED]
)
def test_words_bound_the_figure(text: str, comparator: str, interval: str) -> None:
    (quantity, *_) = quantities(text)

    assert (quantity.comparator, bounds(quantity)) == (comparator, interval)


def test_bracket_repeats_the_bound_in_another_unit() -> None:
    miles, kilometres = quantities("The wall runs for more than 8 miles (13 kilometres).")

    assert (bounds(miles), bounds(kilometres)) == ("(8, ∞)", "(13, ∞)")


MOVED = [
    ("Shares rose 4% to 1,200.", ["up", ""]),
    ("The bank raised its main rate by 25 basis points.", ["up"]),
    ("Sales fell for a second month, by 0.7%.", ["down"]),
    ("Mice that ate 30% less lived up to 20% longer.", ["down", "up"]),
    ("A 3% drop followed.", ["down"]),
    ("Growth gave way to a contraction of 1.5 percent.", ["down"]),
    ("Oil sank below $80.", [""]),
    ("She raised $18 million.", [""]),
    ("He lost 12 soldiers.", [""]),
    ("Jobs grew by 1,200 posts or 2.2 per cent.", ["up", "up"]),
    ("The work went on for five weeks this fall.", [""]),
    ("In London: miners -1.3%, banks +0.2%.", ["down", "up"]),
]


@pytest.mark.parametrize(("text", "changes"), MOVED, ids=[row[0] for row in MOVED])
def test_words_make_a_movement(text: str, changes: list[str]) -> None:
    assert [quantity.change.value for quantity in quantities(text)] == changes
