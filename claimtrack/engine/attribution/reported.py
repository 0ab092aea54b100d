"""A reported statement as read, before its speaker is resolved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimtrack.engine.attribution.reporting import Frame
    from claimtrack.engine.records import Span


@dataclass(slots=True)
class Reported:
    """A reported statement. ``pieces`` are offsets; ``source`` is ``None`` where none is given.

    ``relay`` is one who passes the statement on inside the same phrase ("X quoted Y as saying").
    ``antecedent`` is what "who" or "which" stands for, where that is the source.
    ``nested`` says that the cue stands inside a quotation: a speaker reports another.
    ``inner`` says that the cue stands in the content of another statement.
    ``frames`` are those of the verb, empty for prepositions, nouns and labels.
    ``attitude`` marks a wish, plan or stance, or a verb under a negation: no statement of fact.
    """

    sentence: Span
    source: Span | None
    cue: Span
    pieces: list[tuple[int, int]]
    quoted: bool = False
    denied: bool = False
    attitude: bool = False
    relay: Span | None = None
    antecedent: Span | None = None
    nested: bool = False
    inner: bool = False
    frames: frozenset[Frame] = frozenset()
    verb: str = ""
