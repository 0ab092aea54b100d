"""Reports of the mix as rows: what a mould's own report became, with other figures and names.

Each mould is taken in and read by the engine once, as any report is. The reports that are cast
from it differ in figures and names of the same length, so that every span stays where it is.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from apps.claims.assertions import assertions_of
from apps.claims.models import Claim
from apps.claims.services import claims_extract
from apps.pipeline.scale.mix import FIRST_DAY, NAMES
from apps.reports.enums import StageState
from apps.reports.services import report_ingest
from apps.sources.names import kind_of_name
from apps.sources.services import source_resolve
from claimtrack import engine
from claimtrack.engine.blocking import blocking_keys, question_of, report_key
from claimtrack.engine.comparison.phrasing import speaker
from claimtrack.engine.statements import statement_key

if TYPE_CHECKING:
    from apps.claims.models import ClaimSpeaker
    from apps.pipeline.scale.mix import Mould, Telling
    from apps.reports.models import ReportVersion
    from apps.sources.models import Source
    from claimtrack.engine.blocking import Question
    from claimtrack.engine.records import Assertion

#: Moulds are dated before the mix begins, so that nothing is ever compared with one.
_BEFORE = FIRST_DAY - timedelta(days=9000)


@dataclass(frozen=True, slots=True)
class ClaimMould:
    """A claim of a mould with all that its row, its statement and its keys are made of."""

    row: Claim
    assertion: Assertion
    record: str
    speakers: tuple[ClaimSpeaker, ...]
    statement_key: str
    report_kind: str
    ordinal: int
    keys: tuple[tuple[int, str], ...]
    question: Question
    utterer_name: str
    echoes: bool

    def words(self, telling: Telling, utterer: str) -> Assertion:
        """Return words without a figure as this report has them: their keys are digests."""
        claim = self.assertion.claim
        span = replace(claim.span, exact=telling.say(claim.span.exact))
        return replace(self.assertion, claim=replace(claim, span=span), utterer=utterer)


@dataclass(frozen=True, slots=True)
class ReportMould:
    """A mould as the engine reads it."""

    version: ReportVersion
    claims: tuple[ClaimMould, ...]


class Foundry:
    """Makes the moulds that are asked for, once each, and knows the sources that they name."""

    def __init__(self) -> None:
        self._moulds: dict[Mould, ReportMould] = {}
        self._sources: dict[str, Source] = {}

    def mould(self, mould: Mould) -> ReportMould:
        """Return a mould's rows, made by taking it in as a report."""
        if mould not in self._moulds:
            self._moulds[mould] = _made(mould)
        return self._moulds[mould]

    def source(self, name: str) -> Source:
        """Return the source of a name, made where there is none."""
        if name not in self._sources:
            self._sources[name] = source_resolve(name=name, kind=kind_of_name(name))
        return self._sources[name]


def _made(mould: Mould) -> ReportMould:
    version = report_ingest(
        content=mould.text, outlet=NAMES[0], published_on=_BEFORE, external_id=repr(mould)
    ).version
    claims_extract(version_id=version.pk)
    version.stages.update(state=StageState.DONE, engine_version=engine.version())
    claims = Claim.objects.filter(version=version).select_related("utterer")
    assertions = assertions_of(claims)
    ordered = claims.order_by("start", "end", "kind")
    return ReportMould(
        version,
        tuple(_claim(row, assertions[row.pk], each) for each, row in enumerate(ordered, start=1)),
    )


def _claim(row: Claim, assertion: Assertion, ordinal: int) -> ClaimMould:
    return ClaimMould(
        row=row,
        assertion=assertion,
        record=json.dumps(row.record),
        speakers=tuple(row.speakers.select_related("source")),
        statement_key=statement_key(assertion),
        report_kind=report_key(assertion).rpartition("|in:")[0],
        ordinal=ordinal,
        keys=tuple((each.tie.code, each.text) for each in blocking_keys(assertion)),
        question=question_of(assertion),
        utterer_name=speaker(assertion),
        echoes=assertion.claim.echoes is not None,
    )
