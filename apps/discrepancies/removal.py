"""Taking statements away that nobody makes any longer, with the pairs that they stood in."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from apps.discrepancies.candidates import pairs_wake
from apps.discrepancies.models import Statement, StatementPart
from apps.discrepancies.pair_rows import pairs_delete, pairs_standing
from apps.discrepancies.tally import pairs_count
from apps.discrepancies.titles import questions_retitle

if TYPE_CHECKING:
    from collections.abc import Iterable


def statements_delete(*, statement_ids: Iterable[int], version_id: int) -> set[int]:
    """Delete statements, the sums that they are parts of, and their pairs.

    Return the questions that lost a raised pair. The statements are locked first, so that no
    comparison adds a pair meanwhile. Where another worker takes the other side of a pair away at
    this moment, one of the two takes the pair and counts it. Neighbours that now reach further are
    left to the comparison of ``version_id``.
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
    gone = pairs_delete(ids=pairs_standing(touched=frozenset(ids), pairs=()))
    Statement.objects.filter(pk__in=ids).delete()
    changes: Counter[str] = Counter()
    changes.subtract(row.relation for row in gone)
    pairs_count(changes=changes)
    questions = {row.question_id for row in gone if row.question_id is not None}
    questions_retitle(question_ids=questions.union(row.question_id for row in locked))
    return questions
