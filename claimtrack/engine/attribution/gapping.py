"""A second speaker without a verb: "Police put the crowd at 12,000 and organisers at 80,000".

The preposition before the figure comes again behind the second speaker; the verb does not.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimtrack.engine.attribution.clauses import Clauses
    from claimtrack.engine.attribution.cues import VerbCue
    from claimtrack.engine.attribution.reported import Reported
    from claimtrack.engine.attribution.sourcing import SourceReader

_JOINTS = frozenset({"and", "while", "but", ",", ";"})
_PREPOSITIONS = frozenset({"at", "of"})


def split_gapped(
    clauses: Clauses, sources: SourceReader, cue: VerbCue, reported: Reported
) -> list[Reported]:
    """Return what each speaker of one verb said; the statement alone where there is but one."""
    start, end = reported.pieces[-1]
    first, last = clauses.token_at(start), clauses.token_at(end) - 1
    preposition = _before_figure(clauses, cue, first, last)
    if not preposition:
        return [reported]
    for joint in range(first, last):
        if clauses.lower(joint) not in _JOINTS:
            continue
        speaker = joint + 1 + (clauses.lower(joint + 1) in _JOINTS)
        figure = clauses.chunk_end(speaker) + 2
        gapped = clauses.lower(figure - 1) == preposition and _has_figure(clauses, figure, last)
        source = sources.speaker(speaker, figure - 2) if gapped else None
        if source is not None:
            before = (start, clauses.tokens[joint - 1].end)
            behind = (clauses.tokens[figure].start, end)
            return [
                replace(reported, pieces=[*reported.pieces[:-1], before]),
                replace(reported, pieces=[behind], source=source),
            ]
    return [reported]


def _before_figure(clauses: Clauses, cue: VerbCue, first: int, last: int) -> str:
    """Return the preposition before the first figure of the content, empty without one."""
    figure = clauses.number(first, last)
    if figure is None:
        return ""
    tail = cue.entry.tail if figure == first else ()
    word = tail[-1] if tail else clauses.lower(figure - 1)
    return word if word in _PREPOSITIONS else ""


def _has_figure(clauses: Clauses, first: int, last: int) -> bool:
    """Tell whether the noun phrase that begins at ``first`` has a figure."""
    end = min(max(first, clauses.chunk_end(first)), last)
    return clauses.number(first, end) is not None
