"""Running a spaCy pipeline at twice its usual speed on one core, with the same result.

Four things slow spaCy down on a processor. Thinc multiplies matrices with BLIS, whose portable
build has no kernel for many processors; NumPy's own BLAS picks one at start-up. That one starts
threads, which on a busy machine cost eight times what they gain. And the loop of
the transition systems lets go of Python's lock and then takes it back at almost every call.
Driven a step at a time from outside, over many sentences at once, it keeps the lock. And the
layers that give words their vectors keep what training needs
(:mod:`claimtrack.engine.language.encoder`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from spacy.pipeline import DependencyParser, EntityRecognizer, Tok2Vec
from thinc.api import Model, NumpyOps
from threadpoolctl import threadpool_limits

from claimtrack.engine.language.encoder import Encoder

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray
    from spacy.language import Language
    from spacy.tokens import Doc

    Floats = NDArray[np.float32]

_NO_ENCODERS: Mapping[str, Encoder] = {}


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


def find_encoders(nlp: Language) -> dict[str, Encoder]:
    """Return an encoder for each component of a pipeline that one can stand in for, by name."""
    names = [name for name, component in nlp.pipeline if isinstance(component, Tok2Vec)]
    found = {name: Encoder.of(nlp, name) for name in names}
    return {name: encoder for name, encoder in found.items() if encoder is not None}


def annotate(
    nlp: Language, texts: Iterable[str], encoders: Mapping[str, Encoder] = _NO_ENCODERS
) -> list[Doc]:
    """Run all components of ``nlp`` over ``texts``, as one batch, with encoders for some."""
    docs = [nlp.make_doc(text) for text in texts]
    components: list[tuple[str, Any]] = nlp.pipeline
    for name, component in components:
        if name in encoders and any(map(len, docs)):
            component.set_annotations(docs, encoders[name].encode(docs))
        elif _is_greedy(component):
            component.set_annotations(docs, _transitions(component, docs))
        elif hasattr(component, "pipe"):
            docs = list(component.pipe(docs, batch_size=max(1, len(docs))))
        else:
            docs = [component(doc) for doc in docs]
    return docs


def _is_greedy(component: Any) -> bool:
    takes_steps = isinstance(component, (DependencyParser, EntityRecognizer))
    return takes_steps and component.cfg["beam_width"] == 1


def _transitions(parser: Any, docs: list[Doc]) -> list[Any]:
    """Return the final state of each document: the best transition at every step."""
    states: list[Any] = parser.moves.init_batch(docs)
    waiting = [state for state in states if not state.is_final()]
    if waiting:
        steps = parser.model.predict(docs)
        is_plain = steps.vec2scores is not None and not parser.model.attrs["unseen_classes"]
        while waiting:
            scores = _scores(steps, waiting) if is_plain else steps.predict(waiting)
            waiting = parser.transition_states(waiting, scores)
        steps.clear_memory()
    return states


def _scores(steps: Any, states: list[Any]) -> Floats:
    """Return the score of each transition, a row a state, as ``steps.predict`` would.

    For a model with an output layer and no label that it never saw. Done here, a step is spared
    what thinc keeps for training.
    """
    hidden, _ = steps.state2vec(steps.get_token_ids(states), False)  # noqa: FBT003 - compiled
    output = steps.vec2scores
    scores: Floats = hidden @ output.get_param("W").T + output.get_param("b")
    return scores
