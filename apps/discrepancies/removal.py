"""Taking statements away that nobody makes any longer, with the pairs that they stood in."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.db.models import Q

from apps.discrepancies.candidates import pairs_wake
from apps.discrepancies.models import Comparison, Statement, StatementPart
from apps.discrepancies.tally import pairs_count
from apps.discrepancies.titles import questions_retitle

if TYPE_CHECKING:
    from collections.abc import Iterable


def statements_delete(*, statement_ids: Iterable[int], version_id: int) -> set[int]:
    """Delete statements, the sums that they are parts of, and their pairs.

    Return the questions that lost a raised pair: the database takes the pairs away with the
    statements, so nothing else would tell them. The statements are locked first, so that no
    comparison adds a pair meanwhile. Neighbours that now reach further are left to the
    comparison of ``version_id``.
    """
    wanted = set(statement_ids)
    if not wanted:
        return set()
    wanted.update(StatementPart.objects.filter(part__in=wanted).values_list("sum_id", flat=True))
    locked = Statement.objects.filter(pk__in=wanted).select_for_update().order_by("pk")
    ids = [row.pk for row in locked]
    if not ids:
        return set()
    pairs_wake(statement_ids=ids, version_id=version_id)
    pairs = Comparison.objects.filter(Q(a_id__in=ids) | Q(b_id__in=ids)).order_by("pk")
    gone = list(pairs.values_list("relation", "question_id"))
    Statement.objects.filter(pk__in=ids).delete()
    changes: Counter[str] = Counter()
    changes.subtract(Counter(relation for relation, _question_id in gone))
    pairs_count(changes=changes)
    questions = {question_id for _relation, question_id in gone if question_id is not None}
    questions_retitle(question_ids=questions.union(row.question_id for row in locked))
    return questions
