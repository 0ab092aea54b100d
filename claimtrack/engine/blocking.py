"""Keys that are worked out from one claim alone: its candidates, and the question it answers.

Two claims are only compared if they share a candidate key, so a claim among a million meets a
handful. Keys that would be hot ("people killed") carry a place, a name or a telling word, and
a stretch of time. Time is cut into stretches, and each claim is filed under its own and the
next one, so that neighbours on both sides of a cut still meet.
"""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimtrack.engine.comparison.occasions import said_day
from claimtrack.engine.comparison.phrasing import (
    measure_in_words,
    quoted,
    speaker,
    window_in_words,
)
from claimtrack.engine.comparison.wording import content_words, names, plain_words, words
from claimtrack.engine.language.nouns import plural_of
from claimtrack.engine.records import WindowKind
from claimtrack.engine.taxonomy.fit import Fit
from claimtrack.engine.taxonomy.measure_tree import Course, fit_of_measures, measure_of
from claimtrack.engine.taxonomy.place_tree import fit_of_places, place_key, places_around
from claimtrack.engine.taxonomy.population_tree import PERSON, fit_of_groups, group_of, is_person

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from claimtrack.engine.records import Assertion, Window
    from claimtrack.engine.taxonomy.population_tree import Group

_SAGA_STRETCH = 183
_EVENT_STRETCH = 16
_WORD_KEYS = 3
_NAME_KEYS = 4
_SHINGLE_KEYS = 4
_CONTEXT_WORDS = 5
_DIGEST_BYTES = 12
_TITLE_LENGTH = 400
#: Dimensions whose units are not turned into each other.
_KINDS_BY_UNIT = frozenset({"count", "money"})


@dataclass(frozen=True, slots=True)
class Question:
    """What a statement answers: a key, equal for every wording of it, and a title to read."""

    key: str
    title: str


def blocking_keys(assertion: Assertion) -> frozenset[str]:
    """Return the candidate keys of one claim; claims without a common key are never compared."""
    if assertion.claim.quantity is None:
        return frozenset(_keys_of_words(assertion))
    return frozenset(_keys_of_figure(assertion))


def _keys_of_figure(assertion: Assertion) -> Iterator[str]:
    claim = assertion.claim
    unit = kind_key(assertion)
    family = measure_of(claim.measure.key).family if claim.measure.key else f"?{unit}"
    group = group_of(claim.population)
    yield f"{unit}|in:{assertion.report.report}"
    if claim.echoes is not None:
        return
    for modifier in sorted(group.telling):
        for stretch in _stretches(assertion, _SAGA_STRETCH):
            yield f"{family}|{modifier}|{stretch}"
        if assertion.utterer and not assertion.unnamed:
            yield f"{family}|{modifier}|by:{assertion.utterer}"
    place = place_key(claim.place.key)
    told = tuple(sorted(names(claim.sentence.exact), key=_scattered)[:_NAME_KEYS])
    subject = sorted(content_words(claim.sentence.exact), key=_scattered)[:_WORD_KEYS]
    around = (place, *sorted(places_around(place))) if place else ()
    told = () if group.telling else told
    for stretch in _stretches(assertion, _EVENT_STRETCH):
        yield from (f"{family}|at:{each}|{stretch}" for each in around)
        yield from (f"{unit}|name:{name}|{stretch}" for name in told)
        yield from (f"{unit}|word:{word}|{stretch}" for word in subject)


def _keys_of_words(assertion: Assertion) -> Iterator[str]:
    exact = assertion.claim.span.exact
    said = [word for word in words(exact) if word in content_words(exact)]
    runs = {" ".join(said[i : i + 2]) for i in range(max(len(said) - 1, 1))} if said else set()
    for stretch in _stretches(assertion, _EVENT_STRETCH):
        for run in sorted(runs, key=_scattered)[:_SHINGLE_KEYS]:
            yield f"words|{_digest(run)}|{stretch}"
        yield f"words|{_digest(plain_words(exact))}|{stretch}"


def _stretches(assertion: Assertion, days: int) -> tuple[int, int]:
    own = said_day(assertion).toordinal() // days
    return own, own + 1


def _scattered(word: str) -> tuple[int, str]:
    """Order words evenly, so that sets with many words in common share their first ones."""
    return zlib.crc32(word.encode()), word


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=_DIGEST_BYTES).hexdigest()


def unit_key(assertion: Assertion) -> str:
    """Return what a figure counts in: "person" for all kinds of people."""
    quantity = assertion.claim.quantity
    if quantity is None:
        return ""
    return "person" if is_person(quantity.unit) else quantity.unit or quantity.dimension


def kind_key(assertion: Assertion) -> str:
    """Return what kind of thing a figure measures: kilometres and miles are one kind."""
    quantity = assertion.claim.quantity
    if quantity is None or quantity.dimension in _KINDS_BY_UNIT:
        return unit_key(assertion)
    return quantity.dimension


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

    Where neither scope holds the other, it is the one whose key comes first.
    """
    first, second = question_of(a), question_of(b)
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
