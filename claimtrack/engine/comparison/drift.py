"""Drift: a headline or a paraphrase that makes more of a figure than its source in the report."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from claimtrack.engine.comparison.intervals import is_ceiling, is_top_of, nominal, printed
from claimtrack.engine.comparison.phrasing import figure, measure_in_words, window_in_words
from claimtrack.engine.comparison.utterance import one_kind_of_unit, quote_kind, wording_spans
from claimtrack.engine.comparison.verdicts import Verdict
from claimtrack.engine.comparison.wording import content_words
from claimtrack.engine.language.nouns import plural_of
from claimtrack.engine.records import Change, Modality, QuoteKind, Relation, Section, WindowKind
from claimtrack.engine.taxonomy.fit import Fit
from claimtrack.engine.taxonomy.measure_tree import undefined_against
from claimtrack.engine.taxonomy.population_tree import PERSON

if TYPE_CHECKING:
    from claimtrack.engine.comparison.scope import Pair, Side
    from claimtrack.engine.records import ExtractedClaim, Window

_LOOSE_MEASURE = Decimal("0.75")
#: "Parliament to have two parties", "Tamor sees harvest down": a headline's ways to say "may".
_AHEAD = re.compile(
    r"\bto [a-z]+\b"
    r"|\b(?:sees?|expects?|eyes?|forecasts?|predicts?|fears?|feared|set|could|may|might"
    r"|announces?|unveils?|pledges?|promises?|proposes?|plans?|vows?|offers?|seeks?|wants?|mulls?"
    r"|orders?|approves?|agrees?|plan|deal|bid|fund|pledge|proposal)\b",
    re.IGNORECASE,
)
_WILL = re.compile(r"\bwill\b", re.IGNORECASE)
#: Smaller numbers stand in a text for several things.
_TELLING = 10
_SOME_WORDS = 2
_POINTS = frozenset({"percent", "percentage point"})
_HOMES = frozenset({"home", "house", "household", "customer", "business", "property", "family"})
_KILLED, _HARM = "killed", "harm"
_HEDGES = frozenset({Modality.POSSIBLE, Modality.PLANNED})
#: A figure whose counted are not known to be so, and a headline that takes them for certain.
_DOUBTED = re.compile(r"\b(?:suspected|probable|possible|presumed|feared|alleged)\b", re.IGNORECASE)
_CONFIRMED = re.compile(r"\b(?:confirm(?:s|ed)|certain|proven|verified)\b", re.IGNORECASE)


def drift(pair: Pair) -> Verdict | None:
    """Find a headline or a paraphrase that makes more of a figure than its source in the report.

    The figure printed is the same; what changed is what it counts, how it is bounded, how sure
    it is, or over what time. Claiming less than the source is no drift.
    """
    if not pair.same_report:
        return None
    claiming, source = _claiming_and_source(pair)
    if claiming is None or source is None:
        return None
    same = printed(pair.a.quantity) == printed(pair.b.quantity)
    if not one_kind_of_unit(pair):
        changes = _of_other_things(claiming, source, pair) if same else None
    elif pair.population is Fit.APART:
        return None
    elif is_top_of(claiming.quantity, source.quantity):
        changes = _of_a_range(claiming, source, pair)
    elif same or _repeats(claiming, source):
        changes = _stretched(claiming, source, _fit_of(claiming, pair))
        changes = changes or _of_an_echo(claiming, source, pair)
    else:
        return None
    if changes is None:
        return None
    what, factor = changes
    return Verdict(
        Relation.MEASURE_DRIFT,
        f"{_voice(claiming)} {what} than its own report: "
        f"{figure(claiming.assertion)} over {figure(source.assertion)}",
        wording_spans(pair.a),
        wording_spans(pair.b),
        factor=factor,
    )


def _claiming_and_source(pair: Pair) -> tuple[Side | None, Side | None]:
    """Return the retelling and what it retells: headline over body, paraphrase over quote."""
    for claiming, source in ((pair.a, pair.b), (pair.b, pair.a)):
        over, under = claiming.assertion.claim, source.assertion.claim
        if over.section is Section.HEADLINE and under.section is Section.BODY:
            return claiming, source
        if (
            pair.same_utterer
            and over.section is under.section
            and quote_kind(claiming) in {QuoteKind.INDIRECT, QuoteKind.NONE}
            and quote_kind(source) is QuoteKind.DIRECT
        ):
            return claiming, source
    return None, None


def _repeats(claiming: Side, source: Side) -> bool:
    """Tell whether a headline has its figure from that place of the text."""
    return claiming.assertion.claim.echoes == source.assertion.claim.span


def _of_other_things(claiming: Side, source: Side, pair: Pair) -> tuple[str, Decimal] | None:
    """Say that a headline counts other things: percent for points, people for homes."""
    over, under = claiming.quantity.unit, source.quantity.unit
    if claiming.assertion.claim.section is not Section.HEADLINE:
        return None
    points = {over, under} == _POINTS
    if points and (pair.measure is Fit.SAME or _tells_one_move(claiming, source)):
        return f"says something else ({over}, where it is {plural_of(under)})", Decimal(1)
    if _repeats(claiming, source) and claiming.unit == PERSON and under in _HOMES:
        return f"says something else (people, where it is {plural_of(under)})", Decimal("0.9")
    return None


def _tells_one_move(claiming: Side, source: Side) -> bool:
    """Tell whether a headline and its text tell of one movement, in like words."""
    over, under = (side.assertion.claim.sentence.exact for side in (claiming, source))
    common = content_words(over) & content_words(under)
    moves = {side.quantity.change for side in (claiming, source)}
    return len(common) >= _SOME_WORDS or (len(moves) == 1 and Change.NONE not in moves)


def _of_an_echo(claiming: Side, source: Side, pair: Pair) -> tuple[str, Decimal] | None:
    """Say what a headline makes of a figure that it has from the text, by whatever words.

    A small number may stand there for something else.
    """
    over, under = claiming.assertion.claim, source.assertion.claim
    if not _repeats(claiming, source) or abs(nominal(claiming.quantity)) < _TELLING:
        return None
    listed = claiming.measure.listed and source.measure.listed
    if listed and pair.measure is Fit.APART:
        harm = claiming.measure.key == _KILLED and source.measure.family == _HARM
        # "Dozens of militants" need not be the 33 soldiers.
        harm = harm and (printed(claiming.quantity) == printed(source.quantity))
        measures = measure_in_words(claiming.assertion), measure_in_words(source.assertion)
        told = f"says more ({measures[0]}, where it is {measures[1]})"
        return (told, _LOOSE_MEASURE) if harm else None
    if _AHEAD.search(over.sentence.exact):
        return None
    if is_ceiling(source.quantity) and not is_ceiling(claiming.quantity):
        bound = source.quantity.comparator.value
        return f"says more (“{bound}” is dropped)", Decimal("0.9")
    sure = over.modality is Modality.ASSERTED or _WILL.search(over.sentence.exact) is not None
    if under.modality is Modality.POSSIBLE and sure:
        return "is surer (its source only says that it may be so)", Decimal("0.9")
    return None


def _fit_of(side: Side, pair: Pair) -> Fit:
    return pair.measure if side is pair.a else pair.measure.turned


def _of_a_range(claiming: Side, source: Side, pair: Pair) -> tuple[str, Decimal] | None:
    """Say that a headline prints the top of a range as the figure."""
    listed = claiming.measure.listed and source.measure.listed
    may_be_one = pair.measure is Fit.SAME or not listed or _repeats(claiming, source)
    if not may_be_one or claiming.assertion.claim.section is not Section.HEADLINE:
        return None
    return f"says more (the top of {figure(source.assertion)})", Decimal("0.9")


def _stretched(  # noqa: PLR0911 - one way out for each kind of drift
    claiming: Side, source: Side, fit: Fit
) -> tuple[str, Decimal] | None:
    """Say how the retelling claims more than its source, and how sure that is."""
    over, under = claiming.assertion.claim, source.assertion.claim
    if fit is Fit.INSIDE:
        measures = measure_in_words(claiming.assertion), measure_in_words(source.assertion)
        return f"says more ({measures[0]}, where it is {measures[1]})", Decimal(1)
    lives_lost = under.measure.span is not None and under.measure.span.exact.casefold() == "loss"
    if lives_lost:
        return None
    if source.measure.undefined and undefined_against(over.measure.key, under.measure.key):
        label = measure_in_words(source.assertion)
        return f"says more (“{label}” is not defined)", _LOOSE_MEASURE
    if fit is not Fit.SAME:
        return None
    doubted = _doubted(under)
    if doubted and _CONFIRMED.search(over.sentence.exact):
        return f"is surer (its source calls them {doubted})", Decimal(1)
    left_open = over.modality is Modality.POSSIBLE
    if is_ceiling(source.quantity) and not is_ceiling(claiming.quantity) and not left_open:
        bound = source.quantity.comparator.value
        return f"says more (“{bound}” is dropped)", Decimal(1)
    hedged = under.modality in _HEDGES and over.modality is Modality.ASSERTED
    if hedged and not _AHEAD.search(over.sentence.exact):
        return "is surer (its source only says that it may be so)", Decimal("0.9")
    if (
        over.window.kind is WindowKind.TO_DATE
        and over.window.span is not None
        and under.window.kind in {WindowKind.PERIOD, WindowKind.DURATION}
        and not _is_one_day(under.window)
    ):
        return f"says more (a total, where it is {window_in_words(under.window)})", Decimal("0.9")
    if _lasts_longer(over.window, under.window):
        windows = window_in_words(over.window), window_in_words(under.window)
        return f"says more ({windows[0]}, where it is {windows[1]})", Decimal("0.9")
    return None


def _is_one_day(window: Window) -> bool:
    """Tell whether a window is a day, which may be that of the event: "in Monday's sinking"."""
    return window.start is not None and window.start == window.end


def _lasts_longer(over: Window, under: Window) -> bool:
    """Tell whether a stated period begins before another one and goes on to its end."""
    if over.span is None or under.span is None or not (over.start and under.start):
        return False
    if over.kind is not WindowKind.PERIOD or under.kind is not WindowKind.PERIOD:
        return False
    ends = over.end is not None and under.end is not None and over.end >= under.end
    return ends and over.start < under.start


def _doubted(claim: ExtractedClaim) -> str:
    """Return the word that leaves open whether what a figure counts is so ("suspected")."""
    found = _DOUBTED.search(claim.span.exact)
    return found.group().casefold() if found is not None else ""


def _voice(side: Side) -> str:
    headline = side.assertion.claim.section is Section.HEADLINE
    return "the headline" if headline else "the paraphrase"
