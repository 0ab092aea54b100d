"""Shares against the counts beside them: "150 of the 200 houses, or 60%".

A share, its part and its whole stand in one sentence, so a check belongs to the reports that
print it; it is told of the statement of the share and that of the part.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db.models import Q

from apps.claims.assertions import assertions_of
from apps.core.sql import fetch
from apps.discrepancies.models import StatementClaim
from claimtrack.engine.compare import sort_key
from claimtrack.engine.shares import check_shares

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from claimtrack.engine.policy import Policy
    from claimtrack.engine.shares import ShareCheck
    from claimtrack.engine.statements import SortKey

#: Where many reports print one share beside one part, so many of their sentences are read.
SENTENCES = 8

# The record is a document of its own: it is opened only where a share stands in the sentence.
_SENTENCES = """
    WITH beside AS MATERIALIZED (
        SELECT of_share.statement_id AS share, of_part.statement_id AS part,
            of_part.claim_id, of_part.report_key, of_part.ordinal
        FROM discrepancies_statementclaim of_share
        JOIN claims_claim share ON share.id = of_share.claim_id
         AND share.unit IN ('percent', 'fraction')
        JOIN claims_claim part ON part.version_id = share.version_id
         AND part.sentence_start = share.sentence_start AND part.dimension = 'count'
        JOIN discrepancies_statementclaim of_part ON of_part.claim_id = part.id
        WHERE {side} = ANY(%(ids)s)
    )
    SELECT share, part, version_id, sentence_start FROM (
        SELECT beside.share, beside.part, claim.version_id, claim.sentence_start, row_number() OVER
            (PARTITION BY beside.share, beside.part ORDER BY beside.report_key, beside.ordinal)
        FROM beside JOIN claims_claim claim ON claim.id = beside.claim_id
        WHERE claim.record -> 'part_of' <> 'null'
    ) AS told WHERE row_number <= %(sentences)s
"""

_OF_SHARES = _SENTENCES.format(side="of_share.statement_id")
_OF_EITHER = f"({_OF_SHARES}) UNION ({_SENTENCES.format(side='of_part.statement_id')})"


def share_pairs(*, statement_ids: Collection[int]) -> set[tuple[int, int]]:
    """Return the statements of shares with those of parts that some sentence prints beside them.

    Each pair has one of ``statement_ids`` in it, the share first.
    """
    return {(share, part) for share, part, *_place in _sentences(_OF_EITHER, statement_ids)}


def share_checks(
    *, pairs: Collection[tuple[int, int]], policy: Policy
) -> dict[tuple[int, int], ShareCheck]:
    """Hold shares against the parts and wholes beside them; a pair that says nothing is left out.

    Of several sentences a share that does not fit goes before one that does, and then the
    sentence that comes first, whichever report came first.
    """
    if not pairs:
        return {}
    found: dict[tuple[int, int], list[ShareCheck]] = defaultdict(list)
    rows = _sentences(_OF_SHARES, {share for share, _part in pairs})
    for pair, check in _checks({row[2:] for row in rows if row[:2] in pairs}, policy):
        if pair in pairs:
            found[pair].append(check)
    return {pair: min(checks, key=_first) for pair, checks in found.items()}


def _sentences(sql: str, statement_ids: Collection[int]) -> list[tuple[int, int, int, int]]:
    """Return (share, part, version, start of the sentence), a few sentences a pair."""
    rows = fetch(sql, {"ids": sorted(statement_ids), "sentences": SENTENCES})
    return [(share, part, version, start) for share, part, version, start in rows]


def _checks(
    sentences: Collection[tuple[int, int]], policy: Policy
) -> Iterator[tuple[tuple[int, int], ShareCheck]]:
    """Yield each check of these sentences, with the statements of its share and its part."""
    place = Q()
    for version, start in sorted(sentences):
        place |= Q(claim__version=version, claim__sentence_start=start)
    links = dict(StatementClaim.objects.filter(place).values_list("claim_id", "statement_id"))
    read = assertions_of(links)
    statements = {id(assertion): links[pk] for pk, assertion in read.items()}
    for check in check_shares(read.values(), policy):
        yield (statements[id(check.share)], statements[id(check.part)]), check


def _first(check: ShareCheck) -> tuple[bool, SortKey]:
    return not check.comparison.raised, sort_key(check.share)
