"""Score the engine on the development sets, beside its peers: ``make bench``.

The sets are public research data that the project does not ship. They are looked for in
``CLAIMTRACK_BENCH``, else in ``shared/bench`` beside the project: ``gold/*.jsonl`` and the
scorers in ``score``. Each tool runs in a process of its own, each peer in an environment of its
own, which is made when it is missing.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.environments import BASE
from tests.benchmarks.golden import golden_lines
from tests.benchmarks.plan import RUNS
from tests.benchmarks.predict import JOBS
from tests.benchmarks.report import PAGE, machine, page
from tests.benchmarks.results import measure
from tests.benchmarks.table import (
    HEAD,
    LEGEND,
    SPEED_HEAD,
    accuracy_lines,
    as_text,
    speed_lines,
)


def main() -> None:
    """Measure, print the tables, and write docs/accuracy.md if asked to."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    parser.add_argument("--all", action="store_true", help="score the long training sets too")
    parser.add_argument("--ours", action="store_true", help="leave the peers out")
    parser.add_argument("--write", action="store_true", help="write docs/accuracy.md")
    given = parser.parse_args()
    bench = Path(os.environ.get("CLAIMTRACK_BENCH", BASE.parent / "shared" / "bench"))
    if not (bench / "gold").is_dir():
        sys.exit(f"There are no development sets in {bench}; set CLAIMTRACK_BENCH to them.")
    results = []
    with tempfile.TemporaryDirectory() as folder:
        for run in RUNS:
            if run.job not in JOBS or (run.long and not given.all):
                continue
            _say(f"  {run.dataset} {' '.join((run.job, *run.flags))} ...")
            results.append(measure(run, bench, Path(folder), peers=not given.ours))
    _say(f"\n{machine()}\n\n{as_text(HEAD, accuracy_lines(results))}\n{LEGEND}\n")
    _say(as_text(SPEED_HEAD, speed_lines(results)))
    for failure in dict.fromkeys(failure for result in results for failure in result.failures):
        _say(f"Left out: {failure}")
    if given.write:
        PAGE.write_text(page(results, golden_lines()), encoding="utf-8")
        _say(f"Written: {PAGE.relative_to(BASE)}")


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
