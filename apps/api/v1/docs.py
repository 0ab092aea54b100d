"""The page to read and try the API on, served from this host alone."""

from __future__ import annotations

from drf_spectacular.views import SpectacularSwaggerSplitView


class TryView(SpectacularSwaggerSplitView):
    """Swagger UI with its script as a file of its own, as the content policy asks."""

    url_name = "v1:schema"
    url_self = None
