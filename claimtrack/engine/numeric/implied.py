"""The unit that a bare figure has by the words beside it, though no figure has named it.

"Traded at 32.2 to the dollar" counts the currency that traded, "the hall seats 400" people, and
"none of the complaints was read, and a further 15 were lost" complaints.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from claimtrack.engine.language.inflect import verb_forms
from claimtrack.engine.language.nouns import head_of, is_plural
from claimtrack.engine.lexicon import load_table
from claimtrack.engine.numeric.units import unit_named

if TYPE_CHECKING:
    from claimtrack.engine.numeric.figures import Figure

#: How far before a figure what implies its unit may stand, in characters.
_REACH = 120
_BESIDE = 40
_SENTENCE_END = re.compile(r"[.!?][”\"’')]?\s+[“\"‘(]?[A-Z]|\n")
_WORD = re.compile(r"[A-Za-z]+")
_EXCHANGED = re.compile(
    r" (?:to|against|per) (?:the |an? |one )?(?:US |U\.S\. )?(?:dollar|euro|pound|greenback)\b"
)
_FURTHER = re.compile(r"\b(?:a further|another|an additional) $", re.IGNORECASE)
_QUANTIFIED = re.compile(
    r"\b(?:none|neither|both|all|some|many|most|few|each|any) of (?:the|its|their|his|her|these"
    r"|those) (?:[\w-]+ ){0,2}?([a-z]+s)\b",
    re.IGNORECASE,
)


class _People(NamedTuple):
    verbs: re.Pattern[str]
    groups: re.Pattern[str]
    harm: re.Pattern[str]


@cache
def _people() -> _People:
    """Return what stands before a figure of people: "employs some", "a crowd of about"."""
    table = load_table("unit_grammar")["people"]
    harming = sorted(form for lemma in table["harm"] for form in verb_forms(lemma))
    softly = (
        r"(?: (?:some|about|around|roughly|nearly|almost|over|up to|more than|just|only|at least"
        r"|as many as|no fewer than|an estimated|another|a further))*"
    )
    return _People(
        re.compile(rf"\b(?:{'|'.join(table['verbs'])}){softly} $"),
        re.compile(rf"\b(?:{'|'.join(table['groups'])}) of{softly} $"),
        re.compile(rf"\b(?:{'|'.join(harming)}){softly} $"),
    )


def implied_unit(text: str, figure: Figure) -> tuple[str, str]:
    """Return the unit that the words around a bare ``figure`` imply, and its dimension.

    The unit is empty where they imply none, the dimension where the figure keeps its own.
    """
    start = max(0, figure.left - _BESIDE)
    if is_exchange_rate(text, figure.right):
        currency = _currency(text, figure.left)
        return currency, "money" if currency else ""
    people = _people()
    if people.verbs.search(text, start, figure.left) or people.groups.search(
        text, start, figure.left
    ):
        return "person", ""
    if _FURTHER.search(text, start, figure.left):
        return _quantified(text, figure.left), ""
    return "", ""


def is_harm_to_people(text: str, figure: Figure) -> bool:
    """Tell whether a bare ``figure`` counts those who were harmed: "killing seven"."""
    start = max(0, figure.left - _BESIDE)
    return _people().harm.search(text, start, figure.left) is not None


def is_exchange_rate(text: str, at: int) -> bool:
    """Tell whether the figure that ends at ``at`` says what a foreign currency costs."""
    return _EXCHANGED.match(text, at) is not None


def _sentence_start(text: str, at: int) -> int:
    """Return where the sentence of ``at`` begins, or how far back one looks."""
    start = max(0, at - _REACH)
    ends = [found.end() - 1 for found in _SENTENCE_END.finditer(text, start, at)]
    return ends[-1] if ends else start


def _currency(text: str, at: int) -> str:
    """Return the currency that is named last before ``at`` in its sentence."""
    words = _WORD.findall(text, _sentence_start(text, at), at)
    units = (unit_named(word.lower()) for word in reversed(words))
    return next((unit.name for unit in units if unit and unit.dimension == "money"), "")


def _quantified(text: str, at: int) -> str:
    """Return the noun of "none of the complaints" before ``at`` in its sentence."""
    nouns = _QUANTIFIED.findall(text, _sentence_start(text, at), at)
    return head_of(nouns[-1]) if nouns and is_plural(nouns[-1]) else ""
