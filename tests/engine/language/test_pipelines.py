"""Another pipeline takes the place of the shipped one, and the engine's version says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import spacy

from claimtrack import engine
from claimtrack.engine.__main__ import main
from claimtrack.engine.language.pipelines import PipelineError, choose, chosen
from claimtrack.engine.language.syntax import OWN_PIPELINE, load

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(autouse=True)
def _shipped_again() -> Iterator[None]:
    yield
    choose("")


def test_a_chosen_pipeline_reads_the_sentences(tmp_path: Path) -> None:
    nlp = spacy.load(OWN_PIPELINE)
    nlp.add_pipe("entity_ruler")
    nlp.to_disk(tmp_path)
    shipped, before = load(), engine.version()

    choose(str(tmp_path))

    assert load() is load(str(tmp_path))
    assert load() is not shipped
    assert engine.version() != before


def test_the_shipped_pipeline_comes_back(tmp_path: Path) -> None:
    spacy.load(OWN_PIPELINE).to_disk(tmp_path)
    shipped, before = load(), engine.version()
    choose(str(tmp_path))

    choose("")

    assert load() is shipped
    assert engine.version() == before


@pytest.mark.parametrize("name", ["en_unheard_of", "no such folder", "\0"])
def test_a_pipeline_that_is_not_there_is_refused_and_nothing_changes(name: str) -> None:
    with pytest.raises(PipelineError, match="is installed"):
        choose(name)

    assert chosen() == ""


def test_the_command_names_a_pipeline_that_is_not_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = tmp_path / "report.txt"
    text.write_text("Two people were killed.", encoding="utf-8")

    status = main(["--pipeline", "en_unheard_of", "extract", str(text), "--published=2026-01-05"])

    assert status == 2
    assert "no spaCy pipeline 'en_unheard_of' is installed" in capsys.readouterr().err
