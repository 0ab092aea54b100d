"""Two short passages as a whole, and whether both can be true of one event.

Inside the product two figures are compared only after the gate has found that they are about
the same thing. Here two passages are presumed to tell of one event, and the question is whether
what they say of it can both hold: the same predicate with another figure, day or age, a denial,
or an opposite. The passages are read clause by clause (:mod:`.reading`), their words are held
against each other (:mod:`.likeness`), and what cannot hold in both is graded by how well the
clauses around it are aligned (:mod:`.differences`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from claimtrack.engine.passages.differences import Alignment, Difference
from claimtrack.engine.passages.reading import Passage, read

if TYPE_CHECKING:
    from datetime import date

_RELATED = 0.6
_CONFLICT = 0.5
#: What is said of the same things without a difference in sight is the least likely conflict
#: that is still one: it ranks below every difference, and above what has nothing in common.
#: Where it is said of several things, the shorter may say it of the wrong one.
_OF_NOTHING, _OF_SCATTERED = 0.1, 0.1


class Stance(StrEnum):
    """What two passages are to each other."""

    CONFLICT = "conflict"
    AGREE = "agree"
    UNRELATED = "unrelated"


@dataclass(frozen=True, slots=True)
class PassageComparison:
    """What two passages are to each other, how sure it is of a conflict (0 to 1), and why."""

    stance: Stance
    score: float
    reason: str


def compare_passages(a: str, b: str, *, published: date) -> PassageComparison:
    """Compare two passages of one or a few sentences; the order of the two does not matter.

    ``published`` is the day from which relative dates are reckoned.
    """
    return compare_readings(read(a, published), read(b, published))


def compare_readings(a: Passage, b: Passage) -> PassageComparison:
    """Compare two passages that are read already; the order of the two does not matter."""
    short, long = sorted((a, b), key=lambda passage: (passage.weight, passage.text))
    alignment = Alignment.of(short, long)
    scattered = _OF_SCATTERED * alignment.common * alignment.scattered()
    nothing = Difference(alignment.common * (_OF_NOTHING + scattered), "")
    score, reason = max((nothing, *alignment.differences()), key=lambda each: each.score)
    if reason and score >= _CONFLICT:
        return PassageComparison(Stance.CONFLICT, score, reason)
    if alignment.common >= _RELATED:
        return PassageComparison(Stance.AGREE, score, "The words of the shorter stand in both.")
    return PassageComparison(Stance.UNRELATED, score, "Too little of the shorter stands in both.")
