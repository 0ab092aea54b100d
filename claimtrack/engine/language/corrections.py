"""What a report says of an earlier version of itself, and takes back with that.

"An earlier version of this report said 14 people had died; the number is 12": the 14 is nobody's
figure any more. Newsrooms word such notes much alike.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimtrack.engine.records import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Why a number in such a note is no figure.
TAKEN_BACK = "what an earlier version of the report said"

_TEXT = r"(?:report|story|article|dispatch|piece|post|page|item|headline|caption|text|live ?blog)"
_BEFORE = r"(?:earlier|previous|original|prior|initial|first) versions?"
_WRONGLY = (
    r"(?:originally|initially|previously|earlier|first|at first|incorrectly|wrongly|erroneously"
    r"|mistakenly)"
)
_SAID = (
    r"(?:called|described|gave|given|had|identified|listed|misstated|named|put|quoted|read|referred"
    r"|reported|said|stated)"
)
_NOTE = re.compile(
    rf"\b{_BEFORE} of (?:this|the|our) {_TEXT}\b"
    rf"|\b(?:this|the|our) {_TEXT} (?:had )?{_WRONGLY} {_SAID}\b",
    re.IGNORECASE,
)
#: What stands behind one of these is put in the place of what is taken back.
_ENDS = re.compile(
    r"[.;:!?](?=\s|$)|\n|,? (?:when|whereas|while|but|instead of|rather than)\b|, (?:in fact|not)\b"
    r"| [–—] "
)


def taken_back(text: str) -> tuple[Span, ...]:
    """Return the stretches of a text that tell what an earlier version of it said, in order."""
    found = []
    for note in _NOTE.finditer(text):
        end = _ENDS.search(text, note.end())
        found.append(Span.cut(text, note.start(), end.start() if end else len(text)))
    return tuple(found)


def is_taken_back(span: Span, stretches: Sequence[Span]) -> bool:
    """Tell whether a span reaches into a stretch that is taken back."""
    return any(stretch.overlaps(span) for stretch in stretches)
