"""The environments of the peers, made by the command itself where they are missing.

They lie in ``.cache/peers``, which git ignores: what a peer wants pinned must not reach ours.
"""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path
from typing import NamedTuple

BASE = Path(__file__).resolve().parents[2]
FOLDER = BASE / ".cache" / "peers"
#: How long pip may take for one peer, in seconds.
_PATIENCE = 600
#: One thread each, so that seconds are seconds of one core.
ONE_CORE = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "LOKY_MAX_CPU_COUNT": "1",
}


class PeerError(Exception):
    """A peer could not be installed or run; the message says why in a line."""

    def __init__(self, peer: str, why: str) -> None:
        super().__init__(f"{peer}: {why}")


class Peer(NamedTuple):
    """Another tool: its script, and what its environment must hold, exactly."""

    script: str
    #: The name of its environment; "" stands for the project's own.
    environment: str
    requirements: tuple[str, ...]


_RECOGNIZERS = ("recognizers-text-suite==1.0.2a2", "emoji==1.7.0")
PEERS = {
    "quantulum3": Peer(
        "quantulum_quantities.py",
        "quantulum3",
        ("quantulum3==0.10.0", "scikit-learn==1.8.0", "stemming==1.0.1"),
    ),
    "recognizers-text": Peer("recognizers_quantities.py", "recognizers", _RECOGNIZERS),
    "recognizers-text times": Peer("recognizers_times.py", "recognizers", _RECOGNIZERS),
    "dateparser": Peer("dateparser_times.py", "", ("dateparser==1.5.0",)),
}


def run_peer(name: str, source: Path, target: Path) -> None:
    """Let a peer predict the rows of ``source`` into ``target``; raise PeerError if it can't."""
    peer = PEERS[name]
    script = Path(__file__).parent / "peers" / peer.script
    run = [str(_python(peer)), str(script), str(source), str(target)]
    done = subprocess.run(
        run, check=False, capture_output=True, text=True, env=os.environ | ONE_CORE
    )
    if done.returncode:
        raise PeerError(name, _last_line(done.stderr))


def _python(peer: Peer) -> Path:
    """Return the Python of a peer's environment, which is made if it is not there."""
    if not peer.environment:
        return Path(sys.executable)
    folder = FOLDER / peer.environment
    python = folder / "bin" / "python"
    ready = folder / "requirements.installed"
    wanted = "\n".join(peer.requirements)
    if ready.exists() and ready.read_text(encoding="utf-8") == wanted:
        return python
    print(f"Installing {' and '.join(peer.requirements)} ...", flush=True)  # noqa: T201  # long work shows progress
    venv.create(folder, with_pip=True, clear=True)
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    try:
        done = subprocess.run(
            [*pip, *peer.requirements],
            check=False,
            capture_output=True,
            text=True,
            timeout=_PATIENCE,
        )
    except subprocess.TimeoutExpired:
        raise PeerError(peer.environment, f"not installed in {_PATIENCE} s") from None
    if done.returncode:
        raise PeerError(peer.environment, f"not installed: {_last_line(done.stderr)}")
    ready.write_text(wanted, encoding="utf-8")
    return python


def _last_line(text: str) -> str:
    return (text.strip().splitlines() or ["it said nothing"])[-1]
