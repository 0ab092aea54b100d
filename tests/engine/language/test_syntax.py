from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from claimtrack.engine.language import syntax
from claimtrack.engine.language.syntax import OWN_PIPELINE, ParsedSentence, Syntax, load, plain
from claimtrack.engine.language.text import split_sentences
from claimtrack.engine.records import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

REPORT = (
    "Ferry sinks off Mindoro\n\n"
    "At least 40 passengers drowned when a ferry capsized near the island on Tuesday, the coast "
    "guard said. “We don’t know how many were on board,” Captain Maria Reyes told reporters in "
    "Manila. Rescuers were joined by fishermen from Calapan."
)


def whole(text: str) -> list[Span]:
    return [Span.cut(text, 0, len(text))]


def parse_one(text: str) -> ParsedSentence:
    (sentence,) = load().parse(text, whole(text))
    return sentence


def words(sentence: ParsedSentence, indices: Sequence[int]) -> list[str]:
    return [sentence.tokens[index].text for index in indices]


def index_of(sentence: ParsedSentence, word: str) -> int:
    return [token.text for token in sentence.tokens].index(word)


def assert_whole(text: str, sentences: Sequence[ParsedSentence]) -> None:
    """Hold what is true of every parse: tokens slice, are in order, and form a tree."""
    for sentence in sentences:
        end = sentence.span.start
        for index, token in enumerate(sentence.tokens):
            assert text[token.start : token.end] == token.text
            assert not any(character.isspace() for character in token.text)
            assert end <= token.start < token.end <= sentence.span.end
            assert (token.dep == "root") == (token.head == index)
            assert len(list(sentence.heads(index))) < len(sentence.tokens)
            end = token.end
        shown = "".join(token.text for token in sentence.tokens)
        assert shown == "".join(text[sentence.span.start : sentence.span.end].split())


def test_parse_gives_a_tree_for_each_sentence_in_order() -> None:
    spans = split_sentences(REPORT)
    sentences = load().parse(REPORT, spans)
    assert [sentence.span for sentence in sentences] == list(spans)
    assert [len(sentence.roots) for sentence in sentences] == [1, 1, 1, 1]
    assert_whole(REPORT, sentences)


@pytest.mark.parametrize(
    ("text", "verb", "label", "subject"),
    [
        ("The minister resigned on Friday.", "resigned", "nsubj", "minister"),
        ("Floods killed 12 people in the valley.", "killed", "nsubj", "Floods"),
        ("Three villages were destroyed by the fire.", "destroyed", "nsubj:pass", "villages"),
        ("The bank said profits had fallen.", "said", "nsubj", "bank"),
        ("The bank said profits had fallen.", "fallen", "nsubj", "profits"),
        ("Officials in Lagos confirmed the deaths.", "confirmed", "nsubj", "Officials"),
        ("Prices rose 4% in May, the statistics office said.", "said", "nsubj", "office"),
    ],
)
def test_verb_of_a_plain_sentence_has_its_subject(
    text: str, verb: str, label: str, subject: str
) -> None:
    sentence = parse_one(text)
    assert words(sentence, sentence.children(index_of(sentence, verb), label)) == [subject]


def test_figure_hangs_on_what_it_counts() -> None:
    sentence = parse_one("About 300 soldiers were wounded.")
    figure = sentence.tokens[index_of(sentence, "300")]
    assert (figure.dep, sentence.tokens[figure.head].text) == ("nummod", "soldiers")


def test_object_and_place_of_a_plain_sentence_are_told_apart() -> None:
    sentence = parse_one("The company opened a factory in Poland.")
    verb = index_of(sentence, "opened")
    assert words(sentence, sentence.children(verb, "obj")) == ["factory"]
    last = sentence.tokens[index_of(sentence, "Poland")]
    assert last.upos == "PROPN"


def test_tags_and_lemmas_are_those_of_the_dictionary() -> None:
    sentence = parse_one("The families were told that 20 men had died.")
    shown = [(token.lemma, token.upos, token.xpos) for token in sentence.tokens[:4]]
    assert shown == [
        ("the", "DET", "DT"),
        ("family", "NOUN", "NNS"),
        ("be", "AUX", "VBD"),
        ("tell", "VERB", "VBN"),
    ]
    assert [token.lemma for token in sentence.tokens[6:9]] == ["man", "have", "die"]


def test_names_that_a_pipeline_finds_are_runs_of_tokens_with_a_kind() -> None:
    nlp = spacy.load(OWN_PIPELINE)
    ruler: Any = nlp.add_pipe("entity_ruler")
    ruler.add_patterns(
        [{"label": "PERSON", "pattern": "Maria Fernandez"}, {"label": "GPE", "pattern": "Canada"}]
    )
    text = "Maria Fernandez told reporters that she would leave Canada."
    (sentence,) = Syntax(nlp).parse(text, split_sentences(text))
    shown = [
        (text[sentence.tokens[name.first].start : sentence.tokens[name.last].end], name.kind)
        for name in sentence.names
    ]
    assert shown == [("Maria Fernandez", "PERSON"), ("Canada", "PLACE")]
    assert [token.ent for token in sentence.tokens[:3]] == ["PERSON", "PERSON", ""]


def test_curly_marks_are_parsed_as_straight_ones() -> None:
    straight = "\"We don't have enough beds,\" the hospital's director said."
    curly = "“We don’t have enough beds,” the hospital’s director said."
    rows = [
        [(t.start, t.end, t.lemma, t.upos, t.dep, t.head) for t in parse_one(text).tokens[1:]]
        for text in (straight, curly)
    ]
    marks = {'"': "”"}
    expected = [(*row[:2], marks.get(row[2], row[2]), *row[3:]) for row in rows[0]]
    assert rows[1] == expected
    said = parse_one(curly)
    assert said.tokens[said.roots[0]].text == "said"


def test_plain_text_keeps_its_length() -> None:
    text = "“It’s\u00a0here”\u2028\ud800"
    assert plain(text) == '"It\'s here" \ufffd'


def test_subtree_and_heads_walk_the_tree() -> None:
    sentence = parse_one("The mayor of the city resigned.")
    mayor = index_of(sentence, "mayor")
    assert sentence.subtree(mayor) == (0, 4)
    assert words(sentence, list(sentence.heads(index_of(sentence, "city")))) == [
        "mayor",
        "resigned",
    ]
    assert words(sentence, sentence.children(mayor)) == ["The", "city"]


def test_white_space_is_in_no_token() -> None:
    text = "  Rain  fell\n on\tMonday.  "
    sentence = parse_one(text)
    assert [token.text for token in sentence.tokens] == ["Rain", "fell", "on", "Monday", "."]
    assert_whole(text, [sentence])


def test_empty_sentences_have_no_tokens() -> None:
    text = "   One fell.   "
    spans = [Span(0, 0, ""), Span.cut(text, 0, 3), Span.cut(text, 3, 12)]
    sentences = load().parse(text, spans)
    assert [len(sentence.tokens) for sentence in sentences] == [0, 0, 3]
    assert (sentences[0].roots, sentences[0].names) == ((), ())


def test_no_sentences_give_no_trees() -> None:
    assert load().parse("Nothing is asked.", []) == ()


def test_very_long_sentence_is_parsed_in_pieces() -> None:
    text = "the council said that " * 4000 + "it rained."
    sentence = parse_one(text)
    assert_whole(text, [sentence])
    assert len(sentence.tokens) == 16003
    assert len(sentence.roots) == -(-len(text) // syntax.PIECE_CHARACTERS)


@pytest.mark.parametrize("unit", ["x", '"', "((", "1,", "й", "\u202e\u0627", "http://a.b/"])
def test_very_long_word_is_cut(unit: str) -> None:
    text = unit * (20_000 // len(unit))
    assert_whole(text, [parse_one(text)])


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=()), min_size=1, max_size=300))
def test_any_text_is_parsed_whole(text: str) -> None:
    assert_whole(text, load().parse(text, whole(text)))


def test_shipped_pipeline_is_small_and_names_no_place_of_a_machine() -> None:
    files = [path for path in OWN_PIPELINE.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) < 10_000_000
    nlp = spacy.load(OWN_PIPELINE)
    assert set(nlp.config["paths"].values()) == {None}
    assert nlp.meta["license"] == "CC BY-SA 4.0"


def test_load_gives_the_same_pipeline_twice() -> None:
    assert load() is load()


def test_load_of_an_unknown_pipeline_is_refused() -> None:
    with pytest.raises(LookupError, match="no spaCy pipeline 'en_unheard_of' is installed"):
        load("en_unheard_of")


def test_pipeline_without_parser_is_refused() -> None:
    with pytest.raises(ValueError, match="has no tagger and no parser"):
        Syntax(spacy.blank("en"))
