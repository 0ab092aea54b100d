"""Measures that several words say together: a verb with its object, or a verb and a link.

"Joined the march" is attended and "joined the army" is not; "swindled them out of €31 million" is
stolen; "made 900 people ill" says what became of the people and nothing of what was made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.engine.facets.measure_lexicon import (
    PHRASES,
    Part,
    Signal,
    act_forms,
    entries,
    grammar,
    term_forms,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from claimtrack.engine.facets.context import Figure, Sentence, VerbGroup
    from claimtrack.engine.facets.governors import Governor
    from claimtrack.engine.facets.signals import Signals

#: How many words may stand between a verb and the noun that is its object.
_OBJECT_REACH = 7
_BEFORE_OBJECT = frozenset({"DET", "ADJ", "NOUN", "PROPN", "PRON", "NUM", "ADV", "PART"})
_OBJECT = frozenset({"NOUN", "PROPN"})
#: How many words of a clause are looked through for the verb or the phrase of a figure.
_CLAUSE_REACH = 16
#: How many words at the head of a sentence may say what became of those behind its verb.
_FRONT_REACH = 5
_STATED = frozenset({Part.ADJECTIVE, Part.DONE_TO, Part.DONE_TO_PEOPLE, *PHRASES})
#: How far behind what was counted the word for its state may stand.
_STATE_REACH = 3
#: "Over 54% voted for the treaty" is no turnout.
_VOTED_FOR = frozenset({"for", "against", "yes", "no", "to", "that", "in favour", "in favor"})
_OLDEST, _OLDEST_REACH = frozenset({"youngest", "oldest", "eldest"}), 6
_BEHIND_OLDEST = frozenset(
    {"of", "them", "whom", "was", "is", "were", "who", "being", "just", "only"}
)
_AS_OLD_AS = ["as", "old", "as"]
#: "Was given two years to repay" is no sentence; "was given two years." is.
_OF_SENTENCES = frozenset({"year", "month"})
_GIVEN, _GETTING = frozenset({"give", "hand"}), frozenset({"get", "receive"})
_ENDING = frozenset({".", ",", ";", "and", "while", "but", "for", "each", "apiece", ""})
_FORCED = frozenset({"must", "ordered", "told", "forced", "required", "instructed"})
_LEADING = frozenset({"a", "an", "the", "another", "its", "their"})
_OF_VALUE = frozenset({"value", "worth"})
#: Measures that only tell where people are.
_WHERE = frozenset({"on-board", "on-site"})
_OWN = frozenset({"its", "their", "his", "her", "the"})


class Constructions:
    """Reads the measures that several words of one sentence say together."""

    def __init__(self, sentence: Sentence, signals: Signals) -> None:
        """Take the sentence and its signals."""
        self._s = sentence
        self._signals = signals

    @property
    def rules(self) -> tuple[Callable[[Figure, Governor | None], Signal | None], ...]:
        """The rules that leave no choice, the surest first."""
        return (
            *(self._fronted, self._apposed, self._turned_out, self._term, self._sentenced),
            self._as_old_as,
            self._how_old,
            *(self._became, self._made_to_pay, self._of_value, self._what),
        )

    def _how_old(self, figure: Figure, governor: Governor | None) -> Signal | None:
        """Read "five women, the youngest of them nineteen", "his oldest victim was 93"."""
        del governor
        s = self._s
        if figure.last > figure.number_last or figure.quantity.dimension != "count":
            return None
        for index in range(figure.first - 1, max(-1, figure.first - 1 - _OLDEST_REACH), -1):
            if s.word(index) in _OLDEST:
                # "The oldest of 14 in the city" is one of 14.
                of_them = s.word(figure.first - 1) != "of"
                return Signal(index, index, Part.PHRASE, entries()["age"]) if of_them else None
            if s.word(index) not in _BEHIND_OLDEST and s.tag(index) != "NOUN":
                return None
        return None

    def befell_there(self, figure: Figure, governor: Governor | None, where: Signal) -> bool:
        """Read "60 people on board were killed": that says more than where they were."""
        if where.entry.key not in _WHERE or governor is None or not governor.subject:
            return False
        group = governor.group
        done = group.passive and bool(group.verbs)
        return done and self._signals.at(figure, group.verbs[-1], Part.DONE_TO) is not None

    def named_behind(self, figure: Figure, governor: Governor | None) -> Signal | None:
        """Read "must pay a $60 million penalty": the noun says what the sum is."""
        del governor
        led = self._s.word(figure.first - 1) in _LEADING
        if figure.quantity.dimension != "money" or not led:
            return None
        return self._signals.at(figure, figure.last + 1, Part.NOUN)

    def amount_behind(self, figure: Figure, governor: Governor | None) -> Signal | None:
        """Read "costs drivers in Port Sable nearly $2.60": whom it costs stands between."""
        s = self._s
        if figure.quantity.dimension not in ("money", "rate") or governor is not None:
            return None
        start = max(s.clause_start(figure.first), figure.first - _CLAUSE_REACH)
        for index in range(figure.first - 1, start - 1, -1):
            if s.is_verb(index):
                return self._signals.at(figure, index, Part.AMOUNT)
            between = s.word(index) == "," or s.figure_at(index) is not None
            if between or (s.tag(index) == "ADP" and index == figure.first - 1):
                return None
        return None

    def act(self, figure: Figure, group: VerbGroup) -> Signal | None:
        """Read "joined the march", "lost power": a verb of the subject with its object."""
        if group.passive:
            return None
        for index in reversed(group.verbs):
            known = act_forms().get(self._s.word(index))
            noun = self._object(group.last + 1) if known else None
            for objects, entry in known or ():
                if noun is None or self._s.word(noun) not in objects:
                    continue
                signal = Signal(index, index, Part.ACT, entry)
                if self._signals.fits(figure, signal):
                    return signal
        return None

    def _object(self, first: int) -> int | None:
        """Return the head of the noun phrase that begins at a token."""
        s = self._s
        for index in range(first, min(len(s.tokens), first + _OBJECT_REACH)):
            if s.tag(index) not in _BEFORE_OBJECT:
                return None
            if s.tag(index) in _OBJECT and s.tag(index + 1) not in _OBJECT:
                # "A women's march": the phrase goes on behind whose it is.
                if s.word(index + 1) in ("'s", "'"):
                    continue
                return index
        return None

    def _fronted(self, figure: Figure, governor: Governor | None) -> Signal | None:
        """Read "Also killed were two guards", "Left without power were 48,600 homes"."""
        del governor
        s = self._s
        verb = figure.first - 1
        while s.tag(verb) == "ADV":
            verb -= 1
        if s.tag(verb) != "AUX" or s.lemma(verb) != "be" or not s.is_verb(verb):
            return None
        first = 1 if s.word(0) in ("also", "still", "yet", "now", '"', "“") else 0
        opens = s.tokens[first].xpos in ("VBN", "VBD", "JJ") or s.word(first) == "among"
        # A subject before the verb has no word of its state at its head.
        if verb <= first or not opens or s.clause_start(first) > first:
            return None
        stated = (
            signal
            for signal in self._signals.between(first, min(verb, first + _FRONT_REACH))
            if signal.part in _STATED and self._signals.fits(figure, signal)
        )
        return next(stated, None)

    def _apposed(self, figure: Figure, governor: Governor | None) -> Signal | None:
        """Read "Spoiled papers, 212,000 of them, outnumbered": the figure says how many."""
        del governor
        s = self._s
        them = s.word(figure.last + 1) == "of" and s.word(figure.last + 2) == "them"
        if not them or s.word(figure.first - 1) != "," or s.word(figure.last + 3) != ",":
            return None
        last = figure.first - 2
        found = [
            signal
            for index in range(max(0, last - 1), last + 1)
            for signal in self._signals.beginning(index)
            if signal.part in (Part.NOUN, *_STATED) and signal.last <= last
        ]
        return next((each for each in found if self._signals.fits(figure, each)), None)

    def _turned_out(self, figure: Figure, governor: Governor | None) -> Signal | None:
        """Read "60% of voters turned out", "90% of our bakers voted": a share is a turnout."""
        if figure.quantity.dimension != "share" or governor is None or not governor.subject:
            return None
        group = governor.group
        end = min(self._s.clause_end(figure.last), figure.last + _CLAUSE_REACH)
        for index in range(figure.last + 1, end + 1):
            signal = self._signals.at(figure, index, Part.PHRASE)
            if signal is not None and signal.entry.key == "turnout":
                return signal
        for index in (*group.verbs, group.last + 1):
            voted = self._signals.at(figure, index, Part.DONE_BY, Part.PHRASE)
            if voted is None or voted.entry.key not in ("votes", "attended"):
                continue
            polling = voted.entry.key == "votes" or self._is_at_polls(figure)
            if polling and self._s.word(voted.last + 1) not in _VOTED_FOR:
                return Signal(voted.first, voted.last, Part.PHRASE, entries()["turnout"])
        return None

    def _is_at_polls(self, figure: Figure) -> bool:
        del figure
        return not grammar("polling").isdisjoint(self._s.low)

    def _term(self, figure: Figure, governor: Governor | None) -> Signal | None:
        """Read "sentencing him to 23 years", "acquire its rival for $3.6 billion"."""
        del governor
        s = self._s
        before = figure.first - 1
        pair = f"{s.word(before - 1)} {s.word(before)}"
        link = pair if pair in term_forms() else s.word(before)
        verbs = term_forms().get(link)
        if verbs is None:
            return None
        end = before - link.count(" ")
        start = max(s.clause_start(end), end - _CLAUSE_REACH)
        for index in range(end - 1, start - 1, -1):
            for entry in verbs.get(s.word(index), ()):
                signal = Signal(index, index, Part.TERM, entry)
                if self._signals.fits(figure, signal):
                    return signal
            if s.is_verb(index) or s.word(index) == ",":
                return None
        return None

    def _as_old_as(self, figure: Figure, governor: Governor | None) -> Signal | None:
        """Read "could be as old as 1.6 million years": the comparison says what is measured."""
        del governor
        first = figure.first
        if figure.quantity.dimension != "time" or self._s.low[first : first + 3] != _AS_OLD_AS:
            return None
        return Signal(first, first + 2, Part.BEFORE, entries()["age"])

    def _sentenced(self, figure: Figure, governor: Governor | None) -> Signal | None:
        """Read "was given nine years", "got 18 months and blew a kiss": what a court gives."""
        del governor
        s = self._s
        quantity, verb = figure.quantity, figure.first - 1
        if quantity.dimension != "time" or quantity.unit not in _OF_SENTENCES:
            return None
        if not s.is_verb(verb) or s.word(figure.last + 1) not in _ENDING:
            return None
        given = s.lemma(verb) in _GIVEN and s.lemma(verb - 1) == "be"
        if not given and s.lemma(verb) not in _GETTING:
            return None
        return Signal(verb, verb, Part.TERM, entries()["sentence"])

    def _made_to_pay(self, figure: Figure, governor: Governor | None) -> Signal | None:
        """Read "must pay the league 250,000 francs"."""
        if governor is None or governor.subject or figure.quantity.dimension != "money":
            return None
        group = governor.group
        pays = bool(group.verbs) and self._s.lemma(group.verbs[-1]) == "pay"
        if not pays or _FORCED.isdisjoint(self._s.low[max(0, group.first - 2) : group.last + 1]):
            return None
        return Signal(group.first, group.last, Part.AMOUNT, entries()["ordered-to-pay"])

    def _what(self, figure: Figure, governor: Governor | None) -> Signal | None:
        """Read "what investors had lost came to £2.8 million"."""
        del governor
        s = self._s
        start = max(0, figure.first - _CLAUSE_REACH)
        what = next(
            (i for i in range(figure.first - 1, start - 1, -1) if s.word(i) == "what"), None
        )
        if what is None or figure.quantity.dimension != "money":
            return None
        verb = next((i for i in s.verbs_among(what, figure.first) if s.tag(i) == "VERB"), None)
        return None if verb is None else self._signals.at(figure, verb, Part.AMOUNT)

    def _became(self, figure: Figure, governor: Governor | None) -> Signal | None:
        """Read "made 900 people ill", "left 11 workers with burns"."""
        if governor is None or governor.subject or not governor.group.verbs:
            return None
        s = self._s
        if s.lemma(governor.group.verbs[-1]) not in grammar("making"):
            return None
        for index in range(figure.last + 1, figure.last + 1 + _STATE_REACH):
            if s.is_stop_or_mark(index):
                return None
            parts = (Part.ADJECTIVE, Part.DONE_TO, *PHRASES)
            signal = self._signals.at(figure, index, *parts)
            if signal is not None:
                return signal
            if s.tag(index) not in ("ADV", "ADP", "PART", "ADJ"):
                return None
        return None

    def _of_value(self, figure: Figure, governor: Governor | None) -> Signal | None:
        """Read "shares shed a fifth of their value": it is the price of the shares that moved."""
        s = self._s
        after = figure.last + 1
        named = s.word(after) == "of" and s.word(after + 1) in _OWN
        if not named or s.word(after + 2) not in _OF_VALUE or governor is None:
            return None
        first, last = s.clause_start(figure.first), governor.group.first
        if s.is_relative(first - 1):
            # "Shares in Tarn, which makes lifts, shed a fifth": the verb is that of the shares.
            first = s.clause_start(first - 1)
        nouns = (
            signal
            for signal in self._signals.between(first, last)
            if signal.part is Part.NOUN and self._signals.fits(figure, signal)
        )
        return next(nouns, None)
