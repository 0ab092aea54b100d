"""What was said: from where to where, before or after the reporting verb.

Quotation marks and commas decide first, the tree second, the order of words last: the tree of a
long sentence is often wrong, its punctuation seldom.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from claimtrack.engine.attribution.adjuncts import Adjuncts
from claimtrack.engine.attribution.amounts import only_wishes
from claimtrack.engine.attribution.clauses import QUESTION_WORDS
from claimtrack.engine.attribution.complements import OCCASIONS, RELATIVES, Complements
from claimtrack.engine.attribution.cues import CLAUSAL, cue_group, is_citing
from claimtrack.engine.attribution.endings import Endings
from claimtrack.engine.attribution.reporting import Form, Frame, reporting_lexicon
from claimtrack.engine.language.quotes import PHRASE_WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimtrack.engine.attribution.clauses import Clauses
    from claimtrack.engine.attribution.cues import VerbCue
    from claimtrack.engine.language.quotes import QuotedSpan

_ASKED = re.compile(r"(?:When |If )?asked\b", re.IGNORECASE)
_CLOSING_MARKS = "\"”’'»"
_ASIDES = frozenset(
    {
        "who", "whose", "which", "as", "while", "when", "after", "before", "although", "though",
        "adding", "but", "speaking", "with", "where", "whom", "and", "during", "in", "on", "at",
        "citing", "referring", "because", "despite",
    }
)  # fmt: skip
#: So many tokens before ", X said." are a clause, whatever the tagger makes of its verb.
#: Past tenses that are nouns too, before a figure.
_VERBS_LIKE_NOUNS = frozenset({"cost", "hit", "cut", "hurt", "number", "total"})
_SHORTEST_CLAUSE = 4
_GAPS = frozenset({"obj", "nsubj", "nsubj:pass"})
_THAT_REACH = 18
#: "Claimed as many as 40".
_MANY = frozenset({"many", "much", "few", "little"})
_WHEN = frozenset({"after", "before", "when", "while", "as"})
_INSERTION_REACH = 25
_ATTRIBUTIVE = frozenset({"acl", "amod", "compound"})
_CLAUSE_OPENERS = frozenset({"DET", "PRON", "PROPN", "NOUN", "NUM", "ADJ"})
#: What may stand before a quotation that is a statement by itself.
_OPENS_QUOTE = (",", ":", ";", ".", "”", '"', " -", "—", "–", "--")
_FINAL = ".,;: \u00a0\n\t—–-"


@dataclass(slots=True)
class Reading:
    """The content that one cue was read with, as offsets of its pieces in text order.

    ``stance`` marks a question or a wish: nothing is stated.
    ``quoted`` says that the content stands in a quotation, which the sentences that follow may
    take up.
    """

    pieces: list[tuple[int, int]] = field(default_factory=list)
    quoted: bool = False
    trailing: bool = False
    stance: bool = False


class ContentReader:
    """Reads the content of the cues of one sentence."""

    def __init__(self, clauses: Clauses, cues: Sequence[VerbCue]) -> None:
        """Take a sentence and its reporting verbs."""
        self._c = clauses
        self._text = clauses.text
        self._cue_tokens = {cue.index: cue for cue in cues}
        self._adjuncts = Adjuncts(clauses)
        self._complements = Complements(clauses)
        self._endings = Endings(clauses, cues)

    # the region that a cue can reach

    def region(self, cue: VerbCue) -> tuple[int, int]:
        """Return the offsets between which the content of a cue lies: sentence or quotation."""
        return self.region_at(cue.index)

    def region_at(self, index: int) -> tuple[int, int]:
        """Return the offsets of the quotation that a token stands in, else of the sentence."""
        start, end = self._c.tokens[self._c.opening].start, self._c.span.end
        quote = self._c.quote_of(index)
        if quote is None or quote.is_phrase:
            return start, end
        return max(start, quote.inner.start), min(end, quote.inner.end)

    # before the verb

    def trailing(self, cue: VerbCue) -> Reading | None:
        """Read "CONTENT, X said[, CONTENT]"; ``None`` where the cue does not stand so."""
        # Of "30 had died, the army said three" the army said no more than the last word.
        alone = self._complements.is_count_alone(cue, cue.last + 1)
        if alone or cue.passive or cue.gerund or cue.infinitive:
            return None
        if not cue.takes(*CLAUSAL, Frame.MANNER, Frame.OBJECT) or self._is_about_who(cue):
            return None
        first, last = cue_group(self._c, cue)
        start, end = self.region(cue)
        if self._c.lower(first - 1) == "as":
            first -= 1
        before = self._text[start : self._c.tokens[first].start].rstrip()
        if not before:
            return self._behind_quote(cue, start)
        quote = self._quote_closing_at(start + len(before))
        if not self._is_closed(before, quote) or not self._may_trail(cue, quote, start, first):
            return None
        if _ASKED.match(before) or (quote is None and self._opens_quote_behind(cue, start)):
            return None
        reading = Reading(trailing=True, quoted=quote is not None)
        self._add(reading, self._left_edge(start, quote), start + len(before))
        self._add_second_piece(reading, cue, last, end)
        return reading if reading.pieces else None

    def _is_about_who(self, cue: VerbCue) -> bool:
        """Tell "…, who added two goals", where the words before are not what was added."""
        if cue.subject is None or cue.inherited:
            return False
        return self._c.lower(cue.subject[0]) in RELATIVES and self._c.tag(cue.subject[0]) != "DET"

    def _opens_quote_behind(self, cue: VerbCue, start: int) -> bool:
        """Tell whether the words before the cue only set the scene of a quotation behind it."""
        begin = self._adjuncts.skip(cue, cue.last + 1)
        begin += self._c.lower(begin) in {",", ":"}
        quote = self._c.quote_of(begin)
        if quote is None or quote.is_phrase or not self._c.starts_quote(begin):
            return False
        if self._is_title(begin, cue):
            return False
        first = self._c.token_at(start)
        return self._c.tag(first) in ("ADP", "SCONJ", "ADV", "VERB") or (
            self._c.finite_verb(first, cue.index - 1) is not None
        )

    def _is_title(self, index: int, cue: VerbCue) -> bool:
        """Tell what is named in marks from what is said: "he said on the show “Good Day.”"."""
        quote = self._c.quote_of(index)
        if quote is None or quote.words > PHRASE_WORDS or not self._c.starts_quote(index):
            return False
        return index - 1 > cue.last and self._c.lower(index - 1) not in {",", ":", "that"}

    def _is_closed(self, before: str, quote: QuotedSpan | None) -> bool:
        """Tell whether the words before the cue end like a statement that is then reported."""
        if before.endswith((",", "?", "!", "—", "–", "…", "--")):
            return True
        if quote is None:
            return False
        inner = quote.inner.exact
        return inner.endswith((",", ".", "?", "!", "…", "—")) or not quote.is_phrase

    def _quote_closing_at(self, offset: int) -> QuotedSpan | None:
        for quote in self._c.quotes:
            if 0 <= offset - quote.outer.end <= 1:
                return quote
        return None

    def _may_trail(self, cue: VerbCue, quote: QuotedSpan | None, start: int, first: int) -> bool:
        """Tell whether the words before the cue are a statement and none follows it."""
        if quote is not None:
            return self._quote_may_trail(cue, quote, start)
        if not cue.takes(*CLAUSAL) or cue.subject is None or cue.inherited:
            return False
        tokens = self._c.tokens
        opening = next((i for i, token in enumerate(tokens) if token.start >= start), 0)
        if self._c.is_figure(opening) and cue.takes(Frame.ADDRESSED, Frame.STATEMENT):
            # "Thirty-two in the old quarter alone, Ada Roe told reporters": an answer.
            return True
        closes = self._c.lower(cue.last + 1) in {"", "."} and first - opening > _SHORTEST_CLAUSE
        if not closes and not self._goes_on_behind(cue) and not self._has_verb(opening, first - 1):
            return False
        # "The haul was small, Ada Roe said when she summed up."
        occasion = self._c.lower(cue.last + 1) in OCCASIONS and not cue.inverted
        if self._has_clause_after(cue) and not occasion:
            return False
        thing = self._c.child(cue.index, "obj")
        timed = thing is not None and self._c.is_time(thing)
        return cue.takes(Frame.ADDRESSED) or thing is None or timed or cue.inverted

    def _has_verb(self, first: int, last: int) -> bool:
        """Tell whether words tell something; "repairs cost 9 million" may be read as nouns."""
        if self._c.finite_verb(first, last) is not None:
            return True
        return any(
            self._c.lower(index) in _VERBS_LIKE_NOUNS and self._c.is_figure(index + 1)
            for index in range(first + 1, last)
        )

    def _quote_may_trail(self, cue: VerbCue, quote: QuotedSpan, start: int) -> bool:
        """Tell whether a quotation before the cue is what it reports."""
        reported = self._is_reported_before(cue, quote) and self._has_clause_after(cue)
        if reported or self._c.lower(cue.last + 1) == ":":
            return False
        opens = quote.outer.start <= start and quote.inner.exact.endswith(",")
        return quote.words > PHRASE_WORDS or opens or self.leading(cue) is None

    def _is_reported_before(self, cue: VerbCue, quote: QuotedSpan) -> bool:
        """Tell a quotation that another verb before it reports."""
        begins = self._c.token_at(quote.outer.start)
        before = (other for other in self._cue_tokens.values() if other.index < begins)
        return any(other is not cue and other.takes(*CLAUSAL) for other in before)

    def _goes_on_behind(self, cue: VerbCue) -> bool:
        """Tell "In Oslo, X said, the dam holds", where only the words behind hold the verb."""
        comma = self._adjuncts.skip(cue, self._last_of_group(cue) + 1)
        first = comma + 1
        if self._c.lower(comma) != "," or self._c.starts_quote(first):
            return False
        if self._c.lower(first) in RELATIVES | {"and", "but"} or self._adds(first):
            return False
        if self._c.finite_verb(first, self._c.next_comma(first) - 1) is not None:
            return True
        # A parser that takes the inserted report for the main verb often tags that of the
        # statement as a noun: "His wife, he says, plans to leave".
        return comma == cue.last + 1 and comma + _SHORTEST_CLAUSE < len(self._c.tokens)

    def _adds(self, index: int) -> bool:
        """Tell a participle that goes on with the report: "…, X said, adding that …"."""
        cue = self._cue_tokens.get(index)
        return cue is not None and cue.gerund

    def _last_of_group(self, cue: VerbCue) -> int:
        """Return the last token of the cue, or of a subject behind it."""
        return cue.subject[1] if cue.inverted and cue.subject else cue.last

    def _has_clause_after(self, cue: VerbCue) -> bool:
        """Tell whether a clause that the cue reports follows it."""
        last = max(cue.last, cue.subject[1] if cue.subject else cue.last)
        begin = self._adjuncts.skip(cue, last + 1)
        word = self._c.lower(begin)
        if self._is_title(begin, cue):
            quote = self._c.quote_of(begin)
            return quote is not None and self._text.startswith(" that ", quote.outer.end)
        same = word == "so" or (word == "the" and self._c.lower(begin + 1) == "same")
        if same or word in QUESTION_WORDS | {"that", ":"} or self._c.starts_quote(begin):
            return True
        if self._c.tag(begin) in ("PUNCT", "CCONJ", "SCONJ", "ADP"):
            return word == "," and self._c.starts_quote(begin + 1)
        if self._complements.is_gerund(begin) and begin > last:
            return True
        # A verb without a subject before it is a participle: "in a paper made public today".
        finite = self._c.finite_verb(begin, self._c.next_comma(begin) - 1)
        return finite is not None and finite > begin

    def _left_edge(self, start: int, quote: QuotedSpan | None) -> int:
        if quote is None:
            around = self._c.quote_of(self._c.token_at(start))
            return start if around is None else min(start, around.inner.start)
        if quote.outer.start <= start:
            return quote.inner.start
        prefix = self._text[start : quote.outer.start].rstrip()
        goes_on = prefix.endswith(",") and quote.inner.exact[0].islower()
        if not prefix or (prefix.endswith(_OPENS_QUOTE) and not quote.is_phrase and not goes_on):
            return quote.outer.start
        return start

    def _behind_quote(self, cue: VerbCue, start: int) -> Reading | None:
        """Read a cue that opens its sentence behind a quotation: "“Why?” Roe asked."."""
        if self._has_clause_after(cue) or cue.subject is None or cue.gerund:
            return None
        if self._that_ahead(cue.last + 1) is not None:
            return None
        before = self._text[max(0, start - 3) : start].rstrip()
        if not before.endswith(tuple(_CLOSING_MARKS)) or not cue.takes(*CLAUSAL, Frame.MANNER):
            return None
        for quote in self._c.quotes:
            beside = quote.outer.end <= start <= quote.outer.end + 1
            if beside and not quote.is_phrase and "\n" not in self._text[start - 1 : start]:
                reading = Reading(trailing=True, quoted=True)
                self._add(reading, quote.outer.start, quote.outer.end)
                return reading
        return None

    def _add_second_piece(self, reading: Reading, cue: VerbCue, last: int, end: int) -> None:
        """Add what goes on behind "…, X said, …"."""
        tokens = self._c.tokens
        after = self._adjuncts.skip(cue, last + 1)
        for index in range(after, min(len(tokens), after + 16)):
            if self._c.starts_quote(index) and tokens[index].start < end:
                quote = self._c.quote_of(index)
                between = self._c.finite_verb(after, index - 1)
                if quote is None or quote.is_phrase or between is not None:
                    break
                if self._is_title(index, cue):
                    break
                self._add_from_quote(reading, quote, end)
                return
            if index in self._cue_tokens:
                break
        if reading.quoted or cue.inverted or self._c.lower(after) != ",":
            return
        follower = self._c.lower(after + 1)
        is_aside = follower in _ASIDES or after + 1 in self._cue_tokens
        if not self._c.is_stated(reading.pieces) and not self._adds(after + 1):
            is_aside = False
        if follower == "and" and self._states(after + 2):
            is_aside = False
        begin = after + 1 + (follower == "and")
        if begin < len(tokens) and not is_aside:
            stop = self._endings.last_token(begin, cue)
            self._add(reading, tokens[begin].start, min(end, tokens[stop].end))

    def _states(self, index: int) -> bool:
        """Tell whether a statement goes on here: "that …", or a noun phrase with its own verb."""
        if self._c.lower(index) == "that":
            return True
        verb = self._c.finite_verb(index, self._c.next_comma(index) - 1)
        if self._c.tag(index) == "PRON" or verb is None or verb == index:
            return False
        cues = (self._cue_tokens.get(k) for k in range(index, verb + 4))
        return all(cue is None or cue.passive for cue in cues)

    def _add_from_quote(self, reading: Reading, quote: QuotedSpan, end: int) -> None:
        """Add a quotation to its end, in this sentence or in a later one."""
        tail = self._text[quote.outer.end : end].strip(_FINAL)
        goes_on = bool(tail) and self._text[quote.outer.end - 2 : quote.outer.end - 1] not in ".,!?"
        self._add(reading, quote.outer.start, end if goes_on else max(quote.outer.end, 0))
        reading.quoted = True

    # after the verb

    def leading(self, cue: VerbCue) -> Reading | None:
        """Read "X said (that) CONTENT"; ``None`` where nothing is reported behind the verb."""
        last = max(cue.last, cue.subject[1] if cue.inverted and cue.subject else cue.last)
        begin = self._adjuncts.skip(cue, last + 1)
        _, end = self.region(cue)
        tokens = self._c.tokens
        that = self._that_ahead(begin) if cue.takes(*CLAUSAL) else None
        if that is None and cue.takes(Frame.STATEMENT):
            that = self._that_behind_occasion(last + 1)
        if that is not None:
            begin = that
        elif self._c.lower(begin) == ":" or (
            self._c.lower(begin) == ","
            and (self._c.starts_quote(begin + 1) or self._opens_with_as(cue))
        ):
            begin += 1
        elif self._c.lower(begin) == ",":
            begin = self._quote_ahead(cue, begin)
        if self._c.tag(begin) in {"PUNCT", "ADP", "SCONJ"} and not self._c.starts_quote(begin):
            below = self._below(cue, end)
            if below is not None:
                return below
        if begin >= len(tokens) or tokens[begin].start >= end:
            return self._below(cue, end)
        quote = self._c.quote_of(begin) if self._c.starts_quote(begin) else None
        reading = Reading(quoted=quote is not None)
        if quote is not None and not quote.is_phrase:
            self._add_from_quote(reading, quote, self._end_offset(begin, cue, end))
            return reading
        begin = self._content_start(cue, begin)
        if begin >= len(tokens) or not self._complements.is_content(cue, begin):
            return None
        reading.stance = self._complements.is_stance(cue, begin) or (
            quote is None and only_wishes(self._c, cue.entry, begin)
        )
        stop = self._last_token(begin, cue)
        reading.stance = reading.stance or self._complements.only_judges(cue, begin, stop)
        self._add(reading, tokens[begin].start, min(end, tokens[stop].end))
        self._stretch_quote(reading, min(end, tokens[stop].end))
        return reading if reading.pieces else None

    def _last_token(self, begin: int, cue: VerbCue) -> int:
        """Return where content ends; what was counted goes no further than its clause."""
        stop = self._endings.last_token(begin, cue)
        if cue.entry.lemma in reporting_lexicon().counting:
            return min(stop, self._c.next_comma(begin) - 1)
        return stop

    def _quote_ahead(self, cue: VerbCue, comma: int) -> int:
        """Return where the quotation of "X said, in a letter of May, “…”" opens, else the comma."""
        if not cue.takes(Frame.STATEMENT):
            return comma
        for index in range(comma + 1, min(comma + _INSERTION_REACH, len(self._c.tokens))):
            if index in self._cue_tokens and not self._is_described(index):
                return comma
            if self._c.starts_quote(index):
                quote = self._c.quote_of(index)
                sure = quote is not None and not quote.is_phrase
                return index if sure and self._c.lower(index - 1) == "," else comma
        return comma

    def _is_described(self, index: int) -> bool:
        return self._c.tokens[index].dep == "acl:relcl"

    def relative(self, cue: VerbCue) -> Reading | None:
        """Read "CONTENT that X expected", where the content is a figure before the clause of X."""
        head = self._c.tokens[cue.index].head
        if self._c.tokens[cue.index].dep != "acl:relcl" or cue.subject is None or cue.inherited:
            return None
        begin = self._c.chunk_start(head)
        end = min(cue.subject[0], cue_group(self._c, cue)[0])
        end -= self._c.lower(end - 1) in RELATIVES
        if end <= head or all(self._c.tag(k) != "NUM" for k in range(begin, end)):
            return None
        reading = Reading()
        self._add(reading, self._c.tokens[begin].start, self._c.tokens[end - 1].end)
        return reading

    def _opens_with_as(self, cue: VerbCue) -> bool:
        """Tell "As X noted, the dam holds"."""
        first = cue_group(self._c, cue)[0] - 1
        begins = first == self._c.opening or self._c.lower(first - 1) in {"but", "and"}
        return begins and self._c.lower(first) == "as"

    def _that_ahead(self, begin: int) -> int | None:
        """Return the "that" which opens the content behind place, time and manner."""
        for index in range(begin, min(begin + _THAT_REACH, len(self._c.tokens))):
            token = self._c.tokens[index]
            if self._c.lower(index) == "that":
                if self._is_relative(index):
                    return None
                opens = self._c.tag(index + 1) in _CLAUSE_OPENERS and index > begin
                return index if opens or token.upos == "SCONJ" or token.dep == "mark" else None
            citing = index in self._cue_tokens and is_citing(self._cue_tokens[index])
            finite = token.upos in ("VERB", "AUX") and token.dep not in _ATTRIBUTIVE
            finite = finite and not citing and not self._is_noun(index)
            if finite or token.upos in ("PRON", "SCONJ") or self._c.starts_quote(index):
                return None
        return None

    def _is_noun(self, index: int) -> bool:
        """Tell "on the breakfast show" from a verb: a word in its base form behind a noun."""
        base = self._c.tokens[index].xpos in {"VB", "VBP"}
        noun = self._c.tag(index - 1) == "NOUN" and self._c.tokens[index - 1].xpos == "NN"
        return base and noun and self._c.tag(index + 1) in {"ADP", "SCONJ", "PUNCT", ""}

    def _that_behind_occasion(self, begin: int) -> int | None:
        """Return the "that" of "X said after its staff had walked through that 1,900 were gone"."""
        if self._c.lower(begin) not in _WHEN:
            return None
        for index in range(begin + 1, min(begin + _INSERTION_REACH, len(self._c.tokens))):
            if self._c.lower(index) in {",", ";", "—"} or self._c.starts_quote(index):
                return None
            if self._c.lower(index) == "that" and self._c.tag(index + 1) in _CLAUSE_OPENERS:
                stated = self._c.finite_verb(index + 1, len(self._c.tokens) - 1) is not None
                clause = self._c.finite_verb(begin + 1, index - 1) is not None
                return index if stated and clause else None
        return None

    def _is_relative(self, that: int) -> bool:
        """Tell "the 240 that economists expected", where a noun stands before its own clause."""
        token = self._c.tokens[that]
        governs = self._c.tokens[token.head].dep == "acl:relcl" and token.dep in _GAPS
        told_to = self._c.lower(self._c.chunk_start(that - 1) - 1) == "to"
        return governs and not told_to and self._c.tag(that - 1) in {"NOUN", "NUM"}

    def _below(self, cue: VerbCue, end: int) -> Reading | None:
        """Read a quotation in the next line below "X said:"."""
        if self._text[max(0, end - 1) : end] == ":" and cue.takes(*CLAUSAL, Frame.MANNER):
            for quote in self._c.quotes:
                if quote.outer.start >= end and not self._text[end : quote.outer.start].strip():
                    reading = Reading(quoted=True)
                    self._add(reading, quote.outer.start, quote.outer.end)
                    return reading
        return None

    def _end_offset(self, begin: int, cue: VerbCue, end: int) -> int:
        return min(end, self._c.tokens[self._endings.last_token(begin, cue)].end)

    def _stretch_quote(self, reading: Reading, end: int) -> None:
        """Let content that ends inside a quotation run on to where that closes."""
        if not reading.pieces or end < self._c.span.end:
            return
        start, stop = reading.pieces[-1]
        for quote in self._c.quotes:
            runs_on = quote.outer.start < self._c.span.end <= quote.inner.end
            if runs_on and quote.outer.start >= start:
                reading.pieces[-1] = (start, max(stop, quote.inner.end))
                reading.quoted = True

    def _content_start(self, cue: VerbCue, begin: int) -> int:
        if self._c.lower(begin) == "that" and (
            self._c.tag(begin) == "SCONJ" or cue.takes(*CLAUSAL)
        ):
            following = self._c.tag(begin + 1)
            if self._c.lower(begin + 1) == ",":
                return begin + 2
            return begin + 1 if following not in ("AUX", "PUNCT", "") else begin
        if self._c.lower(begin) == "as" and self._c.lower(begin - 1) in _MANY:
            return begin - len(("as", "many"))
        if self._c.lower(begin) == "as" and cue.takes(Frame.LABEL):
            return begin + 1
        return self._behind_noun(begin) if cue.entry.denies else begin

    def _behind_noun(self, begin: int) -> int:
        """Step over the noun of "denied reports that …": what it brings is denied."""
        noun = self._c.chunk_end(begin)
        if any(self._c.tag(k) not in {"DET", "ADJ"} for k in range(begin, noun)):
            return begin
        brings = self._c.lower(noun) in reporting_lexicon().nouns
        opens = self._c.lower(noun + 1) == "that" and self._c.tag(noun + 2) in _CLAUSE_OPENERS
        return noun + 2 if brings and opens else begin

    # offsets

    def _add(self, reading: Reading, start: int, end: int) -> None:
        """Add a piece, trimmed of white space and of marks that close the sentence."""
        while start < end and self._text[start] in " \u00a0\n\t,;:":
            start += 1
        while end > start and self._text[end - 1] in _FINAL:
            end -= 1
        if start < end:
            reading.pieces.append((start, end))


def is_claim_cue(cue: VerbCue) -> bool:
    """Tell whether a cue hands over a statement, rather than a wish or a stance."""
    if cue.negated or cue.modal:
        return False
    return bool(cue.entry.frames - {Frame.ATTITUDE}) and Form.BASE not in (
        cue.entry.forms if cue.infinitive else ()
    )


def speaker_preposition(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the offsets of "according to" and its like in ``text[start:end]``."""
    pattern = reporting_lexicon().speaker_prepositions
    return [match.span() for match in pattern.finditer(text, start, end)]
