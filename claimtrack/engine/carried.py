"""Measures that a figure leaves unsaid, because the figure beside it has said them.

"Turnout was 50%; by noon it stood at 31%", "killed 12, and a further 30 in the port".
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from claimtrack.engine.drafts import PRESENCE
from claimtrack.engine.facets.measure_lexicon import grammar, scale_forms
from claimtrack.engine.lexicon import load_table
from claimtrack.engine.parts import compared_with, inside_of, is_made_of, restated_by
from claimtrack.engine.records import Change, Facet, Modality

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimtrack.engine.drafts import Draft

#: "Put the number at 7,500" goes on with what was counted; "the number of dead at 30" does not.
_LEVEL_AT = frozenset({"at", "to"})
#: "A further 17": the same is counted on.
_ADDED = frozenset({"another", "further", "additional"})
#: "By 4 p.m. it stood at 31%": what it is stands before.
_IT = frozenset({"it", "they"})
_LEAD_OTHERS = frozenset({"at", "after", "before", "until", "till", "on", "in", "around"})


def fill_measures(drafts: Sequence[Draft]) -> None:
    """Take the measure of a list's neighbour, of the whole, or of what is being made up."""
    for at, draft in enumerate(drafts):
        if draft.measure.key and draft.measure.key in _known():
            continue
        source, reason = _measure_source(drafts, at)
        if source is None or not source.measure.key:
            continue
        draft.measure = Facet(source.measure.key, source.measure.label, inferred=reason)
        if not draft.place.key and source.place.key:
            draft.place = Facet(source.place.key, source.place.label, inferred=reason)
        if source.modality is Modality.PLANNED and draft.modality is Modality.ASSERTED:
            draft.modality = Modality.PLANNED


@cache
def _known() -> frozenset[str]:
    return frozenset(load_table("measures"))


def _measure_source(drafts: Sequence[Draft], at: int) -> tuple[Draft | None, str]:
    """Return the figure whose measure one takes that has none of its own, and why."""
    draft = drafts[at]
    if draft.part_of is not None:
        return draft.part_of, "the figure is a part of one that counts this"
    for other in draft.siblings:
        if other.measure.key in _known() and other.people == draft.people:
            return other, "the figure stands in a list of what is counted so"
    hosts = (
        (inside_of, "the figure says how large the one before it is"),
        (compared_with, "the figure is what the one before it is held against"),
        (restated_by, "the figure says the one before it in other terms"),
    )
    for rule, reason in hosts:
        figure = rule(draft.sentence, draft.figure)
        host = next((d for d in drafts[:at] if d.figure is figure), None) if figure else None
        if host is not None and host.measure.key in _known():
            return host, reason
    moved = _moved_level(drafts, at)
    if moved is not None:
        return moved, "the points are those that this level moved by"
    same = _pronoun_level(drafts, at)
    if same is not None:
        return same, "the pronoun stands for what the figure before it is a level of"
    return _earlier(drafts, at)


def _moved_level(drafts: Sequence[Draft], at: int) -> Draft | None:
    """Return the share that points are a step of: "down 2.4 points to 6.8%", "15.9%, up 4.9"."""
    draft = drafts[at]
    quantity = draft.figure.quantity
    if draft.measure.key or quantity.dimension != "points" or quantity.change is Change.NONE:
        return None
    beside = (*drafts[at + 1 : at + 2], *drafts[max(0, at - 1) : at])
    return next((d for d in beside if d.sentence is draft.sentence and _is_known_share(d)), None)


def _is_known_share(draft: Draft) -> bool:
    return draft.figure.quantity.dimension == "share" and draft.measure.key != ""


def _pronoun_level(drafts: Sequence[Draft], at: int) -> Draft | None:
    """Return the share that "it" goes on from: "turnout was 50%; by noon it stood at 31%"."""
    draft = drafts[at]
    sentence, figure = draft.sentence, draft.figure
    if draft.measure.key or figure.quantity.dimension != "share":
        return None
    clause = sentence.low[sentence.clause_start(figure.first) : figure.first]
    if not any(word in _IT and verb in scale_forms() for word, verb in pairwise(clause)):
        return None
    before = (d for d in reversed(drafts[:at]) if d.sentence is draft.sentence)
    return next((d for d in before if _is_known_share(d)), None)


def _earlier(drafts: Sequence[Draft], at: int) -> tuple[Draft | None, str]:
    """Return the figure before that a bare one goes on from: what is made up, or counted."""
    if is_made_of(drafts[at].sentence, drafts[at].figure):
        for other in reversed(drafts[:at]):
            if other.measure.key in PRESENCE and other.people:
                return other, "the figure says what was announced before is made up of"
    if _is_bare(drafts[at]):
        return _last_counted(
            drafts, at
        ), "the figure names nothing and follows one that counts this"
    return None, ""


def _is_bare(draft: Draft) -> bool:
    """Tell whether a count names nothing, and is not led as a time or a place would be."""
    sentence, figure = draft.sentence, draft.figure
    named = figure.last > figure.number_last or figure.quantity.unit_span is not None
    if draft.measure.key or not _counts(draft) or named or _is_named_behind(draft):
        return False
    if not _ADDED.isdisjoint(sentence.low[figure.first : figure.number_last]):
        return True
    acts = draft.governor is not None and draft.governor.subject
    return not acts and sentence.word(figure.first - 1) not in _LEAD_OTHERS


def _is_named_behind(draft: Draft) -> bool:
    """Tell whether a noun behind marks says what is counted: "“hundreds” more arrests"."""
    sentence, index = draft.sentence, draft.figure.last + 1
    while sentence.tag(index) == "PUNCT" or sentence.word(index) == "more":
        index += 1
    return (
        index > draft.figure.last + 1
        and sentence.word(index - 1) == "more"
        and (sentence.tag(index) in ("NOUN", "ADJ"))
    )


def _counts(draft: Draft) -> bool:
    return draft.figure.quantity.dimension == "count"


def _last_counted(drafts: Sequence[Draft], at: int) -> Draft | None:
    """Return the last count before this one in its sentence, where no new one is announced."""
    draft = drafts[at]
    for other in reversed(drafts[:at]):
        if other.sentence is not draft.sentence:
            return None
        if _counts(other):
            between = draft.sentence.between(other.figure, draft.figure)
            announced = any(
                word in grammar("counts") and following not in _LEVEL_AT
                for word, following in pairwise((*between, ""))
            )
            return None if announced else other
    return None
