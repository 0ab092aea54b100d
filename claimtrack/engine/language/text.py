"""Where the headline and the sentences of a plain text begin and end.

Everything here is one pass over the text with bounded look-behind and look-ahead, so the cost
is linear in its length, whatever stands in it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from claimtrack.engine.lexicon import load_table
from claimtrack.engine.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

#: A first line longer than this is a paragraph, not a headline.
HEADLINE_CHARACTERS = 200

#: Fewer words than this after the mark of a question still count as "… ?” Smith asked".
ASKED_WORDS = 4

_CLOSERS = "\"'”’»)]}"
_LINE_BREAK = re.compile(r"(?:\r\n|[\n\r\u2028\u2029\x0b\x0c])\s*")
_STOP = re.compile(r"[.!?…。！？]+(?:[\"'”’»)\]}]|'')*")
_WORD_BEFORE = re.compile(r"[^\W_]+(?:[.\-’'][^\W_]+)*$")
_NEXT_WORD = re.compile(r"\s+(?:``|''|[\"'“”‘’«(\[—–-])*\s*([^\s\"”’.,;:!?]*)")
_ASKED = re.compile(
    r"\s+(?:[A-Z][\w.’'-]*\s+){0,3}"
    r"(?:asked|asks|said|says|wondered|added|exclaimed|replied|shouted|wrote|tweeted)\b"
)
_LOWER_CASE = frozenset({"etc", "est", "esp", "approx", "dept"})
_LOOK_BEHIND = 24
_LOOK_AHEAD = 80
_MOST_DOTTED = 12


class _Abbreviations(NamedTuple):
    leading: frozenset[str]
    before_number: frozenset[str]
    trailing: frozenset[str]
    starters: frozenset[str]


@cache
def _abbreviations() -> _Abbreviations:
    table = load_table("abbreviations")
    return _Abbreviations(*(frozenset(table[name]) for name in _Abbreviations._fields))


def find_headline(text: str) -> int:
    """Return the offset at which the headline of ``text`` ends, 0 where it has none.

    A headline is a first line that is short, does not close with a period, a colon, a comma or
    a semicolon, and stands above a body that does not go on in lower case and whose first line
    is longer, or that has a closed sentence.
    """
    start = len(text) - len(text.lstrip())
    line_break = _LINE_BREAK.search(text, start, start + HEADLINE_CHARACTERS + 2)
    if line_break is None or line_break.end() >= len(text):
        return 0
    headline = text[start : line_break.start()].rstrip()
    if not any(character.isalpha() for character in headline):
        return 0
    if headline.rstrip(_CLOSERS).endswith((".", ",", ";", ":")):
        return 0
    below = text[line_break.end() : line_break.end() + 4 * HEADLINE_CHARACTERS]
    if below[0].islower():
        return 0
    first_line = _LINE_BREAK.split(below, maxsplit=1)[0]
    if len(first_line) > len(headline) or _STOP.search(below):
        return start + len(headline)
    return 0


#: No sentence of a report is longer; lists and broken markup are.
LONGEST_SENTENCE = 1500


def split_sentences(text: str) -> tuple[Span, ...]:
    """Split ``text`` into sentences, in order, without the white space around them.

    A line break always ends a sentence, unless the text is wrapped there (the line does not
    close and the next one goes on in lower case). The headline is a sentence of its own. All
    characters that are not white space are covered. What goes on without an end is cut, so that
    work within a sentence stays bounded.
    """
    spans = []
    start = 0
    for end in _boundaries(text, find_headline(text)):
        for first, last in _pieces(text, start, end):
            left = first + len(text[first:last]) - len(text[first:last].lstrip())
            right = left + len(text[left:last].rstrip())
            if left < right:
                spans.append(Span.cut(text, left, right))
        start = end
    return tuple(spans)


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a stretch that is too long for a sentence at the last space of each piece."""
    while end - start > LONGEST_SENTENCE:
        space = text.rfind(" ", start + LONGEST_SENTENCE // 2, start + LONGEST_SENTENCE)
        cut = space + 1 if space >= 0 else start + LONGEST_SENTENCE
        yield start, cut
        start = cut
    yield start, end


def _boundaries(text: str, headline: int) -> Iterator[int]:
    for start, end in _lines(text, headline):
        for stop in _STOP.finditer(text, start, end):
            if stop.end() < end and _ends_sentence(text, stop, end):
                yield stop.end()
        yield end


def _lines(text: str, headline: int) -> Iterator[tuple[int, int]]:
    """Yield the headline, then the unwrapped lines: each runs to the start of the next one."""
    if headline:
        yield 0, headline
    start = headline + len(text[headline:]) - len(text[headline:].lstrip())
    for line_break in _LINE_BREAK.finditer(text, start):
        if not _is_wrapped(text, line_break):
            yield start, line_break.start()
            start = line_break.end()
    yield start, len(text)


def _is_wrapped(text: str, line_break: re.Match[str]) -> bool:
    """Tell whether one line goes on below: no blank line between, and no new start."""
    start, after = line_break.span()
    before = text[max(0, start - _LOOK_BEHIND) : start].rstrip()
    if not before or after >= len(text) or len(line_break.group().splitlines()) > 1:
        return False
    closed = before.endswith((".", "!", "?", ":", ";", "…", *_CLOSERS))
    return not closed and text[after].islower()


def _ends_sentence(text: str, stop: re.Match[str], limit: int) -> bool:
    marks = stop.group()
    following = text[stop.end()]
    if not following.isspace():
        return False
    next_word = _NEXT_WORD.match(text, stop.end(), min(limit, stop.end() + _LOOK_AHEAD))
    word = next_word.group(1) if next_word else ""
    if not word:
        return True
    if word[0].islower():
        return _restarts_in_lower_case(stop, word)
    if marks[0] in "!?" and len(marks) > 1:
        return _ASKED.match(text, stop.end(), min(limit, stop.end() + _LOOK_AHEAD)) is None
    if marks[0] == "." and marks.strip(_CLOSERS) == ".":
        return _period_ends_sentence(text, stop.start(), word)
    return True


def _restarts_in_lower_case(stop: re.Match[str], word: str) -> bool:
    """Take "… went home. iPhone sales" for a new sentence, but not "U.S. troops"."""
    return stop.group().startswith(".") and any(letter.isupper() for letter in word[1:3])


def _period_ends_sentence(text: str, period: int, following: str) -> bool:
    before = _WORD_BEFORE.search(text, max(0, period - _LOOK_BEHIND), period)
    if before is None:
        return True
    word = before.group()
    key = word.lower().replace("’", "'")
    lexicon = _abbreviations()
    if key in lexicon.leading and (word[0].isupper() or "." in key or key == "vs"):
        return False
    if key in lexicon.before_number:
        return not following[0].isdigit()
    if len(word) == 1 and word.isupper():
        return word == "I" and following.lower() in lexicon.starters
    is_word = word.islower() and "." not in key and key not in _LOWER_CASE
    if (key in lexicon.trailing and not is_word) or _is_dotted_initials(word):
        return following.lower() in lexicon.starters
    return True


def _is_dotted_initials(word: str) -> bool:
    return len(word) < _MOST_DOTTED and "." in word and all(len(p) == 1 for p in word.split("."))
