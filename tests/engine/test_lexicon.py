"""A desk's own words over the engine's, as its command takes them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXT = "The town rehomed 340 cats, the council said. Acme sold 12 zorkmids."


def read(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "claimtrack.engine", "--lexicons", str(folder)]
    arguments = ["extract", "-", "--published", "2025-06-18"]
    return subprocess.run(
        [*command, *arguments], cwd=ROOT, input=TEXT, capture_output=True, text=True, check=False
    )


def test_words_of_a_desk_name_the_measure(tmp_path: Path) -> None:
    lexicon = '[rehomed]\nlabel = "rehomed"\ndone_to = ["rehome"]\n'
    (tmp_path / "measures.toml").write_text(lexicon)

    run = read(tmp_path)

    claims = [json.loads(line) for line in run.stdout.splitlines()]
    assert [row["measure"] for row in claims if row.get("exact") == "340 cats"] == ["rehomed"]


def test_lists_of_a_desk_are_added_to_ours(tmp_path: Path) -> None:
    (tmp_path / "currencies.toml").write_text('[USD]\nafter = ["zorkmid"]\n')

    run = read(tmp_path)

    claims = [json.loads(line) for line in run.stdout.splitlines()]
    assert [row["quantity"]["unit"] for row in claims if row.get("exact") == "12 zorkmids"] == [
        "USD"
    ]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("mesures.toml", "", "mesures.toml: there is no such lexicon"),
        ("measures.toml", "[killed", "measures.toml: "),
        ("measures.toml", '[killed]\nnouns = "death"', "measures.toml: killed: nouns: a list is"),
        ("measures.toml", '[killed]\nnuons = ["death"]', "measures.toml: killed: nuons: there is"),
        ("measures.toml", '[lost]\nnuons = ["death"]', "measures.toml: lost: nuons: there is"),
        ("measures.toml", "lost = 3", "measures.toml: lost: a table is wanted, not a number"),
        ("containment_places.toml", "[contains]\nutopia = [3]", "utopia: a list holds texts only"),
    ],
)
def test_bad_lexicon_is_refused_by_file_and_entry(
    tmp_path: Path, name: str, content: str, message: str
) -> None:
    (tmp_path / name).write_text(content)

    run = read(tmp_path)

    assert (run.returncode, run.stdout) == (2, "")
    assert message in run.stderr
    assert run.stderr.count("\n") == 1


def test_missing_folder_is_refused(tmp_path: Path) -> None:
    run = read(tmp_path / "nowhere")

    assert (run.returncode, "is no folder" in run.stderr) == (2, True)
