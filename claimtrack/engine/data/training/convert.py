"""Turn the treebanks into spaCy's training format.

    python convert.py TREEBANKS OUT

reads ``en_{ewt,gum}-{train,dev,test}.conllu`` and writes ``train.spacy``, ``dev.spacy`` and one
``.spacy`` file for each test part. A sentence becomes a document of its own, as the engine
parses it. Tags join the universal and the Penn tag ("VERB_VBD"). Names come from GUM's mentions
whose head is a proper noun; EWT has none, so its names count as unknown, not as absent.
Sentences with quotation marks stand twice, straight and curly, because news has both.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import spacy
from spacy.tokens import Doc, DocBin, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.vocab import Vocab

NAME_TYPES = {"person": "PERSON", "organization": "ORG", "place": "PLACE"}
BRACKET = re.compile(r"\((?P<open>\d+)-(?P<type>[a-z]+)[^()]*(?P<one>\))?|(?P<close>\d+)\)")
CURLY = str.maketrans({"'": "’"})


@dataclass(frozen=True, slots=True)
class Word:
    """One syntactic word of a treebank."""

    form: str
    lemma: str
    tag: str
    upos: str
    head: int
    dep: str
    space: bool
    entity: str


def main() -> None:
    """Read the treebanks and write the documents."""
    source, out = Path(sys.argv[1]), Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    vocab = spacy.blank("en").vocab
    for part in ("train", "dev", "test"):
        both = DocBin()
        for bank in ("ewt", "gum"):
            path = source / f"en_{bank}-{part}.conllu"
            own = DocBin()
            for words in sentences(path):
                doc = document(vocab, words, named=bank == "gum")
                own.add(doc)
                both.add(doc)
                if part == "train" and any(word.form in "\"'“”" for word in words):
                    both.add(document(vocab, curly(words), named=bank == "gum"))
            if part == "test":
                own.to_disk(out / f"{bank}-test.spacy")
        if part != "test":
            both.to_disk(out / f"{part}.spacy")


def sentences(path: Path) -> Iterator[list[Word]]:
    """Yield the sentences of a CoNLL-U file; those whose parts do not spell out are left out."""
    rows: list[list[str]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            rows.append(line.split("\t"))
        elif not line and rows:
            words = _words(rows)
            if words:
                yield words
            rows = []


def _words(rows: list[list[str]]) -> list[Word] | None:
    words: list[Word] = []
    joined: dict[int, tuple[str, bool]] = {}
    for row in rows:
        number, form = row[0], row[1]
        space = "SpaceAfter=No" not in row[9]
        if "-" in number:
            first, last = map(int, number.split("-"))
            joined.update({each: (form, space) for each in range(first, last + 1)})
            joined[-last] = (form, space)
            parts = [each[1] for each in rows if each[0].isdigit() and first <= int(each[0]) <= last]
            if "".join(parts) != form:
                return None
        elif number.isdigit():
            position = int(number)
            if position in joined:
                space = joined[-position][1] if -position in joined else False
            entity = re.search(r"Entity=([^|]*)", row[9])
            words.append(
                Word(
                    form=form,
                    lemma=row[2],
                    tag=f"{row[3]}_{row[4]}",
                    upos=row[3],
                    head=int(row[6]) - 1,
                    dep=row[7].split(":")[0] if row[7] not in KEPT_SUBTYPES else row[7],
                    space=space,
                    entity=entity.group(1) if entity else "",
                )
            )
    return words


KEPT_SUBTYPES = {"nsubj:pass", "aux:pass", "nmod:poss", "obl:agent", "acl:relcl", "nmod:unmarked"}


def document(vocab: Vocab, words: list[Word], *, named: bool) -> Doc:
    """Build one document with tags, lemmas, heads, labels and names."""
    doc = Doc(
        vocab,
        words=[word.form for word in words],
        spaces=[word.space for word in words],
        tags=[word.tag for word in words],
        pos=[word.upos for word in words],
        lemmas=[word.lemma for word in words],
        heads=[index if word.head < 0 else word.head for index, word in enumerate(words)],
        deps=["ROOT" if word.dep == "root" else word.dep for word in words],
    )
    if named:
        doc.set_ents(names(doc, words), default="outside")
    else:
        doc.set_ents([], missing=[doc[:]])
    return doc


def names(doc: Doc, words: list[Word]) -> list[Span]:
    """Return the longest mentions with a proper noun as head that do not overlap."""
    found: list[tuple[int, int, str]] = []
    open_mentions: dict[str, tuple[int, str]] = {}
    for index, word in enumerate(words):
        for match in BRACKET.finditer(word.entity):
            if match["close"]:
                begun = open_mentions.pop(match["close"], None)
                if begun:
                    found.append((begun[0], index + 1, begun[1]))
            elif match["one"]:
                found.append((index, index + 1, match["type"]))
            else:
                open_mentions[match["open"]] = (index, match["type"])
    taken: list[Span] = []
    for start, end, kind in sorted(found, key=lambda each: each[0] - each[1]):
        label = NAME_TYPES.get(kind)
        first, last = _trim(words, start, end)
        if not label or first >= last:
            continue
        head = words[_head(words, first, last)]
        # "Many Americans" are people, but not a person.
        if head.upos != "PROPN" or (label == "PERSON" and head.tag.endswith("NNPS")):
            continue
        if all(span.end <= first or last <= span.start for span in taken):
            taken.append(Span(doc, first, last, label=label))
    return sorted(taken, key=lambda span: span.start)


def _trim(words: list[Word], start: int, end: int) -> tuple[int, int]:
    while start < end and words[start].upos in {"DET", "PUNCT"}:
        start += 1
    while start < end and (words[end - 1].upos == "PUNCT" or words[end - 1].dep == "case"):
        end -= 1
    return start, end


def _head(words: list[Word], start: int, end: int) -> int:
    return next(
        (index for index in range(start, end) if not start <= words[index].head < end), start
    )


def curly(words: list[Word]) -> list[Word]:
    """Write the quotation marks and apostrophes of a sentence as printers do."""
    opened = False
    changed = []
    for word in words:
        form = word.form.translate(CURLY)
        if word.form == '"':
            form = "”" if opened else "“"
            opened = not opened
        changed.append(
            Word(
                form, word.lemma, word.tag, word.upos, word.head, word.dep, word.space, word.entity
            )
        )
    return changed


if __name__ == "__main__":
    main()
