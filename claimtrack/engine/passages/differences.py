"""What stands against what in two passages: figures and days, opposites, denials.

Every difference is graded by how much of the shorter passage's clause is found where the longer
one speaks of the same: as close to what differs, farther off, or only in another sentence.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import product
from typing import TYPE_CHECKING, NamedTuple, Self

from claimtrack.engine.comparison.likeness import (
    counterparts,
    exclude,
    key,
    likeness,
    listed,
    offices,
)
from claimtrack.engine.passages.arithmetic import follows
from claimtrack.engine.passages.contests import contest_words
from claimtrack.engine.passages.force import Force
from claimtrack.engine.passages.precedence import precedences
from claimtrack.engine.passages.reading import NAME_WEIGHT
from claimtrack.engine.passages.signs import Laid, Measured, certainty, says_another
from claimtrack.engine.passages.turns import turns
from claimtrack.engine.taxonomy.fit import Fit
from claimtrack.engine.taxonomy.measure_tree import fit_of_measures

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from claimtrack.engine.passages.contests import Contest
    from claimtrack.engine.passages.reading import Passage, Predicate
    from claimtrack.engine.passages.values import Site, Value

#: What a word of the clause is worth where it stands so many steps farther off, or in another
#: sentence.
_STEPS_OFF = (1.5, 2.5, 3.5, 4.5)
_FARTHER_OFF = (1.0, 0.9, 0.7, 0.5, 0.4)
_ELSEWHERE = 0.4
#: A figure that the longer passage has too, but for something else, is weaker evidence.
_MOVED, _MOST_OF_MOVED = 0.3, 0.45
#: The same number of another unit may be told of something else.
_OF_ANOTHER_KIND = 0.45
#: "A 30-year-old man" are no 30 men.
_OF_AGED = 0.65
#: An age is a person's, and a weekday no claim: neither is weighed with all signs.
_UNWEIGHED = frozenset({"age", "weekday"})
#: Two days are often those of two events; two ages are nearly always those of one person.
_DAYS = frozenset({"day", "weekday"})
#: What tells one year, day or thing in a row from another.
_MARKS = frozenset({"day", "ordinal"})
_OF_KIND = {"day": 0.75, "age": 1.0, "ordinal": 0.75, "score": 0.75}
_SHARPNESS = {"day": 2, "age": 1, "ordinal": 2, "score": 2}
#: Two tolls are of one event where the rest of the passages fits, however the clauses are cut.
_OF_MEASURES = 0.9
#: Nobody is born twice.
_OF_ONE_EVENT = 0.8
#: An event has one toll: two that no bound brings together are of two events, or one is wrong.
_OF_TOLLS, _ONE_EVENT = 0.5, 0.3
#: What is counted on one day is seldom what is counted on another.
_OF_OTHER_DAYS = 0.6
#: What all signs together say is never as sure as one reason that a reader can see.
_OF_SIGNS = 0.9
#: What may well be a conflict, and is not said to be one.
_MOST_OF_UNSURE = 0.49
#: What is counted may be called by another word; it may also be something else.
_OF_OTHER_THINGS = 0.5
#: "A 20-mile stretch" and "60 miles long" seldom measure one thing.
_OF_DESCRIBED = 0.3
#: What is left open by one may still have come about: never enough for a conflict alone.
_OF_OPPOSITES, _OF_DENIALS, _OF_OPEN = 0.75, 0.7, 0.45
#: What is told of is seldom against what only describes a noun.
_OF_ASIDES = 0.6
_ALIKE = 0.8
#: A clause of two words is soon found; the rest of the passage must fit too.
_CLAUSE_ALONE = 0.5
_CLEAR = 2.0
#: What is said of other persons and things is seldom against it.
_OF_OTHER_CORES, _OF_OTHER_NAMES = 0.5, 0.3
_OF_IDENTITIES = 0.48
_OF_CONTESTS, _OF_HALF_CONTESTS = 0.8, 0.49
_OF_SWAPPED, _OF_HALF_SWAPPED = 0.9, 0.49


class Difference(NamedTuple):
    """Something that cannot hold in both, how sure that is (0 to 1), and the words of it."""

    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two passages side by side.

    ``common`` is how much of the shorter stands in the longer, ``alike`` what speaks of the same
    there as each of its words, and how surely, and ``seen`` the predicates graded so far.
    """

    short: Passage
    long: Passage
    common: float
    alike: Mapping[str, Mapping[str, float]]
    seen: dict[Predicate, Sequence[tuple[float, Predicate]]] = field(default_factory=dict)

    @classmethod
    def of(cls, short: Passage, long: Passage) -> Self:
        """Lay two passages side by side."""
        alike = {word: counterparts(word, long.words) for word in short.words}
        total = sum(short.words.values()) or 1
        found = sum(
            weight * max(alike[word].values(), default=0.0) for word, weight in short.words.items()
        )
        return cls(short, long, found / total, alike)

    def differences(self) -> Iterator[Difference]:
        """Yield all that stands in the shorter passage against the longer one."""
        yield from self.by_one_sign()
        yield from self._by_all_signs()

    def by_one_sign(self) -> Iterator[Difference]:
        """Yield what stands against the longer passage for one reason that is found in it."""
        yield from self._values()
        yield from self._predicates()
        yield from self._figures_of_another_kind()
        yield from self._identities()
        yield from self._contests()
        yield from self._turns()
        yield from (Difference(*each) for each in precedences(self.short, self.long))

    def _by_all_signs(self) -> Iterator[Difference]:
        laid = Laid(self.short, self.long, self.common, self.alike)
        for value, other, measured in self.rivals():
            grade = _OF_SIGNS * certainty(laid, value, other, measured)
            yield Difference(grade, f"“{value.text}” against “{other.text}”")

    def rivals(self) -> Iterator[tuple[Value, Value, Measured]]:
        """Yield values that exclude each other where the longer passage has none that fits.

        What follows from others there fits, and what is told of somebody else is no rival.
        """
        if self._name_others():
            return
        told, of_another = self._told_by_both(), self.of_another()
        for value in self.short.values:
            others = [each for each in self.long.values if value.may_meet(each)]
            if value.kind in _UNWEIGHED or not all(map(value.excludes, others)):
                continue
            if follows(value, self.long.values, self.long.text, self.short.text):
                continue
            for other in others:
                if any(each.part or each.is_bare for each in (value, other)) or self._makes(other):
                    continue
                if other in told and value.unit != other.unit:
                    continue
                if self._may_be_of_one_thing(value, other):
                    aligned = self._aligned(value.site, other.site)
                    other_days = self._on_other_days(value, other)
                    yield value, other, Measured(aligned, other_days, of_another)

    def _may_be_of_one_thing(self, value: Value, other: Value) -> bool:
        if not self._describe_one_thing(value, other) or value.is_small_of_another(other):
            return False
        tolls = value.is_whole_toll and other.is_whole_toll
        if tolls and not self._may_be_one_toll(value, other):
            return False
        if value.kind == "day" and self._stand_opposed(value.site, other.site):
            return False
        return not self._told_of_others_by_name(value, other)

    def _makes(self, other: Value) -> bool:
        """Tell whether a figure of the longer passage follows from those of the shorter one."""
        return follows(other, self.short.values, self.short.text, self.long.text)

    def _told_by_both(self) -> frozenset[Value]:
        """Return the values of the longer passage that the shorter has too."""
        return frozenset(
            other
            for other in self.long.values
            if any(own.may_meet(other) and not own.excludes(other) for own in self.short.values)
        )

    def of_another(self) -> bool:
        """Tell whether the shorter passage says so, or has another day or rank beside a figure.

        "7,315 inhabitants in 2001" and "5,829 inhabitants in 1991" are of two years, "the third
        largest lake is 148 metres deep" is of another lake than the fourth largest.
        """
        unheard = [
            value.kind
            for value in self.short.values
            if self._is_unheard(value)
            and not follows(value, self.long.values, self.long.text, self.short.text)
        ]
        if len(unheard) > 1 and _MARKS & {*unheard} and not self._tell_of_one_day():
            return True
        return says_another(self.short, self.long)

    def _tell_of_one_day(self) -> bool:
        """Tell whether both passages give the day of what happens to somebody once."""
        sides = (side.values for side in (self.short, self.long))
        days = [[each.site for each in values if each.kind == "day"] for values in sides]
        return any(self._tell_one_event(*sites) for sites in product(*days))

    def _is_unheard(self, value: Value) -> bool:
        """Tell whether the longer passage has values of this kind, and each excludes this one."""
        others = [each for each in self.long.values if value.may_meet(each)]
        told = value.kind != "weekday" and bool(others)
        return told and all(map(value.excludes, others))

    def _told_of_others_by_name(self, value: Value, other: Value) -> bool:
        """Tell whether both sentences have names, and no name of one is in the other."""
        if self._of_others(value.site, other.site):
            return True
        own, there = (
            [word for word, weight in words.items() if weight == NAME_WEIGHT]
            for words in (
                self.short.sentences[value.site.sentence],
                self.long.sentences[other.site.sentence],
            )
        )
        beside = self.long.sentences[other.site.sentence].keys()
        return bool(own and there) and not any(self.alike[word].keys() & beside for word in own)

    def _name_others(self) -> bool:
        """Tell whether each passage has names, and none is in the other: of Orn, of Velm."""
        own = [word for word, weight in self.short.words.items() if weight == NAME_WEIGHT]
        return bool(own and self._all_names) and not any(self.alike[word] for word in own)

    def _aligned(self, site: Site, other: Site, but: str = "") -> float:
        """Return how much of the clause at a place is said around another of the longer one.

        The word ``but`` is what the two are compared for, and is left out.
        """
        words = [each for each in self.short.clauses[site.clause].items() if each[0] != but]
        total = sum(weight for _, weight in words) or 1
        near, far = self.short.around(site), self.long.around(other)
        found = sum(weight * self._found(word, near.get(word, 0.0), far) for word, weight in words)
        return found / total * (_CLAUSE_ALONE + (1 - _CLAUSE_ALONE) * self.common)

    def _found(self, word: str, steps: float, around: Mapping[str, float]) -> float:
        alike = self.alike[word]
        near = (
            alike[other] * _FARTHER_OFF[bisect_right(_STEPS_OFF, around[other] - steps)]
            for other in alike.keys() & around.keys()
        )
        return max(*near, _ELSEWHERE * max(alike.values(), default=0.0), 0.0)

    def _values(self) -> Iterator[Difference]:
        said = [value for value in self.short.values if value.kind != "weekday"]
        graded = {
            value: {
                other: self._comparable(value, other)
                for other in self.long.values
                if value.may_meet(other)
            }
            for value in said
        }
        told = self._told_by_both()
        most = _MOST_OF_UNSURE if self.of_another() else 1.0
        for value, others in graded.items():
            if follows(value, self.long.values, self.long.text, self.short.text):
                continue
            same = max(
                (score for other, score in others.items() if not value.excludes(other)), default=0.0
            )
            for other, score in others.items():
                if not value.excludes(other) or score <= same or self._makes(other):
                    continue
                if same and any(_stands_for(each, row, other) for each, row in graded.items()):
                    continue
                moved = same or (other in told and value.unit != other.unit)
                grade = min(score - _MOVED * same, _MOST_OF_MOVED if moved else most)
                yield Difference(grade, f"“{value.text}” against “{other.text}”")

    def _figures_of_another_kind(self) -> Iterator[Difference]:
        """Yield the figures that the longer passage has for what is counted in another unit."""
        for value in self.short.values:
            rivals = [other for other in self.long.values if other.kind == value.kind]
            if value.bounds is None or not all(map(value.excludes, rivals)):
                continue
            for other in self.long.values:
                if value.number and value.number == other.number:
                    reason = f"“{value.text}” against “{other.text}”"
                    aged = other.kind == "age" and value.kind == "count"
                    weight = _OF_AGED if aged else _OF_ANOTHER_KIND
                    yield Difference(weight * self.common, reason)

    def _turns(self) -> Iterator[Difference]:
        """Yield the figures that both passages have, and do not tell alike."""
        for value, other, weight in turns(self.short, self.long):
            grade = weight * self._aligned(value.site, other.site)
            yield Difference(grade, f"“{value.text}” against “{other.text}”")

    def _contests(self) -> Iterator[Difference]:
        """Yield the matches and fights that either passage lets the other side win."""
        others = [each for each, _ in self.long.contests]
        for own, _ in self.short.contests:
            if self._of_one_winner():
                continue
            for other in others:
                crossed = self._share(own.winner, other.loser), self._share(own.loser, other.winner)
                if any(crossed):
                    grade = _OF_CONTESTS if all(crossed) else _OF_HALF_CONTESTS
                    yield Difference(grade * self.common, "who lost to whom")

    def _of_one_winner(self) -> bool:
        """Tell whether both passages let the same side win against the same one."""
        return any(
            self._is_one_contest(own, other)
            for own, _ in self.short.contests
            for other, _ in self.long.contests
        )

    def _is_one_contest(self, own: Contest, other: Contest) -> bool:
        won = self._share(own.winner, other.winner)
        lost = self._share(own.loser, other.loser)
        return (
            (won or not own.winner or not other.winner)
            and (lost or not own.loser or not other.loser)
            and (won or lost)
        )

    def _identities(self) -> Iterator[Difference]:
        """Yield who is said to be what, where the other passage tells the two apart."""
        for claim, site in self.short.told:
            if not claim.claimed:
                continue
            others = [
                each for each in self.long.told if each[0].noun in self.alike.get(claim.noun, {})
            ]
            if any(self._share(claim.name, other.name) for other, _ in others):
                continue
            for other, place in others:
                if self._share(claim.name, other.apart) or (
                    other.name and self._share(claim.name, self._all_names)
                ):
                    score = self._aligned(site, place)
                    reason = f"who is the “{claim.noun}”"
                    yield Difference(_OF_IDENTITIES * score, reason)

    @property
    def _all_names(self) -> frozenset[str]:
        return frozenset(w for w, weight in self.long.words.items() if weight == NAME_WEIGHT)

    def _comparable(self, value: Value, other: Value) -> float:
        """Return how sure it is that two values are of one thing."""
        alike = self._alike_values(value, other)
        if self._of_others(value.site, other.site):
            return min(alike * _OF_OTHER_NAMES, _MOST_OF_UNSURE)
        return alike

    def _alike_values(self, value: Value, other: Value) -> float:
        if value.kind not in _OF_KIND:
            return self._comparable_figures(value, other)
        if value.kind == "ordinal" and not self._of_one_row(value.site, other.site):
            return 0.0
        if value.kind == "day" and self._tell_one_event(value.site, other.site):
            return _OF_ONE_EVENT
        alike = self._aligned(value.site, other.site, but=key(value.text))
        # "Off the west coast in 1993" and "on the east coast in 1994" are of two earthquakes.
        apart = value.kind == "day" and self._stand_opposed(value.site, other.site)
        weight = _OF_KIND[value.kind] * (_OF_OTHER_DAYS if apart else 1.0)
        return weight * alike ** _SHARPNESS[value.kind]

    def _stand_opposed(self, site: Site, other: Site) -> bool:
        """Tell whether two clauses say opposite things of one force."""
        return any(
            one.force is another.force and exclude(one.word, another.word)
            for one in self.short.predicates
            for another in self.long.predicates
            if one.site.clause == site.clause and another.site.clause == other.clause
        )

    def _comparable_figures(self, value: Value, other: Value) -> float:
        spared = value.spared is not other.spared and value.bounds != other.bounds
        if spared or fit_of_measures(value.measure, other.measure) is Fit.APART:
            return 0.0
        alike = self._aligned(value.site, other.site)
        if not self._describe_one_thing(value, other):
            return alike * _OF_DESCRIBED
        counted = likeness(value.counted, other.counted) >= _ALIKE
        if not value.measure or value.measure != other.measure:
            return alike if counted else alike * _OF_OTHER_THINGS
        if self._on_other_days(value, other):
            return alike * _OF_OTHER_DAYS
        if value.is_whole_toll and other.is_whole_toll:
            return max(alike, self._of_tolls())
        return max(alike, self.common * _OF_MEASURES) if counted else alike

    def _describe_one_thing(self, value: Value, other: Value) -> bool:
        """Tell whether what a figure is joined to by a hyphen ("a 20-mile stretch") is in both."""
        if value.joined and other.joined:
            return self._of_one_row(value.site, other.site)
        if value.joined:
            return not self._noun_of(self.short, value) or bool(
                self.alike.get(self._noun_of(self.short, value))
            )
        noun = self._noun_of(self.long, other) if other.joined else ""
        return not noun or any(noun in others for others in self.alike.values())

    @staticmethod
    def _noun_of(passage: Passage, value: Value) -> str:
        return passage.trees[value.site.sentence].words.get(value.site.head, "")

    def _of_one_row(self, site: Site, other: Site) -> bool:
        """Tell whether two places in a row are those of one noun."""
        word = self.short.trees[site.sentence].words.get(site.head, "")
        return self.long.trees[other.sentence].words.get(other.head) in self.alike.get(word, {})

    def _of_tolls(self) -> float:
        """Return how sure it is that two whole tolls are of one event."""
        if self.common < _ONE_EVENT and not self._share_a_name_or_a_day():
            return _MOST_OF_UNSURE
        return _OF_TOLLS + (1 - _OF_TOLLS) * self.common * _OF_MEASURES

    def _may_be_one_toll(self, value: Value, other: Value) -> bool:
        """Tell whether two whole tolls may be of one event: of two days, it has a name in both."""
        if self._on_other_days(value, other) and not self._share_a_name_or_a_day():
            return False
        return self._of_tolls() > _MOST_OF_UNSURE

    def _share_a_name_or_a_day(self) -> bool:
        return any(
            self.alike[word] for word, weight in self.short.words.items() if weight == NAME_WEIGHT
        ) or any(
            not day.excludes(other)
            for day in self.short.values
            for other in self.long.values
            if day.kind == other.kind and day.kind in _DAYS
        )

    def _tell_one_event(self, site: Site, other: Site) -> bool:
        """Tell whether two clauses name someone who is born, dies or the like, which is once."""
        told = self.short.clauses[site.clause].keys() & self.long.clauses[other.clause].keys()
        events = told & listed("once")
        if not events:
            return False
        words = self.short.sentences[site.sentence]
        shared = words.keys() & self.long.sentences[other.sentence].keys()
        return sum(words[word] for word in shared - events) >= NAME_WEIGHT

    def _of_others(self, site: Site, other: Site) -> bool:
        """Tell whether what two clauses say is told of two that are named differently."""
        told = _named_in(self.short, site), _named_in(self.long, other)
        subjects = [
            (one, two)
            for word, one in told[0]
            for another, two in told[1]
            if likeness(word, another) >= _ALIKE
        ]
        return bool(subjects) and not any(one <= two or two <= one for one, two in subjects)

    def _on_other_days(self, one: Value | Predicate, other: Value | Predicate) -> bool:
        """Tell whether the sentences of two things name days that exclude each other."""
        days = (
            [each for each in _days_of(passage, told.site) if each is not told]
            for passage, told in ((self.short, one), (self.long, other))
        )
        return any(a.excludes(b) for a, b in product(*days))

    def _predicates(self) -> Iterator[Difference]:
        won = self._of_one_winner()
        for predicate in self.short.predicates:
            graded = self._graded(predicate)
            same = max((score for score, other in graded if _agree(predicate, other)), default=0.0)
            straight = any(self._straight(predicate, other) for _, other in graded)
            for score, other in graded:
                swapped = 0.0 if straight or won else self._swapped(predicate, other)
                if swapped:
                    reason = f"“{predicate.word}” the other way round"
                    yield Difference(swapped * score, reason)
                weight = _against(predicate, other)
                if won and _tell_of_contests(predicate, other):
                    continue
                if weight and score > same:
                    clear = min(1.0, (score - same) * _CLEAR) if same else 1.0
                    clear *= _OF_OTHER_CORES if self._told_of_others(predicate, other) else 1.0
                    if predicate.force is other.force and self._on_other_days(predicate, other):
                        clear *= _OF_OTHER_DAYS
                    reason = f"“{predicate.word}” against “{other.word}”"
                    yield Difference(weight * score * clear, reason)

    def _swapped(self, predicate: Predicate, other: Predicate) -> float:
        """Return how sure it is that who does something in the one has it done to them there."""
        if not _agree(predicate, other) or predicate.word in listed("mutual"):
            return 0.0
        own, others = predicate.roles, other.roles
        if not own.agent or not own.patient & self.short.words.keys() or not others.patient:
            return 0.0
        if self._share(own.agent, others.agent) or self._share(own.patient, others.patient):
            return 0.0
        crossed = self._share(own.agent, others.patient), self._share(own.patient, others.agent)
        if all(crossed):
            return _OF_SWAPPED
        names = self._names(own.agent), self._names(own.patient)
        crossed = self._share(names[0], others.patient), self._share(names[1], others.agent)
        return _OF_HALF_SWAPPED if any(crossed) else 0.0

    def _names(self, words: frozenset[str]) -> frozenset[str]:
        return frozenset(word for word in words if self.short.words.get(word) == NAME_WEIGHT)

    def _straight(self, predicate: Predicate, other: Predicate) -> bool:
        """Tell whether two predicates that say the same have one agent or one patient."""
        own, others = predicate.roles, other.roles
        return _agree(predicate, other) and (
            self._share(own.agent, others.agent) or self._share(own.patient, others.patient)
        )

    def _share(self, words: frozenset[str], others: frozenset[str]) -> bool:
        """Tell whether some words of the shorter passage and of the longer speak of the same."""
        return any(others & self.alike.get(word, {}).keys() for word in words)

    def _told_of_others(self, predicate: Predicate, other: Predicate) -> bool:
        """Tell whether two predicates have arguments that have nothing in common."""
        own, others = predicate.roles.core, other.roles.core
        if not own or not others:
            return False
        return not self._share(own, others)

    def _graded(self, predicate: Predicate) -> Sequence[tuple[float, Predicate]]:
        """Return what speaks of the same as a predicate, and how well the clauses around fit."""
        if predicate not in self.seen:
            alike = self.alike.get(predicate.word, {})
            self.seen[predicate] = [
                (self._aligned(predicate.site, other.site), other)
                for other in self.long.predicates
                if other.word in alike
            ]
        return self.seen[predicate]

    def scattered(self) -> float:
        """Return how far what the shorter says of one thing is said of several (0 to 1)."""
        total = kept = 0.0
        for predicate in self.short.predicates:
            graded = self._graded(predicate)
            if graded:
                weight = self.short.words[predicate.word]
                total += weight
                kept += weight * max(score for score, _ in graded)
        most = _CLAUSE_ALONE + (1 - _CLAUSE_ALONE) * self.common
        return 1 - kept / total / most if total else 0.0


def _stands_for(value: Value, row: Mapping[Value, float], other: Value) -> bool:
    """Tell whether a figure is another one, by its number and by what fits it best."""
    if other not in row or value.excludes(other):
        return False
    rivals = (score for each, score in row.items() if value.excludes(each))
    return row[other] >= max(rivals, default=0.0)


def _agree(predicate: Predicate, other: Predicate) -> bool:
    """Tell whether two predicates that speak of the same say the same."""
    return predicate.force is other.force and likeness(predicate.word, other.word) >= _ALIKE


def _against(predicate: Predicate, other: Predicate) -> float:
    """Return how strongly two predicates stand against each other."""
    same_force = predicate.force is other.force
    if exclude(predicate.word, other.word):
        return _OF_OPPOSITES * _told(predicate, other) if same_force else 0.0
    if same_force or predicate.word != other.word or predicate.named or other.named:
        return 0.0
    return _OF_DENIALS if Force.DENIED in {predicate.force, other.force} else _OF_OPEN


def _named_in(passage: Passage, site: Site) -> Sequence[tuple[str, frozenset[str]]]:
    """Return the predicates of a clause that have a name for their subject, with that name."""
    return [
        (each.word, each.roles.name - offices())
        for each in passage.predicates
        if each.site.clause == site.clause and each.roles.name - offices()
    ]


def _tell_of_contests(predicate: Predicate, other: Predicate) -> bool:
    """Tell whether two predicates tell who won, be it by opposite words."""
    words = {predicate.word, other.word}
    return predicate.force is other.force and words <= contest_words()


def _told(predicate: Predicate, other: Predicate) -> float:
    """Return what it weighs that one of two predicates may only describe a noun."""
    return 1.0 if predicate.aside is other.aside else _OF_ASIDES


def _days_of(passage: Passage, site: Site) -> Sequence[Value]:
    """Return the days that are told in the sentence of a place."""
    sentence = passage.sentences[site.sentence]
    return [
        each
        for each in passage.values
        if each.kind in _DAYS and passage.sentences[each.site.sentence] is sentence
    ]
