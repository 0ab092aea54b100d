"""What stands between a reporting verb and its content: addressee, place, time and manner."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimtrack.engine.attribution.clauses import QUESTION_WORDS, TIME_WORDS
from claimtrack.engine.attribution.cues import WITH_OBJECT
from claimtrack.engine.attribution.reporting import Frame

if TYPE_CHECKING:
    from claimtrack.engine.attribution.clauses import Clauses
    from claimtrack.engine.attribution.cues import VerbCue

_ADVERBS = frozenset(
    {
        "also", "again", "earlier", "later", "now", "then", "recently", "today", "yesterday",
        "once", "here", "there", "ago", "afterward", "afterwards", "previously", "anyway", "too",
        "tonight", "instead", "simply", "only", "back", "twice", "aloud", "online", "live",
    }
)  # fmt: skip
_ADJUNCT = frozenset(
    {
        "in", "on", "at", "during", "after", "before", "to", "of", "via", "through", "from",
        "with", "for", "about", "by", "as", "following", "under", "over", "outside", "inside",
        "late", "early", "last", "this", "next",
    }
)  # fmt: skip
_DAYS = frozenset(
    {
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "morning",
        "afternoon", "evening", "night",
    }
)  # fmt: skip
_YEAR = re.compile(r"(?:1[89]|20)\d\d$")


class Adjuncts:
    """Steps over the adjuncts of the reporting verbs of one sentence."""

    def __init__(self, clauses: Clauses) -> None:
        """Take a sentence."""
        self._c = clauses

    def skip(self, cue: VerbCue, begin: int) -> int:
        """Step over addressee, place, time and manner, to where content may begin."""
        index = begin
        tokens = self._c.tokens
        if cue.takes(Frame.ADDRESSED) and not cue.passive and self._has_addressee(index):
            index = self._addressee_end(index) + 1
        while index < len(tokens):
            after = self._after_adjunct(cue, index)
            if after == index:
                break
            index = after
        return index

    def _has_addressee(self, index: int) -> bool:
        named = index < len(self._c.tokens) and self._c.tokens[index].dep == "iobj"
        nominal = self._c.tag(index) in {"PRON", "PROPN", "NOUN", "DET", "ADJ", "NUM"}
        return (named or nominal) and (self._c.lower(index) not in QUESTION_WORDS | {"that"})

    def _addressee_end(self, index: int) -> int:
        end = self._single_addressee_end(index)
        while self._c.lower(end + 1) in {"of", "and", "at", "for", "in", "on", "from"}:
            further = self._c.chunk_end(end + 2)
            if further <= end + 1:
                break
            end = further
        if self._c.lower(end) in TIME_WORDS:
            return end
        return max(end, index)

    def _single_addressee_end(self, index: int) -> int:
        """End at a plural noun, or before a figure: "told reporters | 12 homes burned"."""
        end = self._c.chunk_end(index)
        for k in range(index, end):
            plural = self._c.tokens[k].xpos == "NNS"
            named = self._c.tag(k) in {"NOUN", "PROPN"} and self._c.tag(k + 1) == "NUM"
            if plural or named:
                return k
        return end

    def _after_adjunct(self, cue: VerbCue, index: int) -> int:
        word, tag = self._c.lower(index), self._c.tag(index)
        if self._c.starts_quote(index) or word in {"that", ":", ","}:
            return index
        if word == "there" and (tag == "PRON" or self._c.tag(index + 1) in {"AUX", "VERB"}):
            return index
        if word in _ADVERBS or (tag == "ADV" and word.endswith("ly")) or word in TIME_WORDS:
            return index + 1
        if word in _ADJUNCT and tag in {"ADP", "SCONJ", "ADJ", "DET", "ADV", "VERB"}:
            end = self._adjunct_end(index + 1)
            if end <= index or not self._is_adjunct(cue, index, end):
                return index
            return end + 1
        return index

    def _adjunct_end(self, index: int) -> int:
        """End behind a day before a count: "said on Monday | 12 people had died"."""
        end = self._c.chunk_end(index)
        for k in range(index, end - 1):
            counted = self._is_figure(k + 1) and self._c.tag(k + 2) in {"NOUN", "ADJ"}
            if counted and self._c.lower(k) in _DAYS:
                return k
        return end

    def _is_adjunct(self, cue: VerbCue, index: int, end: int) -> bool:
        """Tell an adjunct from content that begins with a figure or a place."""
        words = [self._c.lower(k) for k in range(index + 1, end + 1)]
        if self._c.lower(index) in {"last", "this", "next", "late", "early"}:
            return any(word in TIME_WORDS for word in words)
        figures = [self._c.lower(k) for k in range(index + 1, end + 1) if self._is_figure(k)]
        timed = any(word in TIME_WORDS for word in words) or any(_YEAR.match(f) for f in figures)
        if figures and not timed:
            return False
        if cue.takes(Frame.LABEL, Frame.ACCUSATION) and self._c.lower(index) in {"as", "for", "of"}:
            return False
        governed = self._c.lower(index) in {"to", "for", "of", "about"}
        return not (governed and cue.takes(*WITH_OBJECT))

    def _is_figure(self, index: int) -> bool:
        word = self._c.lower(index)
        if word == "one":
            return False
        return self._c.tag(index) == "NUM" or any(letter.isdigit() for letter in word)
