"""The spaCy front end: the sentences of a text as tokens with tags, a tree and names.

``load().parse(text, split_sentences(text))`` gives one :class:`ParsedSentence` a sentence. Tags
and labels are those of Universal Dependencies 2, whatever pipeline stands behind
(:mod:`claimtrack.engine.language.schemes`). Sentence boundaries are always the caller's.
"""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import islice
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import spacy

from claimtrack.engine.language.inference import annotate, find_quick, speed_up
from claimtrack.engine.language.lemmas import lemma_of
from claimtrack.engine.language.participles import describe_offices
from claimtrack.engine.language.pipelines import chosen
from claimtrack.engine.language.schemes import NAME_KINDS, scheme_of, tree_of_clear

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager

    from spacy.language import Language
    from spacy.tokens import Doc

    from claimtrack.engine.records import Span

_Key = TypeVar("_Key", bound="Hashable")
_Value = TypeVar("_Value")

#: The pipeline that the project trains and ships.
OWN_PIPELINE = Path(__file__).parents[1] / "data" / "en_claimtrack"

#: A sentence longer than this is parsed in pieces, so that time and memory stay linear.
PIECE_CHARACTERS = 1200

#: Pieces that are parsed together: enough to share the cost of a call, small enough for memory.
BATCH_PIECES = 256

#: Different words that a pipeline remembers, so that it cuts and looks up each only once. What
#: comes beyond them is forgotten after its batch, and memory stays bounded.
MOST_WORDS = 100_000

#: Components of other pipelines whose work is not read; lemmas are the engine's own.
UNREAD = (
    "lemmatizer",
    "trainable_lemmatizer",
    "senter",
    "textcat",
    "textcat_multilabel",
    "entity_linker",
    "entity_ruler",
)

#: What a token is read from, in the order of a row.
_COLUMNS: list[int | str] = ["IDX", "LENGTH", "POS", "TAG", "DEP", "HEAD", "ENT_TYPE", "ENT_IOB"]
_BEGINS, _INSIDE = 3, 1
_WRAP = 1 << 64  # heads are signed distances in an unsigned column

_DOUBLE_QUOTES = "“”„‟«»″"
_SINGLE_QUOTES = "‘’‚‛′`´"
_SPACES = "\t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000"
_PLAIN = {
    **dict.fromkeys(map(ord, _DOUBLE_QUOTES), '"'),
    **dict.fromkeys(map(ord, _SINGLE_QUOTES), "'"),
    **dict.fromkeys(map(ord, _SPACES), " "),
    **dict.fromkeys(range(0x2000, 0x200B), " "),
    # Half a character: no encoder takes it.
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
}


def plain(text: str) -> str:
    """Return ``text``, of the same length, with straight quotation marks and simple spaces.

    The parser is trained on plain text, so that it reads “curly” and "straight" ones alike.
    """
    return text.translate(_PLAIN)


class Token(NamedTuple):
    """One word or mark of a sentence.

    ``start`` and ``end`` are offsets into the whole text and ``text`` is what stands there.
    ``upos`` is the universal tag ("NOUN"), ``xpos`` the Penn tag ("NNS"), ``dep`` the universal
    label with its subtype ("nsubj:pass"), ``head`` the index of the head in the same sentence.
    A root is its own head and has the label "root". ``ent`` is "PERSON", "ORG", "PLACE" or "".
    """

    start: int
    end: int
    text: str
    upos: str
    xpos: str
    dep: str
    head: int
    ent: str

    @property
    def lemma(self) -> str:
        """The dictionary form; few are ever asked for theirs."""
        return lemma_of(self.text, self.upos, self.xpos)


class Name(NamedTuple):
    """A name as a run of tokens: ``first`` to ``last``, both included."""

    first: int
    last: int
    kind: str


@dataclass(frozen=True)
class ParsedSentence:
    """The tokens of one sentence, in order, as a tree; one root a piece if it was very long."""

    span: Span
    tokens: tuple[Token, ...]
    names: tuple[Name, ...]

    @cached_property
    def roots(self) -> tuple[int, ...]:
        """The tokens that are their own head."""
        return tuple(i for i, token in enumerate(self.tokens) if token.head == i)

    def children(self, index: int, *labels: str) -> tuple[int, ...]:
        """Return the tokens right below ``index`` in order, only those with ``labels`` if given."""
        below = self._children[index]
        if labels:
            return tuple([i for i in below if self.tokens[i].dep in labels])
        return tuple(below)

    def subtree(self, index: int) -> tuple[int, int]:
        """Return the first and the last token of all that hangs on ``index``, itself included."""
        return self._edges[index]

    def heads(self, index: int) -> Iterator[int]:
        """Yield the head of ``index``, the head of that one, and so on up to the root."""
        head = self.tokens[index].head
        while head != index:
            yield head
            index, head = head, self.tokens[head].head

    @cached_property
    def _children(self) -> list[list[int]]:
        below: list[list[int]] = [[] for _ in self.tokens]
        for index, token in enumerate(self.tokens):
            if token.head != index:
                below[token.head].append(index)
        return below

    @cached_property
    def _edges(self) -> list[tuple[int, int]]:
        order: list[int] = list(self.roots)
        for index in order:
            order.extend(self._children[index])
        edges = [(index, index) for index in range(len(self.tokens))]
        for index in reversed(order):
            head = self.tokens[index].head
            edges[head] = (
                min(edges[head][0], edges[index][0]),
                max(edges[head][1], edges[index][1]),
            )
        return edges


class Syntax:
    """A loaded spaCy pipeline behind one method; safe to share between threads."""

    def __init__(self, nlp: Language) -> None:
        """Take a pipeline; raise ``ValueError`` where it has no tagger or no parser."""
        speed_up(nlp)
        self._nlp = nlp
        self._quick = find_quick(nlp)
        self._scheme = scheme_of(nlp)
        strings, scheme = nlp.vocab.strings, self._scheme
        self._tags = _Memo[tuple[int, int], tuple[str, str]](
            lambda pair: scheme.tags(strings[pair[0]], strings[pair[1]])
        )
        self._labels = _Memo[int, str](lambda label: scheme.label(strings[label]))
        self._kinds = _Memo[int, str](lambda kind: NAME_KINDS.get(strings[kind], ""))
        self._lock = Lock()

    def parse(self, text: str, sentences: Iterable[Span]) -> tuple[ParsedSentence, ...]:
        """Return one parsed sentence for each of the ``sentences`` of ``text``, in order.

        Nothing outside of the spans is read, and white space is in no token: a sentence of
        white space has no tokens. Takes time in proportion to the text, whatever stands in it.
        """
        spans = tuple(sentences)
        drafts = [_Draft([], []) for _ in spans]
        pieces = (
            (piece, draft)
            for span, draft in zip(spans, drafts, strict=True)
            for piece in _pieces(text, span.start, span.end)
        )
        with self._lock:
            while batch := tuple(islice(pieces, BATCH_PIECES)):
                with self._memory():
                    words = [piece.words for piece, _ in batch]
                    docs = annotate(self._nlp, words, self._quick)
                    for (piece, draft), doc in zip(batch, docs, strict=True):
                        self._read(doc, text, piece, draft)
        for draft in drafts:
            describe_offices(draft.tokens)
        return tuple(
            ParsedSentence(span, tuple(draft.tokens), tuple(draft.names))
            for span, draft in zip(spans, drafts, strict=True)
        )

    def _memory(self) -> AbstractContextManager[object]:
        """Keep the words that a batch brings, until there are so many that they are let go."""
        if len(self._nlp.vocab) < MOST_WORDS:
            return nullcontext()
        return self._nlp.memory_zone()

    def _read(self, doc: Doc, text: str, piece: _Piece, draft: _Draft) -> None:
        """Add the tokens and names of a parsed piece to the sentence that it belongs to."""
        columns: list[list[int]] = doc.to_array(_COLUMNS).T.tolist()
        firsts, lengths, universals, penns, arcs, distances, entities, places = columns
        before = len(draft.tokens)
        starts, ends = piece.locate(firsts, lengths)
        forms = [text[start:end] for start, end in zip(starts, ends, strict=True)]
        tags = [self._tags[pair] for pair in zip(universals, penns, strict=True)]
        uposes = [upos for upos, _ in tags]
        labels = [self._labels[label] for label in arcs]
        heads = [
            index + (distance if distance < _WRAP // 2 else distance - _WRAP)
            for index, distance in enumerate(distances)
        ]
        kinds = [self._kinds[kind] for kind in entities]
        if self._scheme.is_clear:
            lemmas = [lemma_of(form, *tag) for form, tag in zip(forms, tags, strict=True)]
            heads, labels = tree_of_clear(heads, labels, uposes, lemmas)
        if before:
            heads = [before + head for head in heads]
        xposes = [xpos for _, xpos in tags]
        draft.tokens.extend(
            map(
                Token._make,
                zip(starts, ends, forms, uposes, xposes, labels, heads, kinds, strict=True),
            )
        )
        if any(kinds):
            draft.names.extend(_names(kinds, places, before))


def _names(kinds: Sequence[str], places: Sequence[int], before: int) -> Iterator[Name]:
    """Yield the names of a piece whose first token is number ``before`` of its sentence."""
    first = 0
    for index, (kind, place) in enumerate(zip(kinds, places, strict=True)):
        first = index if place == _BEGINS else first
        goes_on = index + 1 < len(places) and places[index + 1] == _INSIDE
        if kind and not goes_on:
            yield Name(before + first, before + index, kind)


class _Memo(dict[_Key, _Value]):
    """A table that looks a key up the first time it is asked for."""

    def __init__(self, look_up: Callable[[_Key], _Value]) -> None:
        super().__init__()
        self._look_up = look_up

    def __missing__(self, key: _Key) -> _Value:
        value = self[key] = self._look_up(key)
        return value


def load(name: str | None = None) -> Syntax:
    """Load a pipeline once: the one of this name, else the chosen one, else the shipped one.

    Raise ``LookupError`` where no such pipeline is installed, and ``ValueError`` where it has
    no tagger or no parser.
    """
    return _loaded(name or chosen())


@cache
def _loaded(name: str) -> Syntax:
    try:
        return Syntax(spacy.load(name or OWN_PIPELINE, exclude=UNREAD))
    except OSError as error:
        message = f"no spaCy pipeline {name or OWN_PIPELINE.name!r} is installed"
        raise LookupError(message) from error


class _Draft(NamedTuple):
    """A sentence in the making."""

    tokens: list[Token]
    names: list[Name]


class _Piece(NamedTuple):
    """A stretch of a text in the shape that is parsed: plain, with single spaces."""

    words: str
    start: int
    origins: Sequence[int] | None

    def locate(self, firsts: Sequence[int], lengths: Sequence[int]) -> tuple[list[int], list[int]]:
        """Return starts and ends in the text of the runs of characters in ``words``."""
        if self.origins is None:
            starts = [self.start + first for first in firsts]
            return starts, [start + length for start, length in zip(starts, lengths, strict=True)]
        lasts = [first + length - 1 for first, length in zip(firsts, lengths, strict=True)]
        return (
            [self.start + self.origins[first] for first in firsts],
            [self.start + self.origins[last] + 1 for last in lasts],
        )


def _pieces(text: str, start: int, end: int) -> Iterator[_Piece]:
    while end - start > PIECE_CHARACTERS:
        cut = _cut(text, start + PIECE_CHARACTERS // 2, start + PIECE_CHARACTERS)
        yield _piece(text, start, cut)
        start = cut
    yield _piece(text, start, end)


def _cut(text: str, low: int, high: int) -> int:
    """Return the best place to part a long sentence: behind a clause, a phrase, a word."""
    for mark in ("; ", ", ", " "):
        found = text.rfind(mark, low, high)
        if found >= 0:
            return found + len(mark)
    return high


def _piece(text: str, start: int, end: int) -> _Piece:
    words = plain(text[start:end])
    if "  " not in words and not words.startswith(" "):
        return _Piece(words, start, None)
    origins = [
        index
        for index, character in enumerate(words)
        if character != " " or (index and words[index - 1] != " ")
    ]
    return _Piece("".join(words[index] for index in origins), start, origins)
