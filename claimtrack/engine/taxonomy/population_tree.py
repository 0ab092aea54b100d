"""Populations: one spelling for the same people, and which group includes which.

The table is ``data/hierarchy_populations.toml``. A population is a head noun and modifiers;
each modifier narrows it, so "North Korean troops" lies in "troops" and in "North Koreans".
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from claimtrack.engine.lexicon import load_table
from claimtrack.engine.remembered import remembered
from claimtrack.engine.taxonomy.fit import Fit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimtrack.engine.records import Population

#: The head of all people, and of a population that is only named by its modifiers.
PERSON = "person"
#: Between the heads of a group that is named by two: "engineer-and-worker".
JOINT = "-and-"


@dataclass(frozen=True, slots=True)
class Group:
    """A population in its one spelling; an empty head with no modifiers is not known.

    ``telling`` are the modifiers that tie a figure to one story: names ("north-korean"), not
    what every event has some of ("military", "construction").
    """

    head: str
    modifiers: frozenset[str]
    telling: frozenset[str] = frozenset()

    @property
    def known(self) -> bool:
        """Tell whether the text says at all who is counted."""
        return bool(self.head or self.modifiers)

    @property
    def narrowed_by(self) -> frozenset[str]:
        """The modifiers, with those that the head has in it."""
        return self.modifiers | _implied(self.head)

    @property
    def key(self) -> str:
        """Modifiers, then the head: "north-korean troop"."""
        return " ".join((*sorted(self.modifiers), self.head)).strip()


@cache
def _general() -> frozenset[str]:
    return frozenset(load_table("hierarchy_populations")["general"]["modifiers"])


@cache
def _heads() -> Mapping[str, str]:
    """Return each spelling, a head or "modifier head", with its canonical head."""
    table = load_table("hierarchy_populations")["head"]
    return {name: key for key, row in table.items() for name in (key, *row.get("aliases", ()))}


@cache
def _implied(head: str) -> frozenset[str]:
    """Return what a head says by itself, and what the heads that include it say."""
    table = load_table("hierarchy_populations")["head"]
    own = frozenset(table.get(head, {}).get("implies", ()))
    return own.union(*(table.get(each, {}).get("implies", ()) for each in _above(head)))


@cache
def _above(head: str) -> frozenset[str]:
    """Return the heads that include one; a joined one lies in what includes all its members."""
    if JOINT in head:
        return frozenset.intersection(
            *(frozenset({each}) | _above(each) for each in _members(head))
        )
    row = load_table("hierarchy_populations")["head"].get(head, {})
    parents = row.get("within", ())
    return frozenset(parents).union(*(_above(parent) for parent in parents))


@cache
def head_words() -> frozenset[str]:
    """Return every word that stands in the name of a group ("people", "soldier")."""
    return frozenset(word for name in _heads() for word in name.replace("-", " ").split())


def head_of(word: str) -> str:
    """Return the canonical head of a counted noun ("soldier" gives "troop")."""
    return _heads().get(word, word)


@lru_cache(maxsize=8192)
def is_person(word: str) -> bool:
    """Tell whether a counted noun is a person of some kind."""
    head = head_of(word)
    return head == PERSON or PERSON in _above(head)


def _canonical(head: str) -> str:
    """Return the one spelling of a head; that of "crew and passengers" by those of both."""
    return JOINT.join(sorted(set(_members(head)))) if JOINT in head else head_of(head)


def _members(head: str) -> tuple[str, ...]:
    """Return the heads that a joined one is of: "engineer-and-worker" is of two."""
    return tuple(head_of(each) for each in head.split(JOINT))


@remembered(8192)
def group_of(population: Population) -> Group:
    """Return the one spelling of a population: modifiers that the head implies are folded in."""
    modifiers = set(population.modifiers)
    head = _canonical(population.head) if population.head else (PERSON if modifiers else "")
    for modifier in sorted(modifiers):
        narrower = _heads().get(f"{modifier} {head}")
        if narrower is not None:
            head = narrower
            modifiers.discard(modifier)
    left = frozenset(modifiers) - _implied(head)
    told = frozenset(each for each in left - _general() if _is_name(each, population))
    return Group(head, left, told)


def _is_name(modifier: str, population: Population) -> bool:
    """Tell whether a modifier is written as a name; one taken from elsewhere is taken for one.

    A modifier whose own words do not stand in the text is a name in another form ("Britons").
    """
    if population.span is None:
        return True
    parts = set(modifier.split("-"))
    written = [word.strip(".,'’") for word in population.span.exact.replace("-", " ").split()]
    own = [word for word in written if word.casefold() in parts]
    return not own or any(word[0].isupper() for word in own)


def fit_of_heads(a: str, b: str) -> Fit:
    """Tell how two canonical heads lie to each other."""
    if a == b:
        return Fit.SAME
    if b in _above(a):
        return Fit.INSIDE
    if a in _above(b):
        return Fit.AROUND
    if JOINT in b and _is_among(a, b):
        return Fit.INSIDE
    if JOINT in a and _is_among(b, a):
        return Fit.AROUND
    return Fit.APART


def _is_among(head: str, joined: str) -> bool:
    """Tell whether a head is one of those of a joined one: "women" of "men and women"."""
    members = frozenset(_members(joined))
    return all(members & {each, *_above(each)} for each in _members(head))


def fit_of_groups(a: Group, b: Group) -> Fit:
    """Tell how two populations lie to each other; ``UNKNOWN`` where either is not known."""
    if not a.known or not b.known:
        return Fit.UNKNOWN
    heads = fit_of_heads(a.head, b.head)
    if heads is Fit.SAME and a.modifiers == b.modifiers:
        return Fit.SAME
    if heads in {Fit.SAME, Fit.INSIDE} and a.narrowed_by >= b.narrowed_by:
        return Fit.INSIDE
    if heads in {Fit.SAME, Fit.AROUND} and a.narrowed_by <= b.narrowed_by:
        return Fit.AROUND
    return Fit.APART


def may_be_one(a: Group, b: Group) -> bool:
    """Tell whether each narrows the other in its own way ("military people" and "workers").

    Such groups share members; a telling modifier must be common to both.
    """
    heads = fit_of_heads(a.head, b.head)
    narrower, wider = (a, b) if heads is Fit.INSIDE else (b, a)
    return (
        heads in {Fit.INSIDE, Fit.AROUND}
        and narrower.narrowed_by < wider.narrowed_by
        and bool(a.telling & b.telling)
    )


def may_be_all(a: Group, b: Group, families: frozenset[str]) -> bool:
    """Tell whether two heads may name the same people or things, for measures of such families.

    ``data/hierarchy_populations.toml`` lists, by family, the heads that all who are counted may
    be called by ("residents" who fled); heads that no table holds are such beside those.
    """
    return _heads_of_all(a.head, b.head, families)


def may_be_all_of_some_event(a: Group, b: Group) -> bool:
    """Tell whether two heads may name the same people at any event the table knows of.

    "Villagers" and "people" may; women are some of them anywhere.
    """
    families = frozenset(load_table("hierarchy_populations")["all_of"])
    return {a.head, b.head} <= table_heads() and may_be_all(a, b, families)


@lru_cache(maxsize=8192)
def _heads_of_all(a: str, b: str, families: frozenset[str]) -> bool:
    table = load_table("hierarchy_populations")["all_of"]
    unknown = {each for each in (a, b) if each not in table_heads()}
    for family in families:
        if len(unknown) > int(family in _BY_TRADE):
            continue
        for row in table.get(family, ()):
            if {a, b} - unknown <= frozenset(map(head_of, row.split())):
                return True
    return False


@cache
def table_heads() -> frozenset[str]:
    """Return every canonical head that the table holds."""
    return frozenset(_heads().values())


#: Of these the counted are often told by their trade ("dockers", "printers").
_BY_TRADE = frozenset({"work"})


def loosely_same(a: Group, b: Group) -> bool:
    """Tell whether one names only the nation where the other names the kind of person too.

    "600 North Koreans" and "600 North Korean troops" among the dead of a war may be the same
    people; the modifiers that tell a story must be equal.
    """
    return (
        a.telling == b.telling
        and bool(a.telling)
        and PERSON in {a.head, b.head}
        and is_person(a.head)
        and is_person(b.head)
    )
