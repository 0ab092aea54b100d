"""How firmly a figure is claimed, by the verb that governs it and the words beside it."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from claimtrack.engine.facets.given import is_given, is_whole
from claimtrack.engine.facets.governors import is_negated
from claimtrack.engine.language.inflect import verb_forms
from claimtrack.engine.lexicon import load_table
from claimtrack.engine.records import Modality

if TYPE_CHECKING:
    from claimtrack.engine.facets.context import Figure, Sentence, VerbGroup
    from claimtrack.engine.facets.governors import Governor
    from claimtrack.engine.facets.measures import Reading
    from claimtrack.engine.records import Attribution

_JOINING = frozenset({"and", "but", ";"})
_BEFORE = 3
_GOVERNING_REACH = 8
_REFUTING_REACH = 8
_TENTATIVE_REACH = 20
_PRELIMINARY = frozenset({"preliminary", "provisional"})


@cache
def _listed(kind: str, name: str) -> frozenset[str]:
    return frozenset(load_table("modality_words")[kind].get(name, ()))


@cache
def _verbs(kind: str) -> frozenset[str]:
    return frozenset(form for verb in _listed(kind, "verbs") for form in verb_forms(verb))


def modality_of(
    sentence: Sentence, figure: Figure, reading: Reading, attribution: Attribution | None
) -> Modality:
    """Return how firmly a figure is claimed; the strongest doubt about it wins.

    "has estimated that 3,000 were killed" reports a settled finding; "estimates that …",
    "estimates the dead at 3,000" and "an estimated 3,000" are estimates.
    """
    if is_whole(sentence, figure):
        return _by_its_own_words(sentence, figure)
    stated_as_denied = (
        attribution is not None and attribution.denied and _is_statement(sentence, attribution)
    )
    if stated_as_denied or _refuted(sentence, figure):
        return Modality.DENIED
    if is_given(sentence, figure, reading.verb):
        return _by_its_own_words(sentence, figure)
    if _denied(sentence, figure, reading.governor):
        return Modality.DENIED
    found = _by_its_verb(sentence, figure, reading)
    if found is Modality.ASSERTED and attribution is not None:
        return _by_its_cue(sentence, attribution)
    return found


def _by_its_cue(sentence: Sentence, attribution: Attribution) -> Modality:
    """Read "bills will fall by £117, the regulator forecasts"; a reckoning may be a count."""
    if attribution.cue is None or not sentence.span.contains(attribution.cue):
        return Modality.ASSERTED
    first, behind = sentence.tokens_in(attribution.cue)
    # "The regulator forecasts" is often tagged as a noun.
    forms = ("VBZ", "VBP", "NNS", "NN")
    present = any(sentence.tokens[i].xpos in forms for i in range(first, behind))
    words = [sentence.word(i) for i in range(first, behind)]
    reckons = any(word in _verbs("estimated") and not word.endswith("ing") for word in words)
    return Modality.ESTIMATED if present and reckons else Modality.ASSERTED


def _by_its_verb(sentence: Sentence, figure: Figure, reading: Reading) -> Modality:
    governor, verb = reading.governor, reading.verb
    if verb is not None and _is_of_next_clause(sentence, figure, verb):
        verb = None
    row = [] if verb is None else _verb_row(sentence, verb)
    if _possible(sentence, figure, row):
        return Modality.POSSIBLE
    if (
        _called_for(sentence, figure)
        or _is_led(sentence, figure, "planned")
        or (
            verb is not None
            and not _settled(figure, row)
            and _planned(sentence, verb, row, subject=bool(governor and governor.subject))
        )
    ):
        return Modality.PLANNED
    return Modality.ESTIMATED if _estimated(sentence, figure, row) else Modality.ASSERTED


def _is_of_next_clause(sentence: Sentence, figure: Figure, verb: VerbGroup) -> bool:
    """Tell a verb behind an "and" from that of "is 1.2 million years old and could be older"."""
    between = sentence.low[figure.last + 1 : verb.first]
    return not _JOINING.isdisjoint(between) and sentence.is_verb(figure.first - 1)


def _verb_row(sentence: Sentence, verb: VerbGroup) -> list[str]:
    """Return the words of a verb, with those before its "to" and those it shares with others.

    "is forecast to narrow", "are likely to cost": the word before "to" says how firmly.
    """
    shared = sentence.shared_auxiliaries(verb)
    before = range(verb.first - 2, verb.first) if sentence.word(verb.first - 1) == "to" else ()
    return [sentence.word(i) for i in (*shared, *before, *range(verb.first, verb.last + 1))]


def _by_its_own_words(sentence: Sentence, figure: Figure) -> Modality:
    """Return how firmly a figure is claimed that no verb says anything of."""
    for modality in (Modality.POSSIBLE, Modality.ESTIMATED):
        if _near(sentence, figure, modality.value):
            return modality
    return Modality.ASSERTED


def _refuted(sentence: Sentence, figure: Figure) -> bool:
    """Read "rejected claims that 40 had died" and "claims of 40 dead are false"."""
    if _listed("refuted", "claims").isdisjoint(sentence.low):
        return False
    claim = next((i for i in range(figure.first - 1, -1, -1) if _is_claim_noun(sentence, i)), None)
    if claim is None or _listed("refuted", "own_words") & set(sentence.low[claim : figure.first]):
        return False
    before = sentence.low[max(0, claim - _REFUTING_REACH) : claim]
    if not _verbs("refuted").isdisjoint(before):
        return True
    behind = sentence.low[figure.last + 1 : figure.last + 1 + _REFUTING_REACH]
    verdict = next((n for n, word in enumerate(behind) if word in _listed("refuted", "words")), 0)
    return any(sentence.tag(figure.last + 1 + n) == "AUX" for n in range(verdict))


def _is_claim_noun(sentence: Sentence, index: int) -> bool:
    named = sentence.word(index) in _listed("refuted", "claims")
    return named and sentence.word(index + 1) in ("that", "of")


def _possible(sentence: Sentence, figure: Figure, row: list[str]) -> bool:
    if _near(sentence, figure, "possible") or _is_chance(sentence, figure):
        return True
    if _is_led(sentence, figure, "possible") or _is_feared(sentence, figure):
        return True
    if "would" in row and _is_tentative(sentence, figure):
        return True
    # "could not finish", "could account for 40" and "only 26 could be" tell what was in somebody's
    # power, not what may be.
    counted = figure.quantity.dimension == "count"
    managed = _listed("possible", "managing") if counted else ()
    able = [
        word
        for word, after in pairwise([*row, ""])
        if not (word == "could" and (after in ("not", "n't") or after in managed))
    ]
    if sentence.word(figure.first) == "only" or sentence.word(figure.first - 1) == "only":
        able = [word for word in able if word != "could"]
    if _says(able, Modality.POSSIBLE):
        return True
    behind = sentence.low[figure.last + 1 : figure.last + 5]
    return any(sentence.is_verb(figure.last + 1 + n) for n in range(len(behind))) and _has_phrase(
        behind, "possible"
    )


def _is_feared(sentence: Sentence, figure: Figure) -> bool:
    """Read "villagers feared that as many as 80 were still beneath it"."""
    start = max(sentence.clause_start(figure.first) - 2, figure.first - _GOVERNING_REACH, 0)
    return any(
        sentence.word(index) in _verbs("possible") and sentence.is_verb(index)
        for index in range(start, figure.first)
    )


def is_scheduled(sentence: Sentence, figure: Figure, verb: VerbGroup | None) -> bool:
    """Tell whether the present tense of a verb may speak of what is fixed for a day to come.

    "The minimum wage goes up to $15.50 in July"; the caller knows that July is still to come.
    """
    if verb is None or len(verb.verbs) != 1 or verb.first != verb.last:
        return False
    if sentence.word(figure.first - 1) == "from":
        return False
    present = sentence.tokens[verb.first].xpos in ("VBZ", "VBP")
    return present and sentence.lemma(verb.first) in _listed("planned", "scheduled")


def _is_led(sentence: Sentence, figure: Figure, kind: str) -> bool:
    """Read "a target of half a million", "an option on ten more"."""
    pair = " ".join(sentence.low[max(0, figure.first - 2) : figure.first])
    return pair in _listed(kind, "before")


def _is_chance(sentence: Sentence, figure: Figure) -> bool:
    """Read "a 2% chance of rain"."""
    named = sentence.word(figure.last + 1) in _listed("possible", "chances")
    return named and figure.quantity.dimension == "share"


def _is_tentative(sentence: Sentence, figure: Figure) -> bool:
    """Read "in talks over a merger that would create …": what would come of it is open."""
    before = sentence.low[max(0, figure.first - _TENTATIVE_REACH) : figure.first]
    return not _listed("possible", "tentative").isdisjoint(before)


def _called_for(sentence: Sentence, figure: Figure) -> bool:
    """Read "the plan calls for 300 turbines of 15 MW each, enough for 90,000 homes".

    Behind a comma only where a number is called for: "a zone of peace, 30 km away" lies there.
    """
    if _listed("planned", "calling").isdisjoint(sentence.low):
        return False
    for index in range(figure.first - 1, sentence.clause_start(figure.first) - 1, -1):
        if sentence.word(index) in _listed("planned", "calling"):
            counted = sentence.figure_at(index + 2) is not None
            near = counted or "," not in sentence.low[index : figure.first]
            return near and sentence.word(index + 1) == "for"
        if sentence.is_verb(index):
            return False
    return False


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
    words = f" {' '.join(row)} "
    return any(f" {phrase} " in words for phrase in _listed(kind, "phrases"))


def _near(sentence: Sentence, figure: Figure, kind: str) -> bool:
    """Tell whether a word of doubt stands right before the figure, or behind its noun."""
    around = (
        *(i for i in range(figure.first - _BEFORE, figure.first) if not _is_first(sentence, i)),
        *range(figure.last + 1, figure.last + 3),
    )
    known = _listed(kind, "words")
    return any(
        sentence.word(index) in known
        and sentence.figure_at(index) is None
        and sentence.word(index + 1) not in ("that", "by")
        for index in around
    )


def _is_first(sentence: Sentence, index: int) -> bool:
    """Tell "an initial €54 million" of a fee from "initial estimates of €54 million"."""
    return sentence.word(index) == "initial" and sentence.word(index - 1) in ("a", "an", "the")


def _denied(sentence: Sentence, figure: Figure, governor: Governor | None) -> bool:
    """Read "did not kill 30 people"; "30 were never found" claims 30 of what is missing."""
    before = sentence.word(figure.first - 1)
    if before in ("no", "not") and sentence.word(figure.first) not in ("more", "less", "fewer"):
        return True
    if governor is None or governor.subject:
        return False
    return is_negated(sentence, governor.group)


def _planned(sentence: Sentence, group: VerbGroup, row: list[str], *, subject: bool) -> bool:
    """Tell whether the verb speaks of what is to come; who plans is not planned."""
    if any(word in _listed("planned", "auxiliaries") for word in row):
        return True
    if "would" in row and "have" not in row:
        return True
    if _until(sentence, group):
        return True
    extended = [sentence.word(group.first - 1), *row, sentence.word(group.last + 1)]
    if _has_phrase(extended, "planned") and not _is_past(sentence, group.last):
        return True
    return not subject and "to" in row and any(word in _verbs("planned") for word in row[:-1])


def _settled(figure: Figure, row: list[str]) -> bool:
    """Read "agreed to pay $62m": the sum stands with the agreement, though no money has moved."""
    if figure.quantity.dimension != "money" or "to" not in row:
        return False
    paying = _listed("planned", "settling")
    return "agreed" in row[: row.index("to")] and any(word in paying for word in row)


def _until(sentence: Sentence, group: VerbGroup) -> bool:
    """Read "will go up each year until it reaches $170": the present speaks of what is to come."""
    if sentence.tokens[group.first].xpos not in ("VBZ", "VBP"):
        return False
    start = sentence.clause_start(group.first)
    if sentence.word(start - 1) not in ("until", "till", "once", "when", "before"):
        return False
    return not _listed("planned", "auxiliaries").isdisjoint(sentence.low[: start - 1])


def _is_past(sentence: Sentence, index: int) -> bool:
    return sentence.tokens[index].xpos == "VBD"


def _estimated(sentence: Sentence, figure: Figure, row: list[str]) -> bool:
    known = _listed("estimated", "words")
    if any(word in known for word in row) or _near(sentence, figure, "estimated"):
        return True
    if any(w in _listed("estimated", "before_to") and to == "to" for w, to in pairwise(row)):
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
        noun = word in _listed("estimated", "nouns") and sentence.tag(index) == "NOUN"
        if noun or _is_awaiting(sentence, figure, index):
            return True
    return _preliminary(sentence)


def _is_awaiting(sentence: Sentence, figure: Figure, index: int) -> bool:
    """Read "had been looking for earnings of 92 cents"."""
    if figure.quantity.dimension == "count":
        return False
    pair = f"{sentence.word(index)} {sentence.word(index + 1)}"
    return pair in _listed("estimated", "awaiting")


def _preliminary(sentence: Sentence) -> bool:
    """Read "according to preliminary data" anywhere in the sentence."""
    return bool(sentence.among(_PRELIMINARY, 0, len(sentence.low)))
