"""Participles before a person's office that a parser takes for verbs: "retired general Ada Roe"."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from claimtrack.engine.lexicon import load_table

if TYPE_CHECKING:
    from claimtrack.engine.language.syntax import Token

#: "Retired police officer Ada Roe": so many nouns may stand before the name.
_MOST_NOUNS = 3
#: What hangs on a participle stands so near: a sentence may be a whole file.
_REACH = 60
_LEADING = frozenset({"'s", "’s", "the", "its", "his", "her", "their", "a", "an"})
_OFFICES = frozenset({"NOUN", "ADJ"})


@cache
def _describing() -> frozenset[str]:
    return frozenset(load_table("titles")["describing"]["words"])


def describe_offices(tokens: list[Token]) -> None:
    """Make such participles adjectives of their noun, in place; what hung on them goes higher."""
    for index, token in enumerate(tokens):
        if token.upos == "VERB" and token.text.lower() in _describing():
            noun = _office_behind(tokens, index)
            if noun is not None:
                _describe(tokens, index, noun)


def _office_behind(tokens: list[Token], index: int) -> int | None:
    """Return the last of the nouns between a participle and a name, if there are both."""
    last = index
    while last - index < _MOST_NOUNS and last + 1 < len(tokens):
        following = tokens[last + 1]
        # "Retired general Ada Roe": the office may be taken for an adjective.
        if following.upos not in _OFFICES or not following.text[0].islower():
            break
        last += 1
    behind = last + 1
    if index and tokens[index - 1].text.lower() in _LEADING and _text(tokens, behind) == ",":
        # "The hospital's managing director, Ada Roe, said".
        behind += 1
    named = last > index and _text(tokens, behind)[:1].isupper()
    return last if named else None


def _text(tokens: list[Token], index: int) -> str:
    return tokens[index].text if index < len(tokens) else ""


def _describe(tokens: list[Token], index: int, noun: int) -> None:
    above = tokens[index].head
    if above == index:
        return
    if tokens[index].dep == "amod":
        tokens[index] = tokens[index]._replace(upos="ADJ", xpos="JJ")
        return
    for at in range(max(0, index - _REACH), min(len(tokens), index + _REACH)):
        token = tokens[at]
        if token.head == index and at != index:
            dep = "nsubj" if at == noun else token.dep
            tokens[at] = token._replace(head=above if at == noun else noun, dep=dep)
    tokens[index] = tokens[index]._replace(upos="ADJ", xpos="JJ", dep="amod", head=noun)
