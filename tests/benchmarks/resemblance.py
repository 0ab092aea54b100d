"""Learn what each sign of one question weighs, and tell how well that does on unseen reports.

Use: ``python -m tests.benchmarks.resemblance [--write] [--flags]``. It reads ``fixtures/clusters``
and prints, each set scored with weights that were learned from the others alone: how many more
pairs of figures would be raised above some scores, how many of these are right, how many
conflicts are found that the levels miss, and how many pairs of two events would be raised.
``--write`` learns from all sets and writes ``claimtrack/engine/data/resemblance.toml``;
``--flags`` prints the pairs themselves, the surest first.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from claimtrack.engine.compare import compare
from claimtrack.engine.comparison.resemblance import (
    LEAST_SHARE,
    may_resemble,
    opening_share,
    signs,
)
from claimtrack.engine.comparison.scope import pair_of
from claimtrack.engine.policy import DEFAULT_POLICY
from tests.engine.reports import read_report

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from claimtrack.engine.records import Assertion

CLUSTERS = Path("fixtures/clusters")
DATA = Path("claimtrack/engine/data/resemblance.toml")

#: Kinds of a conflict of two figures in two reports.
KINDS = frozenset({"contradiction", "misreport", "reversal"})
#: How much a pair counts that the levels leave apart anyway, and one of two events.
_LEFT_APART, _OF_TWO_EVENTS = 0.3, 0.3
#: A conflict counts as two such pairs, however often its reports tell it.
_CONFLICT = 2.0
#: How strongly weights are drawn to nothing.
_RIDGE = 20.0
_ROUNDS = 60
#: Two events are told in one week, as far as anybody can see.
_MONDAY = date(2027, 3, 1)
#: No event is told of for so many days.
_MONTHS = 60
_STEPS = (10, 20, 30, 40, 50, 60, 80, 100)

_ALWAYS = replace(DEFAULT_POLICY, resemblance=Decimal(-1000))
_NEVER = replace(DEFAULT_POLICY, resemblance=Decimal(1000))


@dataclass(frozen=True, slots=True)
class Laid:
    """Two figures that may be of one question, with what the levels make of them.

    ``conflicts`` are the numbers of the rows that they are a case of; ``raised``: without the
    signs; ``opened``: if the signs said so.
    """

    set_: str
    conflicts: frozenset[int]
    raised: bool
    opened: bool
    signs: Mapping[str, float]
    a: Assertion
    b: Assertion


@dataclass(frozen=True, slots=True)
class Told:
    """The figures of one report."""

    set_: str
    cluster: str
    day: date
    text: str
    figures: tuple[Assertion, ...]


def main() -> None:
    """Score every set by the others; with ``--write`` learn from all."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--flags", action="store_true")
    given = parser.parse_args()
    names = sorted(each.stem for each in CLUSTERS.glob("*.jsonl") if ".gold" not in each.name)
    laid: list[Laid] = []
    conflicts: set[tuple[str, int]] = set()
    found: set[tuple[str, int]] = set()
    for name in names:
        rows = read_gold(name)
        laid += of_one_event(read_reports(name), rows)
        conflicts |= {(name, number) for number, row in enumerate(rows) if _of_two_reports(row)}
        found |= {(name, number) for number in _raised(name, rows)} & conflicts
    strangers = of_two_events([each for name in names for each in read_reports(name, _MONDAY)])
    if given.write:
        DATA.write_text(_written(learn(laid + strangers), DATA.read_text(encoding="utf-8")))
        return
    scored: list[tuple[float, Laid]] = []
    for number, name in enumerate(names):
        others = [each for each in laid if each.set_ != name]
        others += [each for at, each in enumerate(strangers) if at % len(names) != number]
        weights = learn(others)
        mine = [each for each in laid if each.set_ == name]
        mine += [each for at, each in enumerate(strangers) if at % len(names) == number]
        scored += [(score(weights, each), each) for each in mine if each.opened and not each.raised]
    _print(sorted(scored, key=lambda each: -each[0]), conflicts, found, flags=given.flags)


def read_gold(name: str) -> list[dict[str, Any]]:
    """Return the conflicts of a set, and the look-alikes (kind ``not``)."""
    lines = (CLUSTERS / f"{name}.gold.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def read_reports(name: str, week: date | None = None) -> list[Told]:
    """Return the reports of a set with their figures; all in one ``week`` where that is given."""
    lines = (CLUSTERS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line.strip()]
    first: dict[str, date] = {}
    for row in rows:
        day = date.fromisoformat(row["published"])
        first[row["cluster"]] = min(first.get(row["cluster"], day), day)
    found = []
    for row in rows:
        day, begun = date.fromisoformat(row["published"]), first[row["cluster"]]
        if week is not None:
            day = week + timedelta(days=begun.weekday()) + (day - begun)
        text = f"{row['headline']}\n\n{row['text']}"
        read = read_report(text, report=row["id"], published=day, headline_end=len(row["headline"]))
        figures = tuple(
            each for each in read if each.claim.quantity is not None and each.claim.echoes is None
        )
        found.append(Told(name, row["cluster"], day, text, figures))
    return found


def of_one_event(told: Sequence[Told], gold: Sequence[Mapping[str, Any]]) -> list[Laid]:
    """Lay the figures of a set side by side, those of one cluster that may be one question's."""
    by_cluster: dict[str, list[Told]] = defaultdict(list)
    for each in told:
        by_cluster[each.cluster].append(each)
    return [
        laid
        for cluster, reports in by_cluster.items()
        for one, two in combinations(reports, 2)
        for laid in _laid(one, two, [row if row["cluster"] == cluster else None for row in gold])
    ]


def of_two_events(told: Sequence[Told]) -> list[Laid]:
    """Lay side by side what reports of two events have that could be taken for one question."""
    return [
        laid
        for one, two in combinations(told, 2)
        if (one.set_, one.cluster) != (two.set_, two.cluster) and _open_alike(one, two)
        for laid in _laid(one, two, ())
        if laid.opened
    ]


def _open_alike(one: Told, two: Told) -> bool:
    """Tell whether two reports share enough of their openings to be looked at."""
    return any(opening_share(a, b) >= LEAST_SHARE for a in one.figures[:1] for b in two.figures[:1])


def _laid(one: Told, two: Told, gold: Sequence[Mapping[str, Any] | None]) -> Iterable[Laid]:
    for a in one.figures:
        for b in two.figures:
            if _dimension(a) != _dimension(b) or not may_resemble(pair_of(a, b, _ALWAYS)):
                continue
            yield Laid(
                set_=one.set_,
                conflicts=frozenset(_cases((one, a), (two, b), gold)),
                raised=compare(a, b, _NEVER).raised,
                opened=compare(a, b, _ALWAYS).raised,
                signs=dict(signs(pair_of(a, b, _ALWAYS))),
                a=a,
                b=b,
            )


def _dimension(assertion: Assertion) -> str:
    quantity = assertion.claim.quantity
    return quantity.dimension if quantity is not None else ""


def _cases(
    one: tuple[Told, Assertion],
    two: tuple[Told, Assertion],
    gold: Sequence[Mapping[str, Any] | None],
) -> Iterable[int]:
    for number, row in enumerate(gold):
        if row is None or row["kind"] == "not":
            continue
        first, second = ([row[side], *row.get(f"also_{side}", ())] for side in "ab")
        if (_is_at(one, first) and _is_at(two, second)) or (
            _is_at(two, first) and _is_at(one, second)
        ):
            yield number


def _is_at(told: tuple[Told, Assertion], places: Iterable[Mapping[str, str]]) -> bool:
    report, assertion = told
    span = assertion.claim.span
    for place in places:
        start = report.text.find(place["words"])
        at = span.start < start + len(place["words"]) and start < span.end
        if place["id"] == assertion.report.report and at:
            return True
    return False


def _of_two_reports(row: Mapping[str, Any]) -> bool:
    return row["kind"] in KINDS and row["a"]["id"] != row["b"]["id"]


def _raised(name: str, gold: Sequence[Mapping[str, Any]]) -> set[int]:
    """Return the conflicts that are raised without the signs."""
    by_cluster: dict[str, list[Told]] = defaultdict(list)
    for each in read_reports(name):
        by_cluster[each.cluster].append(each)
    return {
        number
        for cluster, reports in by_cluster.items()
        for one, two in combinations(reports, 2)
        for a in one.figures
        for b in two.figures
        for number in _cases(
            (one, a), (two, b), [row if row["cluster"] == cluster else None for row in gold]
        )
        if compare(a, b, _NEVER).raised
    }


def learn(laid: Sequence[Laid]) -> dict[str, float]:
    """Return a weight for every sign: a logistic regression by Newton's steps, with a ridge."""
    names = sorted({name for each in laid for name, value in each.signs.items() if value})
    told = np.array([[float(each.signs.get(name, 0)) for name in names] for each in laid])
    wanted = np.array([float(bool(each.conflicts)) for each in laid])
    mean, spread = told.mean(0), told.std(0) + 1e-6
    table = np.c_[np.ones(len(told)), (told - mean) / spread]
    counted, ridge = _counted(laid), np.eye(table.shape[1]) * _RIDGE
    ridge[0, 0] = 0.0
    weights = np.zeros(table.shape[1])
    for _round in range(_ROUNDS):
        odds = 1 / (1 + np.exp(-np.clip(table @ weights, -30, 30)))
        slope = table.T @ ((wanted - odds) * counted) - ridge @ weights
        curve = (table.T * (odds * (1 - odds) * counted)) @ table + ridge
        weights += np.linalg.solve(curve + 1e-9 * np.eye(len(weights)), slope)
    plain = weights[1:] / spread
    found = {name: float(weight) for name, weight in zip(names, plain, strict=True)}
    return {"constant": float(weights[0] - (plain * mean).sum()), **found}


def _counted(laid: Sequence[Laid]) -> np.ndarray[Any, Any]:
    """Return how much each pair counts."""
    times = Counter((each.set_, number) for each in laid for number in each.conflicts)
    counted = []
    for each in laid:
        if each.conflicts:
            shares = [times[each.set_, number] ** -0.5 for number in each.conflicts]
            counted.append(_CONFLICT * sum(shares))
        else:
            counted.append(1.0 if each.opened else _LEFT_APART)
    return np.array(counted) * [_OF_TWO_EVENTS if _is_of_two_events(each) else 1.0 for each in laid]


def _is_of_two_events(laid: Laid) -> bool:
    days = [each.report.published_on for each in (laid.a, laid.b)]
    return all(abs((day - _MONDAY).days) < _MONTHS for day in days)


def score(weights: Mapping[str, float], laid: Laid) -> float:
    """Return the logarithm of the odds that a pair is of one question."""
    told = (weights.get(name, 0.0) * float(value) for name, value in laid.signs.items())
    return weights["constant"] + sum(told)


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


def _written(weights: Mapping[str, float], old: str) -> str:
    """Return the data file with these weights, the largest first."""
    head = re.split(r"^\[weights\]$", old, flags=re.MULTILINE)[0]
    constant = weights["constant"]
    rows = sorted(
        (each for each in weights.items() if each[0] != "constant"), key=lambda each: -abs(each[1])
    )
    lines = [f'"{name}" = {weight:.2f}' for name, weight in rows if abs(weight) >= 0.005]
    return "\n".join([f"{head}[weights]", f"constant = {constant:.2f}", *lines, ""])


if __name__ == "__main__":
    main()
