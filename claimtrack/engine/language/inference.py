"""Running a spaCy pipeline at twice its usual speed on one core, with the same result.

Four things slow spaCy down on a processor. Thinc multiplies matrices with BLIS, whose portable
build has no kernel for many processors; NumPy's own BLAS picks one at start-up. That one starts
threads, which on a busy machine cost eight times what they gain. The layers that give words
their vectors keep what training needs (:mod:`claimtrack.engine.language.encoder`). And the loop
of the transition system works a word at a time (:mod:`claimtrack.engine.language.transitions`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from thinc.api import Model, NumpyOps
from threadpoolctl import threadpool_limits

from claimtrack.engine.language.encoder import Encoder
from claimtrack.engine.language.transitions import Parser

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray
    from spacy.language import Language
    from spacy.tokens import Doc

    Floats = NDArray[np.float32]


class Quick(Protocol):
    """What stands in for a component of a pipeline."""

    def annotate(self, docs: Sequence[Doc]) -> None:
        """Write into a batch of documents, of which some have words, what the component would."""


_NOTHING_QUICK: Mapping[str, Quick] = {}


class NumpyMatrices(NumpyOps):  # type: ignore[misc]  # compiled, without types
    """Thinc's operations on the processor, with :func:`numpy.matmul` for products."""

    def gemm(
        self,
        x: Floats,
        y: Floats,
        out: Floats | None = None,
        trans1: bool = False,  # noqa: FBT001, FBT002 - thinc calls it by position
        trans2: bool = False,  # noqa: FBT001, FBT002 - thinc calls it by position
    ) -> Floats:
        """Return the product of two matrices, either of them transposed first if asked to."""
        return np.matmul(x.T if trans1 else x, y.T if trans2 else y, out=out)


def speed_up(nlp: Language) -> None:
    """Let every layer of a loaded pipeline that runs on the processor multiply by NumPy.

    From then on NumPy's BLAS keeps to one thread in this process: the matrices of a sentence are
    so small that threads wait for each other longer than they work. Workers are processes.
    """
    threadpool_limits(limits=1, user_api="blas")
    operations = NumpyMatrices()
    for _, component in nlp.components:
        model = getattr(component, "model", None)
        for layer in model.walk() if isinstance(model, Model) else ():
            if type(layer.ops) is NumpyOps:
                layer.ops = operations


def find_quick(nlp: Language) -> dict[str, Quick]:
    """Return what stands in for each component that is built as known ones are, by its name."""
    kinds: tuple[type[Encoder | Parser], ...] = (Encoder, Parser)
    found = ((name, kind.of(nlp, name)) for name in nlp.pipe_names for kind in kinds)
    return {name: quick for name, quick in found if quick is not None}


def annotate(
    nlp: Language, texts: Iterable[str], quick: Mapping[str, Quick] = _NOTHING_QUICK
) -> list[Doc]:
    """Run all components of ``nlp`` over ``texts``, as one batch, ``quick`` in place of some."""
    docs = [nlp.make_doc(text) for text in texts]
    some_words = any(map(len, docs))
    components: list[tuple[str, Any]] = nlp.pipeline
    for name, component in components:
        if name in quick and some_words:
            quick[name].annotate(docs)
        elif hasattr(component, "pipe"):
            docs = list(component.pipe(docs, batch_size=max(1, len(docs))))
        else:
            docs = [component(doc) for doc in docs]
    return docs
