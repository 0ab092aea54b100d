"""Quotations that a sentence about their speaker leads to, without a verb of saying.

"Holm was blunt: “They lied to us.”": the colon hands the words to the subject of the sentence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.engine.attribution.subjects import NOMINATIVES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claimtrack.engine.attribution.clauses import Clauses
    from claimtrack.engine.attribution.reported import Reported
    from claimtrack.engine.attribution.sourcing import SourceReader
    from claimtrack.engine.language.quotes import QuotedSpan
    from claimtrack.engine.records import Span

_FINITE = frozenset({"VBD", "VBZ", "VBP"})


def introduced(
    clauses: Clauses, sources: SourceReader, found: Sequence[Reported]
) -> Iterator[Reported]:
    """Yield the quotations behind a colon that nothing in ``found`` reports."""
    for quote in clauses.quotes:
        colon = clauses.token_at(quote.outer.start) - 1
        if quote.is_phrase or quote.outer.start <= clauses.span.start or colon < 1:
            continue
        if clauses.lower(colon) != ":" or _is_reported(quote, found):
            continue
        speaker = _speaker(clauses, sources, colon)
        if speaker is not None:
            source, cue = speaker
            yield sources.reported(source, cue, [(quote.inner.start, _end(quote))])


def _speaker(clauses: Clauses, sources: SourceReader, colon: int) -> tuple[Span, Span] | None:
    """Return the subject of what stands before a colon, where it can speak, and the predicate."""
    finite = (i for i in range(colon - 1, clauses.opening, -1) if clauses.tokens[i].xpos in _FINITE)
    verb = next(finite, None)
    subject = clauses.main_subject(colon)
    if verb is None or (subject is not None and clauses.quote_of(subject) is not None):
        return None
    phrases = [clauses.phrase_before(verb)]
    if subject is not None and subject < verb:
        phrases.append(clauses.phrase(subject))
    for phrase in phrases:
        if phrase is None:
            continue
        first, last = phrase
        if clauses.lower(first) in NOMINATIVES or sources.is_speaker(first):
            return clauses.cut(first, min(last, verb - 1)), clauses.cut(verb, colon - 1)
    return None


def _is_reported(quote: QuotedSpan, found: Sequence[Reported]) -> bool:
    return any(
        start < quote.outer.end and quote.outer.start < end
        for reported in found
        for start, end in reported.pieces
    )


def _end(quote: QuotedSpan) -> int:
    """Return where the words end, without the period or comma of the sentence around them."""
    words = quote.inner.exact.rstrip()
    return quote.inner.start + len(words.removesuffix(".").removesuffix(","))
