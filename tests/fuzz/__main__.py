"""Fuzz the engine, led by coverage: ``python -m tests.fuzz CORPUS [-runs=N -seed=N …]``.

The arguments are libFuzzer's. A text that breaks a law is printed and written beside the
caller as ``crash-…``; the exit status is not 0 then. Bytes are read as UTF-8 with faults
replaced, so that pieces of real sentences survive.
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["claimtrack.engine"]):
    from tests.fuzz.laws import check


def one_input(content: bytes) -> None:
    """Hold one input to the laws."""
    check(content.decode("utf-8", errors="replace"))


def main() -> None:
    """Fuzz until the arguments say to stop."""
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
