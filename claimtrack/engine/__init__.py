"""The pure engine: text in, claims out; two claims in, a comparison out.

Nothing below this package imports Django, reads settings or a clock, or talks to the network.
`version` is stored beside each row that the engine made, so that a later engine can tell which
of them to look at again.
"""

from __future__ import annotations

from claimtrack.engine.lexicon import fingerprint

VERSION = "0.2.0"


def version() -> str:
    """Return the engine's version: "0.2.0", or "0.2.0+1f0c9a3e" with a desk's own lexicons."""
    desk = fingerprint()
    return f"{VERSION}+{desk}" if desk else VERSION
