"""Keys that are worked out from one claim alone: its candidates, and the question it answers.

Two claims are only compared if they share a candidate key, so a claim among a million meets a
handful. Keys that would be hot ("people killed") carry a place, a name or a telling word. The
claims under one key stand in the order of the days they were said on; each meets those that
are near it, in days and in number, on either side. That is symmetric, and a function of the
claims alone: a key under which thousands stand costs no more than one under which fifty do.
"""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from claimtrack.engine.comparison.clauses import clauses_of, denies, root_of, roots_of_any_story
from claimtrack.engine.comparison.occasions import portfolio_of, said_day, since_day
from claimtrack.engine.comparison.outlines import SAID_OUTRIGHT, Outline, lie_apart
from claimtrack.engine.comparison.owners import OF_EVENTS
from claimtrack.engine.comparison.phrasing import (
    measure_in_words,
    quoted,
    speaker,
    window_in_words,
)
from claimtrack.engine.comparison.quotations import is_verbatim
from claimtrack.engine.comparison.wording import (
    content_words,
    figures_in,
    names,
    names_of_lines,
    plain_words,
    stem,
    words,
)
from claimtrack.engine.language.nouns import plural_of
from claimtrack.engine.records import WindowKind
from claimtrack.engine.taxonomy.fit import Fit
from claimtrack.engine.taxonomy.measure_tree import (
    Course,
    fit_of_measures,
    lines_of,
    measure_of,
)
from claimtrack.engine.taxonomy.place_tree import fit_of_places, place_key, places_around
from claimtrack.engine.taxonomy.population_tree import (
    PERSON,
    fit_of_groups,
    group_of,
    head_of,
    is_person,
    table_heads,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from claimtrack.engine.records import Assertion, Window
    from claimtrack.engine.taxonomy.population_tree import Group

_WORD_KEYS = 3
_NAME_KEYS = 4
_OPENING_KEYS = 6
_SHINGLE_KEYS = 4
_CLAUSE_KEYS = 6
_CONTEXT_WORDS = 5
_DIGEST_BYTES = 12
_TITLE_LENGTH = 400
#: Dimensions whose units are not turned into each other.
_SHARES, _POINTS = "share", frozenset({"point", "points"})
_KINDS_BY_UNIT = frozenset({"count", "money"})


class Tie(Enum):
    """What a key ties claims by: ``code`` in the database, and how far the key reaches.

    ``days``: claims said further apart never meet under it. ``neighbours``: each claim meets at
    most so many on either side of it. The more a tie says, the further it reaches. ``met`` tells
    which tie the others have: what is affirmed meets what is denied, and nothing that is affirmed.
    """

    GROUP = (1, 366, 16)
    SPEAKER = (2, 3660, 8)
    PLACE = (3, 31, 8)
    NAME = (4, 31, 4)
    WORD = (5, 31, 4)
    QUOTE = (6, 31, 6)
    AFFIRMED = (7, 5, 8)
    DENIED = (8, 5, 8)

    def __init__(self, code: int, days: int, neighbours: int) -> None:
        self.code = code
        self.days = days
        self.neighbours = neighbours

    @property
    def met(self) -> Tie:
        """The tie by which others must hold a key to be met under it: as a rule, the same one."""
        return _MET.get(self.name, self)


#: Who affirms is met by who denies, and by nobody else.
_MET = {"AFFIRMED": Tie.DENIED, "DENIED": Tie.AFFIRMED}

#: Within one report a claim meets at most so many that stand before it, and so many after.
REPORT_NEIGHBOURS = 40


@dataclass(frozen=True, slots=True)
class CandidateKey:
    """One key of a claim; claims that share none are never compared."""

    tie: Tie
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """What a statement answers: a key, equal for every wording of it, and a title to read."""

    key: str
    title: str


def blocking_keys(assertion: Assertion) -> frozenset[CandidateKey]:
    """Return the keys under which a claim meets those of other reports.

    A claim that only echoes the text under it has none: its own report is all it speaks of.
    """
    if assertion.claim.quantity is None:
        return frozenset(_keys_of_words(assertion))
    if assertion.claim.echoes is not None:
        return frozenset()
    return frozenset(_keys_of_figure(assertion))


def report_key(assertion: Assertion) -> str:
    """Return the key under which figures of one kind meet in one report; "" for words.

    Shares meet the points by which they move.
    """
    kind = kind_key(assertion)
    kind = _SHARES if kind in _POINTS else kind
    return f"{kind}|in:{assertion.report.report}" if kind else ""


@dataclass(frozen=True, slots=True)
class Filing:
    """Where a claim is filed: its report, the day it was said, its keys, and what it is of."""

    report: str
    said_on: date
    keys: frozenset[CandidateKey]
    outline: Outline

    @classmethod
    def of(cls, assertion: Assertion) -> Filing:
        """File one claim."""
        return cls(
            report_key(assertion),
            said_day(assertion),
            blocking_keys(assertion),
            Outline.of(assertion),
        )

    def meets(self, other: Filing) -> bool:
        """Tell whether two claims share a report, or a key that reaches from day to day.

        Figures that lie apart meet in one report only. Among few reports the others are all
        candidates; where many stand under one key, each claim meets its nearest ``neighbours``.
        """
        if self.report == other.report != "":
            return True
        if lie_apart(self.outline, other.outline):
            return False
        days = abs((self.said_on - other.said_on).days)
        met = {CandidateKey(key.tie.met, key.text) for key in self.keys}
        return any(days <= key.tie.days for key in met & other.keys)


def _keys_of_figure(assertion: Assertion) -> Iterator[CandidateKey]:
    claim = assertion.claim
    measure, group = measure_of(claim.measure.key), group_of(claim.population)
    family = measure.family if measure.key else f"?{kind_key(assertion)}"
    for modifier in sorted(group.telling):
        yield CandidateKey(Tie.GROUP, f"{family}|{modifier}")
        if assertion.utterer and not assertion.unnamed:
            yield CandidateKey(Tie.SPEAKER, f"{family}|{modifier}|by:{assertion.utterer}")
    for line in _lines(assertion):
        yield from (CandidateKey(tie, f"{line}|{told}") for tie, told in _surroundings(assertion))
    for speaker_ in _speakers(assertion):
        yield CandidateKey(Tie.NAME, f"?{_met_kind(assertion)}|by:{speaker_}")
    # What one report calls "arrested" is "taken away" in another: names bring both together.
    if measure_of(assertion.claim.measure.key).key in SAID_OUTRIGHT:
        return
    for tie, told in _surroundings(assertion, opening=True):
        if tie in {Tie.NAME, Tie.PLACE}:
            yield CandidateKey(tie, f"?{_met_kind(assertion)}|{told}")


def _speakers(assertion: Assertion) -> frozenset[str]:
    """Return by what names a person who tells a figure is met, whatever words others use.

    Who is "Health Minister Lindiwe Askar" in one report is "Askar" or "the health minister" in
    another.
    """
    attribution = assertion.claim.attribution
    portfolio = " ".join(sorted(portfolio_of(assertion)))
    told = {portfolio} if portfolio else set()
    if attribution is None or assertion.unnamed:
        return frozenset(told)
    _, _, surname = assertion.utterer.rpartition("-")
    if attribution.utterer.title:
        return frozenset({assertion.utterer, surname, *told})
    return frozenset({assertion.utterer})


def _lines(assertion: Assertion) -> frozenset[str]:
    """Return what a figure may count; a measure that no table holds may be any of its kind."""
    key = assertion.claim.measure.key
    if measure_of(key).listed:
        return lines_of(key)
    return frozenset({f"?{kind_key(assertion)}"})


def _surroundings(assertion: Assertion, *, opening: bool = False) -> Iterator[tuple[Tie, str]]:
    """Yield where a figure was counted, and the names and words that tell its story.

    What an event has one of is told by the opening of its report too; with ``opening``, all is.
    """
    claim = assertion.claim
    place = place_key(claim.place.key)
    around = (place, *sorted(places_around(place))) if place else ()
    yield from ((Tie.PLACE, f"at:{each}") for each in around)
    if since_day(claim.window.label) and claim.window.start is not None:
        yield Tie.NAME, f"since:{claim.window.start.isoformat()}"
    told = names(claim.sentence.exact)
    if group_of(claim.population).telling:
        told = frozenset()
    of_event = {measure_of(claim.measure.key).family, claim.measure.key} & OF_EVENTS
    opens = names_of_lines(claim.opening) if of_event or opening else frozenset()
    keyed = (
        sorted(told, key=_scattered)[:_NAME_KEYS],
        sorted(opens, key=_scattered)[: _OPENING_KEYS if of_event else _NAME_KEYS],
    )
    for each in sorted({name for found in keyed for name in found}):
        yield Tie.NAME, f"name:{each}"
    telling = sorted(content_words(claim.sentence.exact), key=_scattered)[:_WORD_KEYS]
    yield from ((Tie.WORD, f"word:{each}") for each in telling)


def _keys_of_words(assertion: Assertion) -> Iterator[CandidateKey]:
    exact = assertion.claim.span.exact
    told = content_words(exact)
    said = [word for word in map(stem, words(exact)) if word in told]
    runs = {" ".join(said[i : i + 2]) for i in range(max(len(said) - 1, 1))} if said else set()
    # Words in quotes may differ by a figure; in a paraphrase the figure is a claim of its own.
    # "One of these" and "none of these", "half the street" and "the whole street" are one turn.
    figures = " ".join(sorted(word for word in figures_in(exact) if word not in {"half", "one"}))
    for run in sorted(runs, key=_scattered)[:_SHINGLE_KEYS]:
        yield CandidateKey(Tie.QUOTE, f"words|{_digest(f'{run}|{figures}')}")
        if figures and is_verbatim(assertion):
            yield CandidateKey(Tie.QUOTE, f"quote|{_digest(run)}")
    yield CandidateKey(Tie.QUOTE, f"words|{_digest(plain_words(exact))}")
    yield from _keys_of_clauses(assertion)


def _keys_of_clauses(assertion: Assertion) -> Iterator[CandidateKey]:
    """Yield the words that a denial and what it denies may have in common."""
    denied: dict[str, None] = {}
    affirmed: set[str] = set()
    for clause in clauses_of(assertion):
        shut_out = sorted(clause.against, key=_scattered)
        if clause.denies:
            rest = sorted(clause.told, key=_scattered)
            shut_out = [*sorted(clause.object, key=_scattered), clause.deed, *rest]
        elif clause.affirms:
            affirmed |= set(map(root_of, clause.told))
        denied |= dict.fromkeys(root_of(word) for word in shut_out if word)
    kept = [root for root in denied if root not in roots_of_any_story()][:_CLAUSE_KEYS]
    yield from (CandidateKey(Tie.DENIED, f"told|{root}") for root in kept)
    left = affirmed - set(kept) - roots_of_any_story()
    for root in sorted(left, key=_scattered)[:_CLAUSE_KEYS]:
        yield CandidateKey(Tie.AFFIRMED, f"told|{root}")


def _scattered(word: str) -> tuple[int, str]:
    """Order words evenly, so that sets with many words in common share their first ones."""
    return zlib.crc32(word.encode()), word


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=_DIGEST_BYTES).hexdigest()


def unit_key(assertion: Assertion) -> str:
    """Return what a figure counts in: "person" for all kinds of people, "truck" for lorries."""
    quantity = assertion.claim.quantity
    if quantity is None:
        return ""
    if is_person(quantity.unit):
        return PERSON
    head = head_of(quantity.unit) or quantity.dimension
    group = group_of(assertion.claim.population).head
    # "Polling places" are "polling stations", though no table holds places and stations.
    return group if head not in table_heads() and group in table_heads() else head


def kind_key(assertion: Assertion) -> str:
    """Return what kind of thing a figure measures: kilometres and miles are one kind."""
    quantity = assertion.claim.quantity
    if quantity is None or quantity.dimension in _KINDS_BY_UNIT:
        return unit_key(assertion)
    return quantity.dimension


def _met_kind(assertion: Assertion) -> str:
    """Return the kind of a figure that others are looked for by: money is met by money a year."""
    quantity = assertion.claim.quantity
    money, per, _ = (quantity.unit if quantity is not None else "").partition(" per ")
    return money if per and money.isupper() else kind_key(assertion)


def question_key(assertion: Assertion) -> str:
    """Return the key of the question that a claim answers."""
    return question_of(assertion).key


def question_of(assertion: Assertion) -> Question:
    """Return the question that a claim answers: measure, population, place and window.

    For words without a figure it is what their speaker said.
    """
    claim = assertion.claim
    if claim.quantity is None:
        said = quoted(claim.span.exact)
        key = f"words|{assertion.utterer}|{_digest(plain_words(claim.span.exact))}"
        return Question(key, f"What {speaker(assertion)} said: {said}"[:_TITLE_LENGTH])
    unit = kind_key(assertion)
    measure = measure_of(claim.measure.key)
    group = group_of(claim.population)
    # Who is counted tells which story it is; reports of one story often leave the place out.
    place = "" if group.telling else place_key(claim.place.key)
    parts = (
        "figure",
        "" if unit == "person" else unit,
        measure.key or _context(assertion),
        group.key,
        place,
        window_key(assertion),
    )
    return Question("|".join(parts), _title(assertion)[:_TITLE_LENGTH])


def _context(assertion: Assertion) -> str:
    """Spell the subject of a sentence whose measure is not known."""
    subject = sorted(content_words(assertion.claim.sentence.exact), key=_scattered)
    return "?" + " ".join(sorted(subject[:_CONTEXT_WORDS]))


def window_key(assertion: Assertion) -> str:
    """Spell a window; a count that adds up and states none is taken to date."""
    window = assertion.claim.window
    match window.kind:
        case WindowKind.NONE:
            course = measure_of(assertion.claim.measure.key).course
            counted = assertion.claim.measure.key and course is Course.ACCUMULATES
            return WindowKind.TO_DATE.value if counted else ""
        case WindowKind.PERIOD if window.start is not None and window.end is not None:
            return f"{window.start}..{window.end}"
        case WindowKind.DURATION if window.days is not None:
            return f"{window.days} days"
        case WindowKind.PERIOD | WindowKind.DURATION:
            return window.label
        case WindowKind.TO_DATE | WindowKind.PLANNED:
            return window.kind.value


def _title(assertion: Assertion) -> str:
    """Spell a question from the parts of its key, so that every wording gives one title."""
    claim = assertion.claim
    known = bool(claim.measure.key)
    title = measure_in_words(assertion) if known else f"the figure in {quoted(_subject(assertion))}"
    group = group_of(claim.population)
    if group.known:
        title = f"{_group_title(group)} {title}"
    if claim.place.key and not group.telling:
        title = f"{title}, {place_key(claim.place.key).replace('-', ' ').title()}"
    window = _window_title(claim.window) or window_key(assertion)
    title = f"{title}, {window}" if window else title
    return title[0].upper() + title[1:]


def _group_title(group: Group) -> str:
    """Spell "north-korean troop" as "North Korean troops"."""
    names = (each.replace("-", " ") for each in sorted(group.modifiers - group.telling))
    told = (each.replace("-", " ").title() for each in sorted(group.telling))
    return " ".join((*told, *names, plural_of(group.head or PERSON)))


def _subject(assertion: Assertion) -> str:
    return assertion.claim.sentence.exact


def _window_title(window: Window) -> str:
    if window.kind in {WindowKind.NONE, WindowKind.TO_DATE, WindowKind.PLANNED}:
        return ""
    return window_in_words(window)


def wider_question(a: Assertion, b: Assertion) -> Question:
    """Return the question that a raised pair bears on: that of the wider scope.

    Where neither scope holds the other, it is the one whose key comes first. Of words that somebody
    denies it is the denial: all who affirm what it denies stand on its card.
    """
    first, second = question_of(a), question_of(b)
    denied = [each.claim.quantity is None and denies(each) for each in (a, b)]
    if denied[0] != denied[1]:
        return first if denied[0] else second
    if a.claim.quantity is not None and b.claim.quantity is not None:
        fits = set(_fits(a, b)) - {Fit.SAME, Fit.UNKNOWN}
        if fits == {Fit.INSIDE}:
            return second
        if fits == {Fit.AROUND}:
            return first
    return min(first, second, key=lambda question: question.key)


def _fits(a: Assertion, b: Assertion) -> Iterable[Fit]:
    yield fit_of_measures(a.claim.measure.key, b.claim.measure.key)
    yield fit_of_groups(group_of(a.claim.population), group_of(b.claim.population))
    yield fit_of_places(a.claim.place.key, b.claim.place.key)
    total_a, total_b = (window_key(each) == WindowKind.TO_DATE.value for each in (a, b))
    if total_a != total_b:
        yield Fit.AROUND if total_a else Fit.INSIDE
