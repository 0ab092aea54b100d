"""Rows of the exports: claims, comparisons and discrepancies as JSON values, streamed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apps.claims.models import Claim
from apps.discrepancies.models import Comparison, Discrepancy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from apps.discrepancies.models import Statement

CHUNK = 500


def claim_rows() -> Iterator[dict[str, Any]]:
    """Yield every claim of every current version with its report's own id and its record."""
    claims = (
        Claim.objects.filter(version__is_current=True)
        .select_related("version__report__outlet", "utterer")
        .defer("version__text", "version__raw")
        .order_by("version__report__external_id", "start", "end", "kind")
    )
    for claim in claims.iterator(chunk_size=CHUNK):
        yield {
            "report": claim.version.report.external_id,
            "version": claim.version.number,
            "outlet": claim.version.report.outlet.key,
            "published_on": claim.version.published_on.isoformat(),
            "start": claim.start,
            "end": claim.end,
            "exact": claim.exact,
            "utterer": claim.utterer_key,
            **_facets(claim),
        }


def comparison_rows() -> Iterator[dict[str, Any]]:
    """Yield every pair that was looked at, each side with the claims that carry it."""
    comparisons = (
        Comparison.objects.select_related("a", "b", "discrepancy__question")
        .prefetch_related(*_claims_of("a"), *_claims_of("b"))
        .order_by("a__key", "b__key")
    )
    for row in comparisons.iterator(chunk_size=CHUNK):
        yield {
            "a": statement_row(row.a),
            "b": statement_row(row.b),
            "relation": row.relation,
            "level": row.level,
            "certainty": f"{row.certainty:f}",
            "explanation": row.explanation,
            "reasons": row.reasons,
            "missing": row.missing,
            "basis": row.basis,
            "discrepancy": row.discrepancy.question.key if row.discrepancy else None,
        }


def discrepancy_rows() -> Iterator[dict[str, Any]]:
    """Yield every discrepancy, the most severe first, with its statements."""
    discrepancies = (
        Discrepancy.objects.select_related("question")
        .prefetch_related(
            *(f"comparisons__{each}" for side in ("a", "b") for each in _claims_of(side))
        )
        .order_by("-severity", "question__key", "kind")
    )
    for row in discrepancies.iterator(chunk_size=CHUNK):
        statements = {each.key: each for pair in row.comparisons.all() for each in (pair.a, pair.b)}
        yield {
            "question": row.question.key,
            "title": row.question.title,
            "kind": row.kind,
            "status": row.status,
            "severity": f"{row.severity:f}",
            "certainty": f"{row.certainty:f}",
            "origins": row.origins,
            "explanation": row.explanation,
            "positions": row.positions,
            "statements": [statement_row(statements[key]) for key in sorted(statements)],
        }


def statement_row(statement: Statement) -> dict[str, Any]:
    """Return a statement with the spans that carry it; a sum has those of its parts."""
    own = list(statement.claims.all())
    parts = [claim for part in statement.parts.all() for claim in part.claims.all()]
    return {
        "key": statement.key,
        "kind": statement.kind,
        "utterer": statement.utterer_key,
        "text": statement.text,
        "first_said_on": statement.first_said_on.isoformat(),
        "last_said_on": statement.last_said_on.isoformat(),
        "claims": [
            {
                "report": claim.version.report.external_id,
                "version": claim.version.number,
                "start": claim.start,
                "end": claim.end,
                "exact": claim.exact,
            }
            for claim in sorted(
                own or parts, key=lambda each: (each.version.report.external_id, each.start)
            )
        ],
    }


def _claims_of(side: str) -> tuple[str, ...]:
    return (f"{side}__claims__version__report", f"{side}__parts__claims__version__report")


def _facets(claim: Claim) -> dict[str, Any]:
    record = claim.record
    return {
        name: record[name]
        for name in (
            "kind",
            "section",
            "quantity",
            "measure",
            "population",
            "place",
            "window",
            "as_of",
            "modality",
            "attribution",
            "part_of",
        )
    }
