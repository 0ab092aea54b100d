"""The form to log in with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unfold.forms import AuthenticationForm

if TYPE_CHECKING:
    from typing import ClassVar


class LoginForm(AuthenticationForm):
    """The theme's form; what is wrong is told in words that a newsroom uses."""

    error_messages: ClassVar[dict[str, str]] = {
        **AuthenticationForm.error_messages,
        "invalid_login": (
            "This name and password do not fit together, or the account may not open the "
            "newsdesk. Capitals count. Whoever keeps the accounts can set a new password."
        ),
    }
