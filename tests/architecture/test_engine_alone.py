"""The engine and its tests need no Django: they run in an environment that has none."""

from __future__ import annotations

import re
import subprocess
import sys
import venv
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.files import BASE, read

#: The groups of requirements.txt that the engine and its tests need.
GROUPS = ("Engine", "Tests")
#: Of the tests' group, what is for the rest of the project.
NOT_FOR_THE_ENGINE = {"pytest-django", "schemathesis", "playwright", "factory-boy"}

#: Minutes of texts that nobody should send: they need nothing that the other tests do not.
LONG_ELSEWHERE = (
    *("--ignore", "tests/engine/test_bad_input.py"),
    *("-k", "not endless_repetition"),
)


def _required() -> set[str]:
    groups = re.split(r"^# ", read("requirements.txt"), flags=re.MULTILINE)
    names = set()
    for group in groups:
        title, _, lines = group.partition("\n")
        if title in GROUPS:
            names |= {Requirement(line).name for line in lines.split()}
    assert names, "requirements.txt lost its groups"
    return {str(canonicalize_name(name)) for name in names} - NOT_FOR_THE_ENGINE


def _closure(names: set[str]) -> dict[str, Distribution]:
    found: dict[str, Distribution] = {}
    waiting = sorted(names)
    while waiting:
        name = canonicalize_name(waiting.pop())
        if name in found:
            continue
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:
            # Needed on another system or Python only.
            continue
        for line in found[name].requires or []:
            requirement = Requirement(line)
            if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
                waiting.append(requirement.name)
    return found


def _environment_with(distributions: dict[str, Distribution], folder: Path) -> Path:
    """Make an environment that holds these distributions and nothing else; return its Python."""
    venv.create(folder, symlinks=True)
    python = folder / "bin" / "python"
    site = Path(
        subprocess.check_output(
            [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], text=True
        ).strip()
    )
    for each in distributions.values():
        for top in {file.parts[0] for file in each.files or []} - {"..", "__pycache__"}:
            target = Path(str(each.locate_file(top)))
            if target.exists() and not (site / top).exists():
                (site / top).symlink_to(target)
    return python


def test_engine_tests_pass_where_django_is_not_installed(tmp_path: Path) -> None:
    distributions = _closure(_required())
    assert "django" not in distributions
    python = _environment_with(distributions, tmp_path / "environment")
    absent = subprocess.run([python, "-c", "import django"], check=False, capture_output=True)
    assert absent.returncode == 1

    result = subprocess.run(
        [
            *(python, "-m", "pytest", "tests/engine", "-q", "-o", "addopts=", "-o", "markers="),
            *("-p", "no:cacheprovider", "-W", "ignore::pytest.PytestConfigWarning"),
            *LONG_ELSEWHERE,
        ],
        cwd=BASE,
        # The laws are drawn in full where the whole suite runs.
        env={"PATH": str(python.parent), "HYPOTHESIS_PROFILE": "brief"},
        check=False,
        capture_output=True,
        text=True,
    )
    assert result.returncode == 0, result.stdout[-4000:]
    assert " passed" in result.stdout


def test_engine_is_imported_without_any_of_the_rest() -> None:
    code = "import sys, claimtrack.engine.__main__; print(*sorted(sys.modules))"
    loaded = subprocess.check_output([sys.executable, "-c", code], cwd=BASE, text=True).split()
    rest = {"django", "celery", "redis", "psycopg2", "rest_framework", "apps"}
    assert rest & set(loaded) == set()
