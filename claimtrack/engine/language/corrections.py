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

#: "The report" and "the text" may be anybody's; an article or a story is the outlet's own.
_OWN = (
    r"(?:(?:[Tt]his|[Oo]ur) (?:report|text|dispatch|piece|post|page|item|caption|article|story"
    r"|headline|live ?blog)|[Tt]he (?:article|story|headline))"
)
_BEFORE = r"(?:earlier|previous|original|prior|initial) versions?"
_WRONGLY = (
    r"(?:originally|initially|previously|earlier|at first|incorrectly|wrongly|erroneously"
    r"|mistakenly)"
)
_SAID = r"(?:called|described|gave|given|identified|misstated|put|reported|said|stated)"
_NOTE = re.compile(
    rf"\b{_BEFORE} of {_OWN}\b|\b{_OWN} (?:had )?{_WRONGLY} {_SAID}\b"
    rf"|\b[Aa]n {_BEFORE} (?:had )?(?:{_WRONGLY} )?(?:misstated|said|stated)\b"
    rf"|\b[Oo]ur {_WRONGLY} (?:article|report|story) (?:had )?{_SAID}\b"
)
#: What stands behind one of these is put in the place of what is taken back, or beside it.
_ENDS = re.compile(
    r";|\)|,? (?:whereas|while|but|instead of|rather than)\b|,? when in fact\b"
    r"|, (?:in fact|not|and|adding)\b| [–—] "
)


def taken_back(text: str, sentences: Sequence[Span]) -> tuple[Span, ...]:
    """Return the stretches of a text that tell what an earlier version of it said, in order.

    Each ends with its sentence, or before what is put in the place of it.
    """
    found = []
    for sentence in sentences:
        note = _NOTE.search(text, sentence.start, sentence.end)
        if note is not None:
            end = _ENDS.search(text, note.end(), sentence.end)
            found.append(Span.cut(text, note.start(), end.start() if end else sentence.end))
    return tuple(found)


def is_taken_back(span: Span, stretches: Sequence[Span]) -> bool:
    """Tell whether a span reaches into a stretch that is taken back."""
    return any(stretch.overlaps(span) for stretch in stretches)
