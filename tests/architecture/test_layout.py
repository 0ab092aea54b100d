"""The tree is the one that docs/architecture.md describes."""

from __future__ import annotations

import re

from tests.architecture.files import BASE, project_files, read

TOP = {
    ".ci",
    ".dockerignore",
    ".env.example",
    ".gitignore",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "Dockerfile",
    "LICENSE",
    "Makefile",
    "README.md",
    "apps",
    "claimtrack",
    "docker-compose.yml",
    "docs",
    "fixtures",
    "manage.py",
    "pyproject.toml",
    "requirements.txt",
    "seeds",
    "tests",
}
APPS = {
    "core",
    "accounts",
    "sources",
    "reports",
    "claims",
    "discrepancies",
    "verifications",
    "publishing",
    "pipeline",
    "newsdesk",
    "api",
}
DATA_APPS = ("accounts", "sources", "reports", "claims", "discrepancies", "verifications")
#: Names that say nothing about what is inside, so that anything may end up there.
CATCH_ALL = {"utils", "helpers", "common", "misc", "base_utils", "tools"}
LONGEST_MODULE = 600
#: A folder of somebody's machine: the first part of the path, then a name.
MACHINE_PATH = re.compile(r"(?<![\w.:/}*])/(?:home|root|Users|work|mnt)/\w")


def test_top_level_holds_only_what_the_design_names() -> None:
    assert {path.parts[0] for path in project_files()} == TOP


def test_apps_are_those_of_the_design() -> None:
    found = {
        path.parts[1] for path in project_files() if path.parts[0] == "apps" and len(path.parts) > 2
    }
    assert found == APPS


def test_data_apps_keep_rows_choices_and_writes_apart() -> None:
    missing = [
        f"apps/{app}/{module}.py"
        for app in DATA_APPS
        for module in ("models", "enums", "services")
        if not (BASE / "apps" / app / f"{module}.py").is_file()
    ]
    assert missing == []


def test_modules_are_named_after_what_they_hold() -> None:
    assert [str(path) for path in project_files() if path.stem in CATCH_ALL] == []


def test_modules_can_be_read_in_one_sitting() -> None:
    long = {
        str(path): lines
        for path in project_files()
        if path.suffix == ".py"
        and "migrations" not in path.parts
        and (lines := read(path).count("\n")) > LONGEST_MODULE
    }
    assert long == {}


def test_no_file_names_a_folder_of_a_machine() -> None:
    found = []
    for path in project_files():
        try:
            text = read(path)
        except UnicodeDecodeError:
            continue
        found += [f"{path}: {match[0]}" for match in MACHINE_PATH.finditer(text)]
    assert found == []
