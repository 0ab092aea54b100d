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
        subject = clauses.main_subject(colon)
        verb = None if subject is None else clauses.finite_verb(subject + 1, colon - 1)
        if subject is None or verb is None or clauses.quote_of(subject) is not None:
            continue
        first, last = clauses.phrase(subject)
        if clauses.lower(first) in NOMINATIVES or sources.is_speaker(first):
            cue, source = clauses.cut(verb, colon - 1), clauses.cut(first, min(last, verb - 1))
            yield sources.reported(source, cue, [(quote.inner.start, _end(quote))])


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
