"""What a figure measures: killed, wounded, cost, turnout and so on.

The words around a figure are asked in turn, from the nearest to the farthest: the counted noun
("600 deaths"), the state behind it ("30 dead"), the verb that it is the subject of ("30 people
died"), the verb that it is the object of ("killed 30 people"), the noun whose level it is ("the
toll rose to 87"), and the noun behind it ("$3bn in damage").
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claimtrack.engine.facets.governors import SUBJECT_REACH, GovernorReader, is_level_verb
from claimtrack.engine.facets.measure_lexicon import (
    VERBS,
    Part,
    Signal,
    entries,
    find_signals,
    grammar,
    level_forms,
)
from claimtrack.engine.facets.open_measures import open_measure
from claimtrack.engine.facets.populations import names_people
from claimtrack.engine.language.nouns import singular_of
from claimtrack.engine.records import Facet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from claimtrack.engine.facets.context import Figure, Sentence, VerbGroup
    from claimtrack.engine.facets.governors import Governor

_NOUN_REACH = 6
_LEVEL_REACH = 4
_FAR_LEVEL = 15
_IDLE = frozenset({"ADV", "DET", "PUNCT", "ADJ", "SYM"})
_OF_NAMED = frozenset({Part.DONE_TO_NAMED, Part.PHRASE_NAMED})
_STATES = frozenset({Part.ADJECTIVE, Part.PHRASE})
_NOUNS = frozenset({Part.NOUN, Part.WEAK, Part.COUNTED})
_NAMED = frozenset({Part.NOUN, Part.PHRASE})


class Reading(NamedTuple):
    """A measure with the words that name it, and the verb that governs the figure if any.

    ``verb`` is the governing verb, or the one of the clause where none governs the figure.
    """

    facet: Facet
    governor: Governor | None
    verb: VerbGroup | None


class MeasureReader:
    """Reads the measures of the figures of one sentence."""

    def __init__(self, sentence: Sentence) -> None:
        """Take the sentence; its signals are found once."""
        self._s = sentence
        self._signals: dict[int, list[Signal]] = {}
        self._endings: dict[int, list[Signal]] = {}
        for signal in find_signals(sentence.low):
            self._signals.setdefault(signal.first, []).append(signal)
            self._endings.setdefault(signal.last, []).append(signal)
        self._governors = GovernorReader(sentence, self._is_listed_verb)

    def _is_listed_verb(self, index: int) -> bool:
        return any(signal.part in VERBS for signal in self._signals.get(index, ()))

    def read(self, figure: Figure) -> Reading:
        """Return the measure of a figure; its key is empty where nothing names one."""
        governor = self._governors.read(figure)
        verb = governor.group if governor else self._governors.loosely_before(figure)
        rules: tuple[Callable[[Figure, Governor | None], Signal | None], ...] = (
            self._before,
            self._named_object,
            self._unit,
            self._counted,
            self._state_behind,
            self._kind_of_sum,
            self._verb,
            self._level,
            self._noun_behind,
            self._before_else,
            self._relative,
            self._weak,
        )
        for rule in rules:
            signal = rule(figure, governor)
            if signal is not None:
                return Reading(self._facet(signal), governor, verb)
        return Reading(open_measure(self._s, figure, governor), governor, verb)

    def _facet(self, signal: Signal) -> Facet:
        span = self._s.cut(signal.first, signal.last)
        return Facet(signal.entry.key, signal.entry.label, span)

    def _fits(self, figure: Figure, signal: Signal) -> bool:
        if figure.quantity.dimension not in signal.entry.dimensions:
            return False
        if signal.part in _NOUNS and not self._s.title:
            return self._is_noun(signal.last)
        if signal.part is Part.DONE_TO_PEOPLE:
            return not figure.unit or names_people(figure.unit)
        if signal.part in _OF_NAMED:
            return figure.unit in signal.entry.named
        return True

    def _is_noun(self, index: int) -> bool:
        """Tell whether a word may be a noun, as one in -ing that opens a clause ("Spending on")."""
        if self._s.tag(index) in ("AUX", "ADP"):
            return False
        opens = self._s.word(index).endswith("ing") and self._s.tag(index + 1) == "ADP"
        return self._s.tag(index) != "VERB" or (opens and index == self._s.clause_start(index))

    def _at(self, figure: Figure, first: int, *parts: Part) -> Signal | None:
        """Return the longest fitting signal that begins with a word."""
        return next(
            (
                signal
                for signal in self._signals.get(first, ())
                if signal.part in parts and self._fits(figure, signal)
            ),
            None,
        )

    # the words that leave no choice

    def _before(self, figure: Figure, governor: Governor | None) -> Signal | None:
        """Read "sentenced to 12 years", "worth $3bn", "a magnitude of 6.1"."""
        del governor
        return self._right_before(figure, Part.BEFORE)

    def _before_else(self, figure: Figure, governor: Governor | None) -> Signal | None:
        """Read "a necklace worth $3bn"; "exports were worth $3bn" are exports."""
        del governor
        return self._right_before(figure, Part.BEFORE_ELSE)

    def _right_before(self, figure: Figure, part: Part) -> Signal | None:
        index = figure.first - 1
        while (
            index > 0
            and not self._endings.get(index)
            and self._s.word(index) in grammar("before_figure")
        ):
            index -= 1
        return next(
            (
                signal
                for signal in self._endings.get(index, ())
                if signal.part is part and self._fits(figure, signal)
            ),
            None,
        )

    def _named_object(self, figure: Figure, governor: Governor | None) -> Signal | None:
        """Read "cut 300 jobs", "300 jobs were cut": the verb says so of these things alone."""
        if governor is None or governor.subject is not governor.group.passive:
            return None
        for index in reversed(governor.group.verbs or (governor.group.last,)):
            signal = self._at(figure, index, Part.DONE_TO_NAMED)
            if signal is not None:
                return signal
        return None

    def _unit(self, figure: Figure, governor: Governor | None) -> Signal | None:
        """Read "27 goals", "a 5.6 magnitude quake": what is counted names the measure itself.

        What stands behind it says more: "nine points ahead".
        """
        del governor
        end = max(figure.last, figure.number_last + 1)
        if self._s.word(end) == "-":
            end += 1
        found = next(
            (
                signal
                for signal in self._endings.get(end, ())
                if signal.part is Part.COUNTED
                and signal.first > figure.number_last
                and self._fits(figure, signal)
            ),
            None,
        )
        if found is None:
            return None
        behind = self._at(figure, end + 1, Part.PHRASE)
        return behind or found

    # the counted noun and the words beside it

    def _counted(self, figure: Figure, governor: Governor | None) -> Signal | None:
        """Read "600 deaths", "1,000 wounded soldiers" and "30 dead"."""
        del governor
        found = None
        for index in range(figure.number_last + 1, figure.last + 1):
            signal = self._at(figure, index, Part.PHRASE, Part.NOUN, Part.ADJECTIVE)
            if signal is None or signal.last > figure.last:
                continue
            if found is None or signal.last > found.last:
                found = signal
        if found is None and figure.quantity.dimension == "magnitude":
            return self._magnitude(figure)
        return found

    def _magnitude(self, figure: Figure) -> Signal:
        return Signal(figure.first, figure.last, Part.NOUN, entries()["magnitude"])

    def _state_behind(self, figure: Figure, governor: Governor | None) -> Signal | None:
        """Read "100 killed", "12 others injured", "30 people feared dead"."""
        del governor
        index = self._behind_states(figure)
        if index is None:
            return None
        phrase = self._at(figure, index, Part.PHRASE)
        if phrase is not None:
            return phrase
        signal = self._at(figure, index, Part.ADJECTIVE, Part.DONE_TO)
        if signal is None and self._s.tag(index) == "ADJ":
            signal = self._at(figure, index, Part.DONE_BY)
        if signal is None or self._later_verb(signal.last + 1):
            return None
        done = self._at(figure, index, Part.DONE_TO)
        return signal if done is None or self._is_bare(done) else None

    def _behind_states(self, figure: Figure) -> int | None:
        """Return the word behind "others", "feared", "reported" and the like; none for a verb."""
        index = figure.last + 1
        if self._s.word(index) == "of" and self._s.word(index + 1) in ("them", "whom", "those"):
            index += 2
        index = self._behind_coordinate(index)
        if self._s.word(index) in ("and", "or"):
            return None
        while self._s.word(index) in ("others", "people", "more", "persons") or (
            (self._s.word(index) in grammar("states") or self._s.tag(index) == "ADV")
            and not self._begins(figure, index)
        ):
            if self._s.tag(index) == "AUX" or index > figure.last + _NOUN_REACH:
                return None
            index += 1
        return index

    def _behind_coordinate(self, index: int) -> int:
        """Step over a person who is counted with the figure: "two women and a child drowned"."""
        s = self._s
        joined = s.word(index) == "and" and s.tag(index + 1) in ("DET", "PRON")
        person = joined and names_people(singular_of(s.word(index + 2)))
        return index + 3 if person else index

    def _begins(self, figure: Figure, index: int) -> bool:
        return self._at(figure, index, Part.ADJECTIVE, Part.PHRASE, Part.DONE_TO) is not None

    def _is_bare(self, signal: Signal) -> bool:
        """Tell a participle without an auxiliary or object ("30 killed in …") from an active."""
        low = self._s.word(signal.first)
        if low.endswith("ing") or self._s.tokens[signal.first].xpos in ("VBZ", "VBP", "VB"):
            return False
        after = signal.last + 1
        if self._s.tag(after) in ("DET", "PRON", "PROPN", "NUM"):
            return False
        if self._s.tag(after) == "NOUN":
            return self._s.word(after) in ("yesterday", "today", "overnight")
        return not (self._s.tag(after) == "ADJ" and self._s.tag(after + 1) in ("NOUN", "PROPN"))

    def _later_verb(self, index: int) -> bool:
        """Tell whether "people killed in the attack" goes on with the verb of the sentence."""
        for position in range(index, min(len(self._s.tokens), index + SUBJECT_REACH)):
            if self._s.is_stop(position) or self._s.is_break(position):
                return False
            if self._s.word(position) in (",", "and", "or", "but"):
                return False
            if self._s.tag(position) == "AUX":
                return any(
                    signal.part in VERBS | _STATES
                    for ahead in range(position, position + 5)
                    for signal in self._signals.get(ahead, ())
                )
        return False

    def _verb(self, figure: Figure, governor: Governor | None) -> Signal | None:
        if governor is None:
            return None
        if governor.subject:
            found = self._as_subject(figure, governor.group)
            if found is not None:
                return found
            verb = self._governors.before(figure)
            if verb is None or self._s.clause_start(figure.first) > verb.last:
                return None
            return self._as_object(figure, verb)
        return self._as_object(figure, governor.group)

    def _as_subject(self, figure: Figure, group: VerbGroup) -> Signal | None:
        """Read "30 people were killed", "30 people died", "30 people are missing"."""
        around = list(self._around(group))
        for index in around:
            phrase = self._at(figure, index, Part.PHRASE_NAMED, Part.PHRASE)
            if phrase is not None:
                return phrase
        for index in reversed(group.verbs or ((group.last,) if self._s.title else ())):
            signal = self._done(figure, group, index)
            if signal is not None:
                return signal
        for index in around:
            signal = self._at(figure, index, Part.ADJECTIVE)
            state = group.passive or not group.verbs or index > group.last
            if signal is not None and state and self._is_predicate(group, index):
                return signal
            if self._s.word(index) == "among":
                signal = self._at(figure, index + 2, Part.NOUN)
                if signal is not None:
                    return signal
        return None

    def _around(self, group: VerbGroup) -> Iterator[int]:
        """Yield the tokens of a verb and a few behind it, up to the next statement."""
        for index in range(group.first, min(len(self._s.tokens), group.last + 4)):
            if index > group.last and (self._s.word(index) == "," or self._s.is_break(index)):
                return
            yield index

    def _is_predicate(self, group: VerbGroup, index: int) -> bool:
        """Tell "are still missing" from "moved the injured"."""
        return not any(
            self._s.tag(i) in ("DET", "NOUN", "PROPN", "NUM") for i in range(group.last + 1, index)
        )

    def _done(self, figure: Figure, group: VerbGroup, index: int) -> Signal | None:
        """Return what was done by or to the subject of a verb."""
        signal = self._at(figure, index, Part.DONE_BY)
        if signal is not None:
            return signal
        signal = self._at(figure, index, Part.DONE_TO, Part.DONE_TO_PEOPLE)
        if signal is None or (group.passive and self._is_done_to(index)):
            return signal
        active = self._s.word(group.first) in ("have", "has", "had", "'ve")
        return None if active or not self._is_bare(signal) else signal

    def _is_done_to(self, index: int) -> bool:
        """Tell "are being carried" from "are carrying"."""
        return not self._s.word(index).endswith("ing")

    def _as_object(self, figure: Figure, group: VerbGroup) -> Signal | None:
        """Read "killed 30 people", "has cost $3bn"; a passive has no object."""
        for index in reversed(group.verbs or (group.last,)):
            signal = self._at(figure, index, Part.AMOUNT, Part.PHRASE)
            if signal is not None and signal.last < figure.first:
                return signal
            signal = self._at(figure, index, Part.DONE_TO, Part.DONE_TO_PEOPLE)
            if signal is not None and not self._is_passive_at(group, index):
                return None if self._is_stepped_over(figure, group) else signal
        return None

    def _relative(self, figure: Figure, governor: Governor | None) -> Signal | None:
        """Read "of the 212 prisoners who were exchanged", where the main verb says nothing."""
        del governor
        first = figure.last + 2
        if not self._s.is_relative(figure.last + 1) or not self._s.is_verb(first):
            return None
        return self._as_subject(figure, self._s.verb_group(first))

    def _is_passive_at(self, group: VerbGroup, index: int) -> bool:
        return group.passive and not self._s.word(index).endswith("ing") and index == group.last

    def _is_stepped_over(self, figure: Figure, group: VerbGroup) -> bool:
        """Tell whether a preposition keeps the figure from being the object ("killed in 12 …")."""
        words = range(group.last + 1, figure.first)
        return any(
            self._s.tag(i) == "ADP" and self._s.word(i) != "of" and self._s.figure_at(i) is None
            for i in words
        )

    # levels

    def _level(self, figure: Figure, governor: Governor | None) -> Signal | None:
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
        for signal in self._endings.get(before, ()):
            if signal.part is Part.NOUN and self._fits(figure, signal):
                return signal
        group = governor.group if governor is not None and not governor.subject else None
        if group is not None and any(s.word(i) in level_forms() for i in group.verbs):
            return self._named_before(figure, group.first)
        return None

    def _named_before(self, figure: Figure, link: int) -> Signal | None:
        """Return the noun whose level is stated, before a verb or preposition."""
        s = self._s
        start = self._count_start(figure, s.clause_start(link), link)
        nouns: list[Signal] = []
        for index in range(start, link):
            if s.figure_at(index) is not None and s.figure_at(index) is not figure:
                continue
            nouns += [
                signal
                for signal in self._signals.get(index, ())
                if signal.last < link and self._fits(figure, signal)
            ]
        direct = [n for n in nouns if n.part is Part.NOUN]
        touching = [n for n in nouns if n.part in _NAMED and link - n.last <= 1]
        if touching:
            return max(touching, key=lambda n: n.last - n.first)
        counted = any(s.word(i) in grammar("counts") for i in range(start, link))
        if counted:
            states = [n for n in nouns if n.part in _STATES or n.part in VERBS]
            if direct and (not states or direct[0].first < states[0].first):
                return direct[0]
            if states:
                return states[-1] if len(states) == 1 else states[0]
        reach = _FAR_LEVEL if s.word(link) in ("to", "by", "at", "from") else _LEVEL_REACH
        near = range(max(start, link - reach), min(link + 1, len(s.low)))
        verbs = [i for i in near if is_level_verb(s, i)]
        if direct and (verbs or self._is_one_phrase(direct[-1], link)):
            return self._nearest_subject(direct, verbs[-1] if verbs else link)
        return None

    def _count_start(self, figure: Figure, start: int, link: int) -> int:
        """Begin behind the figure before, where a count of its own begins there.

        "The number of dead at 30 and the number of wounded at 70" is two counts in one clause.
        """
        s = self._s
        others = (i for i in range(link - 1, start - 1, -1) if s.figure_at(i) is not None)
        last = next((i for i in others if s.figure_at(i) is not figure), None)
        if last is None or not any(s.word(i) in grammar("counts") for i in range(last + 1, link)):
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

    def _noun_behind(self, figure: Figure, governor: Governor | None) -> Signal | None:
        """Read "$3bn in damage", "12% of the vote", "a 4.1% unemployment rate".

        The noun in "12% of exports" says whose share it is, and not a share of what kind.
        """
        del governor
        if figure.quantity.dimension == "count":
            return None
        s = self._s
        behind = figure.last + 1
        group = figure.quantity.dimension == "share" and s.word(behind) == "of"
        for index in range(behind, min(len(s.tokens), behind + _NOUN_REACH)):
            word = s.word(index)
            if word in grammar("ends_sum") or s.is_stop(index) or s.tag(index) == "AUX":
                return None
            signal = self._at(figure, index, Part.PHRASE, Part.NOUN)
            if signal is not None and not (group and signal.part is Part.NOUN and index > behind):
                return signal
        return None

    def _kind_of_sum(self, figure: Figure, governor: Governor | None) -> Signal | None:
        """Read "paid $3bn in fines", where the verb says less than the noun."""
        linked = self._s.word(figure.last + 1) in ("in", "of")
        if not linked or figure.quantity.dimension != "money":
            return None
        found = self._noun_behind(figure, governor)
        return found if found is not None and found.part is Part.NOUN else None

    def _weak(self, figure: Figure, governor: Governor | None) -> Signal | None:
        del governor
        for index in range(figure.last, figure.number_last, -1):
            signal = self._at(figure, index, Part.WEAK)
            if signal is not None and signal.last <= figure.last:
                return signal
        return None

    def names_before(self, facet: Facet) -> Iterator[int]:
        """Yield the tokens of the phrase that names the measure ("total North Korean")."""
        if facet.span is None:
            return
        first, _ = self._s.tokens_in(facet.span)
        index = first - 1
        while (
            index >= 0
            and self._s.tag(index) in ("ADJ", "PROPN", "NOUN")
            and self._s.figure_at(index) is None
        ):
            yield index
            index -= 1
