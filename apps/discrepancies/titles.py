"""The titles of questions: of the wordings that stand now, the one that sorts first.

A question is known by its key; claims may put it in different words, as in what somebody said.
Statements and raised pairs keep the words that they ask it in, so that the title is theirs alone:
no order of reports changes it, and a report that is withdrawn takes its wording along.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from apps.core.sql import Call, execute_all

if TYPE_CHECKING:
    from collections.abc import Iterable

_LOCK = "SELECT FROM discrepancies_question WHERE id = ANY(%s) ORDER BY id FOR UPDATE"

# Thousands may stand under one question: an index knows which wording comes first.
_FIRST = """
    (
        SELECT question_title COLLATE "C" FROM {table} asked
        WHERE asked.question_id = question.id ORDER BY question_title COLLATE "C" LIMIT 1
    )
"""

_RETITLE = f"""
    UPDATE discrepancies_question old SET title = told.title, updated_at = now()
    FROM (
        SELECT question.id, least(
            {_FIRST.format(table="discrepancies_statement")},
            {_FIRST.format(table="discrepancies_comparison")}
        ) AS title
        FROM discrepancies_question question WHERE question.id = ANY(%s)
    ) AS told
    WHERE told.id = old.id AND told.title <> old.title COLLATE "C"
"""  # noqa: S608  # built of our own table names


def questions_retitle(*, question_ids: Iterable[int]) -> None:
    """Bring titles up to the statements and raised pairs that stand under these questions.

    Must run inside the transaction that changed these rows. The lock waits for everybody who
    looked a question up to ask it (:class:`apps.discrepancies.identity.Questions`), so that no
    wording is on its way unseen. A question that nothing stands under keeps its title, for the
    sake of what people decided on it.
    """
    ids = sorted(set(question_ids))
    if ids:
        execute_all([Call(_LOCK, [ids]), Call(_RETITLE, [ids])])
