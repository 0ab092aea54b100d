"""The unit that a figure leaves out, because the words around it have already said it.

"More than 6 million homes, including 1.5 million in the capital", "from nine years to six and a
half", "80 of the lake's 113 square kilometres", "homicides rose to 231": a reader supplies the
unit from a list, from the whole, from the figure before, or from the subject of the sentence.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from claimtrack.engine.language.nouns import head_of, is_plural
from claimtrack.engine.numeric.comparators import is_movement
from claimtrack.engine.numeric.implied import implied_unit, is_harm_to_people
from claimtrack.engine.numeric.numbers import NumberKind, plain
from claimtrack.engine.numeric.ranges import is_way, lends_unit

if TYPE_CHECKING:
    from claimtrack.engine.numeric.figures import Figure
    from claimtrack.engine.numeric.numbers import NumberToken

_ONE = Decimal(1)
_HUNDRED = Decimal(100)
#: Two figures of one measure in one sentence are seldom further apart than this factor.
_FURTHEST = Decimal(60)
#: "47 days last year, up from 39": the level that it has left.
_BEFORE_IT = re.compile(
    r",? ?(?:(?:up|down) from|compared (?:with|to)|against)"
    r" (?:about |around |nearly |just |some )?$"
)
#: How far before a figure the unit may stand that it leaves out, in characters.
_REACH = 160
_SUBJECT_REACH = 60
_SENTENCE_END = re.compile(r"[.!?][”\"’')]?\s+[“\"‘(]?[A-Z]|\n")
_ARE = re.compile(r" (?:were|are) ([a-z]+)\b")
_OUT_OF = re.compile(
    r" of (?:(?:the|last|first|next|past|its|their|his|her|our|all|those|these|[\w-]+[’']s?) )*$"
)
#: A figure is bare where its clause ends behind it or goes on with something else.
_BARE = re.compile(
    r"(?=$|[.,;:)\]!?”\"’—–]| ?\n| [({]| (?:in|at|by|for|on|from|to|who|that|which|and|but|or|were"
    r"|was|are|is|have|has|had|will|would|could|this|last|now|then|less|alone|within|after|since|as"
    r"|with|when|while|before|during|so|today|ago|earlier|later|against the"
    r"|a (?:day|week|month|quarter|year))\b)"
)
#: What tells that a figure is a part of the one before it.
_OF_THEM = re.compile(r" of (?:them|whom|these|those|which)\b")
_INCLUDING = re.compile(r"\b(?:including|among (?:them|whom)) (?:[a-z]+ ){0,2}$")
_WITHIN = re.compile(r"\b(?:within|in|for|over|after|during) (?:[a-z]+ ){0,2}$")
_ASIDE_REACH = 36
#: "1 in 50 containers": what the ratio is of.
_RATIO_NOUN = re.compile(r" ([a-z]+s)\b")
_LEVEL_WORD = re.compile(r"\b(?:to|at|from) (?:\w+ ){0,3}$")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_SUBJECT_VERB = re.compile(
    r"\b([A-Za-z][\w-]+) "
    r"(?:(?:has|have|had|was|were|is|are|could|may|might|would|will|already|also) )*"
    r"(?:(?P<verb>[a-z]+)(?: (?:again|further|slightly|sharply|back|only))? )"
    r"(?P<to>(?:to|at|from|by) )?(?:[a-z]+ ){0,3}$"
)
_REACHING = (
    r"reach(?:ed|es)?|total(?:l?ed)?|numbered|topped|hit|exceeded|doubled|tripled|quadrupled"
    r"|halved|stood|stand"
)
#: "the number of shots at 22", "total casualties at 4,700".
_NUMBER_OF = re.compile(
    r"\b(?:number of ([a-z][\w-]+)(?: [a-z]+){0,3} (?:at|to|was|is)"
    r"|\b(?!(?:stands|sits|holds|remains|starts|peaks|averages|closes|opens) )([a-z][\w-]+) at)"
    r" (?:[a-z]+ ){0,3}$"
)


def supply_units(text: str, figures: list[Figure]) -> None:
    """Give each bare figure of ``figures`` the unit that its sentence supplies, in place."""
    _from_list(text, figures)
    last: Figure | None = None
    counted: Figure | None = None
    for at, figure in enumerate(figures):
        if figure.reason:
            continue
        if not figure.unit or figure.unit == "other":
            following = figures[at + 1] if at + 1 < len(figures) else None
            _supply(text, figure, (last, counted), following)
        told_apart = counted is not None and _is_aside(text, figure)
        ratio = _RATIO_NOUN.match(text, figure.right) if figure.unit == "fraction" else None
        if ratio is not None and is_plural(ratio[1]):
            counted = replace(figure, unit=head_of(ratio[1]), dimension="count")
        aside = told_apart or (last is not None and _is_stretch(text, figure))
        if figure.unit and figure.unit not in {"fraction", "time"} and not aside:
            last = figure
            counted = figure if figure.dimension == "count" else counted


def _is_aside(text: str, figure: Figure) -> bool:
    """Tell whether a figure only splits up the one before: "nine people, two of them guards"."""
    start = max(0, figure.left - _ASIDE_REACH)
    return bool(_OF_THEM.match(text, figure.right) or _INCLUDING.search(text, start, figure.left))


def _is_stretch(text: str, figure: Figure) -> bool:
    """Tell whether a figure only says in what time: "lost 2,200 megawatts within 90 seconds"."""
    start = max(0, figure.left - _ASIDE_REACH)
    return figure.dimension == "time" and _WITHIN.search(text, start, figure.left) is not None


def _supply(
    text: str, figure: Figure, earlier: tuple[Figure | None, ...], following: Figure | None
) -> None:
    """Take the unit from the whole that follows, the subject, or the last of ``earlier`` figures.

    ``earlier`` are the last figure with a unit and the last that counts things.
    """
    are = _ARE.match(text, figure.right)
    if are is not None and is_plural(are[1]) and not figure.unit:
        figure.unit = head_of(are[1])
    elif text.startswith(" who ", figure.right) and not figure.unit:
        figure.unit = "person"
    elif following is not None and _is_whole(following) and _is_part(text, figure, following):
        _take(figure, following)
    elif _BARE.match(text, figure.right):
        _supply_bare(text, figure, earlier)
    if not figure.unit and figure.token.kind is NumberKind.VAGUE and not figure.measured:
        figure.unit = "person" if _stands_for_people(text, figure) else ""
    if figure.unit == "other":
        last = earlier[0]
        figure.unit = last.unit if last is not None and last.dimension == "count" else "person"


def _supply_bare(text: str, figure: Figure, earlier: tuple[Figure | None, ...]) -> None:
    """Take the unit that the words beside a bare figure imply, else that of a figure before."""
    if not figure.unit:
        unit, dimension = implied_unit(text, figure)
        harmed = not unit and is_harm_to_people(text, figure)
        figure.unit = unit or ("" if harmed else _subject(text, figure.left))
        figure.dimension = dimension or figure.dimension
        if figure.unit:
            return
    candidates = [each for each in earlier if each and _continues(text, each, figure)]
    if not figure.unit and is_harm_to_people(text, figure):
        candidates = [each for each in candidates if each.dimension == "count"]
        figure.unit = "" if candidates else "person"
    source = min(candidates, key=lambda each: each.dimension == "share", default=None)
    if source is not None:
        _take(figure, source)


def _take(figure: Figure, other: Figure) -> None:
    figure.unit, figure.dimension = other.unit, other.dimension


def _from_list(text: str, figures: list[Figure]) -> None:
    """Lend the unit of the last of a list to those before it, and its scale along a way."""
    for at in range(len(figures) - 2, -1, -1):
        first, second = figures[at], figures[at + 1]
        if second.reason or first.reason not in {"", "the pronoun one"}:
            continue
        if second.fractional and not first.fractional and second.unit == "fraction":
            continue  # "300, or a quarter": three hundred is no share
        if lends_unit(text, first, second):
            first.unit, first.dimension, first.noun = second.unit, second.dimension, second.noun
            first.reason = ""
            if is_way(text, first, second):
                first.token = _with_scale(first.token, second.token)


def _with_scale(low: NumberToken, high: NumberToken) -> NumberToken:
    """Return the first number of "from 9.1 to 7.8 million" with the scale of the second."""
    if low.value is None or low.scale != _ONE or high.scale == _ONE or low.value > _HUNDRED * 10:
        return low
    value = plain(low.value * high.scale)
    precision = low.precision * high.scale
    return replace(
        low, value=value, lower=value, upper=value, scale=high.scale, precision=precision
    )


def _is_whole(figure: Figure) -> bool:
    return figure.owned and not figure.reason


def _is_part(text: str, part: Figure, whole: Figure) -> bool:
    """Tell whether ``part`` is counted out of ``whole``: "27 of 31 drones"."""
    between = text[part.right : whole.left]
    return len(between) < _SUBJECT_REACH and _OUT_OF.fullmatch(between) is not None


def _continues(text: str, last: Figure, figure: Figure) -> bool:
    """Tell whether ``figure`` goes on with the unit of the figure before it."""
    between = text[last.right : figure.left]
    if len(between) > _REACH or _SENTENCE_END.search(between):
        return False
    value = figure.token.value or figure.token.lower
    other = last.token.value or last.token.upper or last.token.lower
    if not value or not other:
        return False
    ratio = last.dimension == "count" and abs(other) < _ONE
    far = not ratio and max(abs(value / other), abs(other / value)) > _FURTHEST
    if last.dimension == "count":
        return not figure.token.digits or "," in figure.token.span.exact or not far
    if far or last.dimension in {"time", "multiple"}:
        return is_way(text, last, figure) or (not far and _BEFORE_IT.search(between) is not None)
    if last.dimension == "share":
        level = _LEVEL_WORD.search(text, max(0, figure.left - 24), figure.left)
        return abs(value) <= _HUNDRED and level is None
    return True


def _subject(text: str, at: int) -> str:
    """Return the head of a plural that rose, fell or came to the figure at ``at``."""
    start = max(0, at - _SUBJECT_REACH)
    found = _NUMBER_OF.search(text, start, at)
    named = found and (found[1] or found[2])
    if named and is_plural(named):
        return head_of(named)
    found = _SUBJECT_VERB.search(text, start, at)
    if found is None or not is_plural(found[1]):
        return ""
    verb = found["verb"]
    reaches = re.fullmatch(_REACHING, verb) or (is_movement(verb) and found["to"])
    return head_of(found[1]) if reaches else ""


def _stands_for_people(text: str, figure: Figure) -> bool:
    """Tell whether a bare "thousands" is a subject of its own: people are meant."""
    found = _WORD.match(text, figure.right + 1)
    if text[figure.right : figure.right + 1] != " " or found is None:
        return False
    return found.group().islower() and found.group() != "of"
