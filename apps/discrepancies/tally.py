"""How many pairs were looked at, by relation, without counting them each time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Sum

from apps.core.sql import Call, execute_all
from apps.discrepancies.enums import Relation
from apps.discrepancies.models import PairCount

if TYPE_CHECKING:
    from collections.abc import Mapping


_APPEND = """
    INSERT INTO discrepancies_paircount (relation, count)
    SELECT * FROM unnest(%s::text[], %s::bigint[])
"""


def pairs_counted() -> dict[str, int]:
    """Return the number of compared pairs by relation, in the order of the gate.

    Reads as many rows as there were comparison runs since the last fold.
    """
    sums = dict(PairCount.objects.order_by().values_list("relation").annotate(total=Sum("count")))
    return {each: sums[each] for each in Relation.values if sums.get(each)}


def pairs_count(*, changes: Mapping[str, int]) -> None:
    """Append what one run added (or took away) to the count, inside its transaction."""
    execute_all(counting(changes))


def counting(changes: Mapping[str, int]) -> list[Call]:
    """Return what does the work of :func:`pairs_count`, to be sent along with other calls."""
    told = sorted((relation, count) for relation, count in changes.items() if count)
    return [Call(_APPEND, [*map(list, zip(*told, strict=True))])] if told else []


@transaction.atomic
def pairs_fold() -> int:
    """Fold the entries into one a relation; return how many entries were folded away.

    Entries that a running transaction has yet to commit are left for the next fold.
    """
    entries = list(PairCount.objects.select_for_update(skip_locked=True).order_by("pk"))
    sums: dict[str, int] = {}
    for entry in entries:
        sums[entry.relation] = sums.get(entry.relation, 0) + entry.count
    if len(entries) <= len(sums):
        return 0
    PairCount.objects.filter(pk__in=[entry.pk for entry in entries]).delete()
    pairs_count(changes=sums)
    return len(entries) - len(sums)
