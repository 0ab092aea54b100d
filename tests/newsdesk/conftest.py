"""The newsroom of the services' tests, at its desk."""

from __future__ import annotations

from tests.apps.conftest import discrepancy, people

__all__ = ["discrepancy", "people"]
