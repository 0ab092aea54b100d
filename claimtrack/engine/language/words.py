"""The words of a text, found once for all who look among them for those that they know."""

from __future__ import annotations

import re

_WORD = re.compile(r"\d+|(?<!\w)[^\W\d_]+")


def find_words(text: str) -> list[tuple[str, int]]:
    """Return the runs of digits, and of letters with nothing glued to their front, with offsets."""
    return [(word.group(), word.start()) for word in _WORD.finditer(text)]
