"""The sets of ``fixtures/clusters``: reports of invented events, and what is a conflict in them."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.engine.reports import read_report

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from claimtrack.engine.records import Assertion

CLUSTERS = Path("fixtures/clusters")
#: What is no conflict, and looks like one.
LOOK_ALIKE = "not"

Gold = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """One report with its figures and its statements in words."""

    set_: str
    cluster: str
    day: date
    text: str
    figures: tuple[Assertion, ...]
    statements: tuple[Assertion, ...]


def names_of_sets() -> list[str]:
    """Return the names of all sets, in order."""
    return sorted(each.stem for each in CLUSTERS.glob("*.jsonl") if ".gold" not in each.name)


def read_gold(name: str) -> list[Gold]:
    """Return the conflicts of a set, and its look-alikes."""
    return _rows(CLUSTERS / f"{name}.gold.jsonl")


def read_reports(name: str, week: date | None = None) -> list[Told]:
    """Return the reports of a set; all in one ``week`` where that is given."""
    rows = _rows(CLUSTERS / f"{name}.jsonl")
    first: dict[str, date] = {}
    for row in rows:
        day = date.fromisoformat(row["published"])
        first[row["cluster"]] = min(first.get(row["cluster"], day), day)
    return [_told(name, row, first[row["cluster"]], week) for row in rows]


def pairs_of_one_event(
    told: Sequence[Told], gold: Sequence[Gold]
) -> Iterator[tuple[Told, Told, list[Gold | None]]]:
    """Yield the reports of one cluster two by two, with the rows of that cluster.

    Rows of other clusters are ``None``, so that each keeps its number.
    """
    by_cluster: dict[str, list[Told]] = defaultdict(list)
    for each in told:
        by_cluster[each.cluster].append(each)
    for cluster, reports in by_cluster.items():
        rows = [row if row["cluster"] == cluster else None for row in gold]
        for one, two in combinations(reports, 2):
            yield one, two, rows


def cases(
    one: tuple[Told, Assertion], two: tuple[Told, Assertion], gold: Sequence[Gold | None]
) -> Iterator[int]:
    """Yield the numbers of the conflicts that two claims are a case of."""
    for number, row in enumerate(gold):
        if row is None or row["kind"] == LOOK_ALIKE:
            continue
        first, second = ([row[side], *row.get(f"also_{side}", ())] for side in "ab")
        if (_is_at(one, first) and _is_at(two, second)) or (
            _is_at(two, first) and _is_at(one, second)
        ):
            yield number


def of_two_reports(row: Gold) -> bool:
    """Tell whether a conflict is one of two reports."""
    return bool(row["a"]["id"] != row["b"]["id"])


def _rows(file: Path) -> list[Gold]:
    lines = file.read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def _told(name: str, row: Gold, begun: date, week: date | None) -> Told:
    day = date.fromisoformat(row["published"])
    if week is not None:
        day = week + timedelta(days=begun.weekday()) + (day - begun)
    text = f"{row['headline']}\n\n{row['text']}"
    read = read_report(text, report=row["id"], published=day, headline_end=len(row["headline"]))
    figures = (each for each in read if each.claim.quantity is not None)
    return Told(
        set_=name,
        cluster=row["cluster"],
        day=day,
        text=text,
        figures=tuple(each for each in figures if each.claim.echoes is None),
        statements=tuple(each for each in read if each.claim.quantity is None),
    )


def _is_at(told: tuple[Told, Assertion], places: Iterable[Mapping[str, str]]) -> bool:
    report, assertion = told
    span = assertion.claim.span
    for place in places:
        start = report.text.find(place["words"])
        at = span.start < start + len(place["words"]) and start < span.end
        if place["id"] == assertion.report.report and at:
            return True
    return False
