"""Label schemes: what the labels of a spaCy pipeline mean in Universal Dependencies.

The project's own pipeline speaks Universal Dependencies with the universal and the Penn tag
joined ("VERB_VBD"). The English pipelines that are published for spaCy have Penn tags, the
labels of the CLEAR converter (Choi 2012) and the names of OntoNotes: their labels are renamed
and their prepositions and copulas hung below their nouns, as UD has it. This is the only place
that knows other labels than those of UD.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacy.language import Language

#: Kinds of names, by the labels of GUM, OntoNotes and CoNLL.
NAME_KINDS: Mapping[str, str] = {
    "PERSON": "PERSON",
    "PER": "PERSON",
    "ORG": "ORG",
    "PLACE": "PLACE",
    "GPE": "PLACE",
    "LOC": "PLACE",
    "FAC": "PLACE",
}

#: Universal tags of Penn tags, for pipelines that fill in the latter only.
UPOS_OF_PENN: Mapping[str, str] = {
    "$": "SYM",
    "#": "SYM",
    "AFX": "ADJ",
    "CC": "CCONJ",
    "CD": "NUM",
    "DT": "DET",
    "EX": "PRON",
    "FW": "X",
    "IN": "ADP",
    "JJ": "ADJ",
    "JJR": "ADJ",
    "JJS": "ADJ",
    "MD": "AUX",
    "NN": "NOUN",
    "NNS": "NOUN",
    "NNP": "PROPN",
    "NNPS": "PROPN",
    "PDT": "DET",
    "POS": "PART",
    "PRP": "PRON",
    "PRP$": "PRON",
    "RB": "ADV",
    "RBR": "ADV",
    "RBS": "ADV",
    "RP": "ADP",
    "SYM": "SYM",
    "TO": "PART",
    "UH": "INTJ",
    "VB": "VERB",
    "VBD": "VERB",
    "VBG": "VERB",
    "VBN": "VERB",
    "VBP": "VERB",
    "VBZ": "VERB",
    "WDT": "PRON",
    "WP": "PRON",
    "WP$": "PRON",
    "WRB": "ADV",
}

#: Labels of UD for those labels of CLEAR that UD does not have.
UD_OF_CLEAR: Mapping[str, str] = {
    "acomp": "xcomp",
    "agent": "case",
    "attr": "xcomp",
    "auxpass": "aux:pass",
    "complm": "mark",
    "csubjpass": "csubj:pass",
    "dative": "iobj",
    "dobj": "obj",
    "intj": "discourse",
    "meta": "dep",
    "neg": "advmod",
    "npadvmod": "obl:unmarked",
    "npmod": "obl:unmarked",
    "nsubjpass": "nsubj:pass",
    "oprd": "xcomp",
    "pcomp": "advcl",
    "pobj": "obl",
    "poss": "nmod:poss",
    "preconj": "cc:preconj",
    "predet": "det:predet",
    "prep": "advmod",
    "prt": "compound:prt",
    "quantmod": "advmod",
    "relcl": "acl:relcl",
    "tmod": "obl:unmarked",
}
_CLEAR_ONLY = frozenset({"dobj", "pobj", "nsubjpass", "auxpass"})
_PREPOSITIONS = frozenset({"prep", "agent", "dative"})
_NOMINALS = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM"})


class Scheme(NamedTuple):
    """How the labels of one pipeline are read."""

    is_clear: bool
    joins_tags: bool

    def tags(self, upos: str, tag: str) -> tuple[str, str]:
        """Return universal and Penn tag of a word from what the pipeline filled in."""
        if self.joins_tags:
            upos, _, xpos = tag.partition("_")
            return upos, xpos
        return upos or UPOS_OF_PENN.get(tag, "PUNCT"), tag

    def label(self, label: str) -> str:
        """Return a label of the tree, the root's as UD writes it."""
        return "root" if label == "ROOT" else label


def scheme_of(nlp: Language) -> Scheme:
    """Tell the scheme of a pipeline; raise ``ValueError`` where it cannot tag or parse."""
    labels = nlp.pipe_labels
    missing = [name for name in ("tagger", "parser") if not labels.get(name)]
    if missing:
        message = f"the pipeline {nlp.meta['name']!r} has no {' and no '.join(missing)}"
        raise ValueError(message)
    return Scheme(
        is_clear=not _CLEAR_ONLY.isdisjoint(labels["parser"]),
        joins_tags="VERB_VBD" in labels["tagger"],
    )


def tree_of_clear(
    heads: list[int], labels: list[str], tags: list[str], lemmas: list[str]
) -> tuple[list[int], list[str]]:
    """Return heads and labels as UD has them; ``tags`` are universal, a root is its own head."""
    heads, labels = list(heads), list(labels)
    for index in reversed(_by_depth(heads)):
        if labels[index] in _PREPOSITIONS and tags[index] in ("ADP", "SCONJ", "PART"):
            _raise_object(index, heads, labels, tags)
    for index in _by_depth(heads):
        if lemmas[index] == "be" and tags[index] in ("AUX", "VERB"):
            _raise_predicate(index, heads, labels)
    return heads, [
        "root" if head == index else UD_OF_CLEAR.get(label, label)
        for index, (head, label) in enumerate(zip(heads, labels, strict=True))
    ]


def _raise_object(index: int, heads: list[int], labels: list[str], tags: list[str]) -> None:
    """Hang the preposition at ``index`` below its noun, and the noun where it hung."""
    below = [i for i, head in enumerate(heads) if head == index and i != index]
    noun = next((i for i in below if labels[i] in ("pobj", "pcomp")), None)
    if noun is None:
        return
    above = heads[index]
    if labels[above] in _PREPOSITIONS and above != index:
        role = "pobj"
    elif labels[index] == "agent":
        role = "obl:agent"
    elif labels[noun] == "pcomp":
        role = "acl" if tags[above] in _NOMINALS else "advcl"
    else:
        role = "nmod" if tags[above] in _NOMINALS else "obl"
    particle = "mark" if labels[noun] == "pcomp" else "case"
    _swap(index, noun, below, heads)
    labels[noun], labels[index] = role, particle


def _raise_predicate(index: int, heads: list[int], labels: list[str]) -> None:
    """Hang the copula at ``index`` below its predicate, and the predicate where it hung."""
    below = [i for i, head in enumerate(heads) if head == index and i != index]
    predicate = next((i for i in below if labels[i] in ("attr", "acomp")), None)
    if predicate is not None:
        _swap(index, predicate, below, heads)
        labels[predicate], labels[index] = labels[index], "cop"


def _swap(old: int, new: int, below: list[int], heads: list[int]) -> None:
    heads[new] = new if heads[old] == old else heads[old]
    for child in below:
        if child != new:
            heads[child] = new
    heads[old] = new


def _by_depth(heads: list[int]) -> list[int]:
    """Return the words of a tree from the root down."""
    children: list[list[int]] = [[] for _ in heads]
    order = []
    for index, head in enumerate(heads):
        if head == index:
            order.append(index)
        else:
            children[head].append(index)
    for index in order:
        order.extend(children[index])
    return order
