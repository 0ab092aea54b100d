"""Which figures of a text are parts of others, and which stand side by side in one list."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from claimtrack.engine.facets.measure_lexicon import grammar
from claimtrack.engine.facets.populations import is_event, names_people

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimtrack.engine.facets.context import Figure, Sentence

_INCLUDING = frozenset({"including", "includes", "included", "include", "among"})
_PRONOUNS = frozenset({"them", "whom", "these", "those", "which"})
_TALLIES = frozenset({"tally", "toll", "total", "figure", "count", "number", "dead", "victims"})
_AGAINST = frozenset(
    {"from", "than", "compared", "against", "versus", "up", "down", "missing", "beating"}
)
_DEFINITE = frozenset({"the", "its", "their", "his", "her", "those", "these"})
_OF_THE = ("of", "the")
_OWNING = frozenset({"'s", "’s", "'", "’"})
_LONGEST_OWNER = 5
_THERE_ARE = (["there", "are"], ["there", "were"])
_LIST_GAP = 9
#: How near a figure stands the word that holds it against another: "compared with an average of".
_AGAINST_REACH = 8
#: How near "of them" stands to a part: "among them a girl, raising the toll to 31" has none.
_PART_REACH = 5
_CLOSING = frozenset({",", ".", ";", ")", "—", "–"})
_WORTH = (["value", "of"], ["worth", "about"])
_SIMPLY_JOINED = (["and"], [","])
_WHERE_FROM = frozenset({"from", "in", "at", "on", "over", "across", "within", "into"})
_SPREADING = frozenset({"in", "at", "from", "near"})
_ALLOTTING = _SPREADING | {"for", "to", "on"}
_SPELLING = frozenset({"comprise", "comprises", "comprised", "comprising", "--", "—", "–"})
_MARKS = _SPELLING | {":"}
_MAKING = frozenset({"making", "totalling", "totaling"})
_JOINTS = frozenset({"and", "or", "&", "plus"})


def part_within(sentence: Sentence, figure: Figure) -> Figure | None:
    """Return the figure of the same sentence that a figure is a part of.

    "4,700, including 600 deaths", "30 people, 12 of them children", "Of 212, 14 were women",
    "150 of the 200 houses", "11 people, including five children and four women", "three workers –
    two women and a man – were killed".
    """
    number = sentence.order_of(figure)
    if number + 1 < len(sentence.figures) and _is_taken_of(sentence, figure, number + 1):
        return sentence.figures[number + 1]
    for other in reversed(sentence.figures[:number]):
        if not _alike(figure, other) and not _is_named_part(sentence, figure, other):
            continue
        between = sentence.between(other, figure)
        if _takes_up_whole(other, between) or _is_no_person(other, between):
            continue
        if _is_passed_over(sentence, figure, other) or _is_stated_anew(sentence, figure, other):
            continue
        if _includes(between) or _takes_up(sentence, figure):
            return other
        if len(between) == 1 and sentence.behind_dashes(other.last + 1) > figure.first:
            return other
        if between in _SIMPLY_JOINED and _follows_including(sentence, other):
            return part_within(sentence, other)
        defined = sentence.word(other.first - 1) in ("the", "these")
        before = other.first - 1 - defined
        opens = sentence.word(before) in ("of", "among") and (defined or before == 0)
        return other if opens else None
    return None


def _is_taken_of(sentence: Sentence, figure: Figure, following: int) -> bool:
    """Read "150 of the 200 houses" and "27 of 31 drones"."""
    whole = sentence.figures[following]
    between = sentence.between(figure, whole)
    if between[:2] == ["out", "of"]:
        between = between[1:]
    definite = len(between) == len(_OF_THE) and between[0] == "of" and between[1] in _DEFINITE
    # "38 of the city's 61 towers", "12 of Norrick's 40 schools".
    owned = between[:1] == ["of"] and between[-1] in _OWNING and len(between) <= _LONGEST_OWNER
    bare = between == ["of"] and figure.last <= figure.number_last
    return (definite or owned or bare) and _alike(figure, whole)


def _is_named_part(sentence: Sentence, part: Figure, whole: Figure) -> bool:
    """Tell whether things of another name are said to be some of the whole."""
    counts = part.quantity.dimension == whole.quantity.dimension == "count"
    return counts and sentence.between(whole, part) == [",", "including"]


def _follows_including(sentence: Sentence, figure: Figure) -> bool:
    """Tell whether a figure opens a list of parts: "including five children and four women"."""
    before = figure.first - 1
    return sentence.word(before - (sentence.word(before) in _PRONOUNS)) in _INCLUDING


def _includes(between: Sequence[str]) -> bool:
    joined = [word for word in between if word[0].isalpha()]
    if _INCLUDING & set(joined[-3:]) and "and" not in joined[-1:]:
        return not {"not", "n't"} & set(joined)
    return any(
        after in _PRONOUNS
        and (word == "of" or (word == "among" and at >= len(joined) - _PART_REACH))
        for at, (word, after) in enumerate(pairwise(joined))
    )


def _takes_up_whole(figure: Figure, following: Sequence[str]) -> bool:
    """Tell whether a bare figure is itself of a whole named before: "two of them escaped"."""
    bare = figure.last <= figure.number_last
    return bare and following[:1] == ["of"] and not _PRONOUNS.isdisjoint(following[1:2])


def _is_no_person(figure: Figure, following: Sequence[str]) -> bool:
    """Tell whether "of whom" passes a figure by: "80 patients in 19 countries, of whom 12"."""
    things = bool(figure.unit) and figure.unit != "item" and not names_people(figure.unit)
    return "whom" in following and things


def _is_passed_over(sentence: Sentence, part: Figure, other: Figure) -> bool:
    """Tell whether a larger figure before has it: "52 drones from two sides, 41 of them"."""
    earlier = sentence.figures[: sentence.order_of(other)]
    size, whole = part.quantity.upper, other.quantity.upper
    if size is None or whole is None or whole >= size:
        return False
    if sentence.word(other.first - 1) not in _WHERE_FROM:
        return False
    return any(
        _alike(part, each) and each.quantity.upper is not None and each.quantity.upper >= size
        for each in earlier
    )


def _is_stated_anew(sentence: Sentence, figure: Figure, other: Figure) -> bool:
    """Tell whether "of them" is said of a figure between, and another statement comes behind it.

    "1,200 jobs would go, 400 of them in Norrick; the union put the number at 1,900".
    """
    later = sentence.figures[sentence.order_of(other) + 1 : sentence.order_of(figure)]
    if not any(_takes_up(sentence, each) for each in later):
        return False
    behind = range(later[-1].last + 1, figure.first)
    return any(sentence.is_verb(at) or sentence.word(at) == ";" for at in behind)


def _takes_up(sentence: Sentence, figure: Figure) -> bool:
    """Read "12 of them children", and not "beds, 60 of them, stand in the corridor"."""
    apposed = sentence.word(figure.first - 1) == "," and sentence.order_of(figure) == 0
    if apposed and sentence.tag(figure.first - 2) in ("NOUN", "PROPN"):
        return False
    if sentence.low[max(0, figure.first - 2) : figure.first] in _THERE_ARE:
        # "There are 17 of them" are all of them.
        return False
    inside = sentence.low[figure.number_last + 1 : figure.last + 3]
    return any(word == "of" and after in _PRONOUNS for word, after in pairwise(inside))


def refers_back(sentence: Sentence, figure: Figure) -> bool:
    """Tell whether a figure is a part of one in an earlier sentence.

    "About 100 of them were killed", "The tally includes around 100 dead".
    """
    if _takes_up(sentence, figure):
        return True
    before = sentence.low[max(0, figure.first - _LIST_GAP) : figure.first]
    for index, word in enumerate(before):
        if word in ("includes", "included", "include") and _TALLIES & set(before[:index]):
            return True
        if (
            word in ("of", "among")
            and before[index + 1 : index + 2]
            and (before[index + 1] in _PRONOUNS and index == 0)
        ):
            return True
    return False


def listed_with(sentence: Sentence, figure: Figure) -> Figure | None:
    """Return the figure before this one in the same list ("5,000 people and 1,000 deminers")."""
    number = sentence.order_of(figure)
    if number == 0:
        return None
    other = sentence.figures[number - 1]
    if not _alike(figure, other):
        return None
    between = sentence.between(other, figure)
    if not between or len(between) > _LIST_GAP:
        return None
    if between[-1] not in _JOINTS | {","} and between[-1] not in ("another", "further"):
        return None
    first = sentence.token_at(other.span.end - 1) + 1
    if any(sentence.is_verb(index) for index in range(first, figure.first)):
        return None
    return other if between[-1] != "," or len(between) == 1 else None


def spread_with(sentence: Sentence, figure: Figure) -> Figure | None:
    """Return the figure before this one where a list spreads one count over places.

    "Eleven died in Orlea, six in Mestec and four in Poiana": a bare number, and the preposition
    that stands behind the first one's verb. Behind a total and a colon a sum is spread as well:
    "$4bn: $2bn for roads, 1.5 billion for schools and 500 million for ports".
    """
    number = sentence.order_of(figure)
    leading = sentence.word(figure.last + 1)
    if number == 0 or figure.last > figure.number_last:
        return None
    other = sentence.figures[number - 1]
    between = sentence.between(other, figure)
    joined = between[-1:] in ([","], ["and"]) and leading in between
    if not joined or not _alike(figure, other):
        return None
    if spelled_out_of(sentence, other) is not None:
        return other if leading in _ALLOTTING else None
    behind = sentence.tokens[figure.last + 2 : figure.last + 3]
    named = any(token.text.istitle() or token.upos == "DET" for token in behind)
    count = figure.quantity.dimension == other.quantity.dimension == "count"
    return other if leading in _SPREADING and named and count else None


def spelled_out_of(sentence: Sentence, part: Figure) -> Figure | None:
    """Return the figure of its kind that a list with ``part`` in it spells out.

    "$4bn: $2bn for roads and …", "the 90 posts comprise 40 at Velm, …", "73 houses -- 44 …",
    "$2bn for roads and $1bn for ports, making $3bn".
    """
    at = sentence.order_of(part)
    later = sentence.among(_MAKING, part.first, len(sentence.low))
    for last, whole in pairwise(sentence.figures[at:] if later else ()):
        if not _MAKING.isdisjoint(sentence.between(last, whole)[-1:]):
            return whole if _alike(part, whole) else None
    listed = sentence.figures[: at + 1] if sentence.among(_MARKS, 0, part.first) else ()
    for number, (whole, first) in reversed([*enumerate(pairwise(listed))]):
        between = sentence.between(whole, first)
        # "Last updated 13: 26" is a time of day.
        counts = whole.quantity.dimension == "count" and whole.last <= whole.number_last
        bare = counts and len(between) == 1
        if not bare and (":" in between or not _SPELLING.isdisjoint(between[-1:])):
            # "It lost 2,200 megawatts within 90 seconds: 900 at Brunn, …".
            before = reversed(listed[: number + 1])
            # "61 deaths in three districts: 27 in Velm, …": no part is more than its whole.
            wholes = (each for each in before if _alike(part, each) and not _is_above(part, each))
            return next(wholes, None)
    return None


def is_plain_list(sentence: Sentence, whole: Figure, part: Figure) -> bool:
    """Tell whether nothing but a list leads from the mark behind a total to a part of it."""
    marks = [index for index in range(whole.last, part.first) if sentence.word(index) in _MARKS]
    first = marks[-1] + 1 if marks else part.first
    return bool(marks) and not any(
        sentence.is_verb(index) and not _is_purpose(sentence, index)
        for index in range(first, part.first)
    )


def _is_purpose(sentence: Sentence, index: int) -> bool:
    """Read "for dredging", which is a noun here whatever the tagger takes it for."""
    return sentence.word(index).endswith("ing") and sentence.tag(index - 1) == "ADP"


def inside_of(sentence: Sentence, figure: Figure) -> Figure | None:
    """Return the figure whose "of" phrase this one is ("two brigades of around 5,000 people")."""
    number = sentence.order_of(figure)
    if number == 0:
        return None
    other = sentence.figures[number - 1]
    return other if sentence.between(other, figure) == ["of"] else None


def compared_with(sentence: Sentence, figure: Figure) -> Figure | None:
    """Return the figure that this one is held against ("64%, up from 58% in 2020")."""
    number = sentence.order_of(figure)
    for other in reversed(sentence.figures[:number]):
        if other.quantity.dimension == figure.quantity.dimension and _alike(figure, other):
            between = sentence.between(other, figure)
            near = between[-_AGAINST_REACH:]
            return other if between == ["to"] or not _AGAINST.isdisjoint(near) else None
    return None


def restated_by(sentence: Sentence, figure: Figure) -> Figure | None:
    """Return the figure that this one says in other terms.

    "2,500 jobs, or 6% of its staff", "10 km (6 miles)".

    A sum behind a share says it in money ("half of turnover, some $3bn,").
    """
    number = sentence.order_of(figure)
    if number == 0:
        return None
    other = sentence.figures[number - 1]
    between = [word for word in sentence.between(other, figure) if word != "about"]
    if _is_share_apposed(sentence, other, figure, between):
        return other
    set_apart = figure.quantity.dimension == "share" and between in (["—"], ["–"])
    if (
        between == ["("]
        or set_apart
        or _goes_on_with_or(between)
        or _says_in_money(sentence, other, figure)
    ):
        return other
    return None


def _is_share_apposed(
    sentence: Sentence, counted: Figure, share: Figure, between: Sequence[str]
) -> bool:
    """Read "shed 1,450 jobs, about 8% of the workforce, by 2032"."""
    of = share.quantity.dimension == "share" and sentence.word(share.last + 1) == "of"
    if list(between) != [","] or not of or counted.quantity.dimension not in ("count", "money"):
        return False
    them = sentence.word(share.last + 2) in _PRONOUNS
    verbs = sentence.verbs_among(share.last + 2, sentence.clause_end(share.last) + 1)
    near = sentence.low[share.last : verbs[0]][:_LIST_GAP] if verbs else [","]
    return not them and "," in near


def _says_in_money(sentence: Sentence, share: Figure, figure: Figure) -> bool:
    """Read "half of turnover, some $3bn,": an aside of nothing but the sum."""
    dimensions = share.quantity.dimension, figure.quantity.dimension
    closed = sentence.word(figure.last + 1) in _CLOSING
    opened = sentence.word(figure.first - 1) == ","
    between = range(share.last + 1, figure.first - 1)
    return (
        dimensions == ("share", "money")
        and opened
        and closed
        and not any(sentence.is_verb(i) or sentence.word(i) == "," for i in between)
    )


def _goes_on_with_or(between: Sequence[str]) -> bool:
    """Tell "46 seats in the new assembly, or 38%" from "46 seats, or so he said, and 38%"."""
    return (
        list(between[-2:]) == [",", "or"]
        and len(between) <= _LIST_GAP
        and (between.index(",") == len(between) - 2)
    )


def worth_of(sentence: Sentence, figure: Figure) -> Figure | None:
    """Return the figure whose worth this one is ("two tonnes of tea with a value of £4m")."""
    number = sentence.order_of(figure)
    if number == 0 or figure.quantity.dimension != "money":
        return None
    other = sentence.figures[number - 1]
    if any(sentence.is_verb(index) for index in range(other.last + 1, figure.first)):
        return None
    before = sentence.low[max(0, figure.first - 2) : figure.first]
    return other if before in _WORTH or before[-1:] == ["worth"] else None


def is_made_of(sentence: Sentence, figure: Figure) -> bool:
    """Tell whether a figure says what was spoken of before is made up of ("comprising 300")."""
    start = max(0, figure.first - 3)
    return any(sentence.word(i) in grammar("made_of") for i in range(start, figure.first))


def _is_above(part: Figure, whole: Figure) -> bool:
    low, high = part.quantity.lower, whole.quantity.upper
    return low is not None and high is not None and low > high


def _alike(a: Figure, b: Figure) -> bool:
    """Tell whether two figures count in the same kind of thing."""
    first, second = a.quantity, b.quantity
    if first.dimension != second.dimension:
        return False
    if first.dimension == "money":
        return first.unit == second.unit
    if first.dimension != "count" or not a.unit or not b.unit or a.unit == b.unit:
        return True
    return _people(a.unit) == _people(b.unit)


def _people(unit: str) -> bool:
    return unit == "item" or names_people(unit) or is_event(unit)
