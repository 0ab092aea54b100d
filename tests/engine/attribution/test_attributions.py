from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimtrack.engine.attribution.attributions import (
    find_attributions,
    find_reported,
    worth_parsing,
)
from claimtrack.engine.language.quotes import find_quotes
from claimtrack.engine.language.syntax import load
from claimtrack.engine.language.text import split_sentences
from claimtrack.engine.records import Role, Span, TimeKind, TimeReference

if TYPE_CHECKING:
    from claimtrack.engine.records import Attribution


def attributions(text: str, *times: TimeReference) -> tuple[Attribution, ...]:
    quotes = find_quotes(text)
    worth = [span for span in split_sentences(text) if worth_parsing(text, span, quotes)]
    return find_attributions(text, load().parse(text, worth), quotes, times)


def said(text: str) -> list[tuple[str, str]]:
    return [(found.utterer.span.exact, found.content.exact) for found in attributions(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The dam will hold, Okafor said.", [("Okafor", "The dam will hold")]),
        ("Okafor said that the dam will hold.", [("Okafor", "the dam will hold")]),
        (
            "Orlo Steel, the town's largest mill, said that the dam will hold.",
            [("Orlo Steel", "the dam will hold")],
        ),
        ("Okafor said on Friday that the dam will hold.", [("Okafor", "the dam will hold")]),
        ("“The dam will hold,” said Okafor.", [("Okafor", "The dam will hold")]),
        (
            "The dam will hold until spring, the report warns.",
            [("the report", "The dam will hold until spring")],
        ),
        (
            "Three dams failed tests last summer, the agency confirmed on Sunday.",
            [("the agency", "Three dams failed tests last summer")],
        ),
        (
            "“The dam will hold,” she said. “Trust us.”",
            [("she", "The dam will hold"), ("she", "Trust us.")],
        ),
        ("“Will the dam hold?” Okafor asked.", [("Okafor", "Will the dam hold?")]),
        ("The dam, Okafor said, will hold.", [("Okafor", "The dam"), ("Okafor", "will hold")]),
        ("Okafor told Reuters the dam will hold.", [("Okafor", "the dam will hold")]),
        (
            "According to the harbour police, 40 boats sank.",
            [("the harbour police", "40 boats sank")],
        ),
        (
            "At least 40 boats sank, according to the harbour police.",
            [("the harbour police", "At least 40 boats sank")],
        ),
        ("The ministry denied that any boats sank.", [("The ministry", "any boats sank")]),
        (
            "Oslo called the plan “a grave error”.",
            [("Oslo", "the plan “a grave error”"), ("Oslo", "a grave error")],
        ),
        (
            "The minister’s claim that 40 boats sank is false.",
            [("The minister", "40 boats sank is false")],
        ),
        ("Experts estimate that 40 boats sank.", [("Experts", "40 boats sank")]),
        (
            "Okafor said the dam will hold, adding that nobody was hurt.",
            [("Okafor", "the dam will hold"), ("Okafor", "nobody was hurt")],
        ),
        (
            "Okafor said the dam will hold, but Roe said it will not.",
            [("Okafor", "the dam will hold"), ("Roe", "it will not")],
        ),
        (
            "“The dam will hold. It is new. It is strong,” Okafor said.",
            [("Okafor", "The dam will hold. It is new. It is strong")],
        ),
        ("OSLO (Newswire) - Okafor said the dam will hold.", [("Okafor", "the dam will hold")]),
        (
            "According to the harbour police an officer saw 40 boats.",
            [("the harbour police", "an officer saw 40 boats")],
        ),
        (
            "Okafor confirmed to the Post that the dam will hold.",
            [("Okafor", "the dam will hold")],
        ),
        (
            "Judge Ada Roe on Friday said the dam will hold.",
            [("Judge Ada Roe", "the dam will hold")],
        ),
        ("The dam will hold.", []),
        ("He walked home on Monday.", []),
    ],
)
def test_speaker_and_content_are_found(text: str, expected: list[tuple[str, str]]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        (
            "The Daily Post quoted Okafor as saying that the dam will hold.",
            ["The Daily Post", "Okafor"],
        ),
        (
            "Okafor told reporters that engineers estimate that 40 boats sank.",
            ["Okafor", "engineers"],
        ),
        ("Okafor was quoted as saying the dam will hold.", ["Okafor"]),
    ],
)
def test_chain_runs_from_the_outermost_relay_to_the_utterer(text: str, chain: list[str]) -> None:
    longest = max((found.chain for found in attributions(text)), key=len)
    assert [link.span.exact for link in longest] == chain
    assert [link.role for link in longest] == [Role.RELAY] * (len(chain) - 1) + [Role.UTTERER]


def test_short_names_and_pronouns_get_the_full_name_and_title() -> None:
    text = "MP Dana Okafor visited the dam. Okafor said it will hold. “Nobody was hurt,” she said."
    assert {(f.utterer.name, f.utterer.title) for f in attributions(text)} == {
        ("Dana Okafor", "MP")
    }


def test_denial_is_marked() -> None:
    (found,) = attributions("The ministry denied that 40 boats sank.")
    assert found.denied
    (found,) = attributions("The ministry confirmed that 40 boats sank.")
    assert not found.denied


def test_what_was_not_said_is_attributed_to_nobody() -> None:
    assert attributions("The ministry did not say how many boats sank.") == ()


def test_wishes_are_given_on_request_only() -> None:
    text = "The ministry wants to sink 40 boats."
    quotes = find_quotes(text)
    sentences = load().parse(text, split_sentences(text))
    assert find_reported(text, sentences, quotes) == ()
    (found,) = find_reported(text, sentences, quotes, attitudes=True)
    assert found.attitude


def test_day_of_the_utterance_is_the_date_beside_the_cue() -> None:
    text = "Okafor said on Friday that 40 boats sank in May."
    friday = TimeReference(
        Span.cut(text, 15, 21), TimeKind.DATE, "2025-05-30", date(2025, 5, 30), date(2025, 5, 30)
    )
    may = TimeReference(
        Span.cut(text, 44, 47), TimeKind.DATE, "2025-05", date(2025, 5, 1), date(2025, 5, 31)
    )
    assert [found.said_on for found in attributions(text, friday, may)] == [friday]


WORDS = st.sampled_from(
    ["said", "Okafor", "the dam", "that", "“", "”", '"', "'", ",", ".", "\n", "according to",
     "quoted", "as saying", "he", "denied", "40", "(", ")", "—", "\u200f", "told", "citing"]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=30))
def test_attributions_slice_back_whatever_the_text(words: list[str]) -> None:
    text = " ".join(words)
    for found in attributions(text):
        spans = [found.content, found.cue, *(link.span for link in found.chain)]
        assert all(text[s.start : s.end] == s.exact for s in spans if s is not None)
        assert found.chain
        assert [link.role for link in found.chain[:-1]] == [Role.RELAY] * (len(found.chain) - 1)


@pytest.mark.parametrize(
    "piece", ["“", '"', "said ", "“A,” he said. ", "he said “", "X quoted Y. "]
)
def test_attribution_of_endless_repetition_keeps_its_spans(piece: str) -> None:
    quotes_and_words = piece * (100_000 // len(piece.split()))
    text = quotes_and_words[:200_000]
    quotes = find_quotes(text)
    worth = [span for span in split_sentences(text) if worth_parsing(text, span, quotes)][:300]
    sentences = load().parse(text, worth)
    for found in find_attributions(text, sentences, quotes, ()):
        assert text[found.content.start : found.content.end] == found.content.exact


@pytest.mark.parametrize(
    "text",
    [
        "The Courier, citing two port officials, reported that 12 boats sank.",
        "The Courier, citing two port officials, said that 12 boats sank.",
        "The Courier reported that 12 boats sank, citing two port officials.",
    ],
)
def test_report_that_cites_officials_passes_on_what_they_said(text: str) -> None:
    (found,) = attributions(text)

    chain = [(speaker.name, speaker.role) for speaker in found.chain]
    assert chain == [("Courier", Role.RELAY), ("two port officials", Role.UTTERER)]
    assert found.content.exact == "12 boats sank"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Okafor said his last visit had calmed the port and said that 12 boats sank.",
            [("Okafor", "his last visit had calmed the port"), ("Okafor", "12 boats sank")],
        ),
        (
            "Okafor said the crews will stay, but added: “12 boats sank.”",
            [("Okafor", "the crews will stay"), ("Okafor", "12 boats sank.")],
        ),
        ("Okafor - who ran the port once - said 12 boats sank.", [("Okafor", "12 boats sank")]),
        ("“The dam will hold,” said Skelly.", [("Skelly", "The dam will hold")]),
        ("Small, who runs the port, said 12 boats sank.", [("Small", "12 boats sank")]),
        ("He’s said he counted 12 boats.", [("He", "he counted 12 boats")]),
        ("The plan, a clerk said, is to raise 12 boats.", [
            ("a clerk", "The plan"), ("a clerk", "is to raise 12 boats"),
        ]),
        (
            "One pilot, who asked not to be named to discuss the inquiry, said the fault was old.",
            [("One pilot", "the fault was old")],
        ),
    ],
)  # fmt: skip
def test_verb_of_saying_finds_whoever_speaks(text: str, expected: list[tuple[str, str]]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            "Okafor said the crews were late, remarks that the union called unfair.",
            "the crews were late",
        ),
        ("Okafor said the port is full, as did the pilots.", "the port is full"),
        ("Okafor said the port is full when asked about the delay.", "the port is full"),
        (
            "Okafor said the port would reopen but did not confirm that the crews were paid.",
            "the port would reopen",
        ),
        ("Okafor told reporters 12 homes burned.", "12 homes burned"),
        ("Okafor told lawmakers police had fired twice.", "police had fired twice"),
        ("Okafor reported seeing 12 boats.", "seeing 12 boats"),
    ],
)
def test_content_is_what_the_speaker_said_and_no_more(text: str, content: str) -> None:
    assert [found.content.exact for found in attributions(text)] == [content]


def test_statement_in_a_new_paragraph_takes_no_quotation_above_it() -> None:
    text = "“I was the first there,” Okafor said.\n\nOkafor said loading 12 boats took a day."

    assert said(text) == [
        ("Okafor", "I was the first there"),
        ("Okafor", "loading 12 boats took a day"),
    ]


def test_report_that_cites_before_its_that_passes_on_what_was_said() -> None:
    (found,) = attributions("The Courier reported, citing two port officials, that 12 boats sank.")

    assert [speaker.name for speaker in found.chain] == ["Courier", "two port officials"]
    assert found.content.exact == "12 boats sank"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Two bridges fell, the ministry said, and 40 cars were never found.",
            [("the ministry", "Two bridges fell"), ("the ministry", "40 cars were never found")],
        ),
        (
            "The pumps failed twice, chief engineer Ada Okafor told radio on Monday.",
            [("chief engineer Ada Okafor", "The pumps failed twice")],
        ),
        (
            "The port shut on Friday, a local blogger with 900 readers wrote.",
            [("a local blogger with 900 readers", "The port shut on Friday")],
        ),
        (
            "Okafor said output fell to 84 tonnes, well short of the 95 that the mill needs.",
            [("Okafor", "output fell to 84 tonnes")],
        ),
        (
            "The mill expects to pay 40 million crowns.",
            [("The mill", "to pay 40 million crowns")],
        ),
        ("The mill agreed to pay 40 million crowns.", []),
        ("The mill pleaded guilty to 11 counts of fraud.", []),
        ("The court rejected 58 of the complaints.", []),
    ],
)
def test_statement_is_told_from_deed_and_addition(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The state will pay for the dam.", []),
        ("The states, the mill said, will pay.", ["The states, the mill said, will pay."]),
        ("Crews met a wall of protest.", []),
        ("The claim that the dam leaks is old.", ["The claim that the dam leaks is old."]),
        ("I would not say so.", []),
        ("Okafor would not say so.", []),
        ("Okafor has yet to say what broke.", []),
        ("Okafor did not say what broke.", []),
        ("Okafor was asked to leave.", []),
        ("Okafor was criticised by the union.", ["Okafor was criticised by the union."]),
        ("Okafor has said what broke.", ["Okafor has said what broke."]),
        ("Okafor put the key back.", []),
        ("Okafor put the loss at forty.", ["Okafor put the loss at forty."]),
        ("Okafor named the boat Sol.", []),
        ("Okafor cast the vote as a test.", ["Okafor cast the vote as a test."]),
        ("Okafor heard of it much later.", []),
        ("Okafor heard that the dam leaks.", ["Okafor heard that the dam leaks."]),
        ("The alleged leak is old.", []),
        ("Six new claims of leaks are open.", []),
        ("The safety report was late.", []),
        ("The mill claims the dam leaks.", ["The mill claims the dam leaks."]),
        ("The dam leaks, the mill claims.", ["The dam leaks, the mill claims."]),
        ("Critics claim in a letter to act.", []),
        (
            "A study of old dams shows in part how they leak.",
            ["A study of old dams shows in part how they leak."],
        ),
        ("The dam has a view over the town.", []),
        ("In the view of the union the dam leaks.", ["In the view of the union the dam leaks."]),
        ("By the union's own count the dam leaks.", ["By the union's own count the dam leaks."]),
        ("“We believe in it,” said Okafor.", ["“We believe in it,” said Okafor."]),
        ("“The dam leaks. You know it. It leaks.”", []),
        ("“The dam leaks. Okafor thinks so. It leaks.”", ["Okafor thinks so."]),
    ],
)
def test_sentence_is_worth_parsing_where_another_may_say_something(
    text: str, expected: list[str]
) -> None:
    quotes = find_quotes(text)

    found = [span.exact for span in split_sentences(text) if worth_parsing(text, span, quotes)]

    assert found == expected
