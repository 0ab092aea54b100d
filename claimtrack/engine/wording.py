"""How alike two stretches of words are, and the words that tie them to one story."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache, lru_cache
from itertools import pairwise

from claimtrack.engine.lexicon import load_table

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_MASK = "#"
_STEM_AT_LEAST = 3


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(load_table("wording")[name].split())


@lru_cache(maxsize=65_536)
def words(text: str) -> tuple[str, ...]:
    """Return the words of a text, case and punctuation away, apostrophes straight."""
    return tuple(word.casefold().replace("’", "'") for word in _WORD.findall(text))


def plain_words(text: str) -> str:
    """Return the words joined by single blanks: equal where two texts say the same words."""
    return " ".join(words(text))


@lru_cache(maxsize=65_536)
def content_words(text: str) -> frozenset[str]:
    """Return the words that say what a text is about: no figures, no function words."""
    return frozenset(
        _stem(word)
        for word in words(text)
        if word not in _listed("function_words") and not _NUMBER.fullmatch(word)
    )


@lru_cache(maxsize=65_536)
def names(text: str) -> frozenset[str]:
    """Return the capitalised words that are not only capitals because a sentence starts."""
    found = list(_WORD.finditer(text))
    return frozenset(
        match.group().casefold().replace("’", "'").removesuffix("'s")
        for match in found[1:]
        if match.group()[0].isupper() and match.group().casefold() not in _listed("calendar")
    )


def negated(text: str) -> bool:
    """Tell whether an odd number of negating words stands in the text."""
    count = sum(word in _listed("negators") or word.endswith("n't") for word in words(text))
    return count % 2 == 1


def shingles(text: str, *, mask_figures: bool = False) -> frozenset[tuple[str, ...]]:
    """Return the runs of two words of a text; with ``mask_figures`` all figures are alike."""
    if mask_figures:
        text = _NUMBER.sub(_MASK, text)
    row = words(text)
    return frozenset(pairwise(row)) if len(row) > 1 else frozenset({row})


def overlap(a: frozenset[object], b: frozenset[object]) -> Decimal:
    """Return the share of two sets that is common to both (Jaccard); 0 for two empty sets."""
    union = len(a | b)
    return Decimal(len(a & b)) / union if union else Decimal(0)


def _stem(word: str) -> str:
    """Fold the commonest endings, so that "bombing" and "bombings" are one word."""
    word = word.removesuffix("'s")
    for ending in ("es", "s"):
        if (
            len(word) > len(ending) + _STEM_AT_LEAST
            and word.endswith(ending)
            and not word.endswith("ss")
        ):
            return word[: -len(ending)] if ending == "s" else word[:-1]
    return word
