"""Every door is described where people look for it."""

from __future__ import annotations

import re
from importlib.metadata import version

from claimtrack.engine.comparison.levels import FIGURE_LEVELS, LAST_LEVEL, WORD_LEVELS
from tests.architecture.files import project_files, read

TARGETS = set(re.findall(r"^([a-z]+):", read("Makefile"), re.MULTILINE))


def test_levels_of_the_gate_are_described_in_their_order() -> None:
    text = read("docs/architecture.md").split("### The levels of the gate", maxsplit=1)[1]
    section, words = text.split("Words without a figure", maxsplit=1)
    described = re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)
    assert described == [level.name for level in FIGURE_LEVELS]
    assert f"`{LAST_LEVEL.name}`" in section
    assert re.findall(r"`(\w+)`", words)[: len(WORD_LEVELS)] == [
        level.name for level in WORD_LEVELS
    ]


def test_every_make_target_says_what_it_does_in_help() -> None:
    assert set(re.findall(r"^([a-z]+):.*## \S", read("Makefile"), re.MULTILINE)) == TARGETS


def test_every_make_target_is_in_the_readme() -> None:
    readme = read("README.md")
    assert {target for target in TARGETS if f"make {target}" not in readme} == set()


def test_readme_enters_the_environment_before_it_calls_python() -> None:
    readme = read("README.md")
    assert 0 < readme.find("\n. .venv/bin/activate") < readme.find("\npython ")


def test_every_variable_is_in_the_example_environment() -> None:
    code = "".join(
        read(path)
        for path in project_files()
        if path.suffix == ".py"
        and path.parts[:2] in {("claimtrack", "settings"), ("claimtrack", "local")}
    )
    named = set(re.findall(r"""env\.\w+\(\s*"([A-Z_]+)\"""", code))
    named |= set(re.findall(r"""environ\.get\(\s*"([A-Z_]+)\"""", code))
    named |= set(re.findall(r"""variable="([A-Z_]+)\"""", code))
    named |= set(re.findall(r"\$\{([A-Z_]+)", read("docker-compose.yml")))
    described = set(re.findall(r"^#?([A-Z_]+)=", read(".env.example"), re.MULTILINE))
    assert described == named


def test_every_manage_command_is_in_the_operations_manual() -> None:
    manual = read("docs/operations.md")
    commands = {
        path.stem
        for path in project_files()
        if path.parts[-3:-1] == ("management", "commands") and path.stem != "__init__"
    }
    assert {name for name in commands if f"manage.py {name}" not in manual} == set()


def test_requirements_are_pinned_to_what_is_installed() -> None:
    pins = re.findall(r"^([\w.-]+)(?:\[\w+\])?==(\S+)$", read("requirements.txt"), re.MULTILINE)
    lines = [line for line in read("requirements.txt").splitlines() if line and line[0] != "#"]
    assert len(pins) == len(lines)
    assert {name: pin for name, pin in pins if version(name) != pin} == {}


def test_every_direct_requirement_has_a_reason() -> None:
    direct = read("requirements.txt").partition("# What these need in turn")[0]
    reasons = "".join(
        read(path) for path in project_files() if path.parts[:2] == ("docs", "decisions")
    )
    names = re.findall(r"^([\w.-]+)(?:\[\w+\])?==", direct, re.MULTILINE)
    assert [name for name in names if name.lower() not in reasons.lower()] == []
