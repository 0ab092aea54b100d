"""How surely two figures that exclude each other are told of one thing, by all signs together.

"The tower stands 52 metres tall", "at just 31 metres": no word beside the figures is the same. That
each passage has one length, that both name the lighthouse, that no other year is told: each says a
little. The signs are weighed by a logistic regression, learned from the project's own pairs of
passages (``tests/benchmarks/passages.py``).
"""

from __future__ import annotations

import math
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from claimtrack.engine.comparison.likeness import likeness
from claimtrack.engine.comparison.wording import words
from claimtrack.engine.lexicon import load_table
from claimtrack.engine.passages.reading import NAME_WEIGHT
from claimtrack.engine.taxonomy.fit import Fit
from claimtrack.engine.taxonomy.measure_tree import fit_of_measures

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from claimtrack.engine.passages.reading import Passage, Predicate
    from claimtrack.engine.passages.values import Value

_ALIKE = 0.8
_KINDS = frozenset({"money", "share", "time", "day", "age", "ordinal", "score"})
#: So many of a kind say as much as more of it.
_MOST_WORDS, _MOST_NAMES, _MOST_FIGURES, _MOST_RATIO = 6, 2, 4, 4.0
#: As logarithms: within a fifth, and more than ten times apart.
_CLOSE, _FAR = 0.2, 2.3


class Laid(NamedTuple):
    """Two passages side by side: ``common`` and ``alike`` as in ``differences.Alignment``."""

    short: Passage
    long: Passage
    common: float
    alike: Mapping[str, Mapping[str, float]]


class Measured(NamedTuple):
    """What was found of two values: how well their clauses fit, and whether other days are told.

    ``of_another`` as in ``differences.Alignment``.
    """

    aligned: float
    other_days: bool
    of_another: bool


def certainty(laid: Laid, value: Value, other: Value, measured: Measured) -> float:
    """Return how sure it is that a value of the shorter passage stands against another, 0 to 1."""
    weights = _weights()
    told = (weights.get(name, 0.0) * said for name, said in signs(laid, value, other, measured))
    return 1 / (1 + math.exp(-weights["constant"] - sum(told)))


def signs(
    laid: Laid, value: Value, other: Value, measured: Measured
) -> Iterator[tuple[str, float]]:
    """Yield what speaks for or against two values being of one thing, and how much of it there is.

    What is not so is left out or 0.
    """
    kind = value.kind.partition(" ")[0]
    yield f"kind {kind if kind in _KINDS else 'other'}", 1
    yield "aligned", measured.aligned
    yield "other days", measured.other_days
    yield "of another", measured.of_another
    yield from _signs_of_passages(laid, value, other)
    yield from _signs_of_places(laid, value, other, kind)
    if value.bounds is not None:
        yield from _signs_of_figures(value, other)
        yield from _signs_of_sizes(value, other)


def says_another(short: Passage, long: Passage) -> bool:
    """Tell whether the shorter passage alone says that it is of another: "the previous launch".

    "Prior to the match" says nothing of the kind, nor does "another dozen".
    """
    there = {*words(long.text)}
    return any(
        word not in there
        and ((word in _table("previous") and after != "to") or after in _table("another"))
        for word, after in pairwise(words(short.text))
        if word in _table("previous") or word == "another"
    )


def _signs_of_passages(laid: Laid, value: Value, other: Value) -> Iterator[tuple[str, float]]:
    short, long = laid.short, laid.long
    yield "common", laid.common
    found = sum(max(laid.alike[word].values(), default=0.0) >= _ALIKE for word in short.words)
    yield "words in both", min(found, _MOST_WORDS)
    strange = sum(not laid.alike[word] for word in _names(short))
    yield "names of the shorter alone", min(strange, _MOST_NAMES)
    strange = sum(not _any_alike(word, short.words) for word in _names(long))
    yield "names of the longer alone", min(strange, _MOST_NAMES + 1)
    own = [each for each in short.values if each.kind == value.kind]
    others = [each for each in long.values if each.kind == other.kind]
    yield "the only one of the shorter", len(own) == 1
    yield "the only one of the longer", len(others) == 1
    yield "figures of the longer", min(len(others), _MOST_FIGURES)
    yield "the other is told too", any(not each.excludes(other) for each in own)
    told = [frozenset(words(each.text)) for each in (short, long)]
    yield "the shorter is narrowed", bool((told[0] - told[1]) & _table("narrowing"))
    yield "the longer is narrowed", bool((told[1] - told[0]) & _table("narrowing"))


def _signs_of_places(
    laid: Laid, value: Value, other: Value, kind: str
) -> Iterator[tuple[str, float]]:
    heads = _head(laid.short, value), _head(laid.long, other)
    if all(heads):
        alike = likeness(*heads) >= _ALIKE
        yield "one head", alike
        yield "two heads", not alike
    verbs = _verb(laid.short, value), _verb(laid.long, other)
    if verbs[0] is not None and verbs[1] is not None:
        alike = likeness(verbs[0].word, verbs[1].word) >= _ALIKE
        yield "one verb", alike
        if kind == "day":
            yield "one verb of a day", alike
            yield "two verbs of a day", not alike
    clause = laid.short.clauses[value.site.clause]
    found = sum(
        max(laid.alike[word].values(), default=0.0) * weight for word, weight in clause.items()
    )
    yield "clause found", found / (sum(clause.values()) or 1)
    own, there = laid.short.sentences[value.site.sentence], laid.long.sentences[other.site.sentence]
    found = sum(weight for word, weight in own.items() if _any_alike(word, there))
    yield "sentence found", found / (sum(own.values()) or 1)
    if value.counted:
        yield "noun not in the longer", not _any_alike(value.counted, laid.long.words)


def _signs_of_figures(value: Value, other: Value) -> Iterator[tuple[str, float]]:
    yield "one measure", bool(value.measure) and value.measure == other.measure
    yield "two measures", fit_of_measures(value.measure, other.measure) is Fit.APART
    yield "one names its measure", bool(value.measure) != bool(other.measure)
    if value.counted and other.counted:
        yield "one noun", likeness(value.counted, other.counted) >= _ALIKE


def _signs_of_sizes(value: Value, other: Value) -> Iterator[tuple[str, float]]:
    yield "open bounds", sum(None in _ends(each) for each in (value, other))
    sizes = [_size(each) for each in (value, other)]
    if all(sizes):
        ratio = abs(math.log(sizes[0] / sizes[1]))
        yield "ratio", min(ratio, _MOST_RATIO)
        yield "close", ratio < _CLOSE
        yield "far", ratio > _FAR


def _ends(value: Value) -> Sequence[float | None]:
    if value.bounds is None:
        return ()
    return [None if end is None else float(end) for end in (value.bounds.low, value.bounds.high)]


def _size(value: Value) -> float:
    """Return the middle of a figure, or its one end, without its sign."""
    ends = [end for end in _ends(value) if end is not None]
    return abs(sum(ends)) / len(ends) if ends else 0.0


def _names(passage: Passage) -> Sequence[str]:
    return [word for word, weight in passage.words.items() if weight == NAME_WEIGHT]


def _any_alike(word: str, others: Mapping[str, float]) -> bool:
    return any(likeness(word, each) >= _ALIKE for each in others)


def _head(passage: Passage, value: Value) -> str:
    """Return the content word that a value hangs on."""
    return passage.trees[value.site.sentence].words.get(value.site.head, "")


def _verb(passage: Passage, value: Value) -> Predicate | None:
    """Return what is said to happen in a value's clause, the nearest to what the value hangs on."""
    told = (
        each
        for each in passage.predicates
        if each.site.clause == value.site.clause and not (each.aside or each.named)
    )
    return min(told, key=lambda each: abs(each.site.token - value.site.head), default=None)


@cache
def _table(name: str) -> frozenset[str]:
    return frozenset(load_table("passages")[name].split())


@cache
def _weights() -> Mapping[str, float]:
    weights: Mapping[str, float] = load_table("passages")["weights"]
    return weights
