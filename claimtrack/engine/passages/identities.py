"""Who is said to be what: "Ilse Marn is the mayor of Tarn", "Mayor Ilse Marn", "Marn, the mayor".

Whoever is told apart from somebody in one passage is not the same as them in the other: the name
beside an office, two arguments of one predicate, and two that are joined by "and".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claimtrack.engine.comparison.likeness import key, offices

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimtrack.engine.language.syntax import ParsedSentence

_ENTITIES = frozenset({"NOUN", "PROPN"})
_WITHIN = frozenset({"flat", "compound", "appos", "nmod:desc"})
_NAME_PARTS = ("flat", "compound")
_ARGUMENTS = frozenset({"nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent"})
_MOST_ABOVE = 8


class Description(NamedTuple):
    """A noun at a token, and the words of the name that it describes; none if there is none.

    ``claimed`` tells that a sentence says so and nothing else ("Marn is the mayor").
    ``apart`` are the names of the sentence that it cannot describe.
    """

    noun: str
    token: int
    name: frozenset[str]
    apart: frozenset[str]
    claimed: bool


def descriptions(sentence: ParsedSentence) -> Iterator[Description]:
    """Yield the nouns of a sentence that describe somebody or may do so."""
    names = {
        index: _name(sentence, index)
        for index, token in enumerate(sentence.tokens)
        if token.upos == "PROPN" and token.dep not in _NAME_PARTS
    }
    for index, token in enumerate(sentence.tokens):
        if token.upos not in _ENTITIES or key(token.lemma) not in offices():
            continue
        subjects = _copular_subjects(sentence, index)
        if subjects:
            said = frozenset().union(*(_name(sentence, each) for each in subjects))
            if said:
                yield Description(key(token.lemma), index, said, frozenset(), claimed=True)
            continue
        beside = _beside(sentence, index)
        apart = frozenset().union(
            *(
                name
                for each, name in names.items()
                if each != index and _are_apart(sentence, index, each)
            )
        )
        if beside or apart:
            yield Description(key(token.lemma), index, beside, apart - beside, claimed=False)


def _copular_subjects(sentence: ParsedSentence, index: int) -> tuple[int, ...]:
    if not sentence.children(index, "cop"):
        return ()
    return tuple(
        each
        for each in sentence.children(index, "nsubj")
        if sentence.tokens[each].upos == "PROPN" or sentence.tokens[each].text[:1].isupper()
    )


def _beside(sentence: ParsedSentence, index: int) -> frozenset[str]:
    """Return the name right behind a noun, or the one that it is set beside with a comma."""
    tokens = sentence.tokens
    found: set[str] = set()
    after = index + 1
    while after < len(tokens) and tokens[after].upos == "PROPN":
        found.add(key(tokens[after].lemma))
        after += 1
    if tokens[index].upos == "PROPN" and not found:
        return frozenset()
    if tokens[index].dep == "appos":
        found |= _name(sentence, tokens[index].head)
    for child in sentence.children(index, "appos"):
        found |= _name(sentence, child)
    return frozenset(found)


def _name(sentence: ParsedSentence, index: int) -> frozenset[str]:
    """Return the words of the name at a token."""
    row = [index]
    for at in row:
        if len(row) < _MOST_ABOVE:
            row.extend(sentence.children(at, *_NAME_PARTS))
    return frozenset(
        key(sentence.tokens[at].lemma) for at in row if sentence.tokens[at].text[:1].isupper()
    )


def _are_apart(sentence: ParsedSentence, index: int, other: int) -> bool:
    """Tell whether two are two arguments of one predicate, joined, or one of the other's."""
    one, two = _phrase(sentence, index), _phrase(sentence, other)
    if one == two:
        return False
    heads = sentence.tokens[one].head, sentence.tokens[two].head
    labels = {sentence.tokens[one].dep, sentence.tokens[two].dep}
    return labels <= _ARGUMENTS and heads[0] == heads[1]


def _phrase(sentence: ParsedSentence, index: int) -> int:
    """Return the token on which the name or the title of a token hangs."""
    at = index
    for _ in range(_MOST_ABOVE):
        if sentence.tokens[at].dep not in _WITHIN:
            break
        at = sentence.tokens[at].head
    return at
