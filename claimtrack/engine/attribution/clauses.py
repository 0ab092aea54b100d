"""A parsed sentence as clauses and noun phrases, robust to a wrong parse.

Labels are those of Universal Dependencies. Positions are indices of tokens in the sentence.
Where the tree has no answer, the order of the words gives one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache, cached_property
from typing import TYPE_CHECKING

from claimtrack.engine.language.names import name_lexicon
from claimtrack.engine.lexicon import load_table
from claimtrack.engine.records import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimtrack.engine.language.quotes import QuotedSpan
    from claimtrack.engine.language.syntax import ParsedSentence, Token

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer", "csubj"})
NOMINALS = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_INSIDE_PHRASE = frozenset(
    {
        "det",
        "det:predet",
        "amod",
        "compound",
        "nummod",
        "nmod:poss",
        "poss",
        "case",
        "flat",
        "flat:name",
        "fixed",
        "nmod",
        "nmod:desc",
        "nmod:unmarked",
        "goeswith",
        "advmod",
        "cc",
        "conj",
        "cc:preconj",
    }
)
_CHUNK_TAGS = frozenset({"DET", "ADJ", "NUM", "NOUN", "PROPN", "PART", "X", "SYM"})
_POSSESSIVES = frozenset({"his", "her", "its", "their", "our", "my", "your"})
#: Words that stand for people or things by themselves: "most say", "85% of voters say".
_QUANTIFIERS = frozenset({"most", "many", "some", "others", "several", "few", "half", "another"})
_QUANTIFYING_TAGS = frozenset({"ADJ", "DET"})
_NOT_SUBJECTS = frozenset({"that", "which", "there", "what", "whatever", "this"})
_DATELINE = re.compile(
    r"(?:[A-Z][A-Z.’']+(?:,?\s(?:[A-Z][\w.’']*|\d{1,2})){0,5}(?:\s*\([A-Z][^)]{1,30}\))?"
    r"|[A-Z][\w.’']+(?:,?\s(?:[A-Z][\w.’']*|\d{1,2})){0,5}\s*\([A-Z][^)]{1,30}\))"
    r"\s*(?:--|[—–-])\s+"
)
_HAVE = frozenset({"had", "have", "has"})
QUESTION_WORDS = frozenset({"whether", "if", "how", "why", "what", "when", "where", "who", "which"})
TIME_WORDS = frozenset(
    {
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january",
        "february", "march", "april", "may", "june", "july", "august", "september", "october",
        "november", "december", "morning", "afternoon", "evening", "night", "week", "month",
        "year", "jan.", "feb.", "aug.", "sept.", "oct.", "nov.", "dec.", "today", "yesterday",
        "tonight", "weekend", "noon", "midday", "midnight",
    }
)  # fmt: skip
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_VERBAL = frozenset({"VERB", "AUX"})
_STOPS = frozenset({",", ".", ";"})
_MOST_STEPS = 6
_FULL_NAME = 2
_LONGEST_INSERTION = 40
#: Marks that close an insertion, with those that open it.
_ARTICLES = frozenset({"the", "a", "an", "its"})
_CLOSES_INSERTION = {",": ",", ")": "(", "—": "—", "–": "–", "-": "-", "--": "--"}


@cache
def _number_words() -> frozenset[str]:
    return frozenset(load_table("wording")["numbers"].split()) - {"score", "scores", "couple"}


class Clauses:
    """The tree of one sentence with the questions that attribution asks of it."""

    def __init__(
        self, text: str, sentence: ParsedSentence, quotes: Sequence[QuotedSpan] = ()
    ) -> None:
        """Take the sentence of ``text`` with the quotations that touch it."""
        self.text = text
        self.span: Span = sentence.span
        self.tokens: Sequence[Token] = sentence.tokens
        self.quotes = quotes
        #: The words in lower case.
        self.low: Sequence[str] = [token.text.lower() for token in sentence.tokens]
        self._tags = [token.upos for token in sentence.tokens]
        self._averages = "average" in self.low
        self._tree = sentence
        # Each cue asks for these several times.
        self._group_starts: dict[int, int] = {}
        self._phrases: dict[int, tuple[int, int]] = {}
        self._quote_of = self._find_quotes()
        self.opening = self._after_dateline()

    def _after_dateline(self) -> int:
        """Return the first token behind a dateline ("OSLO (Reuters) -"), 0 without one."""
        dateline = _DATELINE.match(self.text, self.span.start, self.span.end)
        if dateline is None:
            return 0
        start = dateline.end()
        return next((i for i, token in enumerate(self.tokens) if token.start >= start), 0)

    def _find_quotes(self) -> list[int]:
        """Return for each token the index of the quotation that it stands in, or -1."""
        inside = [-1] * len(self.tokens)
        if not any(quote.outer.overlaps(self.span) for quote in self.quotes):
            return inside
        number = 0
        for index, token in enumerate(self.tokens):
            while number < len(self.quotes) and self.quotes[number].outer.end <= token.start:
                number += 1
            if number == len(self.quotes):
                break
            if self.quotes[number].outer.start <= token.start:
                inside[index] = number
        return inside

    def quote_of(self, index: int) -> QuotedSpan | None:
        """Return the quotation that a token stands in."""
        number = self._quote_of[index] if index < len(self.tokens) else -1
        return self.quotes[number] if number >= 0 else None

    def token_at(self, offset: int) -> int:
        """Return the first token that starts at an offset or behind it."""
        return bisect_left(self.tokens, offset, key=lambda token: token.start)

    def lower(self, index: int) -> str:
        """Return the token in lower case, empty outside the sentence."""
        return self.low[index] if 0 <= index < len(self.low) else ""

    def tag(self, index: int) -> str:
        """Return the part of speech of a token, empty outside the sentence."""
        return self._tags[index] if 0 <= index < len(self._tags) else ""

    def edges(self, index: int) -> tuple[int, int]:
        """Return the first and last token of the subtree."""
        return self._tree.subtree(index)

    def child(self, index: int, *labels: str) -> int | None:
        """Return the first child with one of the labels."""
        tokens = self.tokens
        for child in self._tree.children(index):
            if tokens[child].dep in labels:
                return child
        return None

    def children(self, index: int, *labels: str) -> tuple[int, ...]:
        """Return the children with one of the labels, in order."""
        return self._tree.children(index, *labels)

    def has_child(self, index: int, *labels: str) -> bool:
        """Tell whether a child has one of the labels."""
        return self.child(index, *labels) is not None

    def verb_group_start(self, index: int) -> int:
        """Return the first of the auxiliaries and adverbs that stand right before a verb."""
        start = self._group_starts.get(index)
        if start is None:
            start = self._group_starts[index] = self._find_group_start(index)
        return start

    def _find_group_start(self, index: int) -> int:
        start = self._before_average(index)
        averaged = start < index
        while start and (
            self.tag(start - 1) == "AUX"
            or (self.tag(start - 1) == "ADV" and not self.is_nominal(start - 1))
            or self.lower(start - 1) in ("not", "n't", "n’t", "to")
            or (averaged and self.lower(start - 1) in _HAVE)
        ):
            start -= 1
        return start

    def follows_average(self, index: int) -> bool:
        """Tell whether "on average" stands right before a verb: "had, on average, expected"."""
        return self._before_average(index) < index

    def _before_average(self, index: int) -> int:
        """Step back over "on average", in commas or not."""
        if not self._averages:
            return index
        commas = self.lower(index - 1) == ","
        end = index - commas
        if self.lower(end - 1) != "average" or self.lower(end - 2) != "on":
            return index
        return end - 2 - (commas and self.lower(end - 3) == ",")

    def subject(self, index: int) -> int | None:
        """Return the head of the verb's own subject."""
        found = self.child(index, *SUBJECTS)
        if found is None or self.tag(found) in ("PUNCT", "ADP", "CCONJ", "PART"):
            return None
        found = self._behind_comma(self._described(found), index)
        return None if self.is_time(found) or found < self.opening else found

    def _described(self, noun: int) -> int:
        """Return the name that a noun only describes: "Orlo Steel, the town's largest mill, said".

        Where a name stands before the first comma and the verb behind the second, parsers take
        the description for the subject.
        """
        first, last = self.phrase(noun)
        name = first - 2
        apposed = self.lower(first - 1) == self.lower(last + 1) == "," and name >= self.opening
        if not apposed or self.lower(first) not in _ARTICLES or self.is_time(name):
            return noun
        named = self.tokens[name].text[0].isupper() and self.tag(name) in ("NOUN", "PROPN")
        begins = self.chunk_start(name) == self.opening
        return name if named and begins else noun

    def _behind_comma(self, noun: int, verb: int) -> int:
        """Return the name behind the only comma of a subject: "burned 900 hectares, Ada Roe said".

        An apposition would end in a comma of its own; here parsers take the object before it for
        the subject of the verb of saying.
        """
        name = self.child(noun, "appos")
        comma = -1 if name is None else self.chunk_start(name) - 1
        if name is None or not noun < comma or self.lower(comma) != ",":
            return noun
        _, last = self.edges(name)
        ends = last + 1 == self.verb_group_start(verb) and self.lower(last) != ","
        return name if ends and self.tag(name) in NOMINALS else noun

    def is_nominal(self, index: int) -> bool:
        """Tell whether a token may head a noun phrase; a capital outweighs the tagger."""
        if self.tag(index) in NOMINALS:
            return True
        if self.lower(index) == "%":
            return self.lower(index + 1) == "of"
        if self.lower(index) in _QUANTIFIERS:
            return self.tag(index) in _QUANTIFYING_TAGS
        described = self.lower(index + 1) == "," and self.lower(index + 2) == "who"
        capital = (index > self.opening or described) and self.tokens[index].text[0].isupper()
        return capital and self.tag(index) in ("VERB", "ADJ", "X", "ADV", "INTJ")

    def is_figure(self, index: int) -> bool:
        """Tell a number or the sign of money, and number words that are taken for nouns."""
        return self.tag(index) in ("NUM", "SYM") or self.lower(index) in _number_words()

    def is_time(self, index: int) -> bool:
        """Tell whether a noun names a day, month or part of one, and no speaker."""
        return self.lower(index) in TIME_WORDS and self.tag(index) != "AUX"

    def inherited_subject(self, index: int) -> int | None:
        """Return the subject that a verb without one shares with the verb or noun above it."""
        seen = 0
        while seen < len(self.tokens):
            token = self.tokens[index]
            head = token.head
            if head == index:
                return None
            label = token.dep.split(":")[0]
            if label == "acl" and self.tag(head) in NOMINALS:
                return head
            if label not in {"conj", "xcomp", "advcl", "acl", "parataxis", "ccomp", "dep", "aux"}:
                return None
            subject = self.subject(head)
            if subject is not None:
                return subject
            index = head
            seen += 1
        return None

    def main_subject(self, before: int) -> int | None:
        """Return the first subject of the sentence that stands before a token."""
        for index in range(before):
            if self.tokens[index].dep in SUBJECTS and self.tag(index) in NOMINALS:
                return index
        return None

    def phrase_before(self, verb_start: int) -> tuple[int, int] | None:
        """Return the noun phrase that ends right before a verb, by the order of words alone.

        Insertions between commas, ages and days ("…, 52, a lawyer, on Friday said") are stepped
        over.
        """
        index = verb_start - 1
        last = index
        for _ in range(_MOST_STEPS):
            if self.lower(index) in _CLOSES_INSERTION:
                index = last = self._before_insertion(index)
            if self.tag(index) == "NUM" and self.lower(index - 1) == ",":
                index = last = index - 2
            if index < self.opening or not self.is_nominal(index):
                return None
            start = self.chunk_start(index)
            if self.is_time(index):
                index = last = start - 1 - (self.tag(start - 1) == "ADP")
            elif (
                start > self.opening
                and self.tag(start - 1) == "ADP"
                and not self._opens_clause(start - 1)
            ):
                name = self._name_at_end(start, index)
                if name is not None:
                    return name, last
                if self._opens_behind_noun(start - 1):
                    return self._with_coordinates(start), last
                index = start - 2
                # "The sheriff responsible for the fire admitted".
                index -= self.tag(index) == "ADJ" and self.is_nominal(index - 1)
            elif self.lower(index) in _NOT_SUBJECTS:
                return None
            else:
                return self._with_coordinates(start), last
        return None

    def _name_at_end(self, start: int, end: int) -> int | None:
        """Return where a full name begins behind where somebody is: "At the gates Ada Roe said"."""
        first = end
        while first > start and self.tag(first - 1) == "PROPN":
            first -= 1
        full = end - first + 1 >= _FULL_NAME and self.tag(first) == "PROPN"
        noun = first > start and self.tag(first - 1) == "NOUN"
        office = self.lower(first - 1) in name_lexicon().offices
        return first if full and noun and not office else None

    def _opens_clause(self, index: int) -> bool:
        """Tell "but as X noted" from "such as X"."""
        return self.lower(index) == "as" and self.lower(index - 1) in {"", ",", "but", "and"}

    def _opens_behind_noun(self, index: int) -> bool:
        """Tell "shot a resident after police say he fled" from "after the vote, the mayor said"."""
        opens = self.lower(index) in {"after", "before", "because", "since"}
        return opens and self.tag(index - 1) in ("NOUN", "PROPN")

    def _with_coordinates(self, start: int) -> int:
        """Step back over "X and" before a noun phrase."""
        if self.lower(start - 1) == "and" and self.tag(start - 2) in ("NOUN", "PROPN"):
            return self.chunk_start(start - 2)
        return start

    def _before_insertion(self, comma: int) -> int:
        """Step over "…, a lawyer for the port," back to the word before its first comma."""
        opener = _CLOSES_INSERTION[self.lower(comma)]
        for index in range(comma - 1, max(-1, comma - _LONGEST_INSERTION), -1):
            if self.lower(index) == opener:
                return index - 1
        return -1

    def phrase_after(self, index: int) -> tuple[int, int] | None:
        """Return the noun phrase that begins right after a verb ("said the mayor of Oslo")."""
        end = self.chunk_end(index + 1)
        if end <= index and self.tag(index + 1) == "VERB":
            # "said retired General Ada Roe"
            end = max(end, self.chunk_end(index + 2) if self.tag(index + 2) == "PROPN" else end)
        if end <= index and index + 1 < len(self.tokens) and self.is_nominal(index + 1):
            return index + 1, index + 1
        while end > index + 1 and not self.is_nominal(end):
            end -= 1
        if end <= index or not self.is_nominal(end) or self.is_time(end):
            return None
        while self.lower(end + 1) in ("of", "for", "and"):
            further = self.chunk_end(end + 2)
            if further <= end + 1:
                break
            end = further
        return index + 1, end

    def chunk_end(self, start: int) -> int:
        """Return the last token of the plain noun phrase that starts at ``start``."""
        index = start
        if self.tag(start) == "PRON" and self.lower(start) not in _POSSESSIVES:
            return start
        while self._goes_on_chunk(start, index):
            index += 1
        return index - 1

    def _goes_on_chunk(self, start: int, index: int) -> bool:
        if index > start and (self.tag(index) in ("DET", "PRON") or self.starts_quote(index)):
            return index == start + 1 and self.lower(start) in ("all", "both", "half")
        if self.lower(index) == "-" and index > start:
            return self._is_hyphen(index)
        inside = self.tag(index) == "VERB" and self.tokens[index].dep == "amod"
        return self.tag(index) in _CHUNK_TAGS or self.lower(index) in _POSSESSIVES or inside

    def _is_count(self, index: int) -> bool:
        """Tell "one" and "43" before what is counted from a year: "in 1848 the Whigs said"."""
        return self.tag(index) == "NUM" and not _YEAR.fullmatch(self.lower(index))

    def _is_hyphen(self, index: int) -> bool:
        """Tell the mark inside a compound ("co-author") from a dash."""
        if not 0 < index < len(self.tokens) - 1:
            return False
        before, mark, after = self.tokens[index - 1 : index + 2]
        return mark.text == "-" and before.end == mark.start and mark.end == after.start

    def chunk_start(self, end: int) -> int:
        """Return the first token of the plain noun phrase that ends at ``end``."""
        index = end
        if self.tag(end) == "PRON":
            return end
        while index > self.opening and (
            self.tag(index - 1) in _CHUNK_TAGS
            or self.lower(index - 1) in _POSSESSIVES
            or self._is_hyphen(index - 1)
            or self._is_hyphen(index)
        ):
            if self.is_time(index - 1):
                break
            index -= 1
            if self.tag(index) == "DET" or self.lower(index) in _POSSESSIVES:
                break
        return index

    def starts_quote(self, index: int) -> bool:
        """Tell whether the token is an opening mark of a quotation."""
        quote = self.quote_of(index)
        return quote is not None and quote.outer.start == self.tokens[index].start

    def phrase(self, head: int) -> tuple[int, int]:
        """Return the first and last token of a noun phrase, without what is only attached.

        Relative clauses, appositions and parentheses stay outside; "of" and "for" phrases and
        coordinated names stay inside.
        """
        found = self._phrases.get(head)
        if found is None:
            found = self._phrases[head] = self._find_phrase(head)
        return found

    def _find_phrase(self, head: int) -> tuple[int, int]:
        left, right = self._core(head, 0)
        if left == head:
            left = self.chunk_start(head)
        elif self.tag(left) == "CCONJ" and left < head:
            left = self._with_coordinates(left + 1) if self.is_nominal(left - 1) else left + 1
        if self._is_hyphen(left - 1) or self._is_count(left - 1):
            left = self.chunk_start(left)
        return max(left, min(self.opening, head)), right

    def _core(self, head: int, depth: int) -> tuple[int, int]:
        left = right = head
        if depth > len(self.tokens):
            return left, right
        for child in sorted(self._tree.children(head), key=lambda c: abs(c - head)):
            inside = self.tokens[child].dep in _INSIDE_PHRASE or self._is_name_of(right, child)
            if not inside or self.tag(child) in ("VERB", "PUNCT"):
                continue
            if child > head and self._is_detached(right, child):
                continue
            if child < head and self._is_across_comma(left, child):
                continue
            first, last = self._core(child, depth + 1)
            left, right = min(left, first), max(right, last)
        return left, right

    def _is_name_of(self, right: int, child: int) -> bool:
        """Tell a name that belongs to an office: "chief of staff Ada Roe"."""
        token = self.tokens[child]
        return token.dep == "appos" and token.upos == "PROPN" and self.edges(child)[0] == right + 1

    def _is_across_comma(self, left: int, child: int) -> bool:
        """Tell a noun that ends the clause before ("… five people, state media said")."""
        token = self.tokens[child]
        return token.dep == "compound" and token.upos == "NOUN" and self.lower(left - 1) == ","

    def _is_detached(self, right: int, child: int) -> bool:
        """Tell whether a comma or verb stands between a phrase and what hangs on it."""
        first = self.edges(child)[0]
        between = range(right + 1, max(first, right + 1))
        if self.tokens[child].dep == "conj":
            return any(self.tag(k) in ("VERB", "AUX") for k in between)
        return any(self.lower(k) in (",", "—", "–", "(", ";") for k in range(right + 1, child))

    def cut(self, first: int, last: int) -> Span:
        """Cut the text of the tokens from ``first`` to ``last``, both included."""
        return Span.cut(self.text, self.tokens[first].start, self.tokens[last].end)

    def finite_verb(self, first: int, last: int) -> int | None:
        """Return the first verb or auxiliary among the tokens from ``first`` to ``last``."""
        found = self._next(self._verbs, first)
        return found if found is not None and found <= last else None

    def number(self, first: int, last: int) -> int | None:
        """Return the first numeral among the tokens from ``first`` to ``last``."""
        found = self._next(self._numbers, first)
        return found if found is not None and found <= last else None

    def is_stated(self, pieces: Sequence[tuple[int, int]]) -> bool:
        """Tell whether a verb stands in one of the pieces, given as offsets."""
        return any(
            self.finite_verb(self.token_at(start), self.token_at(end) - 1) is not None
            for start, end in pieces
        )

    def next_comma(self, first: int) -> int:
        """Return the first comma, semicolon or period from ``first`` on, or the end."""
        found = self._next(self._stops, first)
        return len(self.tokens) if found is None else found

    def _next(self, places: Sequence[int], first: int) -> int | None:
        """Return the first of the places, in order, from a token on."""
        at = bisect_left(places, first)
        return places[at] if at < len(places) else None

    @cached_property
    def _verbs(self) -> Sequence[int]:
        return [index for index, tag in enumerate(self._tags) if tag in _VERBAL]

    @cached_property
    def _numbers(self) -> Sequence[int]:
        return [index for index, tag in enumerate(self._tags) if tag == "NUM"]

    @cached_property
    def _stops(self) -> Sequence[int]:
        return [index for index, word in enumerate(self.low) if word in _STOPS]
