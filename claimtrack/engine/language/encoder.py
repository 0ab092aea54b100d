"""The vectors of words in their context, as spaCy's own layers give them, in half the time.

Thinc's layers keep what training needs, and work out the vector of a word wherever it stands.
:class:`Encoder` reads only: it remembers the vectors of words, and takes each step of the window
encoder in a few NumPy calls over a whole batch. It stands in for the architecture of most small
pipelines: ``spacy.Tok2Vec.v2`` of ``MultiHashEmbed.v2`` and ``MaxoutWindowEncoder.v2``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from spacy.language import Language
    from spacy.tokens import Doc
    from thinc.api import Model

    Floats = NDArray[np.float32]

#: Different words that an encoder remembers; beyond them it begins anew.
MOST_WORDS = 50_000

_ARCHITECTURE = "spacy.Tok2Vec.v2"
_EMBED = {"@architectures": "spacy.MultiHashEmbed.v2", "include_static_vectors": False}
_ENCODE = {"@architectures": "spacy.MaxoutWindowEncoder.v2", "window_size": 1}
_SMALLEST_VARIANCE = 1e-8


class Encoder:
    """A ``tok2vec`` of a loaded pipeline; not safe to share between threads."""

    def __init__(self, component: Any) -> None:
        """Take the weights of a component whose architecture is the one that is known."""
        self._component = component
        embed, encode = component.model.layers
        features, _, tables, mix, _ = embed.layers
        self._columns = features.attrs["columns"]
        self._tables, self._mix = tables.layers[0], mix.layers[0]
        self._padding: int = encode.attrs["pad"]
        self._windows = [_Window(residual.layers[0]) for residual in encode.layers[0].layers]
        self._width: int = encode.get_dim("nO")
        self._forget()

    @classmethod
    def of(cls, nlp: Language, name: str) -> Self | None:
        """Return the encoder for component ``name``, or nothing where it is built otherwise."""
        config = nlp.get_pipe_config(name).get("model", {})
        embed, encode = config.get("embed", {}), config.get("encode", {})
        is_known = (
            config.get("@architectures") == _ARCHITECTURE
            and embed.items() >= _EMBED.items()
            and encode.items() >= _ENCODE.items()
        )
        return cls(nlp.get_pipe(name)) if is_known else None

    def annotate(self, docs: Sequence[Doc]) -> None:
        """Hand the vectors of a batch of documents on to the components behind."""
        self._component.set_annotations(docs, self.encode(docs))

    def encode(self, docs: Sequence[Doc]) -> list[Floats]:
        """Return one array a document, with a row for each of its tokens."""
        words = self._word_vectors(docs)
        places = self._places_in_batch(docs)
        vectors = np.zeros((len(words) + (len(docs) + 1) * self._padding, self._width), np.float32)
        vectors[places] = words
        # One workspace for all steps: fresh memory costs more than what is done in it.
        sides = np.zeros((len(vectors), 3 * self._width), np.float32)
        for window in self._windows:
            vectors += window(vectors, sides)
        ends = np.cumsum([len(doc) for doc in docs])
        return np.split(vectors[places], ends[:-1])

    def _places_in_batch(self, docs: Sequence[Doc]) -> NDArray[np.intp]:
        """Return the row of each token: empty rows stand before, between and behind documents."""
        numbers = np.repeat(np.arange(1, len(docs) + 1), [len(doc) for doc in docs])
        return np.arange(len(numbers)) + numbers * self._padding

    def _word_vectors(self, docs: Sequence[Doc]) -> Floats:
        if len(self._rows) > MOST_WORDS:
            self._forget()
        known = len(self._rows)
        columns = self._columns
        features = np.vstack(
            [doc.to_array(columns).reshape(len(doc), len(columns)) for doc in docs]
        )
        whole_rows = features.view(np.dtype((np.void, features.strides[0])))
        keys: list[Any] = whole_rows.ravel().tolist()
        for key in keys:
            if key not in self._rows:
                self._rows[key] = len(self._rows)
        rows = np.array([self._rows[key] for key in keys], np.intp)
        if len(self._rows) > known:
            numbers, first = np.unique(rows, return_index=True)
            new = self._mix.predict(self._tables.predict(features[first[numbers >= known]]))
            self._vectors.resize((len(self._rows), self._width), refcheck=False)
            self._vectors[known:] = new
        vectors: Floats = self._vectors.take(rows, axis=0)
        return vectors

    def _forget(self) -> None:
        self._rows: dict[bytes, int] = {}
        self._vectors: Floats = np.empty((0, self._width), np.float32)


class _Window:
    """One step of the encoder: what a word takes from itself and its two neighbours."""

    def __init__(self, layer: Model[Any, Any]) -> None:
        _, maxout, normal, *_ = _leaves(layer)
        weights, bias = parameter_of(maxout, "W"), parameter_of(maxout, "b")
        self._width: int = weights.shape[0]
        inputs: int = weights.shape[2]
        # Piece by piece, as they are compared.
        self._weights = np.ascontiguousarray(weights.transpose(2, 1, 0).reshape(inputs, -1))
        self._bias = np.ascontiguousarray(bias.T.reshape(-1))
        self._scale, self._shift = parameter_of(normal, "G"), parameter_of(normal, "b")
        # The product with it costs a quarter of what a mean does.
        self._mean = np.full(self._width, 1 / self._width, np.float32)

    def __call__(self, vectors: Floats, sides: Floats) -> Floats:
        """Return what is added to ``vectors``, a row a word.

        ``sides`` is room for a word and its neighbours, with nothing before the first word and
        behind the last one.
        """
        width = self._width
        sides[1:, :width] = vectors[:-1]
        sides[:, width : 2 * width] = vectors
        sides[:-1, 2 * width :] = vectors[1:]
        pieces = sides @ self._weights
        pieces += self._bias
        best = largest_piece(pieces, width)
        best -= (best @ self._mean)[:, None]
        variance = np.vecdot(best, best) / width + _SMALLEST_VARIANCE
        best *= (1 / np.sqrt(variance))[:, None]
        best *= self._scale
        best += self._shift
        return best


def largest_piece(pieces: Floats, width: int) -> Floats:
    """Return the largest of the pieces of each unit; all first pieces stand before all second."""
    best = pieces[:, :width]
    for start in range(width, pieces.shape[1], width):
        best = np.maximum(best, pieces[:, start : start + width])
    return best


def _leaves(layer: Model[Any, Any]) -> list[Model[Any, Any]]:
    return [each for each in layer.walk(order="dfs_pre") if not each.layers]


def parameter_of(layer: Model[Any, Any], name: str) -> Floats:
    """Return the weights of one name of a layer."""
    values: Any = layer.get_param(name)
    return np.asarray(values, np.float32)
