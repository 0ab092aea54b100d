"""Another count of what the sentence before counts, by somebody who names the number alone.

"The ministry said 12 people had died. The mayor gave the number as 27.", "… Aid workers said the
real figure was closer to 40.", "Police said 18,000 took part. The unions spoke of 75,000."
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
#: "The number was 57", and neither "the bed count was 400" nor "the flight number was 714".
_DEFINING = frozenset(
    {"the", "that", "this", "real", "actual", "true", "correct", "right", "official", "final"}
)
#: "Neighbours said there were 12": of those who came to a place, and of nothing that befell them.
_PRESENT = frozenset({"attended", "on-board", "strike", "absent"})


def recounted(drafts: Sequence[Draft], at: int) -> Draft | None:
    """Return the one figure of the sentence before that another number is given for."""
    draft = drafts[at]
    if at and drafts[at - 1].sentence is draft.sentence:
        return None
    called = _is_called_number(draft)
    if not (_is_number_alone(draft) and (called or _is_spoken_of(draft))):
        return None
    before = [d for d in drafts[:at] if d.number == draft.number - 1 and d.part_of is None]
    dimension = draft.figure.quantity.dimension
    alike = [d for d in before if d.figure.quantity.dimension == dimension]
    counted = [d for d in alike if d.measure.key in entries() or (called and d.measure.key)]
    if len(counted) != 1 or (_is_there(draft) and counted[0].measure.key not in _PRESENT):
        return None
    return counted[0]


def _is_there(draft: Draft) -> bool:
    """Tell "there were 12": who was somewhere, and not what befell them."""
    before = draft.sentence.low[max(0, draft.figure.first - 2) : draft.figure.first]
    return before[:1] == ["there"]


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
    if sentence.word(draft.figure.last + 1) in _GOING_ON:
        return False
    if sentence.word(before) in _LEADING and sentence.word(before - 1) in grammar("counts"):
        return True
    being = before
    while being > before - _NEARING_WORDS and sentence.word(being) in _NEARING:
        being -= 1
    if sentence.word(being) not in _BEING:
        return False
    subject = sentence.word(being - 1)
    if subject in grammar("counts"):
        return sentence.word(being - 2) in _DEFINING
    leading = being - 2 - (sentence.word(being - 2) == _THAT)
    ends = sentence.word(draft.figure.last + 1) == "."
    return ends and subject == "there" and sentence.lemma(leading) in _SAYING
