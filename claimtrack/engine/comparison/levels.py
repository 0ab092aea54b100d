"""The levels of the comparability gate, in their order: the first that decides names the relation.

First what two tellings of one utterance are to each other, then whether the figures are about
the same thing at all, and only then the values.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.engine.comparison import (
    basis,
    drift,
    gate,
    quotations,
    utterance,
    values,
    weighing,
    wholes,
)
from claimtrack.engine.comparison.verdicts import Level

if TYPE_CHECKING:
    from claimtrack.engine.comparison.quotations import WordsPair
    from claimtrack.engine.comparison.scope import Pair
    from claimtrack.engine.comparison.told_apart import GateAnswer

FIGURE_LEVELS: tuple[Level[Pair], ...] = (
    Level("same_words", "the same words", utterance.same_words),
    Level("two_figures", "two figures of one text", utterance.two_figures),
    Level("named_part", "a part that the text names", utterance.named_part),
    Level("measure_drift", "drift inside one report", drift.drift),
    Level("echoed", "a headline over its report", utterance.echoed),
    Level("misreport", "one utterance told differently", utterance.misreport),
    Level("different_unit", "unit", gate.unit),
    Level("named_origin", "those from one place", gate.origin),
    Level("part_above_whole", "a part against its whole", wholes.part_above_whole),
    Level("different_base", "a number that a part is taken of", wholes.base),
    Level("different_measure", "measure", gate.measure),
    Level("different_population", "population", gate.population),
    Level("different_place", "place", gate.place),
    Level("different_window", "window", gate.window),
    Level("different_basis", "basis", basis.basis),
    Level("part_of", "a group inside the other", wholes.part_of),
    Level("different_story", "one event or two", gate.story),
    Level("different_owner", "one owner or two", gate.owner),
    Level("denial", "affirmed and denied", values.denial),
    Level("repeat", "one utterance relayed", utterance.relayed),
    Level("corroboration", "independent utterers agree", values.corroboration),
    Level("superseded", "a count that was put right", values.superseded),
    Level("moved", "a count that moved with time", values.moved),
    Level("compatible", "a value fits both", values.compatible),
    Level("exchanged", "a sum turned from other money", values.exchanged),
    Level("one_voice", "one voice in one report", values.one_voice),
    Level("contradiction", "both cannot hold", values.contradiction),
    Level("cannot_tell", "a key fact is missing", values.unsettled),
)

#: Asked where a level of the above keeps two figures apart.
LAST_LEVEL: Level[GateAnswer] = Level("all_signs", "all signs together", weighing.outweighed)

WORD_LEVELS: tuple[Level[WordsPair], ...] = (
    Level("same_words", "the same words", quotations.same_words),
    Level("limit_left_out", "a limit left out of a quote", quotations.limit_left_out),
    Level("quote_mismatch", "one quote in two wordings", quotations.quote_mismatch),
    Level("denial", "affirmed and denied", quotations.denial),
    Level("attribution_mismatch", "one quote of two speakers", quotations.attribution_mismatch),
    Level("different_words", "other words", quotations.other_words),
)
