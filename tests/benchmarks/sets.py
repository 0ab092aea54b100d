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
    """One report with all its claims."""

    set_: str
    cluster: str
    report: str
    day: date
    text: str
    claims: tuple[Assertion, ...]

    @property
    def figures(self) -> tuple[Assertion, ...]:
        """The claims with a figure, each once."""
        told = (each for each in self.claims if each.claim.quantity is not None)
        return tuple(each for each in told if each.claim.echoes is None)

    @property
    def statements(self) -> tuple[Assertion, ...]:
        """The claims in words."""
        return tuple(each for each in self.claims if each.claim.quantity is None)


def names_of_sets(folder: Path = CLUSTERS) -> list[str]:
    """Return the names of all sets of a folder, in order."""
    return sorted(each.stem for each in folder.glob("*.jsonl") if ".gold" not in each.name)


def read_gold(name: str, folder: Path = CLUSTERS) -> list[Gold]:
    """Return the conflicts of a set, and its look-alikes."""
    return _rows(folder / f"{name}.gold.jsonl")


def read_reports(name: str, week: date | None = None, folder: Path = CLUSTERS) -> list[Told]:
    """Return the reports of a set; all in one ``week`` where that is given."""
    rows = _rows(folder / f"{name}.jsonl")
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
    one: tuple[Told, Assertion],
    two: tuple[Told, Assertion],
    gold: Sequence[Gold | None],
    *,
    by_sentence: bool = False,
) -> Iterator[int]:
    """Yield the numbers of the conflicts that two claims are a case of.

    A claim tells what a row names where its words meet it, or ``by_sentence`` its sentence.
    """
    for number, row in enumerate(gold):
        if row is None or row["kind"] == LOOK_ALIKE:
            continue
        first, second = ([row[side], *row.get(f"also_{side}", ())] for side in "ab")
        orders = ((one, two), (two, one))
        if any(
            _is_at(a, first, by_sentence=by_sentence) and _is_at(b, second, by_sentence=by_sentence)
            for a, b in orders
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
    return Told(
        set_=name,
        cluster=row["cluster"],
        report=row["id"],
        day=day,
        text=text,
        claims=read,
    )


def _is_at(
    told: tuple[Told, Assertion], places: Iterable[Mapping[str, str]], *, by_sentence: bool
) -> bool:
    report, assertion = told
    span = assertion.claim.sentence if by_sentence else assertion.claim.span
    for place in places:
        start = report.text.find(place["words"])
        at = span.start < start + len(place["words"]) and start < span.end
        if place["id"] == assertion.report.report and at:
            return True
    return False
