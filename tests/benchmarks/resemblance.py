"""Learn what each sign of one question weighs, and tell how well that does on unseen reports.

Use: ``python -m tests.benchmarks.resemblance [--write] [--flags]``. It reads ``fixtures/clusters``
and prints, each eighth of the sets scored with weights learned from the others alone: how many
pairs of figures that a level tells apart would be raised above some scores, how many of these are
right, how many conflicts are found that the levels miss, and how many pairs of two events would be
raised.
``--write`` learns from all sets and writes ``claimtrack/engine/data/resemblance.toml``;
``--flags`` prints the pairs themselves, the surest first.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from claimtrack.engine.blocking import Filing
from claimtrack.engine.compare import compare, told_apart
from claimtrack.engine.comparison.resemblance import signs
from claimtrack.engine.policy import DEFAULT_POLICY
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

    from claimtrack.engine.blocking import CandidateKey
    from claimtrack.engine.records import Assertion

DATA = Path("claimtrack/engine/data/resemblance.toml")

#: Kinds of a conflict of two figures in two reports.
KINDS = frozenset({"contradiction", "misreport", "reversal"})
#: How much a pair of two events counts.
_OF_TWO_EVENTS = 0.3
#: A conflict counts as two such pairs, however often its reports tell it.
_CONFLICT = 2.0
#: Two events are told in one week, as far as anybody can see.
_MONDAY = date(2027, 3, 1)
#: No event is told of for so many days.
_MONTHS = 60
#: So many parts of the sets are held back, one after the other.
_PARTS = 8
_STEPS = (20, 40, 60, 80, 100, 120, 150, 180)

_OUT_OF_REACH = Decimal(1000)
#: The levels alone: no sign is ever strong enough.
WITHOUT_SIGNS = replace(
    DEFAULT_POLICY,
    resemblance=_OUT_OF_REACH,
    resemblance_of_one_speaker=_OUT_OF_REACH,
    resemblance_of_two_days=_OUT_OF_REACH,
)


@dataclass(frozen=True, slots=True)
class Laid:
    """Two figures that a level tells apart, and that may be of one question.

    ``conflicts`` are the numbers of the rows that they are a case of.
    """

    set_: str
    conflicts: frozenset[int]
    signs: Mapping[str, float]
    a: Assertion
    b: Assertion


def main() -> None:
    """Score every set by the others; with ``--write`` learn from all."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--flags", action="store_true")
    given = parser.parse_args()
    names = names_of_sets()
    laid: list[Laid] = []
    conflicts: set[tuple[str, int]] = set()
    found: set[tuple[str, int]] = set()
    for name in names:
        rows = read_gold(name)
        laid += of_one_event(read_reports(name), rows)
        conflicts |= {(name, number) for number, row in enumerate(rows) if _is_conflict(row)}
        found |= {(name, number) for number in _raised(name, rows)} & conflicts
    strangers = of_two_events([each for name in names for each in read_reports(name, _MONDAY)])
    if given.write:
        write_weights(DATA, learn(laid + strangers))
        return
    scored: list[tuple[float, Laid]] = []
    for part in range(_PARTS):
        held = frozenset(names[part::_PARTS])
        weights = learn([each for each in laid + strangers if each.set_ not in held])
        mine = [each for each in laid + strangers if each.set_ in held]
        scored += [(score(weights, each.signs), each) for each in mine]
    _print(sorted(scored, key=lambda each: -each[0]), conflicts, found, flags=given.flags)


def of_one_event(told: Sequence[Told], gold: Sequence[Gold]) -> list[Laid]:
    """Lay the figures of a set side by side, those of one cluster that may be one question's."""
    return [
        laid for one, two, rows in pairs_of_one_event(told, gold) for laid in _laid(one, two, rows)
    ]


def of_two_events(told: Sequence[Told]) -> list[Laid]:
    """Lay side by side the figures of two events that would be compared in one newsroom."""
    under: dict[CandidateKey, list[tuple[Told, Assertion, Filing]]] = defaultdict(list)
    for one in told:
        for figure in one.figures:
            filing = Filing.of(figure)
            for key in filing.keys:
                under[key].append((one, figure, filing))
    found: dict[tuple[int, int], list[Laid]] = {}
    for row in under.values():
        for (one, a, first), (two, b, second) in combinations(row, 2):
            pair = (id(a), id(b))
            if (one.set_, one.cluster) == (two.set_, two.cluster) or pair in found:
                continue
            if first.meets(second):
                found[pair] = [*_laid_claims(one.set_, a, b, frozenset())]
    return [each for laid in found.values() for each in laid]


def _laid(one: Told, two: Told, gold: Sequence[Gold | None]) -> Iterator[Laid]:
    for a in one.figures:
        for b in two.figures:
            yield from _laid_claims(one.set_, a, b, frozenset(cases((one, a), (two, b), gold)))


def _laid_claims(
    set_: str, a: Assertion, b: Assertion, conflicts: frozenset[int]
) -> Iterator[Laid]:
    """Yield a pair where a level tells it apart, and may be overruled."""
    if _dimension(a) != _dimension(b):
        return
    apart = told_apart(a, b, WITHOUT_SIGNS)
    if apart is not None and apart.may_be_one:
        yield Laid(set_, conflicts, dict(signs(apart.pair, apart.level)), a, b)


def _dimension(assertion: Assertion) -> str:
    quantity = assertion.claim.quantity
    return quantity.dimension if quantity is not None else ""


def _is_conflict(row: Gold) -> bool:
    return row["kind"] in KINDS and of_two_reports(row)


def _raised(name: str, gold: Sequence[Gold]) -> set[int]:
    """Return the conflicts that are raised without the signs."""
    return {
        number
        for one, two, rows in pairs_of_one_event(read_reports(name), gold)
        for a in one.figures
        for b in two.figures
        for number in cases((one, a), (two, b), rows)
        if compare(a, b, WITHOUT_SIGNS).raised
    }


def learn(laid: Sequence[Laid]) -> dict[str, float]:
    """Return a weight for every sign."""
    return learned(
        [each.signs for each in laid], [bool(each.conflicts) for each in laid], _counted(laid)
    )


def _counted(laid: Sequence[Laid]) -> list[float]:
    """Return how much each pair counts."""
    times = Counter((each.set_, number) for each in laid for number in each.conflicts)
    counted = []
    for each in laid:
        if each.conflicts:
            shares = [times[each.set_, number] ** -0.5 for number in each.conflicts]
            counts = _CONFLICT * sum(shares)
        else:
            counts = _OF_TWO_EVENTS if _is_of_two_events(each) else 1.0
        counted.append(counts)
    return counted


def _is_of_two_events(laid: Laid) -> bool:
    days = [each.report.published_on for each in (laid.a, laid.b)]
    return all(abs((day - _MONDAY).days) < _MONTHS for day in days)


def _print(
    scored: Sequence[tuple[float, Laid]],
    conflicts: set[tuple[str, int]],
    found: set[tuple[str, int]],
    *,
    flags: bool,
) -> None:
    _say(f"{len(conflicts)} conflicts, {len(found)} found without the signs")
    new: set[tuple[str, int]] = set()
    right = wrong = strangers = 0
    for points, each in scored:
        if _is_of_two_events(each):
            strangers += 1
        elif each.conflicts:
            right += 1
            new |= {(each.set_, number) for number in each.conflicts} - found
        else:
            wrong += 1
        if flags and right + wrong <= _STEPS[-1]:
            mark = "+" if each.conflicts else "?" if _is_of_two_events(each) else "-"
            for side in (each.a, each.b):
                _say(f"{points:6.2f} {mark} {each.set_} {side.claim.sentence.exact}")
                _say(f"         [{side.claim.span.exact}]")
        if right + wrong in _STEPS and not _is_of_two_events(each):
            _say(
                f"score {points:5.2f}: {right + wrong} pairs more, {right} right, {len(new)} more "
                f"conflicts found, {strangers} pairs of two events"
            )


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
