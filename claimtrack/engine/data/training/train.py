"""Train the pipeline and write it in the shape that ships.

    python -m claimtrack.engine.data.training.train DATA WORK MODEL

reads ``train.spacy`` and ``dev.spacy`` from ``DATA`` (see ``convert``), keeps what it tries in
``WORK`` and writes the best of it to ``MODEL``: without the words of the treebanks, the paths of
this machine, and what only training needs.
"""

from __future__ import annotations

import sys
from pathlib import Path

import spacy
from spacy.strings import StringStore
from spacy.training.initialize import init_nlp
from spacy.training.loop import train
from spacy.util import load_config
from thinc.api import set_current_ops

from claimtrack.engine.language.inference import NumpyMatrices

CONFIG = Path(__file__).parent / "config.cfg"
META = {
    "name": "claimtrack",
    "version": "1.1.0",
    "description": "Tags and trees of English news for ClaimTrack",
    "author": "ClaimTrack",
    "email": "",
    "url": "",
    "license": "CC BY-SA 4.0",
    "sources": [
        {"name": "Universal Dependencies English EWT", "license": "CC BY-SA 4.0"},
        {"name": "GUM", "license": "annotations CC BY 4.0, texts CC BY and CC BY-SA"},
    ],
}


def main() -> None:
    """Train, then ship the best pipeline."""
    data, work, model = map(Path, sys.argv[1:4])
    set_current_ops(NumpyMatrices())
    paths = {"paths.train": str(data / "train.spacy"), "paths.dev": str(data / "dev.spacy")}
    nlp = init_nlp(load_config(CONFIG, overrides=paths, interpolate=False))
    work.mkdir(parents=True, exist_ok=True)
    train(nlp, work, stdout=sys.stdout, stderr=sys.stderr)
    ship(work / "model-best", model)


def ship(trained: Path, model: Path) -> None:
    """Write the pipeline at ``trained`` to ``model`` with only what parsing needs.

    Names are learned along, for what they teach about the words around them; the engine finds
    its own.
    """
    nlp = spacy.load(trained, exclude=["ner"])
    labels = [label for labels in nlp.pipe_labels.values() for label in labels]
    nlp.meta.update(META)
    nlp.meta["performance"] = {}
    nlp.config["paths"] = dict.fromkeys(nlp.config["paths"])
    nlp.to_disk(model)
    StringStore(labels).to_disk(model / "vocab" / "strings.json")


if __name__ == "__main__":
    main()
