"""Score a pipeline on the test parts of the treebanks, from plain text.

    python -m claimtrack.engine.data.training.evaluate DATA [PIPELINE]

reads the ``*-test.spacy`` files that ``convert`` wrote to ``DATA`` and prints a row for each:
the share of words with the right universal tag, Penn tag, lemma, head, and head with label
(punctuation left out of the last two, as is usual), and sentences a second. The whole front end
is scored: a word that it cuts differently is wrong.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import spacy
from spacy.tokens import DocBin

from claimtrack.engine.language.syntax import load
from claimtrack.engine.records import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

    from claimtrack.engine.language.syntax import ParsedSentence

PARTS = ("news-test", "gum-test", "ewt-test")
ROUNDS = 3
HEADER = f"{'':10}  UPOS  XPOS lemma   UAS   LAS sentences/s"


def main() -> None:
    """Print the scores."""
    folder = Path(sys.argv[1])
    syntax = load(sys.argv[2] if sys.argv[2:] else None)
    vocab = spacy.blank("en").vocab
    sys.stdout.write(HEADER + "\n")
    for part in PARTS:
        docs = list(DocBin().from_disk(folder / f"{part}.spacy").get_docs(vocab))
        text, spans = _join(docs)
        seconds = []
        for _ in range(ROUNDS):
            start = time.perf_counter()
            sentences = syntax.parse(text, spans)
            seconds.append(time.perf_counter() - start)
        counts: Counter[str] = Counter()
        for doc, sentence in zip(docs, sentences, strict=True):
            counts += _score(doc, sentence)
        sys.stdout.write(_row(part, counts, len(docs) / min(seconds)) + "\n")


def _join(docs: Sequence[Doc]) -> tuple[str, list[Span]]:
    """Return the sentences one below the other, and where each one stands."""
    spans, end = [], 0
    for doc in docs:
        words = doc.text.rstrip()
        spans.append(Span(end, end + len(words), words))
        end += len(words) + 1
    return "\n".join(span.exact for span in spans), spans


def _score(doc: Doc, sentence: ParsedSentence) -> Counter[str]:
    base, tokens = sentence.span.start, sentence.tokens
    found = {(token.start - base, token.end - base): token for token in tokens}
    counts: Counter[str] = Counter()
    for word in doc:
        token = found.get(_place(word.idx, word.text))
        upos, _, xpos = word.tag_.partition("_")
        is_mark = upos == "PUNCT"
        counts.update({"words": 1, "arcs": not is_mark})
        if token is None:
            continue
        head = tokens[token.head]
        right_head = (head.start - base, head.end - base) == _place(word.head.idx, word.head.text)
        label = "root" if word.dep_ == "ROOT" else word.dep_
        counts.update(
            {
                "upos": token.upos == upos,
                "xpos": token.xpos == xpos,
                "lemma": token.lemma.lower() == word.lemma_.lower(),
                "uas": right_head and not is_mark,
                "las": right_head and token.dep == label and not is_mark,
            }
        )
    return counts


def _place(start: int, form: str) -> tuple[int, int]:
    return start, start + len(form)


def _row(part: str, counts: Counter[str], speed: float) -> str:
    words = [100 * counts[key] / counts["words"] for key in ("upos", "xpos", "lemma")]
    arcs = [100 * counts[key] / counts["arcs"] for key in ("uas", "las")]
    shares = "".join(f"{share:6.1f}" for share in (*words, *arcs))
    return f"{part:10}{shares} {speed:11,.0f}"


if __name__ == "__main__":
    main()
