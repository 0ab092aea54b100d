"""Turn the treebanks into spaCy's training format.

    python -m claimtrack.engine.data.training.convert TREEBANKS OUT

reads ``en_{ewt,gum}-{train,dev,test}.conllu`` and writes ``train.spacy``, ``dev.spacy`` and, for
the scores, ``ewt-test.spacy``, ``gum-test.spacy`` and ``news-test.spacy`` (the news of GUM).

A sentence becomes a document of its own, in the plain letters that the engine parses
(:func:`claimtrack.engine.language.syntax.plain`). Tags join the universal and the Penn tag
("VERB_VBD"). Names come from GUM's mentions with a proper noun as head; EWT has none, so its
names count as unknown, not as absent. GUM, which has the edited prose, stands twice in the
training part, and some sentences stand once more as a headline would print them.
"""

from __future__ import annotations

import random
import re
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import spacy
from spacy.tokens import Doc, DocBin, Span

from claimtrack.engine.language.syntax import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from spacy.vocab import Vocab

KINDS = {"person": "PERSON", "organization": "ORG", "place": "PLACE"}
MENTION = re.compile(r"\((?P<open>\d+)-(?P<kind>[a-z]+)[^()]*(?P<one>\))?|(?P<close>\d+)\)")

#: Subtypes that the engine reads; of every other label only the part before the colon is kept.
SUBTYPES = frozenset(
    {
        "acl:relcl",
        "aux:pass",
        "compound:prt",
        "nmod:desc",
        "nmod:poss",
        "nmod:unmarked",
        "nsubj:outer",
        "nsubj:pass",
        "obl:agent",
        "obl:unmarked",
    }
)
#: Words that may stand inside the name of a body or a place ("Bank of England").
BRIDGES = frozenset({"of", "the", "and", "for", "&", "de", "-"})
SEED = 20
MOST_SMALL_LETTERS = 4


@dataclass(frozen=True, slots=True)
class Word:
    """One syntactic word of a treebank; ``head`` is an index, that of the word itself a root."""

    form: str
    lemma: str
    upos: str
    xpos: str
    head: int
    dep: str
    space: bool
    mentions: str

    @property
    def is_proper(self) -> bool:
        """Tell whether the word is a proper noun or a part of one ("United" Nations)."""
        return self.upos == "PROPN" or self.xpos in ("NNP", "NNPS")


def main() -> None:
    """Read the treebanks and write the documents."""
    source, out = Path(sys.argv[1]), Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    vocab = spacy.blank("en").vocab
    chance = random.Random(SEED)  # noqa: S311 - draws sentences, keeps no secret
    bins = {name: DocBin() for name in ("train", "dev", "ewt-test", "gum-test", "news-test")}
    for bank in ("ewt", "gum"):
        named = bank == "gum"
        for words, _ in sentences(source / f"en_{bank}-train.conllu"):
            for variant in (words, *((words,) if named else ()), *headlines(words, chance)):
                bins["train"].add(document(vocab, variant, named=named))
        for words, _ in sentences(source / f"en_{bank}-dev.conllu"):
            bins["dev"].add(document(vocab, words, named=named))
        for words, source_name in sentences(source / f"en_{bank}-test.conllu"):
            doc = document(vocab, words, named=named)
            bins[f"{bank}-test"].add(doc)
            if "_news_" in source_name:
                bins["news-test"].add(doc)
    for name, docs in bins.items():
        docs.to_disk(out / f"{name}.spacy")


def sentences(path: Path) -> Iterator[tuple[list[Word], str]]:
    """Yield the sentences of a CoNLL-U file, each with the name of its document."""
    source_name = ""
    rows: list[list[str]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# newdoc id = "):
            source_name = line.removeprefix("# newdoc id = ")
        elif line and not line.startswith("#"):
            rows.append(line.split("\t"))
        elif not line and rows:
            yield _words(rows), source_name
            rows = []


def _words(rows: list[list[str]]) -> list[Word]:
    """Read the rows of a sentence. Joined words ("don't") spell out, so their parts stand."""
    words: list[Word] = []
    inside, closing, space_after = 0, 0, True
    for row in rows:
        space = "SpaceAfter=No" not in row[9]
        if "-" in row[0]:
            inside, closing = map(int, row[0].split("-"))
            space_after = space
        elif row[0].isdigit():
            number = int(row[0])
            if inside <= number < closing:
                space = False
            elif number == closing:
                space = space_after
            mentions = re.search(r"Entity=([^|]*)", row[9])
            words.append(
                Word(
                    form=plain(row[1]),
                    lemma=row[2],
                    upos=row[3],
                    xpos=row[4],
                    head=int(row[6]) - 1 if int(row[6]) else number - 1,
                    dep=row[7] if row[7] in SUBTYPES else row[7].split(":")[0],
                    space=space,
                    mentions=mentions.group(1) if mentions else "",
                )
            )
    return words


def document(vocab: Vocab, words: list[Word], *, named: bool) -> Doc:
    """Build one document with tags, lemmas, heads, labels and names."""
    doc = Doc(
        vocab,
        words=[word.form for word in words],
        spaces=[word.space for word in words],
        tags=[f"{word.upos}_{word.xpos}" for word in words],
        pos=[word.upos for word in words],
        lemmas=[word.lemma for word in words],
        heads=[word.head for word in words],
        deps=["ROOT" if word.dep == "root" else word.dep for word in words],
    )
    if named:
        doc.set_ents(names(doc, words), default="outside")
    else:
        doc.set_ents([], missing=[doc[:]])
    return doc


def headlines(words: list[Word], chance: random.Random) -> Iterator[list[Word]]:
    """Yield a sentence as a headline now and then: no period, other capitals."""
    draw = chance.random()
    for share, change in ((0.05, _title_case), (0.08, str), (0.095, str.upper), (0.115, str.lower)):
        if draw < share:
            yield _headline(words, change)
            return


def _title_case(form: str) -> str:
    is_small = len(form) < MOST_SMALL_LETTERS and form.islower()
    return form if is_small or not form.isalpha() else form[0].upper() + form[1:]


def _headline(words: list[Word], change: Callable[[str], str]) -> list[Word]:
    ends = words[-1].form == "." and all(word.head != len(words) - 1 for word in words)
    kept = words[:-1] if ends and len(words) > 1 and not words[-1].mentions else words
    return [replace(word, form=change(word.form)) for word in kept]


def names(doc: Doc, words: list[Word]) -> list[Span]:
    """Return the names in the mentions of a sentence, the longest where two overlap."""
    found = []
    for start, end, kind in mentions_of(words):
        run = _name(words, start, end, kind)
        if run and kind in KINDS:
            found.append(Span(doc, *run, label=KINDS[kind]))
    taken: list[Span] = []
    for span in sorted(found, key=lambda each: (each.start - each.end, each.start)):
        if all(span.end <= other.start or other.end <= span.start for other in taken):
            taken.append(span)
    return sorted(taken, key=lambda span: span.start)


def mentions_of(words: list[Word]) -> Iterator[tuple[int, int, str]]:
    """Yield first word, word behind the last one, and kind of each mention, as annotated."""
    opened: dict[str, tuple[int, str]] = {}
    for index, word in enumerate(words):
        for match in MENTION.finditer(word.mentions):
            if match["close"]:
                start, kind = opened.pop(match["close"], (index, ""))
                yield start, index + 1, kind
            elif match["one"]:
                yield index, index + 1, match["kind"]
            else:
                opened[match["open"]] = (index, match["kind"])


def _name(words: list[Word], start: int, end: int, kind: str) -> tuple[int, int] | None:
    """Return the run of proper nouns around the head of a mention, if it has one.

    What a mention holds beyond the name (articles, appositions, relative clauses) stays out.
    """
    inside = range(start, end)
    head = next((i for i in inside if words[i].head == i or words[i].head not in inside), start)
    # "Many Americans" are people, but not a person.
    if words[head].upos != "PROPN" or (kind == "person" and words[head].xpos == "NNPS"):
        return None
    first = head
    while first > start and words[first - 1].is_proper:
        first -= 1
    last = head
    while last + 1 < end:
        following = last + 1
        while kind != "person" and following < end and words[following].form in BRIDGES:
            following += 1
        is_number = words[following].upos == "NUM" if following < end else False
        if following == end or not (words[following].is_proper or is_number):
            break
        if words[following].dep == "appos":
            break
        last = following
    return first, last + 1


if __name__ == "__main__":
    main()
