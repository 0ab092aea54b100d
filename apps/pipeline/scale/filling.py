"""Many claims at once, in the rows that the pipeline would have left.

The rows are made from those of a few moulds and copied in, with statements, keys and links as
:mod:`apps.discrepancies.grouping` writes them. What is not filled in are the comparisons among
these old claims: a new claim is compared with its neighbours all the same, and writes its own.
"""

from __future__ import annotations

import io
from collections import defaultdict
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.utils import timezone

from apps.claims.models import Claim, ClaimSpeaker
from apps.discrepancies.enums import StatementKind
from apps.discrepancies.identity import TIEBREAK_DIGITS, digest, number_of, short_key
from apps.discrepancies.models import Question, Statement, StatementClaim, StatementKey
from apps.pipeline.scale.casting import Foundry
from apps.reports.enums import StageName, StageState
from apps.reports.models import Report, ReportVersion, Stage
from claimtrack import engine
from claimtrack.engine.blocking import Question as EngineQuestion
from claimtrack.engine.blocking import blocking_keys, question_of
from claimtrack.engine.policy import DEFAULT_POLICY
from claimtrack.engine.statements import runs

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import Model

    from apps.pipeline.scale.casting import ClaimMould
    from apps.pipeline.scale.mix import Mix, Telling
    from apps.sources.models import Source
    from claimtrack.engine.statements import SortKey

#: Rows that are copied in at once.
BATCH = 20_000
_NEVER_SAID = "unnamed/"


@dataclass(frozen=True, slots=True)
class _Cast:
    """A claim that was written, as far as its statement needs it."""

    claim: int
    order: SortKey
    report_key: int | None
    telling: Telling
    mould: ClaimMould
    utterer: Source | None
    utterer_key: str


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


def fill(*, claims: int, mix: Mix, progress: Callable[[int, int], None]) -> int:
    """Fill an empty database with at least so many claims; return how many statements they make.

    ``progress`` is told how many claims are there, of how many.
    """
    filler = _Filler()
    while filler.claims < claims:
        filler.report(mix.draw())
        if len(filler.waiting) >= BATCH:
            filler.copy()
            progress(min(filler.claims, claims), claims)
    filler.copy()
    progress(claims, claims)
    statements = filler.statements()
    _bring_up_to_date()
    return statements


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

    def report(self, telling: Telling) -> None:
        """Add one report with its version, its stages and its claims."""
        mould = self._foundry.mould(telling.mould)
        pk = next(self._report_ids)
        name = f"report-{pk}"
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
        for each in mould.claims:
            self._claim(pk, name, telling, each)

    def _claim(self, report: int, name: str, telling: Telling, mould: ClaimMould) -> None:
        pk = next(self._claim_ids)
        row = mould.row
        utterer = self._spoken(telling, row.utterer)
        key = utterer.key if utterer is not None else f"{_NEVER_SAID}{name}"
        values = [getattr(row, each) for each in self._claim_columns]
        values = [telling.say(str(each)) if each is not None else None for each in values]
        self.waiting.add(
            pk, report, telling.say(mould.record), utterer and utterer.pk, key, *values
        )
        for link in mould.speakers:
            source = self._spoken(telling, link.source)
            said = (telling.say(each) for each in (link.exact, link.name, link.title))
            self._speakers.add(
                *(pk, link.position, link.role, link.start, link.end, *said, link.unnamed),
                source and source.pk,
            )
        order = (telling.published_on, name, row.start, row.end, row.kind, key)
        kind = mould.report_kind
        self._groups[digest(telling.say(mould.statement_key))].append(
            _Cast(
                *(pk, order, number_of(f"{kind}|in:{name}") if kind else None, telling, mould),
                *(utterer, key),
            )
        )
        self.claims += 1

    def _spoken(self, telling: Telling, source: Source | None) -> Source | None:
        return None if source is None else self._foundry.source(telling.say(source.name))

    def copy(self) -> None:
        """Send what waits, each table after those that it points to."""
        for table in (self._reports, self._versions, self._stages, self.waiting, self._speakers):
            if len(table):
                table.copy()

    def statements(self) -> int:
        """Gather what was said into statements, with their links and keys; return how many."""
        stamp = ("created_at", "updated_at")
        statements = _Table(
            Statement, "id", "key", "group_key", "kind", "question_id", "utterer_id",
            "utterer_key", "utterer_name", "text", "lead_id", "lower", "upper", "first_said_on",
            "last_said_on", *stamp,
        )  # fmt: skip
        links = _Table(
            StatementClaim, "statement_id", "claim_id", "said_on", "echoes", "report_key", "ordinal"
        )
        keys = _Table(StatementKey, "statement_id", "key", "tie", "said_on", "tiebreak")
        ids = count(1)
        for group_key in sorted(self._groups):
            for run in runs(
                self._groups[group_key], lambda each: each.order, DEFAULT_POLICY.relay_gap_days
            ):
                self._statement(next(ids), group_key, run, (statements, links, keys))
            if len(statements) >= BATCH:
                _copy_all(statements, links, keys)
        _copy_all(statements, links, keys)
        return next(ids) - 1

    def _statement(
        self, pk: int, group_key: str, run: list[_Cast], tables: tuple[_Table, _Table, _Table]
    ) -> None:
        statements, links, keys = tables
        first, said_on = run[0], run[0].order[0]
        say, row = first.telling.say, first.mould.row
        key = digest(f"{say(first.mould.statement_key)}|{said_on}")
        figure = [None if each is None else say(f"{each:f}") for each in (row.lower, row.upper)]
        kind = StatementKind.NUMERIC if any(figure) else StatementKind.ATTRIBUTED
        statements.add(
            *(pk, key, group_key, kind, self._question(first)),
            *(first.utterer and first.utterer.pk, first.utterer_key),
            *(say(first.mould.utterer_name), say(row.exact), first.claim, *figure),
            *(said_on, run[-1].order[0], self._now, self._now),
        )
        for each in run:
            links.add(
                *(pk, each.claim, each.order[0], each.mould.echoes, each.report_key),
                each.mould.ordinal,
            )
        tiebreak = int(key[:TIEBREAK_DIGITS], 16)
        for number, tie in _keys(first).items():
            keys.add(pk, number, tie, said_on, tiebreak)

    def _question(self, cast: _Cast) -> int:
        question = _question(cast)
        key = short_key(question.key)
        if key not in self._questions:
            self._questions[key] = Question.objects.create(key=key, title=question.title).pk
        return self._questions[key]


def _keys(cast: _Cast) -> dict[int, int]:
    """Return the candidate keys of a claim, each with the code of its tie."""
    if cast.mould.report_kind:
        return {number_of(cast.telling.say(text)): tie for tie, text in cast.mould.keys}
    words = cast.mould.words(cast.telling, cast.utterer_key)
    return {number_of(each.text): each.tie.code for each in blocking_keys(words)}


def _question(cast: _Cast) -> EngineQuestion:
    if not cast.mould.report_kind:
        return question_of(cast.mould.words(cast.telling, cast.utterer_key))
    question = cast.mould.question
    return EngineQuestion(cast.telling.say(question.key), cast.telling.say(question.title))


def _copy_all(*tables: _Table) -> None:
    for table in tables:
        if len(table):
            table.copy()
