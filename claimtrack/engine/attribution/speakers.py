"""Who speaks: short names, pronouns and offices resolved inside one report.

:class:`Cast` reads the names of a report once; :meth:`Cast.speaker` then turns the words that
stand for a speaker into a :class:`~claimtrack.engine.records.Speaker`. A name that is given in
full anywhere in the report stands for each shorter form of it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from claimtrack.engine.attribution.antecedents import Antecedents, Person
from claimtrack.engine.language.names import (
    NameMention,
    find_names,
    name_lexicon,
    plain,
    split_title,
)
from claimtrack.engine.language.text import find_headline
from claimtrack.engine.lexicon import load_table
from claimtrack.engine.records import Role, Span, Speaker, SpeakerKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from claimtrack.engine.language.quotes import QuotedSpan

#: How long the words behind a name that give its office may be ("…, a member of parliament,").
APPOSITION_REACH = 120

_FULL_NAME = 2

_IN_BRACKETS = re.compile(r"\([A-Z]{2,8}\)")
_ACRONYM = re.compile(
    r"(?<!\w)((?:[A-Z][\w’'-]{0,40}\s(?:(?:of|for|and|the|on)\s){0,2}){1,7})\(([A-Z]{2,8})\)"
)
_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
_OWN = re.compile(r"^(?:the|an?|its|his|her|their)\s+", re.IGNORECASE)
_SHARE = re.compile(
    r"(?:(?:about|nearly|almost|some|around|over|more than|fewer than|only|just) )?"
    r"[\w.-]+ ?(?:%|per ?cent|in \w+\b|of the \w|out of \d)",
    re.IGNORECASE,
)
_UNNAMED = SpeakerKind.UNNAMED
_INDEFINITE = frozenset({"a", "an"})
_HEAD_END = re.compile(
    r"\s(?:of|for|at|in|from|with|who|whom|that|which|on|by|close|familiar|near|inside|to|"
    r"(?!(?:managing|acting|founding|presiding|outgoing|incoming|leading|retired|sitting) "
    r"(?!(?:the|an?|for|from|in|on|as|with|to)\b)[a-z])"
    r"[a-z]+(?:ed|ing))\b|[,(—–]"
)
_WORD = re.compile(r"[^\W_](?:[\w.]|[-’'](?=\w))*")
_CLAUSE = re.compile(r"\s(?:who|whose|which|that)\b")
#: What stands before it is asked for behind the capital, so that the search can jump to capitals.
_LONG_NAME = re.compile(
    r"[A-Z](?<!\w.)[\w’'-]{0,40}(?:\s(?:(?:of|for|and)\s(?:the\s)?)?[A-Z][\w’'-]{0,40}){1,7}"
)
_POSSESSED = re.compile(r"^[A-Z][\w .-]*?[’']s?\s+(?=[A-Z]\S*\s)")
_APPOSITION = re.compile(
    r",\s+(?:(?:aged\s+)?\d{1,3},\s+)?"
    r"((?:an?|the|who is|its|his|her|their)?\s*[^,.;:“”\"\n]{3,120})[,.]"
)


@dataclass(frozen=True, slots=True)
class _SourceWords:
    people: frozenset[str]
    pronouns: frozenset[str]
    documents: frozenset[str]
    outlets: frozenset[str]
    governments: dict[str, str]
    genders: dict[str, str]
    relative: frozenset[str]


@cache
def _source_words() -> _SourceWords:
    table = load_table("sources")
    people = frozenset(table["unnamed"]["people"])
    return _SourceWords(
        people=people | {f"{word}s" for word in people} | {f"{word}es" for word in people},
        pronouns=frozenset(table["unnamed"]["pronouns"]),
        documents=frozenset(table["unnamed"]["documents"]),
        outlets=frozenset(table["unnamed"]["outlets"]),
        governments=table["governments"],
        genders={w: g for g in ("he", "she", "they") for w in table["pronouns"][g]},
        relative=frozenset(table["pronouns"]["relative"]),
    )


class Cast:
    """The persons and institutions that a report names.

    ``people`` are spans that an entity recogniser takes for persons; without it, a name of two
    words or more that holds no word of an institution counts as a person's where it is used in
    a shorter form or has a title.
    """

    def __init__(
        self, text: str, people: Iterable[Span] = (), quotes: Sequence[QuotedSpan] = ()
    ) -> None:
        """Read the names of ``text``; its headline, often all in capitals, gives none."""
        self._text = text
        headline = self._headline = find_headline(text)
        self._mentions = list(find_names(text))
        self._starts = [mention.start for mention in self._mentions]
        self._body = self._mentions[bisect_left(self._starts, headline) :]
        self._known_people = {span.exact for span in people}
        self._full = self._full_names()
        self._by_word: dict[str, list[str]] = {}
        self._collect_short_forms()
        self._people = self._collect_people()
        self._acronyms = self._collect_acronyms()
        self._described_before: dict[str, Speaker] = {}
        self._antecedents = Antecedents(
            text,
            self._mentions,
            lambda mention: self._resolve_name(mention.name, mention.title),
            self._people,
            quotes,
        )

    def _full_names(self) -> dict[str, tuple[int, int]]:
        """Map each name of two words or more to (times, where first seen)."""
        full: dict[str, tuple[int, int]] = {}
        for mention in self._body:
            if len(mention.words) > 1:
                times, first = full.get(mention.name, (0, mention.start))
                full[mention.name] = (times + 1, first)
        return full

    def _collect_short_forms(self) -> None:
        for name in self._full:
            if any(plain(word) in name_lexicon().institutions for word in name.split()):
                continue
            words = [word for word in name.split() if plain(word) not in {"jr", "sr", "iii", "ii"}]
            for word in dict.fromkeys((words[-1], words[0])):
                self._by_word.setdefault(word, []).append(name)

    def _collect_people(self) -> dict[str, Person]:
        people: dict[str, Person] = {}
        short = {mention.name for mention in self._mentions if len(mention.words) == 1}
        for mention in self._body:
            name = self._resolve_name(mention.name, mention.title)
            words = name.split()
            known = name in people
            if not known and not (
                mention.title
                or (len(words) > 1 and name in self._known_people)
                or (len(words) > 1 and not mention.is_institution and not short.isdisjoint(words))
                or (not mention.is_institution and self._apposition(mention))
                or (len(words) > 1 and not mention.is_institution and self._lower_title(mention))
            ):
                continue
            before = people.get(name)
            title = (
                _office(mention.title) or self._lower_title(mention) or self._apposition(mention)
            )
            if (
                before is not None
                and before.title
                and plain(before.title) not in (name_lexicon().honorifics)
            ):
                title = before.title
            gender = (before.gender if before else "") or _gender(mention.title) or _gender(title)
            people[name] = Person(
                name,
                title or (before.title if before else ""),
                gender,
                before.first_seen if before else mention.start,
                before.times + 1 if before else 1,
            )
        return people

    def _lower_title(self, mention: NameMention) -> str:
        """Read the office right before a name that begins in lower case, or a sentence.

        "Company spokeswoman Ada Roe", "chief of staff Ada Roe".
        """
        window = self._text[max(0, mention.start - 40) : mention.start]
        words = window.split("\n")[-1].split() if window.endswith(" ") else []
        if not words:
            return ""
        wide = self._text[max(0, mention.start - APPOSITION_REACH) : mention.start]
        apposed = _OFFICE_AND_COMMA.search(wide) if words[-1].endswith(",") else None
        if apposed is not None and plain(apposed.group(2)) in name_lexicon().offices:
            return apposed.group(1) or apposed.group(2)
        if not (words[-1][-1].isalpha() or words[-1].endswith(".")):
            return ""
        offices = name_lexicon().offices
        if plain(words[-1]) in offices:
            both = " ".join(words[-2:])
            return both if both.lower() in offices else words[-1]
        charge = _IN_CHARGE.search(window)
        return charge.group(1) if charge is not None and plain(charge.group(2)) in offices else ""

    def _apposition(self, mention: NameMention) -> str:
        """Read the office behind a name ("Ada Roe, a spokeswoman for the port,")."""
        if len(mention.words) == 1:
            return ""
        found = _APPOSITION.match(self._text, mention.end, mention.end + APPOSITION_REACH)
        if found is None:
            return ""
        words = _CLAUSE.split(found.group(1).strip(), maxsplit=1)[0]
        head = _HEAD_END.split(words, maxsplit=1)[0].split()
        is_office = any(plain(word) in name_lexicon().offices for word in head[-2:])
        # "Ada Roe, whose shop burned, lost her sister": what she did is no office.
        is_office = is_office and _OWNED.isdisjoint(head[1:])
        return _ARTICLE.sub("", words, count=1) if is_office else ""

    def _collect_acronyms(self) -> dict[str, str]:
        acronyms: dict[str, str] = {}
        for found in _LONG_NAME.finditer(self._text):
            name = _POSSESSED.sub("", found.group())
            letters = "".join(word[0] for word in name.split() if word[0].isupper())
            acronyms.setdefault(letters, name)
        if not _IN_BRACKETS.search(self._text):
            return acronyms
        for found in _ACRONYM.finditer(self._text):
            name = _name_with_initials(found.group(1).split(), found.group(2))
            if name:
                acronyms[found.group(2)] = name
        return acronyms

    def _resolve_name(self, name: str, title: str = "") -> str:
        if len(name.split()) > 1:
            return name
        candidates = self._by_word.get(name, [])
        if not candidates:
            return name
        if len(candidates) == 1:
            return candidates[0]
        gender = _gender(title)
        ranked = sorted(
            candidates,
            key=lambda full: (
                gender == self._gender_of(full) or not gender,
                full.split()[-1] == name,
                full in self._known_people,
                self._full[full][0],
                -self._full[full][1],
            ),
        )
        return ranked[-1]

    def _gender_of(self, name: str) -> str:
        people: dict[str, Person] = getattr(self, "_people", {})
        return people[name].gender if name in people else ""

    def speaker(
        self,
        span: Span,
        role: Role = Role.UTTERER,
        previous: str = "",
        sentence: int | None = None,
    ) -> Speaker:
        """Resolve the words at ``span``; ``previous`` is the name of the last speaker.

        "he" is the last person who may be meant: the only one whom the paragraph names before
        the sentence, which begins at offset ``sentence``; one named before it in the sentence,
        the last speaker, or one named shortly before.
        """
        pronominal = self._pronominal(span, role, previous, sentence)
        if pronominal is not None:
            return pronominal
        words = span.exact.strip()
        folded = words.lower()
        source_words = _source_words()
        addressed = _ADDRESSED_OF.match(words)
        if addressed is not None:
            span = Span.cut(self._text, span.start, span.start + addressed.end(1))
            words, folded = span.exact, span.exact.lower()
        bare = _ARTICLE.sub("", words, count=1)
        government = source_words.governments.get(folded) or source_words.governments.get(
            bare.lower()
        )
        if government:
            return Speaker(span, role, government)
        heads = span.end <= self._headline and plain(bare) in name_lexicon().offices
        named = (
            None
            if heads
            else self._titled_behind(span, role, words)
            or self._affiliated(span, role)
            or self._named(span, role, words)
            or self._office_holder(span, role, bare)
        )
        if named is not None:
            return named
        described = self._described(span, role, words, bare)
        if sentence is not None and described.name == bare:
            alone = self._alone_in_paragraph(words, sentence)
            if alone:
                return Speaker(span, role, alone, bare)
        apposed = self._apposed(span)
        if apposed is None or described.name != self._resolve_name(apposed.name, apposed.title):
            return described
        return replace(described, span=Span.cut(self._text, span.start, apposed.end))

    def _pronominal(
        self, span: Span, role: Role, previous: str, sentence: int | None
    ) -> Speaker | None:
        """Read "he", "who", and the "its" of "said its chief executive, Ada Roe"."""
        folded = span.exact.strip().lower()
        source_words = _source_words()
        owned = _OWNED_OFFICE.match(self._text, span.end) if folded in _POSSESSIVES else None
        if owned is not None:
            index = bisect_left(self._starts, owned.end())
            mention = self._mentions[index] if index < len(self._mentions) else None
            if mention is not None and mention.start == owned.end():
                whole = Span.cut(self._text, span.start, mention.end)
                name = self._resolve_name(mention.name, mention.title)
                return Speaker(whole, role, name, owned.group(1))
        if folded in source_words.genders:
            return self._pronoun(span, role, source_words.genders[folded], previous, sentence)
        return self._relative(span, role) if folded in source_words.relative else None

    def _titled_behind(self, span: Span, role: Role, words: str) -> Speaker | None:
        """Read a person whose office follows ("Ada Roe, the mayor of Oslo, said")."""
        name, comma, office = words.partition(", ")
        if not comma or not _ARTICLE.match(office):
            return None
        end = span.start + len(name)
        for mention in self._inside(span):
            if mention.end != end:
                continue
            person = self._people.get(self._resolve_name(mention.name, mention.title))
            if person is not None:
                title = _ARTICLE.sub("", office, count=1).strip(" ,")
                return Speaker(Span.cut(self._text, span.start, end), role, person.name, title)
        return None

    def _named(self, span: Span, role: Role, words: str) -> Speaker | None:
        """Read a span that holds a person's name, or that is a proper name as a whole."""
        inside = self._inside(span)
        for mention in reversed(inside):
            name = self._resolve_name(mention.name, mention.title)
            person = self._people.get(name)
            closes = span.start + len(words) - mention.end <= 1
            if person is None or not closes or self._is_group(span, mention):
                continue
            before = self._text[span.start : mention.end]
            title = _ARTICLE.sub("", before[: len(before) - len(mention.name)], count=1).strip(" ,")
            if _POSSESSOR.search(title) and plain(title.split()[-1]) not in name_lexicon().offices:
                continue
            weak = not title or plain(title) in name_lexicon().honorifics
            return Speaker(span, role, name, person.title if weak else title)
        return self._proper(span, role, words) if inside else None

    def _affiliated(self, span: Span, role: Role) -> Speaker | None:
        """Read "Captain Ada Roe of the Velm fire brigade": the person, and not the brigade."""
        inside = self._inside(span)
        first = inside[0] if inside else None
        if first is None or first.start != span.start:
            return None
        person = self._people.get(self._resolve_name(first.name, first.title))
        if person is None or not self._text.startswith(_AFFILIATING, first.end):
            return None
        if first.title and _HEAD_END.search(first.title):
            return None
        named = Span.cut(self._text, span.start, first.end)
        return Speaker(named, role, person.name, _office(first.title) or person.title)

    def _office_holder(self, span: Span, role: Role, bare: str) -> Speaker | None:
        """Read "prosecutor Ada Roe" where nothing else says that the capitals are a person's."""
        title, name = split_title(bare)
        capitals = name.split()
        if not title or len(capitals) < _FULL_NAME or not all(w[0].isupper() for w in capitals):
            return None
        return Speaker(span, role, self._resolve_name(name, title), title)

    def _is_group(self, span: Span, mention: NameMention) -> bool:
        """Tell "researchers at Ada Roe" from "Secretary of State Ada Roe"."""
        before = self._text[span.start : mention.start]
        head = _HEAD_END.split(before, maxsplit=1)[0].split()
        return _HEAD_END.search(before) is not None and plain(head[-1]).endswith("s")

    def _proper(self, span: Span, role: Role, words: str) -> Speaker | None:
        """Read a proper name that fills its span, "the" and coordinated names aside."""
        inside = self._inside(span)
        common = plain(inside[0].name) in _source_words().people | _source_words().pronouns
        begins = inside[0].start - span.start <= len("the ")
        closes = inside[-1].end >= span.start + len(words) - len("’s")
        if not begins or not closes or (common and len(words.split()) > 1):
            return None
        bare = _bare_name(_POSSESSED.sub("", _ARTICLE.sub("", words, count=1), count=1))
        title, name = split_title(bare)
        holder = _HEAD_END.split(name, maxsplit=1)[0]
        if len(holder.split()) > 1 and self._may_be_person(holder):
            name = holder
        name = self._acronyms.get(name, name) if name.isupper() else self._resolve_name(name)
        unnamed = plain(name.split()[-1]) in _source_words().people and (
            name.split()[-1].islower() or len(name.split()) == 1
        )
        unnamed = unnamed or f"{plain(name)}s" in _source_words().documents
        kind = SpeakerKind.UNNAMED if unnamed else SpeakerKind.NAMED
        return Speaker(span, role, name, title, kind)

    def _inside(self, span: Span) -> list[NameMention]:
        first = bisect_left(self._starts, span.start)
        last = bisect_left(self._starts, span.end)
        return [mention for mention in self._mentions[first:last] if mention.end <= span.end]

    def _described(self, span: Span, role: Role, words: str, bare: str) -> Speaker:
        """Read a description: an office that somebody in the report holds, or nobody's name."""
        head_words = _WORD.findall(_HEAD_END.split(words, maxsplit=1)[0])
        head = plain(head_words[-1]) if head_words else ""
        definite = folded_start(words) == "the"
        singular = head.removesuffix("s")
        heads = span.end <= self._headline
        if (definite or heads) and head in name_lexicon().offices:
            holder = self._holder(head, len(self._text) if heads else span.start)
            if holder is not None:
                return Speaker(span, role, holder.name, holder.title or bare)
        if definite and singular in self._described_before:
            before = self._described_before[singular]
            return Speaker(span, role, before.name, before.title, before.kind)
        apposed = self._apposed(span)
        known = name_lexicon().offices | _source_words().people
        kin = folded_start(words) in _OWNED and not definite and not head.endswith("s")
        if apposed is not None and (kin or head in known):
            return Speaker(span, role, apposed.name, _OWN.sub("", bare, count=1))
        source_words = _source_words()
        first = folded_start(words)
        unnamed = (
            head in source_words.people
            or _SHARE.match(words) is not None
            or first in source_words.pronouns
            or first in _INDEFINITE
            or (first == "this" and singular in source_words.outlets)
            or (head in source_words.documents and not definite)
        )
        kind = SpeakerKind.UNNAMED if unnamed else SpeakerKind.NAMED
        speaker = Speaker(span, role, _bare_name(bare), "", kind)
        if not (definite or heads) and singular:
            self._described_before[singular] = speaker
        return speaker

    def _alone_in_paragraph(self, words: str, sentence: int) -> str:
        """Return the one person of a paragraph who may be meant by "the minister" at its end.

        "Ada Roe was in a sterner mood. “It will not do,” the minister said."
        """
        head = plain(_HEAD_END.split(words, maxsplit=1)[0].split()[-1])
        if folded_start(words) != "the" or head not in name_lexicon().offices - _SPEAKING_FOR:
            return ""
        name = self._antecedents.alone_before(sentence)
        title = self._people[name].title if name in self._people else ""
        office = plain(title.split()[-1]) if title else ""
        return name if office in {"", head, *name_lexicon().honorifics} else ""

    def _apposed(self, span: Span) -> NameMention | None:
        """Return the person right behind a description ("the mayor, Ada Roe, said")."""
        first = bisect_left(self._starts, span.end)
        if first == len(self._mentions) or self._starts[first] - span.end > len(", "):
            return None
        mention = self._mentions[first]
        between = self._text[span.end : mention.start].strip()
        is_person = len(mention.words) > 1 and not mention.is_institution
        return mention if between in ("", ",") and is_person else None

    def _holder(self, office: str, before: int) -> Person | None:
        """Find the person last introduced with ``office`` before the offset."""
        holders = [
            person
            for person in self._people.values()
            if person.first_seen < before
            and office in {plain(word) for word in person.title.split()}
        ]
        return max(holders, key=lambda person: person.first_seen, default=None)

    def _pronoun(
        self, span: Span, role: Role, gender: str, previous: str, sentence: int | None
    ) -> Speaker:
        if gender == "they":
            alone = span.exact.lower() == "it"
            body = self._antecedents.body_before(span.start, previous) if alone else ""
            name, certain = body or ("" if alone and previous in self._people else previous), False
        else:
            person_before = previous if self._may_be_person(previous) else ""
            name, certain = self._antecedents.of(span.start, gender, person_before, sentence)
        if not name:
            described = gender != "they" and self._is_person_described(previous)
            told = previous if described else span.exact
            return Speaker(span, role, told, "", _UNNAMED, certain=False)
        person = self._people.get(name)
        return Speaker(span, role, name, person.title if person else "", certain=certain)

    def _is_person_described(self, name: str) -> bool:
        """Tell one person that is known by a description alone ("the minister")."""
        head = plain(_HEAD_END.split(name, maxsplit=1)[0].rsplit(maxsplit=1)[-1]) if name else ""
        people = load_table("sources")["unnamed"]["people"]
        return head in name_lexicon().offices or head in people

    def _may_be_person(self, name: str) -> bool:
        words = [plain(word) for word in name.split()]
        return name in self._people or (
            name in self._full and name_lexicon().institutions.isdisjoint(words)
        )

    def _relative(self, span: Span, role: Role) -> Speaker:
        """Take "who" for the last name before it."""
        index = bisect_left(self._starts, span.start) - 1
        if index < 0 or span.start - self._mentions[index].end > APPOSITION_REACH:
            return Speaker(span, role, span.exact, "", SpeakerKind.UNNAMED, certain=False)
        mention = self._mentions[index]
        name = self._resolve_name(mention.name, mention.title)
        person = self._people.get(name)
        title = person.title if person else _office(mention.title)
        return Speaker(span, role, name, title, certain=False)


_OWNED = frozenset({"her", "his", "its", "my", "our", "the", "their", "a", "an"})
#: "Chief of staff", "director of public health" before a name.
_IN_CHARGE = re.compile(
    r"(?<![\w’'-])(([A-Za-z]+) of (?!(?:the|an?|its|his|her|their|our|this|that)\b)[a-z]+"
    r"(?: (?!(?:at|for|from|in|of|on|the|to|with)\b)[a-z]+)?) $"
)
_AFFILIATING = (" of the ", " from the ", " at the ", " of ", " from ")
_POSSESSIVES = frozenset({"its", "his", "her", "their"})
_OWNED_OFFICE = re.compile(r" ((?:[a-z-]+ ){0,3}[a-z-]+),? (?=[A-Z])")
#: Who holds these speaks for somebody else, who may be named alone.
_SPEAKING_FOR = frozenset(
    {"spokesman", "spokeswoman", "spokesperson", "aide", "lawyer", "attorney", "adviser", "advisor",
     "official", "officer", "critic", "opponent", "witness", "supporter", "neighbour", "neighbor"}
)  # fmt: skip
#: "Their leader, Ada Roe, is in no hurry", "The mayor of Oslo, Ada Roe, walked".
_OFFICE_AND_COMMA = re.compile(
    r"(?:\b(?:[Tt]he|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|[Oo]ur)|[’']s)"
    r" ((?:[a-z-]+ ){0,2}([a-z-]+)(?: (?:of|for|at|in) [^,.;:“”\"\n]{2,60})?), $"
)
#: A form of address with a name, and whose person that is: "Mr Roe of the exam board".
_ADDRESSED_OF = re.compile(
    r"((?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Prof|Professor)\.? [A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*)"
    r" (?:of|from|at|for) "
)
#: "Campaign group Open Ballot": what sort of body the name behind it is.
_KIND = re.compile(
    r"(?:[a-z-]+ ){0,2}(?:group|charity|network|organi[sz]ation|company|party|campaign)"
    r" (?=[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,4}$)"
)
_POSSESSOR = re.compile(r"[’']s?\s|[’']s?$")


def is_evidence(name: str) -> bool:
    """Tell whether a source is only what a speaker rests on ("preliminary data")."""
    return plain(name.rsplit(maxsplit=1)[-1]) in load_table("sources")["unnamed"]["evidence"]


def _bare_name(name: str) -> str:
    """Return a body's name without whose or what it is: "her Alliance", "the group Open Ballot"."""
    own = _OWN.sub("", name, count=1)
    kind = _KIND.match(own[:1].lower() + own[1:])
    if own[:1].isupper() and (kind is None or kind.group().count(" ") < len(("campaign", "group"))):
        return own
    return name if kind is None else own[kind.end() :]


def folded_start(words: str) -> str:
    """Return the first word in lower case."""
    return words.split(maxsplit=1)[0].lower() if words.strip() else ""


def _office(title: str) -> str:
    """Return a title that is an office, and nothing for a form of address ("Mr")."""
    return "" if plain(title) in name_lexicon().honorifics else title


def _gender(title: str) -> str:
    gendered = name_lexicon().gendered
    return next((gendered[plain(w)] for w in title.split() if plain(w) in gendered), "")


def _name_with_initials(words: list[str], letters: str) -> str:
    """Return the shortest run at the end of ``words`` whose capitals spell ``letters``."""
    for start in range(len(words) - 1, -1, -1):
        initials = "".join(word[0] for word in words[start:] if word[0].isupper())
        if initials == letters and words[start][0].isupper():
            return " ".join(words[start:])
    return ""
