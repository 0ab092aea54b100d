"""What a figure measures: killed, wounded, cost, turnout and so on.

The words around a figure are asked in turn, from the nearest to the farthest: the counted noun
("600 deaths"), the state behind it ("30 dead"), the verb that it is the subject of ("30 people
died"), the verb that it is the object of ("killed 30 people"), the noun whose level it is ("the
toll rose to 87"), and the noun behind it ("$3bn in damage").
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from claimtrack.engine.facets.constructions import Constructions
from claimtrack.engine.facets.context import noun_behind_marks
from claimtrack.engine.facets.given import is_whole
from claimtrack.engine.facets.governors import SUBJECT_REACH, GovernorReader, denies, is_negated
from claimtrack.engine.facets.levels import LevelReader
from claimtrack.engine.facets.measure_lexicon import (
    PHRASES,
    STATES,
    VERBS,
    Part,
    Signal,
    contest_forms,
    entries,
    grammar,
)
from claimtrack.engine.facets.open_measures import often_done, open_measure, relative_object
from claimtrack.engine.facets.populations import names_people
from claimtrack.engine.facets.signals import Signals
from claimtrack.engine.language.nouns import singular_of
from claimtrack.engine.records import Facet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from claimtrack.engine.facets.context import Figure, Sentence, VerbGroup
    from claimtrack.engine.facets.governors import Governor

_NOUN_REACH = 6
_TURNOUT = "turnout"
_DONE = (Part.DONE_TO, Part.DONE_TO_PEOPLE, Part.DONE_TO_NAMED)


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
        self._signals = Signals(sentence)
        self._levels = LevelReader(sentence, self._signals)
        self._constructions = Constructions(sentence, self._signals)
        self._governors = GovernorReader(sentence, self._signals.is_listed_verb)

    def read(self, figure: Figure) -> Reading:
        """Return the measure of a figure; its key is empty where nothing names one."""
        governor = None if is_whole(self._s, figure) else self._governors.read(figure)
        verb = governor.group if governor else self._governors.loosely_before(figure)
        rules: tuple[Callable[[Figure, Governor | None], Signal | None], ...] = (
            self._constructions.named_behind,
            self._before,
            self._how_often,
            self._lived,
            self._margin,
            *self._constructions.rules,
            self._levels.other_term,
            self._owned,
            self._named_object,
            self._unit,
            self._counted,
            self._per_volume,
            self._behind_marks,
            self._object_of_deed,
            self._put_on,
            self._state_behind,
            self._kind_of_sum,
            self._verb,
            self._levels.read,
            self._constructions.amount_behind,
            self._noun_behind,
            self._before_else,
            self._relative,
            self._relative_object,
            self._weak,
            self._clocked,
        )
        for rule in rules:
            signal = rule(figure, governor)
            if signal is not None:
                facet = self._facet(self._of_crowd(figure, signal))
                return Reading(self._undone(facet, governor), governor, verb)
        facet = open_measure(self._s, figure, governor)
        return Reading(self._undone(facet, governor), governor, verb)

    def _undone(self, facet: Facet, governor: Governor | None) -> Facet:
        """Tell "300 stations failed to open" from those that opened.

        "Were not found" is a phrase for the missing, whose own "not" leaves it as it is.
        """
        if governor is None or not governor.subject or facet.span is None:
            return facet
        first, last = self._s.tokens_in(facet.span)
        group = governor.group
        says = group.first <= first and last <= group.last + 1
        if not says or denies(self._s.low[first : last + 1]) or not is_negated(self._s, group):
            return facet
        return replace(facet, key=f"not-{facet.key}", label=f"not {facet.label}")

    def _of_crowd(self, figure: Figure, signal: Signal) -> Signal:
        """Read "police put the turnout at 42,000", where nobody goes to the polls: who came."""
        if signal.entry.key != _TURNOUT or figure.quantity.dimension != "count":
            return signal
        at_polls = grammar("polling") - {_TURNOUT}
        return (
            signal if at_polls & set(self._s.low) else signal._replace(entry=entries()["attended"])
        )

    def _facet(self, signal: Signal) -> Facet:
        span = self._s.cut(signal.first, signal.last)
        return Facet(signal.entry.key, signal.entry.label, span)

    # the words that leave no choice

    def _before(self, figure: Figure, governor: Governor | None) -> Signal | None:
        """Read "sentenced to 12 years", "worth $3bn", "a magnitude of 6.1"."""
        del governor
        return self._right_before(figure, Part.BEFORE, Part.BEFORE_BY)

    def _before_else(self, figure: Figure, governor: Governor | None) -> Signal | None:
        """Read "a necklace worth $3bn"; "exports were worth $3bn" are exports."""
        del governor
        return self._right_before(figure, Part.BEFORE_ELSE)

    def _right_before(self, figure: Figure, *parts: Part) -> Signal | None:
        index = figure.first - 1
        while (
            index > 0
            and not self._signals.ending(index)
            and self._s.word(index) in grammar("before_figure")
        ):
            index -= 1
        return next(
            (
                signal
                for signal in self._signals.ending(index)
                if signal.part in parts and self._signals.fits(figure, signal)
            ),
            None,
        )

    def _named_object(self, figure: Figure, governor: Governor | None) -> Signal | None:
        """Read "cut 300 jobs", "300 jobs were cut": the verb says so of these things alone."""
        if governor is None or governor.subject is not governor.group.passive:
            return None
        if self._s.word(figure.first - 1) == "of" and not self._s.figure_at(figure.first - 2):
            return None
        for index in reversed(governor.group.verbs or (governor.group.last,)):
            signal = self._signals.at(figure, index, Part.DONE_TO_NAMED)
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
                for signal in self._signals.ending(end)
                if signal.part is Part.COUNTED
                and signal.first > figure.number_last
                and self._signals.fits(figure, signal)
            ),
            None,
        )
        if found is None:
            return None
        behind = self._signals.at(figure, end + 1, *PHRASES)
        return behind or found

    # the counted noun and the words beside it

    def _counted(self, figure: Figure, governor: Governor | None) -> Signal | None:
        """Read "600 deaths", "1,000 wounded soldiers" and "30 dead"."""
        del governor
        found = None
        for index in range(figure.number_last + 1, figure.last + 1):
            signal = self._signals.at(
                figure, index, Part.PHRASE, Part.NOUN, Part.ADJECTIVE, end=figure.last
            )
            if signal is None:
                continue
            if found is None or signal.last > found.last:
                found = signal
        if found is None and figure.quantity.dimension == "magnitude":
            return self._magnitude(figure)
        return found

    def _magnitude(self, figure: Figure) -> Signal:
        return Signal(figure.first, figure.last, Part.NOUN, entries()["magnitude"])

    def _per_volume(self, figure: Figure, governor: Governor | None) -> Signal | None:
        """Read "0.4 mg of lead per litre"."""
        del governor
        s = self._s
        for index in range(figure.last + 1, figure.last + 1 + _NOUN_REACH):
            if s.word(index) == "per" and s.word(index + 1) in grammar("volumes"):
                return self._stated("concentration", figure, index, index + 1)
            if s.tag(index) not in ("ADP", "NOUN", "ADJ", "PROPN"):
                return None
        return None

    def _margin(self, figure: Figure, governor: Governor | None) -> Signal | None:
        """Read "beat the champions by 12 points", "3 kg more than the old record"."""
        del governor
        s = self._s
        if s.word(figure.first - 1) == "by":
            contest = next(
                (i for i in range(figure.first - 2, -1, -1) if s.is_verb(i) or s.is_stop(i)), -1
            )
            if contest >= 0 and s.word(contest) in contest_forms():
                return self._stated("lead", figure, contest, contest)
        than = figure.last + 2
        if s.word(than) == "than" and s.word(than - 1) != "other":
            rival = s.noun_run(than + 2 if s.tag(than + 1) in ("DET", "PRON") else than + 1)
            if rival > than and s.word(rival) in grammar("rivals"):
                return self._stated("lead", figure, rival, rival)
        return None

    def _owned(self, figure: Figure, governor: Governor | None) -> Signal | None:
        """Read "80 of the lake's 113 square kilometres": what a thing has is its own area."""
        del governor
        if self._s.word(figure.first - 1) not in ("'s", "its"):
            return None
        return self._stated("area", figure, figure.first, figure.last)

    def _behind_marks(self, figure: Figure, governor: Governor | None) -> Signal | None:
        """Read "expects “hundreds” more arrests"."""
        del governor
        noun = noun_behind_marks(self._s, figure)
        return None if noun is None else self._signals.at(figure, noun, Part.NOUN, Part.PHRASE)

    def _stated(self, key: str, figure: Figure, first: int, last: int) -> Signal | None:
        """Return a signal for a measure that words in this order say, if the figure fits it."""
        signal = Signal(first, last, Part.PHRASE, entries()[key])
        return signal if self._signals.fits(figure, signal) else None

    def _object_of_deed(self, figure: Figure, governor: Governor | None) -> Signal | None:
        """Read "rescued 12 people trapped inside": what was done says more than how they were."""
        if governor is None or governor.subject:
            return None
        group = governor.group
        before = figure.first - 1
        # "Killing all 38 people on board".
        before -= self._s.word(before) in ("all", "the", "another", "some")
        touches = self._s.verb_group(group.last).last == before
        if not touches or group.passive or not group.verbs or self._is_step(figure):
            return None
        index = group.verbs[-1]
        return self._said_of(figure, index) or self._signals.at(figure, index, Part.DONE_TO)

    def _put_on(self, figure: Figure, governor: Governor | None) -> Signal | None:
        """Read "a poll puts the opposition on 39%"."""
        if governor is not None or self._s.word(figure.first - 1) not in ("on", "at"):
            return None
        verb = self._governors.loosely_before(figure)
        return None if verb is None else self._said_of(figure, verb.last)

    def _said_of(self, figure: Figure, verb: int) -> Signal | None:
        """Read "the recall affects 300 cars": the verb says so of such a subject alone."""
        start = self._s.clause_start(verb)
        if self._s.is_relative(start - 1) and start > 1:
            start = self._s.clause_start(start - 1)
        subject = f" {' '.join(self._s.low[start:verb])} "
        return next(
            (
                signal
                for signal in self._signals.beginning(verb)
                if signal.part is Part.DONE_TO_BY
                and self._signals.fits(figure, signal)
                and any(f" {noun} " in subject for noun in signal.entry.by)
            ),
            None,
        )

    def _how_often(self, figure: Figure, governor: Governor | None) -> Signal | None:
        """Read "visited 44% less often": the figure says how often its verb is done."""
        del governor
        verb = often_done(self._s, figure)
        if verb is None:
            return None
        return self._signals.at(figure, verb, Part.DONE_TO, Part.DONE_BY, Part.AMOUNT)

    def _ends_otherwise(self, figure: Figure, governor: Governor | None, state: int) -> bool:
        """Read "three people wounded in the attack died": what became of them is what counts."""
        if governor is None or not governor.subject or governor.group.first <= state + 1:
            return False
        verbs = governor.group.verbs
        return bool(verbs) and self._signals.at(figure, verbs[-1], Part.DONE_BY) is not None

    def _state_behind(self, figure: Figure, governor: Governor | None) -> Signal | None:
        """Read "100 killed", "12 others injured", "30 people feared dead"."""
        index = self._behind_states(figure)
        if index is None or self._ends_otherwise(figure, governor, index):
            return None
        phrase = self._signals.at(figure, index, *PHRASES)
        phrase = phrase or self._signals.at(figure, self._behind_place(index), *PHRASES)
        if phrase is not None:
            return None if self._constructions.befell_there(figure, governor, phrase) else phrase
        signal = self._signals.at(figure, index, Part.ADJECTIVE, *_DONE)
        if signal is None and self._s.tag(index) == "ADJ":
            signal = self._signals.at(figure, index, Part.DONE_BY)
        if signal is None or self._later_verb(signal.last + 1):
            return None
        done = self._signals.at(figure, index, *_DONE)
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
            (self._s.word(index) in grammar("states") or self._is_adverb(figure, index))
            and not self._begins(figure, index)
        ):
            if self._s.tag(index) == "AUX" or index > figure.last + _NOUN_REACH:
                return None
            index += 1
        return index

    def _is_adverb(self, figure: Figure, index: int) -> bool:
        """Tell an adverb of state from what a share compares: "ate 30% less"."""
        compares = figure.quantity.dimension == "share" and self._s.word(index) in ("less", "more")
        return self._s.tag(index) == "ADV" and not compares

    def _lived(self, figure: Figure, governor: Governor | None) -> Signal | None:
        """Read "lived up to 20% longer", "live three years longer"."""
        del governor
        if self._s.word(figure.last + 1) != "longer":
            return None
        start = self._s.clause_start(figure.first)
        lived = next((i for i in range(figure.first - 1, start - 1, -1) if self._lives(i)), None)
        return None if lived is None else self._stated("lifespan", figure, lived, lived)

    def _lives(self, index: int) -> bool:
        return self._s.word(index) in ("live", "lives", "lived", "living")

    def _behind_coordinate(self, index: int) -> int:
        """Step over a person who is counted with the figure: "two women and a child drowned"."""
        s = self._s
        joined = s.word(index) == "and" and s.tag(index + 1) in ("DET", "PRON")
        person = joined and names_people(singular_of(s.word(index + 2)))
        return index + 3 if person else index

    def _behind_place(self, index: int) -> int:
        """Step over where the counted are: "60,000 homes in Marrow without power"."""
        if self._s.word(index) not in grammar("places"):
            return index
        end = index + 1
        while self._s.tag(end) == "PROPN":
            end += 1
        return end if end > index + 1 else index

    def _begins(self, figure: Figure, index: int) -> bool:
        return self._signals.at(figure, index, Part.ADJECTIVE, *PHRASES, Part.DONE_TO) is not None

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
                    signal.part in VERBS | STATES
                    for ahead in range(position, position + 5)
                    for signal in self._signals.beginning(ahead)
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
        act = self._constructions.act(figure, group)
        if act is not None:
            return act
        around = list(self._around(group))
        for index in around:
            phrase = self._signals.at(figure, index, *PHRASES)
            if phrase is not None and not self._is_where(figure, group, phrase):
                return phrase
        for index in reversed(group.verbs or ((group.last,) if self._s.title else ())):
            signal = self._done(figure, group, index)
            if signal is not None:
                return signal
        for index in around:
            signal = self._signals.at(figure, index, Part.ADJECTIVE)
            being = group.passive or self._s.word(group.last).endswith("ing")
            state = being or not group.verbs or index > group.last
            if signal is not None and state and self._is_predicate(group, index):
                return signal
            if self._s.word(index) == "among":
                signal = self._signals.at(figure, index + 2, Part.NOUN)
                if signal is not None:
                    return signal
        return None

    def _is_where(self, figure: Figure, group: VerbGroup, phrase: Signal) -> bool:
        """Tell "were killed in the fighting", where the phrase behind the verb is its place."""
        if phrase.first <= group.last or not group.verbs:
            return False
        return self._done(figure, group, group.verbs[-1]) is not None

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
        signal = self._signals.at(figure, index, Part.DONE_BY)
        if signal is not None:
            return signal
        signal = self._signals.at(figure, index, Part.DONE_TO, Part.DONE_TO_PEOPLE)
        if signal is None or group.passive:
            return signal
        active = self._s.word(group.first) in ("have", "has", "had", "'ve")
        return None if active or not self._is_bare(signal) else signal

    def _as_object(self, figure: Figure, group: VerbGroup) -> Signal | None:
        """Read "killed 30 people", "has cost $3bn"; a passive has no object."""
        for index in reversed(group.verbs or (group.last,)):
            signal = self._signals.at(figure, index, Part.AMOUNT, Part.PHRASE)
            if signal is not None and signal.last < figure.first:
                return signal
            signal = self._said_of(figure, index)
            if signal is not None:
                return signal
            signal = self._signals.at(figure, index, Part.ALONE)
            if signal is not None and index == figure.first - 1 and self._is_alone(figure):
                return signal
            if self._is_step(figure):
                return None
            signal = self._signals.at(figure, index, Part.DONE_TO, Part.DONE_TO_PEOPLE)
            if signal is not None and not (group.passive and index == group.last):
                last = max(group.last, signal.last)
                return None if self._is_stepped_over(figure, last) else signal
        return None

    def _is_alone(self, figure: Figure) -> bool:
        """Tell "took 15.9%, ahead of" from "took 15.9% of the firm"."""
        after = figure.last + 1
        return self._s.tag(after) in ("PUNCT", "CCONJ", "SCONJ", "")

    def _is_step(self, figure: Figure) -> bool:
        """Tell whether a share is a movement ("closed 3% lower") and no part of what is closed."""
        after = self._s.word(figure.last + 1)
        return figure.quantity.dimension == "share" and after in grammar("steps")

    def _relative(self, figure: Figure, governor: Governor | None) -> Signal | None:
        """Read "of the 212 prisoners who were exchanged", where the main verb says nothing."""
        del governor
        first = figure.last + 2
        if not self._s.is_relative(figure.last + 1) or not self._s.is_verb(first):
            return None
        return self._as_subject(figure, self._s.verb_group(first))

    def _relative_object(self, figure: Figure, governor: Governor | None) -> Signal | None:
        """Read "of the 40 samples they collected", "the 9 litres that a cow drinks"."""
        del governor
        verb = relative_object(self._s, figure)
        if verb is None:
            return None
        return self._signals.at(figure, verb, Part.DONE_TO, Part.DONE_TO_PEOPLE, Part.AMOUNT)

    def _is_stepped_over(self, figure: Figure, verb: int) -> bool:
        """Tell whether a preposition keeps the figure from being the object ("killed in 12 …")."""
        words = range(verb + 1, figure.first)
        return any(
            self._s.tag(i) == "ADP" and self._s.word(i) != "of" and self._s.figure_at(i) is None
            for i in words
        )

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
            signal = self._signals.at(figure, index, Part.PHRASE, Part.NOUN)
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
            signal = self._signals.at(figure, index, Part.WEAK)
            if signal is not None and signal.last <= figure.last:
                return signal
        return None

    def _clocked(self, figure: Figure, governor: Governor | None) -> Signal | None:
        """Read "won the marathon in 2:21:47": a clocked time is that of the race."""
        del governor
        clocked = ":" in figure.quantity.number.exact
        return (
            self._stated("finishing-time", figure, figure.first, figure.last) if clocked else None
        )

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
