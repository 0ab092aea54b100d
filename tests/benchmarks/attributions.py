"""Attributions in the form of the PolNeAR benchmark: source, cue and content as lists of spans.

The benchmark counts wishes, plans and stances, and statements without a source: the engine gives
those on request. It counts nothing inside a quotation, and nothing that the writer says as "I"
or "we". Quotation marks belong to its content, so they are put back around a piece.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimtrack.engine.attribution.attributions import find_reported, worth_parsing
from claimtrack.engine.attribution.reporting import Frame, reporting_lexicon
from claimtrack.engine.language.quotes import QuotedSpan, find_quotes
from claimtrack.engine.language.syntax import ParsedSentence, load
from claimtrack.engine.language.text import split_sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimtrack.engine.attribution.reported import Reported
    from claimtrack.engine.language.syntax import Syntax

_WRITER = frozenset({"i", "we", "you", "me", "us"})

Spans = list[list[int]]


def predict(row: dict[str, Any], syntax: Syntax | None = None) -> dict[str, Any]:
    """Return the attributions of ``row["text"]``, parsed by the project's own or another."""
    text = row["text"]
    quotes = find_quotes(text)
    spans = [
        span for span in split_sentences(text) if worth_parsing(text, span, quotes, attitudes=True)
    ]
    sentences = (syntax or load()).parse(text, spans)
    return {"attributions": benchmark_rows(text, sentences, quotes)}


def _is_report(reported: Reported) -> bool:
    """Tell a verb of saying or a preposition from a stance and from "a claim that"."""
    if reported.frames:
        return Frame.STATEMENT in reported.frames
    return reported.verb not in reporting_lexicon().nouns


def benchmark_rows(
    text: str, sentences: Sequence[ParsedSentence], quotes: Sequence[QuotedSpan]
) -> list[dict[str, Spans]]:
    """Return one row a reported statement."""
    marks = {quote.inner.start: quote.outer.start for quote in quotes}
    marks_after = {quote.inner.end: quote.outer.end for quote in quotes}
    rows = []
    for reported in find_reported(text, sentences, quotes, attitudes=True):
        source = reported.source
        if reported.nested or (source and source.exact.lower() in _WRITER):
            continue
        if reported.inner and not _is_report(reported):
            continue
        rows.append(
            {
                "source": [[source.start, source.end]] if source else [],
                "cue": [[reported.cue.start, reported.cue.end]],
                "content": [
                    [marks.get(start, start), marks_after.get(end, end)]
                    for start, end in reported.pieces
                ],
            }
        )
    return rows
