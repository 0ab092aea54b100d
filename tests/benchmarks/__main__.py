"""Score the engine on the development sets: ``make bench``.

The sets are public research data that the project does not ship. They are looked for in
``CLAIMTRACK_BENCH``, else in ``shared/bench`` beside the project: ``gold/*.jsonl`` and the
scorers in ``score``. Each job runs in a process of its own, as ``tests.benchmarks.predict``.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

BASE = Path(__file__).resolve().parents[2]
#: The job, its set, its scorer, and the scorer's own flags.
RUNS = (
    ("quantities", "newsquant.dev", "score_quantities.py", ()),
    ("quantities", "msrec.dev", "score_quantities.py", ()),
    ("quantities", "measeval.dev", "score_quantities.py", ()),
    ("times", "timex.dev", "score_times.py", ()),
    ("attributions", "polnear.dev", "score_attributions.py", ("--speech",)),
    ("attributions", "polnear.dev", "score_attributions.py", ()),
)


def main() -> None:
    """Predict and score each set, and print one line of figures for each."""
    bench = Path(os.environ.get("CLAIMTRACK_BENCH", BASE.parent / "shared" / "bench"))
    if not (bench / "gold").is_dir():
        sys.exit(f"There are no development sets in {bench}; set CLAIMTRACK_BENCH to them.")
    with tempfile.TemporaryDirectory() as folder:
        for job, name, scorer, flags in RUNS:
            gold = bench / "gold" / f"{name}.jsonl"
            out = Path(folder) / f"{job}-{name}.jsonl"
            if not out.exists():
                _run("-m", "tests.benchmarks.predict", job, str(gold), str(out))
            figures = _run(str(bench / "score" / scorer), str(gold), str(out), *flags)
            print(f"{name} {' '.join(flags)}\n  {figures.strip()}", flush=True)  # noqa: T201  # its purpose


def _run(*arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments], cwd=BASE, check=True, capture_output=True, text=True
    )
    return done.stdout


if __name__ == "__main__":
    main()
