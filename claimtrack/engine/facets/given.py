"""Figures that a sentence takes as given: what its verb plans or doubts is not theirs.

"Only four parties may clear the 5% threshold" doubts who clears it and not the threshold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimtrack.engine.facets.context import Figure, Sentence, VerbGroup

_DEFINITE = frozenset({"the", "its", "their", "this", "that"})
#: A noun that follows at once is often tagged as a verb ("the 4% hurdle").
_NAMED = frozenset({"ADJ", "NOUN", "PROPN", "VERB"})
_BASE = frozenset({"up", "down"})
_OWNED = frozenset({"the", "its", "their", "his", "her", "our"})
_ANY = frozenset({"any", "none", "some", "all", "most", "many", "each", "half", "few"})
#: "Not a single one of the 18 hostages" is no figure by its "one".
_NOBODY = ["a", "single", "one", "of"]
_ADJUNCTS = frozenset({"over", "after", "following", "despite", "amid"})
_IN_PHRASE = frozenset({"DET", "ADJ", "NOUN", "PROPN"})
_PHRASE = 6
_ASIDE = 12


def is_given(sentence: Sentence, figure: Figure, verb: VerbGroup | None) -> bool:
    """Tell whether a figure is known already, whatever its clause plans or doubts."""
    return (
        _is_definite(sentence, figure)
        or _is_base(sentence, figure)
        or _is_occasion(sentence, figure)
        or _is_apposed(sentence, figure)
        or (verb is not None and _is_aside(sentence, figure, verb))
    )


def is_whole(sentence: Sentence, figure: Figure) -> bool:
    """Tell whether a figure only says of how many: "shut 80 of its 412 shops", "any of the 62".

    Whoever warns, plans or denies speaks of the part; how many there are is known before.
    """
    if figure.quantity.dimension != "count":
        return False
    of = _of_before(sentence, figure)
    if of is None:
        return False
    part = sentence.figure_at(of - 1)
    nobody = sentence.low[of - 3 : of + 1] == _NOBODY
    return part is not None or nobody or sentence.word(of - 1) in _ANY


def _of_before(sentence: Sentence, figure: Figure) -> int | None:
    """Return the "of" before "the 62", "its 412 shops" or "the ferry's 143 passengers"."""
    before = figure.first - 1
    if sentence.word(before) == "'s":
        while sentence.tag(before) in ("PART", "NOUN", "PROPN", "ADJ", "DET"):
            before -= 1
        return before if sentence.word(before) == "of" else None
    if sentence.word(before) not in _OWNED or sentence.word(before - 1) != "of":
        return None
    return before - 1


def _is_definite(sentence: Sentence, figure: Figure) -> bool:
    """Read "the 5% threshold"."""
    return (
        figure.quantity.dimension != "count"
        and sentence.word(figure.first - 1) in _DEFINITE
        and sentence.tag(figure.last + 1) in _NAMED
    )


def _is_base(sentence: Sentence, figure: Figure) -> bool:
    """Read "80%, up from 50% today", "26 of 100 papers"."""
    taken = (
        sentence.figure_at(figure.first - 2) if sentence.word(figure.first - 1) == "of" else None
    )
    if taken is not None and taken.last == taken.number_last:
        return True
    return sentence.word(figure.first - 1) == "from" and sentence.word(figure.first - 2) in _BASE


def _is_apposed(sentence: Sentence, figure: Figure) -> bool:
    """Read "damage from the quake, a magnitude 6.3, could top": nobody doubts the quake."""
    before = figure.first - 1
    return sentence.word(before) in ("a", "an") and sentence.word(before - 1) == ","


def _is_occasion(sentence: Sentence, figure: Figure) -> bool:
    """Read "will strike over an offer of 5.5%"."""
    if sentence.word(figure.first - 1) != "of" or figure.quantity.dimension == "time":
        return False
    for index in range(figure.first - 2, max(-1, figure.first - 2 - _PHRASE), -1):
        if sentence.tag(index) not in _IN_PHRASE:
            return sentence.word(index) in _ADJUNCTS
    return False


def _is_aside(sentence: Sentence, figure: Figure, verb: VerbGroup) -> bool:
    """Read "the firm, with 300 staff at six sites, will move"."""
    if verb.first < figure.last or "with" not in sentence.low:
        return False
    for index in range(figure.first - 1, max(0, figure.first - 1 - _ASIDE), -1):
        if sentence.word(index) == "with":
            return sentence.word(index - 1) == ","
        if sentence.is_verb(index) or sentence.is_stop(index):
            return False
    return False
