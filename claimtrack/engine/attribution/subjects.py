"""Who is the subject of a reporting verb: by the tree, and by the order of words where it errs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.engine.attribution.reporting import Form, Frame, VerbEntry

if TYPE_CHECKING:
    from claimtrack.engine.attribution.clauses import Clauses

NOMINATIVES = frozenset({"he", "she", "they", "i", "we"})
CLOSING_MARKS = frozenset({"”", '"', "''", "’’"})
_INVERTING = frozenset({Frame.STATEMENT, Frame.MANNER, Frame.QUESTION, Frame.THOUGHT})
#: Verbs that stand before their subject behind a statement without marks.
_INVERTED = frozenset({"say", "write", "report", "add"})
_BEHIND_SPEAKER = frozenset({",", ".", "", "in", "on", "at", "who", ";", "(", "last"})


def find_subject(
    clauses: Clauses, index: int, group: int, *, bare: bool, entry: VerbEntry
) -> tuple[tuple[int, int] | None, bool, bool]:
    """Return the subject's phrase, whether it is inherited, and whether it follows the verb."""
    own = clauses.subject(index)
    if own is not None and (crosses_quote(clauses, own, index) or _is_mark(clauses, own)):
        own = None
    after = None if bare else _speaker_behind(clauses, index, own, entry)
    if after is not None:
        return after, False, True
    before = None if bare else clauses.phrase_before(group)
    if own is not None and before is not None and _opens_content(clauses, own, index):
        own = None
    if own is not None and before is not None and _is_deed_before(clauses, own, before, group):
        own = None
    if own is not None and not _is_nearer(clauses, before, own, group):
        return _whole_phrase(clauses, own, before, group), False, own > index
    if before is not None:
        return before, False, False
    if not bare and _may_invert(clauses, index, entry):
        after = clauses.phrase_after(index)
        pronoun = after is not None and clauses.lower(after[0]) in NOMINATIVES
        if after is not None and not (pronoun and _acts(clauses, after)):
            return after, False, True
    return _far_subject(clauses, index, group, bare=bare)


def _is_deed_before(clauses: Clauses, own: int, before: tuple[int, int], group: int) -> bool:
    """Tell whether a verb is taken for who reports: "it was carrying 142, Radio Orn reported"."""
    beside = before[1] == group - 1 and clauses.lower(before[0] - 1) == ","
    return beside and clauses.tag(own) in ("VERB", "AUX")


def _is_mark(clauses: Clauses, index: int) -> bool:
    """Tell the hour before an entry of a live report ("02:05 “It is over,” says Ada Roe") apart."""
    return not any(char.isalpha() for char in clauses.tokens[index].text) and index == 0


def _far_subject(
    clauses: Clauses, index: int, group: int, *, bare: bool
) -> tuple[tuple[int, int] | None, bool, bool]:
    """Return the subject of the verb or noun above, or of the sentence, as for the nearer ones."""
    inherited = clauses.inherited_subject(index)
    if inherited is None and not bare:
        main = _subject_of_main(clauses, index, group)
        if main is not None and clauses.quote_of(main[0]) in {None, clauses.quote_of(index)}:
            return main, False, False
    if inherited is None and bare and group and clauses.tag(group - 1) in ("NOUN", "PROPN"):
        inherited = group - 1
    return (None if inherited is None else clauses.phrase(inherited)), True, False


def _speaker_behind(
    clauses: Clauses, index: int, own: int | None, entry: VerbEntry
) -> tuple[int, int] | None:
    """Return the speaker of "…,” said Ada Roe, a …" where nothing is reported behind it.

    The tree may take a noun of the statement before for the subject.
    """
    if not index or entry.tail or not _may_invert(clauses, index, entry):
        return None
    stated = clauses.lower(index - 1) in CLOSING_MARKS
    if (own is not None and index < own) or not (stated or entry.lemma in _INVERTED):
        return None
    after = clauses.phrase_after(index)
    if after is None or clauses.lower(after[1] + 1) not in _BEHIND_SPEAKER:
        return None
    if not stated and clauses.finite_verb((own or clauses.opening) + 1, index - 1) is None:
        return None
    return None if _acts(clauses, after) else after


def _acts(clauses: Clauses, phrase: tuple[int, int]) -> bool:
    """Tell a noun behind a verb that has its own: "…, said the dam holds"."""
    if clauses.lower(phrase[1] + 1) == "who":
        return False
    return clauses.finite_verb(phrase[0], clauses.next_comma(phrase[0]) - 1) is not None


def _whole_phrase(
    clauses: Clauses, own: int, before: tuple[int, int] | None, group: int
) -> tuple[int, int]:
    """Return the subject up to its verb, where the tree ends it inside of a name.

    Where the tree takes a word behind a preposition, it is the phrase before that.
    """
    first, last = clauses.phrase(own)
    if before is not None and before[0] <= own <= before[1] and clauses.tag(first) == "ADP":
        return before
    beside = before is not None and before[0] <= own <= before[1] == group - 1
    return (first, group - 1) if beside and last < group - 1 else (first, last)


def _subject_of_main(clauses: Clauses, index: int, group: int) -> tuple[int, int] | None:
    """Return the subject of the sentence where no other verb stands between it and the cue."""
    subject = clauses.main_subject(index)
    if subject is None:
        return None
    first, last = clauses.phrase(subject)
    return (first, last) if clauses.finite_verb(subject + 1, group - 1) is None else None


def _opens_content(clauses: Clauses, own: int, index: int) -> bool:
    """Tell a noun behind a verb that has a verb of its own: "X said the dam holds"."""
    return own > index and clauses.finite_verb(own + 1, clauses.next_comma(own) - 1) is not None


def _is_nearer(clauses: Clauses, before: tuple[int, int] | None, own: int, group: int) -> bool:
    """Tell whether the phrase right before the verb is the subject, and the tree is wrong.

    A pronoun there always is. Another phrase is where the tree's subject lies outside of it, or
    hangs on a preposition.
    """
    if before is None or own > group or before[0] <= own <= before[1]:
        return False
    if clauses.lower(before[0]) in NOMINATIVES:
        return True
    beside = before[1] == group - 1 or clauses.lower(group - 1) == ")"
    if beside and _is_named_behind_comma(clauses, before, own):
        return True
    start = clauses.chunk_start(own)
    governed = start > 0 and clauses.tag(start - 1) == "ADP"
    first, last = clauses.edges(own)
    return beside and (governed or not (first <= before[0] and before[1] <= last))


def _is_named_behind_comma(clauses: Clauses, before: tuple[int, int], own: int) -> bool:
    """Tell "the slick was 21 km long, Commander Ada Reith of the coastguard said"."""
    named = clauses.tag(before[0]) == "PROPN" and clauses.lower(before[0] - 1) == ","
    thing = clauses.tag(own) not in {"PROPN", "PRON"}
    return named and thing and clauses.finite_verb(clauses.opening, before[0] - 1) is not None


def crosses_quote(clauses: Clauses, subject: int, verb: int) -> bool:
    """Tell whether subject and verb stand on two sides of a mark of quotation."""
    return clauses.quote_of(subject) is not clauses.quote_of(verb)


def _may_invert(clauses: Clauses, index: int, entry: VerbEntry) -> bool:
    """Tell whether "…," said X may stand here: a finite verb right behind a comma or quote."""
    if entry.frames.isdisjoint(_INVERTING) or entry.forms.isdisjoint({Form.PAST, Form.PRESENT}):
        return False
    if index == 0:
        return True
    return clauses.lower(index - 1) in {",", '"', "”", "''", "’", "'", "?", "!", "—", "–"}
