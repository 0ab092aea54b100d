"""Statements cut into clauses: what each tells, and whether it denies that."""

from __future__ import annotations

import pytest

from claimtrack.engine.comparison.clauses import Clause, clauses_of, denies
from tests.engine.assertions import assertion


def clauses(exact: str) -> tuple[Clause, ...]:
    return clauses_of(assertion({"exact": exact, "by": "ada-lund"}))


@pytest.mark.parametrize(
    ("exact", "of", "deed"),
    [
        ("No rubber bullets were fired at any point", {"rubber", "bullet"}, "fire"),
        ("Controllers received no distress call", {"distress", "call"}, "receive"),
        ("Not one sailor was hurt", {"sailor"}, "hurt"),
        ("Managers were never informed of the fault", set(), "inform"),
        ("The city hasn't sold the quay", set(), "sell"),
        ("Nobody asked us for a recount", set(), "ask"),
        ("He signed nothing in the hall", set(), "sign"),
        ("The crew failed to close the bow door", set(), "close"),
    ],
)
def test_denial_tells_what_there_is_none_of_and_what_was_not_done(
    exact: str, of: set[str], deed: str
) -> None:
    (clause,) = clauses(exact)
    assert clause.denies
    assert not clause.affirms
    assert clause.object == of
    assert clause.deed == deed


@pytest.mark.parametrize(
    "exact",
    [
        "No more than 300 people marched",
        "Not only the bridge fell",
        "Residents were told not to leave",
        "The water was not hot enough",
        "Schools will not open until Monday",
        "Don't move the cars",
        "The ministry would not have paid for it",
        "Whether or not the tunnel leaks",
    ],
)
def test_words_that_deny_nothing_neither_deny_nor_affirm(exact: str) -> None:
    assert not any(clause.denies or clause.affirms for clause in clauses(exact))


def test_negation_reaches_no_further_than_its_own_clause() -> None:
    found = clauses("A group broke away from the vigil and did not riot, but the police charged")
    assert [(each.text.strip(), each.denies) for each in found] == [
        ("A group broke away from the vigil", False),
        ("and did not riot", True),
        ("but the police charged", False),
    ]


def test_what_is_without_something_is_left_out() -> None:
    (clause,) = clauses("He was arrested without a shot being fired")
    assert clause.affirms
    assert "shot" not in clause.told


def test_denied_statement_denies_what_it_says_and_affirms_what_it_does_not() -> None:
    denied = assertion({"exact": "the mill was sold", "by": "ada-lund", "denied": True})
    assert denies(denied)
    turned = assertion({"exact": "the mill was not sold", "by": "ada-lund", "denied": True})
    assert not denies(turned)
