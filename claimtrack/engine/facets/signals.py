"""The words of one sentence that name measures, found once and asked for by their place."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from claimtrack.engine.facets.measure_lexicon import PHRASES, VERBS, Part, find_signals
from claimtrack.engine.facets.populations import names_people

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claimtrack.engine.facets.context import Figure, Sentence
    from claimtrack.engine.facets.measure_lexicon import Entry, Signal

_OF_NAMED = frozenset({Part.DONE_TO_NAMED, Part.PHRASE_NAMED})
_BESIDE = frozenset({Part.BEFORE_BY, Part.DONE_TO_BESIDE, Part.TERM})
_PURPOSE = frozenset({"to", "that", "for"})
_NOUNS = frozenset({Part.NOUN, Part.WEAK, Part.COUNTED})


class Signals:
    """The signals of a sentence by their first and by their last word."""

    def __init__(self, sentence: Sentence) -> None:
        """Take the sentence and scan it."""
        self._s = sentence
        self._beginning: dict[int, list[Signal]] = {}
        self._ending: dict[int, list[Signal]] = {}
        for signal in find_signals(sentence.low):
            if self._tells_purpose(signal):
                continue
            self._beginning.setdefault(signal.first, []).append(signal)
            self._ending.setdefault(signal.last, []).append(signal)
        self._firsts = list(self._beginning)
        self._spoken: dict[frozenset[str], bool] = {}
        self._row = f" {' '.join(sentence.low)} "

    def _tells_purpose(self, signal: Signal) -> bool:
        """Tell "in order to" from an order."""
        at = signal.first
        return (
            self._s.word(at) == "order"
            and self._s.word(at - 1) == "in"
            and self._s.word(at + 1) in _PURPOSE
        )

    def beginning(self, index: int) -> Sequence[Signal]:
        """Return the signals whose first word a token is, the longest first."""
        return self._beginning.get(index, ())

    def between(self, start: int, end: int) -> Iterator[Signal]:
        """Yield the signals that lie from ``start`` to before ``end``, by their first words."""
        for first in self._firsts[
            bisect_left(self._firsts, start) : bisect_left(self._firsts, end)
        ]:
            yield from (signal for signal in self._beginning[first] if signal.last < end)

    def ending(self, index: int) -> Sequence[Signal]:
        """Return the signals whose last word a token is."""
        return self._ending.get(index, ())

    def is_listed_verb(self, index: int) -> bool:
        """Tell whether a word is a verb of the lexicon by its form."""
        return any(signal.part in VERBS for signal in self.beginning(index))

    def fits(self, figure: Figure, signal: Signal) -> bool:
        """Tell whether a signal may name the measure of a figure, by what is counted."""
        if figure.quantity.dimension not in signal.entry.dimensions:
            return False
        if self._takes_another(figure, signal) or self._describes_noun(signal):
            return False
        if signal.part in _NOUNS and not self._s.title:
            return signal.last > signal.first or self._is_noun(signal.last)
        return self._is_of(figure, signal)

    def _takes_another(self, figure: Figure, signal: Signal) -> bool:
        """Tell "14 people dead and wounded 37": the second word is the verb of the next figure."""
        if signal.last - signal.first < len(("and", "wounded")):
            return False
        joined = self._s.word(signal.last - 1) in ("and", "or")
        return joined and self._s.figure_at(signal.last + 1) not in (None, figure)

    def _describes_noun(self, signal: Signal) -> bool:
        """Tell "missing in the old quarter", where the quarter is old."""
        alone = signal.first == signal.last and signal.part in PHRASES
        adjective = alone and self._s.tokens[signal.last].xpos == "JJ"
        return adjective and self._s.tag(signal.last + 1) in ("NOUN", "PROPN")

    def _is_of(self, figure: Figure, signal: Signal) -> bool:
        """Tell whether a signal of some things alone may speak of what is counted."""
        if signal.part is Part.DONE_TO_PEOPLE:
            return not figure.unit or names_people(figure.unit)
        if signal.part is Part.PHRASE_PEOPLE:
            return figure.unit in ("", "item") or names_people(figure.unit)
        if signal.part in _OF_NAMED:
            return figure.unit in signal.entry.named
        return signal.part not in _BESIDE or self.speaks_of(signal.entry)

    def speaks_of(self, entry: Entry) -> bool:
        """Tell whether the sentence names one of those whose doing an entry is."""
        if not entry.by:
            return True
        if entry.by not in self._spoken:
            self._spoken[entry.by] = any(f" {noun} " in self._row for noun in entry.by)
        return self._spoken[entry.by]

    def _plays(self, signal: Signal, parts: tuple[Part, ...]) -> bool:
        beside = signal.part is Part.DONE_TO_BESIDE and Part.DONE_TO in parts
        return beside or signal.part in parts

    def _is_noun(self, index: int) -> bool:
        """Tell whether a word may be a noun, as one in -ing that opens a clause ("Spending on")."""
        if self._s.tag(index) in ("AUX", "ADP"):
            return False
        opens = self._s.word(index).endswith("ing") and self._s.tag(index + 1) == "ADP"
        if self._s.tokens[index].xpos == "VB" and self._s.is_verb(index + 1):
            # "Attendance fell to": no base form has a verb right behind it.
            return True
        begins = index == self._s.clause_start(index) or self._s.word(index - 1) == ","
        return self._s.tag(index) != "VERB" or (opens and begins)

    def at(self, figure: Figure, first: int, *parts: Part, end: int | None = None) -> Signal | None:
        """Return the longest fitting signal that begins with a word, up to the word ``end``."""
        return next(
            (
                signal
                for signal in self.beginning(first)
                if (end is None or signal.last <= end)
                and self._plays(signal, parts)
                and self.fits(figure, signal)
            ),
            None,
        )
