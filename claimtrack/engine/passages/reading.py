"""A passage as its clauses: the words, what is said to happen, and the figures and days in each.

A clause is what hangs on one finite or dependent predicate. Where in a passage a word stands
matters when two are aligned: in the clause of a figure, in its sentence, or elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from claimtrack.engine.comparison.likeness import key
from claimtrack.engine.language.syntax import load
from claimtrack.engine.language.text import split_sentences
from claimtrack.engine.lexicon import load_table
from claimtrack.engine.passages.beginnings import Event, events_of
from claimtrack.engine.passages.contests import Contest, contests
from claimtrack.engine.passages.force import IDLE, Force, force_of
from claimtrack.engine.passages.identities import Description, descriptions
from claimtrack.engine.passages.roles import Roles, roles_of
from claimtrack.engine.passages.trees import Tree
from claimtrack.engine.passages.values import Site, lives, read_values

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from claimtrack.engine.language.syntax import ParsedSentence, Syntax, Token
    from claimtrack.engine.passages.values import Value

_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ"})
#: What a word of each kind is worth when two passages are held against each other.
NAME_WEIGHT, _NOUN_WEIGHT, _WORD_WEIGHT = 1.5, 1.0, 0.7
#: A passage is short; of a longer text only so many figures and days are held against another's.
_MOST_VALUES = 40
_OPENS = frozenset({"root", "advcl", "acl", "acl:relcl", "ccomp", "parataxis", "csubj"})


class Predicate(NamedTuple):
    """Something that is said to happen or to be, with its place.

    ``aside`` tells that it only describes a noun ("banned goods"), ``named`` that it is a name.
    """

    word: str
    force: Force
    site: Site
    roles: Roles
    aside: bool
    named: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage as it is compared.

    ``words`` are the content words of all, with their weights; ``clauses`` those of each clause,
    ``sentences`` those of each sentence, and ``trees`` how they hang together there.
    """

    text: str
    words: Mapping[str, float]
    clauses: Sequence[Mapping[str, float]]
    sentences: Sequence[Mapping[str, float]]
    trees: Sequence[Tree]
    predicates: Sequence[Predicate]
    values: Sequence[Value]
    told: Sequence[tuple[Description, Site]] = ()
    contests: Sequence[tuple[Contest, Site]] = ()
    events: Sequence[Event] = ()

    def around(self, site: Site) -> Mapping[str, float]:
        """Return the words of the sentence of a place, each with how far from it it stands."""
        return self.trees[site.sentence].near(site.token)

    @property
    def weight(self) -> float:
        """The weight of all its words."""
        return sum(self.words.values())


def read(text: str, published: date) -> Passage:
    """Read a passage; relative days are reckoned from ``published``."""
    parsed = _syntax().parse(text, split_sentences(text))
    clauses: list[dict[str, float]] = []
    sentences: list[dict[str, float]] = []
    trees: list[Tree] = []
    predicates: list[Predicate] = []
    sites: list[Site] = []
    told: list[tuple[Description, Site]] = []
    held: list[tuple[Contest, Site]] = []
    for sentence in parsed:
        heads = _clause_heads(sentence)
        numbers = {head: len(clauses) + row for row, head in enumerate(dict.fromkeys(heads))}
        inside: dict[int, list[Token]] = {}
        own = [
            Site(token.end, numbers[head], len(trees), index, token.head)
            for index, (token, head) in enumerate(zip(sentence.tokens, heads, strict=True))
        ]
        for token, site in zip(sentence.tokens, own, strict=True):
            inside.setdefault(site.clause, []).append(token)
        clauses.extend(_words(inside[number]) for number in numbers.values())
        sentences.append(_words(sentence.tokens))
        trees.append(Tree.of(sentence, dict(_worded(sentence.tokens))))
        predicates.extend(_predicates(sentence, own))
        told.extend((each, own[each.token]) for each in descriptions(sentence))
        held.extend((each, own[each.token]) for each in contests(sentence))
        sites.extend(own)
    values = list(islice(read_values(text, sites, published), _MOST_VALUES)) if sites else []
    events = [*events_of(parsed, values)]
    for value, event in lives(text, values):
        names = {
            word: weight
            for word, weight in clauses[value.site.clause].items()
            if weight == NAME_WEIGHT
        }
        values[values.index(value)] = replace(
            value, site=value.site._replace(clause=len(clauses), sentence=len(trees), token=0)
        )
        sentences.append(sentences[value.site.sentence])
        clauses.append(names | {event: _WORD_WEIGHT})
        trees.append(Tree.flat(clauses[-1]))
    words: dict[str, float] = {}
    for clause in clauses:
        words |= {word: max(weight, words.get(word, 0)) for word, weight in clause.items()}
    return Passage(text, words, clauses, sentences, trees, predicates, values, told, held, events)


@cache
def _syntax() -> Syntax:
    return load()


@cache
def _idle() -> frozenset[str]:
    """Words that tell no passage from another; days are compared as values."""
    return IDLE | frozenset(map(key, load_table("wording")["calendar"].split()))


def _worded(tokens: Sequence[Token]) -> Iterator[tuple[int, str]]:
    """Yield the number of each content word with the form under which it is compared."""
    for index, token in enumerate(tokens):
        word = key(token.lemma)
        if token.upos in _CONTENT and word not in _idle() and word[0].isalpha():
            yield index, word


def _words(tokens: Sequence[Token]) -> dict[str, float]:
    """Return the content words of some tokens, each with its weight."""
    found: dict[str, float] = {}
    for index, word in _worded(tokens):
        weight = {"PROPN": NAME_WEIGHT, "NOUN": _NOUN_WEIGHT}.get(tokens[index].upos, _WORD_WEIGHT)
        found[word] = max(weight, found.get(word, 0.0))
    return found


def _clause_heads(sentence: ParsedSentence) -> list[int]:
    """Return for each token the head of its clause."""
    heads: dict[int, int] = {}
    for index in range(len(sentence.tokens)):
        path = []
        at = index
        while at not in heads and not _opens(sentence, at):
            path.append(at)
            at = sentence.tokens[at].head
        head = heads.get(at, at)
        heads |= dict.fromkeys((*path, at), head)
    return [heads[index] for index in range(len(sentence.tokens))]


def _opens(sentence: ParsedSentence, index: int) -> bool:
    token = sentence.tokens[index]
    return (
        token.dep in _OPENS
        or token.head == index
        or (token.dep == "conj" and token.upos in {"VERB", "AUX"})
    )


# predicates


def _predicates(sentence: ParsedSentence, sites: Sequence[Site]) -> Iterator[Predicate]:
    # Without another verb, what seems to describe a noun is the verb itself.
    told = any(each.upos in {"VERB", "AUX"} and each.dep != "amod" for each in sentence.tokens)
    for index, token in enumerate(sentence.tokens):
        word = key(token.lemma)
        if token.upos in _CONTENT and word not in IDLE:
            yield Predicate(
                word,
                force_of(sentence, index),
                sites[index],
                roles_of(sentence, index),
                aside=told and token.dep == "amod",
                named=token.upos == "PROPN",
            )
