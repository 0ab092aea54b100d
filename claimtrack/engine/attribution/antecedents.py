"""Whom a pronoun stands for, by where the persons of a report are named before it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimtrack.engine.language.names import name_lexicon, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from claimtrack.engine.language.names import NameMention
    from claimtrack.engine.language.quotes import QuotedSpan

#: How many characters back a pronoun may find the person that it stands for.
PRONOUN_REACH = 1500

#: How many characters back a name that begins its sentence may be what a pronoun stands for.
OPENING_REACH = 300

#: Paragraphs that begin further back are not looked through for who is named in them.
PARAGRAPH_REACH = 600

_LONGEST_NAME = 3
#: "For Ada Roe it began with a boy in a canoe."
_FOR = "For "
_WHO = (", who ", " who ")
#: "The ambulance service treated", and what is said behind the name of a body.
_BODY = re.compile(r"The ((?:[a-z’'-]+ ){0,3}([a-z]+)) (?=(?:has|had|is|was|will|[a-z]+ed)\b)")
_EXPLAINED = re.compile(r", (?:the|an?) (?:[a-z-]+ ){0,2}([a-z]+) (?:that|which)\b")
_SENTENCE_ENDS = (".", "!", "?", "”", '"', "\n")


@dataclass(frozen=True, slots=True)
class Person:
    """A person of a report: the full name, an office, "he" or "she" where a title says so."""

    name: str
    title: str
    gender: str
    first_seen: int
    times: int


class Antecedents:
    """The persons of a report in the order in which they are named.

    ``mentions`` are all names of ``text`` in order, ``full_name`` gives the full form of one,
    ``people`` are those that are known to be persons, and ``quotes`` the quotations of the text.
    """

    def __init__(
        self,
        text: str,
        mentions: Sequence[NameMention],
        full_name: Callable[[NameMention], str],
        people: Mapping[str, Person],
        quotes: Sequence[QuotedSpan] = (),
    ) -> None:
        self._text = text
        self._mentions = mentions
        self._starts = [mention.start for mention in mentions]
        self._full_name = full_name
        self._people = people
        self._quotes = quotes

    def of(
        self, offset: int, gender: str, previous: str, sentence: int | None = None
    ) -> tuple[str, bool]:
        """Return whom "he" or "she" at an offset stands for, and whether nobody else may be meant.

        ``previous`` is the last speaker, or empty where that one is no person; ``sentence`` is
        where the sentence begins. The name is empty where nobody is found.
        """
        alone = self._alone_before(offset if sentence is None else sentence, gender)
        if alone:
            return alone, True
        fits = bool(previous) and self._fits(previous, gender)
        if fits and previous in self._people:
            return self._entered(offset, gender, previous) or previous, False
        # Nothing but its capitals says that the last speaker is a person: one who is, is likelier.
        known = self._person_before(offset, gender, OPENING_REACH if fits else PRONOUN_REACH)
        return known or (previous if fits else self._opening_name(offset)), False

    def alone_before(self, offset: int) -> str:
        """Return the one person whom the sentences of the paragraph before an offset name."""
        return self._alone_before(offset, "")

    def body_before(self, offset: int, previous: str) -> str:
        """Return the body that opens the paragraph, for "it" behind what it does.

        "The ambulance service treated 58 people, it said." Nothing where ``previous``, the last
        speaker, is named in the paragraph as well.
        """
        start = self._text.rfind("\n", max(0, offset - PARAGRAPH_REACH), offset) + 1
        begun = start or offset <= PARAGRAPH_REACH
        if not begun or (previous and previous in self._text[start:offset]):
            return ""
        described = _BODY.match(self._text, start, offset)
        if described is not None and plain(described.group(2)) in name_lexicon().institutions:
            return described.group(1)
        first = bisect_left(self._starts, start)
        for mention in self._mentions[first : first + 1]:
            opens = self._text[start : mention.start] in {"", "The "}
            known = mention.is_institution or self._is_explained(mention)
            if opens and known and mention.start < offset:
                return self._full_name(mention)
        return ""

    def _is_explained(self, mention: NameMention) -> bool:
        """Read "Quill Water, the company that runs the dam"."""
        found = _EXPLAINED.match(self._text, mention.end)
        return found is not None and plain(found.group(1)) in name_lexicon().institutions

    def _alone_before(self, offset: int, gender: str) -> str:
        """Return the one person whom the sentences of the paragraph before an offset name.

        It opens a sentence, or comes with an office: "The loudest cheer went to Ada Roe, the
        leader of the union. “Enough,” she said." Who is named in a quotation does not count.
        """
        reach = max(0, offset - PARAGRAPH_REACH)
        start = self._text.rfind("\n", reach, offset) + 1
        if not start and reach:
            return ""
        first = bisect_left(self._starts, start)
        entered: dict[str, bool] = {}
        for mention in self._mentions[first : bisect_left(self._starts, offset)]:
            if self._is_quoted(mention):
                continue
            name = self._full_name(mention)
            begins = self._begins_sentence(mention)
            if name in self._people and self._stands_for(mention, name):
                enters = begins or self._people[name].first_seen == mention.start
                entered[name] = entered.get(name, False) or enters
            elif begins and self._looks_like_person(mention):
                entered[name] = True
        if len(entered) != 1:
            return ""
        [(name, enters)] = entered.items()
        return name if enters and (not gender or self._fits(name, gender)) else ""

    def _is_quoted(self, mention: NameMention) -> bool:
        index = bisect_right(self._quotes, mention.start, key=lambda quote: quote.outer.start) - 1
        return index >= 0 and mention.start < self._quotes[index].outer.end

    def _entered(self, offset: int, gender: str, previous: str) -> str:
        """Return who begins a sentence behind the last word of the last speaker.

        "Ada Roe said … President Sol landed at six. “We will rebuild,” she told a crowd."
        """
        index = bisect_left(self._starts, offset) - 1
        while index >= 0 and offset - self._starts[index] < OPENING_REACH:
            mention = self._mentions[index]
            name = self._full_name(mention)
            if self._is_quoted(mention):
                index -= 1
                continue
            if name == previous and self._stands_for(mention, name):
                break
            if mention.title and name in self._people and self._fits(name, gender):
                return name if self._begins_sentence(mention) else ""
            index -= 1
        return ""

    def _begins_sentence(self, mention: NameMention) -> bool:
        before = self._text[max(0, mention.start - 20) : mention.start].removesuffix(_FOR)
        return before.rstrip(' "“').endswith((".", "”", '"', "\n")) or not before.strip()

    def _person_before(self, offset: int, gender: str, reach: int) -> str:
        """Return the last person named before an offset, no further back than ``reach``."""
        index = bisect_left(self._starts, offset) - 1
        while index >= 0 and offset - self._starts[index] < reach:
            mention = self._mentions[index]
            name = self._full_name(mention)
            if (
                name in self._people
                and self._fits(name, gender)
                and self._stands_for(mention, name)
                and not self._owns_subject(mention, offset)
            ):
                return name
            index -= 1
        return ""

    def _owns_subject(self, mention: NameMention, offset: int) -> bool:
        """Tell a sentence that opens with what is somebody's: "Roe's tear will heal, he said"."""
        behind = self._text[mention.end : offset]
        owns = behind.startswith(("'s ", "’s ")) and not any(
            each in behind for each in (". ", "\n", "“", '"')
        )
        return owns and self._begins_sentence(mention)

    def _stands_for(self, mention: NameMention, name: str) -> bool:
        """Tell a short name of a person from the first word of a body ("Tamboro Red Cross")."""
        person = self._people[name]
        return name.endswith(mention.words[-1]) or bool(person.title or person.gender)

    def _opening_name(self, offset: int) -> str:
        """Return the last name of two words or three that begins its sentence near before.

        Nothing else says that it is a person's: only where no other name may be meant.
        """
        index = bisect_left(self._starts, offset) - 1
        while index >= 0 and offset - self._starts[index] < OPENING_REACH:
            mention = self._mentions[index]
            begins = self._begins_sentence(mention) and not self._owns_subject(mention, offset)
            if self._looks_like_person(mention) and begins:
                return mention.name
            index -= 1
        return ""

    def _looks_like_person(self, mention: NameMention) -> bool:
        if mention.is_institution:
            return False
        # "Marek Just, who watched": a word that ends most names may be left out of this one.
        who = self._text.startswith(_WHO, mention.end)
        return who or 1 < len(mention.words) <= _LONGEST_NAME

    def _fits(self, name: str, gender: str) -> bool:
        return name not in self._people or self._people[name].gender in ("", gender)
