"""Where a figure holds: countries, capitals, regions and other named places in its clause.

Countries are those of the ISO list in ``pycountry``; other names, capitals and the words for
peoples are in ``data/places.toml`` and ``data/containment_places.toml``.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import pycountry

from claimtrack.engine.language.nouns import plural_of
from claimtrack.engine.lexicon import load_table
from claimtrack.engine.records import Facet

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from claimtrack.engine.facets.context import Figure, Sentence
    from claimtrack.engine.records import Span

#: Words behind a preposition that may stand before the name of the place.
_PHRASE = 7
#: How near "of" must stand to speak of the figure, and how much farther off other places count.
_OF_REACH, _ASIDE = 4, 10
_PLURAL = ("s", "people", "men", "women", "children")
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_DATELINE = re.compile(
    r"\s*([A-Z][A-Z'’ .-]{2,30})(?:, [A-Z][\w.' ]+)?\s*(?:\([^)\n]{1,40}\))?\s*[—–-]\s"
)


class Place(NamedTuple):
    """A place in a sentence: its tokens, both included, and the key of its name."""

    first: int
    last: int
    key: str


def slug(words: str) -> str:
    """Return words as a key: lower case, no accents, joined by hyphens."""
    plain = unicodedata.normalize("NFKD", words.lower()).encode("ascii", "ignore").decode()
    return _NOT_WORD.sub("-", plain).strip("-")


@cache
def _table() -> Mapping[str, object]:
    return load_table("places")


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(load_table("places")[name])


@cache
def _spellings() -> Mapping[str, str]:
    """Return the key of each name of a place, the name in lower case."""
    found: dict[str, str] = {}
    containment = load_table("containment_places")
    for outer, inner in containment["contains"].items():
        for key in (outer, *inner):
            found[key.replace("-", " ")] = key
    for country in pycountry.countries:
        names = [country.name, getattr(country, "common_name", "")]
        short = names[1] or names[0].split(",")[0]
        if "," in names[0] and not names[1]:
            continue
        for name in filter(None, names):
            found[name.lower()] = slug(short)
    for capital in load_table("places")["capitals"].values():
        found[capital.lower()] = slug(capital)
    for key, names in load_table("places")["names"].items():
        found.update({name.lower(): key for name in names})
    return found


@cache
def _demonym_spellings() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for key, names in load_table("places")["demonyms"].items():
        for name in names:
            found[name.lower()] = key
            found[plural_of(name).lower()] = key
    return found


@cache
def _longest(spellings: str) -> Mapping[str, int]:
    """Return for each first word the number of words of the longest name that it begins."""
    table = _spellings() if spellings == "places" else _demonym_spellings()
    longest: dict[str, int] = {}
    for name in table:
        words = name.split(" ")
        longest[words[0]] = max(longest.get(words[0], 0), len(words))
    return longest


class Demonym(NamedTuple):
    """A word for a people: its tokens, both included, its key, and whether it is a plural."""

    first: int
    last: int
    key: str
    plural: bool


def find_demonyms(words: Sequence[str], first: int, last: int) -> Iterator[Demonym]:
    """Yield the words for peoples between two tokens, the longest at each place."""
    table, longest = _demonym_spellings(), _longest("demonyms")
    index = first
    while index <= last:
        width = min(longest.get(words[index].lower(), 0), last - index + 1)
        for length in range(width, 0, -1):
            name = " ".join(words[index : index + length])
            key = table.get(name.lower())
            if key is not None and name[0].isupper():
                plural = name.lower() not in _singular_demonyms()
                yield Demonym(index, index + length - 1, key, plural)
                index += length - 1
                break
        index += 1


@cache
def nation_names() -> Mapping[str, str]:
    """Return the word for each people as it is printed ("north-korean": "North Korean")."""
    return {key: names[0] for key, names in load_table("places")["demonyms"].items()}


@cache
def _singular_demonyms() -> frozenset[str]:
    return frozenset(
        name.lower() for names in load_table("places")["demonyms"].values() for name in names
    )


def find_places(sentence: Sentence) -> tuple[Place, ...]:
    """Return the named places of a sentence, in order: known names, and names tagged as places."""
    return tuple(_scan(sentence))


def _scan(sentence: Sentence) -> Iterator[Place]:
    table, longest = _spellings(), _longest("places")
    words = [token.text for token in sentence.tokens]
    index = 0
    while index < len(words):
        found = None
        width = longest.get(sentence.low[index], 0)
        for length in range(min(width, len(words) - index), 0, -1):
            key = table.get(" ".join(sentence.low[index : index + length]))
            if key is not None and words[index][0].isupper():
                found = Place(index, index + length - 1, key)
                break
        if found is None:
            found = _tagged(sentence, index)
        if found is None:
            index += 1
            continue
        yield found
        index = found.last + 1


def _tagged(sentence: Sentence, index: int) -> Place | None:
    """Return the name that begins here and is tagged as that of a place, or stands "in"."""
    tokens = sentence.tokens
    if sentence.title or sentence.tag(index) not in ("PROPN", "ADJ"):
        return None
    if sentence.word(index - 1) == "in" and sentence.word(index - 2) in _listed("held"):
        return None
    entity = tokens[index].ent
    if entity != "PLACE" and not _stands_in(sentence, index):
        return None
    last = index
    while (
        last + 1 < len(tokens)
        and tokens[last + 1].ent == entity
        and sentence.tag(last + 1) == "PROPN"
    ):
        last += 1
    if tokens[last + 1 : last + 2] and tokens[last + 1].text.istitle():
        # "Sarnia County" is one name, whatever its words are tagged.
        opened = last == index and sentence.word(index) in _listed("openers")
        last += opened or sentence.word(last + 1) in _listed("kinds")
    first = index
    if index and tokens[index - 1].text.istitle():
        # "Port Sable", where the first word is no part of the tagged name.
        first -= sentence.word(index - 1) in _listed("openers")
    name = " ".join(token.text for token in tokens[first : last + 1])
    kind = last > index and tokens[last].text in _listed("kinds")
    key = slug(" ".join(token.text for token in tokens[first : last + (not kind)]))
    is_people = name.lower() in _demonym_spellings()
    return Place(first, last, key) if key and name[0].isupper() and not is_people else None


def _stands_in(sentence: Sentence, index: int) -> bool:
    """Tell whether a name of no known kind stands where a place would: "in Darenk"."""
    if _is_of_kind(sentence, index):
        return True
    opened = (
        sentence.word(index - 1) in _listed("openers") and sentence.tokens[index - 1].text.istitle()
    )
    return (
        (
            sentence.word(index - 1 - opened) in _listed("inside")
            or _is_kind_of(sentence, index)
            or _is_at_site(sentence, index)
        )
        and sentence.tag(index) == "PROPN"
        and (not sentence.tokens[index].ent or _is_explained(sentence, index))
        and sentence.word(index).isalpha()
        and (
            sentence.tag(index + 1) not in ("NUM", "PART", "NOUN")
            or _is_counted_there(sentence, index)
            or sentence.word(index + 1) in _listed("kinds") | _listed("sites")
        )
        and not (sentence.tag(index + 1) == "PROPN" and len(sentence.word(index + 1)) == 1)
    )


def _is_counted_there(sentence: Sentence, index: int) -> bool:
    """Read "In Orlo 1,340 people left"; "In Formula 1 cars" names no place."""
    number = sentence.word(index + 1)
    counted = sentence.tag(index + 2) == "NOUN" and sentence.word(index + 2).endswith(_PLURAL)
    return index == 1 and counted and (number.isalpha() or "," in number)


def _is_of_kind(sentence: Sentence, index: int) -> bool:
    """Read "in the Arven range", "at the Rosk camp": the noun behind a name says its kind."""
    the = sentence.word(index - 1) in ("the", "upper", "lower")
    capital = sentence.tokens[index].text.istitle() and sentence.tag(index) in ("PROPN", "ADJ")
    named = capital and sentence.tokens[index].ent != "PERSON"
    if sentence.word(index) in _listed("compass"):
        return False
    if not (the and named) or sentence.word(index - 2) not in _listed("leading"):
        return False
    last = index
    while sentence.tag(last + 1) == "PROPN":
        last += 1
    return sentence.tokens[last].text.isalpha() and sentence.word(last + 1) in _listed("kinds")


def _is_explained(sentence: Sentence, index: int) -> bool:
    """Tell whether a name is said to be a place: "in Orlo, a small town", "near Orlo."."""
    if sentence.word(index - 1) in ("near", "outside") and sentence.is_stop(index + 1):
        return True
    apposed = sentence.low[index + 1 : index + 3] in ([",", "a"], [",", "an"], [",", "the"])
    return apposed and not _listed("kinds").isdisjoint(sentence.low[index + 3 : index + 6])


def _is_at_site(sentence: Sentence, index: int) -> bool:
    """Read "at Alder Park", "at Santa Orla", "at Alder prison", "a cemetery at Orlo"."""
    if sentence.word(index - 1) not in _listed("sited"):
        return False
    last = index
    while sentence.tag(last + 1) == "PROPN":
        last += 1
    sites = _listed("sites") | _listed("kinds")
    is_site = last > index and sentence.word(last) in sites
    at = sentence.word(index - 1) == "at" and sentence.word(index - 2) in sites
    opened = sentence.word(index) in _listed("openers")
    return is_site or at or opened or sentence.word(last + 1) in sites


def _is_kind_of(sentence: Sentence, index: int) -> bool:
    """Tell whether a name says which: "the district of Darenk", "the capital Darenk"."""
    if sentence.word(index - 1) == "of":
        return sentence.word(index - 2) in _listed("kinds") | _listed("sites")
    named = sentence.word(index - 1) in _listed("kinds") or sentence.word(index - 1) == "capital"
    return named and sentence.tag(index - 2) in ("DET", "ADJ", "NOUN", "ADP")


def place_of(
    sentence: Sentence,
    places: Sequence[Place],
    figure: Figure,
    skip: Sequence[Span],
    *,
    destination: bool = False,
) -> Facet:
    """Return the place of a figure: the last name of the nearest phrase of place in its clause.

    ``skip`` are stretches that belong to others (speakers). With ``destination``, only where
    the counted go.
    """
    start, end = sentence.clause_start(figure.first), _far_end(sentence, figure)
    found = _nearest(sentence, places, figure, skip, range(start, end + 1), destination=destination)
    if found is None:
        # "Nine were killed when a bus fell into a ravine outside Quell."
        start = _behind_aside(sentence, end, sentence.clause_end(figure.last))
        occasion = range(start, sentence.occasion_end(figure.last) + 1)
        found = _nearest(sentence, places, figure, skip, occasion, destination=destination)
    return Facet() if found is None else _facet(sentence, found)


def _nearest(
    sentence: Sentence,
    places: Sequence[Place],
    figure: Figure,
    skip: Sequence[Span],
    within: range,
    *,
    destination: bool,
) -> Place | None:
    best: tuple[int, int, Place] | None = None
    for place in places:
        if place.first not in within or _overlaps(sentence, place, skip):
            continue
        opener = _preposition(sentence, place)
        if (
            opener is None
            or not _leads(sentence, opener)
            or (destination and sentence.word(opener) not in _listed("towards"))
        ):
            continue
        rank = (opener, _distance(sentence, place, figure, opener))
        distance = rank[1]
        if best is None or opener == best[0] or distance < best[1]:
            best = (*rank, place)
    return None if best is None else best[2]


def _distance(sentence: Sentence, place: Place, figure: Figure, opener: int) -> int:
    """Return how far a place stands from a figure; what is only near it stands farther off."""
    if place.first <= figure.last:
        return figure.first - place.last + 4
    distance = place.first - figure.last
    word = sentence.word(opener)
    owned = word == "of" and sentence.word(opener - 1) not in _listed("kinds")
    aside = word in _listed("beside") or (owned and distance > _OF_REACH)
    return distance + _ASIDE if aside else distance


def _far_end(sentence: Sentence, figure: Figure) -> int:
    """Return where the clause of a figure ends, with what the next figure begins left out."""
    end = sentence.clause_end(figure.last)
    following = sentence.next_set_apart(figure.last + 1)
    return end if following is None else min(end, following - 1)


def _behind_aside(sentence: Sentence, end: int, last: int) -> int:
    """Return where a clause goes on behind the figure that cut it off at ``end``.

    "40 people, 12 of them in Norrick" says where the 12 were; "nine people, four of them children,
    were killed in Quell" says where the nine were.
    """
    if end == last:
        return last + 1
    return next((at + 1 for at in range(end + 1, last + 1) if sentence.word(at) == ","), last + 1)


def _overlaps(sentence: Sentence, place: Place, skip: Sequence[Span]) -> bool:
    start, end = sentence.tokens[place.first].start, sentence.tokens[place.last].end
    return any(span.start < end and start < span.end for span in skip)


def _preposition(sentence: Sentence, place: Place) -> int | None:
    """Return the preposition that leads the phrase in which the place stands."""
    for index in range(place.first - 1, max(-1, place.first - 1 - _PHRASE), -1):
        word = sentence.word(index)
        if word in _listed("prepositions"):
            return index
        tag = sentence.tag(index)
        joined = word == "-" or "-" in (sentence.word(index - 1), sentence.word(index + 1))
        if not (joined or tag in ("DET", "ADJ", "NOUN", "PROPN", "PART")):
            return None
    return None


def _leads(sentence: Sentence, opener: int) -> bool:
    """Tell whether a preposition opens a place of the figure: "from" only behind a verb."""
    if sentence.word(opener - 1) == "from":
        # "Fired from across the river": where they came from.
        return False
    return sentence.word(opener) != "from" or sentence.is_verb(opener - 1)


def _facet(sentence: Sentence, place: Place) -> Facet:
    last = place.last
    while sentence.word(last + 1) in _listed("kinds"):
        last += 1
    span = sentence.cut(place.first, last)
    return Facet(place.key, span.exact, span)


def dateline(text: str, body: int) -> Facet:
    """Return the place of the dateline that opens the body ("KYIV, Ukraine (AP) —")."""
    found = _DATELINE.match(text, body)
    if found is None:
        return Facet()
    name = found.group(1).strip()
    return Facet(
        _spellings().get(name.lower(), slug(name)),
        name.title(),
        inferred="the dateline of the report",
    )


def people_of(key: str) -> str:
    """Return the key of the word for the people of a state ("north-korea": "north-korean")."""
    table: Mapping[str, str] = load_table("places")["peoples"]
    capitals: Mapping[str, str] = _states_of_capitals()
    return table.get(capitals.get(key, key), "")


def is_without_dollars(key: str) -> bool:
    """Tell whether a place is a state, or the capital of one, whose own money is no dollar."""
    state = _states_of_capitals().get(key, key)
    return state in _states() and state not in _listed("dollars")


@cache
def _states() -> frozenset[str]:
    short = (getattr(each, "common_name", each.name) for each in pycountry.countries)
    return frozenset(slug(name.split(",")[0]) for name in short)


@cache
def _states_of_capitals() -> Mapping[str, str]:
    return {slug(city): key for key, city in load_table("places")["capitals"].items()}
