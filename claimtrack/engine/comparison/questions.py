"""Whether two sentences put one question, though they name what they measure by other words.

"18 people were arrested" and "27 people were detained" answer one question; so do "cost $96
million" and "$140 million had been spent". What decides is what else the two sentences share:
the things they name, or one speaker on one occasion.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from claimtrack.engine.comparison.companions import one_companion
from claimtrack.engine.comparison.intervals import nominal
from claimtrack.engine.comparison.occasions import (
    one_outlet,
    said_day,
    said_day_is_stated,
    said_words,
)
from claimtrack.engine.comparison.owners import (
    OF_MANY,
    names_apart,
    speakers_of,
    told_by_topic,
)
from claimtrack.engine.comparison.wording import (
    content_words,
    figures_in,
    names,
    one_stem,
    shared_names,
    words,
)
from claimtrack.engine.language.lemmas import lemma_of
from claimtrack.engine.language.nouns import plural_of
from claimtrack.engine.lexicon import load_table
from claimtrack.engine.remembered import remembered
from claimtrack.engine.taxonomy.fit import Fit

if TYPE_CHECKING:
    from claimtrack.engine.comparison.scope import Pair, Side
    from claimtrack.engine.records import ExtractedClaim

#: Two words are forms of one where they begin alike.
_STEM = 5
_FEW, _SOME = 2, 3
_HALF, _MOST = Decimal("0.5"), Decimal("0.6")
#: Two figures of one thing are seldom further apart; a slip of a digit on one occasion may be.
_FEW_FIGURES = 3
_FARTHEST = Decimal(10)
_EXTENT_KEY = re.compile(r"(?:length|duration|distance|temperature|mass|area|speed|volume)(?:-|$)")
_FEWEST_SAID = 3
#: "Police put the number at", "gave a figure of": the number of what was just counted.
_THE_NUMBER = re.compile(
    r"\b(?:put|puts|gave|gives|estimated|set|counted) (?:the|a|that|it|its own|this)\b(?: [\w-]+)?"
    r"(?: (?:number|figure|toll|total|crowd|turnout|tally|count|size|attendance|estimate))?"
    r" (?:at|of)\b|\b(?:spoke|talked) of $",
    re.IGNORECASE,
)
_NEXT_SENTENCE = 3
#: "Ada Roe, the head of the harbour board,": who somebody is, and not where he spoke.
_OFFICE = re.compile(r", (?!who\b|which\b|in\b|at\b|on\b|\w+ing\b)[^,;.]*(?:,|$)")


class Gap(StrEnum):
    """How the names of two measures lie to each other."""

    NONE = "one measure"
    NEAR = "two words for one measure"
    SAME_WORD = "one word that no table holds"
    UNSAID = "one side names no measure"
    OTHER_WORD = "another word that no table holds"
    APART = "two measures"


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two sentences share beside their figures, speakers and days.

    ``share`` is of the shorter sentence; ``named`` tells whether a name is among it.
    """

    common: int
    share: Decimal
    named: bool


def gap_of(pair: Pair) -> Gap:  # noqa: PLR0911 - one way out for each gap
    """Tell how the names of two measures lie to each other."""
    a, b = pair.sides
    if pair.measure is Fit.SAME:
        return Gap.NONE if a.measure.listed else Gap.SAME_WORD
    if _extents_apart(a, b):
        return Gap.APART
    if near_in_words(a.measure.key, b.measure.key):
        return Gap.NEAR
    if {a.measure.key, b.measure.key} & _listed("named_only"):
        return Gap.APART
    if _is_unsaid(a) or _is_unsaid(b):
        return Gap.UNSAID
    if (a.measure.listed and b.measure.listed) or _opposite(a.measure.key, b.measure.key):
        return Gap.APART
    return Gap.OTHER_WORD


def likeness_of(pair: Pair) -> Likeness:
    """Measure what two sentences share."""
    first, second = (_told(side) for side in pair.sides)
    common = len(first & second)
    shorter = min(len(first), len(second))
    sentences = (side.assertion.claim.sentence.exact for side in pair.sides)
    named = shared_names(*sentences) - speakers_of(pair.a) - speakers_of(pair.b)
    share = Decimal(common) / shorter if shorter else Decimal(0)
    return Likeness(common, share, bool(named))


def one_question(  # noqa: PLR0911 - one way out for each gap
    pair: Pair, gap: Gap
) -> bool:
    """Tell whether two figures answer one question, whatever words name their measures."""
    if gap is Gap.NONE:
        return True
    if gap is Gap.APART or pair.same_report or narrowed(pair):
        return False
    if gap in {Gap.UNSAID, Gap.SAME_WORD, Gap.NEAR} and told_by_topic(pair):
        return True
    like, spoken = likeness_of(pair), one_stated_occasion(pair)
    if not spoken and (names_apart(pair) or _far_apart(pair)):
        return False
    if gap is not Gap.NEAR and (_is_bare(pair) or not (spoken or _plainly_counted(pair))):
        return False
    if gap is Gap.NEAR:
        counted = pair.a.quantity.dimension == "count"
        return counted or _alike(like, _FEW, Decimal("0.4"), named=True) or spoken
    if gap is Gap.SAME_WORD:
        return _alike(like, _FEW, _HALF) or (spoken and like.common > 0)
    if gap is Gap.UNSAID:
        wanted = _FEW if like.named else _SOME
        return _alike(like, wanted, _HALF) or (spoken and like.common >= _FEW)
    listed = any(side.measure.listed for side in pair.sides)
    alike = _alike(like, _SOME, _MOST, named=True) and not listed
    return alike or (spoken and _alike(like, _FEW, _HALF))


def _is_bare(pair: Pair) -> bool:
    """Tell whether both are mere numbers: hours, scores and dates that were taken for counts."""
    return all(not side.quantity.unit and not side.measure.listed for side in pair.sides)


def _plainly_counted(pair: Pair) -> bool:
    """Tell whether both figures say what they are of, each in a sentence that gives few others."""
    crowded = any(
        len(figures_in(side.assertion.claim.sentence.exact)) > _FEW_FIGURES for side in pair.sides
    )
    if crowded:
        return False
    listed = {side.measure.key for side in pair.sides if side.measure.listed}
    dimension = pair.a.quantity.dimension
    if dimension == "time":
        return bool(listed & _listed("lasting"))
    if dimension == "share":
        return bool(listed) or pair.retold
    if dimension == "count":
        bare = [side for side in pair.sides if not content_words(side.assertion.claim.span.exact)]
        large = all(abs(nominal(side.quantity)) >= pair.policy.running_total_from for side in bare)
        return not bare or (len(bare) == 1 and bool(listed) and large)
    return True


def _alike(like: Likeness, common: int, share: Decimal, *, named: bool = False) -> bool:
    return like.common >= common and like.share >= share and (like.named or not named)


def one_thing(pair: Pair) -> bool:
    """Tell whether two sentences share so much that they speak of one person or thing."""
    like = likeness_of(pair)
    if not _alike(like, _FEW, _HALF, named=True) or narrowed(pair) or _far_apart(pair):
        return False
    if not {side.measure.family for side in pair.sides} & OF_MANY:
        return True
    # Of points and offers one event has many: nobody else may be named.
    first, second = (
        names(side.assertion.claim.sentence.exact)
        | frozenset(words(side.assertion.claim.sentence.exact)[:1])
        for side in pair.sides
    )
    return all(
        any(one_stem(each, other) for other in told)
        for own, told, side in ((first, second, pair.a), (second, first, pair.b))
        for each in names(side.assertion.claim.sentence.exact) - speakers_of(side)
    )


def one_stated_occasion(pair: Pair) -> bool:
    """Tell whether one named speaker said both in two outlets on one day.

    Both give the day, or both are of that day, or one gives it and the other the occasion, or
    another figure that was said with both.
    """
    a, b = pair.a.assertion, pair.b.assertion
    if not pair.one_named_utterer or one_outlet(a, b):
        return False
    if a.claim.attribution is None or b.claim.attribution is None:
        return False
    stated = [said_day_is_stated(each) for each in (a, b)]
    if all(stated) or a.report.published_on == b.report.published_on:
        return said_day(a) == said_day(b)
    near = abs((said_day(a) - said_day(b)).days) <= 1
    # "Savings of 310 million" beside both costs: that is one statement, whatever was moved since.
    if near and any(stated) and one_companion(pair):
        return True
    if not (near and names_occasion(pair)):
        return False
    # "Those who dialled in to the conference call": the occasion is named, its day is not. Where
    # neither gives a day, "told reporters at the command post" must be told by both.
    return any(stated) or _told_alike(pair)


def names_occasion(pair: Pair) -> bool:
    """Tell whether both sentences name one occasion, by a word for it or by where it was."""
    around = [set(words(_around(side))) for side in pair.sides]
    named = any(around[0] & row and around[1] & row for row in _occasions())
    return named or _told_alike(pair)


def _around(side: Side) -> str:
    """Return a sentence without what was said in it: "the council will spend" is no occasion."""
    claim = side.assertion.claim
    said = claim.attribution.content.exact if claim.attribution is not None else ""
    return claim.sentence.exact.replace(said, " ") if said else claim.sentence.exact


def _told_alike(pair: Pair) -> bool:
    """Tell whether both tell by much the same words where somebody spoke: "at the Ashby school"."""
    return len(_told_of_speaking(pair.a) & _told_of_speaking(pair.b)) >= _SOME


def _told_of_speaking(side: Side) -> frozenset[str]:
    """Return the words by which a sentence tells where and to whom somebody spoke."""
    if side.assertion.claim.attribution is None:
        return frozenset()
    return content_words(_OFFICE.sub(" ", _around(side))) - speakers_of(side) - _calendar()


def occasion_word(pair: Pair) -> str:
    """Return the word by which both sentences name where somebody spoke, or nothing.

    "Told a news conference" and "told reporters" name one.
    """
    first, second = (set(words(each.assertion.claim.sentence.exact)) for each in pair.sides)
    for row in _occasions():
        if first & row and second & row:
            return min(first & second & row, default=min(first & row))
    return ""


@cache
def _occasions() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(row.split()) for row in load_table("synonyms")["occasions"])


def contrasted(pair: Pair) -> tuple[str, str] | None:
    """Return two words, one in either sentence, that are never of one question ("men", "women")."""
    first = _of_exclusive(said_words(pair.a.assertion))
    second = _of_exclusive(said_words(pair.b.assertion)) if first else first
    if not second:
        return None
    for one, other in _exclusive():
        for row, others in ((one, other), (other, one)):
            if first & row and second & others and not (first & others or second & row):
                return min(first & row), min(second & others)
    return None


@lru_cache(maxsize=16_384)
def _of_exclusive(text: str) -> frozenset[str]:
    """Return the words of a text that exclude any others."""
    return frozenset(words(text)) & _exclusive_words()


@cache
def _exclusive_words() -> frozenset[str]:
    return frozenset(word for rows in _exclusive() for row in rows for word in row)


@cache
def _exclusive() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    rows = (row.split(" | ") for row in load_table("synonyms")["exclusive"])
    return tuple((frozenset(one.split()), frozenset(other.split())) for one, other in rows)


def narrowed(pair: Pair) -> bool:
    """Tell whether a word narrows the one figure, or sets its standard, and not the other."""
    first, second = (
        frozenset(words(said_words(each.assertion))) & _listed("narrowing") for each in pair.sides
    )
    return first != second


def _far_apart(pair: Pair) -> bool:
    sizes = sorted(abs(nominal(side.quantity)) for side in pair.sides)
    return sizes[1] > sizes[0] * _FARTHEST


def _told(side: Side) -> frozenset[str]:
    """Return the beginnings of the words that a figure is told with."""
    claim = side.assertion.claim
    told = content_words(said_words(side.assertion)) - content_words(claim.span.exact)
    if len(told) < _FEWEST_SAID:
        told = content_words(claim.sentence.exact) - content_words(claim.span.exact)
    left = told - _calendar() - speakers_of(side)
    return frozenset(word[:_STEM] for word in left)


@cache
def _calendar() -> frozenset[str]:
    return frozenset(load_table("wording")["calendar"].split())


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(load_table("synonyms")[name].split())


@cache
def _groups() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, row in enumerate(load_table("synonyms")["measures"]):
        for word in row.split():
            found.setdefault(word, set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


@lru_cache(maxsize=4096)
def _names_of(key: str) -> frozenset[str]:
    """Return a measure's key with its dictionary form ("completing" gives "complete")."""
    tag = "VBG" if key.endswith("ing") else "VBN"
    return frozenset({key, lemma_of(key, "VERB", tag)})


@lru_cache(maxsize=4096)
def _rows_of(key: str) -> frozenset[int]:
    return frozenset[int]().union(*(_groups().get(name, frozenset()) for name in _names_of(key)))


def near_in_words(a: str, b: str) -> bool:
    """Tell whether two words may name one measure."""
    return bool(a and b) and bool(_rows_of(a) & _rows_of(b) or _names_of(a) & _names_of(b))


def _is_unsaid(side: Side) -> bool:
    """Tell whether no word says what a figure measures but the counted noun itself."""
    key, claim = side.measure.key, side.assertion.claim
    if not key:
        return True
    if side.measure.listed:
        return False
    nouns = {side.quantity.unit, claim.population.head, *words(claim.span.exact)}
    plurals = {plural_of(noun) for noun in nouns if noun}
    if key in nouns | plurals or _EXTENT_KEY.match(key):
        return True
    return bool(_names_of(key) & _listed("introducing"))


@cache
def _opposites() -> frozenset[frozenset[str]]:
    return frozenset(frozenset(row.split()) for row in load_table("opposites")["opposite"])


def _opposite(a: str, b: str) -> bool:
    return any(
        frozenset({one, two}) in _opposites() for one in _names_of(a) for two in _names_of(b)
    )


def _extents_apart(a: Side, b: Side) -> bool:
    """Tell whether the words behind two figures name two extents: "12 km wide", "2 km deep"."""
    first, second = (_extent(side.assertion.claim) for side in (a, b))
    return bool(first and second) and first != second


@remembered(4096)
def _extent(claim: ExtractedClaim) -> str:
    behind = words(claim.sentence.exact[claim.span.end - claim.sentence.start :][:20])[:1]
    inside = words(claim.span.exact)[-1:]
    return next((word for word in (*behind, *inside) if word in _listed("extents")), "")


def answers(pair: Pair) -> bool:
    """Tell whether the one gives another number for what the sentence before it counts.

    "The union said 60,000 people marched. Police put the number at 18,000."
    """
    first, second = sorted(
        (side.assertion.claim for side in pair.sides), key=lambda claim: claim.span.start
    )
    spoken = first.attribution is not None and second.attribution is not None
    gap = second.sentence.start - first.sentence.end
    if pair.same_utterer or not spoken or not 0 <= gap <= _NEXT_SENTENCE:
        return False
    told = second.sentence.exact[: second.span.start - second.sentence.start]
    return _THE_NUMBER.search(told) is not None
