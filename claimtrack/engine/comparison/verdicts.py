"""What a level answers, and what a level is."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from claimtrack.engine.records import Facet, Population, Relation, Span, Window

PairT = TypeVar("PairT")


@dataclass(frozen=True, slots=True)
class Verdict:
    """A relation with its reason in plain words and the spans of either side.

    ``weighed`` verdicts rest on the whole of both scopes, so every doubt about a facet lowers
    their certainty; ``factor`` lowers it for what the level itself is unsure of.
    """

    relation: Relation
    text: str
    a: tuple[Span, ...] = ()
    b: tuple[Span, ...] = ()
    weighed: bool = False
    factor: Decimal = Decimal(1)
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Level(Generic[PairT]):
    """One step of the gate: ``decide`` names the relation, or passes on with ``None``."""

    name: str
    label: str
    decide: Callable[[PairT], Verdict | None]


def support(facet: Facet | Population | Window, otherwise: Span) -> tuple[Span, ...]:
    """Return the words that carry a facet, or those of its figure where it is inferred."""
    return (facet.span or otherwise,)
