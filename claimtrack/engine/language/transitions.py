"""Parsing by spaCy's transition model, with most of the work done in NumPy.

:class:`Parser` drives spaCy's own moves a step at a time, over many sentences at once, and scores
them here: spaCy's loop lets go of Python's lock and takes it back at every call, and adds up the
features of a state by a library that has no kernel for many processors.

It stands in for ``spacy.TransitionBasedParser.v2`` with a hidden layer of maxout units, which
is that of most pipelines.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from spacy.ml.parser_model import (  # type: ignore[import-not-found]  # compiled, without types
    ParserStepModel,
)
from spacy.pipeline import DependencyParser

from claimtrack.engine.language.encoder import largest_piece, parameter_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from spacy.language import Language
    from spacy.tokens import Doc
    from thinc.api import Model

    Floats = NDArray[np.float32]

_ARCHITECTURE = "parser_model"


class Scores:
    """The scores of all moves of a model, for many states at once."""

    def __init__(self, model: Model[Any, Any]) -> None:
        """Take the weights of ``model``, whose architecture is the one that is known."""
        self._vectors, hidden, output = model.layers
        weights = parameter_of(hidden, "W")
        self.features, self._units, pieces, inputs = weights.shape
        self._width = self._units * pieces
        # Piece by piece, as they are compared.
        by_piece = weights.transpose(0, 3, 2, 1).reshape(self.features, inputs, -1)
        self._weights = np.ascontiguousarray(by_piece)
        self._padding = parameter_of(hidden, "pad")[0].transpose(0, 2, 1).reshape(len(weights), -1)
        self._bias = parameter_of(hidden, "b").T.reshape(-1)
        self._output = np.ascontiguousarray(parameter_of(output, "W").T)
        self._output_bias = parameter_of(output, "b")
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

    def prepare(self, docs: Sequence[Doc]) -> tuple[Floats, NDArray[np.intp]]:
        """Return a table of what each word of a batch adds to a state as each of its features.

        Its rows go feature by feature. With it comes the row of the first word as each feature;
        the one before it is for no word.
        """
        vectors: Floats = self._vectors.predict(docs)
        table = np.empty((self.features, len(vectors) + 1, self._width), np.float32)
        table[:, 0] = self._padding
        np.matmul(vectors, self._weights, out=table[:, 1:])
        table[0] += self._bias
        first = np.arange(self.features) * (len(vectors) + 1) + 1
        return table.reshape(-1, self._width), first

    def __call__(self, table: Floats, first: NDArray[np.intp], words: NDArray[Any]) -> Floats:
        """Return the score of each move, a row a state, of whose features ``words`` are the words.

        They are counted through the batch; a feature without a word is -1.
        """
        # There are few states: what a call costs is most of this, and these cost least.
        sums = self._all @ table.take(words + first, axis=0, mode="clip")
        scores: Floats = largest_piece(sums, self._units).dot(self._output)
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
        table, first = self._scores.prepare(docs)
        while waiting:
            words = ParserStepModel.get_token_ids(self._shape, waiting)
            waiting = self._component.transition_states(waiting, self._scores(table, first, words))
        self._component.set_annotations(docs, states)
