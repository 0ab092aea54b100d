"""Figures that leave unsaid what they measure, because the figure beside them has said it."""

from __future__ import annotations

from datetime import date

import pytest

from claimtrack.engine.extract import extract


def measures(text: str) -> dict[str, str]:
    found = extract(text, published=date(2024, 6, 14), headline_end=0).claims
    return {each.span.exact: each.measure.key for each in found if each.quantity is not None}


@pytest.mark.parametrize(
    ("text", "exact", "measure"),
    [
        ("The raid killed 12 guards, and a further 30 in the port.", "a further 30", "killed"),
        ("The clinic has 14 nurses, but it had 60 before the war.", "60", "nurses"),
        ("Turnout was 61%; by noon it stood at 20%.", "20%", "turnout"),
        (
            "The unemployment rate fell 0.3 percentage points to 5.1%.",
            "0.3 percentage points",
            "unemployment",
        ),
        ("The loan of $3m brings the total so far to $9m.", "$9m", "loan"),
        ("They seized 12 boats. That takes the number to 40.", "40", "seized"),
        ("The jackpot rose to $3m, and the two finders are to get $1m each.", "$1m", "prize"),
        ("Shares fell 4% at first, but they closed 1% higher at $23.", "1%", "shares"),
        ("Shares fell 4% at first, but they closed 1% higher at $23.", "$23", "shares"),
        ("He led by nine seconds but lost 20 seconds on the last lap.", "20 seconds", "lead"),
        ("A third of the 60 people killed were children.", "A third", "killed"),
        ("Hotels brought in half of revenue, some $40m, last year.", "some $40m", "revenue"),
        (
            "The mine emitted 300 tonnes of methane, three times the limit.",
            "three times",
            "emissions",
        ),
        ("The inn hired 12 guides and may take on ten more.", "ten", "hired"),
        ("The tunnel trapped 40 men, but all but two got out.", "two", "trapped"),
        ("Two men and a girl drowned when the boat sank.", "Two men", "killed"),
        ("The flood is said to have cost the county $40m.", "$40m", "cost"),
        ("Two brothers together own 12% of the firm.", "12%", "stake"),
    ],
)
def test_figure_takes_what_is_measured_from_beside_it(text: str, exact: str, measure: str) -> None:
    assert measures(text)[exact] == measure


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("The raid killed 12 guards; six had left before.", "six"),
        ("Police charged 40 men and expect “hundreds” more arrests.", "hundreds"),
        ("The raid killed 12 guards, which brings the number of arrests to 40.", "40"),
    ],
)
def test_figure_with_words_of_its_own_takes_no_measure_from_another(text: str, exact: str) -> None:
    assert measures(text)[exact] not in {"killed", "charged"}


@pytest.mark.parametrize("words", ["it was 15", "there were 15"])
def test_figure_of_a_pronoun_is_of_what_was_counted_before(words: str) -> None:
    text = f"The mayor said 12 people had died, but the governor said {words}."

    assert measures(text)["15"] == "killed"
