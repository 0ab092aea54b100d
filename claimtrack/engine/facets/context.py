"""One sentence as words with tags, and the figures that stand in it.

The facets of a figure are read off the words around it. Everything here asks for positions in
the row of tokens; the tree is only asked where the order of the words has no answer.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from claimtrack.engine.facets.measure_lexicon import state_words
from claimtrack.engine.facets.populations import are_many, last_of_everybody, names_people
from claimtrack.engine.language.nouns import attributes, head_of, is_plural, singular_of
from claimtrack.engine.lexicon import load_table
from claimtrack.engine.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from claimtrack.engine.language.syntax import ParsedSentence, Token
    from claimtrack.engine.records import Quantity

_STOPS = frozenset({".", ";", ":", "?", "!", "—", "–"})
_DASHES = frozenset({"—", "–", "-", "--"})
_APART_REACH = 20
_OPENERS = frozenset({'"', "“", "‘", "``"})
_VERBAL = frozenset({"AUX", "VERB"})
_IN_GROUP = frozenset({"AUX", "VERB", "ADV", "PART"})
_PERFECT = frozenset({"have", "has", "had"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "SYM"})
_SETTING_APART = frozenset({",", "while", "but"})
_MAGNITUDE = "magnitude"
_SHOCKS = frozenset({"earthquake", "quake", "tremor", "temblor", "shock", "aftershock"})
_DECIMAL = re.compile(r"\d\.\d")
_TITLE_SHARE = 0.6
_SHARED_REACH = 25


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity with the words that it takes up: ``first`` to ``last`` are tokens, inclusive.

    ``number_last`` is the last token of the numeral itself; what is counted stands behind it.
    ``unit`` is the canonical singular of that.
    """

    quantity: Quantity
    span: Span
    first: int
    last: int
    number_last: int
    unit: str


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """Auxiliaries and verbs that stand together, from token ``first`` to ``last``."""

    first: int
    last: int
    verbs: tuple[int, ...]
    finite: bool
    passive: bool


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(load_table("measure_words")[name])


@cache
def _boundaries() -> frozenset[str]:
    """Return the marks and words at which a clause may end and another begin."""
    listed = _words("breaks") | _words("relatives")
    return listed | _STOPS | _OPENERS | {",", "that", "since"}


class Sentence:
    """A parsed sentence with its figures in order."""

    def __init__(self, text: str, parsed: ParsedSentence, quantities: Iterable[Quantity]) -> None:
        """Take a sentence of ``text`` and the quantities that lie in it, in order."""
        self.text = text
        self.span = parsed.span
        self.tokens: Sequence[Token] = parsed.tokens
        self.low = [token.text.lower().replace("’", "'") for token in parsed.tokens]
        self.tags = [token.upos for token in parsed.tokens]
        self._mend_participles()
        self._starts = [token.start for token in parsed.tokens]
        self._places: dict[frozenset[str], list[int]] = {}
        row = tuple(quantities)
        following = (*(quantity.span.start for quantity in row[1:]), parsed.span.end)
        self.figures = tuple(map(self._figure, row, following))
        self._order = {each.quantity.number.start: at for at, each in enumerate(self.figures)}
        self._taken: dict[int, Figure] = {
            index: figure
            for figure in self.figures
            for index in range(figure.first, figure.last + 1)
        }
        self.title = self._is_title()

    def _mend_participles(self) -> None:
        """Take "were shot", "was fatally hit" and "shot dead" for verbs, not for nouns."""
        for index, word in enumerate(self.low):
            if word in _words("noun_or_participle") and self.tags[index] == "NOUN":
                if self.word(index + 1) == "dead":
                    self.tags[index] = "VERB"
                    continue
                before = index - 1
                while self.tag(before) == "ADV":
                    before -= 1
                if self.word(before) in _words("passive") and self.tag(index + 1) != "NOUN":
                    self.tags[index] = "VERB"

    def _is_of_shock(self, quantity: Quantity) -> bool:
        """Tell whether a number with a fraction is an earthquake's: "a 6.7 quake"."""
        parts = _DECIMAL.fullmatch(quantity.number.exact) is not None
        behind = self.word(self.token_at(quantity.number.end - 1) + 1)
        return parts and quantity.dimension in ("count", "") and behind in _SHOCKS

    def _figure(self, quantity: Quantity, following: int) -> Figure:
        """Return a quantity with its words, to the end of the counted noun phrase.

        ``following`` is where the next quantity starts: a noun behind that is only lent.
        """
        start, end = quantity.span.start, quantity.span.end
        noun = quantity.unit_span
        if noun is not None and noun.end <= following and quantity.dimension != "share":
            start, end = min(start, noun.start), max(end, noun.end)
        end = start + len(self.text[start : min(end, following)].rstrip())
        first, last = self.token_at(start), self.token_at(end - 1)
        while self.word(first - 1) in _words("leading") or (
            self.word(first - 1) in ("a", "an") and self.word(first) in _words("leading")
        ):
            first -= 1
            start = self.tokens[first].start
        glued = self.word(first).startswith(f"{_MAGNITUDE}-")
        if self.word(first - 1) == _MAGNITUDE:
            first -= 1
            start = self.tokens[first].start
        of_shock = self._is_of_shock(quantity)
        if glued or self.word(first) == _MAGNITUDE or of_shock:
            quantity = replace(quantity, unit=_MAGNITUDE, dimension=_MAGNITUDE)
        if of_shock:
            end = quantity.number.end
            last = self.token_at(end - 1)
        number_last = self.token_at(quantity.number.end - 1)
        unit = quantity.unit
        if quantity.dimension == "count":
            trimmed = self._without_verb(number_last, last)
            if trimmed < last:
                last, end = trimmed, self.tokens[trimmed].end
                unit = head_of(self.tokens[last].text)
            further = self._phrase_end(number_last, last)
            if further > last and self.tokens[further].end <= following:
                last, end = further, self.tokens[further].end
                joined = "and" in self.low[number_last + 1 : last]
                unit = unit if joined else head_of(self.tokens[last].text)
        return Figure(quantity, Span.cut(self.text, start, end), first, last, number_last, unit)

    def _without_verb(self, number_last: int, last: int) -> int:
        """Return the end of a counted phrase that was read on into its verb ("two men deny")."""
        end = last
        while end > number_last + 1 and self.is_verb(end) and self.word(end) not in state_words():
            end -= 1
        return end if self._is_plural(end) or is_plural(self.word(end)) else last

    def _phrase_end(self, number_last: int, last: int) -> int:
        """Return the last token of a counted phrase that goes on behind ``last``.

        It goes on to a plural noun, where it has none yet, and to a second noun of people
        behind "and" ("6,000 engineers and construction workers"). "A 12 page report" counts pages.
        """
        everybody = last_of_everybody(self, number_last)
        if everybody > number_last:
            return everybody
        counted = range(number_last + 1, last + 1)
        plural = any(self._is_plural(i) or is_plural(self.word(i)) for i in counted)
        end = last
        if not plural or self.tag(last) == "ADJ" or self.word(last) == "military":
            run = self.noun_run(last + 1)
            goes_on = last > number_last and self.word(last) not in attributes()
            end = run if run > last and (self._is_plural(run) or goes_on) else last
        if end > number_last and self.word(end + 1) == "and":
            # A tagger may take "crew" for a verb.
            second = end + 2 if are_many(self.word(end + 2)) else 0
            second = max(second, self.noun_run(end + 2))
            many = self._is_plural(second) or are_many(self.word(second))
            people = names_people(singular_of(self.word(end)))
            both = people and names_people(singular_of(self.word(second)))
            if second > end + 1 and many and both:
                return second
        return end

    def noun_run(self, first: int) -> int:
        """Return the last noun of the adjectives and nouns that begin at ``first``."""
        index, noun = first, first - 1
        while self._is_inside(index) and self.word(index) not in state_words():
            if self.tag(index) in ("NOUN", "PROPN"):
                noun = index
            index += 1
        return noun

    def _is_inside(self, index: int) -> bool:
        """Tell whether a noun phrase goes on here, over "federal and independent" too."""
        if self.tag(index) in ("ADJ", "NOUN", "PROPN"):
            return True
        joined = self.tag(index - 1), self.tag(index), self.tag(index + 1)
        return joined == ("ADJ", "CCONJ", "ADJ")

    def _is_plural(self, index: int) -> bool:
        return self.tokens[index].xpos in ("NNS", "NNPS")

    def _is_title(self) -> bool:
        """Tell whether most words are capitalised, as in some headlines."""
        words = [token.text for token in self.tokens if token.text[0].isalpha()]
        capitals = sum(word[0].isupper() for word in words)
        return len(words) > 1 and capitals >= _TITLE_SHARE * len(words)

    def order_of(self, figure: Figure) -> int:
        """Return how many figures of the sentence stand before one of them."""
        return self._order[figure.quantity.number.start]

    def token_at(self, offset: int) -> int:
        """Return the token that covers an offset, or the last one before it."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def tokens_in(self, span: Span) -> tuple[int, int]:
        """Return the first token in a span and the one behind the last."""
        return bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)

    def word(self, index: int) -> str:
        """Return a word in lower case, empty outside the sentence."""
        return self.low[index] if 0 <= index < len(self.low) else ""

    def tag(self, index: int) -> str:
        """Return a tag, empty outside the sentence."""
        return self.tags[index] if 0 <= index < len(self.tags) else ""

    def lemma(self, index: int) -> str:
        """Return the dictionary form of a word."""
        return self.tokens[index].lemma.lower() or self.low[index]

    def cut(self, first: int, last: int) -> Span:
        """Cut the words from token ``first`` to ``last``, both included."""
        return Span.cut(self.text, self.tokens[first].start, self.tokens[last].end)

    def among(self, words: frozenset[str], start: int, end: int) -> Sequence[int]:
        """Return the tokens from ``start`` to before ``end`` that are one of ``words``, in order.

        The sentence is looked through once for each set of words, however many figures ask.
        """
        places = self._places.get(words)
        if places is None:
            places = [index for index, word in enumerate(self.low) if word in words]
            self._places[words] = places
        return places[bisect_left(places, start) : bisect_left(places, end)]

    def verbs_among(self, start: int, end: int) -> Sequence[int]:
        """Return the verbs and auxiliaries from ``start`` to before ``end``, in order."""
        places = self._verbs
        return places[bisect_left(places, start) : bisect_left(places, end)]

    @cached_property
    def _verbs(self) -> list[int]:
        return [index for index, tag in enumerate(self.tags) if tag in _VERBAL]

    def next_set_apart(self, index: int) -> int | None:
        """Return the first figure from ``index`` on that a comma, "while" or "but" begins."""
        at = bisect_left(self._set_apart, index)
        return self._set_apart[at] if at < len(self._set_apart) else None

    @cached_property
    def _set_apart(self) -> list[int]:
        return sorted(index for index in self._taken if self.word(index - 1) in _SETTING_APART)

    def figure_at(self, index: int) -> Figure | None:
        """Return the figure that a token is a part of."""
        return self._taken.get(index)

    def is_stop(self, index: int) -> bool:
        """Tell whether a mark ends the clause here."""
        return self.word(index) in _STOPS and index not in self._paired_dashes

    def is_stop_or_mark(self, index: int) -> bool:
        """Tell whether the sentence ends here, or a mark stands."""
        return index >= len(self.tokens) or self.tag(index) == "PUNCT"

    def behind_dashes(self, index: int) -> int:
        """Step over what two dashes set apart: "30 people – six of them guards – were killed"."""
        closing = self._paired_dashes.get(index)
        return index if closing is None else closing + 1

    @cached_property
    def _paired_dashes(self) -> dict[int, int]:
        """The dashes that set an aside apart from a clause that goes on with its verb.

        The first of a pair is held against the second, and the second against itself.
        """
        pairs: dict[int, int] = {}
        dashes = [index for index, word in enumerate(self.low) if word in _DASHES]
        for opening, closing in pairwise(dashes):
            near = closing - opening <= _APART_REACH and opening not in pairs
            if near and self.is_verb(closing + 1):
                pairs |= {opening: closing, closing: closing}
        return pairs

    def is_break(self, index: int) -> bool:
        """Tell whether another statement begins with this word ("after", "because")."""
        word = self.word(index)
        is_listed = word in _words("breaks")
        if not is_listed and word not in ("that", "since"):
            return False
        tag = self.tag(index)
        if word in ("before", "after", "until") and self.word(index + 1) in _words("day_marks"):
            return False
        if word == "because" and self.word(index + 1) == "of":
            return False
        if is_listed:
            return tag in ("SCONJ", "ADP", "ADV") and word not in ("hours", "days")
        # "About 300 have since been freed" has an adverb there.
        if tag != "SCONJ" or self.word(index - 1) in _PERFECT:
            return False
        # "Since January" and "since the blowout" are no clauses, however they are tagged.
        return word == "that" or any(self.is_verb(i) for i in range(index + 1, len(self.tokens)))

    def is_relative(self, index: int) -> bool:
        """Tell whether a relative clause begins with this word."""
        return self.word(index) in _words("relatives") and self.tag(index) in ("PRON", "SCONJ")

    def is_verb(self, index: int) -> bool:
        """Tell whether a word is a verb or auxiliary."""
        return self.tag(index) in _VERBAL

    def begins_nominal(self, index: int) -> bool:
        """Tell whether a noun phrase may begin with this word."""
        return self.tag(index) in _NOMINAL

    def verb_group(self, index: int) -> VerbGroup:
        """Return the auxiliaries and verbs that stand together with the one at ``index``."""
        first = last = index
        while first > 0 and self.tags[first - 1] in _IN_GROUP and not self._resumes(first):
            first -= 1
        while last + 1 < len(self.tags) and self._goes_on(last + 1):
            last += 1
        while first < last and self.tags[first] not in _VERBAL:
            first += 1
        while last > first and self.tags[last] not in _VERBAL:
            last -= 1
        return self._group(first, last)

    def _goes_on(self, index: int) -> bool:
        return self.tags[index] in _IN_GROUP and not self._resumes(index)

    def _resumes(self, index: int) -> bool:
        """Tell whether a clause goes on behind a full verb: "those registered turned up".

        "When it flooded were 400 homes": the verb that follows at once has another subject.
        """
        if self.tags[index - 1] != "VERB":
            return False
        if self.tags[index] == "AUX":
            return True
        form, before = self.tokens[index].xpos, index - 1
        finite = self.tags[index] == "VERB" and form in ("VBD", "VBZ", "VBP")
        # "Those registered turned up": a participle behind its noun, and then the verb.
        behind = self.tag(before - 1) in ("NOUN", "PROPN", "PRON") and form == "VBN"
        participle = self.tokens[before].xpos == "VBN" and behind
        return finite or (participle and self.lemma(before) not in _words("making"))

    def _group(self, first: int, last: int) -> VerbGroup:
        verbs = tuple(i for i in range(first, last + 1) if self.tags[i] == "VERB")
        auxiliaries = [i for i in range(first, last + 1) if self.tags[i] == "AUX"]
        finite = bool(auxiliaries) or self.tokens[first].xpos in ("VBD", "VBZ", "VBP")
        return VerbGroup(first, last, verbs, finite, self._is_passive(first, last))

    def _is_passive(self, first: int, last: int) -> bool:
        """Tell "are being held", "were held" from "is holding", "is believed to have held"."""
        if self.low[last].endswith("ing") and self.low[last] != "being":
            return False
        for index in range(last, first - 1, -1):
            if self.low[index] in _words("passive"):
                return True
            # "Is expected to lose" is active, whatever stands before its "to".
            if self.low[index] in ("have", "has", "had", "having", "to"):
                return False
        return False

    def shared_auxiliaries(self, group: VerbGroup) -> tuple[int, ...]:
        """Return the auxiliary or "to" that a verb behind "and" shares with the verb before it.

        "The storm could cause floods and leave homes without power": "could" holds for both.
        """
        form, before = self.tokens[group.first].xpos, self.word(group.first - 1)
        # Headlines leave "and" out: "Firm to spend $6m, hire 80".
        listed = form == "VBP" and before == ","
        same = form in ("VBD", "VBN") and self.word(group.first) in _words("one_form")
        bare = (form == "VB" or listed or same) and self.tag(group.first) == "VERB"
        if not bare or before == "to":
            return ()
        for index in range(group.first - 1, max(-1, group.first - _SHARED_REACH), -1):
            if self.is_stop(index):
                break
            opens = self.word(index) == "to" and self.tokens[index + 1].xpos == "VB"
            if self.tokens[index].xpos == "MD" or opens:
                return (index,)
        return ()

    def clause_start(self, index: int) -> int:
        """Return the first token of the clause that ``index`` stands in, by words and marks."""
        return self._clause_starts[min(index, len(self.tokens))] if index > 0 else index

    @cached_property
    def _clause_starts(self) -> list[int]:
        starts = [0]
        for index, before in enumerate(self.low, 1):
            begins = before in _boundaries() and self._begins_clause(index)
            starts.append(index if begins else starts[-1])
        return starts

    def _begins_clause(self, index: int) -> bool:
        before = index - 1
        if self.is_stop(before) or self.is_break(before) or self.is_relative(before):
            return True
        if self.word(before) in _OPENERS and self.word(before - 1) in (",", ":", ""):
            return True
        if self.word(before) != ",":
            return False
        # "…, bringing total losses since February to 880,000" has times and levels of its own.
        result = self.word(index) in _words("resulting") and self.is_verb(index)
        return result or self.word(index) in ("and", "but", "while", "with", "as")

    def occasion_end(self, index: int) -> int:
        """Return the last token of a clause and of the "when" clause that tells its occasion."""
        end = self.clause_end(index)
        if self.word(end + 1) in ("when", "as", "after", "since"):
            return self.clause_end(end + 1)
        return end

    def clause_end(self, index: int) -> int:
        """Return the last token of the clause that ``index`` stands in, by words and marks."""
        return self._clause_ends[max(index, 0)] if index < len(self.tokens) else index

    @cached_property
    def _clause_ends(self) -> list[int]:
        last = len(self.tokens) - 1
        ends = [last]
        for index in range(last - 1, -1, -1):
            closes = self.low[index + 1] in _boundaries() and self._ends_clause(index)
            ends.append(index if closes else ends[-1])
        return ends[::-1]

    def _ends_clause(self, index: int) -> bool:
        after = index + 1
        if self.is_stop(after) or self.is_break(after):
            return True
        return self.word(after) == "," and self.word(after + 1) in ("and", "but", "while", "with")

    def between(self, a: Figure, b: Figure) -> list[str]:
        """Return the words between two figures, the first one first."""
        return self.low[a.last + 1 : b.first]


def noun_behind_marks(sentence: Sentence, figure: Figure) -> int | None:
    """Return the noun that a figure in quotation marks counts: "“hundreds” more arrests"."""
    index = figure.last + 1
    while sentence.tag(index) == "PUNCT":
        index += 1
    if index == figure.last + 1 or sentence.word(index) != "more":
        return None
    return index + 1 if sentence.tag(index + 1) in ("NOUN", "ADJ") else None
