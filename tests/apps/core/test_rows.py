"""Rows that are written in one statement are those that the ORM would have written."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import DataError, transaction

from apps.core.rows import rows_insert, rows_update
from apps.discrepancies.models import Discrepancy, Question
from apps.sources.models import Source

pytestmark = pytest.mark.django_db


def card(question: Question, kind: str) -> Discrepancy:
    return Discrepancy(
        question=question,
        kind=kind,
        explanation='"Zwölf" \\ 12\nor 13',
        severity=Decimal("12.500"),
        certainty=Decimal("0.950"),
        origins=2,
        last_said_on=date(2024, 12, 23),
        positions=["12", "a “quote”"],
    )


def test_inserted_rows_read_back_as_they_were_given() -> None:
    question = Question.objects.create(key="figure|killed", title="Killed")
    cards = [card(question, kind) for kind in ("reversal", "contradiction", "denial")]
    rows_insert(cards)
    for each in cards:
        found = Discrepancy.objects.get(pk=each.pk)
        assert found.kind == each.kind
        assert found.explanation == each.explanation
        assert (found.severity, found.certainty) == (each.severity, each.certainty)
        assert (found.last_said_on, found.due_at) == (each.last_said_on, None)
        assert (found.positions, found.resolved_positions) == (each.positions, [])
        assert (found.created_at, found.updated_at) == (each.created_at, each.updated_at)


def test_updated_rows_keep_when_they_came_and_tell_when_they_changed() -> None:
    question = Question.objects.create(key="figure|killed", title="Killed")
    one, other = card(question, "reversal"), card(question, "contradiction")
    rows_insert([one, other])
    came = one.created_at
    one.positions = ["14"]
    rows_update([one])
    found = Discrepancy.objects.get(pk=one.pk)
    assert found.positions == ["14"]
    assert found.created_at == came < found.updated_at
    assert Discrepancy.objects.get(pk=other.pk).positions == other.positions


def test_words_that_are_too_long_for_their_column_are_refused() -> None:
    with pytest.raises(DataError), transaction.atomic():
        rows_insert([Source(key="k" * 5000, name="Harbour Post", kind="outlet")])


def test_no_rows_are_no_query() -> None:
    rows_insert([])
    rows_update([])
