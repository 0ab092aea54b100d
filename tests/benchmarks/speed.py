"""Sentences a second of the whole engine over whole articles, in processor time on one core.

Use: ``python -m tests.benchmarks.speed TEXTS.jsonl [RUNS]``; each row has a ``text``. Prints the
median of the runs; the first text is read once before, so that nothing is loaded while it counts.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from datetime import date
from pathlib import Path

from claimtrack.engine.extract import extract
from claimtrack.engine.language.text import split_sentences

PUBLISHED = date(2020, 1, 1)
RUNS = 3


def main() -> None:
    """Read all texts a few times over and print the median speed."""
    path, runs = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else RUNS  # argv
    lines = path.read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in lines]
    sentences = sum(len(split_sentences(text)) for text in texts)
    extract(texts[0], published=PUBLISHED)
    speed = statistics.median(sentences / _seconds(texts) for _ in range(runs))
    sys.stdout.write(f"{sentences:,} sentences, {speed:,.0f} a second (median of {runs} runs)\n")


def _seconds(texts: list[str]) -> float:
    began = time.process_time()
    for text in texts:
        extract(text, published=PUBLISHED)
    return time.process_time() - began


if __name__ == "__main__":
    main()
