"""The commands, on files that people have."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from apps.accounts.models import ApiToken, User
from apps.claims.models import Claim
from apps.reports.models import Report, ReportVersion
from apps.sources.models import Source
from tests.apps.conftest import ARMY, PRESIDENT

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("redis_client")]


def run(*arguments: str) -> tuple[str, str, int]:
    """Run a command and return what it printed, what it complained of, and its exit code."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command(*arguments, stdout=out, stderr=err)
    except SystemExit as ended:
        return out.getvalue(), err.getvalue(), int(ended.code or 0)
    return out.getvalue(), err.getvalue(), 0


def line(**changes: Any) -> str:
    """Return a report as a line of JSON."""
    row = {"id": "army", "text": ARMY, "outlet": "Harbour Post", "published_on": "2024-12-23"}
    return json.dumps(row | changes)


def test_ingest_waits_until_all_is_checked_without_a_worker(tmp_path: Path) -> None:
    file = tmp_path / "reports.jsonl"
    file.write_text(f"{line()}\n{line(id='president', text=PRESIDENT, outlet='Northern Wire')}\n")
    out, _err, code = run("ingest", str(file), "--wait")
    assert code == 0
    assert "2 new, 0 new versions, 0 known, 0 refused." in out
    found = [json.loads(each) for each in run("discrepancies", "--format", "jsonl")[0].splitlines()]
    assert [each["kind"] for each in found] == ["contradiction"]


def test_ingest_keeps_the_good_lines_and_names_what_is_wrong_with_the_others(
    tmp_path: Path,
) -> None:
    file = tmp_path / "reports.jsonl"
    file.write_text(
        "\n".join(
            [
                line(),
                "{not json",
                line(id="b", published_on="2024-02-30"),
                line(id="c", txet="a slip of the pen"),
                line(id="d", text=""),
            ]
        )
    )
    out, err, code = run("ingest", str(file))
    assert code == 1
    assert "1 new, 0 new versions, 0 known, 4 refused." in out
    complaints = [each.split(": ", 2)[:2] for each in err.splitlines() if each]
    assert complaints == [
        [f"{file}:{number}", field]
        for number, field in ((2, "line"), (3, "published_on"), (4, "txet"), (5, "text"))
    ]
    assert list(Report.objects.values_list("external_id", flat=True)) == ["army"]


def test_ingest_reads_a_page_without_its_scripts(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(
        "<html><head><title>Storm kills twelve</title><script>alert('x')</script></head><body>"
        f"<article><h1>Storm kills twelve</h1><p>{ARMY}</p><p>The storm came at night.</p>"
        "</article></body></html>"
    )
    run("ingest", str(file), "--published", "2024-12-23", "--outlet", "Harbour Post")
    text = ReportVersion.objects.get().text
    assert ARMY in text
    assert "alert" not in text
    assert text.startswith("Storm kills twelve")


def test_ingest_takes_a_folder(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(ARMY)
    (tmp_path / "two.txt").write_text(PRESIDENT)
    (tmp_path / "notes.pdf").write_bytes(b"%PDF")
    out, _err, _code = run(
        "ingest", str(tmp_path), "--published", "2024-12-23", "--outlet", "Harbour Post"
    )
    assert "2 new" in out


def test_ingest_refuses_bytes_that_are_not_utf8(tmp_path: Path) -> None:
    file = tmp_path / "latin.txt"
    file.write_bytes("Café: 12 morts".encode("latin-1"))
    _out, err, code = run("ingest", str(file), "--published", "2024-12-23", "--outlet", "Le Port")
    assert code == 1
    assert "content: This is not UTF-8: byte 3 is 0xe9." in err
    assert not Report.objects.exists()


def test_ingest_of_a_missing_file_says_so() -> None:
    with pytest.raises(CommandError, match="There is no file or folder"):
        run("ingest", "nowhere.txt")


def test_exports_are_json_lines_whose_spans_slice(tmp_path: Path) -> None:
    file = tmp_path / "reports.jsonl"
    file.write_text(f"{line()}\n{line(id='president', text=PRESIDENT, outlet='Northern Wire')}\n")
    run("ingest", str(file), "--wait")
    texts = {"army": ARMY, "president": PRESIDENT}
    claims = [json.loads(each) for each in run("export", "claims")[0].splitlines()]
    assert len(claims) == Claim.objects.count()
    for claim in claims:
        assert texts[claim["report"]][claim["start"] : claim["end"]] == claim["exact"]
    for what in ("comparisons", "discrepancies"):
        rows = [json.loads(each) for each in run("export", what)[0].splitlines()]
        assert rows


def test_line_that_no_column_holds_does_not_keep_the_others_out(tmp_path: Path) -> None:
    good = {"text": "12 homes burned.", "outlet": "Harbour Post", "published_on": "2024-12-23"}
    bad = [
        json.dumps(good | {field: value})
        for field in ("outlet", "url")
        for value in ("post.example/a\0", "post.example/a\ud800", "post.example/a\x1bb")
    ]
    file = tmp_path / "reports.jsonl"
    file.write_text("\n".join([*bad, "[" * 100_000, json.dumps(good)]))
    out, err, code = run("ingest", str(file))
    assert code == 1
    assert "1 new, 0 new versions, 0 known, 7 refused." in out
    assert (err.count("outlet: "), err.count("url: "), err.count("line: ")) == (3, 3, 1)


def test_reference_and_demo_users_are_made_once() -> None:
    first = run("load_reference")[0] + run("create_demo_users")[0]
    sources, users = Source.objects.count(), User.objects.count()
    second = run("load_reference")[0] + run("create_demo_users")[0]
    assert (first.count("token"), second) == (1, "")
    assert (Source.objects.count(), User.objects.count()) == (sources, users)
    assert ApiToken.objects.count() == 1


@pytest.mark.parametrize("command", ["discrepancies", "export claims", "recheck"])
def test_command_without_a_database_says_so_in_one_line(command: str) -> None:
    base = Path(__file__).resolve().parents[2]
    ended = subprocess.run(  # our own command
        [sys.executable, "manage.py", *command.split()],
        cwd=base,
        env={**os.environ, "DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 1
    assert ended.stderr == (
        "No database answers; start one with `make run`, or name one in DATABASE_URL.\n"
    )
