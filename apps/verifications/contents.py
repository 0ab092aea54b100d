"""The content that an approval names, and its hash.

An approval holds for what was on the screen: the finding, its evidence, and the claims and
comparisons that it speaks of. When any of these moves, the hash moves with it.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from apps.claims.models import Claim
    from apps.discrepancies.models import Comparison, Discrepancy, Statement
    from apps.verifications.models import Evidence, Verification


def verification_content(*, verification: Verification) -> dict[str, Any]:
    """Return the content of a verification as plain JSON values, in a fixed order.

    Costs one query for the evidence and, for a discrepancy, four more whatever its size.
    """
    return {
        "rating": verification.rating,
        "rationale": verification.rationale,
        "evidence": [_evidence(each) for each in _evidence_rows(verification)],
        "claim": _claim(verification.claim) if verification.claim else None,
        "discrepancy": (
            _discrepancy(verification.discrepancy) if verification.discrepancy else None
        ),
    }


def content_hash(*, content: dict[str, Any]) -> str:
    """Return the SHA-256 of a content's canonical JSON, as 64 hexadecimal digits."""
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def verification_hash(*, verification: Verification) -> str:
    """Return the hash of a verification's content as it stands now."""
    return content_hash(content=verification_content(verification=verification))


def _evidence_rows(verification: Verification) -> list[Evidence]:
    rows = verification.evidence.select_related("claim__version__report")
    return sorted(rows, key=lambda each: (each.url, each.note, each.pk))


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {
        "url": evidence.url,
        "note": evidence.note,
        "claim": _claim(evidence.claim) if evidence.claim else None,
    }


def _claim(claim: Claim) -> dict[str, Any]:
    return {
        "report": claim.version.report.external_id,
        "version": claim.version.number,
        "sha256": claim.version.sha256,
        "start": claim.start,
        "end": claim.end,
        "exact": claim.exact,
    }


def _discrepancy(discrepancy: Discrepancy) -> dict[str, Any]:
    comparisons = list(
        discrepancy.comparisons.select_related("a", "b").prefetch_related(
            "a__claims__version__report", "b__claims__version__report"
        )
    )
    statements = {each.key: each for row in comparisons for each in (row.a, row.b)}
    return {
        "question": discrepancy.question.key,
        "kind": discrepancy.kind,
        "statements": [_statement(statements[key]) for key in sorted(statements)],
        "comparisons": sorted(
            (_comparison(row) for row in comparisons), key=lambda row: (row["a"], row["b"])
        ),
    }


def _statement(statement: Statement) -> dict[str, Any]:
    claims = [_claim(claim) for claim in statement.claims.all()]
    return {
        "key": statement.key,
        "utterer": statement.utterer_key,
        "claims": sorted(claims, key=lambda claim: (claim["report"], claim["start"])),
    }


def _comparison(comparison: Comparison) -> dict[str, Any]:
    return {
        "a": comparison.a.key,
        "b": comparison.b.key,
        "relation": comparison.relation,
        "explanation": comparison.explanation,
    }
