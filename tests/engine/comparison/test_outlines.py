"""Figures that lie apart whatever their words say, told by a few facts of either."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.engine.compare import compare
from claimtrack.engine.comparison.outlines import Outline, lie_apart
from claimtrack.engine.policy import DEFAULT_POLICY
from claimtrack.engine.records import RAISED
from tests.engine.assertions import assertion


def outline(utterer: str, measure: str, place: str, *edges: int) -> Outline:
    return Outline(utterer, measure, place, frozenset(map(Decimal, edges)))


@pytest.mark.parametrize(
    ("a", "b", "apart"),
    [
        (("army", "killed", "kursk", 40), ("mayor", "killed", "odesa", 12), True),
        (("army", "killed", "kursk", 40), ("mayor", "killed", "russia", 12), False),
        (("army", "killed", "kursk", 40), ("mayor", "killed", "", 12), False),
        (("army", "killed", "kursk", 40), ("army", "killed", "odesa", 12), True),
        (("army", "killed", "kursk", 40), ("mayor", "killed", "odesa", 40), False),
        (("army", "killed", "kursk", 40), ("mayor", "killed", "odesa"), False),
        (("army", "killed", "", 40), ("mayor", "wounded", "", 12), True),
        (("army", "killed", "", 40), ("mayor", "arrested", "", 12), True),
        (("army", "killed", "", 40), ("army", "wounded", "", 12), True),
        (("army", "killed", "", 40), ("army", "wounded", "", 40), False),
        (("army", "killed", "", 40), ("mayor", "killed-or-wounded", "", 12), False),
        (("army", "killed", "", 40), ("mayor", "losses", "", 12), False),
        (("army", "killed", "", 40), ("mayor", "floated", "", 12), False),
        (("army", "killed", "", 40), ("mayor", "", "", 12), False),
        (("army", "arrested", "", 40), ("mayor", "evacuated", "", 12), True),
        (("army", "arrested", "", 40), ("army", "evacuated", "", 12), True),
        (("army", "displaced", "", 40), ("mayor", "evacuated", "", 12), False),
        (("army", "shots", "", 40), ("mayor", "fires", "", 12), False),
    ],
)
def test_figures_lie_apart_by_place_or_by_measure_unless_the_figure_stays(
    a: tuple[str, str, str, int], b: tuple[str, str, str, int], *, apart: bool
) -> None:
    assert lie_apart(outline(*a), outline(*b)) is apart
    assert lie_apart(outline(*b), outline(*a)) is apart


FACTS = st.fixed_dictionaries(
    {
        "exact": st.just("40 people"),
        "figure": st.sampled_from(["=40", "=12", ">=90", "~38", "10..14"]),
        "measure": st.sampled_from(
            [
                "killed",
                "wounded",
                "killed-or-wounded",
                "losses",
                "missing",
                "arrested",
                "evacuated",
                "displaced",
                "shots",
                "fires",
            ]
        ),
        "who": st.sampled_from(["person", "woman", "valdorian troop"]),
        "place": st.sampled_from(["", "kursk", "russia", "odesa"]),
        "by": st.sampled_from(["army", "mayor", "police"]),
        "report": st.sampled_from(["r1", "r2", "r3"]),
        "on": st.sampled_from(["2031-03-04", "2031-03-05", "2031-03-11"]),
    }
)


@given(a=FACTS, b=FACTS)
def test_nothing_that_lies_apart_in_two_reports_would_be_raised(
    a: dict[str, str], b: dict[str, str]
) -> None:
    one, two = assertion(a), assertion(b)
    if a["report"] != b["report"] and lie_apart(Outline.of(one), Outline.of(two)):
        assert compare(one, two, DEFAULT_POLICY).relation not in RAISED
