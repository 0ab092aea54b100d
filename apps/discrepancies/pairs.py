"""What about these two? Any two claims, whether or not they were ever candidates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from apps.claims.assertions import assertions_of
from apps.discrepancies.comparing import reason_values
from apps.discrepancies.models import Comparison, Statement
from claimtrack.engine.compare import compare
from claimtrack.engine.explain import explain
from claimtrack.engine.policy import DEFAULT_POLICY
from claimtrack.engine.records import RAISED, Relation

if TYPE_CHECKING:
    from decimal import Decimal

    from apps.claims.models import Claim
    from apps.discrepancies.models import Discrepancy


@dataclass(frozen=True, slots=True)
class PairAnswer:
    """What two claims are to each other.

    ``reasons`` carry the spans of either side in the order of the question. ``looked_at`` tells
    whether the pair stands among the comparisons, so that it could have been raised.
    """

    relation: str
    level: str
    reasons: list[dict[str, Any]]
    missing: list[str]
    certainty: Decimal
    explanation: str
    looked_at: bool
    discrepancy: Discrepancy | None

    @property
    def raised(self) -> bool:
        """Whether it is what a person must look at."""
        return Relation(self.relation) in RAISED


def pair_answer(*, a: Claim, b: Claim) -> PairAnswer:
    """Compare two claims.

    What stands of their statements answers where it was raised or where the two are what was
    compared; else the two claims are compared now.
    """
    standing = _standing(a, b)
    told = next((each for each in standing if Relation(each.relation) in RAISED), None)
    if told is not None:
        return _told(told, turned=_turned(told, a, b))
    assertions = assertions_of((a.pk, b.pk))
    one, two = assertions[a.pk], assertions[b.pk]
    result = compare(one, two, DEFAULT_POLICY)
    return PairAnswer(
        relation=result.relation.value,
        level=result.level,
        reasons=[reason_values(each) for each in result.reasons],
        missing=list(result.missing),
        certainty=result.certainty,
        explanation=explain(result, one, two, DEFAULT_POLICY),
        looked_at=bool(standing),
        discrepancy=None,
    )


def _standing(a: Claim, b: Claim) -> list[Comparison]:
    """Return the comparisons of the statements of two claims, and of the sums these are part of."""
    ours, theirs = _statements(a), _statements(b)
    return list(
        Comparison.objects.filter(
            Q(a__in=ours, b__in=theirs) | Q(a__in=theirs, b__in=ours),
        )
        .select_related("discrepancy__question")
        .order_by("-certainty", "a__key", "b__key")
    )


def _statements(claim: Claim) -> list[int]:
    return list(
        Statement.objects.filter(Q(claims=claim) | Q(parts__claims=claim))
        .order_by("pk")
        .values_list("pk", flat=True)
        .distinct()
    )


def _turned(comparison: Comparison, a: Claim, b: Claim) -> bool:
    """Tell whether a comparison's sides stand the other way round than asked."""
    return comparison.a_id in _statements(b) and comparison.a_id not in _statements(a)


def _told(comparison: Comparison, *, turned: bool) -> PairAnswer:
    reasons = comparison.reasons
    if turned:
        reasons = [{"text": each["text"], "a": each["b"], "b": each["a"]} for each in reasons]
    return PairAnswer(
        relation=comparison.relation,
        level=comparison.level,
        reasons=reasons,
        missing=comparison.missing,
        certainty=comparison.certainty,
        explanation=comparison.explanation,
        looked_at=True,
        discrepancy=comparison.discrepancy,
    )
