"""No rule is tried at a word that the tables do not name; so they must name all first words."""

from __future__ import annotations

import re._constants as codes  # type: ignore[import-not-found]  # the library has no types
import re._parser as parser  # type: ignore[import-not-found]  # the library has no types
from typing import TYPE_CHECKING, Any

import pytest

from claimtrack.engine.temporal.date_rules import RULES
from claimtrack.engine.temporal.dates import may_begin

if TYPE_CHECKING:
    from collections.abc import Iterable

#: The letters that something begins with, and whether the word has ended within it.
Begun = tuple[str, bool]

_ANY_LETTER = "x"
_NOTHING: frozenset[Begun] = frozenset({("", False)})


def first_letters(pattern: str) -> set[str]:
    """Return what the first run of letters of a match can be; "" where it begins otherwise."""
    return {letters for letters, _ in _of_sequence(parser.parse(pattern))}


def _of_sequence(items: Iterable[tuple[Any, Any]]) -> frozenset[Begun]:
    begun = _NOTHING
    for code, argument in items:
        if code is codes.AT:  # a border of words: letters before it are all that there are
            begun = frozenset((letters, ended or bool(letters)) for letters, ended in begun)
            continue
        following = _of_item(code, argument)
        begun = frozenset(
            (letters + more, ends)
            for letters, ended in begun
            for more, ends in (following if not ended else {("", True)})
        )
    return begun


def _of_item(code: Any, argument: Any) -> frozenset[Begun]:
    match code:
        case codes.ASSERT | codes.ASSERT_NOT:
            begun = _NOTHING
        case codes.LITERAL:
            begun = _of_letter(chr(argument).lower())
        case codes.RANGE:
            begun = _of_letter(_ANY_LETTER if chr(argument[0]).isalpha() else "0")
        case codes.IN:
            begun = frozenset().union(*(_of_item(*each) for each in argument))
        case codes.SUBPATTERN:
            begun = _of_sequence(argument[3])
        case codes.BRANCH:
            begun = frozenset().union(*(_of_sequence(each) for each in argument[1]))
        case codes.MAX_REPEAT:
            begun = _of_sequence(argument[2]) | (_NOTHING if argument[0] == 0 else frozenset())
        case _:
            assert code in {codes.CATEGORY, codes.NEGATE}, code
            begun = _of_letter("0")
    return begun


def _of_letter(letter: str) -> frozenset[Begun]:
    return frozenset({(letter, False) if letter.isalpha() else ("", True)})


@pytest.mark.parametrize("rule", RULES)
def test_rule_is_tried_wherever_it_can_begin(rule: str) -> None:
    pattern, _ = RULES[rule]
    letters = first_letters(pattern)
    assert {word for word in letters if word and not may_begin(word)} == set()


def test_first_letters_of_a_pattern_are_found() -> None:
    assert first_letters(r"\b(?:the )?(?i:mid)-?year|[’'](?P<short>\d0)s|Q[1-4]") == {
        "the",
        "mid",
        "midyear",
        "",
        "q",
    }


@pytest.mark.parametrize("word", ["harbour", "said", "of", "Velm"])
def test_no_rule_is_tried_at_other_words(word: str) -> None:
    assert not may_begin(word)
