"""Whether a sentence sets its figure against another count: "twice the official number".

Who gives a count of their own, or puts a number at a figure, knows of another one as a rule.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimtrack.engine.remembered import remembered

if TYPE_CHECKING:
    from claimtrack.engine.records import ExtractedClaim

_COUNT = (
    r"(?:figure|count|number|estimate|toll|total|tally|version|account|given|put by|announced"
    r"|official|claim|said|reported|stated)"
)
_AGAINST = (
    r"(?:above|below|higher than|lower than|more than|fewer than|less than|twice|double|half"
    r"|third of|against|not|far from|exceeds?|disput\w+|contradict\w*|reject\w*|differ\w*"
    r"|instead of|rather than|unlike|contrast\w*)"
)
#: "Far above the ministry's figure", "not the number given out", "by its own count",
#: "a much higher", "which counts", "put the loss at".
_RIVAL = re.compile(
    rf"\b{_AGAINST}\b[^.;]{{0,40}}\b{_COUNT}\b"
    r"|\bonly\b[^.;]{0,60}\bnot\b|\bits own\b|\bwhich counts\b"
    r"|\bown (?:count|figure|tally|calculation|estimate|list|measurements?|survey|reckoning)\b"
    r"|\ban? (?:far|much|very) (?:higher|lower|larger|smaller|different)\b"
    r"|\bput(?:s|ting)? (?:the|it|that|their|its)\b[^.;]{0,60}\bat\b",
    re.IGNORECASE,
)


@remembered(8192)
def tells_of_rival(claim: ExtractedClaim) -> bool:
    """Tell whether a claim's sentence sets a count against another one."""
    return _RIVAL.search(claim.sentence.exact) is not None
