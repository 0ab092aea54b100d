"""docs/accuracy.md: the figures of one run, with what they were measured on."""

from __future__ import annotations

import os
import platform
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from claimtrack.engine import VERSION
from tests.benchmarks.environments import BASE, PEERS
from tests.benchmarks.table import (
    HEAD,
    LEGEND,
    SPEED_HEAD,
    Line,
    accuracy_lines,
    as_markdown,
    peer_lines,
    speed_lines,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.benchmarks.results import Result

PAGE = BASE / "docs" / "accuracy.md"
#: What a person wrote about the errors that remain; the figures around it are measured.
ERRORS = Path(__file__).parent / "remaining_errors.md"
PEER_HEAD = Line(("set", "metric", "peer"), ("figure", "source"))
GOLDEN_HEAD = Line(("facet",), ("read as the table says, in percent",))

_SETS = (
    "The sets are the development halves of public research sets. The project ships none of them, "
    "and no rule is written for one of their sentences."
)
_SPEED = "Texts in a second of processor time, one thread, on the same machine."
_GOLDEN = (
    "The project's own sentences over ten beats, `fixtures/golden_sentences.jsonl`, read by the "
    "whole engine."
)


def machine() -> str:
    """Return what the figures were measured with, in one line."""
    return (
        f"engine {VERSION}, Python {platform.python_version()}, spaCy {version('spacy')}, "
        f"{platform.system()} {platform.machine()}, one core of {os.cpu_count()}"
    )


def page(results: Sequence[Result], golden: Sequence[Line]) -> str:
    """Return the page; its parts are in the order in which a reader asks."""
    pins = sorted({pin for peer in PEERS.values() for pin in peer.requirements})
    day = datetime.now(UTC).date().isoformat()
    measured = (
        f"Measured on {day}: {machine()}. The page is written by `make bench ARGS=--write`; how it "
        "is measured and why is in [decisions/accuracy.md](decisions/accuracy.md)."
    )
    parts = [
        "# Accuracy",
        measured,
        _SETS,
        "## Against the goals and the best peer",
        as_markdown(HEAD, accuracy_lines(results)),
        LEGEND,
        "## All peers",
        f"Run here: {', '.join(pins)}; ours and each peer on the same texts.",
        as_markdown(PEER_HEAD, peer_lines(results)),
        "## Speed beside the peers",
        _SPEED,
        as_markdown(SPEED_HEAD, speed_lines(results)),
        "## The golden table",
        _GOLDEN,
        as_markdown(GOLDEN_HEAD, golden),
        ERRORS.read_text(encoding="utf-8").strip(),
    ]
    return "\n\n".join(parts) + "\n"
