"""What a claim is about, in a row of small labels."""

from __future__ import annotations

import re

import pytest
from django.template.loader import render_to_string

from apps.claims.enums import Modality
from apps.claims.models import Claim


@pytest.mark.parametrize(
    ("claim", "labels"),
    [
        (Claim(measure="capitals", population="capitals"), ["capitals"]),
        (Claim(measure="killed", population="soldiers"), ["killed", "soldiers"]),
        (Claim(window="planned", modality=Modality.PLANNED), ["Planned"]),
        (Claim(window="to date", modality=Modality.PLANNED), ["to date", "Planned"]),
    ],
)
def test_label_is_shown_once(claim: Claim, labels: list[str]) -> None:
    claim.modality = claim.modality or Modality.ASSERTED
    shown = render_to_string("newsdesk/facets.html", {"claim": claim})
    assert re.findall(r">([^<]+)</span>", shown) == labels
