"""The titles of questions: of the wordings that stand now, the one that sorts first.

A question is known by its key; claims may put it in different words, as in what somebody said.
Statements and raised pairs keep the words that they ask it in, so that the title is theirs alone:
no order of reports changes it, and a report that is withdrawn takes its wording along.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from apps.discrepancies.models import Comparison, Question, Statement

if TYPE_CHECKING:
    from collections.abc import Iterable


def questions_retitle(*, question_ids: Iterable[int]) -> None:
    """Bring titles up to the statements and raised pairs that stand under these questions.

    Must run inside the transaction that changed these rows. The lock waits for everybody who
    looked a question up to ask it (:class:`apps.discrepancies.identity.Questions`), so that no
    wording is on its way unseen. A question that nothing stands under keeps its title, for the
    sake of what people decided on it.
    """
    ids = set(question_ids)
    if not ids:
        return
    questions = list(Question.objects.filter(pk__in=ids).select_for_update().order_by("pk"))
    wordings: dict[int, set[str]] = defaultdict(set)
    for rows in (Statement.objects, Comparison.objects):
        asked = rows.filter(question__in=ids).order_by()
        for question_id, title in asked.values_list("question_id", "question_title").distinct():
            wordings[question_id].add(title)
    for question in questions:
        title = min(wordings[question.pk], default=question.title)
        if title != question.title:
            question.title = title
            question.save()
