"""What tells which unnamed speaker is meant: "two people familiar with the talks said".

Behind a common noun an adjective or participle with its own phrase belongs to the speaker, up to
the verb of saying. A parser may take the participle for the verb of a clause, but two such verbs
never follow each other without a comma or conjunction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.engine.attribution.clauses import SUBJECTS

if TYPE_CHECKING:
    from claimtrack.engine.attribution.clauses import Clauses

_INSIDE = frozenset({"ADP", "DET", "ADJ", "NOUN", "PROPN", "NUM", "PRON", "PART"})
_OBJECT = frozenset({"DET", "NOUN", "PROPN", "PRON", "ADJ", "ADP"})
_LONGEST = 12


def described_before(clauses: Clauses, verb: int) -> tuple[int, int] | None:
    """Return the speaker with its description that ends right before a verb group, if one does.

    A day describes nobody: "a report published on Friday".
    """
    if clauses.is_time(verb - 1):
        return None
    for index in range(verb - 1, max(clauses.opening, verb - _LONGEST), -1):
        if index < verb - 1 and _opens_description(clauses, index):
            return clauses.chunk_start(index - 1), verb - 1
        if clauses.tag(index) not in _INSIDE:
            return None
    return None


def _opens_description(clauses: Clauses, index: int) -> bool:
    """Tell "familiar" and "briefed" behind a noun from an adjective before one and a past form."""
    token = clauses.tokens[index]
    behind = clauses.tag(index + 1)
    if clauses.tag(index - 1) != "NOUN" and clauses.tokens[index - 1].dep not in SUBJECTS:
        return False
    if token.upos == "VERB" and token.xpos == "VBG":
        return behind in _OBJECT
    participle = token.upos == "VERB" and (
        token.xpos == "VBN" or clauses.lower(index).endswith("ed")
    )
    return behind == "ADP" and (token.upos == "ADJ" or participle)
