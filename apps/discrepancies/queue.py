"""Raised comparisons into discrepancies: one row a question and kind."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db.models import ProtectedError

from apps.discrepancies.enums import DiscrepancyStatus
from apps.discrepancies.models import Comparison, Discrepancy, Question
from claimtrack.engine.explain import severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from apps.discrepancies.models import Statement
    from claimtrack.engine.policy import Policy

#: A question may have hundreds of raised pairs; of each no more is read than a card needs.
_READ = (
    "relation",
    "certainty",
    "explanation",
    "question_id",
    "discrepancy_id",
    *(
        f"{side}__{column}"
        for side in ("a", "b")
        for column in (
            *("key", "utterer_key", "text", "lower", "upper"),
            *("first_said_on", "last_said_on"),
        )
    ),
)


def discrepancies_refresh(*, question_ids: Iterable[int], policy: Policy) -> tuple[int, ...]:
    """Bring the discrepancies of these questions up to their raised comparisons.

    Must run inside the transaction that changed the comparisons: the questions are locked, so
    that of two workers the later one counts the comparisons of both. What people decided stays;
    a resolved discrepancy is reopened by a position that was not among the resolved ones.
    Return the ids of the discrepancies that exist now.
    """
    questions = list(
        Question.objects.filter(pk__in=set(question_ids))
        .select_for_update(no_key=True)
        .order_by("pk")
    )
    raised: dict[tuple[int, str], list[Comparison]] = defaultdict(list)
    rows = Comparison.objects.filter(question__in=questions).select_related("a", "b")
    for row in rows.only(*_READ).order_by("-certainty", "a__key", "b__key"):
        if row.question_id is not None:
            raised[row.question_id, row.relation].append(row)
    standing = {
        (row.question_id, row.kind): row
        for row in Discrepancy.objects.filter(question__in=questions).select_for_update(no_key=True)
    }
    for key in standing.keys() - raised.keys():
        _lapse(standing[key])
    return tuple(
        _write(standing.get(key), key[0], key[1], raised[key], policy) for key in sorted(raised)
    )


def _write(
    discrepancy: Discrepancy | None,
    question_id: int,
    kind: str,
    rows: list[Comparison],
    policy: Policy,
) -> int:
    statements = {each.pk: each for row in rows for each in (row.a, row.b)}.values()
    origins = len({each.utterer_key for each in statements})
    strongest = rows[0]
    values = {
        "explanation": strongest.explanation,
        "certainty": strongest.certainty,
        "severity": max(
            severity(
                certainty=row.certainty,
                a=(row.a.lower, row.a.upper),
                b=(row.b.lower, row.b.upper),
                origins=origins,
                policy=policy,
            )
            for row in rows
        ),
        "origins": origins,
        "last_said_on": max(each.last_said_on for each in statements),
        "positions": positions(statements),
    }
    if discrepancy is None:
        discrepancy = Discrepancy.objects.create(question_id=question_id, kind=kind, **values)
    else:
        _update(discrepancy, values, _told(statements))
    joining = [row.pk for row in rows if row.discrepancy_id != discrepancy.pk]
    if joining:
        Comparison.objects.filter(pk__in=joining).update(discrepancy=discrepancy)
    return discrepancy.pk


def positions(statements: Iterable[Statement]) -> list[str]:
    """Return the different figures or words of statements, sorted; a repeat adds none."""
    return sorted({_position(each) for each in statements})


def _position(statement: Statement) -> str:
    if statement.lower is None and statement.upper is None:
        return " ".join(statement.text.casefold().split())
    low = "" if statement.lower is None else f"{statement.lower.normalize():f}"
    high = "" if statement.upper is None else f"{statement.upper.normalize():f}"
    return f"{low}..{high}"


def _told(statements: Iterable[Statement]) -> dict[str, str]:
    """Return the words of each position, as it was first put."""
    latest_first = sorted(statements, key=lambda each: (each.first_said_on, each.key), reverse=True)
    return {_position(each): each.text for each in latest_first}


def _update(discrepancy: Discrepancy, values: dict[str, object], told: Mapping[str, str]) -> None:
    before = {name: getattr(discrepancy, name) for name in values}
    for name, value in values.items():
        setattr(discrepancy, name, value)
    new = sorted(set(discrepancy.positions) - set(discrepancy.resolved_positions))
    if discrepancy.status == DiscrepancyStatus.RESOLVED and new:
        discrepancy.status = DiscrepancyStatus.OPEN
        words = ", ".join(f"“{told[each]}”" for each in new)
        discrepancy.reopened_because = f"A new position came in: {words}."
    elif discrepancy.status == DiscrepancyStatus.LAPSED:
        discrepancy.status = DiscrepancyStatus.OPEN
        discrepancy.reopened_because = "The claims behind it came back."
    elif before == values:
        return
    discrepancy.save()


def _lapse(discrepancy: Discrepancy) -> None:
    discrepancy.comparisons.update(discrepancy=None)
    untouched = (
        discrepancy.status == DiscrepancyStatus.OPEN
        and discrepancy.assigned_to_id is None
        and discrepancy.due_at is None
        and not discrepancy.reopened_because
    )
    if untouched:
        try:
            discrepancy.delete()
        except ProtectedError:
            pass
        else:
            return
    if discrepancy.status != DiscrepancyStatus.LAPSED:
        discrepancy.status = DiscrepancyStatus.LAPSED
        discrepancy.save()
