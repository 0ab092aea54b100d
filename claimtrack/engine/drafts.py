"""Claims in the making: what a figure's own sentence says of it, then what the text before adds.

A facet that a sentence leaves open is filled from an antecedent only where one is certain
enough, and then says why.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from claimtrack.engine.facets.measure_lexicon import counted_in
from claimtrack.engine.facets.places import find_demonyms, nation_names, people_of
from claimtrack.engine.facets.populations import (
    anybody,
    described,
    head_class,
    inherited,
    is_event,
    named_before,
    names_people,
)
from claimtrack.engine.language.nouns import plural_of, singular_of
from claimtrack.engine.lexicon import load_table
from claimtrack.engine.parts import (
    compared_with,
    inside_of,
    is_made_of,
    is_plain_list,
    listed_with,
    part_within,
    refers_back,
    restated_by,
    spelled_out_of,
    spread_with,
    worth_of,
)
from claimtrack.engine.records import Facet, Modality, Population, Span
from claimtrack.engine.taxonomy.fit import Fit
from claimtrack.engine.taxonomy.measure_tree import fit_of_measures, measure_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from claimtrack.engine.facets.context import Figure, Sentence
    from claimtrack.engine.facets.governors import Governor
    from claimtrack.engine.facets.measures import MeasureReader
    from claimtrack.engine.facets.places import Place
    from claimtrack.engine.records import Attribution, Section

#: How many sentences back a group may have been named to be taken up by a bare noun.
_NEAR = 2
_OF_THOSE = (["of", "these"], ["of", "those"], ["of", "them"])
#: How many figures back the noun may stand that a bare one leaves out.
_NOUN_REACH = 12
_LED = frozenset({"in", "at", "of", "to", "from", "near", "against", "into"})
_LEAST_SUM = 1000
_NUMBERING = frozenset({"nummod", "compound"})
_BARE = frozenset({"", "item"})
_DETERMINERS = frozenset({"the", "its", "their", "his", "her", "these", "those", "all"})
_FAR = 1 << 60
_MEMORY = 60
_OF_PEOPLE = frozenset({"harm", "custody", "displacement", "presence", "health", "crowd", "work"})
_OF_PERSONS = frozenset({"displacement"})
PRESENCE = frozenset({"deployed", "to-be-sent", "working"})
_CAPITALISED = re.compile(r"[A-Z][\w.]*(?:[ -][A-Z][\w.]*)*")
_HEADS_AHEAD = 3
_WORDS_AHEAD = re.compile(r"[ -]([a-zA-Z]+)")


#: Figures of the same sentence whose population is this one's too, and why.
_COUNTERPARTS = (
    (restated_by, "the figure says the one before it in other terms"),
    (compared_with, "the figure is what the one before it is held against"),
    (worth_of, "the figure is what those before it are worth"),
)


@dataclass(slots=True)
class Draft:
    """One figure with its facets as far as they are known."""

    sentence: Sentence
    number: int
    figure: Figure
    section: Section
    attribution: Attribution | None
    reader: MeasureReader
    governor: Governor | None
    measure: Facet
    population: Population
    place: Facet
    modality: Modality
    part_of: Draft | None = None
    siblings: list[Draft] = field(default_factory=list)
    is_spread: bool = False
    unit: str = ""

    @property
    def people(self) -> bool:
        """Tell whether the figure counts people."""
        if self.figure.quantity.dimension != "count":
            return False
        unit = self.unit
        family = measure_of(self.measure.key).family
        if not unit or unit == "item":
            return family in _OF_PEOPLE or self.measure.key == "population"
        if names_people(unit):
            return True
        return family == "harm" and not self.population.head


def link(drafts: Sequence[Draft]) -> None:
    """Find parts and lists within sentences, and parts of what an earlier sentence counts."""
    by_figure = {id(draft.figure): draft for draft in drafts}
    people: Draft | None = None
    things: Draft | None = None
    for draft in drafts:
        whole = part_within(draft.sentence, draft.figure)
        if whole is not None:
            draft.part_of = by_figure.get(id(whole))
        else:
            draft.part_of = _counted_earlier(draft, people, things)
        spread = spread_with(draft.sentence, draft.figure)
        if spread is not None and whole is None:
            total = spelled_out_of(draft.sentence, spread)
            if total is not None and not by_figure[id(spread)].measure.key:
                _take_up(by_figure[id(spread)], by_figure[id(total)])
            _take_up(draft, by_figure[id(spread)])
        beside = spread or listed_with(draft.sentence, draft.figure)
        other = by_figure.get(id(beside)) if beside is not None else None
        if other is not None and whole is None:
            for each in (*other.siblings, other):
                each.siblings.append(draft)
                draft.siblings.append(each)
        if draft.people and draft.part_of is None:
            people = _first_of_sentence(people, draft)
        elif draft.figure.quantity.dimension == "count" and draft.unit not in _BARE:
            things = _first_of_sentence(things, draft)
    _spell_out(drafts, by_figure)


def _first_of_sentence(last: Draft | None, draft: Draft) -> Draft:
    """Return what a sentence counts first: what the next one says "of them"."""
    return draft if last is None or last.sentence is not draft.sentence else last


def _counted_earlier(draft: Draft, people: Draft | None, things: Draft | None) -> Draft | None:
    """Return the figure of an earlier sentence that one is a part of.

    ``people`` and ``things`` are those that the last sentences counted.
    """
    sentence = draft.sentence
    earlier = people is not None and people.sentence is not sentence
    if people is not None and earlier and refers_back(sentence, draft.figure):
        # "57 of the cases … 168 of them": both are some of the same cases.
        taken_up = people.part_of if _is_some(people) else people
        if not _counted_before(draft):
            return taken_up if _may_hold(taken_up, draft) else None
    opens = sentence.low[:2] in _OF_THOSE and sentence.order_of(draft.figure) == 0
    if things is None or things.sentence is sentence or not opens:
        return None
    if not _may_hold(things, draft):
        return None
    if draft.unit in _BARE:
        draft.unit, draft.population = things.unit, things.population
    return things


def _may_hold(whole: Draft | None, part: Draft) -> bool:
    """Tell whether "186 of them" may be some of the 27 before: else others are meant."""
    if whole is None:
        return False
    most, least = whole.figure.quantity.upper, part.figure.quantity.lower
    return most is None or least is None or least <= most


def _is_some(draft: Draft) -> bool:
    """Tell whether a figure is itself some of others: "57 of the cases"."""
    following = draft.sentence.low[draft.figure.number_last + 1 :][:2]
    return following in (["of", "the"], ["of", "these"], ["of", "those"], ["of", "its"])


def _counted_before(draft: Draft) -> bool:
    """Tell whether "of them" points into its own sentence: "2,200 cars, 180 of them coaches"."""
    before = draft.sentence.figures[: draft.sentence.order_of(draft.figure)]
    return any(figure.quantity.dimension in {"count", "rate"} for figure in before)


def _spell_out(drafts: Sequence[Draft], by_figure: Mapping[int, Draft]) -> None:
    """Make parts of what a list spells out: "34 people were hurt: 21 fans, nine officers and …"."""
    lists: dict[int, list[Draft]] = {}
    for draft in drafts:
        whole = spelled_out_of(draft.sentence, draft.figure)
        if whole is not None and is_plain_list(draft.sentence, whole, draft.figure):
            lists.setdefault(id(whole), []).append(draft)
    for key, parts in lists.items():
        if key in by_figure and len(parts) > 1:
            _make_parts(by_figure[key], parts)


def _make_parts(total: Draft, parts: Sequence[Draft]) -> None:
    for part in parts:
        known = {id(part), *map(id, part.siblings)}
        part.siblings.extend(each for each in parts if id(each) not in known)
        part.part_of = part.part_of or total
        # "64 casualties: 19 dead and 45 injured" says more of each than that they are some of 64.
        told_apart = fit_of_measures(part.measure.key, total.measure.key) is Fit.INSIDE
        if total.measure.key and not told_apart:
            reason = "the list spells out a total"
            part.measure = Facet(total.measure.key, total.measure.label, inferred=reason)
            part.modality = total.modality


def _take_up(draft: Draft, other: Draft) -> None:
    """Give a bare number of a list over places what the one before it counts."""
    draft.is_spread = True
    if other.measure.key:
        reason = "the figure goes on with a list"
        draft.measure = Facet(other.measure.key, other.measure.label, inferred=reason)
        draft.unit, draft.population = other.unit, other.population
        draft.modality = other.modality
    if draft.place.span is not None and draft.place.span.start < draft.figure.span.start:
        draft.place = Facet()


def before_in_sentence(drafts: Sequence[Draft], at: int) -> Iterator[Draft]:
    """Yield the figures before one of ``drafts`` in its sentence, the nearest first."""
    for index in range(at - 1, -1, -1):
        if drafts[index].sentence is not drafts[at].sentence:
            return
        yield drafts[index]


def remembered(drafts: Sequence[Draft], at: int) -> Iterator[Draft]:
    """Yield the figures before one of ``drafts`` that a reader has in mind, nearest first."""
    for index in range(at - 1, max(at - 1 - _MEMORY, -1), -1):
        yield drafts[index]


def fill_units(drafts: Sequence[Draft]) -> None:
    """Give a bare count the noun that it leaves out: "27 of 31 drones", "1,300 were damaged"."""
    for at, draft in enumerate(drafts):
        if draft.unit not in _BARE or draft.figure.quantity.dimension != "count":
            continue
        named = draft.measure.span
        if named is not None and is_event(singular_of(named.exact.rsplit(" ", 1)[-1])):
            continue
        if _counts_unknown(draft):
            continue
        follower = drafts[at + 1] if at + 1 < len(drafts) else None
        if follower is not None and _is_out_of(draft, follower):
            draft.unit = follower.unit
            draft.part_of = draft.part_of or follower
            continue
        for other in islice(before_in_sentence(drafts, at), _NOUN_REACH):
            if _is_aside(other, draft):
                continue
            if other.figure.quantity.dimension == "count" and other.unit not in _BARE:
                draft.unit = "" if is_event(other.unit) else other.unit
                break


def _counts_unknown(draft: Draft) -> bool:
    """Tell whether a noun that nobody knows stands right behind a number: "90 billion koruny"."""
    sentence, behind = draft.sentence, draft.figure.number_last + 1
    # "Six remain in hospital" has a verb there that is taken for a noun: sums are larger.
    lower = draft.figure.quantity.lower
    if lower is None or lower < _LEAST_SUM or sentence.tag(behind) != "NOUN":
        return False
    return sentence.tokens[behind - 1].dep in _NUMBERING and sentence.word(behind).isalpha()


def _is_aside(part: Draft, following: Draft) -> bool:
    """Tell whether a figure only splits up the one before: "nine people, two of them guards"."""
    return part.part_of is not None and following.part_of is None


def _is_out_of(part: Draft, whole: Draft) -> bool:
    """Read "27 of 31 drones", "three of the five suspects"."""
    if part.sentence is not whole.sentence or whole.figure.quantity.dimension != "count":
        return False
    between = part.sentence.between(part.figure, whole.figure)
    return between[:1] == ["of"] and set(between[1:]) <= _DETERMINERS


class Groups:
    """The groups of people that a text names by their nation, where and how."""

    def __init__(self, text: str) -> None:
        """Scan the text once for a nation and a word that holds people together."""
        heads = load_table("populations")["collectives"]["words"]
        collective = frozenset(heads)
        self._found: list[tuple[int, str, str]] = []
        for match in _CAPITALISED.finditer(text):
            words = re.split(r"[ ]", match.group())
            named = list(find_demonyms(words, 0, len(words) - 1))
            if not named:
                continue
            demonym = named[-1]
            if demonym.plural and demonym.last == len(words) - 1:
                self._found.append((match.start(), demonym.key, "person"))
                continue
            head = self._head(text, match.end(), words[demonym.last + 1 :], collective)
            if head:
                self._found.append((match.start(), demonym.key, head))
        self._by_head: dict[str, list[tuple[int, str, str]]] = {}
        self._alone: dict[str, int] = {}
        for entry in self._found:
            listed = self._by_head.setdefault(entry[2], [])
            listed.append(entry)
            if listed[0][1] == entry[1] and self._alone.get(entry[2], 0) in (0, _FAR):
                self._alone[entry[2]] = _FAR
            elif self._alone[entry[2]] == _FAR:
                self._alone[entry[2]] = entry[0]

    def _head(self, text: str, end: int, inside: Sequence[str], known: frozenset[str]) -> str:
        for word in inside:
            if singular_of(word) in known:
                return head_class(singular_of(word))
        for _ in range(_HEADS_AHEAD):
            ahead = _WORDS_AHEAD.match(text, end)
            if ahead is None:
                return ""
            noun = singular_of(ahead.group(1))
            if noun in known:
                return head_class(noun)
            end = ahead.end()
        return ""

    def last_before(self, offset: int, sentence: int, near: int) -> Population | None:
        """Return the group named last before an offset: in the sentence, else since ``near``.

        In an earlier sentence only where no other group was named since.
        """
        at = bisect_left(self._found, (offset,))
        if not at or self._found[at - 1][0] < near:
            return None
        start, nation, head = self._found[at - 1]
        if start < sentence:
            since = {entry[1] for entry in self._found[:at] if entry[0] >= near}
            if len(since) > 1:
                return None
        return Population(head, (nation,))

    def named_before(self, offset: int, near: int, head: str) -> str:
        """Return the nation of a head, named between two offsets or alone in the text so far."""
        found = self._by_head.get(head, [])
        at = bisect_left(found, (offset,))
        if not at:
            return ""
        if found[at - 1][0] >= near:
            return found[at - 1][1]
        return found[0][1] if at > 1 and self._alone.get(head, 0) > offset else ""


def fill_populations(
    text: str, drafts: Sequence[Draft], places: Sequence[Sequence[Place]], starts: Sequence[int]
) -> None:
    """Complete who is counted from the sentence, the whole, the list, and the text before."""
    groups = Groups(text) if any(draft.people for draft in drafts) else None
    victims = _Victims()
    for at, draft in enumerate(drafts):
        _from_counterpart(drafts, at)
        if draft.figure.quantity.dimension != "count":
            continue
        _from_measure(draft)
        _from_others(drafts, at)
        _from_sender(draft, places[at])
        _from_owner(draft, places[at])
        if groups is not None and draft.people:
            _from_text(draft, groups, starts, victims.only)
        if draft.people and not draft.population.head:
            known = draft.population.key
            draft.population = replace(draft.population, head="person") if known else anybody()
        victims.note(draft)


def _is_lent(draft: Draft) -> bool:
    """Tell whether a bare count has the unit of another figure, and befalls people alone.

    "3 villages gone, 1,900 in tents": nobody puts villages in tents.
    """
    figure = draft.figure
    bare = figure.last == figure.number_last and figure.quantity.dimension == "count"
    own = figure.quantity.unit_span is not None and figure.span.contains(figure.quantity.unit_span)
    family = measure_of(draft.measure.key).family
    return bare and not own and family in _OF_PERSONS and not names_people(draft.unit)


def counted_unit(draft: Draft) -> str:
    """Return the unit of a figure: persons where it counts what happened to people."""
    if draft.unit not in _BARE and _is_lent(draft):
        return "person"
    bare = not draft.unit and draft.figure.quantity.dimension == "count"
    unit = counted_in(draft.measure.key) if bare else draft.unit
    if not draft.people or (unit and unit != "item" and not is_event(unit)):
        return unit
    if draft.population.head and draft.population.span is not None:
        return "person" if not unit or is_event(unit) else unit
    return "person" if not unit or measure_of(draft.measure.key).family == "harm" else unit


def _is_open(population: Population) -> bool:
    """Tell whether nobody in particular is named."""
    return not population.modifiers and population.head in ("", "person")


def _from_counterpart(drafts: Sequence[Draft], at: int) -> None:
    """Take whom the figure before counts that this one restates, is held against, or prices."""
    draft = drafts[at]
    if draft.population.head:
        return
    for rule, reason in _COUNTERPARTS:
        figure = rule(draft.sentence, draft.figure)
        earlier = before_in_sentence(drafts, at) if figure else ()
        host = next((d for d in earlier if d.figure is figure), None)
        if host is None or not (rule is worth_of or host.measure.key == draft.measure.key):
            continue
        if host.population.head:
            draft.population = replace(host.population, span=None, inferred=reason)
            return


def _from_measure(draft: Draft) -> None:
    if not _is_open(draft.population) or draft.population.span is not None:
        return
    tokens = list(draft.reader.names_before(draft.measure))
    named = named_before(draft.sentence, tokens)
    if named.key:
        draft.population = named


def _from_sender(draft: Draft, places: Sequence[Place]) -> None:
    """Take troops and workers that a state sends for its own."""
    governor = draft.governor
    if draft.measure.key not in PRESENCE or governor is None or governor.subject:
        return
    if any(modifier in _peoples() for modifier in draft.population.modifiers):
        return
    for place in reversed(places):
        if place.last < governor.group.first:
            people = people_of(place.key)
            if people and place.last >= draft.sentence.clause_start(governor.group.first):
                label = place.key.replace("-", " ").title()
                source = Population("person", (people,))
                draft.population = inherited(draft.population, source, f"{label} sends them")
            return


def _from_owner(draft: Draft, places: Sequence[Place]) -> None:
    """Read "1,100 of its soldiers" behind the name of a state."""
    sentence, figure = draft.sentence, draft.figure
    owned = range(figure.number_last + 1, figure.last + 1)
    if not any(sentence.word(index) in ("its", "their") for index in owned):
        return
    ahead = [place for place in places if place.last < figure.first]
    for place in sorted(ahead, key=lambda p: (sentence.word(p.first - 1) in _LED, -p.first)):
        people = people_of(place.key)
        if people:
            label = place.key.replace("-", " ").title()
            source = Population("", (people,))
            draft.population = inherited(draft.population, source, f"they are those of {label}")
            return


@cache
def _peoples() -> frozenset[str]:
    return frozenset(load_table("places")["demonyms"])


def _from_others(drafts: Sequence[Draft], at: int) -> None:
    draft = drafts[at]
    if (
        not draft.people
        and inside_of(draft.sentence, draft.figure) is None
        and not is_made_of(draft.sentence, draft.figure)
    ):
        return
    if any(modifier in _peoples() for modifier in draft.population.modifiers):
        return
    source, reason = _population_source(drafts, at)
    if source is None or not source.population.modifiers:
        return
    nations = tuple(m for m in source.population.modifiers if m in _peoples())
    open_ = not draft.population.head
    if open_:
        draft.population = inherited(draft.population, source.population, reason)
    elif nations:
        mine = Population("", nations)
        if inside_of(draft.sentence, draft.figure) is source.figure:
            mine = Population("", source.population.modifiers)
        draft.population = inherited(draft.population, mine, reason)


def _population_source(drafts: Sequence[Draft], at: int) -> tuple[Draft | None, str]:
    draft = drafts[at]
    if draft.part_of is not None:
        return draft.part_of, "the figure is a part of one that counts them"
    whole = inside_of(draft.sentence, draft.figure)
    if whole is not None:
        return (
            next((d for d in before_in_sentence(drafts, at) if d.figure is whole), None),
            "the figure says how many they are",
        )
    if draft.siblings and draft.siblings[0].figure.first < draft.figure.first:
        return draft.siblings[0], "the figure stands in a list with theirs"
    if is_made_of(draft.sentence, draft.figure):
        for other in remembered(drafts, at):
            if other.measure.key in PRESENCE and other.population.modifiers:
                return other, "the figure says what those announced before are made up of"
    return _earlier_people(drafts, at)


def _earlier_people(drafts: Sequence[Draft], at: int) -> tuple[Draft | None, str]:
    draft = drafts[at]
    if not _is_open(draft.population):
        return None, ""
    for other in before_in_sentence(drafts, at):
        if other.people and other.population.modifiers and not _is_aside(other, draft):
            return other, "an earlier figure of the sentence counts them"
    return None, ""


class _Victims:
    """The nations whose harm the figures count that were completed so far."""

    def __init__(self) -> None:
        self._nations: set[tuple[str, ...]] = set()
        self._last: Population | None = None

    @property
    def only(self) -> Population | None:
        """The one nation whose harm all figures count that name one."""
        return self._last if len(self._nations) == 1 else None

    def note(self, draft: Draft) -> None:
        """Take in a figure that was completed."""
        if not draft.people or measure_of(draft.measure.key).family != "harm":
            return
        if not _peoples().isdisjoint(draft.population.modifiers):
            self._nations.add(draft.population.modifiers)
            self._last = draft.population


def _from_text(
    draft: Draft, groups: Groups, starts: Sequence[int], only: Population | None
) -> None:
    head = draft.population.head
    if _is_open(draft.population) and measure_of(draft.measure.key).family == "harm":
        if draft.population.head and draft.population.span is not None:
            return
        near = starts[max(0, draft.number - _NEAR)]
        group = groups.last_before(draft.figure.span.start, draft.sentence.span.start, near)
        group = group or only
        if group is not None:
            label = group.label or described(group.modifiers, plural_of(group.head))
            draft.population = inherited(
                draft.population, group, f"the figure speaks of the {label} named before it"
            )
        return
    if draft.population.modifiers or head in ("", "person"):
        return
    near = starts[max(0, draft.number - _NEAR)]
    nation = groups.named_before(draft.figure.span.start, near, head)
    if nation:
        label = nation_names()[nation]
        draft.population = inherited(
            draft.population,
            Population("", (nation,)),
            f"the {plural_of(head)} named before are {label}",
        )


def skip_spans(attribution: Attribution | None, sentence: Span) -> tuple[Span, ...]:
    """Return the words of speakers, and where they spoke: no place in them is the figure's.

    "140,000 people have fled, the agency said in Lukanga" is not of Lukanga, and "Ada Roe of the
    University of Torvala said" is of no place.
    """
    if attribution is None:
        return ()
    speakers = tuple(speaker.span for speaker in attribution.chain)
    cue, content = attribution.cue, attribution.content
    if cue is None or not sentence.start <= cue.start < sentence.end:
        return speakers
    start = max(min(cue.start, attribution.utterer.span.start), sentence.start)
    end = sentence.end if content.end <= start else min(cue.start, content.start)
    if end <= start:
        return speakers
    exact = sentence.exact[start - sentence.start : end - sentence.start]
    return (*speakers, Span(start, end, exact))
