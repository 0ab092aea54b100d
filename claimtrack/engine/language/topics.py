"""What a report is about: how it opens, and the words that it comes back to.

A feature opens with a widow on platform two and names the heatwave further down. What a report
says again and again is its matter, wherever it begins.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import chain, islice
from typing import TYPE_CHECKING

from claimtrack.engine.lexicon import load_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claimtrack.engine.records import Span

#: How many sentences open a report, headline included; shorter ones are datelines and bylines.
_OPENING = 3
_BYLINE = 25
_LONGEST_OPENING = 700

#: A word or name is of the whole report where so many of its sentences hold it.
_RECURRING = 2
_MOST_WORDS = 12
_MOST_NAMES = 8
#: Sentences of a report that are looked at: news says early what it is about.
_SENTENCES = 60
_WORD = re.compile(r"[^\W\d_]{3,}")
#: Before the recurring words: a line's first word is never taken for a name.
_ABOUT = "about"


def opening_of(sentences: Sequence[Span]) -> str:
    """Return what a report is about, whatever one of its sentences leaves out.

    One a line: the headline and the first sentences, then the words and names that it comes
    back to.
    """
    told = [" ".join(each.exact.split()) for each in sentences[: _OPENING * 2]]
    opening = "\n".join([each for each in told if len(each) >= _BYLINE][:_OPENING])
    recurring = " ".join(_recurring(sentences))
    opening = opening[:_LONGEST_OPENING]
    return f"{opening}\n{_ABOUT} {recurring}" if recurring else opening


def _recurring(sentences: Sequence[Span]) -> Iterator[str]:
    """Yield the words, then the names, that several sentences hold; the most frequent first."""
    rows: list[list[str]] = [_WORD.findall(each.exact) for each in sentences[:_SENTENCES]]
    capitals = ([word for word in row[1:] if word[0].isupper()] for row in rows)
    # Once a sentence, in their order, so that what is equally frequent keeps its place.
    names = Counter(chain.from_iterable(map(dict.fromkeys, capitals)))
    words = Counter(chain.from_iterable(dict.fromkeys(map(str.casefold, row)) for row in rows))
    empty = _empty_words()
    left_out = empty.union(map(str.casefold, names))
    common = (
        word for word, count in words.most_common() if count >= _RECURRING and word not in left_out
    )
    yield from islice(common, _MOST_WORDS)
    named = (
        name
        for name, count in names.most_common()
        if count >= _RECURRING and name.casefold() not in empty
    )
    yield from islice(named, _MOST_NAMES)


@cache
def _empty_words() -> frozenset[str]:
    table = load_table("wording")
    return frozenset(f"{table['function_words']} {table['numbers']} {table['calendar']}".split())
