"""When something began: "invented in 1989", "first used in 1893", "dates from 1640".

What a passage dates is read as an event of the things that it is told of, each known by its noun
and what narrows that ("the electric tram", "the lighthouse at Point Arden"). Whether one speaks
against another is for :mod:`.precedence`.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from claimtrack.engine.comparison.likeness import key
from claimtrack.engine.lexicon import load_table
from claimtrack.engine.passages.force import Force, force_of
from claimtrack.engine.passages.roles import sides_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from claimtrack.engine.language.syntax import ParsedSentence
    from claimtrack.engine.passages.values import Value

_ENTITIES = frozenset({"NOUN", "PROPN"})
_VERBAL = frozenset({"VERB", "AUX"})
_CONTENT = _ENTITIES | {"VERB", "ADJ"}
_SUBJECTS = ("nsubj", "nsubj:pass")
_CLAUSES = frozenset({"acl", "advcl", "acl:relcl", "ccomp", "parataxis"})
_OF_SUBJECT_ABOVE = frozenset({"xcomp", "advcl"})
#: What narrows a noun, and so must be told of the same thing elsewhere.
_NARROWING = ("amod", "compound", "flat", "nmod", "nmod:poss")
_PARTICIPLES = frozenset({"VBN", "VBG"})
_DESCRIBING = frozenset({"advmod", "amod"})
#: "By 1893" and "after 1893" are no days on which something began.
_NOT_ON = frozenset({"by", "before", "until", "till", "after", "between", "to"})
_ENDING = frozenset({"before", "until", "till"})
_AT = frozenset({"in", "at", "on", "near", "outside", "throughout", "across"})
_REACHING_TO = frozenset({"from", "to"})
_POINTING = frozenset({"it", "they", "this", "these", "one", "some"})
_MOST_WORDS = 8


class Beginning(StrEnum):
    """What an event says of when its thing began."""

    NONE = ""
    MADE = "it was not there before"
    OPENED = "it was opened"
    FIRST = "it was not made use of before"


class Thing(NamedTuple):
    """What an event is told of: the stem of its noun, and of all words that it is known by.

    ``fresh`` tells one of its kind that was not named before ("a tram", "the last protests").
    """

    head: str
    words: frozenset[str]
    fresh: bool


class Event(NamedTuple):
    """Something dated, the things that it is told of, and whether they were made use of.

    ``places`` are the names of where it was. ``pointed`` tells that the thing is only pointed to
    ("it", "a version"), and ``outside`` that nothing follows from the event for it: it was
    planned, or it is another's.
    """

    day: Value
    things: tuple[Thing, ...]
    uses: bool
    places: frozenset[str]
    beginning: Beginning
    pointed: bool
    outside: bool


def events_of(parsed: Sequence[ParsedSentence], values: Sequence[Value]) -> Iterator[Event]:
    """Yield what the sentences of a passage date, each with its day of ``values``."""
    for value in values:
        if value.kind == "day" and value.site.sentence < len(parsed):
            yield _event(parsed[value.site.sentence], value)


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(map(key, load_table("beginnings")[name].split()))


def _event(sentence: ParsedSentence, value: Value) -> Event:
    governor = _governor(sentence, value.site.token)
    told = _told_of(sentence, governor)
    clause = _clause(sentence, governor)
    words = _keys(sentence, [at for at in clause if sentence.tokens[at].upos in _CONTENT])
    holds = force_of(sentence, governor) is Force.HOLDS
    return Event(
        day=value,
        things=tuple(thing for each in told if (thing := _thing(sentence, each)) is not None),
        uses=key(sentence.tokens[governor].lemma) in _listed("using"),
        places=_places(sentence, [governor, *told]),
        beginning=_beginning(sentence, governor, clause, value.site.token, holds=holds),
        pointed=_is_pointed_to(sentence, told, words),
        outside=not holds or bool(_keys(sentence, clause) & _listed("before")),
    )


def _keys(sentence: ParsedSentence, tokens: Iterable[int]) -> frozenset[str]:
    return frozenset(key(sentence.tokens[at].lemma) for at in tokens)


def _governor(sentence: ParsedSentence, token: int) -> int:
    """Return what a day dates: the verb above it, or the word on which all of it hangs."""
    at = token
    for above in sentence.heads(token):
        at = above
        if sentence.tokens[at].upos == "VERB" and sentence.tokens[at].dep != "amod":
            break
    return at


def _told_of(sentence: ParsedSentence, governor: int) -> Sequence[int]:
    """Return what an event is told of: what it is done to, or who or what does it."""
    token = sentence.tokens[governor]
    if token.upos != "VERB":
        return [governor, *sentence.children(governor, "nsubj")]
    agents, patients = sides_of(sentence, governor)
    told = patients or agents
    above = sentence.children(token.head, *_SUBJECTS)
    # "The flag is thought to have been used", "the clock has struck since it was installed",
    # "tea was unknown until a shop opened".
    own = any(_is_noun(sentence, at) for at in told)
    unheard = bool(_keys(sentence, [token.head]) & _listed("absent"))
    if token.dep in _OF_SUBJECT_ABOVE and (unheard or not own):
        told = above
    # "Minesweeper is a game invented by Donner".
    return [each for at in told for each in (at, *sentence.children(at, "nsubj", "appos"))]


def _is_noun(sentence: ParsedSentence, index: int) -> bool:
    return sentence.tokens[index].upos in _ENTITIES


def _thing(sentence: ParsedSentence, index: int) -> Thing | None:
    """Return the thing at a noun; none where it is a person, or nothing tells it from others.

    "The first use of the sign" is known as the sign, "the town of Velm" as Velm.
    """
    if not _is_noun(sentence, index) or sentence.tokens[index].ent == "PERSON":
        return None
    row = [index]
    for at in row:
        if len(row) < _MOST_WORDS:
            row.extend(sentence.children(at, *_NARROWING))
    # "Kenya reported its first patient": one of Kenya's.
    if any(sentence.tokens[at].upos == "PRON" for at in row):
        row.extend(_subject_above(sentence, index))
    told = [at for at in row if sentence.tokens[at].upos in _CONTENT]
    known = frozenset().union(*map(_listed, ("wide", "kinds", "beginning", "opening", "firsts")))
    heads = [word for at in told if (word := key(sentence.tokens[at].lemma)) not in known]
    words = _keys(sentence, told)
    if not heads or words & _listed("left"):
        return None
    named = _keys(sentence, sentence.children(index, "det", "amod", "nummod"))
    return Thing(heads[0], words - known, bool(named & _listed("fresh")))


def _subject_above(sentence: ParsedSentence, index: int) -> Sequence[int]:
    """Return the names of the subject of the nearest verb above that has one."""
    for at in sentence.heads(index):
        subjects = [each for each in sentence.children(at, *_SUBJECTS) if each != index]
        if subjects:
            first, last = sentence.subtree(subjects[0])
            return [
                each for each in range(first, last + 1) if sentence.tokens[each].upos == "PROPN"
            ]
    return ()


def _clause(sentence: ParsedSentence, governor: int) -> Sequence[int]:
    """Return a verb and the tokens below it, without other clauses.

    A roll that was drawn up in 1731 says what it says of that year: "names" is of its clause.
    """
    token = sentence.tokens[governor]
    subject = sentence.tokens[token.head]
    row = [governor]
    if token.dep == "acl" and subject.dep in _SUBJECTS:
        row.append(subject.head)
    for at in row:
        row.extend(each for each in sentence.children(at) if not _is_clause(sentence, each))
    return row


def _is_clause(sentence: ParsedSentence, index: int) -> bool:
    token = sentence.tokens[index]
    if token.dep in {"acl", "advcl"} and not sentence.children(index, *_SUBJECTS):
        # "Guided by its light", "fined for selling tea", not "the plan to light it".
        return token.xpos not in _PARTICIPLES
    return token.dep in _CLAUSES or (token.dep == "conj" and token.upos in _VERBAL)


def _places(sentence: ParsedSentence, heads: Iterable[int]) -> frozenset[str]:
    """Return the names of places: "on the links at Ferrol", not "for the guests at Ferrol"."""
    row = [*heads]
    for at in row:
        row.extend(
            each
            for each in sentence.children(at, "obl", "nmod")
            if _keys(sentence, sentence.children(each, "case")) & _AT
        )
    named = [at for at in row if sentence.tokens[at].upos == "PROPN"]
    return _keys(sentence, named) - _calendar()


@cache
def _calendar() -> frozenset[str]:
    return frozenset(map(key, load_table("wording")["calendar"].split()))


def _beginning(
    sentence: ParsedSentence, governor: int, clause: Sequence[int], day: int, *, holds: bool
) -> Beginning:
    """Return whether a thing begins with what is dated, and how."""
    cases = _keys(sentence, sentence.children(day, "case", "mark"))
    marks = _keys(sentence, sentence.children(governor, "mark"))
    words = _keys(sentence, clause)
    above = _keys(sentence, [sentence.tokens[governor].head])
    word = key(sentence.tokens[governor].lemma)
    unheard = (cases | marks) & _ENDING and (words | above) & _listed("absent")
    if unheard or (word in _listed("reaching") and cases & _REACHING_TO):
        return Beginning.MADE
    if cases & _NOT_ON or not holds:
        return Beginning.NONE
    if word in _listed("beginning"):
        return Beginning.MADE
    if word in _listed("opening"):
        return Beginning.OPENED
    held = {*clause, sentence.tokens[governor].head}
    first = any(
        key(token.lemma) in _listed("firsts") and token.head in held and token.dep in _DESCRIBING
        for token in sentence.tokens
    )
    return Beginning.FIRST if first else Beginning.NONE


def _is_pointed_to(sentence: ParsedSentence, told: Sequence[int], words: frozenset[str]) -> bool:
    """Tell whether a pronoun stands for the thing, or a word for one of its kind."""
    if words & _listed("kinds"):
        return True
    return any(sentence.tokens[each].lemma.casefold() in _POINTING for each in told)
