"""Request bodies as JSON, as deep as anybody needs them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import IO


class BoundedJSONParser(JSONParser):
    """Read JSON; what is nested too deep to be read is the client's error, not ours."""

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        """Return what the body says, or raise ``ParseError``."""
        try:
            return super().parse(stream, media_type, parser_context)
        except RecursionError:
            message = "JSON parse error - it is nested too deep"
            raise ParseError(message) from None
