"""Tell how many conflicts of invented reports are found, by kind, and which flags are wrong.

Use: ``python -m tests.benchmarks.conflicts [SET …] [--folder DIR] [--missed] [--wrong]``. A set is
a file of reports with its gold beside it (``fixtures/README.md``, clusters); without a name all
sets of the folder are read. ``--missed`` prints the conflicts that no flag shows, ``--wrong`` the
flags that show none, both to be read. A set that a rule was written after measures nothing unread.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from claimtrack.engine.explain import explain
from claimtrack.engine.policy import DEFAULT_POLICY
from claimtrack.engine.records import Relation
from tests.benchmarks.cluster import Flag, found_in
from tests.benchmarks.sets import (
    CLUSTERS,
    LOOK_ALIKE,
    Gold,
    cases,
    names_of_sets,
    read_gold,
    read_reports,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.benchmarks.sets import Told

#: Kinds as a line of the table tells them, most of figures first.
KINDS = (
    "contradiction",
    "misreport",
    "reversal",
    "measure_drift",
    "arithmetic",
    "quote_mismatch",
    "attribution_mismatch",
    "denial",
)


@dataclass(slots=True)
class Score:
    """What came of some sets: conflicts and those found, by kind, and flags by right and wrong."""

    conflicts: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    right: int = 0
    wrong: list[tuple[str, Flag]] = field(default_factory=list)
    missed: list[tuple[str, Gold]] = field(default_factory=list)

    def add(self, other: Score) -> None:
        """Take in what came of another set."""
        self.conflicts += other.conflicts
        self.found += other.found
        self.right += other.right
        self.wrong += other.wrong
        self.missed += other.missed


def score(name: str, folder: Path) -> Score:
    """Score one set of a folder."""
    gold = read_gold(name, folder)
    by_cluster: dict[str, list[Told]] = defaultdict(list)
    for told in read_reports(name, folder=folder):
        by_cluster[told.cluster].append(told)
    found = Score(conflicts=Counter(row["kind"] for row in gold if row["kind"] != LOOK_ALIKE))
    shown: set[int] = set()
    for cluster, reports in sorted(by_cluster.items()):
        rows = [row if row["cluster"] == cluster else None for row in gold]
        by_report = {each.report: each for each in reports}
        for flag in found_in({each.report: each.claims for each in reports}).flags:
            of = frozenset(_rows_of(flag, by_report, rows))
            shown |= of
            if of:
                found.right += 1
            else:
                found.wrong.append((name, flag))
    for number, row in enumerate(gold):
        if row["kind"] == LOOK_ALIKE:
            continue
        if number in shown:
            found.found[row["kind"]] += 1
        else:
            found.missed.append((name, row))
    return found


def _rows_of(flag: Flag, by_report: dict[str, Told], rows: Iterable[Gold | None]) -> Iterable[int]:
    """Yield the conflicts that a flag shows; a sum shows one by any sentence of its parts."""
    one, two = ((by_report[each.report.report], each) for each in (flag.a, flag.b))
    whole = flag.comparison.relation is Relation.ARITHMETIC
    return cases(one, two, list(rows), by_sentence=whole)


def _print(name: str, score_: Score) -> None:
    conflicts, found = score_.conflicts.total(), score_.found.total()
    flags = score_.right + len(score_.wrong)
    kinds = ", ".join(
        f"{kind} {score_.found[kind]}/{score_.conflicts[kind]}"
        for kind in KINDS
        if score_.conflicts[kind]
    )
    _say(f"{name}: {found} of {conflicts}, {flags} flags, {len(score_.wrong)} wrong ({kinds})")


def _print_missed(name: str, row: Gold) -> None:
    _say(f"\nmissed {name} {row['cluster']} {row['kind']}: {row['why']}")
    for side in ("a", "b"):
        _say(f"  {row[side]['id']}: {row[side]['words']}")


def _print_wrong(name: str, flag: Flag) -> None:
    told = flag.comparison
    _say(f"\nwrong {name} {told.relation.value} ({told.level}, {told.certainty:f})")
    _say(f"  {explain(told, flag.a, flag.b, DEFAULT_POLICY)}")
    for side in (flag.a, flag.b):
        _say(f"  {side.report.report} [{side.claim.span.exact}] {side.claim.sentence.exact}")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def main() -> None:
    """Score the sets that are named, or all."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("sets", nargs="*", metavar="SET")
    parser.add_argument("--folder", type=Path, default=CLUSTERS)
    parser.add_argument("--missed", action="store_true", help="print the conflicts not found")
    parser.add_argument("--wrong", action="store_true", help="print the flags that show none")
    given = parser.parse_args()
    total = Score()
    names = given.sets or names_of_sets(given.folder)
    for name in names:
        one = score(name, given.folder)
        _print(name, one)
        for row in one.missed if given.missed else ():
            _print_missed(*row)
        for flag in one.wrong if given.wrong else ():
            _print_wrong(*flag)
        total.add(one)
    if len(names) > 1:
        _print("all", total)


if __name__ == "__main__":
    main()
