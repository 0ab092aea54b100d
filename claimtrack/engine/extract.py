"""From a text to its claims, and the account of every number in it.

Sentences without a figure, a quotation or a reporting word are not parsed: they claim nothing
that is looked for, and parsing is what costs.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from claimtrack.engine.account import account_of
from claimtrack.engine.attribution.attributions import find_attributions, worth_parsing
from claimtrack.engine.carried import fill_measures
from claimtrack.engine.drafts import (
    Draft,
    counted_unit,
    fill_populations,
    fill_units,
    link,
    skip_spans,
)
from claimtrack.engine.facets.context import Sentence
from claimtrack.engine.facets.given import is_whole
from claimtrack.engine.facets.lengths import is_timed, lasts
from claimtrack.engine.facets.measure_lexicon import deed_forms
from claimtrack.engine.facets.measures import MeasureReader
from claimtrack.engine.facets.modality import is_scheduled, modality_of
from claimtrack.engine.facets.places import dateline, find_places, place_of
from claimtrack.engine.facets.sharers import population_in
from claimtrack.engine.facets.windows import Timing
from claimtrack.engine.language.corrections import TAKEN_BACK, is_taken_back, taken_back
from claimtrack.engine.language.headlines import pointed_at, with_echoes, with_verb
from claimtrack.engine.language.quotes import find_quotes
from claimtrack.engine.language.syntax import load
from claimtrack.engine.language.text import find_headline, split_sentences
from claimtrack.engine.language.topics import opening_of
from claimtrack.engine.language.words import find_words
from claimtrack.engine.numeric.numbers import find_numbers
from claimtrack.engine.numeric.quantities import find_quantities
from claimtrack.engine.records import (
    AsOf,
    ClaimKind,
    ExtractedClaim,
    Extraction,
    Facet,
    Modality,
    NumberMention,
    NumberOutcome,
    Quantity,
    Section,
    WindowKind,
)
from claimtrack.engine.temporal.dates import find_times

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from claimtrack.engine.facets.context import Figure
    from claimtrack.engine.facets.places import Place
    from claimtrack.engine.language.syntax import ParsedSentence, Syntax
    from claimtrack.engine.records import Attribution, Span, TimeReference

_SENT = Facet("to-be-sent", "to be sent")
_GOING = frozenset({"deployed", "to-be-sent"})


def extract(
    text: str,
    *,
    published: date,
    headline_end: int | None = None,
    syntax: Syntax | None = None,
) -> Extraction:
    """Return the claims of a text in order, the account of its numbers, and its times.

    ``published`` is the day of the report, against which dates are read. ``headline_end`` is
    the offset at which the headline ends; it is found where not given. ``syntax`` is the front
    end to parse with, the project's own where not given.
    """
    return _Report(text, published, headline_end, syntax or load()).extraction()


class _Report:
    """One text in the course of being read."""

    def __init__(
        self, text: str, published: date, headline_end: int | None, syntax: Syntax
    ) -> None:
        self.text = text
        self.published = published
        self.headline_end = find_headline(text) if headline_end is None else headline_end
        self.sentences = split_sentences(text)
        self.starts = [span.start for span in self.sentences]
        self.opening = opening_of(self.sentences)
        words = find_words(text)
        self.times = find_times(text, published, words)
        self._time_starts = [time.span.start for time in self.times]
        self.numbers = find_numbers(text, words)
        back = taken_back(text, self.sentences)
        found = find_quantities(text, self.times, self.numbers)
        self.found = [each for each in found if not is_taken_back(each.span, back)]
        self.found += [
            NumberMention(token.span, NumberOutcome.DISMISSED, TAKEN_BACK)
            for token in self.numbers
            if is_taken_back(token.span, back)
        ]
        self.quantities = [each for each in self.found if isinstance(each, Quantity)]
        quotes = find_quotes(text)
        speaking = {span.start for span in self.sentences if worth_parsing(text, span, quotes)}
        counting = self._sentences_with_figures()
        chosen = [s for s in self.sentences if s.start in speaking or s.start in counting]
        parsed = syntax.parse(text, chosen)
        self.parsed = {
            sentence.span.start: with_verb(sentence, deed_forms())
            if sentence.span.start < self.headline_end
            else sentence
            for sentence in parsed
        }
        attributions = find_attributions(
            text, [each for each in parsed if each.span.start in speaking], quotes, self.times
        )
        self.attributions = [
            each for each in attributions if not is_taken_back(each.utterer.span, back)
        ]
        self._over = self._attributions_over()

    def _sentence_number(self, offset: int) -> int:
        return max(0, bisect_right(self.starts, offset) - 1)

    def _sentences_with_figures(self) -> dict[int, list[Quantity]]:
        """Return the quantities of each sentence, by its offset."""
        self._figures: dict[int, list[Quantity]] = {}
        for quantity in self.quantities:
            start = self.starts[self._sentence_number(quantity.span.start)]
            self._figures.setdefault(start, []).append(quantity)
        return self._figures

    def _attributions_over(self) -> dict[int, list[Attribution]]:
        """Return for each sentence the attributions whose content reaches into it."""
        over: dict[int, list[Attribution]] = {}
        for attribution in self.attributions:
            number = self._sentence_number(attribution.content.start)
            while number < len(self.starts) and self.starts[number] < attribution.content.end:
                over.setdefault(self.starts[number], []).append(attribution)
                number += 1
        return over

    def _attribution_of(self, span: Span, sentence: int) -> Attribution | None:
        """Return the innermost attribution whose content holds a span."""
        holding = [a for a in self._over.get(sentence, ()) if a.content.contains(span)]
        return min(holding, key=lambda a: a.content.end - a.content.start, default=None)

    def _section(self, span: Span) -> Section:
        return Section.HEADLINE if span.start < self.headline_end else Section.BODY

    def _times_in(self, span: Span) -> Sequence[TimeReference]:
        first = bisect_left(self._time_starts, span.start)
        last = bisect_left(self._time_starts, span.end)
        return self.times[first:last]

    # claims

    def extraction(self) -> Extraction:
        numeric, windows = self._numeric()
        claims = sorted(
            (*numeric, *self._attributed()),
            key=lambda claim: (claim.span.start, claim.span.end, claim.kind.value),
        )
        numbers = account_of(self.numbers, self.found, numeric, windows, self.times)
        return Extraction(with_echoes(claims), numbers, self.times)

    def _attributed(self) -> Iterator[ExtractedClaim]:
        seen: set[tuple[int, int]] = set()
        for attribution in self.attributions:
            content = attribution.content
            if (content.start, content.end) in seen:
                continue
            seen.add((content.start, content.end))
            said = attribution.said_on
            as_of = AsOf(self.published, self.published, inferred="the day of the report")
            if said is not None and said.start is not None and said.end is not None:
                as_of = AsOf(said.start, said.end, said.span)
            yield ExtractedClaim(
                span=content,
                kind=ClaimKind.ATTRIBUTED,
                sentence=self.sentences[self._sentence_number(content.start)],
                section=self._section(content),
                as_of=as_of,
                modality=Modality.DENIED if attribution.denied else Modality.ASSERTED,
                attribution=attribution,
                opening=self.opening,
            )

    def _numeric(self) -> tuple[list[ExtractedClaim], dict[Span, Span]]:
        """Return the claims of figures, and the words of their windows with the claim of each."""
        drafts, places, timings = self._drafts()
        link(drafts)
        fill_units(drafts)
        fill_measures(drafts)
        fill_populations(self.text, drafts, places, self.starts)
        self._fill_places(drafts)
        claims: list[ExtractedClaim] = []
        windows: dict[Span, Span] = {}
        lasting: list[tuple[Draft, Timing]] = []
        for draft, timing in zip(drafts, timings, strict=True):
            if draft.figure.quantity.dimension == "time" and not _lasts(draft):
                lasting.append((draft, timing))
                continue
            claim = self._claim(draft, timing)
            claims.append(claim)
            if claim.window.span is not None:
                windows.setdefault(claim.window.span, claim.span)
        for draft, timing in lasting:
            if not self._only_bounds(draft, windows):
                claims.append(self._claim(draft, timing))
        return claims, windows

    def _only_bounds(self, draft: Draft, windows: dict[Span, Span]) -> bool:
        """Tell whether a duration is no figure of its own but the window of another."""
        span = draft.figure.quantity.number
        if any(window.overlaps(span) for window in windows):
            return not is_timed(draft.sentence, draft.figure)
        row = draft.sentence.low[max(0, draft.figure.first - 2) : draft.figure.last + 1]
        return any(word in ("past", "last", "next", "previous", "ago", "coming") for word in row)

    def _drafts(self) -> tuple[list[Draft], list[tuple[Place, ...]], list[Timing]]:
        drafts: list[Draft] = []
        places: list[tuple[Place, ...]] = []
        timings: list[Timing] = []
        for start, quantities in self._figures.items():
            parsed = self.parsed[start]
            if not parsed.tokens:
                continue
            sentence = Sentence(self.text, parsed, quantities)
            named = find_places(sentence)
            read = list(self._drafts_of(sentence, MeasureReader(sentence), named, parsed))
            own = [draft.figure.span for draft in read if _lasts(draft)]
            times = [
                time
                for time in self._times_in(parsed.span)
                if not any(span.overlaps(time.span) for span in own)
            ]
            timing = Timing(sentence, times, self.published)
            drafts += read
            places += [named] * len(read)
            timings += [timing] * len(read)
        return drafts, places, timings

    def _drafts_of(
        self,
        sentence: Sentence,
        reader: MeasureReader,
        named: Sequence[Place],
        parsed: ParsedSentence,
    ) -> Iterator[Draft]:
        coming = any(
            time.start is not None and time.start > self.published
            for time in self._times_in(parsed.span)
        )
        for figure in sentence.figures:
            attribution = self._attribution_of(figure.span, parsed.span.start)
            if attribution is not None and attribution.denied and is_whole(sentence, figure):
                attribution = None
            reading = reader.read(figure)
            modality = modality_of(sentence, figure, reading, attribution)
            scheduled = coming and is_scheduled(sentence, figure, reading.verb)
            if modality is Modality.ASSERTED and scheduled:
                modality = Modality.PLANNED
            measure = reading.facet
            if measure.key == "deployed" and modality is Modality.PLANNED:
                measure = Facet(_SENT.key, _SENT.label, measure.span)
            yield Draft(
                sentence=sentence,
                number=self._sentence_number(parsed.span.start),
                figure=figure,
                section=self._section(figure.span),
                attribution=attribution,
                reader=reader,
                governor=reading.governor,
                measure=measure,
                population=population_in(sentence, figure, measure),
                place=self._place(sentence, named, figure, attribution, measure),
                modality=modality,
                unit=figure.unit,
            )

    def _place(
        self,
        sentence: Sentence,
        named: Sequence[Place],
        figure: Figure,
        attribution: Attribution | None,
        measure: Facet,
    ) -> Facet:
        times = (time.span for time in self._times_in(sentence.span))
        skip = (*skip_spans(attribution, sentence.span), *times)
        if measure.key in _GOING:
            going = place_of(sentence, named, figure, skip, destination=True)
            if going.key:
                return going
        return place_of(sentence, named, figure, skip)

    def _fill_places(self, drafts: Sequence[Draft]) -> None:
        """Take the place of the whole, of the list, or of the dateline."""
        from_dateline = dateline(self.text, self.headline_end)
        first_body = self._sentence_number(self.headline_end + 1)
        for draft in drafts:
            if draft.place.key:
                continue
            listed = () if draft.is_spread else draft.siblings
            for source in (*((draft.part_of,) if draft.part_of else ()), *listed):
                if source.place.key:
                    reason = "the place of the figure that it belongs with"
                    draft.place = Facet(source.place.key, source.place.label, inferred=reason)
                    break
            else:
                if draft.number == first_body and from_dateline.key:
                    draft.place = from_dateline

    def _claim(self, draft: Draft, timing: Timing) -> ExtractedClaim:
        window = timing.window(draft.figure, draft.measure, draft.modality, draft.attribution)
        if window.kind is WindowKind.NONE and draft.figure.quantity.dimension == "time":
            window = timing.window(draft.figure, Facet(), draft.modality, draft.attribution)
        return ExtractedClaim(
            span=draft.figure.span,
            kind=ClaimKind.NUMERIC,
            sentence=draft.sentence.span,
            section=draft.section,
            quantity=_quantity(draft),
            measure=draft.measure,
            population=draft.population,
            place=draft.place,
            window=window,
            as_of=timing.as_of(draft.figure, draft.attribution, window),
            modality=draft.modality,
            attribution=draft.attribution,
            part_of=draft.part_of.figure.span if draft.part_of is not None else None,
            siblings=tuple(sorted(each.figure.span for each in draft.siblings)),
            opening=self.opening,
            before=pointed_at(self.sentences, self._sentence_number(draft.figure.span.start)),
        )


def _lasts(draft: Draft) -> bool:
    return lasts(draft.sentence, draft.figure, draft.measure, draft.governor)


def _quantity(draft: Draft) -> Quantity:
    """Return the figure with the unit that the sentence gives it."""
    quantity = draft.figure.quantity
    if draft.measure.key == "magnitude":
        return replace(quantity, unit="magnitude", dimension="magnitude")
    return replace(quantity, unit=counted_unit(draft))
