"""Reports between commas whose verb the tagger takes for a noun, by the order of the words.

"…, analysts at Brenn Re estimate." and "Rebels, the radio Ostra reports, hold the plateau": the
noun phrase between the comma and the verb is who says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.engine.attribution.reporting import Form, Frame, reporting_lexicon

if TYPE_CHECKING:
    from claimtrack.engine.attribution.clauses import Clauses

#: What may stand behind the verb.
_CLOSING = frozenset({".", ",", ";", ""})
_LONGEST = 8
_FRAMES = frozenset({Frame.STATEMENT, Frame.THOUGHT, Frame.DOCUMENT})
_LINKS = frozenset({"at", "of", "for", "with", "from", "in"})
_JOINS = frozenset({"and", "or", "but", "to", "nor", "no"})
_BREAKS = frozenset({"AUX", "NUM", "SCONJ", "CCONJ", "PUNCT"})
_DETERMINERS = frozenset({"DET", "PRON"})
_NAME_REACH = 4


def inserted_subject(clauses: Clauses, index: int) -> tuple[int, int] | None:
    """Return the first and last token of who says so, where a reporting word ends an insertion.

    A name stands before a form in -s or -ed, people in the plural before the base form.
    """
    if clauses.lower(index + 1) not in _CLOSING or clauses.tag(index) not in {"NOUN", "PROPN"}:
        return None
    forms = _forms(clauses, index)
    if not forms:
        return None
    first = _behind_comma(clauses, index)
    if first is None or not clauses.tokens[index].text.islower():
        return None
    plural = Form.BASE in forms and _is_plural(clauses, first, index)
    named = Form.PRESENT in forms and _is_named(clauses, first, index)
    return (first, index - 1) if plural or named else None


def is_told_that(clauses: Clauses, index: int) -> bool:
    """Tell "the chemist, Ada Roe, concedes that …" from the noun of "claims that …"."""
    if clauses.lower(index + 1) != "that" or Form.PRESENT not in _forms(clauses, index):
        return False
    comma = index - (clauses.lower(index - 1) == ",")
    return clauses.tag(comma - 1) == "PROPN" and clauses.tokens[index].text.islower()


def _forms(clauses: Clauses, index: int) -> frozenset[Form]:
    """Return the forms of the verbs of saying that a word may be."""
    entries = reporting_lexicon().verbs.get(clauses.lower(index), ())
    return frozenset(
        form
        for entry in entries
        if not entry.tail and entry.frames & _FRAMES
        for form in entry.forms
    )


def _behind_comma(clauses: Clauses, index: int) -> int | None:
    """Return the first token behind the last comma, where a noun phrase alone lies between."""
    for at in range(index - 1, max(clauses.opening, index - _LONGEST) - 1, -1):
        if clauses.lower(at) == ",":
            return at + 1 if at + 1 < index else None
        verb = clauses.tag(at) == "VERB" and not clauses.tokens[at].text[0].isupper()
        if verb or clauses.tag(at) in _BREAKS or clauses.lower(at) in _JOINS:
            return None
    return None


def _is_plural(clauses: Clauses, first: int, index: int) -> bool:
    """Tell "relatives fear" and "analysts at Brenn Re estimate", each with a statement before."""
    head = first + (clauses.tag(first) in _DETERMINERS)
    while head < index - 1 and clauses.lower(head + 1) not in _LINKS:
        head += 1
    people = clauses.tag(head) == "NOUN" and clauses.lower(head).endswith("s")
    if not people or head >= index:
        return False
    stated = clauses.finite_verb(clauses.opening, first - 1) is not None
    return stated and clauses.tokens[head].text.islower()


def _is_named(clauses: Clauses, first: int, index: int) -> bool:
    """Tell "the radio Ostra reports" from "the Ostra reports": a name behind what it is."""
    if not clauses.tokens[index - 1].text[0].isupper():
        return False
    name = index - 1
    while (
        name > first and index - name < _NAME_REACH and clauses.tokens[name - 1].text[0].isupper()
    ):
        name -= 1
    if name == first:
        return True
    linked = clauses.lower(name - 1) in _LINKS
    return linked or (clauses.tag(name - 1) == "NOUN" and clauses.tokens[name - 1].text.islower())
