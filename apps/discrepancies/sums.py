"""Sums that reports imply: parts by one utterer in one report, as statements of their own.

"At least 100 killed and about 1,000 wounded" is nobody's figure of 1,100; but a total that
somebody else states can be held against it. A sum stands as long as one report carries all of
its parts, whichever reports relay them.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db.models import Count

from apps.claims.assertions import assertions_of
from apps.core.sql import fetch
from apps.discrepancies.enums import StatementKind
from apps.discrepancies.identity import Questions, digest, keys_write, statement_values
from apps.discrepancies.models import Statement, StatementClaim, StatementPart
from apps.discrepancies.removal import statements_delete
from apps.discrepancies.titles import questions_retitle
from claimtrack.engine.blocking import blocking_keys
from claimtrack.engine.sums import derive_sums

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from claimtrack.engine.policy import Policy
    from claimtrack.engine.records import Assertion
    from claimtrack.engine.sums import DerivedSum

_SUMS_OF = "SELECT sum_id FROM discrepancies_statementpart WHERE part_id = ANY(%s)"

#: Of the reports that carry a sum, so many are read to derive it.
CARRIERS = 4


def sums_write(
    *,
    own: Mapping[int, Assertion],
    statements: Mapping[int, int],
    touched: Collection[int],
    version_id: int,
    policy: Policy,
) -> set[int]:
    """Bring the sums that one report's claims imply up to date.

    ``own`` are the claims of the report that take part, by row; ``statements`` what each of them
    relays, and ``touched`` the statements that changed or that a claim left. Call it when their
    statements are written: a sum is known by the statements that are its parts. Return the
    questions that lost a raised pair because a sum is gone.
    """
    sums = _sums_of(touched)
    rows = {id(assertion): pk for pk, assertion in own.items()}
    for derived in derive_sums(own.values(), policy):
        parts = frozenset(statements[rows[id(part)]] for part in derived.parts)
        if len(parts) > 1:
            sums.add(_sum_of(parts) or _create(derived, parts))
    gone = [pk for pk in sorted(sums) if not _renew(pk, version_id, policy)]
    return statements_delete(statement_ids=gone, version_id=version_id)


def derived_sum(*, statement_id: int, policy: Policy) -> DerivedSum | None:
    """Return a stored sum as the engine derives it, from one report that carries it all.

    Of several such reports it is one of the few whose key comes first, whoever came first.
    """
    parts = set(StatementPart.objects.filter(sum_id=statement_id).values_list("part_id", flat=True))
    for links in _carried(parts):
        own = assertions_of(links)
        by_id = {id(assertion): links[pk] for pk, assertion in own.items()}
        for derived in derive_sums(own.values(), policy):
            if {by_id[id(part)] for part in derived.parts} == parts:
                return derived
    return None


def _carried(parts: Collection[int]) -> Iterator[dict[int, int]]:
    """Yield the claims, with their statements, of a few reports that carry every part.

    Homes and barns are filed apart in their report: those of several kinds are looked for by it.
    """
    for field in ("report_key", "claim__version__report__external_id"):
        shared = (
            StatementClaim.objects.filter(statement_id__in=parts)
            .order_by(field)
            .values(field)
            .annotate(carried=Count("statement_id", distinct=True))
            .filter(carried=len(parts))
            .values_list(field, flat=True)[:CARRIERS]
        )
        found = [key for key in shared if key is not None]
        for key in found:
            yield dict(
                StatementClaim.objects.filter(
                    **{"statement_id__in": parts, field: key}
                ).values_list("claim_id", "statement_id")
            )
        if found:
            return


def _sums_of(statements: Collection[int]) -> set[int]:
    if not statements:
        return set()
    return {pk for (pk,) in fetch(_SUMS_OF, [sorted(statements)])}


def _sum_of(parts: frozenset[int]) -> int | None:
    """Return the sum that has exactly these parts, if there is one."""
    holding = StatementPart.objects.filter(sum__sum_parts__part_id=min(parts))
    held: dict[int, set[int]] = defaultdict(set)
    for sum_id, part_id in holding.order_by("sum_id").values_list("sum_id", "part_id"):
        held[sum_id].add(part_id)
    return next((sum_id for sum_id, found in held.items() if found == parts), None)


def _create(derived: DerivedSum, parts: frozenset[int]) -> int:
    rows = list(Statement.objects.filter(pk__in=parts))
    asked = Questions()
    values = statement_values(derived.total, asked) | _days(rows) | {"kind": StatementKind.SUM}
    statement = Statement.objects.create(**values)
    StatementPart.objects.bulk_create(
        StatementPart(sum=statement, part_id=part) for part in sorted(parts)
    )
    questions_retitle(question_ids=asked.reworded)
    return statement.pk


def _renew(pk: int, version_id: int, policy: Policy) -> bool:
    """Bring a sum's columns and keys up to its parts; return whether a report still carries it.

    One that another worker took away is gone already.
    """
    # Of two workers that change a part each, the later one reads the parts of both.
    statement = Statement.objects.select_for_update(no_key=True).filter(pk=pk).first()
    if statement is None:
        return True
    derived = derived_sum(statement_id=pk, policy=policy)
    if derived is None:
        return False
    parts = list(statement.parts.order_by("key"))
    asked, before = Questions(), (statement.question_id, statement.question_title)
    values = (
        statement_values(derived.total, asked)
        | _days(parts)
        | {"text": derived.text, "utterer": parts[0].utterer, "touched_by_id": version_id}
    )
    for name, value in values.items():
        setattr(statement, name, value)
    statement.save()
    moved = {before[0]} if before != (statement.question_id, statement.question_title) else set()
    questions_retitle(question_ids=asked.reworded | moved)
    keys_write(keys={statement: blocking_keys(derived.total)}, version_id=version_id)
    return True


def _days(parts: Iterable[Statement]) -> dict[str, object]:
    rows = list(parts)
    return {
        "key": digest("|".join(["sum", *sorted(row.key for row in rows)])),
        "group_key": digest("|".join(["sum", *sorted(row.group_key for row in rows)])),
        "first_said_on": min(row.first_said_on for row in rows),
        "last_said_on": max(row.last_said_on for row in rows),
    }
