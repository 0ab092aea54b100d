"""Two passages of one event: what they say of it cannot both hold, agrees, or has little to do."""

from __future__ import annotations

from datetime import date

import pytest

from claimtrack.engine.passages import Stance, compare_passages

DAY = date(2024, 12, 23)


@pytest.mark.parametrize(
    ("a", "b", "stance"),
    [
        (
            "The ferry fire killed 41 passengers.",
            "The ferry fire killed 17 passengers.",
            "conflict",
        ),
        ("Ilse Marn, 71, chairs the council.", "Ilse Marn, 74, chairs the council.", "conflict"),
        ("The mill opened on 3 May 1911.", "The mill opened on 9 May 1911.", "conflict"),
        ("The council approved the bridge.", "The council rejected the bridge.", "conflict"),
        ("Rents in Tarn rose 4%.", "Rents in Tarn rose 9% in the spring.", "conflict"),
        ("The ferry fire killed 41 passengers.", "At least 40 died in the ferry fire.", "agree"),
        ("The mill opened in May 1911.", "The mill opened on 9 May 1911.", "agree"),
        ("Rents in Tarn rose 4%.", "Rents rose 4% in Tarn, the agency said.", "agree"),
        ("The ferry fire killed 41 people.", "The mill employs 900 weavers.", "unrelated"),
        ("The mill opened in May 1911.", "Rents in Tarn rose 4%.", "unrelated"),
    ],
)
def test_passages_are_told_apart(a: str, b: str, stance: str) -> None:
    one = compare_passages(a, b, published=DAY)

    assert one.stance == Stance(stance), one
    assert one == compare_passages(b, a, published=DAY)


def test_figures_that_exclude_each_other_are_the_reason() -> None:
    found = compare_passages(
        "The ferry fire killed 41 passengers.", "The ferry fire killed 17.", published=DAY
    )

    assert {"“41”", "“17”"} <= set(found.reason.split())


@pytest.mark.parametrize("empty", ["", " \n", "!!"])
def test_nothing_is_related_to_nothing(empty: str) -> None:
    assert compare_passages(empty, "The mill opened.", published=DAY).stance is Stance.UNRELATED
