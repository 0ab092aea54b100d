"""What beat sends and when; static, so that a run leaves no schedule behind."""

from __future__ import annotations

from typing import Any

BEAT_SCHEDULE: dict[str, dict[str, Any]] = {}
