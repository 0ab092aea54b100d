"""Measures that a figure leaves unsaid, because the figure beside it has said them.

"Turnout was 50%; by noon it stood at 31%", "killed 12, and a further 30 in the port".
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from claimtrack.engine.drafts import PRESENCE, before_in_sentence, remembered
from claimtrack.engine.facets.context import noun_behind_marks
from claimtrack.engine.facets.measure_lexicon import entries, grammar, scale_forms, trading_forms
from claimtrack.engine.lexicon import load_table
from claimtrack.engine.parts import compared_with, inside_of, is_made_of, restated_by
from claimtrack.engine.records import Change, Facet, Modality
from claimtrack.engine.recounts import recounted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimtrack.engine.drafts import Draft

_LEVEL_AT = frozenset({"at", "to"})
#: "A further 17": the same is counted on.
_ADDED = frozenset({"another", "further", "additional"})
#: "By 4 p.m. it stood at 31%": what it is stands before.
_IT = frozenset({"it", "they"})
#: "All but six had left" leaves six as they were.
_ALL_BUT = ["all", "but"]
_EACH = frozenset({"each", "apiece"})
_DEFINITE = frozenset({"the", "its", "their", "this", "that", "these", "those"})
_LEAD_OTHERS = frozenset({"at", "after", "before", "until", "till", "on", "in", "around"})

#: Before the second name of "Marden won 52.3% and Pell 46.1%".
_JOINING = frozenset({"and", ",", ";", "to", "against", "while", "behind", "ahead", "of"})

#: Between a figure and the share that it moved by: ", down", ", a rise of".
_MOVED = frozenset(
    {",", "up", "down", "a", "an", "rise", "drop", "fall", "increase", "decline", "of"}
)


def fill_measures(drafts: Sequence[Draft]) -> None:
    """Take the measure of a list's neighbour, of the whole, or of what is being made up."""
    for at, draft in enumerate(drafts):
        if _is_listed(draft):
            continue
        source, reason = _measure_source(drafts, at)
        if source is None or not source.measure.key:
            continue
        draft.measure = Facet(source.measure.key, source.measure.label, inferred=reason)
        if not draft.place.key and source.place.key:
            draft.place = Facet(source.place.key, source.place.label, inferred=reason)
        base = draft.sentence.word(draft.figure.first - 1) == "from"
        apart = base or _is_stated_apart(draft, source)
        planned = source.modality is Modality.PLANNED and not apart
        if planned and draft.modality is Modality.ASSERTED:
            draft.modality = Modality.PLANNED


def _is_stated_apart(draft: Draft, source: Draft) -> bool:
    """Tell whether a later clause of the sentence states a figure, with a verb of its own.

    "Put the number at 1,900" states another count of what is said before.
    """
    sentence, first = draft.sentence, draft.figure.first
    tally = sentence.word(first - 2) in grammar("counts") and _is_tally(draft, first - 2)
    if tally and sentence.word(first - 1) == "at":
        return False
    start = sentence.clause_start(first)
    later = sentence is source.sentence and start > source.figure.last
    return later and any(sentence.is_verb(i) for i in range(start, first))


def _is_listed(draft: Draft) -> bool:
    """Tell whether a measure is one of the lexicon's, for figures of this kind."""
    entry = entries().get(draft.measure.key)
    return entry is not None and draft.figure.quantity.dimension in entry.dimensions


@cache
def _known() -> frozenset[str]:
    return frozenset(load_table("measures"))


def _measure_source(drafts: Sequence[Draft], at: int) -> tuple[Draft | None, str]:
    """Return the figure whose measure one takes that has none of its own, and why."""
    draft = drafts[at]
    if draft.part_of is not None and not _acts_itself(draft):
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
        earlier = before_in_sentence(drafts, at) if figure else ()
        host = next((d for d in earlier if d.figure is figure), None)
        if host is not None and (host.measure.key in _known() or _is_open_host(draft, host)):
            return host, reason
    for find, why in _CARRIERS:
        source = find(drafts, at)
        if source is not None:
            return source, why
    return _earlier(drafts, at)


def _acts_itself(draft: Draft) -> bool:
    """Tell whether a part has a verb of its own: "of 118 complaints, two led to charges".

    Its measure is that verb, and not that of the whole.
    """
    governor, span = draft.governor, draft.measure.span
    if governor is None or not governor.subject or span is None:
        return False
    first, _ = draft.sentence.tokens_in(span)
    return governor.group.first <= first <= governor.group.last


def _is_open_host(draft: Draft, host: Draft) -> bool:
    """Tell whether a figure says nothing of its own beside one with a measure of its words."""
    kinds = draft.figure.quantity.dimension, host.figure.quantity.dimension
    return bool(host.measure.key) and not draft.measure.key and kinds[0] == kinds[1]


def _share_of_it(drafts: Sequence[Draft], at: int) -> Draft | None:
    """Return the count that "a third of that number" or "half of them" is a share of."""
    draft = drafts[at]
    sentence, figure = draft.sentence, draft.figure
    if draft.measure.key or figure.quantity.dimension not in ("share", "multiple"):
        return None
    of = figure.last + 1
    that = sentence.word(of) == "of" and sentence.word(of + 1) in ("that", "this")
    number = that and sentence.word(of + 2) in grammar("counts")
    them = sentence.word(of) == "of" and sentence.word(of + 1) in ("them", "whom", "these")
    multiple = figure.quantity.dimension == "multiple" and sentence.word(of) in ("that", "this")
    if not (number or them or multiple):
        return None
    if them and sentence.verbs_among(of + 2, sentence.clause_end(of) + 1):
        return None
    before = before_in_sentence(drafts, at)
    return next((d for d in before if _counts(d) and d.measure.key), None)


def _other_count(drafts: Sequence[Draft], at: int) -> Draft | None:
    """Return the count that "revising an earlier figure of 930" is another value of."""
    draft = drafts[at]
    sentence, first = draft.sentence, draft.figure.first
    if draft.measure.key or sentence.word(first - 1) not in ("of", "at"):
        return None
    if sentence.word(first - 2) not in grammar("counts") | grammar("counting"):
        return None
    before = before_in_sentence(drafts, at)
    counted = (d.part_of or d for d in before if d.measure.key and _is_alike(draft, d))
    return next(counted, None)


def _tallied(drafts: Sequence[Draft], at: int) -> Draft | None:
    """Return the figure that a tally goes on from: "which brings the total so far to $3m"."""
    draft = drafts[at]
    sentence, first = draft.sentence, draft.figure.first
    start = sentence.clause_start(first)
    if sentence.word(first - 1) not in _LEVEL_AT:
        return None
    if not any(_is_tally(draft, i) for i in sentence.among(grammar("counts"), start, first)):
        return None
    for index in range(at - 1, -1, -1):
        other = drafts[index]
        if other.number < draft.number - 1:
            return None
        if other.measure.key and _is_alike(draft, other):
            return other
    return None


def _is_tally(draft: Draft, index: int) -> bool:
    """Tell "the total so far" from "the number of arrests" and "the prison total"."""
    sentence = draft.sentence
    return sentence.word(index - 1) in _DEFINITE and sentence.word(index + 1) != "of"


def _is_alike(draft: Draft, other: Draft) -> bool:
    """Tell whether two figures are of one kind, and money of one currency."""
    mine, theirs = draft.figure.quantity, other.figure.quantity
    same = mine.dimension == theirs.dimension
    return same and (mine.dimension == "count" or mine.unit == theirs.unit)


def _shared_out(drafts: Sequence[Draft], at: int) -> Draft | None:
    """Return the sum that others are handed from: "prizes of £50m, and winners get £3m each"."""
    draft = drafts[at]
    sentence, figure = draft.sentence, draft.figure
    if draft.measure.key or sentence.word(figure.last + 1) not in _EACH:
        return None
    before = before_in_sentence(drafts, at)
    return next((d for d in before if d.measure.key and _is_alike(draft, d)), None)


def _counted_among(drafts: Sequence[Draft], at: int) -> Draft | None:
    """Return the count that a share is taken of: "half of the 64 passengers"."""
    draft = drafts[at]
    known = draft.measure.key or draft.figure.quantity.dimension != "share"
    if known or at + 1 >= len(drafts):
        return None
    whole = drafts[at + 1]
    if whole.sentence is not draft.sentence or not _counts(whole):
        return None
    between = draft.sentence.between(draft.figure, whole.figure)
    return whole if between[:1] == ["of"] and set(between[1:]) <= _DEFINITE else None


def _multiplied(drafts: Sequence[Draft], at: int) -> Draft | None:
    """Return the figure that is told in multiples: "0.4 mg per litre, forty times the limit"."""
    draft = drafts[at]
    if draft.measure.key or draft.figure.quantity.dimension != "multiple" or not at:
        return None
    host, sentence = drafts[at - 1], draft.sentence
    if host.sentence is not sentence or sentence.word(draft.figure.first - 1) != ",":
        return None
    between = range(host.figure.last + 1, draft.figure.first)
    return None if any(sentence.is_verb(i) for i in between) else host


def _gained_or_lost(drafts: Sequence[Draft], at: int) -> Draft | None:
    """Return the level that moved: "led by 14 seconds but lost nearly 50 on the climb"."""
    draft = drafts[at]
    governor = draft.governor
    if governor is None or governor.subject or not governor.group.verbs or draft.people:
        return None
    if draft.sentence.lemma(governor.group.verbs[-1]) not in grammar("moving"):
        return None
    before = before_in_sentence(drafts, at)
    return next(
        (
            d
            for d in before
            if d.measure.key in _known() and d.figure.quantity.unit == draft.figure.quantity.unit
        ),
        None,
    )


def _moved_level(drafts: Sequence[Draft], at: int) -> Draft | None:
    """Return the share that points are a step of: "down 2.4 points to 6.8%", "15.9%, up 4.9"."""
    draft = drafts[at]
    quantity = draft.figure.quantity
    if quantity.dimension != "points" or quantity.change is Change.NONE:
        return None
    beside = (*drafts[at + 1 : at + 2], *drafts[max(0, at - 1) : at])
    return next((d for d in beside if d.sentence is draft.sentence and _is_known_share(d)), None)


def _moved_sum(drafts: Sequence[Draft], at: int) -> Draft | None:
    """Return the figure that a share says the movement of: "a profit of €1.3bn, down 11%"."""
    draft = drafts[at]
    quantity = draft.figure.quantity
    moved = quantity.dimension == "share" and quantity.change is not Change.NONE
    if not moved or at == 0 or drafts[at - 1].sentence is not draft.sentence:
        return None
    before = drafts[at - 1]
    between = draft.sentence.between(before.figure, draft.figure)
    return before if between[:1] == [","] and set(between) <= _MOVED else None


def _is_known_share(draft: Draft) -> bool:
    return draft.figure.quantity.dimension == "share" and draft.measure.key != ""


def _pronoun_level(drafts: Sequence[Draft], at: int) -> Draft | None:
    """Return the share that "it" goes on from: "turnout was 50%; by noon it stood at 31%"."""
    draft = drafts[at]
    sentence, figure = draft.sentence, draft.figure
    if draft.measure.key or figure.quantity.dimension not in ("share", "money"):
        return None
    clause = sentence.low[sentence.clause_start(figure.first) : figure.first]
    known = scale_forms() | trading_forms()
    if not any(word in _IT and verb in known for word, verb in pairwise(clause)):
        return None
    before = before_in_sentence(drafts, at)
    source = next((d for d in before if _is_known_share(d)), None)
    money = figure.quantity.dimension == "money"
    return source if source is not None and (not money or _takes_money(source)) else None


def _takes_money(draft: Draft) -> bool:
    entry = entries().get(draft.measure.key)
    return entry is not None and "money" in entry.dimensions


def _lent_unit(drafts: Sequence[Draft], at: int) -> Draft | None:
    """Return the figure that lends its unit: "earnings of 92 cents a share; it delivered 88"."""
    draft = drafts[at]
    quantity = draft.figure.quantity
    own = quantity.unit_span is not None and quantity.unit_span.start >= quantity.span.start
    if own or quantity.dimension in ("count", "multiple"):
        return None
    before = before_in_sentence(drafts, at)
    return next(
        (
            d
            for d in before
            if d.measure.key in _known() and d.figure.quantity.unit == quantity.unit
        ),
        None,
    )


def _gapped(drafts: Sequence[Draft], at: int) -> Draft | None:
    """Return the share of the first contestant: "Marden won 52.3% of the vote and Pell 46.1%"."""
    draft = drafts[at]
    sentence, figure = draft.sentence, draft.figure
    if draft.measure.key or figure.quantity.dimension != "share" or not at:
        return None
    first = drafts[at - 1]
    if first.sentence is not sentence or not _is_known_share(first):
        return None
    name = figure.first - 1
    while sentence.tag(name) in ("PROPN", "DET"):
        name -= 1
    between = range(first.figure.last + 1, figure.first)
    if sentence.word(figure.first - 1) in ("on", "at", "with"):
        name = figure.first - 2
        while sentence.tag(name) in ("PROPN", "DET"):
            name -= 1
    joined = sentence.word(name) in _JOINING and name < figure.first - 1
    return first if joined and not any(sentence.is_verb(i) for i in between) else None


_CARRIERS = (
    (recounted, "the figure is another count of what the sentence before counts"),
    (_share_of_it, "the figure is a share or a multiple of one that counts this"),
    (_other_count, "the figure is another count of what the one before it counts"),
    (_counted_among, "the figure is a share of one that counts this"),
    (_multiplied, "the figure tells the one before it in multiples"),
    (_gained_or_lost, "the figure is what this level moved by"),
    (_shared_out, "the figure is handed out from a sum of this kind"),
    (_tallied, "the figure is the total of what the one before it adds to"),
    (_moved_level, "the points are those that this level moved by"),
    (_moved_sum, "the share is what the figure before it moved by"),
    (_lent_unit, "the figure takes its unit and meaning from the one before it"),
    (_gapped, "the figure is another's of the kind before it"),
    (_pronoun_level, "the pronoun stands for what the figure before it is a level of"),
)


def _earlier(drafts: Sequence[Draft], at: int) -> tuple[Draft | None, str]:
    """Return the figure before that a bare one goes on from: what is made up, or counted."""
    if is_made_of(drafts[at].sentence, drafts[at].figure):
        for other in remembered(drafts, at):
            if other.measure.key in PRESENCE and other.people:
                return other, "the figure says what was announced before is made up of"
    if _is_bare(drafts[at]):
        return _last_counted(
            drafts, at
        ), "the figure names nothing and follows one that counts this"
    return None, ""


def _adds_to(draft: Draft) -> bool:
    """Read "an option on ten more", and not "ten more of them"."""
    sentence, after = draft.sentence, draft.figure.last + 1
    return sentence.word(after) == "more" and sentence.tag(after + 1) in ("PUNCT", "CCONJ", "")


def _is_bare(draft: Draft) -> bool:
    """Tell whether a count names nothing, and is not led as a time or a place would be."""
    sentence, figure = draft.sentence, draft.figure
    named = figure.last > figure.number_last or figure.quantity.unit_span is not None
    if (
        draft.measure.key
        or not _counts(draft)
        or named
        or noun_behind_marks(draft.sentence, draft.figure)
    ):
        return False
    added = not _ADDED.isdisjoint(sentence.low[figure.first : figure.number_last])
    if added or _adds_to(draft) or sentence.low[figure.first - 2 : figure.first] == _ALL_BUT:
        return True
    acts = draft.governor is not None and draft.governor.subject
    return not acts and sentence.word(figure.first - 1) not in _LEAD_OTHERS


def _counts(draft: Draft) -> bool:
    return draft.figure.quantity.dimension == "count"


def _last_counted(drafts: Sequence[Draft], at: int) -> Draft | None:
    """Return the last count before this one in its sentence, where no new one is announced."""
    draft = drafts[at]
    for other in before_in_sentence(drafts, at):
        if _counts(other):
            between = draft.sentence.between(other.figure, draft.figure)
            announced = any(
                word in grammar("counts") and following not in _LEVEL_AT
                for word, following in pairwise((*between, ""))
            )
            return None if announced else other
    return None
