"""Many claims at once, in the rows that the pipeline would have left.

The rows are made from those of a few moulds and copied in, with statements, keys and links as
:mod:`apps.discrepancies.grouping` writes them. What is not filled in are the comparisons among
these old claims: a new claim is compared with its neighbours all the same, and writes its own.
"""

from __future__ import annotations

import gc
import io
from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.utils import timezone

from apps.claims.models import Claim, ClaimSpeaker
from apps.discrepancies.enums import StatementKind
from apps.discrepancies.gathering import SPOKEN_FOR_BY
from apps.discrepancies.identity import (
    TIEBREAK_DIGITS,
    digest,
    number_of,
    outline_values,
    short_key,
    ties_by_number,
)
from apps.discrepancies.models import Question, Statement, StatementClaim, StatementKey
from apps.pipeline.scale.casting import Foundry
from apps.reports.enums import StageName, StageState
from apps.reports.models import Report, ReportVersion, Stage
from claimtrack import engine
from claimtrack.engine.blocking import Question as EngineQuestion
from claimtrack.engine.blocking import blocking_keys, question_of, report_key
from claimtrack.engine.comparison.phrasing import speaker
from claimtrack.engine.policy import DEFAULT_POLICY
from claimtrack.engine.records import ReportFacts
from claimtrack.engine.statements import runs, speaking_key, statement_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from django.db.models import Model

    from apps.pipeline.scale.casting import ClaimMould
    from apps.pipeline.scale.mix import Mix, Telling
    from apps.sources.models import Source
    from claimtrack.engine.records import Assertion
    from claimtrack.engine.statements import SortKey

#: Rows that are copied in at once.
BATCH = 20_000
#: How reports that are copied in are called, before their number.
_CAST = "report-"


@dataclass(frozen=True, slots=True)
class _Cast:
    """A claim that was written, as far as its statement needs it."""

    claim: int
    order: SortKey
    report: ReportFacts
    telling: Telling
    mould: ClaimMould
    utterer: int | None

    @property
    def assertion(self) -> Assertion:
        """The claim as the engine reads it; made when it is asked for."""
        return self.mould.cast(self.telling, self.report, self.order[-1])


class _Table:
    """Rows of one table on their way into it, ``columns`` in the order they are given in."""

    def __init__(self, model: type[Model], *columns: str) -> None:
        self.model = model
        self._columns = columns
        self._lines: list[str] = []

    def add(self, *values: Any) -> None:
        self._lines.append("\t".join(_field(each) for each in values))

    def __len__(self) -> int:
        return len(self._lines)

    def copy(self) -> None:
        """Send the rows to the database."""
        columns = ", ".join(f'"{each}"' for each in self._columns)
        sql = f'COPY "{self.model._meta.db_table}" ({columns}) FROM STDIN'
        with connection.cursor() as cursor:
            cursor.copy_expert(sql, io.StringIO("\n".join(self._lines) + "\n"))
        self._lines = []


def _field(value: Any) -> str:
    if value is None:
        return r"\N"
    text = str(value)
    for char, escaped in (("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r")):
        text = text.replace(char, escaped)
    return text


def fill(
    *, claims: int, mix: Mix, progress: Callable[[int, int], None], newest: int | None = None
) -> int:
    """Fill an empty database with at least so many claims; return how many statements they make.

    Reports and statements come as they are drawn. With ``newest`` they come in the order of
    their days, and the last so many reports are left out (:func:`newest_of` draws those); then
    there may be a few claims less. ``progress`` is told how many claims are there, of how many.
    """
    filler = _Filler()
    with _in_a_hurry():
        for telling in filler.drawn(mix, claims, newest):
            filler.report(telling)
            if len(filler.waiting) >= BATCH:
                filler.copy()
                progress(min(filler.claims, claims), claims)
        filler.copy()
        progress(claims, claims)
        statements = filler.statements(in_order=newest is not None)
    _bring_up_to_date()
    return statements


def newest_of(*, mix: Mix, newest: int) -> list[Telling]:
    """Return the reports that :func:`fill` with ``newest`` left out of the database at hand."""
    filled = Report.objects.filter(external_id__startswith=_CAST).count()
    return mix.in_order(filled + newest)[filled:]


@contextmanager
def _in_a_hurry() -> Iterator[None]:
    """Wait for no disk, and look for no circles among the millions of records: there are none."""
    collecting = gc.isenabled()
    gc.disable()
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET synchronous_commit")
        if collecting:
            gc.enable()


def _bring_up_to_date() -> None:
    """Set the sequences behind the copied ids and have the planner count the rows."""
    with connection.cursor() as cursor:
        for model in (Report, ReportVersion, Claim, Statement):
            table = model._meta.db_table
            last = model.objects.latest("pk").pk
            cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [table, last])
        cursor.execute("ANALYZE")


class _Filler:
    def __init__(self) -> None:
        self._foundry = Foundry()
        self._now = timezone.now()
        # Moulds are rows as well, with ids from the sequences: those of the cast stay above.
        self._report_ids, self._claim_ids = count(1_000_000), count(1_000_000)
        self._groups: dict[str, list[_Cast]] = defaultdict(list)
        self._questions: dict[str, int] = {}
        stamp = ("created_at", "updated_at")
        self._reports = _Table(
            Report, "id", "external_id", "url", "url_key", "outlet_id", "published_on", "status",
            *stamp,
        )  # fmt: skip
        self._versions = _Table(
            ReportVersion, "id", "report_id", "number", "is_current", "text", "sha256",
            "headline_end", "published_on", "language", "raw", "media_type", "fetched_at",
            "cleaning", *stamp,
        )  # fmt: skip
        self._stages = _Table(
            Stage, "version_id", "name", "state", "attempts", "error", "engine_version", *stamp
        )
        self._claim_columns = [
            each.attname
            for each in Claim._meta.concrete_fields
            if each.attname not in {"id", "version_id", "record", "utterer_id", "utterer_key"}
        ]
        self.waiting = _Table(
            Claim, "id", "version_id", "record", "utterer_id", "utterer_key", *self._claim_columns
        )
        self._speakers = _Table(
            ClaimSpeaker, "claim_id", "position", "role", "start", "end", "exact", "name",
            "title", "unnamed", "source_id",
        )  # fmt: skip
        self.claims = 0

    def drawn(self, mix: Mix, claims: int, newest: int | None) -> Iterator[Telling]:
        """Yield reports until they hold so many claims; the ``newest`` are drawn and left out."""
        if newest is None:
            while self.claims < claims:
                yield mix.draw()
            return
        again, held, reports = mix.copy(), 0, 0
        while held < claims:
            held += len(self._foundry.mould(mix.draw().mould).claims)
            reports += 1
        yield from again.in_order(reports + newest)[:reports]

    def report(self, telling: Telling) -> None:
        """Add one report with its version, its stages and its claims."""
        mould = self._foundry.mould(telling.mould)
        pk = next(self._report_ids)
        name = f"{_CAST}{pk}"
        outlet = self._foundry.source(telling.outlet)
        text, own, now = telling.say(mould.version.text), mould.version, self._now
        day = telling.published_on
        self._reports.add(pk, name, "", "", outlet.pk, day, "usable", now, now)
        self._versions.add(
            *(pk, pk, 1, True, text, digest(f"{name}|{text}"), own.headline_end, day),
            *(own.language, r"\x", own.media_type, now, "[]", now, now),
        )
        for stage in StageName.values:
            self._stages.add(pk, stage, StageState.DONE, 1, "", engine.version(), now, now)
        facts = ReportFacts(name, outlet.key, day)
        for each in mould.claims:
            self._claim(pk, facts, telling, each)

    def _claim(
        self, version: int, report: ReportFacts, telling: Telling, mould: ClaimMould
    ) -> None:
        pk = next(self._claim_ids)
        row = mould.row
        utterer = self._spoken(telling, row.utterer)
        key = utterer.key if utterer is not None else _unnamed(row, report)
        values = [getattr(row, each) for each in self._claim_columns]
        values = [telling.say(str(each)) if each is not None else None for each in values]
        source = None if utterer is None else utterer.pk
        self.waiting.add(pk, version, telling.say(mould.record), source, key, *values)
        for link in mould.speakers:
            spoken = self._spoken(telling, link.source)
            said = (telling.say(each) for each in (link.exact, link.name, link.title))
            self._speakers.add(
                *(pk, link.position, link.role, link.start, link.end, *said, link.unnamed),
                spoken and spoken.pk,
            )
        order = (telling.published_on, report.report, row.start, row.end, row.kind, key)
        cast = _Cast(pk, order, report, telling, mould, source)
        self._groups[digest(statement_key(cast.assertion))].append(cast)
        self.claims += 1

    def _spoken(self, telling: Telling, source: Source | None) -> Source | None:
        return None if source is None else self._foundry.source(telling.say(source.name))

    def copy(self) -> None:
        """Send what waits, each table after those that it points to."""
        for table in (self._reports, self._versions, self._stages, self.waiting, self._speakers):
            if len(table):
                table.copy()

    def statements(self, *, in_order: bool) -> int:
        """Gather what was said into statements, with their links and keys; return how many.

        They are numbered as their groups are spelled, or ``in_order`` of when they were first said.
        """
        stamp = ("created_at", "updated_at")
        statements = _Table(
            Statement, "id", "key", "group_key", "kind", "question_id", "question_title",
            "utterer_id", "utterer_key", "utterer_name", "text", "lead_id", "measure_key",
            "place_key", "lower", "upper", "first_said_on", "last_said_on", *stamp,
        )  # fmt: skip
        links = _Table(
            StatementClaim, "statement_id", "claim_id", "said_on", "report_external_id", "echoes",
            "report_key", "ordinal",
        )  # fmt: skip
        keys = _Table(StatementKey, "statement_id", "key", "tie", "said_on", "tiebreak")
        ids = count(1)
        gathered: Iterable[tuple[str, list[_Cast]]] = (
            (group_key, run)
            for group_key in sorted(self._groups)
            for run in runs(
                self._groups[group_key], lambda each: each.order, DEFAULT_POLICY.relay_gap_days
            )
        )
        if in_order:
            gathered = sorted(gathered, key=lambda each: each[1][0].order)
        for group_key, run in gathered:
            self._statement(next(ids), group_key, run, (statements, links, keys))
            if len(statements) >= BATCH:
                _copy_all(statements, links, keys)
        _copy_all(statements, links, keys)
        return next(ids) - 1

    def _statement(
        self, pk: int, group_key: str, run: list[_Cast], tables: tuple[_Table, _Table, _Table]
    ) -> None:
        statements, links, keys = tables
        assertions = [each.assertion for each in run]
        said_on, assertion = run[0].order[0], assertions[0]
        quantity, lead = assertion.claim.quantity, _lead(run)
        key = digest(f"{statement_key(assertion)}|{said_on}")
        statements.add(
            *(pk, key, group_key),
            StatementKind.ATTRIBUTED if quantity is None else StatementKind.NUMERIC,
            *self._question(question_of(assertion)),
            *(run[0].utterer, assertion.utterer, speaker(assertion), assertion.claim.span.exact),
            *(lead.claim, *outline_values(lead.assertion).values()),
            *((quantity.lower, quantity.upper) if quantity is not None else (None, None)),
            *(said_on, run[-1].order[0], self._now, self._now),
        )
        for each, told in zip(run, assertions, strict=True):
            kind = report_key(told)
            links.add(
                *(pk, each.claim, *each.order[:2], told.claim.echoes is not None),
                *(number_of(kind) if kind else None, each.mould.ordinal),
            )
        spoken = {key for each in assertions[:SPOKEN_FOR_BY] for key in blocking_keys(each)}
        tiebreak = int(key[:TIEBREAK_DIGITS], 16)
        for number, tie in ties_by_number(spoken).items():
            keys.add(pk, number, tie, said_on, tiebreak)

    def _question(self, question: EngineQuestion) -> tuple[int, str]:
        """Return the id of a question, and its title in the words that it is asked in."""
        key = short_key(question.key)
        if key not in self._questions:
            self._questions[key] = Question.objects.create(key=key, title=question.title).pk
        return self._questions[key], question.title


def _lead(run: list[_Cast]) -> _Cast:
    return min(
        run,
        key=lambda each: speaking_key(
            each.order, echoes=each.mould.assertion.claim.echoes is not None
        ),
    )


def _unnamed(row: Claim, report: ReportFacts) -> str:
    """Spell a source that nobody can name: another one in each outlet."""
    return f"unnamed/{report.outlet}/{row.utterer_key.rpartition('/')[2]}"


def _copy_all(*tables: _Table) -> None:
    for table in tables:
        if len(table):
            table.copy()
