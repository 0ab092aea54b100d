"""Another count of what the sentence before counts, by somebody who names the number alone.

"Police saw 600 people march. The union spoke of 900.", "… The mayor gave the number as 27.",
"… Aid workers said the real figure was closer to 40."
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.engine.facets.measure_lexicon import entries, grammar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimtrack.engine.drafts import Draft

#: "Put the number at 7,500" goes on with what was counted; "the number of dead at 30" does not.
_SPEAKING = frozenset({"speak", "talk", "claim", "count", "reckon", "estimate", "say"})
_SAYING = _SPEAKING | {"believe", "insist", "maintain", "report", "argue", "add", "think"}
#: "There were 27 in the room" are others.
_GOING_ON = frozenset({"in", "on", "at"})
_CLOSED = frozenset({".", ",", ";", "", "—", "–"}) | _GOING_ON
_LEADING = frozenset({"as", "at", "of"})
_BEING = frozenset({"is", "was", "are", "were", "stands", "stood"})
#: Between a verb of being and the number: "was closer to 40", "stood at 12".
_NEARING = frozenset({"at", "to", "closer", "nearer", "close", "near", "in", "fact", "actually"})
_NEARING_WORDS = 3
_THAT = "that"


def recounted(drafts: Sequence[Draft], at: int) -> Draft | None:
    """Return the one figure of the sentence before that another number is given for."""
    draft = drafts[at]
    if at and drafts[at - 1].sentence is draft.sentence:
        return None
    called = _is_called_number(draft)
    if not (_is_number_alone(draft) and (called or _is_spoken_of(draft))):
        return None
    before = [d for d in drafts[:at] if d.number == draft.number - 1 and d.part_of is None]
    alike = [d for d in before if _is_alike(draft, d)]
    counted = [d for d in alike if d.measure.key in entries() or (called and d.measure.key)]
    return counted[0] if len(counted) == 1 else None


def _is_number_alone(draft: Draft) -> bool:
    """Tell whether nothing behind a count or a share says what it is of."""
    sentence, figure = draft.sentence, draft.figure
    counted = figure.quantity.dimension == "count" and figure.last <= figure.number_last
    shared = figure.quantity.dimension == "share"
    return (counted or shared) and sentence.word(figure.last + 1) in _CLOSED


def _is_spoken_of(draft: Draft) -> bool:
    """Read "the union spoke of 900", "the mayor claimed 40"."""
    sentence, before = draft.sentence, draft.figure.first - 1
    verb = before - (sentence.word(before) == "of")
    return not draft.measure.key and sentence.lemma(verb) in _SPEAKING


def _is_called_number(draft: Draft) -> bool:
    """Read "gave the number as 27", "said the number was 57", "said there were 75,000"."""
    sentence, before = draft.sentence, draft.figure.first - 1
    if sentence.word(before) in _LEADING and sentence.word(before - 1) in grammar("counts"):
        return True
    being = before
    while being > before - _NEARING_WORDS and sentence.word(being) in _NEARING:
        being -= 1
    if sentence.word(being) not in _BEING:
        return False
    subject = sentence.word(being - 1)
    if subject in grammar("counts"):
        return True
    if sentence.word(draft.figure.last + 1) in _GOING_ON:
        return False
    leading = being - 2 - (sentence.word(being - 2) == _THAT)
    said = sentence.lemma(leading) in _SAYING
    return (subject == "there" and said) or (subject == "it" and draft.attribution is not None)


def _is_alike(draft: Draft, other: Draft) -> bool:
    mine, theirs = draft.figure.quantity, other.figure.quantity
    return mine.dimension == theirs.dimension
