"""The noun whose level a figure states: "the toll rose to 87", "unemployment of 4.1%"."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from claimtrack.engine.facets.governors import is_level_verb
from claimtrack.engine.facets.measure_lexicon import STATES, VERBS, Part, grammar, level_forms
from claimtrack.engine.language.names import name_lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimtrack.engine.facets.context import Figure, Sentence
    from claimtrack.engine.facets.governors import Governor
    from claimtrack.engine.facets.measure_lexicon import Signal
    from claimtrack.engine.facets.signals import Signals

_LEVEL_REACH = 4
_FAR_LEVEL = 15
_IDLE = frozenset({"ADV", "DET", "PUNCT", "ADJ", "SYM"})
_SET_AGAINST = frozenset({"against", "versus", "and"})
_COMMA = frozenset({","})
_NAMED = frozenset({Part.NOUN, Part.PHRASE})


@cache
def _bodies() -> frozenset[str]:
    """Return nouns behind which another says only what they do: "the rescue service"."""
    return name_lexicon().institutions | {"team", "teams", "crew", "crews", "workers", "services"}


class LevelReader:
    """Reads the measures of the figures of one sentence that are levels of a noun."""

    def __init__(self, sentence: Sentence, signals: Signals) -> None:
        """Take the sentence and its signals."""
        self._s = sentence
        self._signals = signals

    def read(self, figure: Figure, governor: Governor | None) -> Signal | None:
        """Read "the toll rose to 87", "casualties at 4,700", "unemployment of 4.1%"."""
        s = self._s
        if s.word(figure.first) in level_forms():
            return self._named_before(figure, figure.first)
        before = figure.first - 1
        while s.tag(before) in _IDLE and s.word(before) != ",":
            before -= 1
        if before < 0:
            return None
        links = s.tag(before) == "ADP" or s.is_verb(before) or s.word(before) in level_forms()
        if links or s.word(before) == "to":
            return self._named_before(figure, before)
        for signal in self._signals.ending(before):
            if signal.part is Part.NOUN and self._signals.fits(figure, signal):
                return self._amount_of(figure, signal) or signal
        group = governor.group if governor is not None and not governor.subject else None
        if group is not None and any(s.word(i) in level_forms() for i in group.verbs):
            return self._named_before(figure, group.first)
        return None

    def _amount_of(self, figure: Figure, noun: Signal) -> Signal | None:
        """Read "every day cost the economy 1.2bn": what it costs whom is no level of the latter."""
        s = self._s
        verb = noun.first - 1
        while s.tag(verb) in ("DET", "ADJ", "PRON"):
            verb -= 1
        return self._signals.at(figure, verb, Part.AMOUNT)

    def other_term(self, figure: Figure, governor: Governor | None) -> Signal | None:
        """Read the second of "wages grew faster than prices, at 5.9% against 3.2%"."""
        del governor
        s = self._s
        number = s.order_of(figure)
        if number == 0 or s.word(figure.first - 1) not in _SET_AGAINST:
            return None
        first = s.figures[number - 1]
        if len(s.between(first, figure)) > 1:
            return None
        start = s.clause_start(first.first)
        than = next((i for i in range(first.first, start, -1) if s.word(i) == "than"), None)
        if than is None:
            return None
        noun = than
        while s.tag(noun + 1) in ("ADJ", "NOUN", "PROPN"):
            noun += 1
        return next(
            (
                signal
                for signal in self._signals.ending(noun)
                if signal.part is Part.NOUN and self._signals.fits(figure, signal)
            ),
            None,
        )

    def _named_before(self, figure: Figure, link: int) -> Signal | None:
        """Return the noun whose level is stated, before a verb or preposition."""
        s = self._s
        start = self._behind_adjunct(self._count_start(figure, s.clause_start(link), link), link)
        nouns = [
            signal
            for signal in self._signals.between(start, link)
            if (s.figure_at(signal.first) or figure) is figure
            and signal.part is not Part.DONE_TO_BY
            and self._signals.fits(figure, signal)
            and not self._is_aside(figure, signal)
        ]
        direct = [n for n in nouns if n.part is Part.NOUN]
        beside = s.word(link) in ("for", "with")
        touching = [n for n in nouns if n.part in _NAMED and link - n.last <= 1 and not beside]
        if touching:
            return max(touching, key=lambda n: n.last - n.first)
        counts = s.among(grammar("counts"), start, link)
        counted = self._counted(nouns, counts[-1]) if counts else None
        if counted is not None:
            return counted
        if not direct and s.is_relative(start - 1):
            return self._around_relative(figure, start - 1, link)
        reach = _FAR_LEVEL if s.word(link) in ("to", "by", "at", "from") else _LEVEL_REACH
        near = range(max(start, link - reach), min(link + 1, len(s.low)))
        verbs = [i for i in near if is_level_verb(s, i)]
        if direct and (verbs or self._is_one_phrase(direct[-1], link)):
            return self._nearest_subject(direct, verbs[-1] if verbs else link)
        return self._before_relative(figure, s.clause_start(link)) if verbs else None

    def _counted(self, nouns: Sequence[Signal], count: int) -> Signal | None:
        """Return what a word like "number" counts: "the number of wounded", "the flood toll"."""
        direct = [n for n in nouns if n.part is Part.NOUN]
        states = [n for n in nouns if n.part in STATES or self._is_deed(n)]
        # "100 have been killed and the number of wounded is": whose number is said behind it.
        behind = [n for n in states if n.first > count]
        states = behind or states
        tolls = [n for n in direct if n.last == count]
        if tolls and not behind:
            return tolls[0]
        if direct and (not states or direct[0].first < states[0].first):
            return direct[0]
        weak = [n for n in nouns if n.part is Part.WEAK and n.first > count and not direct]
        return next(iter((*states, *weak)), None)

    def _is_deed(self, signal: Signal) -> bool:
        """Tell a verb from a noun of its form: "the number of shelters destroyed"."""
        return signal.part in VERBS and self._s.tag(signal.first) not in ("NOUN", "PROPN")

    def _behind_adjunct(self, start: int, link: int) -> int:
        """Step over "Under the draft budget," where the subject with the level stands behind."""
        s = self._s
        if s.tag(start) not in ("ADP", "SCONJ") or s.is_verb(start):
            return start
        commas = s.among(_COMMA, start, link)
        if not commas or s.verbs_among(start, commas[0]):
            return start
        comma = commas[0]
        named = any(n.part is Part.NOUN for n in self._signals.between(comma + 1, link))
        return comma + 1 if named else start

    def _is_aside(self, figure: Figure, noun: Signal) -> bool:
        """Tell what has no level here: the whole in "4% of GDP", the kind in "rescue teams"."""
        s = self._s
        if s.word(noun.first - 1) == "of" and s.figure_at(noun.first - 2) is not None:
            return True
        if noun.part is Part.NOUN and s.word(noun.last + 1) in _bodies():
            return True
        counts = figure.quantity.dimension == "count" and figure.last > figure.number_last
        describes = noun.part is Part.NOUN and s.tag(noun.last + 1) == "NOUN"
        return counts and describes and not s.is_verb(noun.last + 1)

    def _around_relative(self, figure: Figure, relative: int, link: int) -> Signal | None:
        """Read "a street value that officials put at", "the quake, whose centre lay off Dar, did".

        The verb is that of the clause around where a comma stands before it, or where the clause
        has another one: "the toll from a ferry that capsized off Ticao rose to 23".
        """
        s = self._s
        verb = s.verb_group(link).first if s.is_verb(link) else link
        verb = (
            s.verb_group(link - 1).first if s.word(link) == "to" and s.is_verb(link - 1) else verb
        )
        apart = s.word(verb - 1) == "," or is_level_verb(s, verb)
        if apart and s.verbs_among(relative, verb):
            return self._head_before(figure, relative)
        before = relative - 1 - (s.word(relative - 1) == ",")
        return next(
            (
                signal
                for signal in self._signals.ending(before)
                if signal.part is Part.NOUN and self._signals.fits(figure, signal)
            ),
            None,
        )

    def _head_before(self, figure: Figure, index: int) -> Signal | None:
        """Return the first noun that names a measure in the clause before a token."""
        start = self._s.clause_start(index)
        return next(
            (
                signal
                for signal in self._signals.between(start, index)
                if signal.part is Part.NOUN
                and self._s.figure_at(signal.first) is None
                and self._signals.fits(figure, signal)
            ),
            None,
        )

    def _before_relative(self, figure: Figure, start: int) -> Signal | None:
        """Read "inflation, which peaked at 11.2% in 2023, slowed to 3.8%": both are inflation."""
        s = self._s
        if not s.is_relative(start - 1) or s.word(start - 2) != ",":
            return None
        return next(
            (
                signal
                for signal in self._signals.ending(start - 3)
                if signal.part is Part.NOUN and self._signals.fits(figure, signal)
            ),
            None,
        )

    def _count_start(self, figure: Figure, start: int, link: int) -> int:
        """Begin behind the figure before, where a count of its own begins there.

        "The number of dead at 30 and the number of wounded at 70" is two counts in one clause.
        """
        s = self._s
        others = (i for i in range(link - 1, start - 1, -1) if s.figure_at(i) is not None)
        last = next((i for i in others if s.figure_at(i) is not figure), None)
        if last is None or not s.among(grammar("counts"), last + 1, link):
            return start
        return last + 1

    def _is_one_phrase(self, noun: Signal, link: int) -> bool:
        """Tell whether nothing but "of" and "in" phrases stands between a noun and its level."""
        s = self._s
        return s.word(link) in ("of", "at", "to", "by") and not any(
            s.is_verb(i) or s.word(i) == "," or s.figure_at(i) is not None
            for i in range(noun.last + 1, link)
        )

    def _nearest_subject(self, nouns: list[Signal], verb: int) -> Signal:
        """Prefer the longest noun at the head of the subject."""
        ahead = [n for n in nouns if n.first < verb] or nouns
        head = ahead[0]
        return max((n for n in ahead if n.first == head.first), key=lambda n: n.last)
