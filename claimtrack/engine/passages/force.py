"""Whether what a word tells of is said to hold, said not to hold, or left open."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from claimtrack.engine.comparison.likeness import key, listed
from claimtrack.engine.comparison.wording import negated

if TYPE_CHECKING:
    from claimtrack.engine.language.syntax import ParsedSentence, Token

#: Verbs and the like that tell nothing by themselves.
IDLE = frozenset(
    {"be", "have", "do", "say", "tell", "report", "make", "take", "other", "such", "mr", "mrs"}
)
#: "It would open" is told as firmly as "it will open": reports have the one for the other.
_POSSIBLE = frozenset({"can", "could", "may", "might", "should", "must", "ought"})
#: "They have to open it" leaves open whether they do.
_OBLIGED = frozenset({"have", "need", "ought"})
_GOVERNED = frozenset({"xcomp", "ccomp"})
_CLAUSES = _GOVERNED | {"advcl"}
_AIMED = frozenset({"advcl", "acl"})
_ARGUMENTS = frozenset({"nsubj", "nsubj:pass", "obj"})
_MARKS = frozenset({"mark", "case"})
_SET_ASIDE = frozenset({("instead", "of"), ("rather", "than")})
_CONDITIONS = frozenset({"if", "unless", "whether"})
_NEGATING = frozenset({"advmod", "aux", "cc"})


class Force(StrEnum):
    """Whether a predicate is said to hold, said not to hold, or left open."""

    HOLDS = "holds"
    DENIED = "denied"
    OPEN = "left open"


def force_of(sentence: ParsedSentence, index: int) -> Force:
    """Return whether a word is said to hold, by what hangs on it and what it hangs on."""
    own = _own_force(sentence, index)
    token = sentence.tokens[index]
    if own is not Force.HOLDS or token.head == index:
        return own
    return _governed_force(sentence, index)


def _governed_force(sentence: ParsedSentence, index: int) -> Force:
    """Return the force that a word has from the one it hangs on ("refuse to close")."""
    token = sentence.tokens[index]
    governor = key(sentence.tokens[token.head].lemma)
    if token.dep == "obj":
        if token.upos != "NOUN" or governor not in listed("averting"):
            return Force.HOLDS
        done = force_of(sentence, token.head) is Force.HOLDS
        return Force.DENIED if done and not _is_aim(sentence, token.head) else Force.OPEN
    if _rules_out(sentence, index) or (
        token.dep == "xcomp" and _own_force(sentence, token.head) is Force.DENIED
    ):
        return Force.DENIED
    if token.dep not in _GOVERNED or token.upos not in {"VERB", "AUX"}:
        return Force.HOLDS
    if governor in listed("failing"):
        return Force.DENIED
    obliged = token.dep == "xcomp" and governor in _OBLIGED
    return Force.OPEN if obliged or governor in listed("open") else Force.HOLDS


def _rules_out(sentence: ParsedSentence, index: int) -> bool:
    """Tell whether a word is the verb that somebody "ruled out" doing."""
    token = sentence.tokens[index]
    if token.upos != "VERB" or token.dep not in _CLAUSES:
        return False
    after = sentence.tokens[token.head + 1 : token.head + 2]
    return sentence.tokens[token.head].lemma == "rule" and any(
        each.lemma == "out" for each in after
    )


def _is_aim(sentence: ParsedSentence, index: int) -> bool:
    """Tell whether a verb is what something is done or asked for ("called on them to stop it")."""
    marks = sentence.children(index, "mark")
    return sentence.tokens[index].dep in _AIMED and any(
        sentence.tokens[mark].lemma == "to" for mark in marks
    )


def _own_force(sentence: ParsedSentence, index: int) -> Force:
    token = sentence.tokens[index]
    below = [(child, sentence.tokens[child]) for child in sentence.children(index)]
    marks = {other.lemma for _, other in below if other.dep in _MARKS}
    none = _is_none(sentence, index)
    if none and token.dep in _ARGUMENTS and _tells(sentence.tokens[token.head]):
        return Force.HOLDS
    if (
        none
        or "without" in marks
        or any(
            _denies(other)
            or _sets_aside(sentence, child)
            or (other.dep in _ARGUMENTS and _is_none(sentence, child))
            for child, other in below
        )
    ):
        return Force.DENIED
    possible = {other.lemma for _, other in below if other.upos == "AUX"} & _POSSIBLE
    asked = sentence.tokens[-1].text == "?"
    return Force.OPEN if asked or possible or marks & _CONDITIONS else Force.HOLDS


def _sets_aside(sentence: ParsedSentence, index: int) -> bool:
    """Tell whether a word opens "instead of" or "rather than"."""
    rest = sentence.tokens[index : index + 2]
    return tuple(token.text.casefold() for token in rest) in _SET_ASIDE


def _tells(token: Token) -> bool:
    return token.upos == "VERB" and key(token.lemma) not in IDLE


def _denies(token: Token) -> bool:
    return token.dep in _NEGATING and negated(token.text)


def _is_none(sentence: ParsedSentence, index: int) -> bool:
    """Tell whether an argument is nobody or nothing."""
    return any(negated(sentence.tokens[child].text) for child in sentence.children(index, "det"))
