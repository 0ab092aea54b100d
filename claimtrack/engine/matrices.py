"""Matrix products by NumPy for the layers of a spaCy pipeline.

Thinc multiplies with BLIS, whose portable build knows no kernel for many processors. NumPy's own
BLAS picks one at start-up and takes a third of the time, with the same result but for rounding.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from thinc.api import Model, NumpyOps

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.language import Language

    Floats = NDArray[np.float32]


class NumpyMatrices(NumpyOps):  # type: ignore[misc] - compiled, without types
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
    """Let every layer of a loaded pipeline that runs on the processor multiply by NumPy."""
    operations = NumpyMatrices()
    for _, component in nlp.components:
        model = getattr(component, "model", None)
        for layer in model.walk() if isinstance(model, Model) else ():
            if type(layer.ops) is NumpyOps:
                layer.ops = operations
