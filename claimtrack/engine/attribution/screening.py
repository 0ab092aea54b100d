"""Which sentences may hold a report: a look at their words, before any is parsed.

The parse is most of what a text costs. What the reading refuses for the words that stand around a
verb or noun is refused here as well: "to say", "would say", "was told", "a new claim".
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from claimtrack.engine.attribution.accounts import RECKONINGS
from claimtrack.engine.attribution.reporting import Form, Frame, reporting_lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from claimtrack.engine.attribution.reporting import ReportingLexicon, VerbEntry

#: With hyphens inside: "a state-run mill" states nothing.
_TOKEN = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*|\d+|[^\w\s]")
_FIGURE = re.compile(r"\d|%|per ?cent")
_FIGURES_ONLY = frozenset({Frame.AMOUNT, Frame.REVISION})
#: Frames that need no object: with one of them, "as" is not all that a verb reports by.
_OTHERWISE = frozenset(
    {
        Frame.STATEMENT, Frame.THOUGHT, Frame.DOCUMENT, Frame.ADDRESSED, Frame.QUESTION,
        Frame.OBJECT,
    }
)  # fmt: skip
_MARKS = frozenset("\"“”„«»‘'`")
#: What may stand between a statement and who makes it: "…, the firm claims."
_PARTS = _MARKS | {",", "-", "–", "—"}
_ALONE = frozenset({"according", "per"})
_OWNER_REACH = 4
_NEAR = 4
_NOUN_REACH = 9
_SENTENCE_REACH = 1000
_AGENT_REACH = 6
_SPEAKER_REACH = 4
#: So many words behind the start of a sentence, its verb may take up the quotation before that.
_SPEECH_REACH = 12
_DETERMINERS = frozenset(
    {"a", "an", "every", "her", "his", "its", "my", "no", "our", "the", "their", "your"}
)
#: No finite verb stands right behind these: "the state", "of protest", "the party's demands".
_BEFORE_NOUNS = _DETERMINERS - {"her"} | {"at", "by", "for", "from", "in", "of", "on", "with"}
#: What stands behind a noun, and seldom behind a verb that reports.
_BEHIND_NOUNS = frozenset(
    {
        "about", "against", "among", "and", "are", "at", "between", "by", "can", "could", "for",
        "from", "had", "has", "have", "in", "is", "may", "might", "of", "on", "or", "over", "was",
        "were", "will", "with", "would",
    }
)  # fmt: skip
_CLOSES = frozenset({".", ",", ";", ")", ""})
_PRONOUNS = frozenset({"he", "it", "she", "that", "they", "which", "who"})
#: Words in the plural without an "s", and words between a subject and its verb.
_BEFORE_PLURAL_VERBS = frozenset(
    {
        "all", "already", "both", "children", "even", "few", "here", "many", "media", "men",
        "most", "now", "often", "others", "people", "police", "some", "still", "there", "women",
    }
)  # fmt: skip
#: What begins the statement that a verb brings.
_OPENS_STATEMENT = _DETERMINERS | _MARKS | frozenset(
    {
        "he", "how", "i", "if", "it", "she", "such", "that", "these", "they", "this", "those",
        "we", "what", "whether", "why",
    }
)  # fmt: skip
_NOUN_FORMS = frozenset({Form.BASE, Form.PRESENT})
_SELF = frozenset({"i", "we", "you"})
_BE = frozenset({"am", "are", "be", "been", "being", "is", "was", "were"})
#: With these, nothing is stated: "would not say".
_UNSTATED = frozenset(
    {
        "can", "cannot", "could", "may", "might", "must", "never", "not", "shall", "should",
        "will", "would",
    }
)  # fmt: skip
_AUXILIARIES = _BE | _UNSTATED | frozenset(
    {"also", "always", "did", "do", "does", "had", "has", "have", "just", "really", "to"}
)  # fmt: skip
_NOT = "n't"


class _Use(NamedTuple):
    """One way in which a word reports, and what must stand around it.

    ``tail`` is its particles ("called for"). One of the words ``beside`` must stand so many
    words behind it at most, if there are any. ``figure`` asks for one anywhere, ``owned`` for
    whose the word is, ``speech`` for a quotation before it.
    """

    verb: VerbEntry | None = None
    tail: tuple[str, ...] = ()
    beside: frozenset[str] = frozenset()
    reach: int = 0
    figure: bool = False
    owned: bool = False
    speech: bool = False


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
    tokens = _TOKEN.findall(text[start:end].replace("’", "'"))
    words = [token.lower() for token in tokens]
    uses = _uses(quoted=quoted, attitudes=attitudes)
    found = [index for index, word in enumerate(words) if word in uses]
    if not found:
        return False
    for_self = not attitudes and (spoken or not quoted)
    in_names = _inside_names(tokens, found)
    if in_names and _is_titled(tokens):
        in_names = []
    return any(
        _fits(words, index, use, attitudes=attitudes)
        for index in found
        if index not in in_names and not (for_self and _says_self(words, index))
        for use in uses[words[index]]
        if not use.figure or _FIGURE.search(text, start, end)
    )


@cache
def _uses(*, quoted: bool, attitudes: bool) -> Mapping[str, tuple[_Use, ...]]:
    """Return how each word reports that does."""
    lexicon = reporting_lexicon()
    unasked = frozenset() if quoted else frozenset({Frame.MANNER})
    unasked |= frozenset() if attitudes else frozenset({Frame.ATTITUDE})
    uses: dict[str, list[_Use]] = {}
    for word, entries in lexicon.verbs.items():
        asked = [entry for entry in entries if entry.frames - unasked]
        uses[word] = [
            use for entry in asked for use in _uses_of(entry, entry.frames - unasked, lexicon)
        ]
    for word, attitude in lexicon.nouns.items():
        if attitudes or not attitude:
            by_that = _Use(beside=frozenset({"that"}), reach=_NOUN_REACH)
            uses.setdefault(word, []).append(by_that)
    for words, use in ((_ALONE, _Use()), (RECKONINGS, _Use(owned=True))):
        for word in words:
            uses.setdefault(word, []).append(use)
    return {word: tuple(of_word) for word, of_word in uses.items() if of_word}


def _uses_of(
    entry: VerbEntry, frames: frozenset[Frame], lexicon: ReportingLexicon
) -> Iterator[_Use]:
    use = _Use(
        entry,
        entry.tail,
        reach=_SENTENCE_REACH,
        figure=frames <= _FIGURES_ONLY,
        speech=frames == {Frame.MANNER},
    )
    if entry.lemma in lexicon.with_that:
        yield use._replace(beside=_MARKS | {"that"}, reach=_NEAR)
    elif entry.lemma in lexicon.measuring:
        yield use._replace(beside=_MARKS | {"at"})
        yield use._replace(beside=frozenset({"on"}), figure=True)
    elif entry.lemma in lexicon.counting:
        yield use._replace(figure=True)
    elif entry.lemma in lexicon.with_as - lexicon.passive and frames.isdisjoint(_OTHERWISE):
        yield use._replace(beside=_MARKS | {"as", "to"})
    else:
        yield use


def _is_titled(tokens: Sequence[str]) -> bool:
    """Tell a headline in which most words have capitals."""
    words = [token for token in tokens if token[0].isalpha()]
    return 2 * sum(word[0].isupper() for word in words) > len(words)


def _inside_names(tokens: Sequence[str], found: Sequence[int]) -> list[int]:
    """Return those words with a capital that stand behind another one ("United States")."""
    return [i for i in found if i and tokens[i][0].isupper() and tokens[i - 1][0].isupper()]


def _fits(words: Sequence[str], index: int, use: _Use, *, attitudes: bool) -> bool:
    """Tell whether all that a use asks for stands around a word."""
    behind = index + 1 + len(use.tail)
    if use.tail and tuple(words[index + 1 : behind]) != use.tail:
        return False
    if use.owned and not _is_owned(words, index):
        return False
    if use.speech and index > _SPEECH_REACH and _MARKS.isdisjoint(words[:index]):
        return False
    if use.beside and use.beside.isdisjoint(words[behind : behind + use.reach]):
        beside_quote = use.verb is not None and _word(words, index - 1) in _MARKS
        if not beside_quote:
            return False
    if use.verb is None:
        return True
    return not _is_noun(words, index, use.verb) and (attitudes or _states(words, index, use.verb))


def _is_owned(words: Sequence[str], index: int) -> bool:
    """Tell "in the view of the mayor" and "by the union's own count" from "a view"."""
    if _word(words, index - 1) == "the" and _word(words, index + 1) == "of":
        return True
    return any(
        word == "'" or word.endswith("'s") for word in words[max(0, index - _OWNER_REACH) : index]
    )


def _is_noun(words: Sequence[str], index: int, verb: VerbEntry) -> bool:
    """Tell whether a word that may be a verb is none by its place: "the state", "an alleged"."""
    before = _word(words, index - 1)
    bare, is_base = verb.forms <= _NOUN_FORMS, Form.BASE in verb.forms
    if bare and (before in _BEFORE_NOUNS or before.endswith("'s")):
        return True
    if before in _DETERMINERS and not is_base:
        return True
    homograph = bare and verb.lemma in reporting_lexicon().homographs
    return homograph and _stands_as_noun(words, index, is_base=is_base)


def _stands_as_noun(words: Sequence[str], index: int, *, is_base: bool) -> bool:
    """Tell whether a word that is a verb and a noun is the noun: "safety reports were late"."""
    before, behind = _word(words, index - 1), _word(words, index + 1)
    if before in _PRONOUNS or (not is_base and before.endswith("s")):
        return False
    if behind in _CLOSES:
        return _PARTS.isdisjoint(words[:index])
    if behind in _BEHIND_NOUNS:
        return _PARTS.isdisjoint(words[max(0, index - _SPEAKER_REACH) : index])
    if is_base:
        return not (_takes_plural_verb(before) or behind in _OPENS_STATEMENT)
    return before.isdigit()


def _takes_plural_verb(word: str) -> bool:
    """Tell what may stand right before a verb in its base form: "critics", "often", a mark."""
    return (
        word.endswith(("s", "ly"))
        or word in _BEFORE_PLURAL_VERBS
        or word in _AUXILIARIES
        or not word.isalpha()
    )


def _states(words: Sequence[str], index: int, verb: VerbEntry) -> bool:
    """Tell a verb that states something from "to say", "would say", "was told", and "Say so!".

    A passive hands over a statement where it says whose.
    """
    first = _group_start(words, index)
    group = words[first:index]
    if Form.BASE in verb.forms and ("to" in group or not index):
        return False
    lexicon = reporting_lexicon()
    by_whom = words[index + 1 : index + 1 + _AGENT_REACH]
    if Form.PARTICIPLE in verb.forms and (by_whom[:1] == ["by"] or not _BE.isdisjoint(group)):
        sourced = verb.lemma in lexicon.passive and "by" in by_whom
        return sourced or verb.lemma in lexicon.relaying
    return not any(word in _UNSTATED or word.endswith(_NOT) for word in group)


def _says_self(words: Sequence[str], index: int) -> bool:
    """Tell whether "I", "we" or "you" is the subject of a verb: "I would not say"."""
    subject = _word(words, _group_start(words, index) - 1)
    return subject.partition("'")[0] in _SELF


def _group_start(words: Sequence[str], index: int) -> int:
    """Return the first of the auxiliaries that stand right before a verb."""
    while index and (words[index - 1] in _AUXILIARIES or words[index - 1].endswith(_NOT)):
        index -= 1
    return index


def _word(words: Sequence[str], index: int) -> str:
    return words[index] if 0 <= index < len(words) else ""
