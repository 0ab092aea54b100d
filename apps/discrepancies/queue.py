"""Raised comparisons into discrepancies: one row a question and kind."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import ProtectedError

from apps.core.sql import execute, fetch
from apps.discrepancies.enums import DiscrepancyStatus
from apps.discrepancies.models import Discrepancy
from claimtrack.engine.explain import severity

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from claimtrack.engine.policy import Policy

_LOCK = "SELECT FROM discrepancies_question WHERE id = ANY(%s) ORDER BY id FOR NO KEY UPDATE"

#: A question may have hundreds of raised pairs: each card reads the strongest of them, ...
_STRONGEST = """
    SELECT DISTINCT ON (pair.question_id, pair.relation)
        pair.question_id, pair.relation, pair.certainty, pair.explanation
    FROM discrepancies_comparison pair
    JOIN discrepancies_statement a ON a.id = pair.a_id
    JOIN discrepancies_statement b ON b.id = pair.b_id
    WHERE pair.question_id = ANY(%s)
    ORDER BY pair.question_id, pair.relation, pair.certainty DESC, a.key, b.key
"""

#: ... how far apart their figures are, ...
_GAPS = """
    SELECT DISTINCT pair.question_id, pair.relation, pair.certainty,
        a.lower, a.upper, b.lower, b.upper
    FROM discrepancies_comparison pair
    JOIN discrepancies_statement a ON a.id = pair.a_id
    JOIN discrepancies_statement b ON b.id = pair.b_id
    WHERE pair.question_id = ANY(%s)
"""

#: ... and each figure, or words without one, with who told it and how it was first put.
_TOLD = """
    WITH side AS (
        SELECT question_id, relation, a_id AS id FROM discrepancies_comparison
        WHERE question_id = ANY(%(questions)s)
        UNION
        SELECT question_id, relation, b_id FROM discrepancies_comparison
        WHERE question_id = ANY(%(questions)s)
    )
    SELECT side.question_id, side.relation, told.lower, told.upper,
        (array_agg(told.text ORDER BY told.first_said_on, told.key))[1],
        array_agg(DISTINCT told.utterer_key), min(told.first_said_on), max(told.last_said_on)
    FROM side JOIN discrepancies_statement told ON told.id = side.id
    GROUP BY side.question_id, side.relation, told.lower, told.upper,
        CASE WHEN coalesce(told.lower, told.upper) IS NULL THEN told.text END
"""

_JOIN = """
    UPDATE discrepancies_comparison SET discrepancy_id = %(discrepancy)s
    WHERE question_id = %(question)s AND relation = %(kind)s
      AND discrepancy_id IS DISTINCT FROM %(discrepancy)s
"""


class _Gap(NamedTuple):
    """Two figures that stand against each other, and how surely."""

    certainty: Decimal
    a: tuple[Decimal | None, Decimal | None]
    b: tuple[Decimal | None, Decimal | None]


class _Told(NamedTuple):
    """One figure, or words without one, and everybody who told it."""

    lower: Decimal | None
    upper: Decimal | None
    text: str
    utterers: Sequence[str]
    first_said_on: date
    last_said_on: date

    @property
    def position(self) -> str:
        """The figure or the words, however they were put."""
        if self.lower is None and self.upper is None:
            return " ".join(self.text.casefold().split())
        edges = (self.lower, self.upper)
        return "..".join("" if each is None else f"{each.normalize():f}" for each in edges)


@dataclass(slots=True)
class _Card:
    """What the raised pairs of one question and kind say."""

    certainty: Decimal
    explanation: str
    gaps: list[_Gap] = field(default_factory=list)
    told: list[_Told] = field(default_factory=list)

    def values(self, policy: Policy) -> dict[str, object]:
        """Return the columns of the card's discrepancy."""
        origins = len({utterer for each in self.told for utterer in each.utterers})
        return {
            "explanation": self.explanation,
            "certainty": self.certainty,
            "severity": max(
                severity(certainty=gap.certainty, a=gap.a, b=gap.b, origins=origins, policy=policy)
                for gap in self.gaps
            ),
            "origins": origins,
            "last_said_on": max(each.last_said_on for each in self.told),
            "positions": sorted({each.position for each in self.told}),
        }

    def words(self) -> dict[str, str]:
        """Return the words of each position, as it was first put."""
        latest_first = sorted(
            self.told, key=lambda each: (each.first_said_on, each.text), reverse=True
        )
        return {each.position: each.text for each in latest_first}


def discrepancies_refresh(*, question_ids: Collection[int], policy: Policy) -> tuple[int, ...]:
    """Bring the discrepancies of these questions up to their raised comparisons.

    Must run inside the transaction that changed the comparisons: the questions are locked, so
    that of two workers the later one counts the comparisons of both. What people decided stays;
    a resolved discrepancy is reopened by a position that was not among the resolved ones.
    Return the ids of the discrepancies that exist now.
    """
    if not question_ids:
        return ()
    questions = sorted(question_ids)
    execute(_LOCK, [questions])
    cards = _cards(questions)
    standing = {
        (row.question_id, row.kind): row
        for row in Discrepancy.objects.filter(question__in=questions).select_for_update(no_key=True)
    }
    for key in standing.keys() - cards.keys():
        _lapse(standing[key])
    return tuple(_write(standing.get(key), key, cards[key], policy) for key in sorted(cards))


def _cards(questions: Sequence[int]) -> dict[tuple[int, str], _Card]:
    """Read what is raised on these questions, by question and kind."""
    cards = {
        (question, kind): _Card(certainty, explanation)
        for question, kind, certainty, explanation in fetch(_STRONGEST, [questions])
    }
    if not cards:
        return {}
    for question, kind, certainty, *edges in fetch(_GAPS, [questions]):
        a, b = (edges[0], edges[1]), (edges[2], edges[3])
        cards[question, kind].gaps.append(_Gap(certainty, a, b))
    for question, kind, *columns in fetch(_TOLD, {"questions": questions}):
        cards[question, kind].told.append(_Told(*columns))
    return cards


def _write(
    discrepancy: Discrepancy | None, key: tuple[int, str], card: _Card, policy: Policy
) -> int:
    question_id, kind = key
    values = card.values(policy)
    if discrepancy is None:
        discrepancy = Discrepancy.objects.create(question_id=question_id, kind=kind, **values)
    else:
        _update(discrepancy, values, card.words())
    execute(_JOIN, {"discrepancy": discrepancy.pk, "question": question_id, "kind": kind})
    return discrepancy.pk


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
