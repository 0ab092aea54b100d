from __future__ import annotations

import pytest

from claimtrack.engine.language.schemes import NAME_KINDS, Scheme, tree_of_clear

CLEAR = Scheme(is_clear=True, joins_tags=False)
OWN = Scheme(is_clear=False, joins_tags=True)


def test_joined_tag_is_read_as_two() -> None:
    assert OWN.tags("", "VERB_VBD") == ("VERB", "VBD")


@pytest.mark.parametrize(
    ("upos", "tag", "expected"),
    [
        ("NOUN", "NN", ("NOUN", "NN")),
        ("", "NNPS", ("PROPN", "NNPS")),
        ("", "MD", ("AUX", "MD")),
        ("", ",", ("PUNCT", ",")),
    ],
)
def test_penn_tag_stands_in_where_no_universal_tag_is_set(
    upos: str, tag: str, expected: tuple[str, str]
) -> None:
    assert CLEAR.tags(upos, tag) == expected


def test_root_is_written_as_in_universal_dependencies() -> None:
    assert (CLEAR.label("ROOT"), OWN.label("nsubj:pass")) == ("root", "nsubj:pass")


def test_names_of_states_and_buildings_are_places() -> None:
    assert [NAME_KINDS[label] for label in ("GPE", "LOC", "FAC")] == ["PLACE"] * 3


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(
            # word, universal tag, lemma, head, label
            [
                ("Villages", "NOUN", "village", 2, "nsubjpass"),
                ("were", "AUX", "be", 2, "auxpass"),
                ("burned", "VERB", "burn", 2, "ROOT"),
                ("by", "ADP", "by", 2, "agent"),
                ("the", "DET", "the", 5, "det"),
                ("army", "NOUN", "army", 3, "pobj"),
            ],
            [
                (2, "nsubj:pass"),
                (2, "aux:pass"),
                (2, "root"),
                (5, "case"),
                (5, "det"),
                (2, "obl:agent"),
            ],
            id="passive with its agent",
        ),
        pytest.param(
            [
                ("Lee", "PROPN", "Lee", 1, "nsubj"),
                ("is", "AUX", "be", 1, "ROOT"),
                ("the", "DET", "the", 3, "det"),
                ("head", "NOUN", "head", 1, "attr"),
                ("of", "ADP", "of", 3, "prep"),
                ("Acme", "PROPN", "Acme", 4, "pobj"),
            ],
            [(3, "nsubj"), (3, "cop"), (3, "det"), (3, "root"), (5, "case"), (3, "nmod")],
            id="copula below its predicate",
        ),
        pytest.param(
            [
                ("Smoke", "NOUN", "smoke", 1, "nsubj"),
                ("rose", "VERB", "rise", 1, "ROOT"),
                ("from", "ADP", "from", 1, "prep"),
                ("behind", "ADP", "behind", 2, "prep"),
                ("walls", "NOUN", "wall", 3, "pobj"),
            ],
            [(1, "nsubj"), (1, "root"), (4, "case"), (4, "case"), (1, "obl")],
            id="two prepositions before one noun",
        ),
        pytest.param(
            [
                ("He", "PRON", "he", 1, "nsubj"),
                ("left", "VERB", "leave", 1, "ROOT"),
                ("after", "ADP", "after", 1, "prep"),
                ("losing", "VERB", "lose", 2, "pcomp"),
                ("money", "NOUN", "money", 3, "dobj"),
            ],
            [(1, "nsubj"), (1, "root"), (3, "mark"), (1, "advcl"), (3, "obj")],
            id="preposition before a clause",
        ),
        pytest.param(
            [
                ("She", "PRON", "she", 1, "nsubj"),
                ("went", "VERB", "go", 1, "ROOT"),
                ("over", "ADP", "over", 1, "prep"),
            ],
            [(1, "nsubj"), (1, "root"), (1, "advmod")],
            id="preposition without a noun",
        ),
    ],
)
def test_tree_of_clear_becomes_universal(
    rows: list[tuple[str, str, str, int, str]], expected: list[tuple[int, str]]
) -> None:
    _, tags, lemmas, heads, labels = map(list, zip(*rows, strict=True))
    assert list(zip(*tree_of_clear(heads, labels, tags, lemmas), strict=True)) == expected
