"""Figures that no words could bring to one question, told by a few facts of either.

The gate reads two claims whole. Among a million, most that stand near each other are told apart by
less: nobody who counts the dead is answered by a count of the evacuated, and two places that do not
hold each other are those of two things. Such a pair is not compared;
:func:`claimtrack.engine.compare.compare` says why, whenever it is asked about the two.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claimtrack.engine.comparison.questions import near_in_words
from claimtrack.engine.taxonomy.fit import Fit
from claimtrack.engine.taxonomy.measure_tree import fit_of_measures, measure_of
from claimtrack.engine.taxonomy.place_tree import fit_of_places

if TYPE_CHECKING:
    from decimal import Decimal

    from claimtrack.engine.records import Assertion

#: Nobody tells of the dead and the wounded without such a word.
SAID_OUTRIGHT = frozenset({"killed", "wounded", "killed-or-wounded"})


class Outline(NamedTuple):
    """What is known of a figure without its words.

    ``utterer``, ``measure`` and ``place`` are keys, the latter two empty where nothing is known;
    ``edges`` are the bounds of the figure as they are printed, none for words without a figure.
    """

    utterer: str
    measure: str
    place: str
    edges: frozenset[Decimal]

    @classmethod
    def of(cls, assertion: Assertion) -> Outline:
        """Return the outline of a claim."""
        claim, quantity = assertion.claim, assertion.claim.quantity
        edges = (quantity.lower, quantity.upper) if quantity is not None else ()
        return cls(
            assertion.utterer,
            claim.measure.key,
            claim.place.key,
            frozenset(edge for edge in edges if edge is not None),
        )


def lie_apart(a: Outline, b: Outline) -> bool:
    """Tell whether two figures of two reports are of two questions, whatever else they say.

    Not even what one speaker is said to have told is carried wrongly from one place to another, or
    from one measure to another, unless the figure stays: "12 were killed" and "12 were hurt".
    """
    if not a.edges or not b.edges or a.edges & b.edges:
        return False
    if fit_of_places(a.place, b.place) is Fit.APART:
        return True
    measures = measure_of(a.measure), measure_of(b.measure)
    # "Losses" may be of the dead.
    clear = all(each.listed and not each.undefined for each in measures)
    if not clear or fit_of_measures(a.measure, b.measure) is not Fit.APART:
        return False
    if any(each.key in SAID_OUTRIGHT for each in measures) and a.utterer != b.utterer:
        return True
    return not _may_be_one_measure(a, b)


def _may_be_one_measure(a: Outline, b: Outline) -> bool:
    """Tell whether words may bring two measures together: "displaced", "fires" and "blazes".

    And how two of one family lie, those deployed and those to be sent, is worth being told.
    """
    measures = measure_of(a.measure), measure_of(b.measure)
    outright = any(each.key in SAID_OUTRIGHT for each in measures)
    if measures[0].family == measures[1].family and not outright:
        return True
    nouns = a.measure.endswith("s") and b.measure.endswith("s")
    return nouns or near_in_words(a.measure, b.measure)
