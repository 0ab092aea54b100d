"""One figure told in two ways: risen or fallen to, some or all of them, then or before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from claimtrack.engine.records import Modality

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimtrack.engine.passages.reading import Passage
    from claimtrack.engine.passages.values import Value

_UP = r"(?:rose|risen|rises|climbed|jumped|increased|gained|advanced|surged|rallied|grew|up)"
_DOWN = r"(?:fell|fallen|falls|dropped|slipped|decreased|lost|declined|slid|sank|lowered|cut|down)"
_TO = r"\b[^.;,\d]{0,25} to (?:about |nearly |a )?$"
_RISEN_TO = re.compile(rf"\b{_UP}{_TO}", re.IGNORECASE)
_FALLEN_TO = re.compile(rf"\b{_DOWN}{_TO}", re.IGNORECASE)
_THEN_MOVED = re.compile(r"[^.;,\d]{0,30}, (up|down) (?=\S*\d)", re.IGNORECASE)
_SOME_OF = re.compile(r" of (?:the|its|their|his|her|[A-Z][\w.]*['’]s) ")
_HAS = re.compile(r"\b(?:has|have|had|there (?:are|were)) (?:about |some |only )?$", re.IGNORECASE)
_BEFORE = re.compile(r"\b(?:than|compared (?:with|to)|against|from) (?:in |on )?$", re.IGNORECASE)
#: How far before a figure the words may stand that say how it is told.
_REACH = 60
#: How surely each stands against the other.
_OF_COURSE, _OF_MAYBE, _OF_SOME, _OF_BEFORE = 0.75, 0.65, 0.5, 0.5
#: "Thousands were killed" and "thousands could be killed".
_MAY_BE = {Modality.ASSERTED, Modality.POSSIBLE}


class Turn(NamedTuple):
    """A figure of either passage that is told in two ways, and how surely that is a conflict."""

    short: Value
    long: Value
    weight: float


def turns(short: Passage, long: Passage) -> Iterator[Turn]:
    """Yield the figures that both passages have, and do not tell alike."""
    same = [
        (value, other)
        for value in short.values
        for other in long.values
        if value.kind == other.kind and _is_one(value, other)
    ]
    for value, other in same:
        if value.bounds is None:
            continue
        courses = _course(short, value), _course(long, other)
        if all(courses) and courses[0] != courses[1]:
            yield Turn(value, other, _OF_COURSE)
        if {value.modality, other.modality} == _MAY_BE:
            yield Turn(value, other, _OF_MAYBE)
        if _HAS.search(_led(short, value)) and _SOME_OF.match(long.text, _behind(long, other)):
            yield Turn(value, other, _OF_SOME)
    if any(value.bounds is not None for value, _ in same):
        for value, other in same:
            dated = value.kind == "day" and not _BEFORE.search(_led(short, value))
            if dated and _BEFORE.search(_led(long, other)):
                yield Turn(value, other, _OF_BEFORE)


def _is_one(value: Value, other: Value) -> bool:
    if value.bounds is not None:
        return value.bounds == other.bounds
    return bool(value.day) and value.day == other.day


def _course(passage: Passage, value: Value) -> str:
    """Return whether a level was risen or fallen to, or nothing."""
    led = _led(passage, value)
    if _RISEN_TO.search(led):
        return "up"
    if _FALLEN_TO.search(led):
        return "down"
    moved = _THEN_MOVED.match(passage.text, _behind(passage, value))
    return moved[1].casefold() if moved is not None else ""


def _led(passage: Passage, value: Value) -> str:
    start = _start(passage, value)
    return passage.text[max(0, start - _REACH) : start]


def _behind(passage: Passage, value: Value) -> int:
    return _start(passage, value) + len(value.text)


def _start(passage: Passage, value: Value) -> int:
    """Return where the words of a value begin: a sign or a bound may stand before its number."""
    first = max(0, value.start - len(value.text))
    return max(passage.text.find(value.text, first), first)
