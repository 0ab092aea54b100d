from __future__ import annotations

import pytest

from claimtrack.engine.language.lemmas import lemma_of


@pytest.mark.parametrize(
    ("base", "forms"),
    [
        ("kill", "kills killed killing"),
        ("stop", "stops stopped stopping"),
        ("hope", "hopes hoped hoping"),
        ("die", "dies died dying"),
        ("carry", "carries carried carrying"),
        ("agree", "agrees agreed agreeing"),
        ("exceed", "exceeds exceeded exceeding"),
        ("estimate", "estimates estimated estimating"),
        ("visit", "visits visited visiting"),
        ("invite", "invites invited inviting"),
        ("increase", "increases increased increasing"),
        ("focus", "focuses focused focusing"),
        ("travel", "travels travelled traveling"),
        ("install", "installs installed installing"),
        ("open", "opens opened opening"),
        ("occur", "occurs occurred occurring"),
        ("charge", "charges charged charging"),
        ("injure", "injures injured injuring"),
        ("reach", "reaches reached reaching"),
        ("receive", "receives received receiving"),
        ("declare", "declares declared declaring"),
        ("acquire", "acquires acquired acquiring"),
        ("evacuate", "evacuates evacuated evacuating"),
        ("settle", "settles settled settling"),
        ("say", "says said saying"),
        ("lead", "leads led leading"),
    ],
)
def test_verb_forms_have_their_base(base: str, forms: str) -> None:
    tags = ("VBZ", "VBD", "VBG")
    found = [lemma_of(form, "VERB", tag) for form, tag in zip(forms.split(), tags, strict=True)]
    assert found == [base] * 3


@pytest.mark.parametrize(
    ("plural", "singular"),
    [
        ("deaths", "death"),
        ("cities", "city"),
        ("movies", "movie"),
        ("losses", "loss"),
        ("houses", "house"),
        ("viruses", "virus"),
        ("women", "woman"),
        ("policemen", "policeman"),
        ("grandchildren", "grandchild"),
        ("lives", "life"),
        ("heroes", "hero"),
        ("crises", "crisis"),
        ("series", "series"),
        ("people", "people"),
        ("1990s", "1990s"),
    ],
)
def test_plural_has_its_singular(plural: str, singular: str) -> None:
    assert lemma_of(plural, "NOUN", "NNS") == singular


@pytest.mark.parametrize(
    ("form", "upos", "xpos", "lemma"),
    [
        ("higher", "ADJ", "JJR", "high"),
        ("larger", "ADJ", "JJR", "large"),
        ("biggest", "ADJ", "JJS", "big"),
        ("earlier", "ADV", "RBR", "early"),
        ("worse", "ADJ", "JJR", "bad"),
        ("better", "ADV", "RBR", "well"),
        ("n’t", "PART", "RB", "not"),
        ("'d", "AUX", "MD", "would"),
        ("'d", "AUX", "VBD", "have"),
        ("him", "PRON", "PRP", "he"),
        ("I", "PRON", "PRP", "I"),
        ("his", "PRON", "PRP$", "his"),
        ("found", "VERB", "VBP", "found"),
        ("found", "VERB", "VBD", "find"),
        ("Athens", "PROPN", "NNP", "Athens"),
        ("Americans", "PROPN", "NNPS", "American"),
        ("1,100", "NUM", "CD", "1,100"),
    ],
)
def test_other_words_have_their_dictionary_form(
    form: str, upos: str, xpos: str, lemma: str
) -> None:
    assert lemma_of(form, upos, xpos) == lemma
