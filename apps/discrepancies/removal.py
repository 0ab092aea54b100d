"""Taking statements away that nobody makes any longer, with the pairs that they stood in."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.db.models import Q

from apps.discrepancies.models import Comparison, Statement
from apps.discrepancies.tally import pairs_count

if TYPE_CHECKING:
    from collections.abc import Iterable


def statements_delete(*, statement_ids: Iterable[int]) -> set[int]:
    """Delete statements and their pairs; return the questions that lost a raised pair.

    The database takes the pairs away with the statements, so nothing else would tell their
    questions. The statements are locked first, so that no comparison adds a pair meanwhile.
    """
    locked = Statement.objects.filter(pk__in=list(statement_ids)).select_for_update().order_by("pk")
    ids = [row.pk for row in locked]
    if not ids:
        return set()
    pairs = Comparison.objects.filter(Q(a_id__in=ids) | Q(b_id__in=ids)).order_by("pk")
    gone = list(pairs.values_list("relation", "question_id"))
    Statement.objects.filter(pk__in=ids).delete()
    changes: Counter[str] = Counter()
    changes.subtract(Counter(relation for relation, _question_id in gone))
    pairs_count(changes=changes)
    return {question_id for _relation, question_id in gone if question_id is not None}
