"""How one scope lies to another, the common answer of the measure, population and place trees."""

from __future__ import annotations

from enum import StrEnum


class Fit(StrEnum):
    """How the scope of ``a`` lies to that of ``b``."""

    SAME = "same"
    INSIDE = "inside"
    AROUND = "around"
    APART = "apart"
    UNKNOWN = "unknown"

    @property
    def turned(self) -> Fit:
        """The same answer seen from ``b``."""
        return _TURNED.get(self, self)


_TURNED = {Fit.INSIDE: Fit.AROUND, Fit.AROUND: Fit.INSIDE}
