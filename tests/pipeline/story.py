"""The first story as it stands in the rows, held against what it must yield."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from apps.claims.models import Claim
from apps.discrepancies.enums import StatementKind
from apps.discrepancies.models import Comparison, Statement
from apps.discrepancies.pairs import pair_answer
from apps.pipeline.stages import ORDER, stage_run
from apps.reports.enums import StageState
from apps.reports.services import report_ingest
from claimtrack.engine.records import RAISED

if TYPE_CHECKING:
    from collections.abc import Iterable

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
MANIFEST = tomllib.loads((SEEDS / "manifest.toml").read_text(encoding="utf-8"))
EXPECTED = tomllib.loads((SEEDS / "expected.toml").read_text(encoding="utf-8"))


def play(reports: Iterable[dict[str, Any]] = MANIFEST["report"]) -> None:
    """Take the reports of the seeds in and check them, one after the other."""
    for row in reports:
        result = report_ingest(
            content=(SEEDS / row["file"]).read_bytes(),
            outlet=row["outlet"],
            url=row.get("url", ""),
            published_on=row["published_on"],
            external_id=row["id"],
        )
        for name in ORDER:
            outcome = stage_run(version_id=result.version.pk, name=name)
            assert outcome.state in {None, StageState.DONE}


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said of a pair of facts: every relation that one pair of statements has."""

    relations: frozenset[str]

    @property
    def raised(self) -> bool:
        return any(each in RAISED for each in self.relations)


def claims_of(row: dict[str, Any]) -> list[Claim]:
    """Return the figures that stand at the words of a ``carries`` row, by where they stand."""
    claims = Claim.objects.filter(
        version__report__external_id=row["report"],
        version__is_current=True,
        section=row["section"],
        kind="numeric",
    ).select_related("version", "statement_claim__statement")
    return [claim for claim in claims if _covers(claim, row)]


def _covers(claim: Claim, row: dict[str, Any]) -> bool:
    text = claim.version.text
    headline = claim.version.headline_end
    begin = text.index(row["exact"], 0 if row["section"] == "headline" else headline)
    return claim.start < begin + len(row["exact"]) and begin < claim.end


def answer(a: str, b: str) -> Answer:
    """Return what is said of two facts, as ``seeds/expected.toml`` names them."""
    told = (_relation(one, two) for one, two in product(_statements(a), _statements(b)))
    return Answer(frozenset(each for each in told if each is not None))


def _relation(one: Statement, two: Statement) -> str | None:
    """Return what a pair's row says, or what ``explain`` answers where the two lie apart."""
    if one.pk == two.pk:
        return "repeat"
    pair = Comparison.objects.filter(Q(a=one, b=two) | Q(a=two, b=one)).first()
    if pair is not None:
        return pair.relation
    if one.lead is None or two.lead is None:
        return None
    return pair_answer(a=one.lead, b=two.lead).relation


def _statements(name: str) -> list[Statement]:
    parts = name.split("+")
    if len(parts) == 1:
        return _statements_of_fact(name)
    found = [{row.pk for row in _statements_of_fact(part)} for part in parts]
    return [
        total
        for total in Statement.objects.filter(kind=StatementKind.SUM).prefetch_related("parts")
        if all(held & {part.pk for part in total.parts.all()} for held in found)
    ]


def _statements_of_fact(name: str) -> list[Statement]:
    report, _, fact = name.rpartition(":")
    statements = {
        claim.statement_claim.statement.pk: claim.statement_claim.statement
        for row in EXPECTED["carries"]
        if row["fact"] == fact
        and report in ("", row["report"])
        and (row["section"] == "body" or _only_in_headline(row))
        for claim in claims_of(row)
    }
    return [statements[key] for key in sorted(statements)]


def _only_in_headline(row: dict[str, Any]) -> bool:
    """A headline speaks for its report only where the body has no words for the fact."""
    return not any(
        other["fact"] == row["fact"]
        and other["report"] == row["report"]
        and other["section"] == "body"
        for other in EXPECTED["carries"]
    )
