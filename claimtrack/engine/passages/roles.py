"""Who does what to whom: the arguments of a predicate, in whatever construction it stands.

"The guild closed the mill", "the mill closed by the guild" and "the mill, which the guild had
closed" give the same agent and the same patient. Where an argument is only a pronoun it is not
known, and left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claimtrack.engine.comparison.likeness import key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claimtrack.engine.language.syntax import ParsedSentence

_ACTIVE, _PASSIVE = "nsubj", "nsubj:pass"
_SUBJECTS = (_ACTIVE, _PASSIVE)
#: What has no subject of its own has that of the one it hangs on.
_SHARING = frozenset({"conj", "xcomp"})
_ENTITIES = frozenset({"NOUN", "PROPN"})
_DESCRIBED = frozenset({"acl", "amod"})
_NAME_PARTS = ("flat", "compound")
_PARTS = ("flat", "compound", "appos", "conj", "nmod", "nmod:poss")
_MOST_ABOVE = 8


class Roles(NamedTuple):
    """The words of who does something, and of what it is done to; empty where it is not known.

    ``complete`` tells whether it is known of what the predicate is told, and ``name`` are the
    words of that alone, without what describes it, if it is a name; of a noun its owner's.
    """

    agent: frozenset[str] = frozenset()
    patient: frozenset[str] = frozenset()
    complete: bool = True
    name: frozenset[str] = frozenset()

    @property
    def core(self) -> frozenset[str]:
        """All the words, where it is known of what the predicate is told."""
        return self.agent | self.patient if self.complete else frozenset()


def roles_of(sentence: ParsedSentence, index: int) -> Roles:
    """Return the arguments of the predicate at ``index``; of a noun only whose it is."""
    token = sentence.tokens[index]
    if token.upos in {"VERB", "AUX"}:
        return _of_verb(sentence, index)
    if token.upos == "NOUN":
        return Roles(name=_union(sentence, _named_owners(sentence, index), _NAME_PARTS))
    return Roles()


def _of_verb(sentence: ParsedSentence, index: int) -> Roles:
    agents, patients = sides_of(sentence, index)
    passive = _is_passive(sentence, index)
    agent, patient = _union(sentence, agents), _union(sentence, patients)
    names = [each for each in (patients if passive else agents) if _is_name(sentence, each)]
    name = _union(sentence, names, _NAME_PARTS)
    return Roles(agent, patient, passive or bool(agent), name)


def _is_passive(sentence: ParsedSentence, index: int) -> bool:
    token = sentence.tokens[index]
    return token.xpos == "VBN" and (
        bool(sentence.children(index, _PASSIVE, "aux:pass", "obl:agent"))
        or (token.dep in _DESCRIBED and not sentence.children(index, *_SUBJECTS))
    )


def _objects(sentence: ParsedSentence, index: int) -> Sequence[int]:
    """Return the objects of a verb; "which" stands for what its clause hangs on."""
    return [
        sentence.tokens[index].head if sentence.tokens[each].xpos.startswith("W") else each
        for each in sentence.children(index, "obj", "iobj")
    ]


def _is_name(sentence: ParsedSentence, index: int) -> bool:
    """Tell whether an argument is a name, be it one that the tagger does not know."""
    token = sentence.tokens[index]
    return token.upos == "PROPN" or (index > 0 and token.text[:1].isupper())


def _named_owners(sentence: ParsedSentence, index: int) -> Sequence[int]:
    """Return the names whose noun something is ("Orn's revenue")."""
    return [each for each in sentence.children(index, "nmod:poss") if _is_name(sentence, each)]


def _by(sentence: ParsedSentence, index: int) -> tuple[int, ...]:
    return tuple(
        each
        for each in sentence.children(index, "obl")
        if any(sentence.tokens[mark].lemma == "by" for mark in sentence.children(each, "case"))
    )


def _subjects(sentence: ParsedSentence, index: int, labels: tuple[str, ...]) -> Iterator[int]:
    """Yield what a predicate is told of: its subject, or that of the one it hangs on."""
    at = index
    for _ in range(_MOST_ABOVE):
        own = sentence.children(at, *labels)
        token = sentence.tokens[at]
        if own:
            relative = all(sentence.tokens[each].xpos.startswith("W") for each in own)
            yield from (token.head,) if relative and token.dep.startswith("acl") else own
            return
        if token.head == at:
            return
        if token.dep in _DESCRIBED and token.xpos in {"VBN", "VBG"}:
            yield token.head
            return
        if token.dep not in _SHARING:
            return
        at = token.head


def _union(
    sentence: ParsedSentence, tokens: Sequence[int], parts: tuple[str, ...] = _PARTS
) -> frozenset[str]:
    return frozenset().union(*(_words(sentence, each, parts) for each in tokens))


def _words(sentence: ParsedSentence, index: int, parts: tuple[str, ...]) -> frozenset[str]:
    """Return the words of an argument: its head, and what hangs on it by one of some labels."""
    found: set[str] = set()
    row = [index]
    for at in row:
        token = sentence.tokens[at]
        if token.upos in _ENTITIES:
            found.add(key(token.lemma))
        if len(row) < _MOST_ABOVE:
            row.extend(sentence.children(at, *parts))
    return frozenset(found)


def sides_of(sentence: ParsedSentence, index: int) -> tuple[Sequence[int], Sequence[int]]:
    """Return the tokens of who does what a verb says, and of what it is done to."""
    subjects = tuple(_subjects(sentence, index, _SUBJECTS))
    if _is_passive(sentence, index):
        return sentence.children(index, "obl:agent") or _by(sentence, index), subjects
    return subjects, _objects(sentence, index)


def names_of(sentence: ParsedSentence, tokens: Sequence[int]) -> frozenset[str]:
    """Return the words of some arguments that are names, without what describes them."""
    found: set[str] = set()
    row = [*tokens]
    for at in row:
        token = sentence.tokens[at]
        if token.text[:1].isupper():
            found.add(key(token.lemma))
        if len(row) < _MOST_ABOVE:
            row.extend(sentence.children(at, *_NAME_PARTS, "appos", "nmod"))
    return frozenset(found)
