"""Headlines that repeat what their report says further down.

A headline leaves out what does not fit: who says so, "at least", what was counted. Its figure
is therefore no statement of its own where the body gives one that it can stand for; it is held
against that body, and nothing else.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from claimtrack.engine.records import ExtractedClaim, Section

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

    from claimtrack.engine.language.syntax import ParsedSentence
    from claimtrack.engine.records import Quantity, Span

_FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})
_NAMED = frozenset({"NN", "NNS", "NNP", "NNPS"})
_PLURALS = frozenset({"NNS", "NNPS"})
_MANY = frozenset({"police", "people", "crew", "staff"})
#: Between a headline's verb and its figure: "kills at least 12", "axes up to 400 posts".
_BOUND = re.compile(
    r" (?:at least|up to|more than|as many as|over|about|some|nearly|almost|around|another)? ?"
    r"(?:\d|an? (?:dozen|hundred)|dozens|hundreds|thousands|two|three|four|five|six|seven|eight"
    r"|nine|ten|eleven|twelve)",
    re.IGNORECASE,
)
#: How many sentences may point back one after the other.
_FAR_BACK = 3
_POINTING = re.compile(r"\W*(?:it|this|that|these|those|its|their|there)\b", re.IGNORECASE)


def pointed_at(sentences: Sequence[Span], number: int) -> str:
    """Return what a sentence that opens by pointing back points to, else nothing.

    The sentence before it, and the one before that where that one only points back, too.
    """
    first = number
    while first and number - first < _FAR_BACK and _POINTING.match(sentences[first].exact):
        first -= 1
    return " ".join(word for each in sentences[first:number] for word in each.exact.split())


def with_verb(sentence: ParsedSentence, verbs: Container[str]) -> ParsedSentence:
    """Return a headline with its verb, where a tagger has taken that for a plural.

    "Fire destroys 300 homes" has no finite verb but a word that looks like one of ``verbs``, in
    the form that its subject asks for, with a figure behind it.
    """
    tokens = sentence.tokens
    # What follows a comma is mostly who says so: "Fire destroys 300 homes, mayor says".
    end = next((at for at, token in enumerate(tokens) if token.text == ","), len(tokens))
    if any(token.xpos in _FINITE for token in tokens[:end]):
        return sentence
    for at, token in enumerate(tokens[:end]):
        if not at or token.xpos not in _NAMED or token.text.casefold() not in verbs:
            continue
        subject = tokens[at - 1]
        many = subject.xpos in _PLURALS or subject.text.casefold() in _MANY
        if many == (token.text[-1] == "s"):
            continue
        behind = sentence.span.exact[token.end - sentence.span.start :]
        if subject.upos in {"NOUN", "PROPN", "ADJ"} and _BOUND.match(behind):
            return _told_by(sentence, at)
    return sentence


def _told_by(sentence: ParsedSentence, at: int) -> ParsedSentence:
    """Make a word of a headline its finite verb: what leads to it is its subject."""
    tokens = list(sentence.tokens)
    tag = "VBZ" if tokens[at].text.endswith("s") else "VBP"
    tokens[at] = tokens[at]._replace(
        upos="VERB",
        xpos=tag,
        dep="root",
        head=at,
        ent="",
    )
    tokens[at - 1] = tokens[at - 1]._replace(dep="nsubj", head=at)
    for index in range(at):
        head = tokens[index].head
        if index != at - 1 and (head >= at or head == index):
            tokens[index] = tokens[index]._replace(dep="compound", head=at - 1)
    for index in range(at + 1, len(tokens)):
        token = tokens[index]
        if token.head < at or token.head == index:
            tokens[index] = token._replace(dep="obj", head=at)
        elif token.head == at and token.dep in {"nummod", "flat", "appos", "nmod", "dep"}:
            tokens[index] = token._replace(dep="obj")
    return replace(sentence, tokens=tuple(tokens))


def with_echoes(claims: Iterable[ExtractedClaim]) -> tuple[ExtractedClaim, ...]:
    """Return the claims, those of the headline with the claim of the body that they repeat.

    A claim repeats the first one in the body whose figure shares a value with its own, counts
    in the same dimension, and is not a mere part of another figure. An echo without a speaker
    takes over the body's attribution only in the sense of :attr:`ExtractedClaim.echoes`: its own
    words name nobody, so its chain stays empty.
    """
    listed = tuple(claims)
    body = [each for each in listed if each.section is Section.BODY and each.quantity is not None]
    return tuple(_with_echo(each, body) for each in listed)


def _with_echo(claim: ExtractedClaim, body: Sequence[ExtractedClaim]) -> ExtractedClaim:
    if claim.section is not Section.HEADLINE or claim.quantity is None:
        return claim
    matches = [
        each
        for each in body
        if each.quantity is not None and _share_a_value(claim.quantity, each.quantity)
    ]
    same_measure = [each for each in matches if each.measure.key == claim.measure.key]
    chosen = next(iter(same_measure or matches), None)
    return replace(claim, echoes=chosen.span) if chosen else claim


def _share_a_value(a: Quantity, b: Quantity) -> bool:
    """Tell whether a printed bound of one lies within the other, edges included."""
    if a.dimension != b.dimension:
        return False
    edges_a = [each for each in (a.lower, a.upper) if each is not None]
    edges_b = [each for each in (b.lower, b.upper) if each is not None]
    touching = any(min(edges_b) <= each <= max(edges_b) for each in edges_a)
    return touching or any(min(edges_a) <= each <= max(edges_a) for each in edges_b)
