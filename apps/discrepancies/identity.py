"""What identifies a statement, and the columns that one claim decides."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from apps.discrepancies.models import Question, Statement, StatementKey
from claimtrack.engine.blocking import question_of
from claimtrack.engine.comparison.phrasing import speaker

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimtrack.engine.blocking import Question as EngineQuestion
    from claimtrack.engine.records import Assertion

#: Longer natural keys are shortened to their beginning and a digest.
KEY_LENGTH = 300


def digest(text: str) -> str:
    """Return the SHA-256 of a natural key as hexadecimal digits: one length, whatever it says."""
    return hashlib.sha256(text.encode()).hexdigest()


def short_key(text: str) -> str:
    """Return a key as it is, or its beginning and a digest where it is too long for a row."""
    return text if len(text) <= KEY_LENGTH else f"{text[: KEY_LENGTH - 65]}|{digest(text)}"


def question_row(question: EngineQuestion) -> Question:
    """Return the row of a question, made where there is none.

    Where wordings differ, as in what somebody said, the title that sorts first stays: whichever
    report comes first, the row ends the same.
    """
    row, created = Question.objects.get_or_create(
        key=short_key(question.key), defaults={"title": question.title}
    )
    if not created and question.title < row.title:
        row = Question.objects.select_for_update(no_key=True).get(pk=row.pk)
        row.title = min(row.title, question.title)
        row.save()
    return row


def statement_values(assertion: Assertion) -> dict[str, Any]:
    """Return the columns of a statement that one claim decides."""
    quantity = assertion.claim.quantity
    return {
        "question": question_row(question_of(assertion)),
        "utterer_key": assertion.utterer,
        "utterer_name": speaker(assertion),
        "text": assertion.claim.span.exact,
        "lower": quantity.lower if quantity else None,
        "upper": quantity.upper if quantity else None,
    }


def keys_write(*, statement: Statement, keys: Iterable[str]) -> None:
    """Bring the candidate keys of a statement up to date."""
    wanted = {short_key(key) for key in keys}
    StatementKey.objects.filter(statement=statement).exclude(key__in=wanted).delete()
    StatementKey.objects.bulk_create(
        (StatementKey(statement=statement, key=key) for key in sorted(wanted)),
        ignore_conflicts=True,
    )
