"""How much all signs together say that two figures of two reports answer one question.

No rule knows that "it was wrapped in 3,850 packages" and "1,850 packages had been counted" are one
heap. That one speaker told both, that both reports name one town, that one rare word stands beside
both figures: each says a little, and so does the level of the gate that keeps them apart. The signs
are weighed by a logistic regression, learned from clusters of reports
(``tests/benchmarks/resemblance.py``); its score is the logarithm of the odds.
"""

from __future__ import annotations

import math
import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from claimtrack.engine.comparison.changes import is_base
from claimtrack.engine.comparison.companions import tells_both
from claimtrack.engine.comparison.intervals import nominal
from claimtrack.engine.comparison.moments import moments_of
from claimtrack.engine.comparison.occasions import clause_words, said_day
from claimtrack.engine.comparison.owners import names_apart, speakers_of
from claimtrack.engine.comparison.questions import (
    Gap,
    likeness_of,
    narrowed,
    occasion_word,
    one_stated_occasion,
)
from claimtrack.engine.comparison.rivals import tells_of_rival
from claimtrack.engine.comparison.wording import (
    calendar_names,
    content_words,
    figures_in,
    names,
    names_of_lines,
    one_stem,
    words,
)
from claimtrack.engine.language.names import name_lexicon
from claimtrack.engine.lexicon import load_table
from claimtrack.engine.records import Section
from claimtrack.engine.remembered import remembered
from claimtrack.engine.taxonomy.fit import Fit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from claimtrack.engine.comparison.scope import Pair, Side
    from claimtrack.engine.records import Assertion, ExtractedClaim

#: Openings of two reports of one event share at least so much of the shorter one.
LEAST_SHARE = 0.1
#: How many characters around a figure are looked at for words.
_BESIDE = 60
#: And for names: a sentence may be a whole file.
_NEAR = 400
#: So many of a kind say as much as more of it.
_MANY, _SOME = 4, 3
_MOST_DAYS = 5
_CLOSE = 1.6
#: Two figures farther apart are never taken for one.
FARTHEST = 10
_SMALL, _LARGE = 12, 100
#: Two forms of a name begin alike ("Chile", "Chilean").
_STEM = 5
#: "620 of the jobs" are a part of them.
_PART = re.compile(r"\bof (?:the|them|these|those|its|his|her|their)\b", re.IGNORECASE)
_PART_REACH = 12
_DIMENSIONS = frozenset({"count", "share", "money"})
#: Kinds of times of which each statement may have its own.
_TIMES = frozenset({"day", "part", "month", "year"})
#: One day, and the morning after.
_NEAR_DAYS = 1
_FITS = {
    Fit.SAME: "same",
    Fit.INSIDE: "part",
    Fit.AROUND: "part",
    Fit.APART: "apart",
    Fit.UNKNOWN: "not said",
}
#: The line of an opening in which names may have lost their capital.
_TOPIC = re.compile(r"^about .*$", re.MULTILINE)
#: The first word of a line or sentence.
_FIRST_WORD = re.compile(
    r"(?:^|[.!?:][”\"’']? |[-–—] )[“\"‘']?(?P<word>[^\W\d_][\w'’-]*)", re.MULTILINE
)
_CAPITAL_OR_NOT = re.compile(r"[^\W\d_][\w'’-]{2,}")
_DIGITS = re.compile(r"\D")
#: When within a day, or how far into a count, a figure is of.
_MOMENT = re.compile(
    r"\b(?:\d{1,2}(?::\d\d)? ?[ap]\.?m\b|\d\d:\d\d|noon|midday|midnight|dawn|morning|afternoon"
    r"|evening|nightfall|overnight|exit poll|final|partial|early|so far|initially|at first"
    r"|half[- ]time|the close|counted)",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:others?|(?<!no )(?<!or )more(?! than)|further|another|additional)\b", re.IGNORECASE
)
#: What sets a figure in another time, or in a part of the place.
_ELSEWHERE = re.compile(
    r"\b(?:ago|previous(?:ly)?|earlier|former|record|last (?:year|month|week|season|spring|summer"
    r"|autumn|fall|winter)|(?:19|20)\d\d|another|neighbou?ring|alone)\b",
    re.IGNORECASE,
)


def resemblance(pair: Pair, level: str) -> float:
    """Return how much the signs say for one question, as the logarithm of the odds.

    ``level`` is the one that keeps both apart.
    """
    return _weights()["constant"] + sum(weight for _name, weight in weighed_signs(pair, level))


def weighed_signs(pair: Pair, level: str) -> list[tuple[str, float]]:
    """Return each sign with what it adds to the score."""
    weights = _weights()
    told = ((name, weights.get(name, 0.0) * value) for name, value in signs(pair, level))
    return [(name, weight) for name, weight in told if weight]


def signs(pair: Pair, level: str) -> Iterator[tuple[str, float]]:
    """Yield what speaks for or against one question: a name, and how much of it there is.

    The same from either side. What is not so is left out or 0.
    """
    yield f"told apart by {level}", 1
    yield from _signs_of_words(pair)
    yield from _signs_of_scope(pair)
    yield from _signs_of_times(pair)
    yield from _signs_of_voices(pair)
    yield from _signs_of_values(pair)


class _Capitals(NamedTuple):
    """Words with a capital, those of them within a sentence, and words without one."""

    words: frozenset[str]
    inside: frozenset[str]
    small: frozenset[str]


def shared_words(pair: Pair) -> frozenset[str]:
    """Return the words that stand beside both figures, each within its own statement."""
    return _beside(pair.a.assertion) & _beside(pair.b.assertion)


def names_in_common(a: Assertion, b: Assertion) -> frozenset[str]:
    """Return how names begin that both reports open with, or that both sentences hold.

    One of the two must have it within a sentence: "Fire" may only begin one.
    """
    first, second = _capitals(a.claim), _capitals(b.claim)
    both = _stems(first.words - second.small) & _stems(second.words - first.small)
    return both & (_stems(first.inside) | _stems(second.inside))


def opening_share(a: Assertion, b: Assertion) -> float:
    """Return how much of the shorter opening of two reports is in the other one, 0 to 1."""
    first, second = content_words(a.claim.opening), content_words(b.claim.opening)
    shorter = min(len(first), len(second))
    return len(first & second) / shorter if shorter else 0.0


def _signs_of_words(pair: Pair) -> Iterator[tuple[str, float]]:
    a, b = (side.assertion.claim for side in pair.sides)
    topic = content_words(a.opening) & content_words(b.opening)
    beside = shared_words(pair)
    yield "words in common", min(likeness_of(pair).common, _MANY)
    yield "words beside both", min(len(beside), _MANY)
    yield "words of no topic beside both", min(len(beside - topic), _MANY)
    yield "no word beside both", not (beside or is_one_speaker(pair))
    yield "names in common", min(len(names_in_common(pair.a.assertion, pair.b.assertion)), _SOME)
    yield "openings apart", opening_share(pair.a.assertion, pair.b.assertion) < LEAST_SHARE
    yield "a headline", any(each.section is Section.HEADLINE for each in (a, b))
    yield "one is narrowed", narrowed(pair)
    strange = [bool(_strange_names(pair.a, b)), bool(_strange_names(pair.b, a))]
    yield "a strange name", any(strange)
    yield "strange names", all(strange)
    yield "one sentence has both", tells_both(pair.a, pair.b) or tells_both(pair.b, pair.a)
    yield "the only figures", all(len(figures_in(each.sentence.exact)) == 1 for each in (a, b))


def _signs_of_scope(pair: Pair) -> Iterator[tuple[str, float]]:
    a, b = (side.assertion.claim for side in pair.sides)
    yield f"measure: {pair.gap.value}", 1
    yield "one unit", pair.a.unit == pair.b.unit and pair.a.unit != ""
    yield f"a {pair.a.quantity.dimension}", pair.a.quantity.dimension in _DIMENSIONS
    yield f"population: {_FITS[pair.population]}", 1
    yield f"window: {_FITS[pair.window]}", 1
    yield "one is a base", is_base(a) != is_base(b)
    yield "one is of elsewhere", looks_elsewhere(a) != looks_elsewhere(b)
    yield "other names", names_apart(pair)


def _signs_of_times(pair: Pair) -> Iterator[tuple[str, float]]:
    told = [_moments(side.assertion.claim) for side in pair.sides]
    yield "two moments", two_moments(pair)
    yield "one moment", bool(told[0]) != bool(told[1])
    named = moments_of(pair.a.assertion, pair.b.assertion)
    yield "times in common", min(named.common, _SOME)
    yield "times around in common", min(named.around, _SOME)
    yield "no time", not named.any
    yield from ((f"own {kind} each", 1) for kind in sorted(named.apart & _TIMES))
    yield from ((f"{kind} on one side", 1) for kind in sorted(named.one_sided & _TIMES))


def _signs_of_voices(pair: Pair) -> Iterator[tuple[str, float]]:
    a, b = (side.assertion for side in pair.sides)
    said = [each.claim.attribution is not None for each in (a, b)]
    yield "one speaker", is_one_speaker(pair)
    yield "a rival count", any(tells_of_rival(each.claim) for each in (a, b))
    yield "two named speakers", all(said) and not pair.same_utterer and not (a.unnamed or b.unnamed)
    yield "one occasion", one_stated_occasion(pair)
    yield "an occasion in words", is_one_speaker(pair) and occasion_word(pair) != ""
    yield "both were said", all(said)
    yield "one was said", said[0] != said[1]
    yield "days", min(abs((said_day(a) - said_day(b)).days), _MOST_DAYS)


def is_one_occasion(pair: Pair) -> bool:
    """Tell whether one speaker said both at once: on one day, or where both name the occasion."""
    if one_stated_occasion(pair) or occasion_word(pair):
        return True
    a, b = (said_day(side.assertion) for side in pair.sides)
    return a == b


def said_together(pair: Pair) -> bool:
    """Tell whether both were said on one day, or by the morning after."""
    a, b = (said_day(side.assertion) for side in pair.sides)
    return abs((a - b).days) <= _NEAR_DAYS


def _signs_of_values(pair: Pair) -> Iterator[tuple[str, float]]:
    low, high = sizes(pair)
    ratio = float(high / low) if low else float(FARTHEST)
    yield "the later one is larger", _grew(pair)
    yield "ratio", math.log(max(ratio, 1))
    yield "close figures", ratio < _CLOSE
    yield "small figures", high <= _SMALL
    yield "large figures", low >= _LARGE
    digits = [_DIGITS.sub("", side.quantity.number.exact) for side in pair.sides]
    turned = sorted(digits[0]) == sorted(digits[1]) and len(digits[0]) > 1
    yield "digits turned", turned and digits[0] != digits[1]


def sizes(pair: Pair) -> tuple[Decimal, Decimal]:
    """Return both values without their signs, the smaller one first."""
    low, high = sorted(abs(nominal(side.quantity)) for side in pair.sides)
    return low, high


def _grew(pair: Pair) -> bool:
    """Tell whether a count may have come to the later figure."""
    first, second = sorted(pair.sides, key=lambda side: said_day(side.assertion))
    later = said_day(second.assertion) > said_day(first.assertion)
    return later and first.bounds.below(second.bounds)


def is_bare(side: Side) -> bool:
    """Tell whether a number stands alone, and no table knows what is said of it."""
    return not (side.measure.listed or content_words(side.assertion.claim.span.exact))


def is_other_time(pair: Pair) -> bool:
    """Tell whether two durations need not be of one thing: of whatever is told some are."""
    if pair.a.quantity.dimension != "time":
        return False
    told = pair.a.measure.key != "duration" and pair.b.measure.key != "duration"
    one_word = pair.gap in {Gap.NONE, Gap.NEAR, Gap.SAME_WORD}
    return not (told and one_word) or names_apart(pair)


def is_of_rest(pair: Pair) -> bool:
    """Tell whether one alone is of a part, or of others than were told of ("three others")."""
    spans = [_counted(side) for side in pair.sides]
    return any(
        (told.search(spans[0]) is None) != (told.search(spans[1]) is None)
        for told in (_OTHERS, _PART)
    )


def _counted(side: Side) -> str:
    """Return the words of a figure, and those behind a bare number: "14 of the 50 drivers"."""
    claim = side.assertion.claim
    if claim.span.exact != side.quantity.number.exact:
        return claim.span.exact
    behind = claim.span.end - claim.sentence.start
    return f"{claim.span.exact}{claim.sentence.exact[behind : behind + _PART_REACH]}"


def is_one_speaker(pair: Pair) -> bool:
    """Tell whether one speaker said both, whom one of the reports at least names."""
    return pair.one_named_utterer


def _strange_names(side: Side, other: ExtractedClaim) -> bool:
    """Tell whether a statement names what the other sentence and its report's opening do not."""
    claim = side.assertion.claim
    own = names(claim.sentence.exact) & frozenset(words(clause_words(side.assertion)))
    told = names_of_lines(other.opening) | names(other.sentence.exact)
    told |= frozenset(words(other.sentence.exact)[:1])
    return any(not any(one_stem(name, each) for each in told) for name in own - speakers_of(side))


@remembered(8192)
def _beside(assertion: Assertion) -> frozenset[str]:
    return content_words(_around(assertion.claim)) & content_words(clause_words(assertion))


@remembered(8192)
def _capitals(claim: ExtractedClaim) -> _Capitals:
    """Return the words that only stand with a capital, and those that stand without one.

    Neither bodies and offices nor days: every report has a ministry and a Tuesday.
    """
    opening = _TOPIC.sub("", claim.opening)
    lines = f"{opening}\n{_around(claim, _NEAR)}"
    first = {found.start("word") for found in _FIRST_WORD.finditer(lines)}
    found = [(each.group(), each.start()) for each in _CAPITAL_OR_NOT.finditer(lines)]
    told = [(word.removesuffix("'s").removesuffix("’s"), at) for word, at in found]
    small = frozenset(word for word, _at in told if not word[0].isupper())
    capitals = [(word.casefold(), at) for word, at in told if word[0].isupper()]
    return _Capitals(
        words=frozenset(word for word, _at in capitals) - small - _of_any_report(),
        inside=frozenset(word for word, at in capitals if at not in first),
        small=small,
    )


def _stems(names_: frozenset[str]) -> frozenset[str]:
    return frozenset(name[:_STEM] for name in names_)


def two_moments(pair: Pair) -> bool:
    """Tell whether each says when within a day, or how far into a count, and not the same."""
    first, second = (_moments(side.assertion.claim) for side in pair.sides)
    return bool(first and second) and first != second


@remembered(8192)
def _moments(claim: ExtractedClaim) -> frozenset[str]:
    return frozenset(each.casefold() for each in _MOMENT.findall(_around(claim)))


@remembered(8192)
def looks_elsewhere(claim: ExtractedClaim) -> bool:
    """Tell whether the words around a figure set it in another time, or in a part of the place."""
    return _ELSEWHERE.search(_around(claim)) is not None


def _around(claim: ExtractedClaim, reach: int = _BESIDE) -> str:
    first, last = claim.span.start - claim.sentence.start, claim.span.end - claim.sentence.start
    return claim.sentence.exact[max(0, first - reach) : last + reach]


@cache
def _of_any_report() -> frozenset[str]:
    offices = frozenset(load_table("resemblance")["offices"].split())
    return name_lexicon().institutions | calendar_names() | offices


@cache
def _weights() -> Mapping[str, float]:
    weights: Mapping[str, float] = load_table("resemblance")["weights"]
    return weights
