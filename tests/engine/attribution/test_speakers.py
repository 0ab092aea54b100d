from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.engine.attribution.speakers import Cast
from claimtrack.engine.language.names import find_names, split_title
from claimtrack.engine.language.quotes import find_quotes
from claimtrack.engine.records import Role, Span, SpeakerKind


def speaker(text: str, words: str, previous: str = "") -> tuple[str, str, str]:
    start = text.rindex(words)
    found = Cast(text).speaker(Span.cut(text, start, start + len(words)), Role.UTTERER, previous)
    return found.name, found.title, found.kind.value


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("MP Dana Okafor spoke. Okafor left.", "Okafor", ("Dana Okafor", "MP", "named")),
        ("MP Dana Okafor spoke.", "MP Dana Okafor", ("Dana Okafor", "MP", "named")),
        ("Park Min-jun spoke. Park left.", "Park", ("Park Min-jun", "", "named")),
        (
            "Norway’s Deputy Health Minister Ada Roe spoke.",
            "Norway’s Deputy Health Minister Ada Roe",
            ("Ada Roe", "Norway’s Deputy Health Minister", "named"),
        ),
        (
            "Ada Roe, a spokeswoman for the port, spoke. Roe left.",
            "Roe",
            ("Ada Roe", "spokeswoman for the port", "named"),
        ),
        (
            "The Port Safety Board (PSB) met. The PSB agreed.",
            "PSB",
            ("Port Safety Board", "", "named"),
        ),
        ("Crews left, Kyiv said.", "Kyiv", ("Ukraine", "", "named")),
        ("It is over, the White House said.", "the White House", ("White House", "", "named")),
        (
            "President Ada Roe came. Later the president spoke.",
            "the president",
            ("Ada Roe", "President", "named"),
        ),
        (
            "She left, a senior port official said.",
            "a senior port official",
            ("senior port official", "", "unnamed"),
        ),
        ("Analysts doubt it.", "Analysts", ("Analysts", "", "unnamed")),
        ("Officials in Oslo doubt it.", "Officials in Oslo", ("Officials in Oslo", "", "unnamed")),
        ("Doctors in Oslo doubt it.", "Doctors in Oslo", ("Doctors in Oslo", "", "unnamed")),
        ("Governor Upward agreed.", "Governor Upward", ("Upward", "Governor", "named")),
        ("General Motors agreed.", "General Motors", ("General Motors", "", "named")),
        (
            "It is so, seismologist Ada Roe said.",
            "seismologist Ada Roe",
            ("Ada Roe", "seismologist", "named"),
        ),
        ("Some doubt it.", "Some", ("Some", "", "unnamed")),
        ("The harbour police doubt it.", "The harbour police", ("harbour police", "", "named")),
    ],
)
def test_speaker_is_resolved_within_the_report(
    text: str, words: str, expected: tuple[str, str, str]
) -> None:
    assert speaker(text, words) == expected


def test_pronoun_takes_up_the_last_speaker_who_fits() -> None:
    text = "Mr Tom Hale met Ms Ada Roe. She left, and he said so."
    assert speaker(text, "he", previous="Ada Roe")[0] == "Tom Hale"
    assert speaker(text, "She")[0] == "Ada Roe"


def test_pronoun_takes_up_who_enters_behind_the_last_speaker() -> None:
    text = (
        "The Tambor Red Cross said lists were made. Its head, Ada Roe, read them. "
        "President Sol Marin landed at six. “We will rebuild Tambor,” she told a crowd."
    )
    assert speaker(text, "she", "Ada Roe")[0] == "Sol Marin"
    assert speaker(text, "she", "Tambor Red Cross")[0] == "Sol Marin"


ALONE = (
    "Union boss Elio Moya said flour was dear.\n\nThe loudest cheer went to Daniel Okuru, leader "
    "of the Renewal Party. {said}he told the crowd."
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ALONE.format(said="“You cannot eat a surplus,” "), ("Daniel Okuru", True)),
        (
            "Mr Haske was angry.\n\nAda Roe sees no reason to cheer. “No,” she said.",
            ("Ada Roe", True),
        ),
        # Two persons, or one who is only spoken of, leave it open.
        ("Mr Haske met Mr Ivo Lind. “No,” he said.", ("Haske", False)),
        ("Mr Haske spoke.\n\nThe court heard of Ivo Lind. “No,” he said.", ("Haske", False)),
        ("Mr Haske spoke.\n\n“Mr Ivo Lind is a liar. We know,” he said.", ("Haske", False)),
    ],
)
def test_pronoun_is_the_one_person_whom_its_paragraph_names(
    text: str, expected: tuple[str, bool]
) -> None:
    start = max(text.rfind(" he "), text.rfind(" she ")) + 1
    start = start or text.index("he told")
    span = Span.cut(text, start, text.index(" ", start))
    cast = Cast(text, quotes=find_quotes(text))
    found = cast.speaker(
        span, previous="Haske" if "Haske" in text else "", sentence=text.rindex("“")
    )
    assert (found.name, found.certain) == expected


def test_office_with_its_charge_makes_a_name_a_persons() -> None:
    text = "Chief of staff Omar Dirre, facing the press, spoke."
    assert speaker(text, "Chief of staff Omar Dirre") == ("Omar Dirre", "Chief of staff", "named")


def test_pronoun_without_a_person_stays_unresolved() -> None:
    assert speaker("It rained, he said.", "he") == ("he", "", SpeakerKind.UNNAMED.value)


def test_name_inside_an_institution_is_no_person() -> None:
    text = "Ada Roe spoke to the Hale University board. Hale was not there."
    assert speaker(text, "Hale")[0] == "Hale"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("MP Dana Okafor", ("MP", "Dana Okafor")),
        ("Gen. Tom van Hale", ("Gen.", "Tom van Hale")),
        ("Dana Okafor", ("", "Dana Okafor")),
        ("Secretary of State", ("", "Secretary of State")),
    ],
)
def test_title_is_split_from_the_name(words: str, expected: tuple[str, str]) -> None:
    assert split_title(words) == expected


@given(st.text(alphabet=st.sampled_from("Aa.’ -\nÉ\u200fMr"), max_size=120))
def test_names_slice_back(text: str) -> None:
    for mention in find_names(text):
        assert text[mention.start : mention.end].endswith(mention.name)
        assert mention.name


@pytest.mark.parametrize(
    "piece", ["A ", "Aa ", "Aa’s ", "A.", "Aa van ", "Mr. ", "a ", "Aa, a Mp, "]
)
def test_cast_of_endless_repetition_is_read(piece: str) -> None:
    text = piece * 100_000
    speaker = Cast(text).speaker(Span.cut(text, 0, 1))
    assert text[speaker.span.start : speaker.span.end] == speaker.span.exact
