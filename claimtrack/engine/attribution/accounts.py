"""Whose reckoning a figure is by: "by the union's own count", "on the ministry's figures"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Nouns that name a reckoning behind each preposition. Money stands in and on an account.
_NOUNS = {
    "by": "reckoning|count|tally|estimate|estimates|estimation|account|calculation|calculations"
    "|telling|figures",
    "on": "reckoning|count|tally|estimate|estimates|calculation|calculations|telling|figures|sums"
    "|arithmetic|numbers",
    "in": "reckoning|estimate|estimation|telling|assessment|judgement|judgment|words|view|opinion",
}
RECKONINGS = frozenset(noun for nouns in _NOUNS.values() for noun in nouns.split("|"))
_REACH = 60
_PREPOSITION = re.compile(r"(?:^|[,;:(—–] ?|\band )(by|on|in) ", re.IGNORECASE)
_BEHIND = {
    word: re.compile(
        r"(?:(?:its|his|her|their) own )?"
        rf"(?P<who>[^,;:.()\n]{{2,{_REACH}}}?)(?:['’]s|(?<=s)['’]) (?:[a-z]+ ){{0,2}}(?:{nouns})\b"
    )
    for word, nouns in _NOUNS.items()
}


def reckonings(text: str, start: int, end: int) -> Iterator[tuple[tuple[int, int], int, int]]:
    """Yield the offsets of who reckons, and where the phrase begins and ends.

    The phrase opens the sentence ``text[start:end]`` or stands behind a mark.
    """
    if "'" not in text[start:end] and "’" not in text[start:end]:
        return
    for found in _PREPOSITION.finditer(text[start:end]):
        behind = _BEHIND[found[1].lower()].match(text, start + found.end(), end)
        if behind is not None:
            yield behind.span("who"), start + found.start(1), behind.end()
