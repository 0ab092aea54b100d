"""After a change of engine: what it would change, and the change itself."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Count, Exists, OuterRef

from apps.claims.models import Claim
from apps.claims.services import claims_extract
from apps.discrepancies.models import Comparison, Discrepancy
from apps.discrepancies.services import statements_compare, statements_group
from apps.reports.enums import StageState
from apps.reports.models import ReportVersion, Stage
from claimtrack import engine

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.db.models import QuerySet

    Progress = Callable[[int, int], None]

STEPS = (claims_extract, statements_group, statements_compare)


@dataclass(frozen=True, slots=True)
class Picture:
    """What stands at one moment: claims, compared pairs by relation, and discrepancies."""

    claims: frozenset[tuple[int, str, int, int]]
    records: dict[tuple[int, str, int, int], object]
    relations: Counter[str]
    discrepancies: dict[tuple[str, str], tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Change:
    """What a recheck changes: claims, pairs by relation, and discrepancies by title and kind."""

    versions: int
    claims_new: int = 0
    claims_gone: int = 0
    claims_changed: int = 0
    relations: dict[str, int] = field(default_factory=dict)
    opened: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()


def versions_outdated() -> QuerySet[ReportVersion]:
    """Return the current versions that another engine read, grouped or compared last."""
    outdated = Stage.objects.filter(version=OuterRef("pk"), state=StageState.DONE).exclude(
        engine_version=engine.version()
    )
    return ReportVersion.objects.filter(Exists(outdated), is_current=True).order_by("pk")


def recheck_foresee(*, version_ids: Sequence[int], progress: Progress) -> Change:
    """Return what a recheck of these versions would change; the database stays as it is.

    All of it is done in one transaction, which is then rolled back. Until the end it holds the
    rows that it touches, so workers that want them wait.
    """
    with transaction.atomic():
        before = _picture(version_ids)
        total = len(STEPS) * len(version_ids)
        done = 0
        for step in STEPS:
            for version_id in version_ids:
                step(version_id=version_id)
                done += 1
                progress(done, total)
        change = _change(len(version_ids), before, _picture(version_ids))
        transaction.set_rollback(True)
    return change


def recheck_begin(*, version_ids: Sequence[int]) -> None:
    """Set every stage of these versions to be done again, by whoever does them.

    Nothing is lost where it ends early: stages that wait are done by the next worker or sweep.
    """
    Stage.objects.filter(version_id__in=version_ids).update(
        state=StageState.WAITING, attempts=0, not_before=None, leased_until=None, error=""
    )


def _picture(version_ids: Sequence[int]) -> Picture:
    claims = {
        (row.version_id, row.kind, row.start, row.end): row.record
        for row in Claim.objects.filter(version_id__in=version_ids).only(
            "version_id", "kind", "start", "end", "record"
        )
    }
    relations = Comparison.objects.order_by().values_list("relation").annotate(n=Count("pk"))
    return Picture(
        claims=frozenset(claims),
        records=dict(claims),
        relations=Counter(dict(relations)),
        discrepancies={
            (row.question.key, row.kind): (row.status, f"{row.kind}: {row.question.title}")
            for row in Discrepancy.objects.select_related("question")
        },
    )


def _change(versions: int, before: Picture, after: Picture) -> Change:
    both = before.claims & after.claims
    relations = Counter(after.relations)
    relations.subtract(before.relations)
    return Change(
        versions=versions,
        claims_new=len(after.claims - before.claims),
        claims_gone=len(before.claims - after.claims),
        claims_changed=sum(before.records[key] != after.records[key] for key in both),
        relations={name: by for name, by in sorted(relations.items()) if by},
        opened=_turned(after, before),
        closed=_turned(before, after),
    )


def _turned(there: Picture, elsewhere: Picture) -> tuple[str, ...]:
    """Return the discrepancies that are open in one picture and not in the other."""
    return tuple(
        title
        for key, (status, title) in sorted(there.discrepancies.items())
        if status == "open" and elsewhere.discrepancies.get(key, ("",))[0] != "open"
    )
