"""The contracts in pyproject.toml hold."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.architecture.files import BASE


def test_import_contracts_hold(tmp_path: Path) -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    result = subprocess.run(
        [linter, "--cache-dir", tmp_path], cwd=BASE, check=False, capture_output=True, text=True
    )
    assert result.returncode == 0, result.stdout
