"""Where content that follows its reporting verb ends: at the next report, or at an addition."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimtrack.engine.attribution.cues import CLAUSAL, cue_group
from claimtrack.engine.attribution.reporting import Frame

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimtrack.engine.attribution.clauses import Clauses
    from claimtrack.engine.attribution.cues import VerbCue

_CONTRASTS = frozenset({"while", "though", "although", "as", "whereas"})
_COMMA_QUOTES = frozenset({",” ", '," ', ",’ "})
_ADDITIONS = frozenset(
    {"a", "an", "though", "although", "which", "while", "as", "compared", "where", "however"}
)
_ABSOLUTE = re.compile(r"(?:many|most|some|several|all|few|both|half)\s+(?:in|with|from|on|as)\b")


class Endings:
    """Finds the last token of what the cues of one sentence report."""

    def __init__(self, clauses: Clauses, cues: Sequence[VerbCue]) -> None:
        """Take a sentence and its reporting verbs."""
        self._c = clauses
        self._text = clauses.text
        self._cue_tokens = {cue.index: cue for cue in cues}

    def last_token(self, begin: int, cue: VerbCue) -> int:
        """Return the last token of content that begins at ``begin``."""
        tokens = self._c.tokens
        for index in range(begin + 1, len(tokens)):
            if self._c.quote_of(index) is not None and not self._c.starts_quote(index):
                continue
            if self._cuts(index, begin, cue):
                return index - 1
        return len(tokens) - 1

    def _cuts(self, index: int, begin: int, cue: VerbCue) -> bool:
        """Tell whether content ends before this token."""
        word = self._c.lower(index)
        if word in {",", "—", "–", "--"}:
            return self._comma_cuts(index, begin, cue)
        start = self._c.tokens[index].start
        if self._text[start - 3 : start] in _COMMA_QUOTES:
            is_cue = index in self._cue_tokens and self._cue_tokens[index].gerund
            return is_cue or word in _ADDITIONS
        if word == "according" and self._c.lower(index + 1) == "to":
            return index > begin + 2
        if word in {"and", "but"}:
            return self._conjunction_cuts(index, cue)
        return word in _CONTRASTS and self._begins_report(index + 1)

    def _comma_cuts(self, comma: int, begin: int, cue: VerbCue) -> bool:
        following = comma + 1
        word = self._c.lower(following)
        if word in {"and", "but"}:
            return self._conjunction_cuts(following, cue)
        if comma <= begin + 1:
            return False
        return (
            word in {"according", "citing", "though", "although", "compared", "however"}
            or (self._c.tag(comma - 1) == "PUNCT" and word in _ADDITIONS)
            or (following in self._cue_tokens and self._cue_tokens[following].gerund)
            or (word == "with" and self._gerund_cue_ahead(following))
            or (word in {"which", "who", "whom"} and self._reads_as_object(cue))
            or (word in _CONTRASTS and self._begins_report(following + 1))
            or self._is_absolute(following)
            or self._begins_trailing_report(following, begin)
        )

    def _is_absolute(self, index: int) -> bool:
        """Tell whether a verbless addition of the writer's begins here: "…, many in …"."""
        tokens = self._c.tokens
        return index < len(tokens) and _ABSOLUTE.match(self._text, tokens[index].start) is not None

    def _reads_as_object(self, cue: VerbCue) -> bool:
        return cue.takes(Frame.OBJECT, Frame.LABEL) and self._c.child(cue.index, "ccomp") is None

    def _gerund_cue_ahead(self, first: int) -> bool:
        return any(
            other.gerund and first < other.index < first + 12 for other in self._cue_tokens.values()
        )

    def _conjunction_cuts(self, index: int, cue: VerbCue) -> bool:
        """Tell whether "and" or "but" goes on with the reporting, not with what is reported."""
        for other in self._cue_tokens.values():
            if other.index <= index or other.passive or other.infinitive:
                continue
            first = cue_group(self._c, other)[0]
            if first == index + 1 and (not other.inherited or self._is_joined(other, cue)):
                return not other.gerund
        return False

    def _is_joined(self, other: VerbCue, cue: VerbCue) -> bool:
        """Tell whether a verb without a subject goes on with the reporting of another."""
        token = self._c.tokens[other.index]
        if token.dep == "conj" and token.head == cue.index:
            return True
        return other.entry.forms == cue.entry.forms and not cue.takes(Frame.ATTITUDE)

    def _begins_report(self, first: int) -> bool:
        """Tell whether "X said" begins here."""
        return any(
            cue_group(self._c, other)[0] == first and not other.inherited and not other.passive
            for other in self._cue_tokens.values()
        )

    def _begins_trailing_report(self, first: int, begin: int) -> bool:
        """Tell whether ", X said" closes what stands before the comma."""
        for other in self._cue_tokens.values():
            group = cue_group(self._c, other)
            if group[0] != first or other.inherited or other.index < begin or other.passive:
                continue
            after = self._c.lower(group[1] + 1)
            if after in {"", ".", ","} or self._c.tag(group[1] + 1) in {"PUNCT", "ADP"}:
                return other.takes(*CLAUSAL)
        return False
