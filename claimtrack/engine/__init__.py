"""The pure engine: text in, claims out; two claims in, a comparison out.

Nothing below this package imports Django, reads settings or a clock, or talks to the network.
``VERSION`` is stored beside each row that the engine made, so that a later engine can tell
which of them to look at again.
"""

from __future__ import annotations

VERSION = "0.1.0"
