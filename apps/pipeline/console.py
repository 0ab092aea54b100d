"""What commands print: progress on one line, errors with their fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.core.exceptions import ValidationError
    from django.core.management.base import OutputWrapper


class ProgressLine:
    """A line that counts up: in place on a terminal, once at the end elsewhere."""

    def __init__(self, out: OutputWrapper, label: str) -> None:
        self._out = out
        self._label = label
        self._shown = ""

    def __call__(self, done: int, total: int) -> None:
        """Show how far it is."""
        line = f"{self._label}: {done:,} of {total:,}"
        if line == self._shown:
            return
        if self._out.isatty():
            self._out.write(f"\r{line}", ending="" if done < total else "\n")
            self._out.flush()
        elif done == total:
            self._out.write(line)
        self._shown = line


def field_errors(invalid: ValidationError) -> str:
    """Return an error's lines with the name of the field before each."""
    if not hasattr(invalid, "error_dict"):
        return " ".join(invalid.messages)
    return " ".join(
        f"{field}: {text}" for field, texts in invalid.message_dict.items() for text in texts
    )
