"""The engine as a command, run as people run it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
SEED = ROOT / "seeds" / "reports" / "2025-06-18-seed-article.txt"


def engine(*arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "claimtrack.engine", *arguments]
    return subprocess.run(command, cwd=ROOT, input=given, capture_output=True, check=False)


def objects(run: subprocess.CompletedProcess[bytes]) -> list[dict[str, Any]]:
    assert run.returncode == 0, run.stderr.decode()
    return [json.loads(line) for line in run.stdout.decode().splitlines()]


def test_extract_prints_claims_then_the_account() -> None:
    *claims, account = objects(engine("extract", str(SEED), "--published", "2025-06-18"))

    text = SEED.read_text(encoding="utf-8")
    assert [text[row["start"] : row["end"]] for row in claims] == [row["exact"] for row in claims]
    assert {"numeric", "attributed"} == {row["kind"] for row in claims}
    assert account["kind"] == "numbers"


def test_extract_reads_standard_input() -> None:
    claim, _ = objects(
        engine("extract", "-", "--published", "2025-06-18", given=b"At least 30 people died.")
    )

    assert (claim["exact"], claim["measure"]) == ("At least 30 people", "killed")


@pytest.mark.parametrize(
    ("arguments", "given", "message"),
    [
        (("extract", "nowhere.txt", "--published", "2025-06-18"), b"", "nowhere.txt: "),
        (("extract", "-", "--published", "2025-06-18"), b"\xff\xfe", "-: not UTF-8 at byte 0"),
        (("extract", "-", "--published", "2025-02-30"), b"", "--published: '2025-02-30'"),
        (("extract", "-", "--published", "soon"), b"", "--published: 'soon'"),
        (("extract", "-", "--published", "2025-06-18", "--headline-end", "9"), b"x",
         "--headline-end: 9"),
        (("compare", "nowhere.json", "nowhere.json"), b"", "nowhere.json: "),
    ],
)  # fmt: skip
def test_bad_input_ends_with_one_line_and_status_two(
    arguments: tuple[str, ...], given: bytes, message: str
) -> None:
    run = engine(*arguments, given=given)

    assert run.returncode == 2
    assert run.stdout == b""
    assert run.stderr.decode().startswith(f"claimtrack.engine: {message}")
    assert run.stderr.count(b"\n") == 1


def test_compare_two_claims_of_files(tmp_path: Path) -> None:
    sides = []
    for outlet, text in (("a", "About 1,100"), ("b", "More than 3,000")):
        report = (
            f"{text} North Korean soldiers were killed or wounded in Kursk, {outlet.upper()} said."
        )
        rows = objects(engine("extract", "-", "--published", "2024-12-23", given=report.encode()))
        claim = next(row for row in rows if row["kind"] == "numeric")
        file = tmp_path / f"{outlet}.json"
        file.write_text(json.dumps(claim | {"outlet": outlet, "published": "2024-12-23"}))
        sides.append(str(file))

    (answer,) = objects(engine("compare", *sides))

    assert answer["relation"] == "contradiction"
    assert answer["reasons"][0]["a"][0]["exact"] == "About 1,100 North Korean soldiers"


def test_claims_of_no_known_outlet_are_not_of_one(tmp_path: Path) -> None:
    sides = []
    for speaker, number in (("Police", 40), ("The ministry", 52)):
        text = f"{speaker} said on Monday that exactly {number} people were killed in Kursk."
        rows = objects(engine("extract", "-", "--published", "2024-12-23", given=text.encode()))
        file = tmp_path / f"{number}.json"
        file.write_text(json.dumps(rows[0]))
        sides.append(str(file))

    (answer,) = objects(engine("compare", *sides))

    assert answer["relation"] == "contradiction"


def test_compare_picks_claims_by_their_offsets(tmp_path: Path) -> None:
    text = SEED.read_text(encoding="utf-8")
    printed = engine("extract", str(SEED), "--published", "2025-06-18").stdout
    file = tmp_path / "claims.jsonl"
    file.write_bytes(printed)
    total, deaths = text.index("4,700"), text.index("600 deaths")

    (answer,) = objects(
        engine("compare", f"{file}:{total}-{total + 5}", f"{file}:{deaths}-{deaths + 10}")
    )
    (same,) = objects(
        engine(
            "compare",
            f"{SEED}:{total}-{total + 5}",
            f"{SEED}:{deaths}-{deaths + 10}",
            "--published",
            "2025-06-18",
        )
    )

    assert answer["relation"] == same["relation"] == "different_measure"


def test_compare_says_where_no_claim_stands(tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    file.write_text("Nothing happened.")

    run = engine("compare", f"{file}:0-5", f"{file}:0-5", "--published", "2025-06-18")

    assert run.returncode == 2
    assert run.stderr.decode() == f"claimtrack.engine: {file}:0-5: no claims; one is needed\n"
