"""The sign in the browser's tab."""

from __future__ import annotations

from typing import Any

from django.templatetags.static import static
from django.views.generic import RedirectView


class FaviconView(RedirectView):
    """Lead from the address that browsers guess to the file, whatever its hashed name."""

    def get_redirect_url(self, *_args: Any, **_kwargs: Any) -> str:
        """Return the static file's address."""
        return static("newsdesk/favicon.svg")
