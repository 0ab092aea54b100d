"""How alike two stretches of words are, and the words that tie them to one story."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache, lru_cache
from itertools import pairwise

from claimtrack.engine.lexicon import load_table
from claimtrack.engine.taxonomy.measure_tree import measure_words
from claimtrack.engine.taxonomy.population_tree import head_words

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_SPLIT_CONTRACTION = re.compile(r"\s?['’]\s?(ll|re|ve|s|t|d|m)\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_OPENING_NAME = re.compile(
    r"The ([A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*)|([A-Z][\w'’-]+(?: [A-Z][\w'’-]+)+)"
    r"|([A-Z][\w'’-]+)(?=, (?:who|which|whose|an?|the)\b)"
)
_ANOTHER = re.compile(
    r"\b(?:another|separate|second|previous|earlier|similar|different|later) ([a-z]+)",
    re.IGNORECASE,
)
#: "Beating the previous record" is of the event that beat it.
_BEATEN = frozenset({"record", "records", "high", "low", "best", "mark", "peak"})
_NAME_STEM = 4
_YEAR = re.compile(r"\b(?:19|20)\d\d\b(?![,.]\d)")
_CAPITALS = re.compile(r"\b[A-Z][a-z]+\b")
_POSSESSIVE = re.compile(r"[A-Z]\w+['’]s\b")
_MASK = "#"
_STEM_AT_LEAST = 3


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(load_table("wording")[name].split())


@lru_cache(maxsize=65_536)
def words(text: str) -> tuple[str, ...]:
    """Return the words of a text, case and punctuation away, apostrophes straight."""
    found = _WORD.findall(_SPLIT_CONTRACTION.sub(r"'\1", text))
    return tuple(" ".join(found).casefold().replace("’", "'").split(" ")) if found else ()


def plain_words(text: str) -> str:
    """Return the words joined by single blanks: equal where two texts say the same words."""
    return " ".join(words(text))


@lru_cache(maxsize=65_536)
def content_words(text: str) -> frozenset[str]:
    """Return the words that say what a text is about: no figures, no function words."""
    empty = _empty_words()
    return frozenset(
        [stem(word) for word in words(text) if word not in empty and not _NUMBER.fullmatch(word)]
    )


@lru_cache(maxsize=16_384)
def subject_words(sentence: str) -> frozenset[str]:
    """Return what a sentence is about, but for whom it counts and in what state."""
    return content_words(sentence) - words_of_scopes()


@cache
def words_of_scopes() -> frozenset[str]:
    """Return the words that name measures and groups, which any event has some of."""
    return frozenset(map(stem, measure_words() | head_words()))


@cache
def _empty_words() -> frozenset[str]:
    return _listed("function_words") | _listed("numbers")


def figures_in(text: str) -> tuple[str, ...]:
    """Return the words of a text that are numbers, in digits or in letters."""
    return tuple(word for word in words(text) if word[0].isdigit() or word in _listed("numbers"))


def has_figure(text: str) -> bool:
    """Tell whether a number stands in the text, in digits or in letters."""
    return bool(figures_in(text))


@lru_cache(maxsize=65_536)
def names(text: str) -> frozenset[str]:
    """Return the capitalised words that are not only capitals because a sentence starts.

    A headline In Capitals Like These has no names that could be told from its other words.
    """
    found = [match.group() for match in _WORD.finditer(text)]
    capitals = [word for word in found[1:] if word[0].isupper()]
    long = [word for word in found[1:] if len(word) > _STEM_AT_LEAST]
    if len(long) > _STEM_AT_LEAST and all(word[0].isupper() for word in long):
        return frozenset()
    return frozenset(map(_name, capitals)) - calendar_names()


@cache
def calendar_names() -> frozenset[str]:
    """Return the words that no capital makes a name: a dateline or a colon stands before them."""
    return frozenset().union(
        *map(_listed, ("calendar", "months_short", "function_words", "numbers"))
    )


@lru_cache(maxsize=65_536)
def _opening(text: str) -> frozenset[str]:
    """Return the first word, where it may be a name."""
    first = _WORD.search(text)
    if first is None or not first.group()[0].isupper():
        return frozenset()
    return frozenset({_name(first.group())}) - _listed("function_words") - _listed("calendar")


@lru_cache(maxsize=8192)
def names_of_lines(text: str) -> frozenset[str]:
    """Return the names of a text that stands one sentence a line."""
    found = frozenset(name for line in text.splitlines() for name in names(line))
    return found - _listed("function_words") - _listed("months_short")


def one_topic(a: str, b: str, share: Decimal, least: int) -> bool:
    """Tell whether two openings of reports tell of one thing.

    They share two names, or one and ``share`` of the words of the shorter; ``least`` words anyway.
    """
    named = len(names_of_lines(a) & names_of_lines(b))
    if not named:
        return False
    first, second = content_words(a), content_words(b)
    common = len(first & second)
    alike = named > 1 or common >= min(len(first), len(second)) * share
    return common >= least and alike


@lru_cache(maxsize=16_384)
def opening_name(text: str) -> str:
    """Return the name that opens a sentence, or nothing: one capital may be the sentence's own.

    "By Wednesday" is none.
    """
    found = _OPENING_NAME.match(text)
    name: str = next(filter(None, found.groups())) if found else ""
    return name if calendar_names().isdisjoint(words(name)) else ""


@lru_cache(maxsize=16_384)
def opening_word(text: str) -> str:
    """Return the first word of a text that says what it is about, or nothing."""
    told = content_words(text)
    return next((stem(word) for word in words(text) if stem(word) in told), "")


def other_event(a: str, b: str) -> str:
    """Return the event that one text calls another one and the other text names ("crash").

    "The risk of a second stroke" and "of another stroke" are of one.
    """
    for text, beside in ((a, b), (b, a)):
        for event in _events_apart(text):
            named = event in content_words(beside) - _listed("stretches")
            if named and event not in _events_apart(beside):
                return event
    return ""


@lru_cache(maxsize=65_536)
def _events_apart(text: str) -> tuple[str, ...]:
    events = (found.group(1).casefold() for found in _ANOTHER.finditer(text))
    return tuple(stem(event) for event in events if event not in _BEATEN)


def one_stem(a: str, b: str) -> bool:
    """Tell whether two names begin alike: a nation and what is of it ("Chile", "Chilean")."""
    return a == b or a[:_NAME_STEM] == b[:_NAME_STEM]


def _name(word: str) -> str:
    return word.casefold().replace("’", "'").removesuffix("'s")


def shared_names(a: str, b: str) -> frozenset[str]:
    """Return the names that stand in both texts; one of them may open its sentence."""
    both = (
        _opening(a) & _opening(b) if _POSSESSIVE.match(a) or _POSSESSIVE.match(b) else frozenset()
    )
    return (names(a) & names(b)) | (names(a) & _opening(b)) | (_opening(a) & names(b)) | both


@lru_cache(maxsize=65_536)
def dates_named(text: str) -> frozenset[str]:
    """Return the years and the months that a text names."""
    months = {word for word in _CAPITALS.findall(text) if word.casefold() in _listed("months")}
    return frozenset((*_YEAR.findall(text), *months))


@cache
def month_names() -> frozenset[str]:
    """Return the names of the months, as names are spelled here."""
    return _listed("months") | _listed("months_short")


def calendar_words(text: str) -> frozenset[str]:
    """Return the weekdays, months and years that a text names."""
    days = {word for word in words(text) if word in _listed("calendar") and len(word) > 1}
    return frozenset((*days, *_YEAR.findall(text)))


def closing_words() -> frozenset[str]:
    """Return the words that say where a market stood at the end of its day."""
    return _listed("closing")


def qualifier(text: str) -> str:
    """Return the last word of a text where it narrows the rate named behind it ("youth")."""
    last = words(text)[-1:]
    return last[0] if last and last[0] in _listed("qualifiers") else ""


def negated(text: str) -> bool:
    """Tell whether an odd number of negating words stands in the text."""
    count = sum(
        word in _listed("negators") | _listed("downtoners") or word.endswith("n't")
        for word in words(text)
    )
    return count % 2 == 1


@lru_cache(maxsize=65_536)
def shingles(text: str, *, mask_figures: bool = False) -> frozenset[tuple[str, ...]]:
    """Return the runs of two words of a text; with ``mask_figures`` all figures are alike."""
    if mask_figures:
        text = _NUMBER.sub(_MASK, text)
    row = words(text)
    return frozenset(pairwise(row)) if len(row) > 1 else frozenset({row})


def overlap(a: frozenset[object], b: frozenset[object]) -> Decimal:
    """Return the share of two sets that is common to both (Jaccard); 0 for two empty sets."""
    common = len(a & b)
    return Decimal(common) / (len(a) + len(b) - common) if common else Decimal(0)


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """Fold the commonest endings, so that "bombing" and "bombings" are one word."""
    word = word.removesuffix("'s")
    for ending in ("es", "s"):
        if (
            len(word) > len(ending) + _STEM_AT_LEAST
            and word.endswith(ending)
            and not word.endswith("ss")
        ):
            return word[: -len(ending)] if ending == "s" else word[:-1]
    return word
