"""Verbs that hand over a figure and no statement: "wants 8 per cent", "cut its forecast to 1.2%".

Who wishes for a sum names it, and who revises a count vouches for it; a wish for a thing or a
deed ("wants 200 homes built") names no figure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.engine.attribution.reporting import Frame, reporting_lexicon

if TYPE_CHECKING:
    from claimtrack.engine.attribution.clauses import Clauses
    from claimtrack.engine.attribution.reporting import VerbEntry

#: Frames whose content is a figure, and nothing without one.
NAMING_FIGURES = frozenset({Frame.AMOUNT, Frame.REVISION})

#: What the object of a wish ends before.
AMOUNT_ENDS = frozenset({";", ",", "after", "while", "as"})

_WISHES = NAMING_FIGURES | {Frame.ATTITUDE, Frame.MANNER}
_UNITS = frozenset(
    {
        "%", "percent", "per", "pc", "percentage", "points", "cents", "cent", "pence", "dollars",
        "euros", "pounds", "crowns", "francs", "basis",
    }
)  # fmt: skip
_WITHIN = frozenset({"of", "to", "between", "at", "for", "about", "around", "over"})
_CLAUSE_TAGS = frozenset({"VERB", "AUX", "PUNCT", "SCONJ", "CCONJ"})
_TALLY_REACH = 6
_FIGURE_REACH = 4


def hands_over_figure(clauses: Clauses, index: int, entry: VerbEntry) -> bool:
    """Tell whether a verb at ``index`` that may only name figures has one for its object."""
    if Frame.REVISION in entry.frames:
        return _revises_tally(clauses, index)
    return names_amount(clauses, index + 1 + len(entry.tail))


def only_wishes(clauses: Clauses, entry: VerbEntry, begin: int) -> bool:
    """Tell a wish for a thing or a deed, whose object begins here, from one for an amount."""
    if not entry.frames <= _WISHES or Frame.REVISION in entry.frames:
        return False
    return not (Frame.AMOUNT in entry.frames and names_amount(clauses, begin))


def ends_amount(clauses: Clauses, entry: VerbEntry, index: int) -> bool:
    """Tell whether the object of a wish ends before the token at ``index``.

    In "gave the number as 27" it goes on.
    """
    if clauses.lower(index) == "as" and Frame.REVISION in entry.frames:
        return not any(clauses.is_figure(at) for at in range(index + 1, index + _FIGURE_REACH))
    return entry.frames <= _WISHES and clauses.lower(index) in AMOUNT_ENDS


def names_amount(clauses: Clauses, begin: int) -> bool:
    """Tell whether the object that begins here is, or has, a sum, a share or a bare figure."""
    for index in range(begin, len(clauses.tokens)):
        tag = clauses.tag(index)
        if tag == "NUM":
            money = clauses.tag(index - 1) == "SYM"
            if money or clauses.lower(index + 1) in _UNITS:
                return True
            if clauses.tag(index + 1) in {"PUNCT", ""}:
                return True
        elif tag in _CLAUSE_TAGS or (
            tag in {"ADP", "PART"} and clauses.lower(index) not in _WITHIN
        ):
            return False
    return False


def _revises_tally(clauses: Clauses, index: int) -> bool:
    """Tell "lowered the number of dead from 115 to 97" from "lowered the gate"."""
    end = clauses.next_comma(index)
    tallies = reporting_lexicon().tallies
    for noun in range(index + 1, min(index + _TALLY_REACH, end)):
        if clauses.lower(noun) in tallies:
            return any(clauses.tag(k) == "NUM" for k in range(noun + 1, end))
    return False
