"""Numbers that are no figures, each with its reason."""

from __future__ import annotations

import pytest

from tests.engine.quantity_rows import dismissals, quantities

DISMISSED = [
    ("She was 85.", "85", "age"),
    ("He will be 35 by the end of the year.", "35", "age"),
    ("A boy of 16 was freed.", "16", "age"),
    ("A woman of 27 lost her fight for life.", "27", "age"),
    ("Anna Berg, 39, won.", "39", "age"),
    ("The 34-year-old was jailed.", "34", "age"),
    ("Her mother, 77, died in the crash.", "77", "age"),
    ("The shots killed Ada Maria Lund, 40.", "40", "age"),
    ("At about 9: 25 Thursday morning the siren went.", "25", "part of a time of day"),
    ("At 9.25 a. m. the siren went.", "9.25", "part of a time of day"),
    ("Ada Lund, the mayor, is 58.", "58", "age"),
    ("Ada Lund is 58.", "58", "age"),
    ("It helped adults over 65 but not the young.", "65", "age"),
    ("The gate fell at half-time of the derby.", "half", "part of a phrase"),
    ("They met at 22 Alder Road.", "22", "address"),
    ("She won 6-4, 3-6, 7-5.", "6", "score"),
    ("He rang at 3:09 AM.", "3", "part of a time of day"),
    ("He rang at 3: 09 AM.", "3", "time of day or ratio"),
    ("The two states agreed.", "two", "refers to those named before"),
    ("Two Western officials said so.", "Two", "counts the sources of the report"),
    ("They met at Three Mile Island again.", "Three", "part of a name"),
    ("One of the guards spoke.", "One", "one of a group"),
    ("They stay in the bottom three.", "three", "place in a ranking"),
    ("She lives at 49 Zorro Creek Road now.", "49", "address"),
    ("It won the match 3-2.", "3", "score"),
    ("See page 5 of the file.", "5", "number of a section, a page or the like"),
    ("They led in the second half of the game.", "half", "part of a phrase"),
    ("1. The plan", "1", "mark of a list"),
    ("1 ) The plan", "1", "mark of a list"),
    ("It caused 2,300 deaths, give or take 400.", "400", "tolerance of the figure before"),
]


@pytest.mark.parametrize(("text", "exact", "reason"), DISMISSED, ids=[row[0] for row in DISMISSED])
def test_number_is_dismissed_with_its_reason(text: str, exact: str, reason: str) -> None:
    assert (exact, reason) in dismissals(text)


KEPT = [
    ("The two soldiers were killed.", 1),
    ("The two were arrested.", 1),
    ("Three died and five were hurt.", 2),
    ("The toll is 58.", 1),
    ("Of the mothers, 77 died.", 1),
    ("Six people drowned.", 1),
    ("They voted in Orlo and Velm, 40.", 1),
    ("It was lost at a rate of 9: 25 of them failed.", 2),
    ("Two officials were killed.", 1),
    ("He put one hand on the wheel.", 1),
]


@pytest.mark.parametrize(("text", "count"), KEPT, ids=[row[0] for row in KEPT])
def test_figure_that_looks_alike_is_kept(text: str, count: int) -> None:
    assert len(quantities(text)) == count
