"""The token that a program shows: ``Authorization: Bearer …``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed

from apps.accounts.services import token_verify

if TYPE_CHECKING:
    from typing import Any

    from rest_framework.request import Request

    from apps.accounts.models import ApiToken, User

KEYWORD = b"bearer"
#: The keyword and the token.
PARTS = 2


class BearerTokenAuthentication(BaseAuthentication):
    """Authenticate by a live token of an active user; anything else is refused with 401."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        """Return the user and the token, or ``None`` where no bearer token was sent."""
        parts = get_authorization_header(request).split()
        if not parts or parts[0].lower() != KEYWORD:
            return None
        if len(parts) != PARTS:
            message = "Send one token: Authorization: Bearer <token>."
            raise AuthenticationFailed(message)
        try:
            plaintext = parts[1].decode("ascii")
        except UnicodeDecodeError:
            message = "A token has ASCII characters only."
            raise AuthenticationFailed(message) from None
        token = token_verify(token=plaintext)
        if token is None:
            message = "This token is unknown, expired or revoked."
            raise AuthenticationFailed(message)
        return token.user, token

    def authenticate_header(self, request: Request) -> str:  # noqa: ARG002  # DRF's signature
        """Name the scheme, so that a missing token is answered with 401 rather than 403."""
        return 'Bearer realm="claimtrack"'


class BearerTokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # drf-spectacular registers subclasses untyped
    """Tell the OpenAPI document how to authenticate."""

    target_class = BearerTokenAuthentication
    name = "bearerToken"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:  # noqa: ARG002  # drf-spectacular's signature
        """Return the security scheme object."""
        return {"type": "http", "scheme": "bearer"}
