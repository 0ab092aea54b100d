"""How much all signs together say that two figures of two reports answer one question.

No rule knows that "it was wrapped in 3,850 packages" and "1,850 packages had been counted" are one
heap. That one speaker told both, that both reports name one town, that one rare word stands beside
both figures: each says a little. The signs are weighed by a logistic regression, learned from
clusters of reports (``data/training/resemblance.py``); its score is the logarithm of the odds. What
the levels of the gate find apart for a reason of their own stays apart.
"""

from __future__ import annotations

import math
import re
from functools import cache
from typing import TYPE_CHECKING

from claimtrack.engine.comparison.changes import before_figure, is_base
from claimtrack.engine.comparison.companions import tells_both
from claimtrack.engine.comparison.intervals import nominal
from claimtrack.engine.comparison.occasions import clause_words, said_day
from claimtrack.engine.comparison.owners import (
    OF_MANY,
    names_apart,
    qualifier_of,
    sites_apart,
    speakers_of,
    totals_apart,
)
from claimtrack.engine.comparison.questions import (
    Gap,
    contrasted,
    likeness_of,
    narrowed,
    occasion_word,
    one_stated_occasion,
)
from claimtrack.engine.comparison.rates import shared_out
from claimtrack.engine.comparison.wording import (
    calendar_names,
    content_words,
    dates_named,
    names,
    names_of_lines,
    one_stem,
    words,
)
from claimtrack.engine.language.names import name_lexicon
from claimtrack.engine.lexicon import load_table
from claimtrack.engine.remembered import remembered
from claimtrack.engine.taxonomy.fit import Fit
from claimtrack.engine.taxonomy.population_tree import PERSON

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claimtrack.engine.comparison.scope import Pair, Side
    from claimtrack.engine.records import Assertion, ExtractedClaim

#: Openings of two reports of one event share at least so much of the shorter one.
LEAST_SHARE = 0.1
#: How many characters around a figure are looked at for words, and before it for a base.
_BESIDE, _BEFORE = 60, 25
#: And for names: a sentence may be a whole file.
_NEAR = 400
#: So many of a kind say as much as more of it.
_MANY, _SOME = 4, 3
_MOST_DAYS = 5
_CLOSE, _FARTHEST = 1.6, 10
#: Two forms of a name begin alike ("Chile", "Chilean").
_STEM = 5
#: Of these every candidate and party has some, and everybody who is sentenced.
_OF_SOMEBODY = frozenset(
    {
        "votes", "vote-share", "seats", "seats-lost", "seats-gained", "support", "lead", "margin",
        "sentence", "fine", "age",
    }
)  # fmt: skip
#: "8: 30 p.m."
_CLOCK = re.compile(r"\d: ?$")
#: "620 of the jobs" are a part of them.
_PART = re.compile(r"\bof (?:the|them|these|those|its|his|her|their)\b", re.IGNORECASE)
_DIMENSIONS = frozenset({"count", "share"})
_FITS = {
    Fit.SAME: "same", Fit.INSIDE: "part", Fit.AROUND: "part", Fit.APART: "apart", Fit.UNKNOWN: "",
}  # fmt: skip
#: The line of an opening in which names may have lost their capital.
_TOPIC = re.compile(r"^about .*$", re.MULTILINE)
_CAPITAL_OR_NOT = re.compile(r"[^\W\d_][\w'’-]{2,}")
_DIGITS = re.compile(r"\D")
#: When within a day, or how far into a count, a figure is of.
_MOMENT = re.compile(
    r"\b(?:\d{1,2}(?::\d\d)? ?[ap]\.?m\b|\d\d:\d\d|noon|midday|midnight|dawn|morning|afternoon"
    r"|evening|nightfall|overnight|exit poll|final|partial|early|so far|initially|at first"
    r"|half[- ]time|the close|counted)",
    re.IGNORECASE,
)
_OTHERS = re.compile(r"\b(?:others?|more|further|another|additional)\b", re.IGNORECASE)
#: What sets a figure in another time, or in a part of the place.
_ELSEWHERE = re.compile(
    r"\b(?:ago|previous(?:ly)?|earlier|former|record|last (?:year|month|week|season|spring|summer"
    r"|autumn|fall|winter)|(?:19|20)\d\d|another|neighbou?ring|alone)\b",
    re.IGNORECASE,
)


def resembles(pair: Pair) -> bool:
    """Tell whether two figures of two reports are more likely than not of one question.

    How likely is ``Policy.resemblance``, as the logarithm of the odds.
    """
    return may_resemble(pair) and resemblance(pair) >= pair.policy.resemblance


def may_resemble(pair: Pair) -> bool:
    """Tell whether the signs are weighed at all: both reports name something in common.

    And a word beside both figures tells what they are of.
    """
    if pair.same_report or not pair.exclusive or not shared_words(pair):
        return False
    if not names_in_common(pair.a.assertion, pair.b.assertion):
        return False
    if opening_share(pair.a.assertion, pair.b.assertion) < LEAST_SHARE:
        return False
    return _may_be_of_one_thing(pair) and not _is_told_apart(pair)


def _may_be_of_one_thing(pair: Pair) -> bool:
    """Tell whether what both measure and count in may be one thing, by whatever words."""
    measures = [side.measure for side in pair.sides]
    if pair.gap is Gap.APART or any(each.key == "magnitude" for each in measures):
        return False
    if pair.gap is Gap.OTHER_WORD and not _is_one_speaker(pair):
        # "40 flights were cancelled", "65 flights were diverted".
        return False
    bare = pair.a.quantity.dimension == "count" and all(map(_is_bare, pair.sides))
    if bare or any(map(_is_of_clock, pair.sides)):
        # A number alone may be an hour, a score or an age.
        return False
    if any(side.quantity.unit in _performances() for side in pair.sides):
        # Of what players do every match has many.
        return False
    if pair.a.unit != pair.b.unit and PERSON in {pair.a.unit, pair.b.unit}:
        return not pair.a.unit or not pair.b.unit
    many = any({each.family, each.key} & (OF_MANY | _OF_SOMEBODY) for each in measures)
    return not many or _one_is_named(pair)


def _is_told_apart(pair: Pair) -> bool:
    """Tell whether one sentence says that its figure is of a part, of the rest, or of another time.

    Or gives the other figure as well: then it knows both.
    """
    low, high = sorted(abs(nominal(side.quantity)) for side in pair.sides)
    if high > low * _FARTHEST or _is_other_time(pair):
        return True
    if _is_rest(pair) or sites_apart(pair) or totals_apart(pair):
        return True
    if qualifier_of(pair.a) != qualifier_of(pair.b) or shared_out(pair.a) != shared_out(pair.b):
        return True
    return tells_both(pair.a, pair.b) or tells_both(pair.b, pair.a)


def resemblance(pair: Pair) -> float:
    """Return how much the signs say for one question, as the logarithm of the odds."""
    weights = _weights()
    return weights["constant"] + sum(
        weights[name] * value for name, value in signs(pair) if name in weights
    )


def signs(pair: Pair) -> Iterator[tuple[str, float]]:
    """Yield what speaks for or against one question: a name, and how much of it there is.

    The same from either side. What is not so is left out or 0.
    """
    yield from _signs_of_words(pair)
    yield from _signs_of_scope(pair)
    yield from _signs_of_voices(pair)
    yield from _signs_of_values(pair)


def shared_words(pair: Pair) -> frozenset[str]:
    """Return the words that stand beside both figures, each within its own statement."""
    return _beside(pair.a.assertion) & _beside(pair.b.assertion)


def names_in_common(a: Assertion, b: Assertion) -> frozenset[str]:
    """Return how names begin that both reports open with, or that both sentences hold."""
    (first, small_a), (second, small_b) = (_capitals(each.claim) for each in (a, b))
    return _stems(first - small_b) & _stems(second - small_a)


def opening_share(a: Assertion, b: Assertion) -> float:
    """Return how much of the shorter opening of two reports is in the other one, 0 to 1."""
    first, second = content_words(a.claim.opening), content_words(b.claim.opening)
    shorter = min(len(first), len(second))
    return len(first & second) / shorter if shorter else 0.0


def _signs_of_words(pair: Pair) -> Iterator[tuple[str, float]]:
    a, b = (side.assertion.claim for side in pair.sides)
    topic = content_words(a.opening) & content_words(b.opening)
    beside = shared_words(pair)
    yield "words", min(likeness_of(pair).common, _MANY)
    yield "beside", min(len(beside), _MANY)
    yield "beside, not of the topic", min(len(beside - topic), _MANY)
    yield "opening share", opening_share(pair.a.assertion, pair.b.assertion)
    yield "names in common", min(len(names_in_common(pair.a.assertion, pair.b.assertion)), _SOME)
    yield "headline", a.sentence.start == 0 or b.sentence.start == 0
    yield "opposites", contrasted(pair) is not None
    yield "narrowed", narrowed(pair)
    strange = [bool(_strange_names(pair.a, b)), bool(_strange_names(pair.b, a))]
    yield "a strange name", any(strange)
    yield "strange names", all(strange)


def _signs_of_scope(pair: Pair) -> Iterator[tuple[str, float]]:
    a, b = (side.assertion.claim for side in pair.sides)
    yield f"measure: {pair.gap.value}", 1
    yield "unit", pair.a.unit == pair.b.unit and pair.a.unit != ""
    yield f"a {pair.a.quantity.dimension}", pair.a.quantity.dimension in _DIMENSIONS
    yield f"population: {_FITS[pair.population]}", pair.population is not Fit.UNKNOWN
    yield f"place: {_FITS[pair.place]}", bool(a.place.key and b.place.key)
    yield "window: part", pair.window in {Fit.INSIDE, Fit.AROUND}
    dates = [dates_named(claim.sentence.exact) for claim in (a, b)]
    yield "dates apart", bool(dates[0] and dates[1]) and not dates[0] & dates[1]
    moments = [_moments(claim) for claim in (a, b)]
    yield "moments apart", bool(moments[0] and moments[1]) and moments[0] != moments[1]
    yield "one moment", bool(moments[0]) != bool(moments[1])
    yield "one is a base", is_base(a) != is_base(b)
    yield "one looks elsewhere", _looks_elsewhere(a) != _looks_elsewhere(b)


def _signs_of_voices(pair: Pair) -> Iterator[tuple[str, float]]:
    a, b = (side.assertion for side in pair.sides)
    one = _is_one_speaker(pair)
    yield "one speaker", one
    yield "one occasion", one_stated_occasion(pair)
    yield "occasion in words", one and occasion_word(pair) != ""
    yield "both said", a.claim.attribution is not None and b.claim.attribution is not None
    days = abs((said_day(a) - said_day(b)).days)
    yield "days", min(days, _MOST_DAYS)
    yield "one day", days == 0


def _signs_of_values(pair: Pair) -> Iterator[tuple[str, float]]:
    low, high = sorted(abs(nominal(side.quantity)) for side in pair.sides)
    ratio = float(high / low) if low else float(_FARTHEST)
    yield "ratio", min(math.log(max(ratio, 1)), _MANY)
    yield "close", ratio < _CLOSE
    digits = [_DIGITS.sub("", side.quantity.number.exact) for side in pair.sides]
    turned = sorted(digits[0]) == sorted(digits[1]) and len(digits[0]) > 1
    yield "digits turned", turned and digits[0] != digits[1]


def _is_of_clock(side: Side) -> bool:
    """Tell whether a number is the minutes of a time of day."""
    return _CLOCK.search(before_figure(side.assertion.claim, _BEFORE)) is not None


def _is_bare(side: Side) -> bool:
    """Tell whether a number stands alone, and no table knows what is said of it."""
    return not (side.measure.listed or content_words(side.assertion.claim.span.exact))


def _is_other_time(pair: Pair) -> bool:
    """Tell whether two durations need not be of one thing: of whatever is told some are."""
    if pair.a.quantity.dimension != "time":
        return False
    told = pair.a.measure.key != "duration" and pair.b.measure.key != "duration"
    one_word = pair.gap in {Gap.NONE, Gap.NEAR, Gap.SAME_WORD}
    return not (told and one_word) or names_apart(pair)


def _is_rest(pair: Pair) -> bool:
    """Tell whether one alone is of a part, or of others than were told of ("three others")."""
    spans = [side.assertion.claim.span.exact for side in pair.sides]
    return any(
        (told.search(spans[0]) is None) != (told.search(spans[1]) is None)
        for told in (_OTHERS, _PART)
    )


def _is_one_speaker(pair: Pair) -> bool:
    return pair.same_utterer and not any(side.assertion.unnamed for side in pair.sides)


def _one_is_named(pair: Pair) -> bool:
    """Tell whether both statements name somebody beside the speakers, and nobody else.

    Of points and offers many have some.
    """
    if names_apart(pair):
        return False
    first, second = (
        names(side.assertion.claim.sentence.exact) & frozenset(words(clause_words(side.assertion)))
        for side in pair.sides
    )
    return bool(first & second - speakers_of(pair.a) - speakers_of(pair.b))


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
def _capitals(claim: ExtractedClaim) -> tuple[frozenset[str], frozenset[str]]:
    """Return the words that only stand with a capital, and those that stand without one.

    Neither bodies and offices nor days: every report has a ministry and a Tuesday.
    """
    opening = _TOPIC.sub("", claim.opening)
    told = [
        word.removesuffix("'s").removesuffix("’s")
        for word in _CAPITAL_OR_NOT.findall(f"{opening}\n{_around(claim, _NEAR)}")
    ]
    small = frozenset(word for word in told if not word[0].isupper())
    capitals = frozenset(word.casefold() for word in told if word[0].isupper())
    return capitals - small - _of_any_report(), small


def _stems(names_: frozenset[str]) -> frozenset[str]:
    return frozenset(name[:_STEM] for name in names_)


@remembered(8192)
def _moments(claim: ExtractedClaim) -> frozenset[str]:
    return frozenset(each.casefold() for each in _MOMENT.findall(_around(claim)))


@remembered(8192)
def _looks_elsewhere(claim: ExtractedClaim) -> bool:
    return _ELSEWHERE.search(_around(claim)) is not None


def _around(claim: ExtractedClaim, reach: int = _BESIDE) -> str:
    first, last = claim.span.start - claim.sentence.start, claim.span.end - claim.sentence.start
    return claim.sentence.exact[max(0, first - reach) : last + reach]


@cache
def _of_any_report() -> frozenset[str]:
    offices = frozenset(load_table("resemblance")["offices"].split())
    return name_lexicon().institutions | calendar_names() | offices


@cache
def _performances() -> frozenset[str]:
    return frozenset(load_table("resemblance")["performances"].split())


@cache
def _weights() -> Mapping[str, float]:
    weights: Mapping[str, float] = load_table("resemblance")["weights"]
    return weights
