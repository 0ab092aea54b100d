"""Learn what each sign of a denial weighs, and tell how well that does on unseen reports.

Use: ``python -m tests.benchmarks.denials [--write] [--flags]``. It reads ``fixtures/clusters`` and
prints, each set scored with weights that were learned from the others alone: how many pairs of
statements would be raised above some scores, how many of these are denials, how many rows of the
sets they are cases of, and how many pairs of two events would be raised. ``--write`` learns from
all sets and writes ``claimtrack/engine/data/denials.toml``; ``--flags`` prints the pairs.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from claimtrack.engine.comparison.denials import may_deny, opposed_clauses, signs
from tests.benchmarks.regression import learned, score, write_weights
from tests.benchmarks.sets import (
    Gold,
    Told,
    cases,
    names_of_sets,
    of_two_reports,
    pairs_of_one_event,
    read_gold,
    read_reports,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from claimtrack.engine.comparison.denials import Opposed

DATA = Path("claimtrack/engine/data/denials.toml")
KIND = "denial"
#: Two events are told in one week, as far as anybody can see.
_MONDAY = date(2027, 3, 1)
#: A denial counts as so many other pairs, however often its reports tell it.
_DENIAL = 3.0
_OF_TWO_EVENTS = 0.3
_ROUNDS = 3
_STEPS = (10, 20, 30, 40, 50, 60, 80, 100, 120, 150)


@dataclass(frozen=True, slots=True)
class Laid:
    """Two statements with the clauses of theirs that stand against each other.

    ``denials`` are the numbers of the rows that they are a case of.
    """

    set_: str
    denials: frozenset[int]
    of_two_events: bool
    clauses: tuple[tuple[Opposed, Mapping[str, float]], ...]

    def surest(self, weights: Mapping[str, float]) -> tuple[float, Opposed, Mapping[str, float]]:
        """Return the clauses that speak most for a denial, with their score and signs."""
        scored = ((score(weights, told), opposed, told) for opposed, told in self.clauses)
        return max(scored, key=lambda each: each[0])


def main() -> None:
    """Score every set by the others; with ``--write`` learn from all."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--flags", action="store_true")
    given = parser.parse_args()
    names = names_of_sets()
    laid = [each for name in names for each in of_one_event(name)]
    strangers = of_two_events([each for name in names for each in read_reports(name, _MONDAY)])
    if given.write:
        write_weights(DATA, learn(laid + strangers))
        return
    scored = []
    for number, name in enumerate(names):
        others = [each for each in laid if each.set_ != name]
        others += [each for at, each in enumerate(strangers) if at % len(names) != number]
        weights = learn(others)
        mine = [each for each in laid if each.set_ == name]
        mine += [each for at, each in enumerate(strangers) if at % len(names) == number]
        scored += [(*each.surest(weights)[:2], each) for each in mine]
    rows = sum(_is_denial(row) for name in names for row in read_gold(name))
    _print(sorted(scored, key=lambda each: -each[0]), rows, flags=given.flags)


def of_one_event(name: str) -> list[Laid]:
    """Lay the statements of a set side by side, those of one cluster that may deny each other."""
    return [
        laid
        for one, two, rows in pairs_of_one_event(read_reports(name), read_gold(name))
        for laid in _laid(one, two, [row if row and _is_denial(row) else None for row in rows])
    ]


def of_two_events(told: Sequence[Told]) -> list[Laid]:
    """Lay side by side what reports of two events have that could be taken for a denial."""
    return [
        laid
        for one, two in combinations(told, 2)
        if (one.set_, one.cluster) != (two.set_, two.cluster) and _open_alike(one, two)
        for laid in _laid(one, two, None)
    ]


def _open_alike(one: Told, two: Told) -> bool:
    return any(may_deny(a, b) for a in one.statements[:1] for b in two.statements[:1])


def _laid(one: Told, two: Told, gold: Sequence[Gold | None] | None) -> Iterator[Laid]:
    for a in one.statements:
        for b in two.statements:
            if not may_deny(a, b):
                continue
            clauses = tuple((each, dict(signs(each))) for each in opposed_clauses(a, b))
            if clauses:
                found = frozenset(cases((one, a), (two, b), gold or ()))
                yield Laid(one.set_, found, gold is None, clauses)


def _is_denial(row: Gold) -> bool:
    return row["kind"] == KIND and of_two_reports(row)


def learn(laid: Sequence[Laid]) -> dict[str, float]:
    """Return a weight for every sign.

    Which clauses of two statements stand against each other is told by the weights themselves, so
    that they are learned a few times over.
    """
    weights = {"constant": 0.0, "share": 1.0, "same words": 1.0}
    times = Counter((each.set_, number) for each in laid for number in each.denials)
    for _round in range(_ROUNDS):
        counted, rows, wanted = [], [], []
        for each in laid:
            if each.denials:
                counts = _DENIAL * sum(times[each.set_, number] ** -0.5 for number in each.denials)
            else:
                counts = _OF_TWO_EVENTS if each.of_two_events else 1.0
            clauses = [each.surest(weights)[2]] if each.denials else [t for _, t in each.clauses]
            rows += clauses
            counted += [counts] * len(clauses)
            wanted += [bool(each.denials)] * len(clauses)
        weights = learned(rows, wanted, counted)
    return weights


def _print(scored: Sequence[tuple[float, Opposed, Laid]], rows: int, *, flags: bool) -> None:
    _say(f"{rows} denials, {len(scored)} pairs of statements")
    found: set[tuple[str, int]] = set()
    right = wrong = strangers = 0
    for points, opposed, each in scored:
        strangers += each.of_two_events
        right += bool(each.denials)
        wrong += not each.denials and not each.of_two_events
        found |= {(each.set_, number) for number in each.denials}
        if flags and right + wrong <= _STEPS[-1]:
            mark = "+" if each.denials else "?" if each.of_two_events else "-"
            _say(f"{points:6.2f} {mark} {each.set_} [{opposed.denial.text}]")
            _say(f"         [{opposed.affirmed.text}]")
        if right + wrong in _STEPS and not each.of_two_events:
            _say(
                f"score {points:5.2f}: {right + wrong} pairs, {right} right, {len(found)} denials "
                f"found, {strangers} pairs of two events"
            )


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
