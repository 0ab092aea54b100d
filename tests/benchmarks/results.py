"""Predict, score, and keep the figures of each run, ours beside the peers'."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.benchmarks.environments import BASE, ONE_CORE, PeerError, run_peer

if TYPE_CHECKING:
    from pathlib import Path

    from tests.benchmarks.plan import Metric, Run


@dataclass(frozen=True, slots=True)
class Measured:
    """What one tool reached on one set: the scorer's answer, and texts in a second."""

    scores: dict[str, Any]
    speed: float

    def figure(self, metric: Metric) -> float | None:
        """Return one figure, in percent; ``None`` where this scorer does not give it."""
        found = self.scores.get(metric.key)
        if isinstance(found, str):
            hits, _, of = found.partition("/")
            return 100 * int(hits) / max(1, int(of))
        if metric.which is not None and found is not None:
            found = found[metric.which]
        return None if found is None else float(found)


@dataclass(slots=True)
class Result:
    """The figures of one run, and what kept a peer from it."""

    run: Run
    ours: Measured
    peers: dict[str, Measured] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)


def measure(run: Run, bench: Path, folder: Path, *, peers: bool) -> Result:
    """Score ours on a set, and each peer on the same texts, in ``folder``."""
    ours = folder / f"{run.job}-{run.dataset}.jsonl"
    gold = bench / "gold" / f"{run.dataset}.jsonl"
    if not ours.exists():
        _python("-m", "tests.benchmarks.predict", run.job, str(gold), str(ours))
    result = Result(run, _scored(run, bench, ours))
    for name in run.peers if peers else ():
        target = folder / f"{name}-{run.dataset}.jsonl"
        try:
            run_peer(name, gold, target)
        except PeerError as error:
            result.failures.append(str(error))
        else:
            result.peers[name] = _scored(run, bench, target)
    return result


def _scored(run: Run, bench: Path, predictions: Path) -> Measured:
    gold = bench / "gold" / f"{run.dataset}.jsonl"
    scorer = bench / "score" / run.scorer
    rows = [json.loads(line) for line in predictions.read_text(encoding="utf-8").splitlines()]
    seconds = sum(row["secs"] for row in rows)
    scores = json.loads(_python(str(scorer), str(gold), str(predictions), *run.flags))
    return Measured(scores, len(rows) / seconds if seconds else 0)


def _python(*arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=BASE,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | ONE_CORE,
    )
    return done.stdout
