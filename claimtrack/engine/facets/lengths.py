"""Lengths of time that are figures of their own, and not only the window of another.

"Jailed for 17 years" and "takes eight minutes" state the length; "won in 9.87 seconds" states a
result, and bounds the distance too. "3,000 killed in three months" only bounds a count.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.engine.facets.measure_lexicon import entries, grammar

if TYPE_CHECKING:
    from claimtrack.engine.facets.context import Figure, Sentence
    from claimtrack.engine.facets.governors import Governor
    from claimtrack.engine.records import Facet


def lasts(sentence: Sentence, figure: Figure, measure: Facet, governor: Governor | None) -> bool:
    """Tell whether a length of time is what its clause states: a sentence, or how long it took."""
    if figure.quantity.dimension != "time":
        return False
    if measure.key in entries() or _is_endured(sentence, figure):
        return True
    if ":" in figure.quantity.number.exact:
        return True
    if governor is None or governor.subject or governor.group.last != figure.first - 1:
        return False
    lasting = any(sentence.lemma(index) in grammar("lasting") for index in governor.group.verbs)
    return lasting and not governor.group.passive


def _is_endured(sentence: Sentence, figure: Figure) -> bool:
    """Read "will strike for 48 hours"."""
    verb = figure.first - 2
    endures = sentence.is_verb(verb) and sentence.lemma(verb) in grammar("enduring")
    return endures and sentence.word(figure.first - 1) == "for"


def is_timed(sentence: Sentence, figure: Figure) -> bool:
    """Tell whether a time that bounds another figure is so short that it was clocked itself."""
    return figure.quantity.unit in grammar("timed") and sentence.word(figure.first - 1) == "in"
