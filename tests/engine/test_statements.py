from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.engine.compare import compare
from claimtrack.engine.policy import DEFAULT_POLICY, Policy
from claimtrack.engine.statements import group_statements, kept_apart, statement_key
from tests.engine.assertions import assertion

CLAIM = {
    "exact": "more than 900 soldiers",
    "figure": ">900",
    "measure": "killed",
    "who": "valdorian soldier",
    "by": "mayor",
    "report": "r1",
    "on": "2031-03-04",
}


def key(**changed: Any) -> str:
    return statement_key(assertion(CLAIM | changed))


@pytest.mark.parametrize(
    "changed",
    [
        {"exact": "over 900 troops", "who": "valdorian troop", "report": "r2"},
        {"measure": "dead"},
        {"window": "total to date"},
        {"on": "2031-03-05", "outlet": "another outlet"},
    ],
)
def test_relays_of_one_statement_have_one_key(changed: dict[str, Any]) -> None:
    assert key(**changed) == key()


@pytest.mark.parametrize(
    "changed",
    [
        {"figure": "=900"},
        {"by": "police"},
        {"measure": "wounded"},
        {"who": "orlian soldier"},
        {"window": "the past week: 2031-02-25..2031-03-04"},
        {"denied": True},
    ],
)
def test_other_figure_scope_or_utterer_is_another_statement(changed: dict[str, Any]) -> None:
    assert key(**changed) != key()


def test_place_tells_statements_apart_where_the_group_does_not() -> None:
    assert key(who="person", place="spain") != key(who="person", place="portugal")
    assert key(who="valdorian troop", place="spain") == key(who="valdorian troop")


def test_past_week_of_two_reports_is_one_window() -> None:
    week = key(window="the past week: 2031-02-25..2031-03-04")
    assert key(window="the past week: 2031-02-26..2031-03-05", on="2031-03-05") == week


def test_quotes_with_other_marks_and_case_have_one_key() -> None:
    first = {"exact": "We won’t leave — ever", "by": "mayor"}
    second = {"exact": "we won't leave, ever.", "by": "mayor", "report": "r2"}
    assert statement_key(assertion(first)) == statement_key(assertion(second))


def test_relays_within_the_gap_are_one_statement_and_later_ones_another() -> None:
    days = ["2031-03-04", "2031-03-07", "2031-03-10", "2031-03-20"]
    claims = [assertion(CLAIM | {"on": day, "report": day}) for day in days]
    groups = group_statements(claims)
    assert [len(group.assertions) for group in groups] == [3, 1]
    assert [str(group.first_said_on) for group in groups] == ["2031-03-04", "2031-03-20"]
    assert groups[0].earliest == claims[0]
    assert groups[0].group_key == groups[1].group_key
    assert groups[0].key != groups[1].key


def test_said_day_of_the_text_outweighs_the_date_of_the_report() -> None:
    late = CLAIM | {"on": "2031-06-20", "report": "r2", "said_on": "2031-03-04"}
    assert len(group_statements([assertion(CLAIM), assertion(late)])) == 1


def test_gap_comes_from_the_policy() -> None:
    claims = [assertion(CLAIM), assertion(CLAIM | {"on": "2031-03-06", "report": "r2"})]
    assert len(group_statements(claims, Policy(relay_gap_days=1))) == 2
    assert len(group_statements(claims, DEFAULT_POLICY)) == 1


RELAYS = st.fixed_dictionaries(
    {
        "on": st.sampled_from([f"2031-03-{day:02}" for day in range(1, 29)]),
        "report": st.sampled_from(["r1", "r2", "r3"]),
        "by": st.sampled_from(["mayor", "police"]),
        "figure": st.sampled_from(["=900", ">900", "~900"]),
        "at": st.integers(0, 20),
    }
)


@given(st.lists(RELAYS, max_size=12), st.randoms())
def test_grouping_does_not_depend_on_the_order(relays: list[dict[str, Any]], chance: Any) -> None:
    claims = [assertion(CLAIM | relay) for relay in relays]
    shuffled = list(claims)
    chance.shuffle(shuffled)
    groups = group_statements(claims)
    assert group_statements(shuffled) == groups
    assert sorted(map(repr, claims)) == sorted(
        repr(each) for group in groups for each in group.assertions
    )
    assert len({group.key for group in groups}) == len(groups)


FLED = {"exact": "7,200 people", "figure": "=7200", "measure": "displaced", "who": "person"}


@pytest.mark.parametrize(
    ("changed", "apart"),
    [
        ({}, True),
        ({"measure": "killed"}, False),  # one measure
        ({"measure": "killed-or-wounded"}, False),  # the dead are among them
        ({"measure": "juggled"}, False),  # no table holds it
        ({"figure": "=900"}, False),  # one figure under two words may be a drift
    ],
)
def test_only_two_known_measures_of_two_figures_are_kept_apart(
    changed: dict[str, Any], *, apart: bool
) -> None:
    killed = assertion(CLAIM | {"exact": "900 soldiers", "figure": "=900"})
    other = assertion(CLAIM | FLED | changed)
    assert kept_apart(killed, other) is kept_apart(other, killed) is apart


@given(st.data())
def test_one_report_never_raises_what_measures_keep_apart(data: st.DataObject) -> None:
    said = {
        "measure": st.sampled_from(["killed", "wounded", "displaced", "destroyed", "votes"]),
        "figure": st.sampled_from(["=900", ">900", "<=120", "~7200"]),
        "who": st.sampled_from(["person", "soldier", "valdorian soldier", "house", "vote"]),
        "window": st.sampled_from(["", "total to date", "the past week: 2031-02-25..2031-03-04"]),
        "place": st.sampled_from(["", "spain"]),
        "by": st.sampled_from(["mayor", "police"]),
        "denied": st.booleans(),
    }
    one, two = (
        assertion(CLAIM | {name: data.draw(each, name) for name, each in said.items()})
        for _side in "ab"
    )
    if kept_apart(one, two):
        assert not compare(one, two, DEFAULT_POLICY).raised
