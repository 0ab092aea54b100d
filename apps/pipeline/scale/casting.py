"""Reports of the mix as rows: what a mould's own report became, with other figures and names.

Each mould is taken in and read by the engine once, as any report is. The reports that are cast
from it differ in figures and names of the same length, so that every span stays where it is.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from apps.claims.assertions import assertions_of
from apps.claims.models import Claim
from apps.claims.services import claims_extract
from apps.pipeline.scale.mix import MOULD_DAY, NAMES
from apps.reports.enums import StageState
from apps.reports.services import report_ingest
from apps.sources.names import kind_of_name
from apps.sources.services import source_resolve
from claimtrack import engine
from claimtrack.engine.blocking import report_key
from claimtrack.engine.serialise import claim_from_json

if TYPE_CHECKING:
    from apps.claims.models import ClaimSpeaker
    from apps.pipeline.scale.mix import Mould, Telling
    from apps.reports.models import ReportVersion
    from apps.sources.models import Source
    from claimtrack.engine.records import Assertion, ReportFacts


@dataclass(frozen=True, slots=True)
class ClaimMould:
    """A claim of a mould: its row, the engine's record as JSON, and its links of speakers."""

    row: Claim
    assertion: Assertion
    record: str
    speakers: tuple[ClaimSpeaker, ...]
    ordinal: int

    def cast(self, telling: Telling, report: ReportFacts, utterer: str) -> Assertion:
        """Return the claim as the engine would read it in a report of the mix."""
        record = json.loads(telling.say(self.record))
        return replace(
            self.assertion, claim=claim_from_json(record), report=report, utterer=utterer, name=""
        )


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
        content=mould.text, outlet=NAMES[0], published_on=MOULD_DAY, external_id=repr(mould)
    ).version
    claims_extract(version_id=version.pk)
    version.stages.update(state=StageState.DONE, engine_version=engine.version())
    claims = Claim.objects.filter(version=version).select_related("utterer")
    assertions = assertions_of(row.pk for row in claims)
    counted: Counter[str] = Counter()
    moulds = []
    for row in claims.order_by("start", "end", "kind"):
        assertion = assertions[row.pk]
        kind = report_key(assertion)
        counted[kind] += 1
        moulds.append(
            ClaimMould(
                row=row,
                assertion=assertion,
                record=json.dumps(row.record),
                speakers=tuple(row.speakers.select_related("source")),
                ordinal=counted[kind],
            )
        )
    return ReportMould(version, tuple(moulds))
