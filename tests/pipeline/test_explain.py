"""What about these two? Asked by places in reports, as another program asks."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import CommandError, call_command

from apps.pipeline.dispatch import report_receive
from apps.pipeline.waiting import versions_finish
from apps.reports.documents import TEXT
from tests.apps.conftest import ARMY, PRESIDENT

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("redis_client")]

WEATHER = "The hall was built in 1911. It rained for two days, the mayor said.\n"


@pytest.fixture
def reports() -> dict[str, str]:
    """Three reports, taken in and checked: what the army and the president say, and the weather."""
    return taken_in({"army": ARMY, "president": PRESIDENT, "weather": WEATHER})


def taken_in(texts: dict[str, str]) -> dict[str, str]:
    """Take in reports of one day by their ids, check them, and return their texts as they stand."""
    results = [
        report_receive(
            content=text,
            media_type=TEXT,
            outlet=f"Outlet of the {name}",
            published_on="2024-12-23",
            external_id=name,
        )
        for name, text in texts.items()
    ]
    ids = [each.version.pk for each in results]
    assert versions_finish(version_ids=ids, progress=lambda _done, _all: None) == []
    return {name: result.version.text for name, result in zip(texts, results, strict=True)}


def place(reports: dict[str, str], report: str, words: str) -> dict[str, Any]:
    start = reports[report].index(words)
    return {"report": report, "start": start, "end": start + len(words)}


def explained(folder: Path, *rows: Any) -> list[dict[str, Any]]:
    file = folder / "pairs.jsonl"
    file.write_text(
        "".join(f"{row if isinstance(row, str) else json.dumps(row)}\n" for row in rows)
    )
    out = io.StringIO()
    call_command("explain", str(file), stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_two_figures_that_exclude_each_other_name_their_discrepancy(
    reports: dict[str, str], tmp_path: Path
) -> None:
    pair = {"a": place(reports, "army", "1,100"), "b": place(reports, "president", "3,000")}
    turned = {"a": pair["b"], "b": pair["a"]}

    one, two = explained(tmp_path, pair, turned)

    assert (one["relation"], one["raised"], one["looked_at"]) == ("contradiction", True, True)
    assert one["discrepancy"]["kind"] == "contradiction"
    assert (one["a"]["words"], one["b"]["words"]) == ("1,100", "3,000")
    assert one["a"]["claim"]["quantity"]["lower"] == "1100"
    assert one["explanation"] == two["explanation"]
    assert [reason["a"] for reason in one["reasons"]] == [reason["b"] for reason in two["reasons"]]
    for side in ("a", "b"):
        text = reports[one[side]["report"]]
        for span in (span for reason in one["reasons"] for span in reason[side]):
            assert text[span["start"] : span["end"]] == span["exact"]


def test_pair_that_was_never_a_candidate_is_compared_now(
    reports: dict[str, str], tmp_path: Path
) -> None:
    (answer,) = explained(
        tmp_path,
        {"a": place(reports, "army", "1,100"), "b": place(reports, "weather", "two days")},
    )

    assert (answer["raised"], answer["looked_at"], answer["discrepancy"]) == (False, False, None)
    assert answer["relation"] in {"different_unit", "different_measure"}
    assert answer["explanation"]


def test_figures_of_two_places_are_no_pair_and_are_still_explained(tmp_path: Path) -> None:
    told = {
        "north": "A storm killed 40 people in Odesa on Monday, the army said.\n",
        "south": "A storm killed 12 people in Kursk on Monday, the mayor said.\n",
        "third": "A storm killed 31 people in Odesa on Monday, the mayor said.\n",
    }
    reports = taken_in(told)

    apart, together = explained(
        tmp_path,
        {"a": place(reports, "north", "40"), "b": place(reports, "south", "12")},
        {"a": place(reports, "north", "40"), "b": place(reports, "third", "31")},
    )

    assert (apart["relation"], apart["looked_at"]) == ("different_place", False)
    assert "odesa" in apart["explanation"].casefold()
    assert (together["raised"], together["looked_at"]) == (True, True)


def test_number_that_is_no_claim_says_what_the_account_made_of_it(
    reports: dict[str, str], tmp_path: Path
) -> None:
    (answer,) = explained(
        tmp_path, {"a": place(reports, "weather", "1911"), "b": place(reports, "army", "1,100")}
    )

    assert (answer["relation"], answer["a"]["claim"]) == (None, None)
    assert [(each["exact"], each["outcome"]) for each in answer["a"]["numbers"]] == [
        ("1911", "dismissed")
    ]
    assert answer["a"]["numbers"][0]["reason"]


def test_bad_lines_name_the_field_and_keep_no_other_back(
    reports: dict[str, str], tmp_path: Path
) -> None:
    good = place(reports, "army", "1,100")

    answers = explained(
        tmp_path,
        "{no json",
        {"a": good},
        {"a": good, "b": {"report": "nowhere", "start": 0, "end": 1}},
        {"a": good, "b": good | {"start": "0"}},
        {"a": good, "b": good | {"end": good["start"]}},
        {"a": good, "b": good | {"start": 10**6, "end": 10**6 + 1}},
        {"a": good, "b": good | {"version": 7}},
        {"a": good, "b": good | {"strat": 1}},
        {"a": good, "b": good},
    )

    fields = [[*answer.get("errors", {})] for answer in answers]
    assert fields == [
        ["line"], ["b"], ["b.report"], ["b.start"], ["b.end"], ["b.start"], ["b.version"],
        ["b.strat"], [],
    ]  # fmt: skip
    assert [answer.get("line") for answer in answers] == [1, 2, 3, 4, 5, 6, 7, 8, None]
    assert answers[-1]["relation"] == "repeat"


def test_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"nowhere\.jsonl: No such file"):
        call_command("explain", str(tmp_path / "nowhere.jsonl"))
