"""What a worker does before its first report: read the model and the lexicons, once for all."""

from __future__ import annotations

import gc
from datetime import date
from itertools import combinations

from claimtrack.engine.blocking import blocking_keys
from claimtrack.engine.compare import compare
from claimtrack.engine.extract import extract
from claimtrack.engine.policy import DEFAULT_POLICY
from claimtrack.engine.records import Assertion, ReportFacts

_DAY = date(2024, 12, 23)
_TEXT = (
    "At least 12 people were killed by the flood in Halden on Monday, the mayor said. "
    "“Some 1,500 have left their homes,” she told reporters; 14 people are dead, the police said."
)


def engine_warm() -> None:
    """Have the engine read all that it keeps, and keep the collector of garbage off it.

    Before a worker's processes part this also lets them share the memory.
    """
    read = [
        Assertion(
            claim=each,
            report=ReportFacts(report=outlet, outlet=outlet, published_on=_DAY),
            utterer=outlet,
        )
        for each in extract(_TEXT, published=_DAY).claims
        for outlet in ("post", "wire")
    ]
    for one in read:
        blocking_keys(one)
    for one, two in combinations(read, 2):
        compare(one, two, DEFAULT_POLICY)
    gc.collect()
    gc.freeze()
