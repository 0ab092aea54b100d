"""Learn what each sign of two figures of two passages weighs, and tell how well that does.

Use: ``python -m tests.benchmarks.passages [--write]``. It reads ``fixtures/passages``, pairs of
short passages of the project's own, and prints for each set, scored with weights learned from the
others alone: the average precision, and how many conflicts of figures are found and agreeing and
unrelated pairs flagged, without the signs and with them. ``--write`` learns from all sets and
writes ``claimtrack/engine/data/passages.toml``.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from claimtrack.engine.passages.differences import Alignment
from claimtrack.engine.passages.reading import read
from claimtrack.engine.passages.signs import Laid, signs
from tests.benchmarks.regression import learned, score, write_weights

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

PASSAGES = Path("fixtures/passages")
DATA = Path("claimtrack/engine/data/passages.toml")

#: Relative days of the passages are reckoned from here.
UNDATED = date(2020, 1, 1)
#: A pair that neither agrees nor conflicts counts as two.
_UNRELATED = 2.0
#: So often the rivals that make a pair conflict are looked for with the weights so far.
_ROUNDS = 5
_CONFLICT, _OF_SIGNS = 0.5, 0.9


@dataclass(frozen=True, slots=True)
class Row:
    """A pair: its label, what the other differences came to, and the signs of its rivals."""

    label: str
    numeric: bool
    plain: float
    rivals: Sequence[Mapping[str, float]]

    def scored(self, weights: Mapping[str, float]) -> float:
        """Return how sure a conflict is with these weights, as the engine does."""
        odds = max((score(weights, each) for each in self.rivals), default=-math.inf)
        return max(self.plain, _OF_SIGNS / (1 + math.exp(-odds)))


def main() -> None:
    """Score every set by the others; with ``--write`` learn from all."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    sets = {file.stem: rows_of(file) for file in sorted(PASSAGES.glob("*.jsonl"))}
    if given.write:
        write_weights(DATA, learn([row for rows in sets.values() for row in rows]))
        return
    for name, rows in sets.items():
        weights = learn([row for other in sets if other != name for row in sets[other]])
        _print(name, rows, [row.plain for row in rows])
        _print("  with the signs", rows, [row.scored(weights) for row in rows])


def rows_of(file: Path) -> list[Row]:
    """Read the pairs of a file."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return [_row(json.loads(line)) for line in lines if line.strip()]


def _row(told: Mapping[str, str]) -> Row:
    passages = (read(told[side], UNDATED) for side in "ab")
    short, long = sorted(passages, key=lambda passage: (passage.weight, passage.text))
    alignment = Alignment.of(short, long)
    laid = Laid(short, long, alignment.common, alignment.alike)
    return Row(
        label=told["label"],
        numeric=told.get("type") == "numeric",
        plain=max((each.score for each in alignment.by_one_sign()), default=0.0),
        rivals=[dict(signs(laid, *each)) for each in alignment.rivals()],
    )


def learn(rows: Iterable[Row]) -> dict[str, float]:
    """Return a weight for every sign.

    A conflict has one pair of rivals at least, and nobody says which: the likeliest one is taken,
    by the weights of the round before.
    """
    told = [row for row in rows if row.rivals and (row.numeric or row.label != "conflict")]
    weights: Mapping[str, float] = {"constant": 0.0, "aligned": 1.0}
    for _round in range(_ROUNDS):
        table: list[Mapping[str, float]] = []
        wanted: list[bool] = []
        counted: list[float] = []
        for row in told:
            conflict = row.label == "conflict"
            taken = row.rivals
            if conflict:
                taken = [max(row.rivals, key=lambda each: score(weights, each))]
            table += taken
            wanted += [conflict] * len(taken)
            whole = _UNRELATED if row.label == "unrelated" else 1.0
            counted += [whole / len(taken) ** 0.5] * len(taken)
        weights = learned(table, wanted, counted)
    return dict(weights)


def average_precision(rows: Sequence[Row], scores: Sequence[float]) -> float:
    """Return the average precision of the scores, in percent."""
    ranked = sorted(zip(scores, rows, strict=True), key=lambda each: -each[0])
    hits, total = 0, 0.0
    for place, (_score, row) in enumerate(ranked, 1):
        if row.label == "conflict":
            hits += 1
            total += hits / place
    return 100 * total / max(hits, 1)


def _print(name: str, rows: Sequence[Row], scores: Sequence[float]) -> None:
    of: Counter[str] = Counter()
    flagged: Counter[str] = Counter()
    for row, found in zip(rows, scores, strict=True):
        kind = "figures" if row.numeric else row.label
        of[kind] += 1
        flagged[kind] += found >= _CONFLICT
    counts = ", ".join(f"{kind} {flagged[kind]} of {of[kind]}" for kind in sorted(of))
    sys.stdout.write(f"{name}: {average_precision(rows, scores):.1f}; flagged: {counts}\n")


if __name__ == "__main__":
    main()
