"""Raised comparisons into discrepancies: one row a question and kind."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import ProtectedError

from apps.core.rows import rows_insert, rows_update
from apps.core.sql import Call, columns_of, execute_all, fetch, fetch_rows
from apps.discrepancies.enums import DiscrepancyStatus
from apps.discrepancies.models import Discrepancy
from claimtrack.engine.explain import severity

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from claimtrack.engine.policy import Policy

_LOCK = "SELECT FROM discrepancies_question WHERE id = ANY(%s) ORDER BY id FOR NO KEY UPDATE"

# A question may have thousands of raised pairs: each query reads them once, and each of their
# statements once, by its row (the fence keeps the planner from reading the whole table for them).
_RAISED = """
    WITH pair AS MATERIALIZED (
        SELECT id, question_id, relation, certainty, a_id, b_id FROM discrepancies_comparison
        WHERE question_id = ANY(%s)
    ), told AS MATERIALIZED (
        SELECT statement.* FROM (SELECT a_id AS id FROM pair UNION SELECT b_id FROM pair) AS side
        CROSS JOIN LATERAL (
            SELECT id, key, lower, upper, text, utterer_key, first_said_on, last_said_on
            FROM discrepancies_statement WHERE id = side.id OFFSET 0
        ) AS statement
    )
"""

#: How many origins there are and how recent they are weighs alike on all pairs of a card.
_GAP = """
    CASE
        WHEN coalesce(a.lower, a.upper, b.lower, b.upper) IS NULL THEN 1
        WHEN b.lower > a.upper THEN
            least(1, (b.lower - a.upper) / greatest(abs(b.lower), abs(a.upper)))
        WHEN a.lower > b.upper THEN
            least(1, (a.lower - b.upper) / greatest(abs(a.lower), abs(b.upper)))
        ELSE 0
    END
"""

#: Of each card the pair that explains it, the surest, and the one that weighs most; and each
#: figure, or words without one, with who told it and how it was first put.
_CARDS = f"""
    {_RAISED}, side AS (
        SELECT question_id, relation, a_id AS id FROM pair
        UNION
        SELECT question_id, relation, b_id FROM pair
    )
    SELECT best.question_id, best.relation, surest.certainty, surest.explanation,
        heaviest.certainty, a.lower, a.upper, b.lower, b.upper, NULL, NULL, NULL
    FROM (
        SELECT pair.question_id, pair.relation,
            (array_agg(pair.id ORDER BY pair.certainty DESC, a.key, b.key))[1] AS surest_id,
            (array_agg(pair.id ORDER BY pair.certainty * (1 + {_GAP}) DESC, a.key, b.key))[1]
                AS heaviest_id
        FROM pair JOIN told a ON a.id = pair.a_id JOIN told b ON b.id = pair.b_id
        GROUP BY pair.question_id, pair.relation
    ) AS best
    JOIN discrepancies_comparison surest ON surest.id = best.surest_id
    JOIN discrepancies_comparison heaviest ON heaviest.id = best.heaviest_id
    JOIN discrepancies_statement a ON a.id = heaviest.a_id
    JOIN discrepancies_statement b ON b.id = heaviest.b_id
    UNION ALL
    SELECT side.question_id, side.relation, NULL,
        (array_agg(told.text ORDER BY told.first_said_on, told.key))[1], NULL,
        told.lower, told.upper, NULL, NULL,
        array_agg(DISTINCT told.utterer_key), min(told.first_said_on), max(told.last_said_on)
    FROM side JOIN told ON told.id = side.id
    GROUP BY side.question_id, side.relation, told.lower, told.upper,
        CASE WHEN coalesce(told.lower, told.upper) IS NULL THEN told.text END
"""  # noqa: S608  # built of our own text

_JOIN = """
    UPDATE discrepancies_comparison SET discrepancy_id = %(discrepancy)s
    WHERE question_id = %(question)s AND relation = %(kind)s AND discrepancy_id IS NULL
"""


_STANDING = f"""
    SELECT {columns_of(Discrepancy, "discrepancy")} FROM discrepancies_discrepancy discrepancy
    WHERE discrepancy.question_id = ANY(%s)
    ORDER BY discrepancy.id FOR NO KEY UPDATE
"""  # noqa: S608  # built of our own column names


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
    heaviest: _Gap
    told: list[_Told]

    def values(self, policy: Policy) -> dict[str, object]:
        """Return the columns of the card's discrepancy."""
        origins = len({utterer for each in self.told for utterer in each.utterers})
        gap = self.heaviest
        return {
            "explanation": self.explanation,
            "certainty": self.certainty,
            "severity": severity(
                certainty=gap.certainty, a=gap.a, b=gap.b, origins=origins, policy=policy
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
    Return the ids of the discrepancies that exist now, those that lapsed too.
    """
    if not question_ids:
        return ()
    questions = sorted(question_ids)
    cards = _cards(questions)
    standing = {
        (row.question_id, row.kind): row for row in fetch_rows(Discrepancy, _STANDING, [questions])
    }
    lapsed = [standing[key] for key in sorted(standing.keys() - cards.keys())]
    kept = [row.pk for row in lapsed if _lapse(row)]
    written = {key: _write(standing.get(key), key, cards[key], policy) for key in sorted(cards)}
    execute_all(
        [
            Call(_JOIN, {"discrepancy": pk, "question": question, "kind": kind})
            for (question, kind), pk in written.items()
        ]
    )
    return (*written.values(), *kept)


def _cards(questions: Sequence[int]) -> dict[tuple[int, str], _Card]:
    """Lock these questions and read what is raised on them, by question and kind."""
    cards: dict[tuple[int, str], _Card] = {}
    told: dict[tuple[int, str], list[_Told]] = defaultdict(list)
    locks = Call(_LOCK, [questions])
    for question, kind, *columns in fetch(_CARDS, [questions], after=[locks]):
        certainty, text, weight, low, high, *others, utterers, first, last = columns
        if utterers is None:
            gap = _Gap(weight, (low, high), (others[0], others[1]))
            cards[question, kind] = _Card(certainty, text, gap, told[question, kind])
        else:
            told[question, kind].append(_Told(low, high, text, utterers, first, last))
    return cards


def _write(
    discrepancy: Discrepancy | None, key: tuple[int, str], card: _Card, policy: Policy
) -> int:
    question_id, kind = key
    values = card.values(policy)
    if discrepancy is None:
        discrepancy = Discrepancy(question_id=question_id, kind=kind, **values)
        rows_insert([discrepancy])
    else:
        _update(discrepancy, values, card.words())
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
    rows_update([discrepancy])


def _lapse(discrepancy: Discrepancy) -> bool:
    """Take a card out of the queue; return whether it stays, for what people did on it."""
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
            return False
    if discrepancy.status != DiscrepancyStatus.LAPSED:
        discrepancy.status = DiscrepancyStatus.LAPSED
        discrepancy.save()
    return True
