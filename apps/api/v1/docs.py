"""The page to read and try the API on, served from this host alone."""

from __future__ import annotations

from drf_spectacular.views import SpectacularSwaggerSplitView


class TryView(SpectacularSwaggerSplitView):
    """Swagger UI with script and style as files of their own, as the content policy asks."""

    template_name = "api/docs.html"
    url_name = "v1:schema"
    url_self = None
