"""What the queue and a discrepancy's page show, built from rows before any template."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from math import comb
from typing import TYPE_CHECKING

from apps.discrepancies.models import Comparison
from apps.discrepancies.selectors import pairs_compared, statements_headlines
from apps.newsdesk.highlighting import Mark, Segment, segments

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date

    from apps.claims.models import Claim
    from apps.discrepancies.models import Discrepancy, Statement

#: So many positions stand on a card; the page of the discrepancy has them all.
SHOWN = 4


@dataclass(frozen=True, slots=True)
class Position:
    """One side of a discrepancy on a card: the figure, who says so, and when."""

    words: str
    who: str
    day: date


@dataclass(frozen=True, slots=True)
class Card:
    """One discrepancy in the queue; ``story`` is the headline of the first report on it."""

    discrepancy: Discrepancy
    story: str
    outlet: str
    positions: tuple[Position, ...]
    more: int
    why: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Crowd:
    """Statements of which not every one was held against every other."""

    statements: int
    compared: int

    @property
    def pairs(self) -> int:
        """How many pairs they make."""
        return comb(self.statements, 2)


@dataclass(frozen=True, slots=True)
class Relay:
    """One report that carries a statement, with its sentence and the claim marked in it."""

    claim: Claim
    pieces: Sequence[Segment]
    chain: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A statement in the side-by-side view, its relays folded under their origin."""

    statement: Statement
    first: Relay | None
    others: tuple[Relay, ...]

    @property
    def reports(self) -> int:
        """How many reports carry it."""
        relays = (self.first, *self.others)
        return len({each.claim.version.report_id for each in relays if each})


def queue_cards(discrepancies: Iterable[Discrepancy]) -> list[Card]:
    """Return a card for each discrepancy, with two queries for all their statements."""
    rows = list(discrepancies)
    sides: dict[int | None, dict[str, Statement]] = defaultdict(dict)
    strongest: dict[int | None, Comparison] = {}
    comparisons = Comparison.objects.filter(discrepancy__in=rows).select_related("a", "b")
    for comparison in comparisons.order_by("-certainty", "a__key", "b__key"):
        strongest.setdefault(comparison.discrepancy_id, comparison)
        for statement in (comparison.a, comparison.b):
            sides[comparison.discrepancy_id][statement.key] = statement
    told = {
        pk: sorted(found.values(), key=lambda each: (each.first_said_on, each.key))
        for pk, found in sides.items()
    }
    ids = [each.pk for found in told.values() for each in found[:SHOWN]]
    stories = statements_headlines(statement_ids=ids)
    cards = []
    for row in rows:
        statements = told.get(row.pk, [])
        # A sum has no report of its own: its parts have.
        headed = (stories[each.pk] for each in statements[:SHOWN] if stories[each.pk][0])
        story, outlet = next(headed, ("", ""))
        shown = tuple(
            Position(each.text, each.utterer_name, each.first_said_on)
            for each in statements[:SHOWN]
        )
        pair = strongest.get(row.pk)
        cards.append(
            Card(
                row,
                story,
                outlet,
                shown,
                max(0, len(statements) - SHOWN),
                sentence(pair.reasons[0]["text"]) if pair else row.explanation,
                tuple(pair.missing) if pair else (),
            )
        )
    return cards


def crowd_of(statement_ids: Collection[int]) -> Crowd | None:
    """Return the crowd that statements are, ``None`` where all were held against each other."""
    crowd = Crowd(len(statement_ids), pairs_compared(statement_ids=statement_ids))
    return crowd if crowd.compared < crowd.pairs else None


def sentence(text: str) -> str:
    """Write a reason as a sentence: a capital first, a full stop last."""
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."


def statement_columns(statements: Iterable[Statement]) -> list[Column]:
    """Return the statements as columns, the earliest first."""
    columns = []
    for statement in statements:
        relays = [relay(claim) for claim in statement.claims.all()]
        columns.append(Column(statement, relays[0] if relays else None, tuple(relays[1:])))
    return columns


def relay(claim: Claim) -> Relay:
    """Return a claim in its sentence; the claim must come from ``claims_in_context``."""
    sentence: str = claim.sentence  # type: ignore[attr-defined]  # annotated by the selector
    mark = Mark(claim.start, claim.end, "figure" if claim.quantity_text else "words", claim.pk)
    return Relay(
        claim,
        segments(text=sentence, marks=[mark], offset=claim.sentence_start),
        tuple(speaker.name for speaker in reversed(claim.speakers.all())),
    )
