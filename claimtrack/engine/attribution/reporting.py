"""The words that report: verbs with the frames that they take, nouns and prepositions.

The lexicon is ``data/reporting.toml``; here its base forms become the forms that stand in a
text, and :func:`find_cues` finds them in one pass.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from claimtrack.engine.lexicon import load_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence


class Frame(StrEnum):
    """What stands beside a reporting verb."""

    STATEMENT = "statement"
    ADDRESSED = "addressed"
    QUESTION = "question"
    DIRECTIVE = "directive"
    OBJECT = "object"
    LABEL = "label"
    ACCUSATION = "accusation"
    THOUGHT = "thought"
    DOCUMENT = "document"
    MANNER = "manner"
    ATTITUDE = "attitude"
    AMOUNT = "amount"
    REVISION = "revision"


class Form(StrEnum):
    """The form in which a verb stands."""

    BASE = "base"
    PRESENT = "present"
    PAST = "past"
    PARTICIPLE = "participle"
    ING = "ing"


class CueKind(StrEnum):
    """What part of speech reports."""

    VERB = "verb"
    NOUN = "noun"
    PREPOSITION = "preposition"
    ADVERB = "adverb"


@dataclass(frozen=True, slots=True)
class VerbEntry:
    """One word form: what it is a form of, and the frames of that verb."""

    lemma: str
    forms: frozenset[Form]
    frames: frozenset[Frame]
    tail: tuple[str, ...] = ()

    @property
    def denies(self) -> bool:
        """Tell whether the verb denies what it reports."""
        return self.lemma in reporting_lexicon().denying


@dataclass(frozen=True, slots=True)
class ReportingLexicon:
    """All reporting words by the form in which they stand, in lower case."""

    verbs: dict[str, tuple[VerbEntry, ...]]
    nouns: dict[str, bool]
    denying: frozenset[str]
    passive: frozenset[str]
    naming: frozenset[str]
    relaying: frozenset[str]
    measuring: frozenset[str]
    expecting: frozenset[str]
    with_that: frozenset[str]
    with_as: frozenset[str]
    tallies: frozenset[str]
    adverbs: frozenset[str]
    speaker_prepositions: re.Pattern[str]
    passing: frozenset[str]


_VOWELS = "aeiou"


def inflect(base: str, past: Iterable[str] = ()) -> Iterator[tuple[str, Form]]:
    """Yield the forms of a verb; ``past`` gives its past and participle where irregular.

    Verbs in "l" have both spellings ("labelled", "labeled").
    """
    yield base, Form.BASE
    yield _third_person(base), Form.PRESENT
    irregular = tuple(past)
    stem = _doubled(base, irregular)
    if irregular:
        yield irregular[0], Form.PAST
        yield irregular[-1], Form.PARTICIPLE
    if not irregular or base.endswith("l"):
        regular = _regular_past(base)
        yield regular, Form.PAST
        yield regular, Form.PARTICIPLE
    yield _ing(stem), Form.ING
    if stem != base and base.endswith("l"):
        yield _ing(base), Form.ING


def _third_person(base: str) -> str:
    if base.endswith("y") and base[-2] not in _VOWELS:
        return f"{base[:-1]}ies"
    return f"{base}es" if base.endswith(("s", "x", "z", "ch", "sh", "o")) else f"{base}s"


def _regular_past(base: str) -> str:
    if base.endswith("e"):
        return f"{base}d"
    if base.endswith("y") and base[-2] not in _VOWELS:
        return f"{base[:-1]}ied"
    return f"{base}ed"


def _doubled(base: str, irregular: tuple[str, ...]) -> str:
    """Double the last consonant where the past does, or where a short stem asks for it."""
    doubles = f"{base}{base[-1]}ed" in irregular or base in {"put", "hit", "begin", "forget"}
    return f"{base}{base[-1]}" if doubles else base


def _ing(stem: str) -> str:
    if stem.endswith("e") and not stem.endswith(("ee", "oe", "ye")):
        return f"{stem[:-1]}ing"
    return f"{stem}ing"


@cache
def reporting_lexicon() -> ReportingLexicon:
    """Return the reporting words, read once."""
    table = load_table("reporting")
    verbs = table["verbs"]
    frames: dict[str, set[Frame]] = {}
    for frame in Frame:
        for verb in verbs[frame.value]:
            frames.setdefault(verb, set()).add(frame)
    forms: dict[str, dict[tuple[str, tuple[str, ...]], set[Form]]] = {}
    for verb in frames:
        first, *tail = verb.split()
        for word, form in inflect(first, table["forms"].get(first, ())):
            forms.setdefault(word, {}).setdefault((verb, tuple(tail)), set()).add(form)
    entries = {
        word: tuple(
            VerbEntry(verb, frozenset(found), frozenset(frames[verb]), tail)
            for (verb, tail), found in sorted(of_word.items(), key=lambda item: -len(item[0][1]))
        )
        for word, of_word in forms.items()
    }
    nouns = {}
    for attitude, words in ((True, table["nouns"]["attitude"]), (False, table["nouns"]["content"])):
        for noun in words:
            nouns[noun] = attitude
            nouns[_third_person(noun)] = attitude
    prepositions = sorted(table["prepositions"]["speaker"], key=len, reverse=True)
    return ReportingLexicon(
        verbs=entries,
        nouns=nouns,
        denying=frozenset(verbs["denying"]),
        passive=frozenset(verbs["passive"]),
        naming=frozenset(verbs["naming"]),
        relaying=frozenset(verbs["relaying"]),
        measuring=frozenset(verbs["measuring"]),
        expecting=frozenset(verbs["expecting"]),
        with_that=frozenset(verbs["with_that"]),
        with_as=frozenset(verbs["with_as"]),
        tallies=frozenset(table["nouns"]["tallies"]),
        adverbs=frozenset(table["prepositions"]["adverbs"]),
        speaker_prepositions=re.compile(
            rf"\b(?:{'|'.join(re.escape(words) for words in prepositions)})\b", re.IGNORECASE
        ),
        passing=frozenset(table["prepositions"]["passing"]),
    )


_WORD = re.compile(r"[^\W\d_]+")
_WITH_THAT, _WITH_FIGURE, _WITH_TAIL, _ALONE = 1, 2, 3, 4
_FIGURES_ONLY = frozenset({Frame.AMOUNT, Frame.REVISION})
_FIGURE = re.compile(r"\d|%|per ?cent")
_SOURCE_WORDS = frozenset({"according", "per", "words", "view", "opinion"})
#: "By the union's own count": words that name whose reckoning a figure is.
_RECKONINGS = frozenset(
    {
        "reckoning", "count", "tally", "estimation", "account", "calculation", "calculations",
        "telling", "figures", "sums", "arithmetic", "numbers", "judgement", "judgment",
    }
)  # fmt: skip
#: No finite verb stands right behind these: "the state", "of protest", "the party's demands".
_BEFORE_NOUNS = frozenset(
    {
        "a", "an", "at", "by", "every", "for", "from", "his", "in", "its", "my", "of", "on", "our",
        "s", "the", "their", "with", "your",
    }
)  # fmt: skip
_NOUN_FORMS = frozenset({Form.BASE, Form.PRESENT})
_SELF = frozenset({"i", "we", "you"})
#: What stands between "I" and its verb, cut where an apostrophe stands.
_BETWEEN = frozenset(
    {
        "also", "always", "am", "are", "be", "can", "could", "d", "did", "didn", "do", "don", "had",
        "have", "just", "ll", "m", "must", "never", "not", "re", "really", "should", "t", "to",
        "ve", "was", "were", "will", "would",
    }
)  # fmt: skip


def reports(
    text: str,
    start: int,
    end: int,
    *,
    quoted: bool = False,
    spoken: bool = False,
    attitudes: bool = False,
) -> bool:
    """Tell whether a reporting word stands in ``text[start:end]``: a parse may pay there.

    Words that only ever name a wish or stance count with ``attitudes`` alone, those that report
    beside a quotation alone where ``quoted``; nouns, and verbs that need "that", only before one;
    verbs of wishing and revising that name a figure only beside one. What "I" or "you" say is no
    statement of another, but for one that a quotation stands beside; ``spoken`` where all of it
    is a part of one quotation. Nor is what can only be a noun ("the state").
    """
    words = _WORD.findall(text, start, end)
    for_self = not attitudes and (spoken or not quoted)
    titled = 2 * sum(word[0].isupper() for word in words) > len(words)
    strengths = _strengths(quoted=quoted, attitudes=attitudes)
    awaits_that = False
    for index, word in enumerate(words):
        if word == "that" and awaits_that:
            return True
        if not titled and index and word[0].isupper() and words[index - 1][0].isupper():
            continue
        strength = strengths.get(word.lower())
        if strength == _ALONE and _is_noun(words, index):
            strength = _strength_of_noun(word.lower(), attitudes=attitudes)
        if strength and for_self and _says_self(words, index):
            continue
        if strength == _WITH_TAIL and _has_tail(words, index):
            return True
        if strength == _WITH_FIGURE and _FIGURE.search(text, start, end):
            return True
        if strength == _ALONE:
            return True
        awaits_that = awaits_that or strength == _WITH_THAT
    return False


@cache
def _strengths(*, quoted: bool, attitudes: bool) -> Mapping[str, int]:
    """Return how each word reports that does."""
    lexicon = reporting_lexicon()
    words = {*_SOURCE_WORDS, *_RECKONINGS, *lexicon.nouns, *lexicon.verbs}
    return {word: _strength(word, quoted=quoted, attitudes=attitudes) for word in words}


def _strength(word: str, *, quoted: bool, attitudes: bool) -> int:
    """Return whether a word reports alone, with its particle, with "that", or never."""
    if word in _SOURCE_WORDS:
        return _ALONE
    lexicon = reporting_lexicon()
    unasked = {Frame.MANNER} - {Frame.MANNER if quoted else None}
    unasked |= set() if attitudes else {Frame.ATTITUDE}
    strength = _strength_of_noun(word, attitudes=attitudes)
    strength = max(strength, _WITH_FIGURE if word in _RECKONINGS else 0)
    for entry in lexicon.verbs.get(word, ()):
        if entry.frames <= unasked:
            continue
        if entry.frames - unasked <= _FIGURES_ONLY:
            strength = max(strength, _WITH_TAIL if entry.tail else _WITH_FIGURE)
            continue
        if entry.lemma in lexicon.with_that:
            strength = max(strength, _ALONE if quoted else _WITH_THAT)
        else:
            strength = max(strength, _WITH_TAIL if entry.tail else _ALONE)
    return strength


def _strength_of_noun(word: str, *, attitudes: bool) -> int:
    nouns = reporting_lexicon().nouns
    return _WITH_THAT if word in nouns and (attitudes or not nouns[word]) else 0


def _is_noun(words: Sequence[str], index: int) -> bool:
    """Tell whether a word that may be a verb stands where only a noun can: "the state"."""
    if not index or words[index - 1].lower() not in _BEFORE_NOUNS:
        return False
    word = words[index].lower()
    if word in _SOURCE_WORDS or word in _RECKONINGS:
        return False
    entries = reporting_lexicon().verbs.get(word, ())
    return all(entry.forms <= _NOUN_FORMS for entry in entries)


def _says_self(words: Sequence[str], index: int) -> bool:
    """Tell whether "I", "we" or "you" is the subject of a verb: "I would not say"."""
    before = index - 1
    while before >= 0 and words[before].lower() in _BETWEEN:
        before -= 1
    return before >= 0 and words[before].lower() in _SELF


def _has_tail(words: Sequence[str], index: int) -> bool:
    """Tell whether the particle of a verb follows it ("called for")."""
    return any(
        tuple(words[index + 1 : index + 1 + len(entry.tail)]) == entry.tail
        for entry in reporting_lexicon().verbs[words[index].lower()]
        if entry.tail
    )
