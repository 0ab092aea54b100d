"""Ages: numbers that tell how old somebody is, and count nothing.

What is older than anybody ("a skull 6,200 years old") is measured in years.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from claimtrack.engine.lexicon import load_table

if TYPE_CHECKING:
    from claimtrack.engine.numeric.figures import Figure

#: Nobody in the news is older, in years or in months.
_OLDEST = 150
#: "Ada Lund is 58" is an age; a name that "is 3" more often has another number.
_YOUNGEST_NAMED = 10
_REACH = 40
_BEFORE = re.compile(
    r"\b(?:aged?|ages|aged between|age group|ages of|age of|over-|under-|turn(?:s|ed|ing)?"
    r"|birthday at)(?: (?:about|around|just|only|of|over|under|between|at least))?[ -]?$",
    re.IGNORECASE,
)
_ALONE_BEFORE = re.compile(
    r"\b(?:(?:[Ss]?[Hh]e|who|I|[Ss]?[Hh]e had) (?:was|is|am|will be|would be|would have been|turned"
    r"|just turned|has turned)|[Ss]?[Hh]e[’']s"
    r"|(?:boy|girl|man|woman|child|teenager|youth|baby|toddler|son|daughter) of)"
    r" (?:only |just |about |now |around )?$"
)
#: "Children under 5", "anyone over 65": the noun says that years of life are meant.
_LIMIT_BEFORE = re.compile(
    r"\b(?:children|kids|boys|girls|infants|babies|minors|teenagers|pupils|students|adults|people"
    r"|men|women|patients|drivers|workers|residents|voters|those|anyone|everyone|anybody|them|whom"
    r"|victims|dead|injured|wounded|survivors|passengers|\d(?= (?:are|were) ))"
    r"(?: (?:are|is|was|were))? (?:aged )?(?:under|over|below|above|younger than|older than) $"
)
_ALONE_BEHIND = re.compile(
    r"$|[.,;)”\"]| (?:when|and|at the|by|in|on|with|who|last|this|years|was|is|had|has|died|but|or"
    r"|are|were|have|from|can|will|must|should|to|lost|said|told|fell|whose|[a-z]{3,}ed)\b"
)
#: "People over 75 living alone".
_LIMIT_BEHIND = re.compile(r" [a-z]{3,}ing\b")
_BEHIND = re.compile(
    r"[ -]+(?:years?|yrs?|months?|weeks?|days?)?[ -]*(?:olds?\b|of age\b)|[- ]?(?:yo|y/o)\b"
)
_ASIDE = re.compile(r"[A-Z][\w’'.-]*, $|[A-Z][\w’'-]* \($")
#: "killing Ada Maria Lund, 40.": a name of two words or more, and the end of the sentence.
_FULL_NAME_ASIDE = re.compile(r"\b[A-Z][\w’'-]+(?: [A-Z]\.)?(?: [A-Z][\w’'-]+)+, $")
_SENTENCE_END = re.compile(r"\.[”\"’]?(?:\s|$)")
_KIN_ASIDE = re.compile(r"([a-z]+)(?:,| \() ?$")
#: "Ada Lund is 58", "Lund, the president, is 58": a full name, or a name with who that is.
_NAMED_BEFORE = re.compile(
    r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+|(?: [A-Z][\w’'-]+)?, [^,.;\d]{1,60},)"
    r" (?:is|was|turns|turned) (?:only |just |now )?$"
)
_NAMED_REACH = 100
_CLAUSE_END = re.compile(r"$|[.;)”\"]|, | and ")
_RANGE_BEHIND = re.compile(r"(?:-|–| to | and | or )\d{1,3}[ -](?:years?|yrs?|months?)[ -]olds?")


def is_age(text: str, figure: Figure) -> bool:
    """Find "43-year-old", "aged 43", "Smith, 43,", "over the age of 21"."""
    start, end = figure.token.span.start, figure.token.span.end
    if _BEHIND.match(text, end) or _RANGE_BEHIND.match(text, end):
        return not _is_of_things(figure)
    if figure.measured and figure.dimension != "time":
        return False
    if _BEFORE.search(text, max(0, start - 24), start):
        return _may_be_age(figure)
    return _age_alone(text, figure) or _age_aside(text, figure)


def _is_of_things(figure: Figure) -> bool:
    """Tell the age of a find or a rock, which is a figure that reports differ on."""
    return (figure.token.value or figure.token.upper or 0) > _OLDEST


def _may_be_age(figure: Figure) -> bool:
    value = figure.token.value
    counts = figure.owned and figure.dimension == "count"
    return value is not None and value < _OLDEST and not counts


def _age_aside(text: str, figure: Figure) -> bool:
    """Find the number between commas or in brackets behind a name: "Smith, 43,"."""
    start, end = figure.token.span.start, figure.token.span.end
    aside = not figure.owned and figure.token.digits and 0 < (figure.token.value or 0) < _OLDEST
    if aside and text[end : end + 1] == "." and (figure.token.value or 0) >= _YOUNGEST_NAMED:
        named = _FULL_NAME_ASIDE.search(text, max(0, start - _NAMED_REACH), start)
        return named is not None and _SENTENCE_END.match(text, end) is not None
    if aside and text[end : end + 1] in {",", ")", ";", "."}:
        found = _ASIDE.search(text, max(0, start - 30), start) or _behind_kin(text, start)
        if found is None or text[end : end + 1] in {";", "."} or "." in figure.token.span.exact:
            return False
        return text[end : end + 1] == "," or found.group().endswith("(")
    return False


def _behind_kin(text: str, start: int) -> re.Match[str] | None:
    """Find "her mother, ": one person, named by what they are to another."""
    found = _KIN_ASIDE.search(text, max(0, start - 30), start)
    return found if found is not None and found[1] in _kin() else None


@cache
def _kin() -> frozenset[str]:
    return frozenset(load_table("dismissals")["kin"]["words"])


def _age_alone(text: str, figure: Figure) -> bool:
    """Find "She was 85", "a boy of 16", "adults over 65": a bare number said of people."""
    start, end = figure.token.span.start, figure.token.span.end
    value = figure.token.value
    if figure.owned or value is None or not 0 < value < _OLDEST:
        return False
    if _LIMIT_BEFORE.search(text, max(0, start - _REACH), start) is not None:
        behind = (_ALONE_BEHIND, _LIMIT_BEHIND)
        return any(pattern.match(text, end) is not None for pattern in behind)
    if _NAMED_BEFORE.search(text, max(0, start - _NAMED_REACH), start) is not None:
        return value >= _YOUNGEST_NAMED and _CLAUSE_END.match(text, end) is not None
    if _ALONE_BEFORE.search(text, max(0, start - _REACH), start) is None:
        return False
    return _ALONE_BEHIND.match(text, end) is not None
