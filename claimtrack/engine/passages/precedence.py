"""What is told of a thing before it began: "invented in 1989", "there was a version in 1981".

A thing that was not there yet cannot have been used, and two days of one beginning cannot both be
right. A later use says nothing against an earlier beginning, and neither do plans, forerunners
and what people did before.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from claimtrack.engine.comparison.likeness import likeness

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from claimtrack.engine.passages.beginnings import Event
    from claimtrack.engine.passages.reading import Passage
    from claimtrack.engine.passages.values import Value

_ALIKE = 0.8
#: How sure it is that two events are of one thing: both are told of it, it is named beside one of
#: them, or only pointed to there.
_TOLD, _BESIDE, _POINTED_TO = 0.7, 0.6, 0.55


def precedences(a: Passage, b: Passage) -> Iterator[tuple[float, str]]:
    """Yield what one passage tells of a thing before it began by the other: how surely, and why."""
    for one, other in ((a, b), (b, a)):
        for beginning, event in product(one.events, other.events):
            if not beginning.begins or event.outside or not _is_before(event.day, beginning.day):
                continue
            weight = 0.0 if _is_known(beginning, other) else _of_one_thing(beginning, event, other)
            if weight:
                days = f"“{event.day.text}” is before “{beginning.day.text}”"
                yield weight, f"{days}, when it began"


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
    weights = [0.0]
    for thing in beginning.things:
        if any(_holds(told, thing) for told in event.things):
            weights.append(_TOLD)
        elif _holds(event.words, thing):
            weights.append(_BESIDE)
        elif event.pointed and _holds(other.words, thing):
            weights.append(_POINTED_TO)
    return max(weights)


def _holds(words: Collection[str], thing: Collection[str]) -> bool:
    """Tell whether all words by which a thing is known are among some words."""
    return all(any(likeness(each, word) >= _ALIKE for word in words) for each in thing)
