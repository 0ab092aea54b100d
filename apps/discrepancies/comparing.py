"""Statements against their candidates: one row a pair, each with its reasons.

A pair's row is a function of the claims of its two statements, so it does not matter which
report brought the pair together, nor how often it is looked at.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Prefetch, Q

from apps.claims.assertions import assertion_of, claims_to_assert
from apps.discrepancies.enums import StatementKind
from apps.discrepancies.identity import question_row
from apps.discrepancies.models import Comparison, Statement, StatementKey
from apps.discrepancies.queue import discrepancies_refresh
from apps.discrepancies.sums import derived_sum
from apps.discrepancies.tally import pairs_count
from claimtrack import engine
from claimtrack.engine.blocking import wider_question
from claimtrack.engine.explain import explain
from claimtrack.engine.statements import speaking_order, strongest
from claimtrack.engine.sums import compare_sum

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimtrack.engine.policy import Policy
    from claimtrack.engine.records import Assertion, Reason
    from claimtrack.engine.records import Comparison as EngineComparison
    from claimtrack.engine.sums import DerivedSum


@dataclass(frozen=True, slots=True)
class CompareOutcome:
    """How many pairs were looked at, and the discrepancies that they bear on."""

    pairs: int
    raised: int
    discrepancy_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Side:
    """A statement with its claims as the engine reads them, the one that speaks for it first."""

    statement: Statement
    assertions: tuple[Assertion, ...]
    derived: DerivedSum | None


@transaction.atomic
def version_compare(*, version_id: int, policy: Policy) -> CompareOutcome:
    """Compare the statements that a version's grouping touched with their candidates.

    The statements on both sides are locked in the order of their rows before they are read, so
    that none of them changes while it is compared.
    """
    touched_ids = set(
        Statement.objects.filter(touched_by_id=version_id).values_list("pk", flat=True)
    )
    candidates = _candidates(touched_ids)
    everyone = touched_ids.union(*candidates.values()) if candidates else touched_ids
    sides = _load(everyone, policy)
    standing = _standing(touched_ids)
    questions = {row.question_id for row in standing.values() if row.question_id}
    kept: set[int] = set()
    changes: Counter[str] = Counter()
    fresh: list[Comparison] = []
    for a, b in _pairs(touched_ids, candidates, sides):
        row = _compared(a, b, policy)
        if row is None:
            continue
        old = standing.get(frozenset((row.a_id, row.b_id)))
        if old is not None and _same(old, row):
            kept.add(old.pk)
            continue
        changes[row.relation] += 1
        fresh.append(row)
    gone = [row for row in standing.values() if row.pk not in kept]
    changes.subtract(Counter(row.relation for row in gone))
    Comparison.objects.filter(pk__in=[row.pk for row in gone]).delete()
    Comparison.objects.bulk_create(fresh)
    pairs_count(changes=changes)
    questions.update(row.question_id for row in fresh if row.question_id)
    discrepancy_ids = discrepancies_refresh(question_ids=questions, policy=policy)
    Statement.objects.filter(pk__in=touched_ids).update(touched_by=None)
    return CompareOutcome(
        pairs=len(fresh) + len(kept),
        raised=sum(row.question_id is not None for row in fresh),
        discrepancy_ids=discrepancy_ids,
    )


def _candidates(touched_ids: set[int]) -> dict[int, set[int]]:
    """Return for each touched statement those that share a key with it, in one query."""
    pairs = (
        StatementKey.objects.filter(statement_id__in=touched_ids)
        .order_by()
        .values_list("statement_id", "key")
    )
    by_key: dict[str, set[int]] = defaultdict(set)
    for statement_id, key in pairs:
        by_key[key].add(statement_id)
    found: dict[int, set[int]] = defaultdict(set)
    others = (
        StatementKey.objects.filter(key__in=by_key).order_by().values_list("key", "statement_id")
    )
    for key, other in others:
        for statement_id in by_key[key]:
            if other != statement_id:
                found[statement_id].add(other)
    return found


def _load(ids: Iterable[int], policy: Policy) -> dict[int, _Side]:
    locked = (
        Statement.objects.filter(pk__in=list(ids)).select_for_update(no_key=True).order_by("pk")
    )
    locked_ids = [row.pk for row in locked]
    rows = Statement.objects.filter(pk__in=locked_ids).prefetch_related(
        Prefetch("claims", queryset=claims_to_assert())
    )
    sides = {}
    for row in rows:
        if row.kind == StatementKind.SUM:
            derived = derived_sum(statement=row, policy=policy)
            if derived is not None:
                sides[row.pk] = _Side(row, (derived.total,), derived)
            continue
        assertions = speaking_order(assertion_of(claim) for claim in row.claims.all())
        if assertions:
            sides[row.pk] = _Side(row, assertions, None)
    return sides


def _standing(touched_ids: set[int]) -> dict[frozenset[int], Comparison]:
    rows = Comparison.objects.filter(
        Q(a_id__in=touched_ids) | Q(b_id__in=touched_ids)
    ).select_for_update(no_key=True)
    return {frozenset((row.a_id, row.b_id)): row for row in rows.order_by("pk")}


def _pairs(
    touched_ids: set[int], candidates: dict[int, set[int]], sides: dict[int, _Side]
) -> Iterable[tuple[_Side, _Side]]:
    """Return each pair once, the statement whose key sorts first on the left."""
    seen: set[frozenset[int]] = set()
    for statement_id in sorted(touched_ids & sides.keys()):
        for other in sorted(candidates.get(statement_id, ())):
            pair = frozenset((statement_id, other))
            if other not in sides or pair in seen:
                continue
            seen.add(pair)
            one, two = sides[statement_id], sides[other]
            yield (one, two) if one.statement.key < two.statement.key else (two, one)


def _compared(a: _Side, b: _Side, policy: Policy) -> Comparison | None:
    """Return the unsaved row of a pair, or ``None`` where a sum says nothing about a figure."""
    if a.derived is not None and b.derived is not None:
        return None
    if a.derived is not None or b.derived is not None:
        result = _with_sum(a, b, policy)
        if result is None:
            return None
        left, right = a.assertions[0], b.assertions[0]
    else:
        left, right, result = strongest(a.assertions, b.assertions, policy)
    question = question_row(wider_question(left, right)) if result.raised else None
    return Comparison(
        a=a.statement,
        b=b.statement,
        relation=result.relation.value,
        level=result.level,
        reasons=[reason_values(each) for each in result.reasons],
        missing=list(result.missing),
        basis={"a": _place(left), "b": _place(right)},
        certainty=result.certainty,
        explanation=explain(result, left, right, policy),
        engine_version=engine.version(),
        question=question,
    )


def _with_sum(a: _Side, b: _Side, policy: Policy) -> EngineComparison | None:
    if a.derived is not None:
        return compare_sum(a.derived, b.assertions[0], policy)
    if b.derived is not None:
        turned = compare_sum(b.derived, a.assertions[0], policy)
        return _turned(turned) if turned is not None else None
    return None


def _turned(comparison: EngineComparison) -> EngineComparison:
    reasons = tuple(type(each)(each.text, each.b, each.a) for each in comparison.reasons)
    return type(comparison)(
        comparison.relation,
        comparison.level,
        reasons,
        comparison.certainty,
        comparison.missing,
    )


def reason_values(reason: Reason) -> dict[str, Any]:
    """Return a reason as it is stored: its text, and the spans of either side."""
    return {
        "text": reason.text,
        "a": [{"start": each.start, "end": each.end, "exact": each.exact} for each in reason.a],
        "b": [{"start": each.start, "end": each.end, "exact": each.exact} for each in reason.b],
    }


def _place(assertion: Assertion) -> dict[str, Any]:
    span = assertion.claim.span
    return {"report": assertion.report.report, "start": span.start, "end": span.end}


def _same(old: Comparison, new: Comparison) -> bool:
    names = (
        "a_id",
        "b_id",
        "relation",
        "level",
        "reasons",
        "missing",
        "basis",
        "certainty",
        "explanation",
        "engine_version",
        "question_id",
    )
    return all(getattr(old, name) == getattr(new, name) for name in names)
