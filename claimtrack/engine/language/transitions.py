"""Parsing and finding names by spaCy's transition models, with most of the work done in NumPy.

:class:`Parser` drives spaCy's own moves a step at a time, over many sentences at once, and scores
them here: spaCy's loop lets go of Python's lock and takes it back at every call, and adds up the
features of a state by a library that has no kernel for many processors. :class:`NameReader` needs
no moves at all. Outside of a name a score hangs on the word alone, so that one product scores all
words of a batch; only where a name begins is it followed, all names of the batch at once.

Both stand in for ``spacy.TransitionBasedParser.v2`` with a hidden layer of maxout units, which
is that of most pipelines.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, NamedTuple, Self

import numpy as np
from spacy.ml.parser_model import (  # type: ignore[import-not-found]  # compiled, without types
    ParserStepModel,
)
from spacy.pipeline import DependencyParser, EntityRecognizer
from spacy.tokens import Span

from claimtrack.engine.language.encoder import largest_piece, parameter_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray
    from spacy.language import Language
    from spacy.tokens import Doc
    from thinc.api import Model

    Floats = NDArray[np.float32]
    Truths = NDArray[np.bool_]

_ARCHITECTURE = "parser_model"

#: The words of a state that a recogniser of names looks at: the next one, the first of the name
#: that is open, and the last word before the next one within it.
_NAME_FEATURES = 3
_NO_WORD = -1
_NAMES = "doc.ents"


class Scores:
    """The scores of all moves of a model, for many states at once."""

    def __init__(self, model: Model[Any, Any]) -> None:
        """Take the weights of ``model``, whose architecture is the one that is known."""
        self._vectors, hidden, output = model.layers
        weights = parameter_of(hidden, "W")
        self.features, self._units, pieces, inputs = weights.shape
        self._width = self._units * pieces
        # Piece by piece, as they are compared.
        self._weights = np.ascontiguousarray(weights.transpose(3, 0, 2, 1).reshape(inputs, -1))
        self._padding = parameter_of(hidden, "pad")[0].transpose(0, 2, 1).reshape(-1)
        self._bias = parameter_of(hidden, "b").T.reshape(-1)
        self._output = np.ascontiguousarray(parameter_of(output, "W").T)
        self._output_bias = parameter_of(output, "b")
        self._rows = np.arange(self.features) + self.features  # the first word is no word
        self._all = np.ones(self.features, np.float32)

    @classmethod
    def of(cls, component: Any) -> Self | None:
        """Return the scores of a component, or nothing where its model is built otherwise."""
        model = component.model
        is_known = (
            component.cfg["beam_width"] == 1
            and model.name == _ARCHITECTURE
            and model.attrs["has_upper"]
            and not model.attrs["unseen_classes"]
            and model.layers[1].get_dim("nP") > 1
        )
        return cls(model) if is_known else None

    def prepare(self, docs: Sequence[Doc]) -> Floats:
        """Return what each word of a batch adds to a state as each of its features."""
        vectors: Floats = self._vectors.predict(docs)
        table = np.empty((len(vectors) + 1, self.features * self._width), np.float32)
        table[0] = self._padding
        np.matmul(vectors, self._weights, out=table[1:])
        table[:, : self._width] += self._bias
        return table.reshape(-1, self._width)

    def __call__(self, table: Floats, words: NDArray[Any]) -> Floats:
        """Return the score of each move, a row a state, of whose features ``words`` are the words.

        They are counted through the batch; a feature without a word is -1.
        """
        rows = words * self.features
        rows += self._rows
        sums = self._all @ table.take(rows, axis=0)
        scores: Floats = largest_piece(sums, self._units) @ self._output
        scores += self._output_bias
        return scores


class Parser:
    """A parser of a loaded pipeline."""

    def __init__(self, component: DependencyParser, scores: Scores) -> None:
        self._component: Any = component
        self._scores = scores
        self._shape = SimpleNamespace(state2vec=SimpleNamespace(nF=scores.features))

    @classmethod
    def of(cls, nlp: Language, name: str) -> Self | None:
        """Return what stands in for component ``name``, or nothing.

        Nothing where it is another kind of component, or built otherwise.
        """
        component = nlp.get_pipe(name)
        scores = Scores.of(component) if isinstance(component, DependencyParser) else None
        return cls(component, scores) if scores is not None else None

    def annotate(self, docs: Sequence[Doc]) -> None:
        """Give a batch of documents its trees: the best valid move at every step."""
        states: list[Any] = self._component.moves.init_batch(docs)
        waiting = [state for state in states if not state.is_final()]
        table = self._scores.prepare(docs)
        while waiting:
            words = ParserStepModel.get_token_ids(self._shape, waiting)
            waiting = self._component.transition_states(waiting, self._scores(table, words))
        self._component.set_annotations(docs, states)


class _Kind(NamedTuple):
    """The moves of one kind of name: their numbers, and its label as spaCy counts it."""

    inside: int
    last: int
    label: int


class NameReader:
    """A recogniser of names of a loaded pipeline, for documents that have none yet."""

    def __init__(self, component: EntityRecognizer, scores: Scores) -> None:
        self._scores = scores
        system: Any = component.moves
        moves = [system.get_class_name(index) for index in range(system.n_moves)]
        number = {move: index for index, move in enumerate(moves)}
        labels = {move: move.partition("-")[2] for move in moves}
        strings = component.vocab.strings
        self._begins = np.array([move.startswith("B-") for move in moves])
        # A move without a label is only for words that were set to be no name.
        self._units = np.array([move.startswith("U-") and move != "U-" for move in moves])
        self._outside = number["O"]
        self._opened: Mapping[int, _Kind] = {
            number[move]: _Kind(number["I-" + label], number["L-" + label], strings[label])
            for move, label in labels.items()
            if move.startswith("B-")
        }
        self._labels = {number[move]: strings[label] for move, label in labels.items() if label}

    @classmethod
    def of(cls, nlp: Language, name: str) -> Self | None:
        """Return what stands in for component ``name`` where that is the only one to find names.

        Nothing where it is another kind of component, or built otherwise.
        """
        component = nlp.get_pipe(name)
        if not isinstance(component, EntityRecognizer):
            return None
        finders = [each for each in nlp.pipe_names if _NAMES in nlp.get_pipe_meta(each).assigns]
        scores = Scores.of(component)
        is_known = finders == [name] and scores and scores.features == _NAME_FEATURES
        return cls(component, scores) if scores is not None and is_known else None

    def annotate(self, docs: Sequence[Doc]) -> None:
        """Give a batch of documents its names: the best valid move at every word."""
        table = self._scores.prepare(docs)
        goes_on, is_space = _borders(docs)
        best = self._best_outside(table, goes_on, is_space)
        ends = self._ends(table, best, goes_on)
        first = 0
        for doc in docs:
            behind = first + len(doc)
            spans = [
                Span(doc, start - first, last - first + 1, label=self._labels[best[start]])
                for start, last in self._names(best, ends, first, behind)
            ]
            doc.set_ents(spans, default="outside")
            first = behind

    def _best_outside(self, table: Floats, goes_on: Truths, is_space: Truths) -> list[int]:
        """Return the best move at each word of a batch, no name being open there."""
        numbers = np.arange(len(goes_on))
        nothing = np.full_like(numbers, _NO_WORD)
        scores = self._scores(table, np.stack((numbers, nothing, nothing), axis=1))
        valid = self._begins & (goes_on & ~is_space)[:, None]
        valid |= self._units & ~is_space[:, None]
        valid[:, self._outside] = True
        best: list[int] = np.where(valid, scores, -np.inf).argmax(axis=1).tolist()
        return best

    def _ends(self, table: Floats, best: Sequence[int], goes_on: Truths) -> Mapping[int, int]:
        """Return the last word of each name of several words, by its first."""
        ends: dict[int, int] = {}
        kinds = self._opened
        opened = [(start, kinds[move]) for start, move in enumerate(best) if move in kinds]
        length = 1
        while opened:
            starts = np.array([start for start, _ in opened])
            words = starts + length
            scores = self._scores(table, np.stack((words, starts, words - 1), axis=1))
            still = []
            for name, row, may_go_on in zip(opened, scores, goes_on[words], strict=True):
                start, kind = name
                if may_go_on and row[kind.inside] > row[kind.last]:
                    still.append(name)
                else:
                    ends[start] = start + length
            opened = still
            length += 1
        return ends

    def _names(
        self, best: Sequence[int], ends: Mapping[int, int], first: int, behind: int
    ) -> Iterator[tuple[int, int]]:
        """Yield the first and last word of each name of a document, in order."""
        word = first
        while word < behind:
            if best[word] != self._outside:
                last = ends.get(word, word)
                yield word, last
                word = last
            word += 1


def _borders(docs: Sequence[Doc]) -> tuple[Truths, Truths]:
    """Tell of each word of a batch whether a name may go on behind it, and whether it is blank."""
    rows = [doc.to_array(["SENT_START", "IS_SPACE"]).reshape(len(doc), 2) for doc in docs]
    flags = np.vstack(rows)
    goes_on = np.append(flags[1:, 0] != 1, False)
    goes_on[np.cumsum([len(doc) for doc in docs]) - 1] = False
    return goes_on, flags[:, 1] == 1
