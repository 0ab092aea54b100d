"""Which statements are compared: a bounded few for each, whatever stands in the table.

Two statements are candidates for each other if claims of theirs stand near one another in one
report, or if under a shared key no more than the key's ``neighbours`` stand from one to the
other and no more than its ``days`` lie between them. Both rules read the same from either side
and from the rows alone, so it does not matter which of the two came first.

A statement that comes to stand between two others may push these out of each other's reach:
:func:`pairs_out_of_reach` finds such pairs. One that goes lets others reach each other again:
:func:`pairs_wake` hands these to the next comparison.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby, zip_longest
from typing import TYPE_CHECKING

from apps.core.sql import Call, execute, fetch
from claimtrack.engine.blocking import REPORT_NEIGHBOURS, Tie
from claimtrack.engine.shares import LEVEL as SHARE_LEVEL

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

#: Which transactions are through: where it reads the same, none has ended in between.
MOMENT = "SELECT pg_current_snapshot()::text"

_TIES = ", ".join(f"({each.code}, {each.days}, {each.neighbours}, {each.met.code})" for each in Tie)

# All that stand near count as neighbours; only those with the tie that is met are candidates.
_NEIGHBOURS = f"""
    SELECT own.key, own.statement_id, tie.neighbours, earlier.near, later.near,
        earlier.met || later.met
    FROM discrepancies_statementkey own
    JOIN (VALUES {_TIES}) AS tie (tie, days, neighbours, met) USING (tie)
    CROSS JOIN LATERAL (
        SELECT coalesce(array_agg(near.statement_id), '{{}}') AS near,
            coalesce(array_agg(near.statement_id) FILTER (WHERE near.tie = tie.met), '{{}}') AS met
        FROM (
            SELECT near.statement_id, near.tie FROM discrepancies_statementkey near
            WHERE near.key = own.key
              AND (near.said_on, near.tiebreak) < (own.said_on, own.tiebreak)
              AND near.said_on >= own.said_on - tie.days
            ORDER BY near.said_on DESC, near.tiebreak DESC LIMIT tie.neighbours
        ) AS near
    ) AS earlier
    CROSS JOIN LATERAL (
        SELECT coalesce(array_agg(near.statement_id), '{{}}') AS near,
            coalesce(array_agg(near.statement_id) FILTER (WHERE near.tie = tie.met), '{{}}') AS met
        FROM (
            SELECT near.statement_id, near.tie FROM discrepancies_statementkey near
            WHERE near.key = own.key
              AND (near.said_on, near.tiebreak) > (own.said_on, own.tiebreak)
              AND near.said_on <= own.said_on + tie.days
            ORDER BY near.said_on, near.tiebreak LIMIT tie.neighbours
        ) AS near
    ) AS later
    WHERE own.statement_id = ANY(%(ids)s)
      AND (%(keys)s::bigint[] IS NULL OR own.key = ANY(%(keys)s))
    ORDER BY own.key, own.said_on, own.tiebreak
"""  # noqa: S608  # built of the engine's own numbers

_IN_REPORTS = """
    SELECT own.statement_id, near.statement_id
    FROM discrepancies_statementclaim own
    JOIN discrepancies_statementclaim near
      ON near.report_key = own.report_key
     AND near.ordinal BETWEEN own.ordinal - %(reach)s AND own.ordinal + %(reach)s
     AND near.statement_id <> own.statement_id
    WHERE own.statement_id = ANY(%(ids)s)
"""

# A sum meets what stands in a report that carries all of its parts.
_SUMS_IN_REPORTS = """
    SELECT own.statement_id, part.sum_id
    FROM discrepancies_statementclaim own
    JOIN discrepancies_statementclaim beside ON beside.report_key = own.report_key
    JOIN discrepancies_statementpart part ON part.part_id = beside.statement_id
    WHERE {side} = ANY(%(ids)s)
    GROUP BY part.sum_id, own.statement_id, own.report_key
    HAVING count(DISTINCT part.part_id) =
        (SELECT count(*) FROM discrepancies_statementpart each WHERE each.sum_id = part.sum_id)
"""

_INSIDE = " UNION ".join(
    (
        _IN_REPORTS,
        _SUMS_IN_REPORTS.format(side="own.statement_id"),
        _SUMS_IN_REPORTS.format(side="part.sum_id"),
    )
)

# The keys of either side are read first: under one key there may stand thousands.
_HELD = f"""
    EXISTS (
        SELECT 1
        FROM (
            SELECT * FROM discrepancies_statementkey own
            WHERE own.statement_id = pair.earlier OFFSET 0
        ) AS one
        JOIN (
            SELECT * FROM discrepancies_statementkey own
            WHERE own.statement_id = pair.later OFFSET 0
        ) AS two ON two.key = one.key
        JOIN (VALUES {_TIES}) AS tie (tie, days, neighbours, met)
          ON tie.tie = one.tie AND tie.met = two.tie
        WHERE two.said_on - one.said_on <= tie.days
          AND (one.said_on, one.tiebreak) < (two.said_on, two.tiebreak)
          AND tie.neighbours > (
            SELECT count(*) FROM (
                SELECT 1 FROM discrepancies_statementkey between_them
                WHERE between_them.key = one.key
                  AND (between_them.said_on, between_them.tiebreak) > (one.said_on, one.tiebreak)
                  AND (between_them.said_on, between_them.tiebreak) < (two.said_on, two.tiebreak)
                LIMIT tie.neighbours
            ) AS bounded
          )
    )
"""  # noqa: S608  # built of the engine's own numbers

# A share is held to its part by their sentence, not by a key.
_COMPARED = f"""
    SELECT id, a_id, b_id FROM discrepancies_comparison
    WHERE a_id = ANY(%(ids)s) AND b_id = ANY(%(ids)s) AND level <> '{SHARE_LEVEL}'
"""  # noqa: S608  # built of the engine's own words

_IN_REACH = f"""
    SELECT pair.earlier, pair.later
    FROM unnest(%s::bigint[], %s::bigint[]) AS pair (earlier, later) WHERE {_HELD}
"""  # noqa: S608  # built of the engine's own numbers

_WAKE = """
    INSERT INTO discrepancies_wokenpair (version_id, earlier_id, later_id)
    SELECT %s, * FROM unnest(%s::bigint[], %s::bigint[]) ON CONFLICT DO NOTHING
"""

_WOKEN = """
    DELETE FROM discrepancies_wokenpair WHERE version_id = %s RETURNING earlier_id, later_id
"""

_KEYS = "SELECT statement_id, key FROM discrepancies_statementkey WHERE statement_id = ANY(%s)"

_LOCK = "SELECT pg_advisory_xact_lock(k) FROM unnest(%s::bigint[]) AS k"


@dataclass(frozen=True, slots=True)
class _Neighbours:
    """The statements around one under one of its keys, the nearest first, and whom it meets."""

    key: int
    statement: int
    reach: int
    before: list[int]
    after: list[int]
    met: list[int]

    @property
    def around(self) -> int:
        return len(self.before) + len(self.after)


@dataclass(frozen=True, slots=True)
class Candidates:
    """Whom each statement must be compared with, and which pairs it may have pushed apart.

    ``inside`` are the pairs that stand near each other in a report; ``astride`` holds pairs of
    other statements, the earlier one first.
    """

    of: dict[int, set[int]]
    inside: set[frozenset[int]]
    astride: set[tuple[int, int]]

    @property
    def pairs(self) -> set[tuple[int, int]]:
        """Each statement with each of its candidates; a pair may stand in both orders."""
        return {(one, two) for one, others in self.of.items() for two in others}


def candidates(
    *,
    statement_ids: Collection[int],
    beside: Collection[int] = (),
    woken: Collection[tuple[int, int]] = (),
    since: str | None = None,
) -> Candidates:
    """Find the candidates of ``statement_ids``; of ``beside`` only those within a report.

    ``woken`` are pairs that may have come into reach of each other: those that did are among
    what is found. Keys under which many stand stay locked until the end of the transaction, so
    that of two workers that bring in neighbours the later one sees what the earlier one compared.
    A key is locked from half of its reach on: it takes more workers at once than that to miss it.
    ``since`` is the moment (:data:`MOMENT`) before all this: where no transaction has ended since,
    what was found before the locks were held still stands. Without it no key is locked: whoever
    holds some already, and waits for more, may be waited for.
    """
    near = _neighbours(statement_ids)
    crowded = {each.key for each in near if 2 * each.around >= each.reach} | _keys_shared(woken)
    if crowded and since is not None and _lock(crowded) != since:
        near = [each for each in near if each.key not in crowded]
        near += _neighbours(statement_ids, crowded=crowded)
    found: dict[int, set[int]] = defaultdict(set)
    for each in near:
        found[each.statement].update(each.met)
    inside = _in_reports([*statement_ids, *beside])
    for one, two in (*inside, *_in_reach(woken)):
        found[one].add(two)
    return Candidates(found, inside, set(_astride(near)))


def pairs_out_of_reach(*, pairs: Collection[tuple[int, int]]) -> list[int]:
    """Return the comparisons between these statements (the earlier first) that nothing holds."""
    if not pairs:
        return []
    apart = _out_of_reach(pairs)
    beside = _in_reports({pk for pair in apart.values() for pk in pair}) if apart else set()
    return [pk for pk, pair in apart.items() if pair not in beside]


def pairs_wake(
    *,
    statement_ids: Collection[int],
    version_id: int,
    places: Collection[tuple[int, int]] | None = None,
) -> None:
    """Have the comparison of ``version_id`` look at pairs that will be in reach of each other.

    Call it before these statements lose their keys, or move under them. ``places`` names the
    statement and the key of each, where a statement keeps others as they are.
    """
    near = _neighbours(statement_ids)
    if places is not None:
        near = [each for each in near if (each.statement, each.key) in places]
    pairs = sorted(set(_astride(near)))
    if pairs:
        execute(_WAKE, [version_id, *_sides(pairs)])


def pairs_push(*, statement_ids: Collection[int], version_id: int) -> None:
    """Leave to the comparison of ``version_id`` the pairs that its new statements push apart.

    Call it once these have their keys. Of several that come to stand between two others before any
    of them is compared, each would take the rest for such as stood there when the two met.
    """
    near = [each for each in _neighbours(statement_ids) if each.around >= each.reach]
    pairs = sorted(set(_astride(near)))
    if pairs:
        gone = set(_out_of_reach(pairs).values())
        apart = [pair for pair in pairs if frozenset(pair) in gone]
        if apart:
            execute(_WAKE, [version_id, *_sides(apart)])


def pairs_woken(*, version_id: int) -> list[tuple[int, int]]:
    """Take the pairs that were left to the comparison of a version: woken, or pushed apart."""
    return [(earlier, later) for earlier, later in fetch(_WOKEN, [version_id])]


def _lock(keys: Collection[int]) -> str:
    """Lock keys, and return the moment at which they are held."""
    ((moment,),) = fetch(MOMENT, [], after=[Call(_LOCK, [sorted(keys)])])
    return str(moment)


def _neighbours(
    statement_ids: Collection[int], *, crowded: Collection[int] | None = None
) -> list[_Neighbours]:
    """Return the surroundings of statements, those under one key beside each other.

    Where keys are given as ``crowded``, these alone are looked under.
    """
    keys = None if crowded is None else sorted(crowded)
    rows = fetch(_NEIGHBOURS, {"ids": sorted(statement_ids), "keys": keys})
    return [_Neighbours(*row) for row in rows]


def _astride(near: Sequence[_Neighbours]) -> Iterator[tuple[int, int]]:
    """Yield the pairs that would be in reach of each other without the statements at hand."""
    for _key, group in groupby(near, key=lambda each: each.key):
        own = list(group)
        fresh = {each.statement for each in own}
        reach = own[0].reach
        for line in _lines(own):
            # In a shorter one all reach each other.
            if len(line) > reach + 1:
                yield from _pushed_apart(line, fresh, reach)


def _lines(own: Sequence[_Neighbours]) -> Iterator[list[int]]:
    """Join the surroundings of statements under one key wherever they overlap."""
    line: list[int] = []
    for each, following in zip_longest(own, own[1:]):
        if not line:
            line = each.before[::-1]
        line.append(each.statement)
        if following is not None and following.statement in each.after:
            line += each.after[: each.after.index(following.statement)]
            continue
        yield line + each.after
        line = []


def _pushed_apart(
    line: Sequence[int], fresh: Collection[int], reach: int
) -> Iterator[tuple[int, int]]:
    for i, earlier in enumerate(line):
        if earlier in fresh:
            continue
        others = 0
        for j in range(i + 1, len(line)):
            if line[j] in fresh:
                continue
            others += 1
            if others > reach:
                break
            if j - i > reach:
                yield earlier, line[j]


def _out_of_reach(pairs: Collection[tuple[int, int]]) -> dict[int, frozenset[int]]:
    """Return the comparisons between these statements that no key holds, with both of each.

    Few of such pairs were ever compared: what stands between any of their statements is read first.
    """
    asked = set(map(frozenset, pairs))
    rows = fetch(_COMPARED, {"ids": sorted(frozenset().union(*asked))})
    compared = {pk: both for pk, *sides in rows if (both := frozenset(sides)) in asked}
    held = set(map(frozenset, _in_reach({(min(both), max(both)) for both in compared.values()})))
    return {pk: both for pk, both in compared.items() if both not in held}


def _sides(pairs: Sequence[tuple[int, int]]) -> list[list[int]]:
    return [[one for one, _two in pairs], [two for _one, two in pairs]]


def _keys_shared(pairs: Collection[tuple[int, int]]) -> set[int]:
    """Return the keys under which both statements of a pair stand."""
    if not pairs:
        return set()
    keys: dict[int, set[int]] = defaultdict(set)
    for statement, key in fetch(_KEYS, [sorted({pk for pair in pairs for pk in pair})]):
        keys[statement].add(key)
    return {key for earlier, later in pairs for key in keys[earlier] & keys[later]}


def _in_reach(pairs: Collection[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return which of these pairs some key holds; either of the two may be the earlier one now."""
    if not pairs:
        return []
    either_way = sorted({*pairs, *((two, one) for one, two in pairs)})
    return [(one, two) for one, two in fetch(_IN_REACH, _sides(either_way))]


def _in_reports(statement_ids: Collection[int]) -> set[frozenset[int]]:
    """Return the pairs of these statements with others that stand near them in a report."""
    rows = fetch(_INSIDE, {"ids": sorted(set(statement_ids)), "reach": REPORT_NEIGHBOURS})
    return {frozenset(row) for row in rows}
