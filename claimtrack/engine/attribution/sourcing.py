"""Who is named as the source: of a verb, a preposition, a noun, a passive or a label.

All answers are spans of the text; who they stand for is settled by ``speakers``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING

from claimtrack.engine.attribution.accounts import RECKONINGS, reckonings
from claimtrack.engine.attribution.clauses import NOMINALS, SUBJECTS, TIME_WORDS
from claimtrack.engine.attribution.complements import RELATIVES
from claimtrack.engine.attribution.content import speaker_preposition
from claimtrack.engine.attribution.cues import is_citing
from claimtrack.engine.attribution.reported import Reported
from claimtrack.engine.attribution.reporting import Frame, reporting_lexicon
from claimtrack.engine.language.names import name_lexicon, plain
from claimtrack.engine.lexicon import load_table
from claimtrack.engine.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from claimtrack.engine.attribution.clauses import Clauses
    from claimtrack.engine.attribution.content import ContentReader
    from claimtrack.engine.attribution.cues import VerbCue

_LABEL = re.compile(r"([A-Z][\w.’'-]*(?:\s+[\w.’'-]+){0,5})\s*:\s+(?=\S)")
#: A headline that ends with who says so: "Crop down by a third - ministry".
_TAIL = re.compile(r"\s[-–—]\s+(?=\S)")
_LONGEST_TAIL = 40
#: Documents before the colon of a headline, which in a text head a section.
_HEADLINED = frozenset({"report", "reports"})
_OPENERS = frozenset({"and", "but", "meanwhile", "however", "still", "also", "so", "yet"})
#: What opens the clause that "according to X" stands in, so that its statement follows.
_OPENS_CLAUSE = (" that", " because", " and", " but", " while", " since", " where")
_CONTINUING = frozenset({"VERB", "AUX", "ADP", "SCONJ", "PART"})
_CLOSING_REPORT = 4
_SHORTEST_STATEMENT = 3
_LIST_COMMAS = 3
_AGENTS = frozenset({"by", "from"})


@cache
def _speaking() -> frozenset[str]:
    """Return the nouns for persons and documents that may be cited."""
    unnamed = load_table("sources")["unnamed"]
    return (
        frozenset(unnamed["people"])
        | frozenset(unnamed["documents"])
        | frozenset(unnamed["citable"])
    )


@cache
def _speaking_plurals() -> frozenset[str]:
    """Return plural nouns that a tagger may take for a verb ("court records")."""
    return frozenset(f"{noun}s" for noun in _speaking())


@cache
def _headings() -> frozenset[str]:
    """Return words that stand before a colon as the heading of a section."""
    return frozenset(load_table("sources")["names"]["headings"])


class SourceReader:
    """Finds the sources of one sentence, and the statements that no verb carries."""

    def __init__(self, clauses: Clauses, reader: ContentReader) -> None:
        """Take a sentence and the reader of its content."""
        self._c = clauses
        self._reader = reader
        self._text = clauses.text
        self._starts = [token.start for token in clauses.tokens]

    def of_verb(self, cue: VerbCue) -> Span | None:
        """Return the source of a verb in the active: its subject, or whose document that is."""
        if cue.subject is None:
            return None
        return self._author(*cue.subject) or self._clean(*cue.subject)

    def antecedent(self, cue: VerbCue) -> Span | None:
        """Return the phrase that the relative pronoun before a verb stands for."""
        token = self._c.tokens[cue.index]
        if cue.subject is None or token.dep != "acl:relcl" or token.head >= cue.subject[0]:
            return None
        if self._c.lower(cue.subject[1]) not in RELATIVES:
            return None
        first, last = self._c.phrase(token.head)
        between = cue.subject[0] - last - 1
        beside = not between or (between == 1 and self._c.lower(last + 1) == ",")
        return self._clean(first, last) if beside else None

    def _author(self, first: int, last: int) -> Span | None:
        """Return who stands behind "estimates by X" and "a statement from X"."""
        nouns = reporting_lexicon().nouns
        for index in range(first, last):
            if self._c.lower(index) == "by" and self._c.lower(index - 1) in nouns:
                return self._c.cut(index + 1, last)
        return None

    def _clean(self, first: int, last: int) -> Span | None:
        """Leave marks at the edge of a phrase outside."""
        while first <= last and self._c.tag(first) in ("PUNCT", "CCONJ", "SCONJ", "ADP"):
            first += 1
        while last >= first and self._c.tag(last) in ("PUNCT", "CCONJ", "ADP"):
            last -= 1
        if last - 1 > first and self._c.tag(last) == "NUM" and self._c.lower(last - 1) == ",":
            last -= 2
        while last - 1 > first and self._c.is_time(last) and self._c.tag(last - 1) == "ADP":
            last -= 2
        last += first <= last and self._is_cut_name(last)
        return self._c.cut(first, last) if first <= last else None

    def _is_cut_name(self, last: int) -> bool:
        """Tell a name whose last word the tree takes for something else: "Yana Brodt, who"."""
        named = self._c.tag(last) == "PROPN" and self._c.tag(last + 1) in ("NOUN", "X", "ADJ")
        behind = self._c.tokens[last + 1].text if named else ""
        return behind.istitle() and self._c.lower(last + 2) in {",", "who", ""}

    def prepositions(self) -> Iterator[Reported]:
        """Yield what "according to X" and its like report."""
        if not reporting_lexicon().in_prepositions.isdisjoint(self._c.low):
            yield from self._after_prepositions()
        if not RECKONINGS.isdisjoint(self._c.low):
            yield from self._reckonings()

    def _after_prepositions(self) -> Iterator[Reported]:
        span = self._c.span
        for start, end in speaker_preposition(self._text, span.start, span.end):
            first = bisect_left(self._starts, start)
            begin = bisect_left(self._starts, end)
            if begin >= len(self._starts) or not self._is_source_preposition(start, end, begin):
                continue
            last = self._phrase_end(begin)
            source = self._clean(begin, last)
            pieces = self._around(first, last)
            if source is not None and pieces:
                yield self.reported(source, Span.cut(self._text, start, end), pieces)

    def _reckonings(self) -> Iterator[Reported]:
        """Yield what "by the union's own count" and its like report."""
        span = self._c.span
        for who, start, end in reckonings(self._text, span.start, span.end):
            first, behind = bisect_left(self._starts, start), bisect_left(self._starts, end)
            pieces = self._around(first, behind - 1)
            if pieces:
                cue = Span.cut(self._text, start, end)
                yield self.reported(Span.cut(self._text, *who), cue, pieces)

    def _is_source_preposition(self, start: int, end: int, begin: int) -> bool:
        """Tell "per the ministry" from "per cent"."""
        words = self._text[start:end].lower()
        if words != "per":
            return self._c.tag(begin) not in ("PUNCT", "ADP", "")
        before = self._text[self._c.span.start : start].rstrip()
        named = self._c.tag(begin) == "PROPN" or self._c.lower(begin) == "the"
        return named and (not before or before.endswith((",", "(")))

    def _phrase_end(self, begin: int) -> int:
        """Return the last token of the noun phrase that begins here, with its "of" phrases."""
        end = max(begin, self._c.chunk_end(begin))
        if self._c.lower(end + 1) in _speaking_plurals():
            end += 1
        while True:
            joint = self._c.lower(end + 1)
            if joint not in {"of", "for", "at", "in", "from", "on", "and", "by", "with", "to"}:
                return end
            further = self._c.chunk_end(end + 2)
            if further <= end + 1:
                return end
            if joint == "and" and self._c.tag(further + 1) in ("VERB", "AUX"):
                return end
            end = further

    def _around(self, first: int, last: int) -> list[tuple[int, int]]:
        """Return the content around "according to X": the statement before, or the one after."""
        start, end = self._reader.region_at(first)
        before = self._text[start : self._c.tokens[first].start].strip(" ,—–(").lower()
        if before and before not in _OPENERS and not before.endswith(_OPENS_CLAUSE):
            return self._trimmed(self._before_and_after(start, first, last + 1, end))
        comma = self._next(last + 1, ",", ":")
        while self._is_apposition(comma):
            comma = self._next(comma + 1, ",")
        after = last + 1
        if self._c.tag(after) in ("DET", "PRON", "NUM") and self._c.finite_verb(after, comma - 1):
            return self._trimmed([(self._c.tokens[after].start, end)])
        if comma < len(self._c.tokens):
            return self._trimmed([(self._c.tokens[comma].end, end)])
        return []

    def _before_and_after(
        self, start: int, first: int, after: int, end: int
    ) -> Iterator[tuple[int, int]]:
        """Yield the statement before a preposition, and how it goes on behind the source."""
        tokens = self._c.tokens
        yield self._opening_of_statement(start, first), tokens[first].start
        if self._c.lower(after) in {"who", "that", "which"}:
            after = self._next(after, ",")
        if self._c.lower(after) != "," or after + 1 >= len(tokens):
            return
        apposed = self._next(after + 1, ",")
        if self._is_apposition(after) and self._c.tag(apposed + 1) in _CONTINUING:
            after = apposed
        opens = self._c.finite_verb(self._c.token_at(start), first - 1) is None
        if self._c.tag(after + 1) in _CONTINUING or opens:
            yield tokens[after].end, end

    def _next(self, first: int, *marks: str) -> int:
        tokens = range(first, len(self._c.tokens))
        return next((i for i in tokens if self._c.lower(i) in marks), len(self._c.tokens))

    def _is_apposition(self, comma: int) -> bool:
        """Tell whether the words behind the comma describe the source and end with a comma."""
        begins = self._c.lower(comma + 1) in {"a", "an", "another", "the", "who", "which"}
        following = self._next(comma + 1, ",")
        if not begins or following == len(self._c.tokens):
            return False
        verb = self._c.finite_verb(comma + 1, following - 1)
        return verb is None or self._c.lower(comma + 1) in {"who", "which"}

    def _opening_of_statement(self, start: int, first: int) -> int:
        """Return where the statement before "according to" begins."""
        quote_end = len(self._text[start : self._c.tokens[first].start].rstrip(" ,")) + start
        for quote in self._c.quotes:
            if abs(quote.outer.end - quote_end) <= 1 and quote.outer.start < start:
                return quote.inner.start
        return start

    def _trimmed(self, pieces: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
        trimmed = []
        for first, last in pieces:
            start, end = first, last
            while start < end and self._text[start] in " \u00a0\n\t,;:)":
                start += 1
            while end > start and self._text[end - 1] in ".,;: \u00a0\n\t—–(-":
                end -= 1
            if start < end:
                trimmed.append((start, end))
        return trimmed

    def labels(self, cues: Sequence[VerbCue]) -> Iterator[Reported]:
        """Yield "NAME: CONTENT" at the start of a sentence, but not "Background: …"."""
        span = self._c.span
        colon = self._text.find(":", span.start, span.end)
        found = _LABEL.match(self._text, span.start, span.end) if colon >= 0 else None
        if found is None or self._c.quote_of(0) is not None:
            return
        if any(cue.index >= len(self._c.tokens) - _CLOSING_REPORT for cue in cues):
            return
        last = self._c.token_at(found.end(1)) - 1
        if last < 0 or not self._may_label(found.group(1), last):
            return
        pieces = self._trimmed([(found.end(), span.end)])
        if pieces and self._says(self._c.token_at(pieces[0][0])):
            source = Span.cut(self._text, found.start(1), found.end(1))
            yield self.reported(source, Span.cut(self._text, colon, colon + 1), pieces)

    def tail(self) -> Iterator[Reported]:
        """Yield "CONTENT - ministry", a headline with its speaker behind a dash."""
        span = self._c.span
        if span.start or self._text[span.end : span.end + 1] != "\n":
            return
        dashes = list(_TAIL.finditer(self._text, max(0, span.end - _LONGEST_TAIL), span.end))
        if not dashes or self._text[span.end - 1] in ".!?":
            return
        dash = dashes[-1]
        first = self._c.token_at(dash.end())
        last = len(self._c.tokens) - 1
        if first > last or self._c.chunk_end(first) != last or not self.is_speaker(first):
            return
        pieces = self._trimmed([(span.start, dash.start())])
        mark = self._text[dash.start() : dash.end()]
        start = dash.start() + len(mark) - len(mark.lstrip())
        if pieces:
            cue = Span.cut(self._text, start, start + 1)
            yield self.reported(self._c.cut(first, last), cue, pieces)

    def _says(self, first: int) -> bool:
        """Tell a statement behind a colon from a figure, an address or a list of names."""
        tokens = self._c.tokens[first:]
        if any(token.upos in ("VERB", "AUX") for token in tokens):
            return True
        words = sum(token.text[0].isalpha() for token in tokens)
        commas = sum(token.text == "," for token in tokens)
        return words >= _SHORTEST_STATEMENT and commas < _LIST_COMMAS

    def _may_label(self, words: str, last: int) -> bool:
        """Tell a speaker from a heading: a name, or a body or document that may be cited."""
        word = plain(words.rsplit(maxsplit=1)[-1])
        lexicon = name_lexicon()
        if word in _HEADLINED and self._c.span.start == 0:
            return True
        if word in lexicon.outside or word in _headings():
            return False
        if words[0].isupper() and all(part[0].isupper() for part in words.split()):
            return self._c.tag(last) in ("PROPN", "NOUN", "X")
        return word in lexicon.institutions or word in _speaking()

    def nouns(self, cues: Sequence[VerbCue]) -> Iterator[Reported]:
        """Yield "X's claim that CONTENT", "a claim by X that CONTENT"."""
        nouns = reporting_lexicon().nouns
        verbs = {cue.index for cue in cues}
        for index, word in enumerate(self._c.low):
            if word not in nouns or self._c.tag(index) != "NOUN" or index in verbs:
                continue
            that = self._that_behind(index)
            source = self._owner(index, that)
            if that is None or source is None:
                continue
            _, end = self._reader.region_at(index)
            content = (self._c.tokens[that].end, self._noun_content_end(index, that, end))
            pieces = self._trimmed([content])
            if pieces:
                attitude = nouns[word]
                cue = self._c.cut(index, index)
                yield self.reported(source, cue, pieces, attitude=attitude)

    def _that_behind(self, index: int) -> int | None:
        """Return the "that" that opens what a noun reports."""
        for ahead in range(index + 1, min(index + 10, len(self._c.tokens))):
            if self._c.lower(ahead) == "that":
                verb = self._c.finite_verb(ahead + 2, len(self._c.tokens) - 1)
                subjectless = self._c.tag(ahead + 1) in ("VERB", "AUX", "PUNCT")
                return ahead if verb is not None and not subjectless else None
            if self._c.tag(ahead) in ("VERB", "AUX", "PUNCT"):
                return None
        return None

    def _owner(self, index: int, that: int | None) -> Span | None:
        owner = self._c.child(index, "nmod:poss")
        if owner is not None:
            first, last = self._c.phrase(owner)
            if self._c.lower(last) in {"'s", "’s", "'", "’"}:
                last -= 1
            return self._clean(first, min(last, index - 1))
        for ahead in range(index + 1, that if that is not None else index + 1):
            if self._c.lower(ahead) in _AGENTS:
                return self._clean(ahead + 1, self._phrase_end(ahead + 1))
        return None

    def _noun_content_end(self, noun: int, that: int, end: int) -> int:
        """End the content of a noun at a comma or at the verb that the noun is the subject of."""
        tokens = self._c.tokens
        stop = tokens[noun].head if tokens[noun].dep in SUBJECTS else 0
        while stop > that + 1 and self._c.tag(stop - 1) == "AUX":
            stop -= 1
        for index in range(that + 1, len(tokens)):
            if index == stop:
                return tokens[index].start
            if self._c.lower(index) in {",", "—", "–"} and self._c.quote_of(index) is None:
                return tokens[index].start
        return end

    def passive(self, cue: VerbCue) -> Reported | None:
        """Read "X was quoted as saying …", "X was accused by Y of …", "X is said to …"."""
        lexicon = reporting_lexicon()
        agent = self._agent(cue)
        names = cue.entry.lemma in lexicon.naming and agent is None
        if cue.entry.lemma not in lexicon.passive or names:
            return None
        addressed = cue.takes(Frame.ADDRESSED, Frame.QUESTION)
        if cue.subject is None or (addressed and not agent):
            return self._unsourced(cue)
        if cue.entry.lemma in lexicon.relaying:
            return self._quoted_as_saying(cue, cue.subject, agent)
        subject = self._c.cut(*cue.subject)
        pieces = [(subject.start, subject.end)]
        if self._c.lower(cue.subject[0]) == "it" and self._c.lower(cue.subject[0] - 1) == ",":
            pieces = [(self._reader.region(cue)[0], subject.start)]
        begin = cue.last + 1
        if agent is not None:
            begin = bisect_left(self._starts, agent.end)
            begin += cue.takes(Frame.ACCUSATION) and self._c.lower(begin) == "of"
        pieces += self._after(begin - 1)
        verb = self._c.cut(cue.index, cue.last)
        return self.reported(agent, verb, self._trimmed(pieces), attitude=agent is None)

    def _quoted_as_saying(
        self, cue: VerbCue, subject: tuple[int, int], agent: Span | None
    ) -> Reported | None:
        """Read "X was quoted (by Y) as saying CONTENT", or the quotation right before X."""
        saying = self._as_saying(cue.last)
        source = self._clean(*subject)
        if saying is None or source is None:
            return None
        pieces = self._after(saying) or [
            (quote.inner.start, quote.inner.end)
            for quote in self._c.quotes
            if 0 <= source.start - quote.outer.end <= 1
        ]
        verb = self._c.cut(cue.index, cue.index)
        return self.reported(source, verb, pieces, relay=agent) if pieces else None

    def _unsourced(self, cue: VerbCue) -> Reported | None:
        """Read "Asked whether CONTENT, he …" and "They were told that CONTENT"."""
        pieces = self._after(cue.last)
        if not pieces or self._c.tag(cue.last + 1) == "PUNCT":
            return None
        start, end = pieces[0]
        stop = self._end_of_question(cue.last + 1)
        end = end if stop is None else max(start + 1, min(end, stop))
        verb = self._c.cut(cue.index, cue.last)
        return self.reported(None, verb, [(start, end)], attitude=True)

    def _end_of_question(self, first: int) -> int | None:
        """Return where "Asked whether …," ends: at a comma, or behind one inside a quotation."""
        for index in range(first, len(self._c.tokens)):
            if self._c.lower(index) != ",":
                continue
            quote = self._c.quote_of(index)
            if quote is None:
                return self._c.tokens[index].start
            if quote.inner.end == self._c.tokens[index].end:
                return quote.outer.end
        return None

    def _agent(self, cue: VerbCue) -> Span | None:
        for index in range(cue.last + 1, min(cue.last + 6, len(self._c.tokens))):
            if self._c.lower(index) == "by":
                if self._c.lower(index + 1) in TIME_WORDS:
                    return None
                last = max(index + 1, self._c.chunk_end(index + 1))
                return self._clean(index + 1, min(last, len(self._c.tokens) - 1))
            if self._c.tag(index) in ("PUNCT", "VERB"):
                return None
        return None

    def _as_saying(self, last: int) -> int | None:
        """Return the token of "saying" in "… quoted (Y) as saying"."""
        verbs = reporting_lexicon().verbs
        for index in range(last + 1, min(last + 14, len(self._c.tokens) - 1)):
            if self._c.lower(index) == "as" and self._c.lower(index + 1).endswith("ing"):
                return index + 1 if self._c.lower(index + 1) in verbs else None
        return None

    def _after(self, token: int) -> list[tuple[int, int]]:
        """Return the content behind a token, to the end of its region."""
        tokens = self._c.tokens
        begin = token + 1
        if self._c.lower(begin) == "that" and self._c.tag(begin + 1) not in ("AUX", "PUNCT"):
            begin += 1
        if begin >= len(tokens):
            return []
        _, end = self._reader.region_at(begin)
        start = tokens[begin].start
        for quote in self._c.quotes:
            if quote.outer.start < end <= quote.inner.end:
                end = quote.inner.end
        return self._trimmed([(start, end)])

    def relayed(self, cue: VerbCue) -> Reported | None:
        """Read "X quoted Y as saying …" and "…, citing Y"."""
        if cue.entry.lemma not in reporting_lexicon().relaying:
            return None
        saying = self._as_saying(cue.last)
        if saying is not None and cue.subject is not None:
            utterer = self._clean(cue.last + 1, saying - 2)
            pieces = self._after(saying)
            relay = self.of_verb(cue)
            verb = self._c.cut(cue.index, cue.last)
            if utterer is not None and pieces:
                return self.reported(utterer, verb, pieces, relay=relay)
        return None

    def citing(self, cue: VerbCue, before: Sequence[Reported]) -> Reported | None:
        """Read "X reported CONTENT, citing Y": X passes on what Y said.

        ``before`` are the statements of the sentence so far. Without one that X makes, the whole
        sentence is taken from Y.
        """
        begin = cue.last + 1
        if not is_citing(cue) or begin >= len(self._c.tokens) or not self.is_speaker(begin):
            return None
        last = self._phrase_end(begin)
        source = self._clean(begin, last)
        verb = self._c.cut(cue.index, cue.last)
        if source is None:
            return None
        relay = self.of_verb(cue)
        for reported in reversed(before):
            if relay is not None and reported.source == relay:
                return self.reported(source, verb, list(reported.pieces), relay=relay)
        pieces = self._around(cue.index, last)
        return self.reported(source, verb, pieces) if pieces else None

    def speaker(self, first: int, last: int) -> Span | None:
        """Return the phrase where it names a person, body or document."""
        return self._clean(first, last) if first <= last and self.is_speaker(first) else None

    def is_speaker(self, begin: int) -> bool:
        """Tell a person, body or document from a thing that is only mentioned."""
        head = self._c.chunk_end(begin)
        if head < begin or self._c.tag(head) not in NOMINALS:
            return False
        word = plain(self._c.tokens[head].text)
        lexicon = name_lexicon()
        singular = word.removesuffix("s")
        known = {word, singular} & (lexicon.offices | lexicon.institutions)
        return (
            bool(known)
            or self._c.tag(head) == "PROPN"
            or not _speaking().isdisjoint({word, singular})
        )

    def reported(
        self,
        source: Span | None,
        cue: Span,
        pieces: list[tuple[int, int]],
        *,
        relay: Span | None = None,
        attitude: bool = False,
    ) -> Reported:
        """Return a statement of a source that no verb of this sentence carries."""
        quoted = any(
            quote.inner.start - 1 <= start and end <= quote.outer.end
            for start, end in pieces
            for quote in self._c.quotes
        )
        return Reported(
            sentence=self._c.span,
            source=source,
            cue=cue,
            pieces=pieces,
            quoted=quoted,
            relay=relay,
            attitude=attitude,
            verb=cue.exact.lower(),
        )
