"""What beat sends and when; static, so that a run leaves no schedule behind."""

from __future__ import annotations

from typing import Any

#: Seconds between two sweeps: how long a lost message may go unnoticed, at most.
SWEEP_EVERY = 30

BEAT_SCHEDULE: dict[str, dict[str, Any]] = {
    "sweep": {
        "task": "pipeline.sweep",
        "schedule": SWEEP_EVERY,
        "options": {"expires": SWEEP_EVERY},
    },
}
