"""Which claims are one statement, and which row that statement takes.

Claims under one group key are one statement as long as no two neighbours in time are too far apart
(:func:`claimtrack.engine.statements.runs`). Others than the report's own are known by columns
alone. A report of which no claim stands anywhere yet only adds to what stands: then no more is
read of a statement than what speaks for it, so that one that a thousand outlets relay takes one
more in the same time.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from apps.core.sql import fetch
from apps.discrepancies.identity import digest, number_of
from claimtrack.engine.blocking import report_key
from claimtrack.engine.compare import sort_key
from claimtrack.engine.statements import runs, speaking_key, statement_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from apps.discrepancies.models import Statement
    from claimtrack.engine.records import Assertion
    from claimtrack.engine.statements import SortKey

#: The claims that speak for a statement: its keys are theirs, however many relay it.
SPOKEN_FOR_BY = 4

_COLUMNS = """
    link.statement_id, link.claim_id, claim.utterer_id, link.echoes, link.report_key,
    link.ordinal, link.said_on, link.report_external_id, claim.start, claim."end", claim.kind,
    claim.utterer_key
"""

_ALL = f"""
    SELECT {_COLUMNS} FROM discrepancies_statementclaim link
    JOIN claims_claim claim ON claim.id = link.claim_id
    WHERE link.statement_id = ANY(%(ids)s)
"""  # noqa: S608  # built of our own column names

# In the order of the index, up to the report of the last one that speaks; and those of the report
# that told it first, should that be a headline. Within a report the order is read with the claims.
_FIRST = f"""
    SELECT {_COLUMNS}
    FROM unnest(%(ids)s::bigint[]) AS asked (id)
    LEFT JOIN LATERAL (
        SELECT spoken.echoes, spoken.said_on, spoken.report_external_id
        FROM discrepancies_statementclaim spoken WHERE spoken.statement_id = asked.id
        ORDER BY spoken.echoes, spoken.said_on, spoken.report_external_id
        OFFSET {SPOKEN_FOR_BY - 1} LIMIT 1
    ) AS last ON true
    LEFT JOIN LATERAL (
        SELECT headline.said_on, headline.report_external_id
        FROM discrepancies_statementclaim headline
        WHERE headline.statement_id = asked.id AND headline.echoes
        ORDER BY headline.said_on, headline.report_external_id LIMIT 1
    ) AS echo ON true
    CROSS JOIN LATERAL (
        SELECT * FROM discrepancies_statementclaim told
        WHERE told.statement_id = asked.id
          AND (told.echoes, told.said_on, told.report_external_id) <= (
            coalesce(last.echoes, true), coalesce(last.said_on, 'infinity'),
            coalesce(last.report_external_id, '')
          )
        UNION
        SELECT * FROM discrepancies_statementclaim told
        WHERE told.statement_id = asked.id AND told.echoes
          AND told.said_on = echo.said_on AND told.report_external_id = echo.report_external_id
    ) AS link
    JOIN claims_claim claim ON claim.id = link.claim_id
"""  # noqa: S608  # built of our own column names


@dataclass(frozen=True, slots=True)
class Member:
    """What gathering needs to know of a claim; ``order`` is its sort key in the engine."""

    claim: int
    utterer: int | None
    group_key: str
    order: SortKey
    echoes: bool
    report_key: int | None
    ordinal: int

    @property
    def said_on(self) -> date:
        """The day on which it was said."""
        return self.order[0]

    @property
    def report(self) -> str:
        """The external id of its report."""
        return self.order[1]

    @property
    def speaking(self) -> tuple[bool, SortKey]:
        """Its place among those that speak for their statement."""
        return speaking_key(self.order, echoes=self.echoes)


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """One statement as it should stand, and the row that it takes.

    Where claims only joined it, ``before`` and ``members`` are those that speak for it, and of
    the others only the new ones.
    """

    members: tuple[Member, ...]
    row: Statement | None
    before: tuple[Member, ...]
    last_said_on: date

    @property
    def claims(self) -> set[int]:
        """The rows of its claims."""
        return {each.claim for each in self.members}

    @property
    def gone(self) -> set[int]:
        """The claims that are in it no longer."""
        return {each.claim for each in self.before} - self.claims

    @property
    def speakers(self) -> tuple[int, ...]:
        """The claims that speak for the statement, the one that leads first."""
        return _speakers(self.members)

    @property
    def as_before(self) -> bool:
        """Whether the same claims speak for it: then more relays change no comparison."""
        return (
            self.row is not None
            and not self.gone
            and self.row.lead_id is not None
            and self.members[0] == self.before[0]
            and self.speakers == _speakers(self.before)
        )


class Gathered(NamedTuple):
    """The statements that a report's claims bear on.

    ``free`` are the rows that none of them takes, ``left`` the claims that are in none any more.
    """

    runs: Sequence[Run]
    free: set[int]
    left: set[int]


def own_members(
    own: Mapping[int, Assertion], utterers: Mapping[int, int | None]
) -> Iterator[Member]:
    """Yield the members of one report, numbered by kind in the order of the text."""
    numbers: Counter[str] = Counter()
    for claim in sorted(own, key=lambda pk: sort_key(own[pk])[2:]):
        assertion = own[claim]
        kind = report_key(assertion)
        numbers[kind] += 1
        yield Member(
            claim=claim,
            utterer=utterers[claim],
            group_key=digest(statement_key(assertion)),
            order=sort_key(assertion),
            echoes=assertion.claim.echoes is not None,
            report_key=number_of(kind) if kind else None,
            ordinal=numbers[kind],
        )


def gathered(
    standing: Sequence[Statement],
    own: Sequence[Member],
    *,
    report: str,
    only_adds: bool,
    gap: int,
) -> Gathered:
    """Gather the claims of a report and those that stand under their group keys.

    ``standing`` are the locked rows under these keys. ``only_adds`` tells that no claim of the
    ``report``, of whatever version, stands in any of them; ``gap`` are the days of the policy.
    """
    rows = {row.pk: row for row in standing}
    joined = dict(_joined(standing, own, gap)) if only_adds else {}
    first = _members_of(_FIRST, [rows[pk] for pk in joined])
    # Where claims were deleted behind its back a row tells days that nobody speaks of.
    joined = {pk: members for pk, members in joined.items() if _begins(rows[pk], first.get(pk, ()))}
    through = {each.group_key for members in joined.values() for each in members}
    whole = [row for row in standing if row.group_key not in through]
    before = _members_of(_ALL, whole)
    members = [
        *(each for each in own if each.group_key not in through),
        *(each for line in before.values() for each in line if each.report != report),
    ]
    found, free = _runs(whole, before, members, gap)
    found += [_longer(rows[pk], first[pk], members) for pk, members in joined.items()]
    left = {each.claim for line in before.values() for each in line}
    return Gathered(
        runs=sorted(found, key=lambda run: (run.members[0].group_key, run.members[0].order)),
        free=free,
        left=left - {each.claim for each in members},
    )


def _joined(
    standing: Sequence[Statement], own: Sequence[Member], gap: int
) -> Iterator[tuple[int, list[Member]]]:
    """Yield each statement that all claims of a key come to, where no other of that key is near."""
    by_key: dict[str, list[Member]] = defaultdict(list)
    for each in own:
        by_key[each.group_key].append(each)
    for key, members in by_key.items():
        reached = [
            {row.pk for row in standing if row.group_key == key and _is_near(row, each, gap)}
            for each in members
        ]
        if len(set().union(*reached)) == 1 and all(reached):
            yield reached[0].pop(), members


def _is_near(row: Statement, member: Member, gap: int) -> bool:
    reach = timedelta(days=gap)
    return row.first_said_on - reach <= member.said_on <= row.last_said_on + reach


def _begins(row: Statement, first: Sequence[Member]) -> bool:
    """Tell whether a row has claims, and begins with the day of the first one."""
    return bool(first) and first[0].said_on == row.first_said_on


def _longer(row: Statement, before: Sequence[Member], joining: Iterable[Member]) -> Run:
    members = sorted((*before, *joining), key=lambda each: each.order)
    last = max(row.last_said_on, members[-1].said_on)
    return Run(tuple(members), row, tuple(before), last)


def _members_of(sql: str, standing: Sequence[Statement]) -> dict[int, list[Member]]:
    """Return the members of standing statements, read from columns alone."""
    keys = {row.pk: row.group_key for row in standing}
    if not keys:
        return {}
    found: dict[int, list[Member]] = defaultdict(list)
    for statement, claim, source, echoes, kind, ordinal, *place in fetch(sql, {"ids": [*keys]}):
        said_on, report, start, end, claim_kind, utterer = place
        found[statement].append(
            Member(
                claim=claim,
                utterer=source,
                group_key=keys[statement],
                order=(said_on, report, start, end, claim_kind, utterer),
                echoes=echoes,
                report_key=kind,
                ordinal=ordinal,
            )
        )
    return {pk: sorted(members, key=lambda each: each.order) for pk, members in found.items()}


def _runs(
    standing: Iterable[Statement],
    before: Mapping[int, list[Member]],
    members: Iterable[Member],
    gap: int,
) -> tuple[list[Run], set[int]]:
    """Gather claims into statements and give each the standing row that shares most with it.

    Return the runs, and the rows that none of them takes.
    """
    by_key: dict[str, list[Member]] = defaultdict(list)
    for member in members:
        by_key[member.group_key].append(member)
    rows: dict[str, dict[int, Statement]] = defaultdict(dict)
    for row in standing:
        rows[row.group_key][row.pk] = row
    grouped = []
    for key in sorted(by_key):
        for run in runs(by_key[key], lambda each: each.order, gap):
            taken = _take(rows[key], before, {each.claim for each in run})
            line = before.get(taken.pk, []) if taken is not None else []
            grouped.append(Run(tuple(run), taken, tuple(line), run[-1].said_on))
    return grouped, {pk for free in rows.values() for pk in free}


def _take(
    free: dict[int, Statement], before: Mapping[int, list[Member]], claims: set[int]
) -> Statement | None:
    shared = {pk: sum(each.claim in claims for each in before.get(pk, ())) for pk in sorted(free)}
    best = max(shared, key=lambda pk: (shared[pk], -pk), default=None)
    return free.pop(best) if best is not None and shared[best] else None


def _speakers(members: Iterable[Member]) -> tuple[int, ...]:
    ordered = sorted(members, key=lambda each: each.speaking)
    return tuple(each.claim for each in ordered[:SPOKEN_FOR_BY])
