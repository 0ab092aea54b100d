"""Measures: which includes which, which add up, and which may fall.

The table is ``data/hierarchy_measures.toml``. A measure that it does not know stands for itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from claimtrack.engine.lexicon import load_table
from claimtrack.engine.taxonomy.fit import Fit

if TYPE_CHECKING:
    from collections.abc import Mapping


class Course(StrEnum):
    """What time does to a measure."""

    ACCUMULATES = "accumulates"
    STOCK = "stock"
    FIXED = "fixed"


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure of the table. ``ancestors`` are all that include it, near and far."""

    key: str
    label: str
    family: str
    course: Course
    ancestors: frozenset[str] = frozenset()
    parts: tuple[str, ...] = ()
    may_mean: frozenset[str] = frozenset()
    listed: bool = True

    @property
    def undefined(self) -> bool:
        """Tell whether the word leaves open what it counts ("losses")."""
        return bool(self.may_mean)


@cache
def _measures() -> Mapping[str, Measure]:
    table = load_table("hierarchy_measures")

    def above(key: str) -> frozenset[str]:
        parents = table[key].get("within", ())
        return frozenset(parents).union(*(above(parent) for parent in parents))

    found: dict[str, Measure] = {}
    for key, row in table.items():
        measure = Measure(
            key=key,
            label=row["label"],
            family=row["family"],
            course=Course(row["time"]),
            ancestors=above(key),
            parts=tuple(row.get("parts", ())),
            may_mean=frozenset(row.get("may_mean", ())),
        )
        for name in (key, *row.get("aliases", ())):
            found[name] = measure
    return found


@lru_cache(maxsize=8192)
def measure_of(key: str) -> Measure:
    """Return the measure of a canonical key or one of its aliases; unknown keys stay as given.

    A measure outside the table is a stock: nothing says that it could not fall.
    """
    known = _measures().get(key)
    return known or Measure(key, key.replace("-", " "), key, Course.STOCK, listed=False)


@cache
def measure_words() -> frozenset[str]:
    """Return every word that stands in the name of a measure ("killed", "toll")."""
    return frozenset(word for name in _measures() for word in name.split("-"))


def wholes_of_parts() -> tuple[Measure, ...]:
    """Return every measure that the table splits into parts, by key."""
    by_key = {measure.key: measure for measure in _measures().values() if measure.parts}
    return tuple(by_key[key] for key in sorted(by_key))


def lines_of(key: str) -> frozenset[str]:
    """Return the widest measures that a measure lies in or may mean: its own where it has none.

    Two measures of the table without a common line never count the same: "price" and "turnout".
    """
    measure = measure_of(key)
    meant = (each for other in measure.may_mean for each in _widest(measure_of(other)))
    return frozenset((*_widest(measure), *meant))


def _widest(measure: Measure) -> frozenset[str]:
    tops = {each for each in measure.ancestors if not measure_of(each).ancestors}
    return frozenset(tops or {measure.key})


@lru_cache(maxsize=16_384)
def fit_of_measures(a: str, b: str) -> Fit:
    """Tell how two measures lie to each other; ``UNKNOWN`` where either is not known."""
    if not a or not b:
        return Fit.UNKNOWN
    first, second = measure_of(a), measure_of(b)
    if first.key == second.key:
        return Fit.SAME
    if second.key in first.ancestors:
        return Fit.INSIDE
    if first.key in second.ancestors:
        return Fit.AROUND
    return Fit.APART


def undefined_against(a: str, b: str) -> bool:
    """Tell whether one of the two words may or may not mean what the other counts."""
    first, second = measure_of(a), measure_of(b)
    return first.key != second.key and (
        second.key in first.may_mean or first.key in second.may_mean
    )
