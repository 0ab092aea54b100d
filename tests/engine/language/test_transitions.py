from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import spacy

from claimtrack.engine.language.inference import annotate, find_quick, speed_up
from claimtrack.engine.language.syntax import OWN_PIPELINE
from claimtrack.engine.language.transitions import Parser

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.language import Language
    from spacy.tokens import Doc

TEXTS = (
    "Maria Ostrel Venn of the Velm Harbour Board met Tomas Ilk in New Kesh and Port Arden.",
    "",
    "Venn",
    "Ada Roe",
    "The ferry sank near Kesh . Rain fell on Upper Velm , the North Sea Fleet said . ( Lisbon )",
    "   The Kesh   Port Authority   and   Bank of Velm \n\n agreed.",
    "“We lost 40 boats,” said Jan Pieter van der Merwe, who leads the Union of Kesh Fishermen",
    "Visitors came " * 60 + "to the Museum of Modern Glass in Old Velm.",
    "43 людей погибли; Ivan Petrovich Sidorov said. 12 人死亡",
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    loaded = spacy.load(OWN_PIPELINE)
    speed_up(loaded)
    return loaded


def shown(docs: Sequence[Doc]) -> list[list[tuple[str, int, str]]]:
    return [[(t.tag_, t.head.i, t.dep_) for t in doc] for doc in docs]


def test_own_pipeline_is_quick_in_all_but_its_tagger(nlp: Language) -> None:
    assert find_quick(nlp).keys() == {"tok2vec", "parser"}


@pytest.mark.parametrize("texts", [TEXTS, TEXTS[::-1], TEXTS[2:3], TEXTS[1:2], ()])
def test_trees_are_those_of_spacy(nlp: Language, texts: Sequence[str]) -> None:
    expected = shown(list(nlp.pipe(texts)))
    assert shown(annotate(nlp, texts, find_quick(nlp))) == expected


def test_component_of_another_kind_is_left_to_spacy(nlp: Language) -> None:
    assert Parser.of(nlp, "tagger") is None


def test_model_of_another_architecture_is_left_to_spacy() -> None:
    nlp = spacy.blank("en")
    config = {"@architectures": "spacy.TransitionBasedParser.v2", "use_upper": False}
    tok2vec = {"@architectures": "spacy.HashEmbedCNN.v2", "width": 8, "depth": 1}
    tok2vec |= {"embed_size": 50, "window_size": 1, "maxout_pieces": 2}
    tok2vec |= {"subword_features": True, "pretrained_vectors": None}
    model = config | {"hidden_width": 8, "maxout_pieces": 2, "tok2vec": tok2vec}
    model |= {"state_type": "parser", "extra_state_tokens": False}
    parser: Any = nlp.add_pipe("parser", config={"model": model})
    parser.add_label("nsubj")
    nlp.initialize()
    assert Parser.of(nlp, "parser") is None
