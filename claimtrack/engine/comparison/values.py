"""The levels that hold the values of two comparable figures against each other."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from claimtrack.engine.comparison.intervals import is_ceiling, nominal, printed
from claimtrack.engine.comparison.occasions import (
    clause_between_marks,
    clause_words,
    one_line,
    one_outlet,
    said_day,
    said_day_is_stated,
)
from claimtrack.engine.comparison.owners import counts_bodies
from claimtrack.engine.comparison.phrasing import (
    figure,
    measure_in_words,
    population_in_words,
    span_of_days,
    speaker,
    window_in_words,
)
from claimtrack.engine.comparison.questions import answers
from claimtrack.engine.comparison.scope import Tie, is_denied
from claimtrack.engine.comparison.verdicts import Verdict
from claimtrack.engine.comparison.wording import calendar_words, content_words
from claimtrack.engine.records import Comparator, Relation, Section, WindowKind
from claimtrack.engine.taxonomy.fit import Fit
from claimtrack.engine.taxonomy.measure_tree import Course

if TYPE_CHECKING:
    from claimtrack.engine.comparison.intervals import Bounds
    from claimtrack.engine.comparison.scope import Pair, Side


#: Who was counted among these is not any more once dead.
_RATE = "rate"
#: "Would now cut 700 jobs, down from the 850 it announced on Monday".
_FROM_BEFORE = re.compile(
    r"[^;.]{0,60}?,? (?:down|up|reduced|raised|lowered|revised|trimmed) from\b"
    r"|[^;.]{0,60}?,? (?:instead of|rather than) ",
    re.IGNORECASE,
)
_UNTIL_DEATH = frozenset({"wounded", "missing", "hospitalised", "trapped", "critical"})
_A_DEATH = re.compile(
    r"\b(?:her|his|the|another|one|whose) deaths?\b|\b(?:died|succumb\w*)\b", re.IGNORECASE
)
_AT_FIRST = re.compile(
    r"\b(?:at first(?! (?:light|glance|sight|hand|instance))|initially|previously"
    r"|originally|revised (?:from|down|up)"
    r"|(?:initial|earlier|first) (?:reports?|counts?|tolls?|estimates?|figures?))\b",
    re.IGNORECASE,
)
#: What came of counting anew, not that somebody asks for it.
_RECOUNT = re.compile(
    r"\b(?:after|following|in) (?:a|the) (?:[a-z]+ )?recount\b"
    r"|\brecount(?: [\w'’-]+){0,4} (?:left|gave|showed|cut|reduced|narrowed|widened|confirmed)\b",
    re.IGNORECASE,
)
#: "Not one person but several" denies the figure in favour of the next.
_CORRECTS = re.compile(r"\bnot\b[^.;]{1,60}\bbut\b", re.IGNORECASE)
#: "A year ago", "the season before": not the time that the other figure is of.
_BEFORE = re.compile(
    r"\b(?:year|month|season|decade)s? (?:ago|earlier|before)\b"
    r"|\b(?:last|previous) (?:year|season|month|edition)\b",
    re.IGNORECASE,
)


def denial(pair: Pair) -> Verdict | None:
    """Find one who affirms the figure that another denies."""
    denied = [side for side in pair.sides if is_denied(side)]
    one_breath = pair.same_report and pair.same_utterer
    if any(_CORRECTS.search(side.assertion.claim.sentence.exact) for side in denied):
        return None
    if len(denied) == 1 and not pair.exclusive and not one_breath:
        return _verdict(
            pair, Relation.DENIAL, f"{speaker(denied[0].assertion)} denies what the other affirms"
        )
    if denied:
        return _verdict(
            pair, Relation.COMPATIBLE, "what is denied is not the figure that is affirmed"
        )
    return None


def corroboration(pair: Pair) -> Verdict | None:
    """Find independent utterers who state the same figure, up to how it is rounded."""
    a, b = pair.a.assertion, pair.b.assertion
    if pair.exclusive or a.unnamed or b.unnamed or one_line(a, b) or vague(pair):
        return None
    apart = pair.a.day.days_from(pair.b.day)
    if _course(pair) is not Course.FIXED and apart > pair.policy.relay_gap_days:
        return None
    if not _one_figure(pair):
        return None
    return _verdict(pair, Relation.CORROBORATION, "independent utterers give the same figure")


def _one_figure(pair: Pair) -> bool:
    """Tell whether both print one figure, or one that the other was rounded from."""
    a, b = pair.sides
    if printed(a.quantity) == printed(b.quantity):
        return is_ceiling(a.quantity) == is_ceiling(b.quantity)
    return _holds(a.bounds, b) or _holds(b.bounds, a)


def _holds(bounds: Bounds, side: Side) -> bool:
    """Tell whether a figure that is closed on both sides holds another such figure."""
    if bounds.low is None or bounds.high is None:
        return False
    closed = side.bounds.low is not None and side.bounds.high is not None
    return closed and bounds.low <= nominal(side.quantity) <= bounds.high


def vague(pair: Pair) -> bool:
    """Tell whether one of the figures is a vague word."""
    return any(side.quantity.comparator is Comparator.VAGUE for side in pair.sides)


def superseded(pair: Pair) -> Verdict | None:
    """Find a count that its own report gives only as the one before the last, or a recount."""
    one_is = _is_superseded(pair.a) != _is_superseded(pair.b)
    if not (one_is or _was_recounted(pair) or was_replanned(pair)):
        return None
    return _verdict(
        pair,
        Relation.UPDATE,
        f"an earlier count, as its own report says: {figure(pair.a.assertion)} and "
        f"{figure(pair.b.assertion)}",
    )


def moved(  # noqa: PLR0911 - one way out for each rule of time
    pair: Pair,
) -> Verdict | None:
    """Tell a count that moved with time from one that could not have."""
    if pair.rivals and not all(said_day_is_stated(side.assertion) for side in pair.sides):
        return None
    earlier, later = _in_time(pair)
    if earlier is None or later is None:
        return _moved_within_a_day(pair)
    days = f"{span_of_days(earlier.day)}, then {span_of_days(later.day)}"
    figures = f"{figure(earlier.assertion)}, then {figure(later.assertion)} ({days})"
    course = _course(pair)
    if course is Course.FIXED:
        if not (pair.exclusive and _each_of_its_day(pair)):
            return None
        return _verdict(pair, Relation.UPDATE, f"each is told of its own day: {figures}")
    if course is Course.STOCK:
        if not pair.exclusive:
            return None
        return _verdict(
            pair, Relation.UPDATE, f"a level that may rise and fall moved with time: {figures}"
        )
    if _rose(earlier, later, pair):
        return _verdict(pair, Relation.UPDATE, f"a count that adds up rose with time: {figures}")
    if not pair.exclusive:
        return None
    return _fell(earlier, later, pair, figures)


def _each_of_its_day(pair: Pair) -> bool:
    """Tell whether both texts give the day of a reading whose course no table knows.

    "Stood at 850 at 4 a.m.", "had been cut to 600 by Wednesday noon".
    """
    unknown = not any(side.measure.listed for side in pair.sides)
    inside = all(_tells_its_day(side) for side in pair.sides)
    return unknown and inside


def _tells_its_day(side: Side) -> bool:
    claim = side.assertion.claim
    said = claim.attribution.content if claim.attribution is not None else claim.sentence
    return side.day.stated and side.day.span is not None and said.overlaps(side.day.span)


def _is_of_before(side: Side) -> bool:
    """Tell whether a figure is told of a time before: "49,700 a year ago", "last season"."""
    told = clause_words(side.assertion)
    return _BEFORE.search(told) is not None


def _fell(earlier: Side, later: Side, pair: Pair, figures: str) -> Verdict:
    """Tell what it means that a count which can only rise is lower on the later day."""
    recalled = _is_of_before(earlier) != _is_of_before(later)
    if recalled or _may_be_recalled(earlier, later, pair):
        return _verdict(
            pair,
            Relation.CANNOT_TELL,
            f"the later report may recall an older figure: it gives no day for it: {figures}",
            missing=(f"the day of {figure(later.assertion)}",),
        )
    if pair.tie is not Tie.CLOSE or (counts_bodies(later) and not pair.same_utterer):
        return _verdict(
            pair, Relation.CANNOT_TELL, f"lower on the later day, or of another event: {figures}"
        )
    if pair.a.assertion.claim.sentence == pair.b.assertion.claim.sentence and pair.same_report:
        return _verdict(pair, Relation.UPDATE, f"one sentence tells how a count moved: {figures}")
    if _some_died_since(later):
        return _verdict(
            pair, Relation.UPDATE, f"some of those counted before have died since: {figures}"
        )
    if pair.same_utterer:
        return _verdict(
            pair,
            Relation.REVERSAL,
            f"a count that can only rise fell, from one source: {figures}",
        )
    return _verdict(
        pair,
        Relation.CONTRADICTION,
        f"a count that can only rise is lower on the later day, from two sources: {figures}",
    )


def _some_died_since(later: Side) -> bool:
    """Tell whether a lower count of the wounded is told beside a death: "leaves eight wounded"."""
    claim = later.assertion.claim
    told = f"{claim.before} {claim.sentence.exact}"
    return later.measure.key in _UNTIL_DEATH and _A_DEATH.search(told) is not None


def _was_recounted(pair: Pair) -> bool:
    """Tell whether one figure is the outcome of a recount, and the other was told before."""
    if not pair.exclusive:
        return False
    recounted = [
        side for side in pair.sides if _RECOUNT.search(side.assertion.claim.sentence.exact)
    ]
    if len(recounted) != 1:
        return False
    (last,) = recounted
    other = pair.b if last is pair.a else pair.a
    return said_day(other.assertion) <= said_day(last.assertion)


def was_replanned(pair: Pair) -> bool:
    """Tell whether the later of two plans says that it is another one than before."""
    a, b = pair.sides
    days = [said_day(side.assertion) for side in pair.sides]
    if pair.same_report or days[0] == days[1]:
        return False
    claim = (a if days[0] > days[1] else b).assertion.claim
    behind = claim.sentence.exact[claim.span.end - claim.sentence.start :]
    return claim.window.kind is WindowKind.PLANNED and _FROM_BEFORE.match(behind) is not None


def _is_superseded(side: Side) -> bool:
    """Tell whether a report gives a figure only as the one that others went before."""
    accumulates = side.measure.course is not Course.FIXED
    return accumulates and _AT_FIRST.search(side.assertion.claim.sentence.exact) is not None


def _may_be_recalled(earlier: Side, later: Side, pair: Pair) -> bool:
    """Tell whether only the date of a much later report says that a figure is the newer one."""
    dated = later.day.stated or later.day.span is not None
    return not dated and later.day.days_from(earlier.day) > pair.policy.story_days


def _course(pair: Pair) -> Course:
    """Return what time does to the measure; a measure that is not known may rise and fall.

    A plan is one figure until another one is made: it adds up to nothing.
    """
    if all(side.assertion.claim.window.kind is WindowKind.PLANNED for side in pair.sides):
        return Course.FIXED
    if _one_stretch(pair) or _at_one_moment(pair):
        return Course.FIXED
    if all(side.quantity.dimension == _RATE for side in pair.sides):
        # "Losing 1.4 million a day": how fast something goes on may rise and fall.
        return Course.STOCK
    known = [s.measure.course for s in pair.sides if s.assertion.claim.measure.key]
    if known and not (known[0] is Course.STOCK and _adds_up(pair)):
        return known[0]
    return Course.ACCUMULATES if _adds_up(pair) else Course.STOCK


def _one_stretch(pair: Pair) -> bool:
    """Tell whether both are of one stretch that is over: "in the 24 hours to Wednesday"."""
    claims = [side.assertion.claim for side in pair.sides]
    lasting = all(claim.window.kind is WindowKind.DURATION for claim in claims)
    if not lasting or claims[0].window.label != claims[1].window.label:
        return False
    days = [calendar_words(claim.sentence.exact) for claim in claims]
    return not days[0].isdisjoint(days[1])


def _at_one_moment(pair: Pair) -> bool:
    """Tell whether both are of one moment: "travelling at 94 km/h when it entered the junction"."""
    clauses = [clause_between_marks(side.assertion.claim) for side in pair.sides]
    moments = [_MOMENT.search(clause) for clause in clauses]
    if not all(moments):
        return False
    told = [content_words(found["event"]) for found in moments if found]
    return bool(told[0] & told[1])


def _adds_up(pair: Pair) -> bool:
    """Tell whether both say that they count "so far" what no table knows."""
    return not any(side.measure.listed for side in pair.sides) and all(
        side.assertion.claim.window.kind is WindowKind.TO_DATE
        and side.assertion.claim.window.span is not None
        for side in pair.sides
    )


def _in_time(pair: Pair) -> tuple[Side | None, Side | None]:
    if pair.b.day.after(pair.a.day):
        return pair.a, pair.b
    if pair.a.day.after(pair.b.day):
        return pair.b, pair.a
    return None, None


def _rose(earlier: Side, later: Side, pair: Pair) -> bool:
    """Tell whether the later figure is higher, beyond rounding and vague words."""
    if pair.exclusive:
        return earlier.bounds.below(later.bounds)
    if vague(pair):
        return False
    before, after = nominal(earlier.quantity), nominal(later.quantity)
    reach = before + abs(before) * pair.policy.rounded_cap
    if earlier.bounds.high is not None:
        reach = max(reach, earlier.bounds.high)
    return after > reach


def _moved_within_a_day(pair: Pair) -> Verdict | None:
    """Take two figures of one voice on one day, in two reports, for a count still climbing."""
    if not pair.exclusive or _course(pair) is Course.FIXED or pair.same_report:
        return None
    a, b = pair.a.assertion, pair.b.assertion
    running = one_outlet(a, b)
    if not pair.same_utterer and not running:
        return None
    if _is_of_before(pair.a) is not _is_of_before(pair.b):
        return _verdict(
            pair,
            Relation.CANNOT_TELL,
            f"one of the two is of a time before: {figure(a)} and {figure(b)}",
            missing=("what time each figure is of",),
        )
    if pair.same_utterer and _taken_back(pair):
        return _verdict(
            pair,
            Relation.REVERSAL,
            f"one source, {speaker(a)}, gives less later for one time: {figure(a)} and {figure(b)}",
        )
    voice = f"one source, {speaker(a)}," if pair.same_utterer else "one running story"
    return _verdict(
        pair,
        Relation.UPDATE,
        f"{voice} gives both within one day: {figure(a)} and {figure(b)}",
        factor=pair.policy.order_unknown,
    )


def _taken_back(pair: Pair) -> bool:
    """Tell whether a count of one stated time is lower in what was said on a later day."""
    windows = [side.assertion.claim.window for side in pair.sides]
    stated = all(each.kind is WindowKind.PERIOD and each.span is not None for each in windows)
    days = [said_day(side.assertion) for side in pair.sides]
    if not stated or pair.window is not Fit.SAME or days[0] == days[1] or vague(pair):
        return False
    if any(side.assertion.unnamed for side in pair.sides) or pair.tie is not Tie.CLOSE:
        return False
    earlier, later = pair.sides if days[0] < days[1] else reversed(pair.sides)
    return later.bounds.below(earlier.bounds)


def compatible(pair: Pair) -> Verdict | None:
    """Pass on only where no value fits both figures."""
    if pair.exclusive:
        return None
    a, b = pair.a.assertion, pair.b.assertion
    if printed(pair.a.quantity) == printed(pair.b.quantity) and one_line(a, b):
        text = f"{speaker(a)} gives the same figure again"
    elif vague(pair):
        text = "a vague figure leaves room for the other"
    else:
        text = "a value fits both figures"
    return _verdict(pair, Relation.COMPATIBLE, text)


def exchanged(pair: Pair) -> Verdict | None:
    """Leave open two sums of which one report says that it was turned from other money.

    Rates of exchange differ, and "$" stands for the dollars of many countries.
    """
    if pair.a.quantity.dimension != "money" or not pair.exclusive or pair.same_utterer:
        return None
    if not any(_in_other_money(side) for side in pair.sides):
        return None
    sizes = sorted(abs(nominal(side.quantity)) for side in pair.sides)
    if sizes[1] > sizes[0] * _FARTHEST_RATE:
        return None
    return _verdict(
        pair,
        Relation.CANNOT_TELL,
        "one sum was turned from other money; the other may be too, at another rate",
        missing=("the sum in the money that was paid",),
    )


_MOMENT = re.compile(
    r"\b(?:when|as|at the (?:moment|time|point)(?: that| when| of)?) "
    r"(?:it|they|he|she|the(?: [a-z]+)?) (?P<event>[a-z].+)$"
)
_FARTHEST_RATE = Decimal("1.6")
_MONEY = re.compile(
    r"[€£¥₹]|\b(?:euros?|pounds?|yen|yuan|francs?|crowns?|kron\w+|rupees?|pesos?|reals?|roubles?|rubles?"
    r"|won|rand|shillings?|lira|dirhams?|riyals?)\b|(?<![\w])\$",
    re.IGNORECASE,
)


def _in_other_money(side: Side) -> bool:
    """Tell whether the sum stands in brackets behind, or before, the same sum in other money."""
    claim = side.assertion.claim
    start, end = (edge - claim.sentence.start for edge in (claim.span.start, claim.span.end))
    before, behind = claim.sentence.exact[:start], claim.sentence.exact[end:]
    if before.rstrip().endswith("("):
        return _MONEY.search(before) is not None
    bracket = re.match(r"\s*\(([^)]*)\)", behind)
    return bracket is not None and _MONEY.search(bracket.group(1)) is not None


def one_voice(pair: Pair) -> Verdict | None:
    """Leave open what one voice or one sentence says twice, or what little else ties together.

    Within one report such figures mostly mean two things.
    """
    a, b = pair.a.assertion.claim, pair.b.assertion.claim
    in_body = pair.same_utterer and {a.section, b.section} == {Section.BODY}
    apart = in_body or a.sentence == b.sentence or pair.tie is not Tie.CLOSE
    if not pair.same_report or not apart or answers(pair) or pair.rivals:
        return None
    return _verdict(
        pair,
        Relation.CANNOT_TELL,
        "one report gives both; they may be of two occasions",
        missing=("whether both figures are of one occasion",),
    )


def contradiction(pair: Pair) -> Verdict | None:
    """Name what is left: comparable figures of which both cannot hold."""
    if not pair.exclusive or vague(pair) or any(is_denied(side) for side in pair.sides):
        return None
    factor = Decimal(1)
    missing: tuple[str, ...] = ()
    a, b = pair.a.assertion, pair.b.assertion
    of_both = max((a, b), key=lambda each: len(each.claim.population.key))
    measures = measure_in_words(a)
    if measures != measure_in_words(b):
        measures = f"{measures} and {measure_in_words(b)}, taken for one"
    text = (
        f"both cannot hold: same measure ({measures}), population "
        f"({population_in_words(of_both)}) and window ({window_in_words(a.claim.window)})"
    )
    if _course(pair) is Course.ACCUMULATES:
        same = span_of_days(max(pair.a.day, pair.b.day, key=lambda day: (day.start, day.end)))
        text = f"{text}, both of {same}, in an order that is not known"
        factor = pair.policy.order_unknown
        missing = ("the order of the two figures within the day",)
    return _verdict(pair, Relation.CONTRADICTION, text, factor=factor, missing=missing)


def unsettled(pair: Pair) -> Verdict | None:
    """Answer where nothing else could."""
    return _verdict(
        pair,
        Relation.CANNOT_TELL,
        "nothing decides between these two figures",
        missing=("a fact that both figures share",),
    )


def _verdict(
    pair: Pair,
    relation: Relation,
    text: str,
    *,
    factor: Decimal = Decimal(1),
    missing: tuple[str, ...] = (),
) -> Verdict:
    return Verdict(
        relation,
        text,
        (pair.a.assertion.claim.span,),
        (pair.b.assertion.claim.span,),
        weighed=True,
        factor=factor,
        missing=missing,
    )
