"""Write predictions for the public development sets, in their own format and with seconds.

Use: ``python -m tests.benchmarks.predict JOB IN.jsonl OUT.jsonl``, where the job is attributions,
pairs, quantities or times. Each row in has ``id`` and ``text`` (and ``dct``, the day of the text,
for times), or ``a`` and ``b`` for pairs; each row out has the same id, the predictions, and
``secs``, the processor time that they took.
"""

from __future__ import annotations

import argparse
import json
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimtrack.engine.passages import compare_passages
from tests.benchmarks import attributions
from tests.benchmarks.quantities import predict_quantities
from tests.benchmarks.times import predict_times

if TYPE_CHECKING:
    from collections.abc import Callable

#: The day taken for texts of which the set tells none.
UNDATED = date(2020, 1, 1)


def quantities(row: dict[str, Any]) -> dict[str, Any]:
    """Predict the quantities of one row."""
    return {"quantities": predict_quantities(row["text"], UNDATED)}


def times(row: dict[str, Any]) -> dict[str, Any]:
    """Predict the time expressions of one row."""
    return {"timex": predict_times(row["text"], date.fromisoformat(row["dct"][:10]))}


def pairs(row: dict[str, Any]) -> dict[str, Any]:
    """Predict what two passages are to each other, and how sure it is of a conflict."""
    found = compare_passages(row["a"], row["b"], published=UNDATED)
    return {"label": found.stance.value, "score": found.score, "reason": found.reason}


#: The jobs by name; another job is one more module with one more line here.
JOBS: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "attributions": attributions.predict,
    "pairs": pairs,
    "quantities": quantities,
    "times": times,
}


def main() -> None:
    """Read the rows, predict each, write them out."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("job", choices=sorted(JOBS))
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    given = parser.parse_args()
    job = JOBS[given.job]
    job({"id": "", "text": "warm up", "a": "warm", "b": "up", "dct": "2020-01-01"})
    with (
        given.source.open(encoding="utf-8") as source,
        given.target.open("w", encoding="utf-8") as out,
    ):
        for line in source:
            row = json.loads(line)
            began = time.process_time()
            found = job(row)
            found |= {"id": row["id"], "secs": time.process_time() - began}
            out.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
