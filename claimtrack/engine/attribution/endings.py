"""Where content that follows its reporting verb ends: at the next report, or at an addition."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from claimtrack.engine.attribution.amounts import AMOUNT_ENDS, ends_amount
from claimtrack.engine.attribution.cues import CLAUSAL, cue_group
from claimtrack.engine.attribution.reporting import Frame, reporting_lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimtrack.engine.attribution.clauses import Clauses
    from claimtrack.engine.attribution.cues import VerbCue

_CONTRASTS = frozenset({"while", "though", "although", "as", "whereas"})
_COMMA_QUOTES = (",” ", '," ', ",’ ", ",'' ", ",’’ ")
_SUBORDINATORS = frozenset(
    {"when", "while", "although", "though", "after", "if", "before", "since", "because"}
)
_FELT = frozenset({Frame.THOUGHT, Frame.ATTITUDE, Frame.AMOUNT})
_LONGEST_OPENING = 6
_DASHES = frozenset({"—", "–", "--", "-"})
_ADDITIONS = frozenset(
    {"a", "an", "though", "although", "which", "while", "as", "compared", "where", "however"}
)
#: "12 had died; the police said 15" tells of two.
_REPORT_JOINTS = _CONTRASTS | {";"}
#: At no other words content can end, but behind a comma inside a quotation.
_JOINTS = _DASHES | _REPORT_JOINTS | AMOUNT_ENDS | {",", "according", "and", "but", "when"}
_ABSOLUTE = re.compile(
    r"(?:many|most|some|several|all|few|both|half)\s+(?:in|with|from|on|as)\b"
    r"|(?:well|far|just)\s+(?:short|above|below|over|under|ahead)\b"
)


class Endings:
    """Finds the last token of what the cues of one sentence report."""

    def __init__(self, clauses: Clauses, cues: Sequence[VerbCue]) -> None:
        """Take a sentence and its reporting verbs."""
        self._c = clauses
        self._text = clauses.text
        self._cue_tokens = {cue.index: cue for cue in cues}

    def last_token(self, begin: int, cue: VerbCue) -> int:
        """Return the last token of content that begins at ``begin``."""
        subordinate = self._is_subordinate(cue)
        for index in self._joints[bisect_right(self._joints, begin) :]:
            if self._c.quote_of(index) is not None and not self._c.starts_quote(index):
                continue
            if ends_amount(self._c, cue.entry, index) or self._cuts(index, begin, cue):
                return index - 1
            if subordinate and self._opens_main(index):
                return index - 1
        return len(self._c.tokens) - 1

    @cached_property
    def _joints(self) -> Sequence[int]:
        """The tokens at which content may end, whatever the cue: each cue asks for them."""
        return [
            index
            for index, word in enumerate(self._c.low)
            if word in _JOINTS or self._is_behind_quote(index)
        ]

    def _is_behind_quote(self, index: int) -> bool:
        """Tell whether a comma inside a quotation stands before a token, and ends it."""
        return self._text.endswith(_COMMA_QUOTES, 0, self._c.tokens[index].start)

    def _cuts(self, index: int, begin: int, cue: VerbCue) -> bool:
        """Tell whether content ends before this token."""
        word = self._c.lower(index)
        if word == "," or (word in _DASHES and self._is_spaced(index)):
            return self._comma_cuts(index, begin, cue)
        if self._is_behind_quote(index):
            is_cue = index in self._cue_tokens and self._cue_tokens[index].gerund
            return is_cue or word in _ADDITIONS
        if word == "according" and self._c.lower(index + 1) == "to":
            return index > begin + 2
        if word in {"and", "but"}:
            return self._conjunction_cuts(index, cue)
        if word == "when" and self._c.lower(index + 1) == "asked":
            return True
        return word in _REPORT_JOINTS and self._begins_report(index + 1)

    def _is_subordinate(self, cue: VerbCue) -> bool:
        """Tell a report in a clause that opens the sentence: "When X said …, the port shut"."""
        first = cue_group(self._c, cue)[0]
        opening = range(self._c.opening, first)
        return (
            0 < len(opening) <= _LONGEST_OPENING
            and any(self._subordinates(k) for k in opening)
            and self._c.finite_verb(self._c.opening, first - 1) is None
        )

    def _subordinates(self, index: int) -> bool:
        word = self._c.lower(index)
        return word in _SUBORDINATORS or (word == "as" and self._c.lower(index - 1) == "even")

    def _opens_main(self, index: int) -> bool:
        """Tell whether the main clause begins here, behind a comma or one inside a quotation."""
        behind_quote = self._is_behind_quote(index)
        if self._c.lower(index) != "," and not behind_quote:
            return False
        first = index + (not behind_quote)
        if self._c.tag(first) in {"CCONJ", "ADP", "SCONJ", "VERB", "ADV"}:
            return False
        return self._c.finite_verb(first, self._c.next_comma(first) - 1) is not None

    def _is_spaced(self, dash: int) -> bool:
        """Tell a dash from the hyphen of a compound."""
        start = self._c.tokens[dash].start
        return self._text[start] != "-" or self._text[start - 1].isspace()

    def _comma_cuts(self, comma: int, begin: int, cue: VerbCue) -> bool:
        following = comma + 1
        word = self._c.lower(following)
        if word in {"and", "but"}:
            return self._conjunction_cuts(following, cue) or self._states_beside(following, cue)
        if comma <= begin + 1:
            return False
        return (
            word in {"according", "citing", "though", "although", "compared", "however"}
            or (self._c.tag(comma - 1) == "PUNCT" and word in _ADDITIONS)
            or self._goes_on_reporting(following, begin)
            or (word == "with" and self._gerund_cue_ahead(following))
            or (word in {"which", "who", "whom"} and self._reads_as_object(cue))
            or (word in _CONTRASTS and self._begins_report(following + 1))
            or (word == "as" and self._c.tag(following + 1) == "AUX")
            or (word == "without" and self._c.lower(following + 1).endswith("ing"))
            or self._is_absolute(following)
            or self._names_the_saying(following)
            or self._begins_trailing_report(following, begin)
            or self._begins_count(following)
        )

    def _is_absolute(self, index: int) -> bool:
        """Tell whether a verbless addition of the writer's begins here: "…, many in …"."""
        tokens = self._c.tokens
        return index < len(tokens) and _ABSOLUTE.match(self._text, tokens[index].start) is not None

    def _goes_on_reporting(self, index: int, begin: int) -> bool:
        """Tell "…, adding that" and the main verb behind "X, who asked not to be named, said"."""
        other = self._cue_tokens.get(index)
        if other is None:
            return False
        return other.gerund or (other.subject is not None and other.subject[1] < begin)

    def _names_the_saying(self, index: int) -> bool:
        """Tell a noun phrase that says what the statement was: "…, a claim that others deny"."""
        index += self._c.lower(index) in {"a", "an"}
        return (
            self._c.lower(index) in reporting_lexicon().nouns
            and self._c.lower(index + 1) in {"that", "which"}
            and self._c.tag(index + 2) not in {"", "PUNCT"}
        )

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
            negated = other.negated and not other.gerund
            if first == index + 1 and negated and self._c.lower(index) == "but":
                return True
            if first == index + 1 and (not other.inherited or self._is_joined(other, cue)):
                return cue.gerund or not other.gerund
        return False

    def _states_beside(self, conjunction: int, cue: VerbCue) -> bool:
        """Tell "X praised A, and Y did B", where the tree puts what Y did beside the report.

        Behind a statement, what follows is as a rule stated too, whatever the tree says.
        """
        goes_on = self._c.lower(conjunction + 1) in {"that", "how", "why"}
        if goes_on or cue.takes(Frame.STATEMENT, Frame.THOUGHT):
            return False
        for verb in self._c.children(cue.index, "conj"):
            subject = self._c.subject(verb)
            if subject is not None and conjunction < subject < verb:
                return self._c.finite_verb(conjunction + 1, subject) is None
        return False

    def _is_joined(self, other: VerbCue, cue: VerbCue) -> bool:
        """Tell whether a verb without a subject goes on with the reporting of another."""
        token = self._c.tokens[other.index]
        if token.dep == "conj" and token.head == cue.index:
            return True
        # "She said she was tired and hoped to rest": what is felt goes on with what is said.
        inside = token.dep == "conj" and cue.last < token.head < other.index
        if inside and cue.takes(*CLAUSAL) and other.entry.frames <= _FELT:
            return False
        if other.entry.frames <= {Frame.ATTITUDE}:
            return False
        return other.entry.forms == cue.entry.forms and not cue.takes(Frame.ATTITUDE)

    def _begins_report(self, first: int) -> bool:
        """Tell whether "X said" begins here."""
        return any(
            cue_group(self._c, other)[0] == first and not other.inherited and not other.passive
            for other in self._cue_tokens.values()
        )

    def _begins_count(self, first: int) -> bool:
        """Tell "30 people had died, the army said three"."""
        return any(
            cue_group(self._c, other)[0] == first and self._c.is_figure(other.last + 1)
            for other in self._cue_tokens.values()
            if other.entry.lemma == "say" and not other.inherited and not other.inverted
        )

    def _begins_trailing_report(self, first: int, begin: int) -> bool:
        """Tell whether ", X said" closes what stands before the comma."""
        for other in self._cue_tokens.values():
            group = cue_group(self._c, other)
            if group[0] != first or other.inherited or other.index < begin or other.passive:
                continue
            after = self._c.lower(group[1] + 1)
            if other.takes(Frame.ADDRESSED) and self._ends_sentence(group[1] + 1):
                return True
            if after in {"", ".", ","} or self._c.tag(group[1] + 1) in {"PUNCT", "ADP"}:
                return other.takes(*CLAUSAL)
        return False

    def _ends_sentence(self, first: int) -> bool:
        """Tell whether only an addressee, place or time follows ("…, X told radio on Monday")."""
        last = len(self._c.tokens) - 1
        return self._c.next_comma(first) >= last and self._c.finite_verb(first, last) is None
