"""What stops a run, said in one line."""

from __future__ import annotations


class LocalError(Exception):
    """Something a person can mend; its text is one line that says what and how."""
