from __future__ import annotations

import numpy as np
import pytest
import spacy

from claimtrack.engine.language import encoder
from claimtrack.engine.language.encoder import Encoder
from claimtrack.engine.language.inference import annotate
from claimtrack.engine.language.syntax import OWN_PIPELINE

TEXTS = (
    "At least 40 passengers drowned when a ferry capsized near the island, the coast guard said.",
    "",
    "Prices rose 4%.",
    "Rescuers didn't find the ferry: \ufffd ü 43 людей",
)


@pytest.fixture(scope="module")
def nlp() -> spacy.language.Language:
    return spacy.load(OWN_PIPELINE)


def test_vectors_are_those_of_spacy_whatever_was_read_before(nlp: spacy.language.Language) -> None:
    own = Encoder.of(nlp, "tok2vec")
    assert own is not None
    for texts in (TEXTS, TEXTS[::-1], TEXTS[2:3]):
        docs = [nlp.make_doc(text) for text in texts]
        given = nlp.get_pipe("tok2vec").model.predict(docs)  # type: ignore[attr-defined]  # spaCy's
        for vectors, expected in zip(own.encode(docs), given, strict=True):
            np.testing.assert_allclose(vectors, expected, atol=1e-4)


def test_vectors_stay_right_when_words_are_forgotten(
    nlp: spacy.language.Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encoder, "MOST_WORDS", 5)
    own = Encoder.of(nlp, "tok2vec")
    assert own is not None
    docs = [nlp.make_doc(text) for text in TEXTS]
    first, again = own.encode(docs), own.encode(docs)
    assert [each.tolist() for each in again] == [each.tolist() for each in first]


def test_annotations_are_the_same_with_an_encoder(nlp: spacy.language.Language) -> None:
    own = Encoder.of(nlp, "tok2vec")
    assert own is not None
    plain, quick = annotate(nlp, TEXTS), annotate(nlp, TEXTS, {"tok2vec": own})
    assert [doc.to_json() for doc in quick] == [doc.to_json() for doc in plain]


def test_layers_of_another_architecture_are_left_to_spacy() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe(
        "tok2vec",
        config={
            "model": {
                "@architectures": "spacy.HashEmbedCNN.v2",
                "width": 8,
                "depth": 1,
                "embed_size": 50,
                "window_size": 1,
                "maxout_pieces": 2,
                "subword_features": True,
                "pretrained_vectors": None,
            }
        },
    )
    nlp.initialize()
    assert Encoder.of(nlp, "tok2vec") is None
