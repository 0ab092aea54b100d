"""What the parse brings: the whole engine beside the engine on rules alone.

Use: ``python -m tests.benchmarks.front_ends [TEXTS.jsonl SCORER.py]``. Prints the figures of the
golden table, and of a set of attributions where one is given with its scorer, for each front end.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import spacy

from claimtrack.engine.extract import extract
from claimtrack.engine.language.syntax import OWN_PIPELINE, UNREAD, ParsedSentence, Syntax
from tests.benchmarks import attributions
from tests.benchmarks.plan import F1
from tests.engine.test_golden_sentences import (
    FACETS,
    FIGURES,
    ROWS,
    claim_at,
    right_facets,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimtrack.engine.records import Span


class Words(Syntax):
    """The same words without tags, tree and names: what is left is for the rules to read."""

    def parse(self, text: str, sentences: Iterable[Span]) -> tuple[ParsedSentence, ...]:
        """Return each sentence as a flat row of words below the first."""
        return tuple(_flat(sentence) for sentence in super().parse(text, sentences))


def _flat(sentence: ParsedSentence) -> ParsedSentence:
    tokens = tuple(
        token._replace(
            upos="X",
            xpos="",
            dep="dep" if index else "root",
            head=0,
            ent="",
        )
        for index, token in enumerate(sentence.tokens)
    )
    return replace(sentence, tokens=tokens, names=())


def main() -> None:
    """Read the texts with each front end and print what it gets right."""
    ends = {
        "whole engine": Syntax(spacy.load(OWN_PIPELINE, exclude=UNREAD)),
        "rules only": Words(spacy.load(OWN_PIPELINE, exclude=UNREAD)),
    }
    for name, syntax in ends.items():
        sys.stdout.write(f"{name}\n")
        for facet, share in _golden(syntax).items():
            sys.stdout.write(f"  {facet:12} {share:5.1f}\n")
        if len(sys.argv) > 2:
            for label, score in _attributions(syntax, Path(sys.argv[1]), sys.argv[2]).items():
                sys.stdout.write(f"  {label:12} {score:5.1f}\n")


def _golden(syntax: Syntax) -> dict[str, float]:
    """Return for each facet how many in 100 figures are read as the golden table says."""
    right = dict.fromkeys(FACETS, 0)
    for row in ROWS:
        published = date.fromisoformat(row["published"])
        read = extract(row["text"], published=published, headline_end=0, syntax=syntax)
        for expected in row["quantities"]:
            for facet in right_facets(expected, claim_at(expected, read)):
                right[facet] += 1
    return {facet: 100 * right[facet] / FIGURES for facet in FACETS}


def _attributions(syntax: Syntax, gold: Path, scorer: str) -> dict[str, float]:
    """Return the F1 of whole attributions, with reporting cues only and with all."""
    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "predicted.jsonl"
        found = [{"id": row["id"], **attributions.predict(row, syntax)} for row in rows]
        target.write_text("".join(json.dumps(each) + "\n" for each in found), encoding="utf-8")
        return {
            label: _scores(scorer, str(gold), str(target), *flags)["triple"][F1]
            for label, flags in (("cues", ["--speech"]), ("all", []))
        }


def _scores(*arguments: str) -> dict[str, Any]:
    run = subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.PIPE)
    scores: dict[str, Any] = json.loads(run.stdout)
    return scores


if __name__ == "__main__":
    main()
