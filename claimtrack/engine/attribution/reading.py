"""The reading of a text for reported statements, sentence by sentence, then across sentences.

Speakers are not resolved here and no chains are built; ``attribution`` does that.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from claimtrack.engine.attribution.clauses import Clauses
from claimtrack.engine.attribution.content import ContentReader, Reading, is_claim_cue
from claimtrack.engine.attribution.cues import find_verb_cues, is_citing
from claimtrack.engine.attribution.gapping import split_gapped
from claimtrack.engine.attribution.introductions import introduced
from claimtrack.engine.attribution.reported import Reported
from claimtrack.engine.attribution.reporting import Frame, reporting_lexicon
from claimtrack.engine.attribution.screening import reports
from claimtrack.engine.attribution.sourcing import SourceReader

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claimtrack.engine.attribution.cues import VerbCue
    from claimtrack.engine.language.quotes import QuotedSpan
    from claimtrack.engine.language.syntax import ParsedSentence
    from claimtrack.engine.records import Span

#: Longer sentences than this are not worth a parse, and are left unread.
LONGEST_SENTENCE = 3000

#: How far into a sentence the colon behind the name of a speaker may stand.
LABEL_REACH = 60

#: How far behind a statement a quotation without a cue may stand and still go on with it.
_PARAGRAPH_GAP = 8

#: A colon with a quotation behind it.
_INTRODUCED = re.compile(r":\s[\"“‘'„«]")
#: A dash in a headline, with who says so behind it.
_TAILED = re.compile(r"\s[-–—]\s")

_ASSERTING = frozenset({Frame.STATEMENT, Frame.THOUGHT, Frame.DOCUMENT, Frame.ADDRESSED})


def worth_parsing(
    text: str, sentence: Span, quotes: Sequence[QuotedSpan], *, attitudes: bool = False
) -> bool:
    """Tell whether attribution can gain from a parse: a reporting word is there.

    ``quotes`` are those of the whole text, in order. ``attitudes`` as for the reading.
    """
    if sentence.end - sentence.start > LONGEST_SENTENCE:
        return False
    following = bisect_right(quotes, sentence.start, key=lambda quote: quote.outer.end)
    quoted = following < len(quotes) and quotes[following].outer.start < sentence.end
    quoted = quoted or (following > 0 and sentence.start - quotes[following - 1].outer.end <= 1)
    if text.find(": ", sentence.start, sentence.start + LABEL_REACH) >= 0:
        return True
    if quoted and _INTRODUCED.search(text, sentence.start, sentence.end):
        return True
    if not sentence.start and _TAILED.search(
        text, max(0, sentence.end - LABEL_REACH), sentence.end
    ):
        return True
    start, end = sentence.start, sentence.end
    spoken = following < len(quotes) and quotes[following].outer.contains(sentence)
    return reports(text, start, end, quoted=quoted, spoken=spoken, attitudes=attitudes)


def read_reported(
    text: str, sentences: Sequence[ParsedSentence], quotes: Sequence[QuotedSpan]
) -> list[Reported]:
    """Read the reported statements of ``text``, in the order of their cues."""
    found: list[Reported] = []
    for sentence, near in _with_quotes(sentences, quotes):
        if sentence.span.end - sentence.span.start <= LONGEST_SENTENCE and sentence.tokens:
            found.extend(_read_sentence(text, sentence, near))
    found.sort(key=lambda reported: (reported.cue.start, reported.pieces))
    _continue_quotes(text, found, quotes)
    return _without_inner_stances(found)


def _without_inner_stances(found: list[Reported]) -> list[Reported]:
    """Drop a stance or label inside another statement: it belongs to what is said there."""
    pieces = sorted(piece for reported in found for piece in reported.pieces)
    kept = []
    reach = number = 0
    for reported in found:
        while number < len(pieces) and pieces[number][0] <= reported.cue.start:
            reach = max(reach, pieces[number][1])
            number += 1
        inside = reach > reported.cue.start
        if (
            inside
            and reported.frames
            and (reported.attitude or reported.frames.isdisjoint(_ASSERTING))
        ):
            continue
        reported.inner = inside
        kept.append(reported)
    return kept


def _with_quotes(
    sentences: Sequence[ParsedSentence], quotes: Sequence[QuotedSpan]
) -> Iterator[tuple[ParsedSentence, Sequence[QuotedSpan]]]:
    """Pair each sentence with the quotations that touch it, and one on either side."""
    for sentence in sentences:
        first = bisect_right(quotes, sentence.span.start, key=lambda quote: quote.outer.end)
        last = first
        while last < len(quotes) and quotes[last].outer.start < sentence.span.end:
            last += 1
        yield sentence, quotes[max(0, first - 1) : last + 1]


def _read_sentence(
    text: str, sentence: ParsedSentence, quotes: Sequence[QuotedSpan]
) -> Iterator[Reported]:
    clauses = Clauses(text, sentence, quotes)
    cues = find_verb_cues(clauses)
    found = list(_read_clauses(clauses, cues))
    if any(":" in text[quote.outer.start - 2 : quote.outer.start] for quote in quotes):
        found += introduced(clauses, SourceReader(clauses, ContentReader(clauses, cues)), found)
    for reported in found:
        reported.nested = _is_nested(quotes, reported.cue)
        yield reported


def _is_nested(quotes: Sequence[QuotedSpan], cue: Span) -> bool:
    return any(quote.inner.contains(cue) and not quote.is_phrase for quote in quotes)


def _read_clauses(clauses: Clauses, cues: Sequence[VerbCue]) -> Iterator[Reported]:
    reader = ContentReader(clauses, cues)
    sources = SourceReader(clauses, reader)
    yield from sources.prepositions()
    yield from sources.labels(cues)
    yield from sources.tail()
    yield from sources.nouns(cues)
    taken: list[tuple[int, int]] = []
    before: list[Reported] = []
    # What is cited mid-sentence ("X, citing Y, reported …") needs the report that follows it.
    for cue in sorted(cues, key=is_citing):
        if any(first <= cue.index <= last for first, last in taken):
            continue
        if cue.passive:
            reported = sources.passive(cue)
        else:
            reported = sources.citing(cue, before) or _read_verb(clauses, reader, sources, cue)
        if reported is None:
            continue
        before.append(reported)
        if reported.relay is not None and not cue.gerund:
            taken.append((cue.index + 1, _token_at(clauses, reported.pieces[0][0])))
        yield from split_gapped(clauses, sources, cue, reported)


def _token_at(clauses: Clauses, offset: int) -> int:
    return bisect_right(clauses.tokens, offset, key=lambda token: token.start) - 1


def _read_verb(
    clauses: Clauses, reader: ContentReader, sources: SourceReader, cue: VerbCue
) -> Reported | None:
    relayed = sources.relayed(cue)
    if relayed is not None:
        return relayed
    reading: Reading | None = reader.trailing(cue)
    if reading is None:
        if cue.entry.frames <= {Frame.MANNER}:
            return None
        reading = reader.leading(cue) or reader.relative(cue)
    if reading is None or not reading.pieces:
        return None
    source = sources.of_verb(cue)
    if source is None:
        return None
    return Reported(
        sentence=clauses.span,
        source=source,
        antecedent=sources.antecedent(cue),
        cue=clauses.cut(cue.index, cue.last),
        pieces=reading.pieces,
        quoted=reading.quoted,
        denied=cue.entry.lemma in reporting_lexicon().denying and not cue.negated,
        attitude=reading.stance or not is_claim_cue(cue),
        verb=cue.entry.lemma,
        frames=cue.entry.frames,
    )


def _continue_quotes(text: str, found: list[Reported], quotes: Sequence[QuotedSpan]) -> None:
    """Give the quotations that no cue claims to the statement that they go on with.

    Such a quotation begins a sentence right behind the sentence of a statement or behind a
    quotation that already goes on with it, or takes a quotation up in the next paragraph.
    """
    spoken = [reported for reported in found if reported.source is not None]
    covered = sorted(
        piece for reported in found if not reported.nested for piece in reported.pieces
    )
    ends: dict[int, Reported] = {}
    for reported in spoken:
        last = max(reported.sentence.end, *(end for _, end in reported.pieces))
        before = ends.get(last)
        if before is None or (reported.quoted, not reported.attitude) >= (
            before.quoted,
            not before.attitude,
        ):
            ends[last] = reported
    reach = 0
    number = 0
    for quote in quotes:
        while number < len(covered) and covered[number][0] <= quote.inner.start:
            reach = max(reach, covered[number][1])
            number += 1
        if reach > quote.inner.start or (quote.is_phrase and not quote.continues):
            continue
        before = _statement_before(text, ends, quote.outer.start)
        if before is None:
            continue
        crosses = "\n" in text[max(0, quote.outer.start - _PARAGRAPH_GAP) : quote.outer.start]
        if crosses and not (quote.continues or before.quoted):
            continue
        before.pieces.append((quote.inner.start, quote.inner.end))
        before.quoted = True
        ends[quote.outer.end] = before


def _statement_before(text: str, ends: dict[int, Reported], offset: int) -> Reported | None:
    """Find the statement whose sentence ends right before the offset, white space aside."""
    for end in range(offset, max(-1, offset - _PARAGRAPH_GAP), -1):
        if end in ends:
            return ends[end]
        if end and not text[end - 1].isspace() and text[end - 1] not in "\"”’'":
            return None
    return None
