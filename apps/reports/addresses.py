"""Addresses of reports, so that two spellings of one page meet."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.core.exceptions import ValidationError

#: Parameters that tell where a reader came from, and nothing about the page.
TRACKING = frozenset(
    {"fbclid", "gclid", "dclid", "msclkid", "igshid", "mc_cid", "mc_eid", "cmpid", "ocid", "ref"}
)
_NO_PART_OF_ONE = re.compile(r"[\s\x00-\x1f\x7f-\x9f\ud800-\udfff]")


def complete_url(*, url: str) -> str:
    """Return an address with its scheme; raise ``ValidationError`` naming ``url`` otherwise."""
    url = url.strip()
    if not url:
        return ""
    unreadable = _NO_PART_OF_ONE.search(url) is not None
    if "://" not in url:
        url = f"https://{url}"
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname, parts.port
    except ValueError:
        host, parts = None, None
    if unreadable or not host or parts is None or parts.scheme not in ("http", "https"):
        raise ValidationError({"url": f"“{url}” is not an address of a page."})
    return url


def url_key(*, url: str) -> str:
    """Return what two addresses of one page have in common.

    Scheme, ``www.``, fragment, trailing slash and tracking parameters go; the order of the
    other parameters does not count.
    """
    if not url:
        return ""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.").lower()
    port = f":{parts.port}" if parts.port and parts.port not in (80, 443) else ""
    query = urlencode(
        sorted(
            (name, value)
            for name, value in parse_qsl(parts.query, keep_blank_values=True)
            if name.lower() not in TRACKING and not name.lower().startswith("utm_")
        )
    )
    path = parts.path.rstrip("/")
    return f"{host}{port}{path}{'?' if query else ''}{query}"
