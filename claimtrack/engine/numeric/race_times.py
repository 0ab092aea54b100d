"""Times that were clocked: "2:04:55" of a marathon, "9:58.3", a lead of "1:47".

They look like times of day and are lengths; what stands beside them tells the two apart.
"""

from __future__ import annotations

import re
from decimal import Decimal

from claimtrack.engine.numeric.figures import Figure
from claimtrack.engine.numeric.numbers import NumberKind, NumberToken
from claimtrack.engine.records import Span

_CLOCKED = re.compile(
    r"(?<![\d:.])(?:(?P<hours>\d{1,2}):)?(?P<minutes>\d{1,2}):(?P<seconds>[0-5]\d(?:\.\d{1,3})?)"
    r"(?![\d:]|\.\d)"
)
_OF_DAY = re.compile(
    r" ?(?:[ap]\.?m\b|GMT|UTC|BST|[ECMP][SD]T\b|CET|CEST|local|o’clock)", re.IGNORECASE
)
_AT = re.compile(
    r"\b(?:at|from|until|till|before|after|since|by) (?:about |around )?$", re.IGNORECASE
)
#: What stands before a length of minutes and seconds, and before no time of day.
_RAN = re.compile(
    r"\b(?:clock(?:s|ed|ing)|time of|best of|record of|mark of|ran|swam|rode|timed at|in a"
    r"|(?:leads?|led|leading|won|wins?|winning|ahead|lost|margin of|advantage of|lead of)(?: by)?"
    r"|finish(?:ed|ing) in|home in|won in|race in|marathon in|lap of) (?:a )?$",
    re.IGNORECASE,
)
_BEFORE = 32
_MINUTE, _HOUR = 60, 3600
_LAST_HOUR = 23


def race_time_at(text: str, start: int) -> Figure | None:
    """Return the clocked time that begins with the number at ``start``, in seconds."""
    found = _CLOCKED.match(text, start)
    return _figure(text, found) if found is not None and _is_length(text, found) else None


def _is_length(text: str, found: re.Match[str]) -> bool:
    start = found.start()
    before = max(0, start - _BEFORE)
    if _OF_DAY.match(text, found.end()) or int(found["minutes"]) >= _MINUTE:
        return False
    if _RAN.search(text, before, start):
        return True
    if _AT.search(text, before, start):
        return False
    if found["hours"] or "." in found["seconds"]:
        return True
    return int(found["minutes"]) > _LAST_HOUR and text.endswith(" in ", 0, start)


def _figure(text: str, found: re.Match[str]) -> Figure:
    seconds = Decimal(found["seconds"])
    value = int(found["hours"] or 0) * _HOUR + int(found["minutes"]) * _MINUTE + seconds
    decimals = len(found["seconds"].partition(".")[2])
    token = NumberToken(
        span=Span.cut(text, found.start(), found.end()),
        kind=NumberKind.CARDINAL,
        value=value,
        lower=value,
        upper=value,
        mantissa=value,
        scale=Decimal(1),
        precision=Decimal(1).scaleb(-decimals),
        digits=True,
    )
    return Figure(token, found.start(), found.end(), unit="second", dimension="time", owned=True)
