"""Numbers that are no figures: names, labels, scores, ages, addresses, and why."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from claimtrack.engine.lexicon import load_table
from claimtrack.engine.numeric.ages import is_age

if TYPE_CHECKING:
    from claimtrack.engine.numeric.figures import Figure

AGE = "age"
LABEL = "number of a section, a page or the like"
NAME = "part of a name"
ONE = "the pronoun one"
ONE_OF = "one of a group"
REFERS_BACK = "refers to those named before"
RANK = "place in a ranking"
SCORE = "score"
SOURCES = "counts the sources of the report"
TOLERANCE = "tolerance of the figure before"

_NEAR = 40
_PHONE_DIGITS = 7
_MARK_DIGITS = 2
_YEARS = range(1500, 2101)
_BIGGEST_SCORE = 199
#: A pair whose first number is the greater one is no range: votes of a house are that large.
_BIGGEST_VOTE = 999
_ATTEMPTS = re.compile(r"-(?:of|for|from)-\d")
_ATTEMPTED = re.compile(r"\d-(?:of|for|from)-$")
_WORD_BEFORE = re.compile(
    r"([^\W\d_][\w&.’'+/-]*?)[ \u00a0]{1,2}[#(]?$|(\bno\.|\bp\.|\bpp\.|#|№)$", re.IGNORECASE
)
_HYPHENED_BEFORE = re.compile(r"([^\W\d_]+)[-‑–]$")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;\n“\"(])\s*[“\"'‘(]?$")
_WEB = re.compile(r"://|www\.|@|\.(?:com|org|net|gov|co|html?|php)\b", re.IGNORECASE)
_GROUPED = re.compile(r"\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3}){2,}")
_PHONE = re.compile(
    r"\+?\d{1,4}(?:[ .\-–/]|\) ?|\()\(?\d{2,5}\)?(?:[ .\-–/]\d{2,5}){1,4}(?![\d,]|\.\d)"
)
_TOLERANCE_BEFORE = re.compile(
    r"\b(?:give or take|plus or minus|±) ?(?:about |some )?$", re.IGNORECASE
)
_RANK_BEFORE = re.compile(
    r"(?<!\bto )(?<!could )(?<!would )(?<!may )(?<!might )(?<!will )(?<!not )"
    r"\b(?:[Tt]op|[Bb]ottom|[Ff]inal|[Bb]ig) $"
)
_SAYING = re.compile(
    r"(?:[^.,;\n]{0,24}?|[^.,;\n]{0,12}, [^.,;\n]{0,24},)"
    r"(?: (?:said|say|told|says|added|confirmed)\b| familiar with| briefed on"
    r"| with (?:direct )?knowledge| close to)|,? (?:said|told)\b"
)
#: What a slash cuts off is no figure of its own: the "2" of a mangled "41 / 2 months".
_BEHIND_SLASH = re.compile(r"\d ?[/⁄] ?$")
_SLASH_REACH = 4
_DECADE = re.compile(r"[’']?s(?![^\W_])")
_STREET = re.compile(
    r" (?:[NSEW]\.? )?(?:(?:\d{1,3}(?:st|nd|rd|th)|[A-Z][\w’'.-]*) ){1,4}[A-Z][a-z]+\.?(?!\w)"
)
_SCORE_TAIL = re.compile(r"[-–](\d{1,3})(?!\d|[,.]\d)(?:[-–]\d{1,3})?")
_WORDS_AROUND = re.compile(r"[A-Za-z-]+")
_REFERRING = re.compile(
    r"\b(?:the|these|those|both|between the|of the|all|other|latter)\s$", re.IGNORECASE
)
_BEFALLEN = re.compile(
    r"\b(?:died|dead|killed|wounded|injured|hurt|missing|arrested|detained|captured|abducted"
    r"|released|freed|rescued|charged|jailed|shot|found)\b"
)
#: "The two who were on the bridge": the clause says which, nobody was named before.
_TELLING_WHICH = (" who ", " whose ", " that ")
_FEW = 12
_COUNTED_AGAIN = re.compile(r"\s+(?:were|was|are|is|have|has|had|who|died|dead|missing)\b")
_LIST_MARK = re.compile(r" ?[.)]\s")
_CLOCK_AFTER = re.compile(r": ?\d{2}(?: ?[ap]\.?m\b)", re.IGNORECASE)
_VERSIONED = re.compile(r"\d\.$")
_NAME_AFTER = re.compile(r" ([A-Z][a-z]+)\b")
_HEADLINE_WORD = re.compile(r"\b[a-z][a-z]{3,}")
_ADJECTIVE = re.compile(r"-([A-Za-z]+)")


class _Words(NamedTuple):
    labels: frozenset[str]
    strict_labels: frozenset[str]
    indices: frozenset[str]
    names_after: frozenset[str]
    function_words: frozenset[str]
    scores: frozenset[str]
    streets: frozenset[str]
    sources: frozenset[str]
    hyphened: frozenset[str]
    prefixes: frozenset[str]
    articles: frozenset[str]
    one_before: frozenset[str]
    one_after: frozenset[str]


@cache
def _words() -> _Words:
    table = load_table("dismissals")

    def words(name: str) -> frozenset[str]:
        return frozenset(table[name]["words"])

    return _Words(
        labels=words("labels"),
        strict_labels=words("strict_labels"),
        indices=words("indices"),
        names_after=words("names_after"),
        function_words=words("function_words"),
        scores=words("scores"),
        streets=words("streets"),
        sources=words("sources"),
        hyphened=words("hyphened"),
        prefixes=words("prefixes"),
        articles=words("articles"),
        one_before=frozenset(table["pronouns"]["before"]),
        one_after=frozenset(table["pronouns"]["after"]),
    )


def reason_to_dismiss(text: str, figure: Figure) -> str:
    """Return why the number of ``figure`` is no figure of its own, or nothing if it is one."""
    if is_age(text, figure):
        return AGE
    if figure.token.digits:
        return _placed(text, figure) or _numeral(text, figure)
    if figure.token.span.exact.lower() == "one":
        return _one(text, figure)
    return _placed(text, figure) or _spelled(text, figure)


def _placed(text: str, figure: Figure) -> str:
    """Find what the word before makes no figure: "give or take 400", "the top three"."""
    start = figure.token.span.start
    if _TOLERANCE_BEFORE.search(text, max(0, start - 24), start):
        return TOLERANCE
    ranked = figure.noun is None and _RANK_BEFORE.search(text, max(0, start - 14), start)
    return RANK if ranked else ""


def _spelled(text: str, figure: Figure) -> str:
    tests = (
        (_refers_back, REFERS_BACK),
        (_counts_sources, SOURCES),
        (_capitalised_name, NAME),
    )
    reason = next((reason for test, reason in tests if test(text, figure)), "")
    return reason or _hyphened(text, figure)


def _refers_back(text: str, figure: Figure) -> bool:
    """Find "the two said", "the two states": who they are stands before.

    "The two were killed" is a figure, and so is what befell "the two men".
    """
    start, end = figure.token.span.start, figure.token.span.end
    referring = _REFERRING.search(text, max(0, start - _NEAR), start)
    if referring is None:
        return False
    if figure.noun is None:
        return _COUNTED_AGAIN.match(text, end) is None
    if figure.dimension != "count" or figure.token.span.exact.lower() != "two":
        return False
    if text.startswith(_TELLING_WHICH, figure.noun[1]):
        return False
    definite = referring.group().lower().strip() in {"the", "these", "those", "of the"}
    return definite and _BEFALLEN.search(text, end, figure.noun[1] + _NEAR) is None


def _counts_sources(text: str, figure: Figure) -> bool:
    """Find "two Western officials said": the number tells how many spoke, not what they said."""
    if figure.noun is None or figure.dimension != "count" or (figure.token.value or 0) > _FEW:
        return False
    return figure.unit in _words().sources and _SAYING.match(text, figure.noun[1]) is not None


def _capitalised_name(text: str, figure: Figure) -> bool:
    """Find "Big Six" and "Three Mile Island": a capital that opens no sentence."""
    start = figure.token.span.start
    if not text[start].isupper() or figure.token.span.exact.isupper():
        return False
    if _SENTENCE_START.search(text, max(0, start - 6), start) or _in_headline(text, start):
        return False
    word = _before_word(text, start)
    following = text[figure.token.span.end : figure.token.span.end + 2].strip()
    return following[:1].isupper() or (
        word[:1].isupper() and word.lower() not in _words().function_words
    )


def _numeral(text: str, figure: Figure) -> str:
    start, end = figure.token.span.start, figure.token.span.end
    glued = _glued(text, figure)
    if glued:
        return glued
    if _BEHIND_SLASH.search(text, max(0, start - _SLASH_REACH), start):
        return "ratio"
    if figure.measured and not (figure.dimension == "share" and figure.fractional):
        return ""
    tests = (
        (_in_web_address(text, start, end), "web address"),
        (_clock(text, start, end), "time of day or ratio"),
        (_phone(text, figure), "telephone number"),
        (_labelled(text, figure), LABEL),
        (_street(text, end), "address"),
        (_scored(text, figure), SCORE),
        (_list_mark(text, start, end), "mark of a list"),
        (_bracketed(text, start, end), "reference in brackets"),
        (_named(text, figure) or _names_model(text, figure), NAME),
    )
    return next((reason for holds, reason in tests if holds), "") or _hyphened(text, figure)


def _glued(text: str, figure: Figure) -> str:
    """Find letters that are glued to the numeral and are neither money nor a unit."""
    start, end = figure.token.span.start, figure.token.span.end
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    if before.isalpha() or before == "_":
        return "" if figure.before else NAME
    if before in {"-", "‑"}:
        found = _HYPHENED_BEFORE.search(text, max(0, start - 20), start)
        if found is not None and found[1].lower() not in _words().prefixes:
            return NAME
    if _DECADE.match(text, end):
        decade = figure.token.span.exact.endswith("0")
        return ("decade" if decade else NAME) if after == "s" else ""
    if (after.isalpha() or after == "_") and figure.right == end:
        return NAME
    dotted = after == "." and text[end + 1 : end + 2].isdigit()
    if dotted or _VERSIONED.search(text, max(0, start - 2), start):
        return "version or address of a machine"
    return ""


def _in_web_address(text: str, start: int, end: int) -> bool:
    left = max(text.rfind(" ", start - _NEAR if start > _NEAR else 0, start), start - _NEAR, 0)
    right = text.find(" ", end, end + _NEAR)
    chunk = text[left : right if right != -1 else end + _NEAR].split("\n", maxsplit=1)[0]
    return _WEB.search(chunk) is not None


def _clock(text: str, start: int, end: int) -> bool:
    before = text[start - 2 : start] if start > 1 else ""
    after = text[end : end + 2]
    if (before[1:] == ":" and before[:1].isdigit()) or (after[:1] == ":" and after[1:].isdigit()):
        return True
    return after[:1] == ":" and _CLOCK_AFTER.match(text, end) is not None


def _phone(text: str, figure: Figure) -> bool:
    """Find three or more groups of digits joined by hyphens, dots or brackets."""
    if _GROUPED.fullmatch(figure.token.span.exact):
        return False
    start = figure.token.span.start
    reach = max(0, start - 24)
    for found in _PHONE.finditer(text, reach, start + 28):
        if found.start() <= start < found.end():
            digits = sum(char.isdigit() for char in found.group())
            return digits >= _PHONE_DIGITS and "," not in found.group()
    return False


def _before_word(text: str, start: int) -> str:
    found = _WORD_BEFORE.search(text, max(0, start - _NEAR), start)
    return (found[1] or found[2]) if found else ""


#: "Fatalities in Orn now number 96", "the dead number 85".
_COUNTS = re.compile(
    r"\b(?:[a-z]+(?:ers|ors|ists|ants|ents|ees|ties|ims|ths|ges|ians)"
    r"|dead|injured|wounded|missing|people|children|women|men)"
    r"(?: (?:in|at|across) (?-i:[A-Z])[\w'’-]*)?(?: (?:now|already|still|currently))?"
    r" number (?:about |some |over |nearly )?$",
    re.IGNORECASE,
)


def _labelled(text: str, figure: Figure) -> bool:
    """Find "Section 427", "page 5", "No. 10": a word before it that the number numbers."""
    start = figure.token.span.start
    word = _before_word(text, start)
    low = word.lower()
    words = _words()
    if low in words.indices:
        return figure.noun is None or not text[slice(*figure.noun)].startswith("point")
    if low not in words.labels or _COUNTS.search(text, max(0, start - _NEAR), start):
        return False
    if low in words.strict_labels or (word == "No" and not figure.owned):
        return low != "number" or not figure.owned
    return word[:1].isupper() or any(char.isupper() for char in word)


def _street(text: str, end: int) -> bool:
    """Find "14 Mill Lane", "49 Zorro Creek Road", "22 Rue Foch", "the 400 block of Elm Street"."""
    if text.startswith(" block of ", end):
        return True
    found = _STREET.match(text, end)
    if found is None:
        return False
    words = found.group().lower().split()
    streets = _words().streets
    return words[0] in {"rue", "ave", "avenue", "via", "calle"} or any(
        word.rstrip(",.") in streets for word in words[1:]
    )


def _scored(text: str, figure: Figure) -> bool:
    """Find scores, votes and attempts: "3-2", "a 54-46 vote", "11-of-17 shooting"."""
    token = figure.token
    start, end = token.span.start, token.span.end
    if _ATTEMPTS.match(text, end) or _ATTEMPTED.search(text, max(0, start - 8), start):
        return True
    tail = _SCORE_TAIL.match(text, end)
    if tail is not None and token.value is not None:
        return _is_score(text, int(token.value), int(tail[1]), start, tail.end())
    head = re.compile(r"(?<![\d,.])(\d{1,3})[-–]$").search(text, max(0, start - 5), start)
    if head is not None and token.value is not None and token.value >= 0:
        return _is_score(text, int(head[1]), int(token.value), head.start(), end)
    return False


def _is_score(text: str, first: int, second: int, start: int, end: int) -> bool:
    if first >= second:
        return first <= _BIGGEST_VOTE
    if second > _BIGGEST_SCORE:
        return False
    words = _words().scores
    before = _WORDS_AROUND.findall(text[max(0, start - 16) : start].lower())[-2:]
    after = _WORDS_AROUND.findall(text[end : end + 16].lower())[:1]
    return any(word.strip("-") in words for word in (*before, *after))


def _list_mark(text: str, start: int, end: int) -> bool:
    line_start = start == 0 or text[start - 1] == "\n" or text[start - 2 : start] in {"\n(", "\n "}
    return line_start and end - start <= _MARK_DIGITS and _LIST_MARK.match(text, end) is not None


def _bracketed(text: str, start: int, end: int) -> bool:
    """Find a bare small number alone in brackets: a reference, a shirt, an order."""
    return (
        text[start - 1 : start] in {"(", "["}
        and text[end : end + 1] in {")", "]"}
        and end - start <= _MARK_DIGITS
    )


def _named(text: str, figure: Figure) -> bool:
    """Find "Stoxx 600" and "Dreamliner 787": a capitalised word that the number completes."""
    start = figure.token.span.start
    found = re.compile(r"([A-Z][\w’'&.+-]*) $").search(text, max(0, start - _NEAR), start)
    if found is None or "," in figure.token.span.exact:
        return _index_after(text, figure)
    word = found[1]
    if word.lower().strip(".") in _words().function_words or word.endswith((".", "'s", "’s")):
        return False
    if _SENTENCE_START.search(text, max(0, found.start() - 4), found.start()):
        return False
    if figure.noun is not None and text[figure.noun[0]].islower():
        return False
    return not _in_headline(text, start)


def _index_after(text: str, figure: Figure) -> bool:
    found = _WORDS_AROUND.match(text, figure.token.span.end + 1)
    return found is not None and found.group() in _words().names_after


def _names_model(text: str, figure: Figure) -> bool:
    """Find "the 787 Dreamliner", "an 11 Pro": a number that a capitalised singular completes."""
    if figure.noun is not None or not figure.token.span.exact.isdigit():
        return False
    found = _NAME_AFTER.match(text, figure.token.span.end)
    if found is None or found[1].lower() in _words().function_words:
        return False
    before = _before_word(text, figure.token.span.start).lower()
    return before in _words().articles and not _in_headline(text, figure.token.span.start)


def _in_headline(text: str, at: int) -> bool:
    """Tell whether the words around ``at`` are all capitalised, as in a headline."""
    left = max(text.rfind("\n", max(0, at - 80), at) + 1, at - 80, 0)
    right = text.find("\n", at, at + 60)
    line = text[left : right if right != -1 else at + 60]
    return _HEADLINE_WORD.search(line) is None


def _hyphened(text: str, figure: Figure) -> str:
    """Find numbers inside a hyphened adjective that counts nothing: "two-way", "half-staff"."""
    found = _ADJECTIVE.match(text, figure.token.span.end)
    if found is None or figure.measured:
        return ""
    word = found[1].lower()
    if word in _words().hyphened or (word.endswith("ed") and len(word) > len("ked")):
        return "part of a compound word"
    return ""


def _one(text: str, figure: Figure) -> str:
    """Find "one of the", "no one", "one another": where one is a pronoun."""
    if figure.measured:
        following = text[figure.right : figure.right + 1]
        alone = figure.unit == "day" and following in {" ", ",", "."}
        return ONE if alone and _before_word(text, figure.token.span.start).lower() != "in" else ""
    start, end = figure.token.span.start, figure.token.span.end
    after = _WORDS_AROUND.match(text, end + 1) if text[end : end + 1] == " " else None
    word = after.group().lower() if after else ""
    if word == "of":
        return ONE_OF
    before = _before_word(text, start).lower()
    words = _words()
    if word in {"hand", "side"} and before not in {"on", "from", "at"}:
        return ""
    if not figure.owned or word in words.one_after:
        return ONE
    return ONE if before in {"no", "any", "this", "that", "which"} else _hyphened(text, figure)
