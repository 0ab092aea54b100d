"""The golden table of sentences, scored as its test scores it."""

from __future__ import annotations

from collections import Counter

from tests.benchmarks.table import Line
from tests.engine.test_golden_sentences import (
    FACETS,
    FIGURES,
    ROWS,
    claim_at,
    reading,
    right_facets,
)


def golden_lines() -> list[Line]:
    """Return a line for each facet: how many in 100 figures are read as the table says."""
    right = Counter(
        facet
        for number, row in enumerate(ROWS)
        for expected in row["quantities"]
        for facet in right_facets(expected, claim_at(expected, reading(number)))
    )
    return [Line((facet,), (f"{100 * right[facet] / FIGURES:.1f}",)) for facet in FACETS]
