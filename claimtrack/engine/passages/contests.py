"""Who beat whom, by whatever word: "Orlo lost to Tarn", "Tarn's win over Orlo"."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from claimtrack.engine.comparison.likeness import key, listed
from claimtrack.engine.passages.force import Force, force_of
from claimtrack.engine.passages.roles import names_of, sides_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimtrack.engine.language.syntax import ParsedSentence

_AGAINST = frozenset({"to", "by", "against"})
_OVER = frozenset({"over", "against", "of"})
_MOST_ABOVE = 4


class Contest(NamedTuple):
    """The words of the two sides, at the token that tells of it; a side may be left out."""

    token: int
    winner: frozenset[str]
    loser: frozenset[str]


@cache
def contest_words() -> frozenset[str]:
    """Return the words that tell who won."""
    return listed("beating") | listed("losing") | listed("winning")


def contests(sentence: ParsedSentence) -> Iterator[Contest]:
    """Yield who is said to have beaten whom in a sentence."""
    for index, token in enumerate(sentence.tokens):
        word = key(token.lemma)
        verb = token.upos == "VERB"
        if force_of(sentence, index) is not Force.HOLDS:
            continue
        if verb and word in listed("beating"):
            agents, patients = sides_of(sentence, index)
            yield Contest(index, names_of(sentence, agents), names_of(sentence, patients))
        elif word in listed("losing"):
            side = _side(sentence, index)
            beaten = frozenset() if verb else _rivals(sentence, index, frozenset({"of"}))
            rival = _rivals(sentence, index, _AGAINST)
            if beaten:
                yield Contest(index, side, beaten)
            elif rival or (verb and side):
                yield Contest(index, rival, side)
        elif word in listed("winning"):
            rival = _rivals(sentence, index, _OVER)
            if rival:
                yield Contest(index, _side(sentence, index), rival)


def _side(sentence: ParsedSentence, index: int) -> frozenset[str]:
    """Return whose win or loss it is: its owner, or the subject of the verb that it hangs on."""
    owner = sentence.children(index, "nmod:poss")
    if owner:
        return names_of(sentence, owner)
    at = index
    for _ in range(_MOST_ABOVE):
        token = sentence.tokens[at]
        if token.upos == "VERB":
            return names_of(sentence, sides_of(sentence, at)[0])
        if token.head == at:
            break
        at = token.head
    return frozenset()


def _rivals(sentence: ParsedSentence, index: int, cases: frozenset[str]) -> frozenset[str]:
    """Return the names that hang by a preposition on a word, or on a score ("lost 3-1 to")."""
    scores = [each for each in sentence.children(index) if sentence.tokens[each].upos == "NUM"]
    return names_of(
        sentence,
        [
            each
            for above in (index, *scores)
            for each in sentence.children(above, "nmod", "obl", "obl:agent")
            if sentence.tokens[sentence.subtree(each)[0]].lemma in cases
        ],
    )
