"""Chains of attribution: a statement inside another is passed on by whoever makes the other."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from claimtrack.engine.records import Role, Speaker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimtrack.engine.attribution.reported import Reported

Chain = tuple[Speaker, ...]

#: Longer chains than this come from a wrong reading, not from a report.
LONGEST_CHAIN = 5


def nest(reported: Sequence[Reported], own: Sequence[Chain]) -> list[Chain]:
    """Put before each statement's own chain the chain of the one that it stands in.

    A statement stands in another where its source and cue lie in a piece of the other's content.
    One pass over the pieces in text order, with a stack of those that are open.
    """
    pieces = sorted(
        (start, -end, number)
        for number, statement in enumerate(reported)
        for start, end in statement.pieces
    )
    order = sorted(range(len(reported)), key=lambda n: (_extent(reported[n])[0], n))
    outer: list[int | None] = [None] * len(reported)
    stack: list[tuple[int, int]] = []
    following = 0
    for number in order:
        start, end = _extent(reported[number])
        while following < len(pieces) and pieces[following][0] <= start:
            stack.append((-pieces[following][1], pieces[following][2]))
            following += 1
        while stack and stack[-1][0] <= start:
            stack.pop()
        outer[number] = next(
            (n for stop, n in reversed(stack[-LONGEST_CHAIN:]) if stop >= end and n != number), None
        )
    denied = [statement.denied for statement in reported]
    return [_joined(number, outer, own, denied) for number in range(len(reported))]


def _extent(statement: Reported) -> tuple[int, int]:
    spans = [span for span in (statement.source, statement.cue, statement.relay) if span]
    return min(span.start for span in spans), max(span.end for span in spans)


def _joined(
    number: int, outer: Sequence[int | None], own: Sequence[Chain], denied: Sequence[bool]
) -> Chain:
    """Return the whole chain; who denies a statement does not pass it on."""
    chain = own[number]
    above = outer[number]
    if above is not None and denied[above]:
        return chain
    seen = {number}
    while above is not None and above not in seen and len(chain) < LONGEST_CHAIN:
        relays = tuple(replace(speaker, role=Role.RELAY) for speaker in own[above])
        if relays[-1].name != chain[0].name:
            chain = relays + chain
        seen.add(above)
        above = outer[above]
    return chain
