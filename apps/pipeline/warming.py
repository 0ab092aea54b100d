"""What a worker does before its first report and between two of them: what no report waits for.

It reads the model and the lexicons once for all. And it keeps the collector of garbage from
walking through all that it remembers in the midst of a check, which takes a tenth of a second.
"""

from __future__ import annotations

import gc
from datetime import date
from itertools import combinations, count

from claimtrack.engine.blocking import blocking_keys
from claimtrack.engine.compare import compare
from claimtrack.engine.extract import extract
from claimtrack.engine.policy import DEFAULT_POLICY
from claimtrack.engine.records import Assertion, ReportFacts

#: After so many reports a worker looks for garbage among what they left.
REPORTS_BETWEEN = 50
#: No full round begins by itself, and among the young hardly one: what dozens of reports leave is
#: below this many objects. Then the rounds among the young, and those among the middle-aged.
_THRESHOLDS = (200_000, 20, 1_000_000)

_REPORTS = count(1)

_DAY = date(2024, 12, 23)
_TEXT = (
    "At least 12 people were killed by the flood in Halden on Monday, the mayor said. "
    "“Some 1,500 have left their homes,” she told reporters; 14 people are dead, the police said."
)


def engine_warm() -> None:
    """Have the engine read all that it keeps, and take that out of the collector's sight.

    Before a worker's processes part this also lets them share the memory. From then on full
    rounds are :func:`garbage_collect`'s.
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
    gc.set_threshold(*_THRESHOLDS)


def garbage_collect() -> None:
    """Count one report; after some dozens collect what they left.

    What lives on, mostly claims that are remembered, is taken out of the collector's sight: it is
    in no circles, so that it goes when it is forgotten.
    """
    if next(_REPORTS) % REPORTS_BETWEEN == 0:
        gc.collect()
        gc.freeze()
