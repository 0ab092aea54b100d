"""How firmly a figure is claimed, by the verb that governs it and the words beside it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from claimtrack.engine.language.inflect import verb_forms
from claimtrack.engine.lexicon import load_table
from claimtrack.engine.records import Modality

if TYPE_CHECKING:
    from claimtrack.engine.facets.context import Figure, Sentence, VerbGroup
    from claimtrack.engine.facets.governors import Governor
    from claimtrack.engine.facets.measures import Reading
    from claimtrack.engine.records import Attribution

_BEFORE = 3
_GOVERNING_REACH = 8


@cache
def _listed(kind: str, name: str) -> frozenset[str]:
    return frozenset(load_table("modality_words")[kind].get(name, ()))


@cache
def _verbs(kind: str) -> frozenset[str]:
    return frozenset(form for verb in _listed(kind, "verbs") for form in verb_forms(verb))


@cache
def _phrases(kind: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(phrase.split()) for phrase in _listed(kind, "phrases"))


def modality_of(
    sentence: Sentence, figure: Figure, reading: Reading, attribution: Attribution | None
) -> Modality:
    """Return how firmly a figure is claimed; the strongest doubt about it wins.

    "has estimated that 3,000 were killed" reports a settled finding; "estimates that …",
    "estimates the dead at 3,000" and "an estimated 3,000" are estimates.
    """
    if attribution is not None and attribution.denied and _is_statement(sentence, attribution):
        return Modality.DENIED
    governor, verb = reading.governor, reading.verb
    row: list[str] = []
    if verb is not None:
        shared = sentence.shared_auxiliaries(verb)
        row = [sentence.word(i) for i in (*shared, *range(verb.first, verb.last + 1))]
    if _denied(sentence, figure, governor):
        return Modality.DENIED
    if _says(row, Modality.POSSIBLE) or _near(sentence, figure, "possible"):
        return Modality.POSSIBLE
    if verb is not None and _planned(
        sentence, verb, row, subject=bool(governor and governor.subject)
    ):
        return Modality.PLANNED
    if _estimated(sentence, figure, row):
        return Modality.ESTIMATED
    return Modality.ASSERTED


def _is_statement(sentence: Sentence, attribution: Attribution) -> bool:
    """Tell whether what is denied has a verb: who rejects 58 complaints denies no figure."""
    first, behind = sentence.tokens_in(attribution.content)
    return any(sentence.is_verb(index) for index in range(first, behind))


def _says(row: list[str], modality: Modality) -> bool:
    kind = modality.value
    known = _listed(kind, "auxiliaries") | _listed(kind, "words")
    if any(word in known for word in row):
        return True
    return _has_phrase(row, kind)


def _has_phrase(row: list[str], kind: str) -> bool:
    return any(
        tuple(row[at : at + len(phrase)]) == phrase
        for phrase in _phrases(kind)
        for at in range(len(row) - len(phrase) + 1)
    )


def _near(sentence: Sentence, figure: Figure, kind: str) -> bool:
    """Tell whether a word of doubt stands right before the figure, or behind its noun."""
    around = (
        *range(figure.first - _BEFORE, figure.first),
        *range(figure.last + 1, figure.last + 3),
    )
    known = _listed(kind, "words")
    return any(
        sentence.word(index) in known
        and sentence.figure_at(index) is None
        and sentence.word(index + 1) not in ("that", "by")
        for index in around
    )


def _denied(sentence: Sentence, figure: Figure, governor: Governor | None) -> bool:
    """Read "did not kill 30 people"; "30 were never found" claims 30 of what is missing."""
    before = sentence.word(figure.first - 1)
    if before in ("no", "not") and sentence.word(figure.first) not in ("more", "less", "fewer"):
        return True
    if governor is None or governor.subject:
        return False
    group = governor.group
    return any(
        sentence.word(index) in _listed("denied", "words") and sentence.word(index + 1) != "only"
        for index in range(max(0, group.first - 1), group.last + 1)
    )


def _planned(sentence: Sentence, group: VerbGroup, row: list[str], *, subject: bool) -> bool:
    """Tell whether the verb speaks of what is to come; who plans is not planned."""
    if any(word in _listed("planned", "auxiliaries") for word in row):
        return True
    if "would" in row and "have" not in row:
        return True
    extended = [sentence.word(group.first - 1), *row, sentence.word(group.last + 1)]
    if _has_phrase(extended, "planned") and not _is_past(sentence, group.last):
        return True
    return not subject and "to" in row and any(word in _verbs("planned") for word in row[:-1])


def _is_past(sentence: Sentence, index: int) -> bool:
    return sentence.tokens[index].xpos == "VBD"


def _estimated(sentence: Sentence, figure: Figure, row: list[str]) -> bool:
    known = _listed("estimated", "words")
    if any(word in known for word in row) or _near(sentence, figure, "estimated"):
        return True
    if any(sentence.word(i) in known for i in range(figure.first, figure.last + 1)):
        return True
    start = max(0, figure.first - 1 - _GOVERNING_REACH)
    for index in range(figure.first - 1, start - 1, -1):
        if sentence.is_stop(index):
            break
        word = sentence.word(index)
        if word in _verbs("estimated") and sentence.is_verb(index):
            that = any(sentence.word(i) == "that" for i in range(index, figure.first))
            return not (that and sentence.word(index - 1) in ("has", "have", "had"))
        if word in _listed("estimated", "nouns") and sentence.tag(index) == "NOUN":
            return True
    return _preliminary(sentence)


def _preliminary(sentence: Sentence) -> bool:
    """Read "according to preliminary data" anywhere in the sentence."""
    return any(word in ("preliminary", "provisional") for word in sentence.low)
