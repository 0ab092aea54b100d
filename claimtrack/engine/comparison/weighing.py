"""The last look: a level tells two figures apart, and all signs together say that they are one's.

Levels ask for one reason at a time, each enough to stand alone, and reporters find other words for
whatever a level looks for. Where so many signs speak for one question that being wrong is unlikely
(:mod:`.resemblance`), the pair is put before people, with what the level said against it.
"""

from __future__ import annotations

import math
from decimal import Decimal
from typing import TYPE_CHECKING

from claimtrack.engine.comparison.doubts import Doubt
from claimtrack.engine.comparison.occasions import said_day
from claimtrack.engine.comparison.resemblance import (
    is_one_occasion,
    is_one_speaker,
    resemblance,
    weighed_signs,
)
from claimtrack.engine.comparison.verdicts import Verdict
from claimtrack.engine.records import Reason, Relation

if TYPE_CHECKING:
    from claimtrack.engine.comparison.scope import Pair
    from claimtrack.engine.comparison.told_apart import GateAnswer

#: So many of the signs are named.
_NAMED = 3
#: What a reader can look for in the two reports.
_TOLD = {
    "one speaker": "one speaker",
    "one occasion": "one occasion",
    "an occasion in words": "one occasion, by a word for it",
    "words beside both": "the words beside both figures",
    "words of no topic beside both": "the words beside both figures",
    "words in common": "the words of both statements",
    "names in common": "names that both reports open with",
    "times in common": "a time that both name",
    "a rival count": "a sentence that knows of another count",
    "digits turned": "digits that are turned round",
    "close figures": "figures that are near each other",
    "population: same": "who or what is counted",
    "window: same": "the time that both count over",
    "one unit": "the unit",
    "the only figures": "no other figure in either sentence",
}
_HUNDREDTH = Decimal("0.01")


def outweighed(apart: GateAnswer) -> Verdict | None:
    """Raise a pair that a level tells apart where the signs for one question outweigh that."""
    pair = apart.pair
    if not apart.may_be_one:
        return None
    odds = resemblance(pair, apart.level)
    policy = pair.policy
    # One speaker tells of many things on many days: 260 nurses were needed, 190 had signed up.
    bar = policy.resemblance
    if is_one_speaker(pair):
        once = is_one_occasion(pair)
        bar = policy.resemblance_of_one_speaker if once else policy.resemblance_of_two_days
    if odds < bar:
        return None
    a, b = (side.assertion for side in pair.sides)
    return Verdict(
        _relation(pair),
        f"likely two figures of one thing by all signs together: {_signs(apart)}",
        (a.claim.span,),
        (b.claim.span,),
        factor=_probability(odds),
    )


def _signs(apart: GateAnswer) -> str:
    """Name what speaks for one thing, the strongest first."""
    found = weighed_signs(apart.pair, apart.level)
    for_it = sorted((-weight, name) for name, weight in found if weight > 0 and name in _TOLD)
    told = dict.fromkeys(_TOLD[name] for _weight, name in for_it)
    return ", ".join([*told][:_NAMED]) or "none of them says much alone"


def _relation(pair: Pair) -> Relation:
    """Name what one speaker's two figures are, or those of two."""
    if not is_one_speaker(pair):
        return Relation.CONTRADICTION
    if is_one_occasion(pair):
        return Relation.MISREPORT
    earlier, later = sorted(pair.sides, key=lambda side: said_day(side.assertion))
    return Relation.REVERSAL if later.bounds.below(earlier.bounds) else Relation.CONTRADICTION


def _probability(odds: float) -> Decimal:
    return Decimal(1 / (1 + math.exp(-odds))).quantize(_HUNDREDTH)


def against(apart: GateAnswer) -> Doubt:
    """Return what the level says, as a doubt about a pair that is raised all the same."""
    said = apart.verdict
    return Doubt(Reason(said.text, said.a, said.b), Decimal(1), "whether both are of one thing")
