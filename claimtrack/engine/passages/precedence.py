"""What is told of a thing before it began: "invented in 1989", "there was a version in 1981".

A thing that was not there yet cannot have been used, and two days of one beginning cannot both be
right. A later use says nothing against an earlier beginning, and neither do plans, forerunners
and what people did before.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from claimtrack.engine.comparison.likeness import likeness
from claimtrack.engine.passages.beginnings import Beginning

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from claimtrack.engine.passages.beginnings import Event, Thing
    from claimtrack.engine.passages.reading import Passage
    from claimtrack.engine.passages.values import Value

_ALIKE = 0.8
#: How sure it is that two events are of one thing: both are told of it, or one only points to it.
_TOLD, _POINTED_TO = 0.7, 0.55


def precedences(a: Passage, b: Passage) -> Iterator[tuple[float, str]]:
    """Yield what one passage tells of a thing before it began by the other: how surely, and why."""
    for one, other in ((a, b), (b, a)):
        for beginning, event in product(one.events, other.events):
            if not _denies(beginning, event) or not _is_before(event.day, beginning.day):
                continue
            weight = 0.0 if _is_known(beginning, other) else _of_one_thing(beginning, event, other)
            if weight:
                days = f"“{event.day.text}” is before “{beginning.day.text}”"
                yield weight, f"{days}, when it began"


def _denies(beginning: Event, event: Event) -> bool:
    """Tell whether an event, were it earlier, would speak against a beginning.

    What was released in 1999 was made before, and a World Cup that starts is none of the others:
    what was opened can only have been opened before, and what was first used only used.
    """
    if event.outside:
        return False
    if beginning.beginning is Beginning.FIRST:
        return beginning.uses and event.uses
    if beginning.beginning is Beginning.OPENED:
        return event.beginning is Beginning.OPENED
    return beginning.beginning is Beginning.MADE


def _is_before(day: Value, other: Value) -> bool:
    """Tell whether a day or a stretch of years ends before another begins."""
    if day.dated is not other.dated:
        return False
    last = day.until or day.day
    width = min(len(last), len(other.day))
    return last[:width] < other.day[:width]


def _is_known(beginning: Event, other: Passage) -> bool:
    """Tell whether the other passage has the day of a beginning too."""
    return any(
        beginning.day.may_meet(value) and not beginning.day.excludes(value)
        for value in other.values
    )


def _of_one_thing(beginning: Event, event: Event, other: Passage) -> float:
    """Return how sure it is that an event is one of what began."""
    if not _holds(other.words, beginning.places):
        return 0.0
    if any(_is_one(thing, told) for thing in beginning.things for told in event.things):
        return _TOLD
    pointed = event.pointed and any(_holds(other.words, each.words) for each in beginning.things)
    return _POINTED_TO if pointed else 0.0


def _is_one(thing: Thing, told: Thing) -> bool:
    """Tell whether two are one thing: "the party" is not its leader, nor "an attack" another."""
    if thing.fresh or told.fresh or likeness(thing.head, told.head) < _ALIKE:
        return False
    return _holds(told.words, thing.words)


def _holds(words: Collection[str], thing: Collection[str]) -> bool:
    """Tell whether all words by which a thing is known are among some words."""
    return all(any(likeness(each, word) >= _ALIKE for word in words) for each in thing)
