"""Texts that nobody should send: no fault, spans that slice, and time in proportion.

The sizes are such that work which grows with their square would show as minutes.
"""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from claimtrack.engine.extract import extract
from tests.fuzz.laws import check

if TYPE_CHECKING:
    from types import FrameType

PUBLISHED = date(2020, 1, 1)
ROOT = Path(__file__).parents[2]
SENTENCE = "At least 43 people were killed in Velm on Tuesday, the mayor said. "
CORPUS = (
    "About 1,100 soldiers have been killed or wounded, the army said on Monday.",
    "“We lost between 10 and 12,000 men,” he told Yonhap, citing the service.",
    "Prices rose 4% to $1.2bn in the year to March; 3 in 10 said no.",
    "Two women and a child, 9, died at 3:09 a.m. on the 21st, half of them in Velm.",
    "Nearly 4.7 thousand, including 600 deaths, up from 3% to 5% since Aug. 6.",
)


@pytest.mark.parametrize(
    "text",
    [
        "“" * 100_000,
        "'\"" * 50_000 + " 7 said",
        "“he said " * 4_000,
        "(" * 50_000 + "43 people died" + ")" * 50_000,
        "killed, " * 20_000,
        "citing Lee, " * 4_000 + "43 people died.",
        "7" * 10_000,
        "1,000" + ",000" * 5_000,
        "twenty-" * 2_000 + "one",
        "<p><b>43</i> people <a href='x'>died</p" * 800,
        "\u202e43 قتيلا\u200f, ٤٣ و 43 people died\u202c" * 500,
        "4\u200b3 peo\u200dple d\u00adied " * 400,
        "43 людей погибли; 12 人死亡; 9 dead. " * 1_000,
        "\x00\x01\x02\ud800 43 died \udfff" * 1_000,
        "\n" * 100_000 + "43 people died.",
        "x\n" * 50_000,
        "%$€£#@!" * 10_000,
        "½¼¾" * 4_000,
        "-" * 100_000 + "5",
        "to 5 " * 800,
        "ſix people died in the firſt quarter, ſeven ſummers ago, the army ſaid. " * 20,
        "fıve people dıed thıs nıght, thİrty in the thİrd quarter, he saıd. " * 20,
        "A" * 200_000,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_bad_text_is_read_to_its_end(text: str) -> None:
    check(text)


def test_megabytes_on_one_line_lose_no_number() -> None:
    text = SENTENCE + "the harbour lay still " * 100_000 + SENTENCE

    extraction = check(text)

    assert len(text) > 2_000_000
    assert [number.span.exact for number in extraction.numbers] == ["43", "43"]


@pytest.mark.parametrize(
    "unit",
    [
        "twenty-",
        "\u202e43 قتيلا\u200f, ٤٣ و 43 people died\u202c",
        "43 людей погибли; 12 人死亡; 9 dead. ",
        "At least 43 Danes died in Velm, he said. ",
        "17 7,919 4.5 830 ",
        "to 5 ",
    ],
)
def test_work_grows_with_the_text_and_not_with_its_square(unit: str) -> None:
    repeats = 6_000 // len(unit)
    extract(unit, published=PUBLISHED)

    assert _calls(unit * 2 * repeats) < 2.25 * _calls(unit * repeats)


@pytest.mark.parametrize("unit", ["17 7,919 4.5 830 ", "to 5 ", "5, 6 and 7 "])
def test_a_figure_among_figures_costs_no_more_than_one_in_the_news(unit: str) -> None:
    assert _calls_per_figure(unit) < _calls_per_figure(SENTENCE)


def _calls_per_figure(unit: str) -> float:
    """Return how many functions are called for each figure of a text that repeats ``unit``."""
    text = unit * (6_000 // len(unit))
    return _calls(text) / len(extract(text, published=PUBLISHED).numbers)


def _calls(text: str) -> int:
    """Return how many functions are called to read ``text``."""
    calls = 0

    def count(_frame: FrameType, _event: str, _argument: object) -> None:
        nonlocal calls
        calls += 1

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        extract(text, published=PUBLISHED)
    finally:
        sys.setprofile(before)
    return calls


def test_no_input_that_coverage_leads_to_breaks_a_law(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for number, text in enumerate(CORPUS):
        (corpus / str(number)).write_text(text, encoding="utf-8")

    run = subprocess.run(
        [
            *(sys.executable, "-m", "tests.fuzz", str(corpus)),
            *("-runs=2000", "-seed=7", "-max_len=400", "-max_total_time=60"),
            f"-artifact_prefix={tmp_path}/",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.returncode == 0, run.stderr[-4000:]
