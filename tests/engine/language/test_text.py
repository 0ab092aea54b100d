from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.engine.language.text import find_headline, split_sentences


def sentences(text: str) -> list[str]:
    return [span.exact for span in split_sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The bridge fell. Nobody was hurt.", ["The bridge fell.", "Nobody was hurt."]),
        ("Mr. Oduya met Sen. Hale. They spoke.", ["Mr. Oduya met Sen. Hale.", "They spoke."]),
        ("J. R. Marsh left the U.S. Army.", ["J. R. Marsh left the U.S. Army."]),
        (
            "He moved to the U.S. The move cost him dear.",
            ["He moved to the U.S.", "The move cost him dear."],
        ),
        ("It rose 3.5 percent. Then it fell.", ["It rose 3.5 percent.", "Then it fell."]),
        ("Ship No. 4 sank. No. It did not.", ["Ship No. 4 sank.", "No.", "It did not."]),
        ("At 5 p.m. the doors shut.", ["At 5 p.m. the doors shut."]),
        ("“Why now?” Ferro asked. Nobody knew.", ["“Why now?” Ferro asked.", "Nobody knew."]),
        ("“We lost!” he said. They had.", ["“We lost!” he said.", "They had."]),
        ("“We lost. We go home,” he said.", ["“We lost.", "We go home,” he said."]),
        ("He left.” Then it rained.", ["He left.”", "Then it rained."]),
        ("Wait… What is that?", ["Wait…", "What is that?"]),
        ("One line\nAnother line", ["One line", "Another line"]),
        (
            "a line that was cut\nin the middle of it.",
            ["a line that was cut\nin the middle of it."],
        ),
        ("", []),
        (" \n\t ", []),
        ("...", ["..."]),
    ],
)
def test_sentences_split(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        ("Storm kills four\n\nFour people died on Monday, police said.", "Storm kills four"),
        ("\nStorm kills four  \nFour people died on Monday.", "Storm kills four"),
        ("Who pays for it?\nNobody has said so far.", "Who pays for it?"),
        ("Four people died on Monday.\nPolice said so.", ""),
        ("Storm kills four", ""),
        ("", ""),
        ("***\nFour people died on Monday.", ""),
    ],
)
def test_headline_is_the_short_open_first_line(text: str, headline: str) -> None:
    assert text[: find_headline(text)].strip() == headline


def test_headline_is_a_sentence_of_its_own() -> None:
    assert sentences("Storm kills four\nFour people died.") == [
        "Storm kills four",
        "Four people died.",
    ]


@given(st.text(alphabet=st.sampled_from("aB3 .!?\n\r\"“”'’—Mr\u200f\u200b,"), max_size=200))
def test_sentences_cover_all_words_and_slice_back(text: str) -> None:
    spans = split_sentences(text)
    assert all(text[span.start : span.end] == span.exact for span in spans)
    assert "".join("".join(span.exact.split()) for span in spans) == "".join(text.split())
    assert list(spans) == sorted(spans)


@pytest.mark.parametrize(
    "piece", ["“", "a", " ", ".", ". ", "\n", "A.", '."', "A. ", "! A ", "\r\n a"]
)
def test_endless_repetition_is_split_without_loss(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    kept = sum(len("".join(span.exact.split())) for span in split_sentences(text))
    assert kept == len("".join(text.split()))
