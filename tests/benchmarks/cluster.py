"""Print every flag on clusters of reports, for reading.

Use: ``python -m tests.benchmarks.cluster FILE.jsonl [--json]``. Each row has ``id``, ``cluster``
and ``sents``, the report's sentences; the first one is its headline only where it ends without
a stop. The reports go through the functions of the pipeline (claims, statements, candidate
keys, comparisons, sums, shares), one cluster at a time.

The rows hold no day. A sentence that is nothing but a day dates its report; a report without
one takes the middle day of its cluster, so that no order is made up between undated reports.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimtrack.engine.blocking import Filing, wider_question
from claimtrack.engine.explain import explain
from claimtrack.engine.policy import DEFAULT_POLICY
from claimtrack.engine.shares import check_shares
from claimtrack.engine.statements import group_statements, in_one_report, strongest
from claimtrack.engine.sums import derive_sums
from claimtrack.engine.temporal.dates import find_times
from claimtrack.engine.totals import compare_sum
from tests.engine.reports import read_report

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from claimtrack.engine.records import Assertion, Comparison, Span
    from claimtrack.engine.statements import StatementGroup
    from claimtrack.engine.sums import DerivedSum

#: The day of a cluster in which no report tells its own.
UNDATED = date(2010, 1, 1)
_LONGEST_DATELINE = 60
_STOPS = (".", "!", "?", "''", '"', "”")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Flag:
    """One raised comparison with the two claims that it rests on."""

    comparison: Comparison
    a: Assertion
    b: Assertion

    @property
    def card(self) -> tuple[str, str]:
        """The discrepancy that the flag belongs to: its question and kind."""
        return wider_question(self.a, self.b).key, self.comparison.relation.value


@dataclass(frozen=True, slots=True)
class Found:
    """What one cluster came to: its flags, and how often each relation was given."""

    flags: tuple[Flag, ...]
    relations: Counter[str]


def clusters_of(rows: Iterable[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    """Gather the rows of a file by cluster, sorted by id."""
    clusters: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in sorted(rows, key=lambda each: str(each["id"])):
        clusters[str(row["cluster"])].append(row)
    return dict(sorted(clusters.items()))


def look_at(reports: Sequence[Mapping[str, Any]]) -> Found:
    """Take the reports of one cluster through the engine as the pipeline does."""
    days = _days(reports)
    by_report = {str(row["id"]): _assertions(row, days[str(row["id"])]) for row in reports}
    return found_in(by_report)


def found_in(by_report: Mapping[str, Sequence[Assertion]]) -> Found:
    """Compare all that the reports of one cluster claim, each report's claims by its name."""
    flags: list[Flag] = []
    relations: Counter[str] = Counter()
    for comparison, a, b in _comparisons(by_report):
        relations[comparison.relation.value] += 1
        if comparison.raised:
            flags.append(Flag(comparison, a, b))
    flags.sort(key=lambda flag: (-flag.comparison.certainty, _place(flag.a), _place(flag.b)))
    return Found(tuple(flags), relations)


def _comparisons(
    by_report: Mapping[str, Sequence[Assertion]],
) -> Iterator[tuple[Comparison, Assertion, Assertion]]:
    claims = [each for own in by_report.values() for each in own]
    groups = [(each, _filings(each.assertions)) for each in group_statements(claims)]
    for (one, ours), (two, theirs) in combinations(groups, 2):
        if _any_meet(ours, theirs):
            a, b, comparison = strongest(
                (one.told[0], two.told[0]), in_one_report(one.told, two.told), DEFAULT_POLICY
            )
            yield comparison, a, b
    for own in by_report.values():
        for derived in derive_sums(own, DEFAULT_POLICY):
            yield from _against_sum(derived, groups)
        for check in check_shares(own, DEFAULT_POLICY):
            yield check.comparison, check.share, check.part


def _filings(assertions: Iterable[Assertion]) -> tuple[Filing, ...]:
    return tuple(Filing.of(each) for each in assertions)


def _any_meet(ours: Iterable[Filing], theirs: Sequence[Filing]) -> bool:
    return any(a.meets(b) for a in ours for b in theirs)


def _against_sum(
    derived: DerivedSum, groups: Sequence[tuple[StatementGroup, tuple[Filing, ...]]]
) -> Iterator[tuple[Comparison, Assertion, Assertion]]:
    own = _filings((derived.total,))
    for group, filings in groups:
        if _any_meet(own, filings):
            comparison = compare_sum(derived, group.told[0], DEFAULT_POLICY)
            if comparison is not None:
                yield comparison, derived.total, group.told[0]


def _days(reports: Sequence[Mapping[str, Any]]) -> dict[str, date]:
    told = {str(row["id"]): _dateline(row["sents"]) for row in reports}
    known = sorted(day for day in told.values() if day is not None)
    middle = known[len(known) // 2] if known else UNDATED
    return {report: day or middle for report, day in told.items()}


def _dateline(sentences: Sequence[str]) -> date | None:
    """Return the day that a short line of a report gives with its year and little else."""
    for sentence in sentences:
        if len(sentence) > _LONGEST_DATELINE or not _YEAR.search(sentence):
            continue
        for time in find_times(sentence, published=UNDATED):
            one_day = time.start is not None and time.start == time.end
            if one_day and len(time.span.exact) * 2 > len(sentence):
                return time.start
    return None


def _assertions(row: Mapping[str, Any], day: date) -> tuple[Assertion, ...]:
    sentences = [str(each) for each in row["sents"]]
    headline = sentences[0] if sentences and not sentences[0].rstrip().endswith(_STOPS) else ""
    return read_report(
        "\n".join(sentences), report=str(row["id"]), published=day, headline_end=len(headline)
    )


def _place(assertion: Assertion) -> tuple[str, Span]:
    return assertion.report.report, assertion.claim.span


def _as_row(cluster: str, flag: Flag) -> dict[str, Any]:
    return {
        "cluster": cluster,
        "kind": flag.comparison.relation.value,
        "level": flag.comparison.level,
        "certainty": f"{flag.comparison.certainty:f}",
        "reason": explain(flag.comparison, flag.a, flag.b, DEFAULT_POLICY),
        "question": flag.card[0],
        "a": _side(flag.a),
        "b": _side(flag.b),
    }


def _side(assertion: Assertion) -> dict[str, Any]:
    claim = assertion.claim
    return {
        "report": assertion.report.report,
        "start": claim.span.start,
        "end": claim.span.end,
        "sentence": _marked(claim.sentence, claim.span),
        "measure": claim.measure.key,
        "population": claim.population.key,
        "place": claim.place.key,
        "window": claim.window.label,
        "utterer": assertion.utterer,
    }


def _marked(sentence: Span, span: Span) -> str:
    """Return a sentence with ``[[…]]`` around a claim's span."""
    start, end = max(span.start - sentence.start, 0), span.end - sentence.start
    words = sentence.exact
    return f"{words[:start]}[[{words[start:end]}]]{words[end:]}"


def _print(row: Mapping[str, Any], number: int) -> None:
    out = sys.stdout.write
    out(f"\n#{number} cluster {row['cluster']}: {row['kind']} ({row['level']})")
    out(f" certainty {row['certainty']}\n  {row['reason']}\n")
    for name in ("a", "b"):
        side = row[name]
        scope = " | ".join(side[key] for key in ("measure", "population", "place", "window"))
        out(f"  {name} {side['report']} <{scope}> {side['sentence'].strip()}\n")


def main() -> None:
    """Read the clusters, print each flag, then what the pairs came to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("file", type=Path)
    parser.add_argument("--json", action="store_true", help="one JSON object a flag")
    given = parser.parse_args()
    with given.file.open(encoding="utf-8") as lines:
        clusters = clusters_of(json.loads(line) for line in lines)
    relations: Counter[str] = Counter()
    cards: set[tuple[str, str, str]] = set()
    number = 0
    for cluster, reports in clusters.items():
        found = look_at(reports)
        relations.update(found.relations)
        for flag in found.flags:
            number += 1
            cards.add((cluster, *flag.card))
            row = _as_row(cluster, flag)
            if given.json:
                sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
            else:
                _print(row, number)
        sys.stdout.flush()
    summary = ", ".join(f"{name} {count}" for name, count in relations.most_common())
    sys.stderr.write(
        f"{len(clusters)} clusters, {relations.total()} pairs looked at, "
        f"{number} flags in {len(cards)} cards: {summary}\n"
    )


if __name__ == "__main__":
    main()
