"""How far apart the words of one sentence stand in its tree.

What belongs to one predicate stands close to it, however many words lie between: an apposition
costs nothing, an argument one step, and another clause with a subject of its own nearly two.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from claimtrack.engine.language.syntax import ParsedSentence

#: What it costs to pass from a word to the one it hangs on. An argument costs one step.
_STEPS = {
    "appos": 0.0,
    "fixed": 0.0,
    "flat": 0.0,
    "compound": 0.3,
    "conj": 0.5,
    "amod": 0.7,
    "nummod": 0.7,
    "acl": 0.8,
    "advcl": 1.8,
    "ccomp": 1.8,
    "csubj": 1.8,
    "parataxis": 1.8,
}
_ARGUMENT = 1.0
#: A predicate without a subject of its own shares that of the one it hangs on.
_SHARING, _OWN_SUBJECT, _SHARED_SUBJECT = frozenset({"conj", "advcl", "xcomp"}), 1.8, 0.7
_SUBJECTS = ("nsubj", "nsubj:pass", "csubj", "expl")


@dataclass(frozen=True, slots=True)
class Tree:
    """What hangs together in a sentence, and the content word at each token that holds one.

    ``links`` are, for each token, the tokens that it is tied to and the steps between them.
    """

    links: Sequence[Sequence[tuple[int, float]]]
    words: Mapping[int, str]
    _near: dict[int, Mapping[str, float]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, sentence: ParsedSentence, words: Mapping[int, str]) -> Self:
        """Return the tree of a sentence."""
        links: list[list[tuple[int, float]]] = [[] for _ in sentence.tokens]
        for index, token in enumerate(sentence.tokens):
            if token.head != index:
                steps = _steps(sentence, index)
                links[index].append((token.head, steps))
                links[token.head].append((index, steps))
        return cls(links, words)

    @classmethod
    def flat(cls, words: Iterable[str]) -> Self:
        """Return a tree of words that stand side by side."""
        row = dict(enumerate(words))
        return cls([[(index, 0.0) for index in row]] * len(row), row)

    def near(self, token: int) -> Mapping[str, float]:
        """Return for each content word of the sentence how far it stands from a token."""
        if token not in self._near:
            self._near[token] = self._distances(token)
        return self._near[token]

    def _distances(self, token: int) -> Mapping[str, float]:
        reached = {token: 0.0}
        found: dict[str, float] = {}
        row = [token]
        for at in row:
            steps = reached[at]
            if at in self.words:
                found[self.words[at]] = min(steps, found.get(self.words[at], steps))
            for other, step in self.links[at]:
                if other not in reached:
                    reached[other] = steps + step
                    row.append(other)
        return found


def _steps(sentence: ParsedSentence, token: int) -> float:
    """Return what lies between a token and the one it hangs on."""
    dep = sentence.tokens[token].dep
    verbal = dep != "conj" or sentence.tokens[token].upos in {"VERB", "AUX"}
    if dep in _SHARING and verbal:
        return _OWN_SUBJECT if sentence.children(token, *_SUBJECTS) else _SHARED_SUBJECT
    return _STEPS.get(dep, _STEPS.get(dep.split(":")[0], _ARGUMENT))
