"""Read rows, let a peer predict each, write what it found with the CPU seconds it took.

Runs in a peer's own environment, so it needs the standard library alone.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    Row = dict[str, Any]


def predict_rows(predict: Callable[[Row], Row]) -> None:
    """Predict each row of the file named first on the command line into the one named second."""
    source, target = Path(sys.argv[1]), Path(sys.argv[2])
    predict({"id": "", "text": "It warms up in 2020 with 5 people.", "dct": "2020-01-01"})
    with target.open("w", encoding="utf-8") as out:
        for line in source.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            began = time.process_time()
            found = predict(row)
            found |= {"id": row["id"], "secs": time.process_time() - began}
            out.write(json.dumps(found) + "\n")
