"""Who said it: attributions of a text with their chains, from the outermost relay to the utterer.

The reading (``reading``) finds source, cue and content; here speakers are resolved inside the
report, a statement inside another becomes a chain, and the day of the utterance is joined.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from claimtrack.engine.attribution.chains import Chain, nest
from claimtrack.engine.attribution.reading import read_reported, worth_parsing
from claimtrack.engine.attribution.speakers import Cast, is_evidence
from claimtrack.engine.records import Attribution, QuoteKind, Role, Span, TimeKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claimtrack.engine.attribution.reported import Reported
    from claimtrack.engine.language.quotes import QuotedSpan
    from claimtrack.engine.language.syntax import ParsedSentence
    from claimtrack.engine.records import TimeReference

__all__ = ["find_attributions", "find_reported", "worth_parsing"]

_SELF = frozenset({"i", "we", "you", "me", "us", "there"})
_MARKS = "\"“”„«»‘’'`"
_LETTER = re.compile(r"\w")


def find_reported(
    text: str,
    sentences: Sequence[ParsedSentence],
    quotes: Sequence[QuotedSpan],
    *,
    attitudes: bool = False,
) -> tuple[Reported, ...]:
    """Find what is reported in ``text``, one record a cue, its content in pieces.

    With ``attitudes``, wishes, plans and stances are given too, and statements without a source.
    """
    return tuple(
        reported
        for reported in read_reported(text, sentences, quotes)
        if attitudes or _is_statement(reported)
    )


def find_attributions(
    text: str,
    sentences: Sequence[ParsedSentence],
    quotes: Sequence[QuotedSpan],
    times: Sequence[TimeReference],
    *,
    attitudes: bool = False,
) -> tuple[Attribution, ...]:
    """Find the attributions of ``text``, in the order of their content.

    Each has one stretch of content: "“A,” X said. “B.”" gives two with one cue. A quotation
    inside an indirect statement is given again by itself, as direct speech of the same chain.

    ``sentences`` are those that :func:`worth_parsing` chose, ``quotes`` and ``times`` those of
    the whole text, all in order.
    """
    reported = [
        statement
        for statement in find_reported(text, sentences, quotes, attitudes=attitudes)
        if statement.source is not None
    ]
    cast = Cast(text, _people(text, sentences), quotes)
    chains = nest(reported, _resolve(cast, reported))
    found: dict[tuple[int, int], Attribution] = {}
    for statement, chain in zip(reported, chains, strict=True):
        if len(chain) > 1 and is_evidence(chain[-1].name):
            continue
        said_on = _said_on(statement, times)
        for content, kind in _contents(text, statement, quotes):
            attribution = Attribution(
                chain=chain,
                cue=statement.cue,
                content=content,
                quote=kind,
                denied=statement.denied,
                said_on=said_on,
            )
            key = (content.start, content.end)
            before = found.get(key)
            if before is None or len(before.chain) < len(chain):
                found[key] = attribution
    return tuple(found[key] for key in sorted(found))


def _is_statement(reported: Reported) -> bool:
    if reported.source is None or reported.attitude:
        return False
    return reported.source.exact.lower() not in _SELF or reported.quoted


def _people(text: str, sentences: Sequence[ParsedSentence]) -> Iterator[Span]:
    """Yield the spans that the entity recogniser takes for persons."""
    for sentence in sentences:
        for name in sentence.names:
            if name.kind == "PERSON":
                first, last = sentence.tokens[name.first], sentence.tokens[name.last]
                yield Span.cut(text, first.start, last.end)


def _resolve(cast: Cast, reported: Sequence[Reported]) -> list[Chain]:
    """Resolve the speakers in text order; a pronoun takes up the one before it."""
    chains: list[Chain] = []
    previous = ""
    for statement in reported:
        if statement.source is None:
            continue
        source, begin = statement.antecedent or statement.source, statement.sentence.start
        utterer = cast.speaker(source, Role.UTTERER, previous, begin)
        chain: Chain = (utterer,)
        if statement.relay is not None:
            chain = (cast.speaker(statement.relay, Role.RELAY, previous, begin), utterer)
        previous = utterer.name
        chains.append(chain)
    return chains


_YEAR = re.compile(r"\d{4}|\d{2,3}X*")


def _said_on(statement: Reported, times: Sequence[TimeReference]) -> TimeReference | None:
    """Return the date that stands in the sentence beside the cue, outside the content."""
    first = bisect_left(times, statement.sentence.start, key=lambda time: time.span.start)
    nearest = None
    distance = statement.sentence.end - statement.sentence.start
    for time in times[first:]:
        if time.span.start >= statement.sentence.end:
            break
        inside = any(
            start < time.span.end and time.span.start < end for start, end in statement.pieces
        )
        if inside or time.kind not in (TimeKind.DATE, TimeKind.TIME):
            continue
        if _YEAR.fullmatch(time.value):
            # "Roe, who has led it since 2021, said": nobody gives a year for what was said.
            continue
        away = max(time.span.start - statement.cue.end, statement.cue.start - time.span.end, 0)
        if away < distance:
            nearest, distance = time, away
    return nearest


def _contents(
    text: str, statement: Reported, quotes: Sequence[QuotedSpan]
) -> Iterator[tuple[Span, QuoteKind]]:
    """Yield each piece of the content without the marks around it, and each quotation inside."""
    for start, end in statement.pieces:
        first = bisect_left(quotes, start, key=lambda quote: quote.outer.end)
        inside = []
        for quote in quotes[first:]:
            if quote.outer.start >= end:
                break
            inside.append(quote)
        if not inside:
            yield Span.cut(text, start, end), QuoteKind.INDIRECT
            continue
        whole = inside[0]
        if whole.outer.start <= start and end <= whole.outer.end:
            content = _spoken(text, max(start, whole.inner.start), min(end, whole.inner.end))
            if content is not None:
                yield content, QuoteKind.DIRECT
            continue
        yield _unmarked(text, start, end), QuoteKind.MIXED
        for quote in inside:
            content = _spoken(text, max(start, quote.inner.start), min(end, quote.inner.end))
            if content is not None:
                yield content, QuoteKind.DIRECT


def _spoken(text: str, start: int, end: int) -> Span | None:
    """Cut a quotation without the comma that leads back to the sentence around it."""
    while end > start and text[end - 1] in ", \u00a0\n":
        end -= 1
    return Span.cut(text, start, end) if _LETTER.search(text, start, end) else None


def _unmarked(text: str, start: int, end: int) -> Span:
    """Cut mixed speech; a mark at one end alone stays, for it belongs to a quotation inside."""
    return Span.cut(text, start, end)
