"""The public form of a claim, written and read back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from claimtrack.engine.exchange import account_to_object, claim_from_object, claim_to_object
from claimtrack.engine.extract import extract
from claimtrack.engine.serialise import claim_from_json, to_json
from tests.engine.figures import PUBLISHED

if TYPE_CHECKING:
    from claimtrack.engine.records import ExtractedClaim

TEXT = (
    "About 300 North Korean soldiers were killed within three months, the agency said on Monday. "
    "Between 8,000 and 10,000 people fled Kursk in the past week. The damage could reach $3bn. "
    "Dozens of homes burned; nearly 1,000 remain. “Nobody helped us,” Mila Dorn said."
)
CLAIMS = extract(TEXT, published=PUBLISHED).claims


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.span.exact)
def test_claim_as_records_survives_json(claim: ExtractedClaim) -> None:
    assert claim_from_json(to_json(claim)) == claim


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.span.exact)
def test_claim_as_an_object_is_read_back_to_the_same_object(claim: ExtractedClaim) -> None:
    written = claim_to_object(claim)

    assert claim_to_object(claim_from_object(written)) == written


def test_claim_object_has_the_documented_keys() -> None:
    written = claim_to_object(CLAIMS[0])

    assert list(written) == [
        "start", "end", "exact", "kind", "quantity", "measure", "population", "place", "window",
        "as_of", "modality", "attribution", "content",
    ]  # fmt: skip


def test_claim_object_of_a_figure() -> None:
    (claim,) = (c for c in CLAIMS if c.span.exact == "About 300 North Korean soldiers")
    written = claim_to_object(claim)

    assert written["quantity"] == {
        "text": "About 300", "start": 0, "end": 9, "lower": "300", "lower_inclusive": True,
        "upper": "300", "upper_inclusive": True, "approximate": True, "unit": "soldier",
    }  # fmt: skip
    assert written["measure"] == "killed"
    assert written["population"] == "north-korean troop"
    assert written["window"] == "within three months (P90D)"
    assert written["attribution"] == [
        {"start": 65, "end": 75, "exact": "the agency", "role": "utterer"}
    ]


def test_account_object_tallies_every_number() -> None:
    extraction = extract("Twelve men, aged 20 to 30, died on 3 May.", published=PUBLISHED)
    written = account_to_object(extraction)

    assert sum(written["tally"].values()) == len(written["numbers"]) == len(extraction.numbers)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"start": 9, "end": 3}, "claim"),
        ({"kind": "rumour"}, "kind"),
        ({"modality": 7}, "modality"),
        ({"as_of": "yesterday"}, "as_of"),
        ({"quantity": {"text": "a", "start": 0, "end": 1, "lower": "many"}}, "quantity.lower"),
        ({"attribution": [{"start": 0, "end": 1, "exact": "x", "role": "boss"}]}, "role"),
    ],
)
def test_bad_claim_object_is_refused_with_its_field(change: dict[str, Any], field: str) -> None:
    (claim,) = (c for c in CLAIMS if c.span.exact == "About 300 North Korean soldiers")

    with pytest.raises(ValueError, match=f"^{field}: "):
        claim_from_object(claim_to_object(claim) | change)
