"""What may stand behind a reporting verb as its content: a clause, an object or a quotation.

The frames of the verb say what it takes; where the tree is unsure, the order of the words decides.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from claimtrack.engine.attribution.clauses import QUESTION_WORDS
from claimtrack.engine.attribution.cues import CLAUSAL, WITH_OBJECT
from claimtrack.engine.attribution.reporting import Form, Frame, reporting_lexicon
from claimtrack.engine.lexicon import load_table

if TYPE_CHECKING:
    from claimtrack.engine.attribution.clauses import Clauses
    from claimtrack.engine.attribution.cues import VerbCue

RELATIVES = frozenset({"that", "which", "who"})
#: Forms of "be" and "have" that open no statement without their subject.
_BASES = frozenset({"be", "have", "do"})
#: Prepositions between what is measured and its figure, and the units of polls behind "on".
_MEASURED = frozenset({"at", "on"})
_SHARES = frozenset({"%", "percent", "per", "pc", "points"})
_FIGURE_REACH = 5
#: "As many as", "at least", "more than" before what was counted.
_BEFORE_FIGURE = 4
_BOUNDING = frozenset(
    {
        "at", "least", "most", "about", "around", "some", "more", "fewer", "than", "over", "as",
        "many", "nearly", "almost", "up", "to", "only", "just", "roughly",
        "approximately", "exactly",
    }
)  # fmt: skip
#: Units of time, and what stands behind an hour or a length that only says when.
_WHEN = frozenset(
    {
        "second", "seconds", "minute", "minutes", "hour", "hours", "day", "days", "week", "weeks",
        "month", "months", "year", "years", "time", "times", "am", "pm", "a.m", "p.m", "a.m.",
        "p.m.", "o'clock", "o’clock", "later", "ago", "earlier", "after", "before", "afterwards",
        "into", "on", "since",
    }
)  # fmt: skip
#: What brings the reason of praise or blame, or the word for whom it falls on.
OCCASIONS = frozenset({"when", "while", "as"})
_GROUNDS = frozenset({"for", "of", "as", "over", "that", "with"})
_OBJECT_PRONOUNS = frozenset({"him", "them", "me", "us", "himself", "herself", "themselves"})
_PHRASE_TAGS = frozenset({"DET", "NOUN", "PROPN", "PRON", "ADJ", "NUM", "SYM"})


@cache
def _times() -> frozenset[str]:
    """Return the words by which a figure behind "said" tells when, and not what."""
    wording = load_table("wording")
    return _WHEN.union(wording["months"].split(), wording["months_short"].split())


class Complements:
    """Tells what the reporting verbs of one sentence take for their content."""

    def __init__(self, clauses: Clauses) -> None:
        """Take a sentence."""
        self._c = clauses

    def is_content(self, cue: VerbCue, begin: int) -> bool:
        """Tell whether what stands behind a verb is what it reports, by the verb's frames."""
        if self._c.tag(begin) == "PUNCT" and not self._c.starts_quote(begin):
            return False
        if self._c.lower(begin - 1) in ("that", ":", ",") or self._c.starts_quote(begin):
            return True
        same = self._c.lower(begin) == "the" and self._c.lower(begin + 1) == "same"
        if same or self._c.lower(begin) in {"yes", "no", "so"}:
            return cue.takes(Frame.STATEMENT)
        if self._c.tag(begin) in {"AUX", "VERB"} and self._asks_for_subject(cue):
            return cue.takes(*CLAUSAL) and not self._is_predicate(cue, begin)
        if self._is_no_content(cue, begin):
            return False
        return self._is_clause_or_object(cue, begin)

    def is_stance(self, cue: VerbCue, begin: int) -> bool:
        """Tell a question ("asked whether …") or an expectation ("hopes to …")."""
        word = self._c.lower(begin)
        if cue.takes(Frame.QUESTION):
            return word in QUESTION_WORDS | {"about", "for", "to", "not"}
        if word != "to" or cue.entry.lemma in reporting_lexicon().expecting:
            return False
        return not cue.takes(Frame.STATEMENT) or cue.takes(Frame.THOUGHT)

    def only_judges(self, cue: VerbCue, begin: int, stop: int) -> bool:
        """Tell "praised the crews", which says nothing of them, from "accused them of theft"."""
        if not cue.takes(Frame.ACCUSATION) or cue.takes(*CLAUSAL):
            return False
        return not any(
            self._c.lower(k) in _GROUNDS or self._c.tag(k) == "NUM" or self._c.starts_quote(k)
            for k in range(begin - 1, stop + 1)
        )

    def is_count_alone(self, cue: VerbCue, begin: int) -> bool:
        """Tell "the police said 15" from "said 15 minutes later"."""
        if cue.entry.lemma != "say" or cue.subject is None or cue.passive or cue.inverted:
            return False
        if begin != cue.last + 1 or not self._counts(begin):
            return False
        reach = range(begin, min(begin + _BEFORE_FIGURE + _FIGURE_REACH, len(self._c.tokens)))
        # "Said 7 October", "said 20:00", "said two weeks on", "said three times".
        return not any(self._c.lower(k) in _times() or ":" in self._c.lower(k) for k in reach)

    def is_gerund(self, index: int) -> bool:
        """Tell a verb in "-ing"."""
        return self._c.tag(index) == "VERB" and self._c.lower(index).endswith("ing")

    def _is_no_content(self, cue: VerbCue, begin: int) -> bool:
        """Tell those who are let in, when somebody spoke, and what is said of a subject apart."""
        let_in = cue.entry.lemma in reporting_lexicon().receiving and self._c.tag(begin) == "NUM"
        occasion = self._c.lower(begin) in OCCASIONS and self._is_stated_before(cue)
        return let_in or occasion or self._is_participle_of_subject(cue, begin)

    def _is_stated_before(self, cue: VerbCue) -> bool:
        """Tell "the haul was small, Ada Roe said when she summed up" from "said when she left"."""
        if cue.subject is None or cue.inverted or not cue.takes(Frame.STATEMENT):
            return False
        first = cue.subject[0]
        stated = self._c.finite_verb(self._c.opening, first - 1) is not None
        return stated and self._c.lower(first - 1) == ","

    def _is_clause_or_object(self, cue: VerbCue, begin: int) -> bool:
        measures = cue.entry.lemma in reporting_lexicon().measuring
        clause = cue.takes(*CLAUSAL) and not measures and self._is_clause(cue, begin)
        if cue.takes(Frame.REVISION) or clause or self.is_count_alone(cue, begin):
            return True
        return cue.takes(*WITH_OBJECT) and self._is_object(cue, begin)

    def _asks_for_subject(self, cue: VerbCue) -> bool:
        """Tell a relative clause around the report: "a kind of job that economists say is new"."""
        before = "" if cue.subject is None else self._c.lower(cue.subject[0] - 1)
        return before in RELATIVES | {"what"}

    def _is_participle_of_subject(self, cue: VerbCue, begin: int) -> bool:
        """Tell "the tools found in the cave are old": the cue says which, and they are old."""
        apart = begin > cue.last + 1 and Form.PARTICIPLE in cue.entry.forms
        finite = self._c.tag(begin) == "AUX" and self._c.lower(begin) not in _BASES
        return apart and finite

    def _is_predicate(self, cue: VerbCue, begin: int) -> bool:
        """Tell what is said of the noun before its clause: "the rooms that X wanted were built"."""
        noun = self._c.tokens[cue.index].head
        verb = self._c.tokens[begin].head
        return self._c.subject(verb) == noun < cue.index

    def _is_object(self, cue: VerbCue, begin: int) -> bool:
        tag, word = self._c.tag(begin), self._c.lower(begin)
        if cue.entry.lemma in reporting_lexicon().with_as and not self._labels(begin):
            return False
        if cue.entry.lemma in reporting_lexicon().measuring | reporting_lexicon().counting:
            measures = cue.entry.lemma in reporting_lexicon().measuring
            return self._has_figure_at(begin) if measures else self._counts(begin)
        if cue.entry.denies and tag == "NUM":
            return False
        if cue.entry.tail:
            return tag in _PHRASE_TAGS | {"VERB", "ADV"}
        if cue.takes(Frame.LABEL) and not cue.takes(Frame.OBJECT):
            return tag not in {"CCONJ", "ADP", "SCONJ"} or self._c.lower(begin - 1) == "as"
        return (
            tag in _PHRASE_TAGS
            or word in {"as", "about"} | QUESTION_WORDS
            or (word == "to" and self._c.tag(begin + 1) in ("VERB", "AUX", "ADV"))
            or self._c.lower(begin - 1) == "as"
            or (self.is_gerund(begin) and begin == cue.last + 1 and cue.takes(Frame.STATEMENT))
        )

    def _labels(self, begin: int) -> bool:
        """Tell whether "as" or a quotation follows before the next comma."""
        return self._c.lower(begin - 1) == "as" or any(
            self._c.lower(k) in ("as", "to") or self._c.starts_quote(k)
            for k in range(begin, self._c.next_comma(begin))
        )

    def _has_figure_at(self, begin: int) -> bool:
        """Tell "put the toll at 40" and "puts her on 39%" from "put it on the table"."""
        last = self._c.next_comma(begin)
        return any(
            self._c.lower(k) in _MEASURED and self._measures(k + 1, last, self._c.lower(k))
            for k in range(begin, last)
        )

    def _counts(self, begin: int) -> bool:
        """Tell "counted at least 18,000 people" from "counted the votes"."""
        row = range(begin, begin + _BEFORE_FIGURE)
        at = next((k for k in row if self._c.is_figure(k)), None)
        # "Counted on 200 donors" counts nobody.
        return at is not None and all(self._c.lower(k) in _BOUNDING for k in range(begin, at))

    def _measures(self, first: int, last: int, preposition: str) -> bool:
        """Tell whether a figure follows "at", or a share of votes follows "on"."""
        for index in range(first, min(first + _FIGURE_REACH, last)):
            if self._c.is_figure(index) or self._c.lower(index) == "half":
                shared = self._c.lower(index + 1) in _SHARES
                return preposition == "at" or shared
        return False

    def _is_clause(self, cue: VerbCue, begin: int) -> bool:
        word = self._c.lower(begin)
        if word in QUESTION_WORDS:
            return self._c.finite_verb(begin, len(self._c.tokens) - 1) is not None
        clause = self._c.child(cue.index, "ccomp")
        if clause is not None and clause > cue.last and not self._is_object_at_work(cue, clause):
            return True
        if word == "to":
            return Frame.STATEMENT not in cue.entry.frames or not cue.takes(Frame.DOCUMENT)
        if self._c.tag(begin) in ("CCONJ", "ADP", "PUNCT") or word in _OBJECT_PRONOUNS:
            return False
        finite = self._c.finite_verb(begin + self.is_gerund(begin), self._c.next_comma(begin) - 1)
        if finite is None:
            return self._states_across(begin)
        return finite > begin and not self._is_object_at_work(cue, finite)

    def _states_across(self, begin: int) -> bool:
        """Tell "the league, which has ruled for years, is …", where the verb follows a clause."""
        opens = self._c.next_comma(begin)
        if opens == begin or self._c.lower(opens) != ",":
            return False
        if self._c.tag(opens + 1) not in {"PRON", "DET", "VERB", "ADP"}:
            return False
        closes = self._c.next_comma(opens + 1)
        while self._c.lower(closes) == ",":
            if self._c.tag(closes + 1) == "AUX" or self._is_finite(closes + 1):
                return True
            closes = self._c.next_comma(closes + 1)
        return False

    def _is_finite(self, index: int) -> bool:
        return index < len(self._c.tokens) and self._c.tokens[index].xpos in {"VBD", "VBZ", "VBP"}

    def _is_object_at_work(self, cue: VerbCue, verb: int) -> bool:
        """Tell "found 34 moons orbiting the planet", where what is found does something."""
        if not cue.takes(Frame.DOCUMENT) or self._c.tag(cue.last + 1) != "NUM":
            return False
        return self.is_gerund(verb) and self._c.child(verb, "aux") is None
