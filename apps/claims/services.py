"""Writing what a version claims."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from apps.claims.enums import ClaimKind
from apps.claims.models import FIGURE_DIGITS, FIGURE_PLACES, Claim, ClaimSpeaker, NumberMention
from apps.claims.selectors import claims_outdated, claims_rested_on
from apps.core.rows import rows_insert, rows_update
from apps.core.sql import columns_of, fetch, model_row
from apps.sources.models import Source
from apps.sources.names import fold_name, kind_of_name
from apps.sources.services import source_resolve, sources_find
from claimtrack import engine
from claimtrack.engine.extract import extract
from claimtrack.engine.records import SpeakerKind
from claimtrack.engine.serialise import to_json

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal

    from django.db.models import QuerySet

    from apps.reports.models import Report
    from claimtrack.engine.records import (
        Attribution,
        ExtractedClaim,
        Extraction,
        Span,
        Speaker,
    )
    from claimtrack.engine.records import (
        NumberMention as Mention,
    )

_VERSION = f"""
    SELECT stage.engine_version, version.text, version.published_on, version.headline_end,
        {columns_of(Source, "outlet")}
    FROM reports_reportversion version
    JOIN reports_stage stage ON stage.version_id = version.id AND stage.name = 'extract'
    JOIN reports_report report ON report.id = version.report_id
    JOIN sources_source outlet ON outlet.id = report.outlet_id
    WHERE version.id = %s FOR NO KEY UPDATE OF version
"""  # noqa: S608  # built of our own column names

#: So many characters on either side make a quote selector unambiguous in practice.
CONTEXT = 32
_BOUND_DIGITS = FIGURE_DIGITS - FIGURE_PLACES


@dataclass(frozen=True, slots=True)
class _Version:
    """A locked version; ``read_by`` is the engine that read it before, empty where none did."""

    pk: int
    read_by: str
    text: str
    published_on: date
    headline_end: int
    outlet: Source

    @property
    def claims(self) -> QuerySet[Claim]:
        return Claim.objects.filter(version=self.pk)

    @property
    def numbers(self) -> QuerySet[NumberMention]:
        return NumberMention.objects.filter(version=self.pk)


@dataclass(frozen=True, slots=True)
class ExtractOutcome:
    """How many claims and numbers a version has, and whether they were there before."""

    claims: int
    numbers: int
    known: bool


@transaction.atomic(savepoint=False)
def claims_extract(*, version_id: int) -> ExtractOutcome:
    """Read a version's text and write its claims and the account of its numbers; idempotent.

    Claims that this engine wrote before stay as they are. Those of an earlier engine are brought
    up to date where the same words are still a claim of the same kind, unless a person's work
    rests on them. What the engine does not read any more is left to `claims_drop_outdated`,
    which the grouping calls when the statements have let go of it.
    """
    ((read_by, text, published_on, headline_end, *outlet),) = fetch(_VERSION, [version_id])
    version = _Version(
        version_id, read_by, text, published_on, headline_end, model_row(Source, outlet)
    )
    if version.read_by == engine.version():
        return ExtractOutcome(version.claims.count(), version.numbers.count(), known=True)
    extraction = extract(
        version.text, published=version.published_on, headline_end=version.headline_end
    )
    standing: dict[tuple[str, int, int], Claim] = {}
    if version.read_by:
        version.numbers.delete()
        standing = {(row.kind, row.start, row.end): row for row in version.claims.all()}
    rows = _write_claims(version, extraction, standing)
    _write_numbers(version, extraction, rows)
    return ExtractOutcome(len(rows), len(extraction.numbers), known=False)


def claims_drop_outdated(*, report: Report) -> int:
    """Delete the claims of an earlier engine that no person's work rests on; return how many."""
    outdated = claims_outdated(report=report)
    if not outdated.exists():
        return 0
    outdated = outdated.exclude(pk__in=claims_rested_on(claims=outdated))
    _rows, deleted = outdated.delete()
    return deleted.get(Claim._meta.label, 0)


def _write_claims(
    version: _Version,
    extraction: Extraction,
    standing: Mapping[tuple[str, int, int], Claim],
) -> dict[tuple[str, Span], Claim]:
    """Write the claims of a version over those that stand there; return them by kind and span."""
    sources = _sources(extraction)
    read = {(each.kind.value, each.span): each for each in extraction.claims if _fits(each)}
    kept = claims_rested_on(claims=version.claims.all()) if standing else set()
    rows: dict[tuple[str, Span], Claim] = {}
    fresh: list[Claim] = []
    renewed: list[Claim] = []
    for (kind, span), claim in read.items():
        old = standing.get((kind, span.start, span.end))
        if old is not None and old.pk in kept:
            rows[kind, span] = old
            continue
        row = rows[kind, span] = _claim(version, claim, sources)
        if old is None:
            fresh.append(row)
        else:
            row.pk, row.created_at = old.pk, old.created_at
            renewed.append(row)
    rows_insert(fresh)
    if renewed:
        rows_update(renewed)
        ClaimSpeaker.objects.filter(claim__in=renewed).delete()
    written = {row.pk for row in (*fresh, *renewed)}
    rows_insert(
        [
            _speaker(rows[key], position, speaker, sources)
            for key, claim in read.items()
            if rows[key].pk in written and claim.attribution is not None
            for position, speaker in enumerate(claim.attribution.chain)
        ]
    )
    return rows


def _speaker(
    claim: Claim, position: int, speaker: Speaker, sources: Mapping[str, Source]
) -> ClaimSpeaker:
    return ClaimSpeaker(
        claim=claim,
        position=position,
        role=speaker.role.value,
        start=speaker.span.start,
        end=speaker.span.end,
        exact=speaker.span.exact,
        name=speaker.name[:500],
        title=speaker.title[:500],
        unnamed=speaker.kind is SpeakerKind.UNNAMED,
        source=_source_of(speaker, sources),
    )


def _write_numbers(
    version: _Version,
    extraction: Extraction,
    rows: Mapping[tuple[str, Span], Claim],
) -> None:
    rows_insert([_number(version, each, rows) for each in extraction.numbers])


def _number(
    version: _Version, mention: Mention, rows: Mapping[tuple[str, Span], Claim]
) -> NumberMention:
    claim = (
        rows.get((ClaimKind.NUMERIC.value, mention.claim)) if mention.claim is not None else None
    )
    lost = mention.claim is not None and claim is None
    return NumberMention(
        version_id=version.pk,
        start=mention.span.start,
        end=mention.span.end,
        exact=mention.span.exact,
        outcome="dismissed" if lost else mention.outcome.value,
        reason="too long to be a figure" if lost else mention.reason[:200],
        claim=claim,
    )


def _fits(claim: ExtractedClaim) -> bool:
    """Tell whether a claim's figure fits its columns; longer ones are accounted as dismissed."""
    quantity = claim.quantity
    return quantity is None or (_storable(quantity.lower) and _storable(quantity.upper))


def _storable(bound: Decimal | None) -> bool:
    if bound is None:
        return True
    exponent = bound.as_tuple().exponent
    return (
        bound.is_finite()
        and bound.adjusted() < _BOUND_DIGITS
        and isinstance(exponent, int)
        and exponent >= -FIGURE_PLACES
    )


def _sources(extraction: Extraction) -> dict[str, Source]:
    """Return the sources of all named speakers by folded name, in one fixed order of making."""
    speakers = {
        (fold_name(speaker.name), fold_name(speaker.span.exact)): speaker
        for claim in sorted(extraction.claims, key=lambda each: each.span)
        if claim.attribution is not None
        for speaker in claim.attribution.chain
        if _named(speaker)
    }
    found: dict[str, Source] = {}
    spelled = {each for names in speakers for each in names}
    known = sources_find(names=spelled)
    for (name, words), speaker in sorted(speakers.items(), key=lambda each: each[0]):
        # The words may tell more than the name: "South Korea's Joint Chiefs of Staff".
        told = known.get(words) if words != name else None
        if told is not None:
            found[words] = told
        if name in found:
            continue
        if told is None and name not in known:
            made = source_resolve(name=speaker.name, kind=kind_of_name(speaker.name))
            known = sources_find(names=spelled) | {name: made}
        found[name] = told or known[name]
    return found


def _source_of(speaker: Speaker, sources: Mapping[str, Source]) -> Source | None:
    if not _named(speaker):
        return None
    return sources.get(fold_name(speaker.span.exact)) or sources.get(fold_name(speaker.name))


def _named(speaker: Speaker) -> bool:
    return speaker.kind is SpeakerKind.NAMED and bool(fold_name(speaker.name))


def _claim(version: _Version, claim: ExtractedClaim, sources: Mapping[str, Source]) -> Claim:
    text, span = version.text, claim.span
    utterer, key = _utterer(version, claim.attribution, sources)
    row = Claim(
        version_id=version.pk,
        kind=claim.kind.value,
        start=span.start,
        end=span.end,
        exact=span.exact,
        prefix=text[max(0, span.start - CONTEXT) : span.start],
        suffix=text[span.end : span.end + CONTEXT],
        section=claim.section.value,
        sentence_start=claim.sentence.start,
        sentence_end=claim.sentence.end,
        measure=(claim.measure.label or claim.measure.key)[:200],
        population=(claim.population.label or claim.population.key)[:300],
        place=(claim.place.label or claim.place.key)[:200],
        window=claim.window.label[:200],
        as_of_start=claim.as_of.start if claim.as_of else None,
        as_of_end=claim.as_of.end if claim.as_of else None,
        modality=claim.modality.value,
        quote_kind=claim.attribution.quote.value if claim.attribution else "",
        content_start=claim.attribution.content.start if claim.attribution else None,
        content_end=claim.attribution.content.end if claim.attribution else None,
        utterer=utterer,
        utterer_key=key,
        record=to_json(claim),
        engine_version=engine.version(),
    )
    quantity = claim.quantity
    if quantity is not None:
        row.lower, row.lower_inclusive = quantity.lower, quantity.lower_inclusive
        row.upper, row.upper_inclusive = quantity.upper, quantity.upper_inclusive
        row.approximate = quantity.approximate
        row.quantity_text = quantity.span.exact[:500]
        row.unit, row.dimension = quantity.unit[:100], quantity.dimension
    return row


def _utterer(
    version: _Version, attribution: Attribution | None, sources: Mapping[str, Source]
) -> tuple[Source | None, str]:
    """Return whose statement a claim is, and the key that tells it from those of others.

    Without an attribution it is the outlet's own. Unnamed sources of one outlet under one
    description share a key; those of two outlets do not, since nobody can tell.
    """
    outlet = version.outlet
    if attribution is None:
        return outlet, outlet.key
    speaker = attribution.utterer
    source = _source_of(speaker, sources)
    if source is not None:
        return source, source.key
    return None, f"unnamed/{outlet.key}/{fold_name(speaker.span.exact)}"[:500]
