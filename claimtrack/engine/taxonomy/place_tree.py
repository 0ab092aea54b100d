"""Places: which lies in which, from ``data/containment_places.toml``."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from claimtrack.engine.lexicon import load_table
from claimtrack.engine.taxonomy.fit import Fit

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def _aliases() -> Mapping[str, str]:
    table: Mapping[str, list[str]] = load_table("containment_places")["aliases"]
    return {alias: key for key, aliases in table.items() for alias in aliases}


@cache
def _around() -> Mapping[str, frozenset[str]]:
    """Return for each place all places that it lies in, near and far."""
    table: Mapping[str, list[str]] = load_table("containment_places")["contains"]
    parents: dict[str, set[str]] = {}
    for outer, inner in table.items():
        for place in inner:
            parents.setdefault(place, set()).add(outer)

    def above(place: str) -> frozenset[str]:
        direct = parents.get(place, set())
        return frozenset(direct).union(*(above(each) for each in direct))

    return {place: above(place) for place in parents}


def place_key(key: str) -> str:
    """Return the one spelling of a place's key."""
    return _aliases().get(key, key)


def places_around(key: str) -> frozenset[str]:
    """Return every place of the table that this one lies in."""
    return _around().get(place_key(key), frozenset())


@lru_cache(maxsize=16_384)
def fit_of_places(a: str, b: str) -> Fit:
    """Tell how two places lie to each other; ``UNKNOWN`` where only one is stated."""
    first, second = place_key(a), place_key(b)
    if first == second:
        return Fit.SAME
    if not first or not second:
        return Fit.UNKNOWN
    if second in places_around(first):
        return Fit.INSIDE
    if first in places_around(second):
        return Fit.AROUND
    return Fit.APART
