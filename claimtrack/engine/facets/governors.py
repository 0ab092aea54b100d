"""The verb that a figure hangs on: as its subject ("30 people died") or its object."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from claimtrack.engine.attribution.reporting import reporting_lexicon
from claimtrack.engine.facets.measure_lexicon import level_forms
from claimtrack.engine.lexicon import load_table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from claimtrack.engine.facets.context import Figure, Sentence, VerbGroup

#: How many words a verb may stand behind its subject, or before its object.
SUBJECT_REACH = 40
OBJECT_REACH = 14

_MAKES, _SUMMED = frozenset({"makes", "made"}), frozenset({"that", "this", "which"})
_PARTICLES = frozenset({"up", "down", "out", "off", "away", "back", "over", "dead"})
_HAVE = frozenset({"has", "have", "had"})
#: Participles that add to the noun before them, and open no statement of their own.
_ADDING = frozenset({"including", "comprising", "excluding", "counting"})
_NEXT_STATEMENT = frozenset({"and", "but", "while", "with", "or", "as", "so", "yet"})


class Governor(NamedTuple):
    """The verb group that a figure hangs on; ``subject`` tells which side the figure is on."""

    group: VerbGroup
    subject: bool


def is_level_verb(sentence: Sentence, index: int) -> bool:
    """Tell whether a verb puts its subject on a scale: "was put at", not "was convicted of"."""
    if sentence.word(index) not in level_forms():
        return False
    if not sentence.is_verb(index):
        return True
    return sentence.word(sentence.verb_group(index).last) in level_forms()


def is_negated(sentence: Sentence, group: VerbGroup) -> bool:
    """Tell whether a verb is said not to have happened: "did not open", "failed to open"."""
    first = max(0, group.first - 1)
    words = sentence.low[first : group.last + 2]
    return any(
        (word in _listed("words") and after != "only")
        or (word in _listed("failing") and after == "to")
        for word, after in pairwise([*words[: group.last + 1 - first], *words[-1:]])
    )


def denies(words: Sequence[str]) -> bool:
    """Tell whether words that name a measure have the denial in them: "not been found"."""
    return any(word in _listed("words") or word in _listed("failing") for word in words)


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(load_table("modality_words")["denied"][name])


class GovernorReader:
    """Finds the governing verbs of the figures of one sentence."""

    def __init__(self, sentence: Sentence, is_listed_verb: Callable[[int], bool]) -> None:
        """Take a sentence, and a test for the verbs of the lexicon by their form alone.

        The test is asked in headlines in title case, where tags are not to be trusted.
        """
        self._s = sentence
        self._is_listed_verb = is_listed_verb

    def read(self, figure: Figure) -> Governor | None:
        """Return the verb that a figure is the subject or the object of.

        Of "all but six" the verb says nothing: it is said of the others.
        """
        if self._s.word(figure.first - 1) == "but" and self._s.word(figure.first - 2) == "all":
            return None
        close = self._right_before(figure)
        if close is not None:
            return None if self._sums_up(close) else Governor(close, subject=False)
        finite, loose = self._behind(figure)
        if finite is not None and not self._is_apart(figure, finite):
            return Governor(finite, subject=True)
        verb = self.before(figure)
        if verb is not None:
            return Governor(verb, subject=False)
        if loose is None or self._is_apart(figure, loose):
            return None
        return Governor(loose, subject=True)

    def _sums_up(self, group: VerbGroup) -> bool:
        """Tell "that makes 152 souls", by which nobody makes any."""
        s = self._s
        return s.word(group.first) in _MAKES and s.word(group.first - 1) in _SUMMED

    def _right_before(self, figure: Figure) -> VerbGroup | None:
        """Return a verb that stands right before the figure and takes it as its object."""
        s = self._s
        index = figure.first - 1
        while index >= 0 and (s.tag(index) in ("DET", "ADV") or self._is_particle(index)):
            if s.is_break(index):
                return None
            index -= 1
        if index < 0 or not (s.tag(index) == "VERB" or self._in_title(index)):
            return self._taken_for_noun(index)
        group = s.verb_group(index)
        prenominal = s.tag(group.first - 1) in ("DET", "PRON") and s.word(index).endswith("ing")
        listed = self._is_listed_verb(index)
        speaks = self._reports(index) and not listed
        if group.last != index or group.passive or prenominal or speaks:
            return None
        return group

    def _taken_for_noun(self, index: int) -> VerbGroup | None:
        """Read "panels on the roof supply 2.4 kWh", and not "with a bank shot over two men"."""
        s = self._s
        opening = index - 1
        while s.tag(opening) in ("ADJ", "NOUN", "PROPN"):
            opening -= 1
        if s.word(opening) in ("a", "an"):
            return None
        subject = s.tag(index - 1) in ("NOUN", "PROPN") and s.word(index - 1) != s.word(index)
        if index < 1 or s.tag(index) != "NOUN" or not subject or s.title:
            return None
        plain = s.tokens[index].xpos == "NN" and self._is_listed_verb(index)
        return replace(s.verb_group(index), verbs=(index,), passive=False) if plain else None

    def _is_particle(self, index: int) -> bool:
        """Tell whether a word belongs to the verb before it ("shot down", "pay out")."""
        return self._s.word(index) in _PARTICLES and self._s.is_verb(index - 1)

    def _reports(self, index: int) -> bool:
        verbs = reporting_lexicon().verbs
        return self._s.lemma(index) in verbs or self._s.word(index) in verbs

    def _in_title(self, index: int) -> bool:
        return self._s.title and self._is_listed_verb(index)

    def _behind(self, figure: Figure) -> tuple[VerbGroup | None, VerbGroup | None]:
        """Return the finite verb whose subject the figure is, and the first one without tense.

        Relative clauses and participles behind the noun are stepped over.
        """
        s = self._s
        inside, commas = False, 0
        # "Six of them in travellers who had returned": another noun's clause says nothing of six.
        own = s.is_relative(figure.last + 1) or s.word(figure.last + 1) == ","
        loose: VerbGroup | None = None
        index = figure.last + 1
        end = min(len(s.tokens), index + SUBJECT_REACH)
        if not s.title and not s.verbs_among(index, end):
            return None, None
        while index < end:
            index = s.behind_dashes(index)
            joined = s.word(index) in ("and", "but") and self._is_led(figure)
            if joined or self._ends(index, loose):
                break
            if s.is_relative(index):
                inside = True
            elif s.word(index) == ",":
                inside = False
                commas += 1
            elif (s.is_verb(index) or self._in_title(index)) and s.figure_at(index) is None:
                group = s.verb_group(index)
                if commas and group.verbs and self._reports(group.verbs[-1]):
                    break
                if self._is_main(group) and not inside:
                    return group, loose
                if self._is_loose(group) and not (inside and not own):
                    loose = loose or group
                inside = False
                index = group.last
            index += 1
        return None, loose

    def _is_apart(self, figure: Figure, group: VerbGroup) -> bool:
        """Tell what stands before its clause, or in an aside of it.

        "Of the 340 men sent, fewer than 90 have come home", "a magnitude 6.3, could top": the verb
        is said of the other figure, and of no measure between commas.
        """
        s = self._s
        between = s.low[figure.last + 1 : group.first]
        if "," not in between:
            return False
        if figure.quantity.dimension not in ("count", "share"):
            return True
        start = figure.first - 1 - (s.tag(figure.first - 1) == "DET")
        if ("of", "which") in pairwise(between) or ("of", "whom") in pairwise(between):
            return True
        opens = s.word(start) in ("of", "among") and s.clause_start(start) == start
        behind = any(s.figure_at(i) is not None for i in range(figure.last + 1, group.first))
        return opens and behind

    def _is_loose(self, group: VerbGroup) -> bool:
        """Tell a participle of the noun from a gerund, and from a noun ("number of wounded")."""
        s = self._s
        if s.word(group.first).endswith("ing") and not group.finite:
            return False
        return s.tag(group.first - 1) not in ("ADP", "DET")

    def _is_led(self, figure: Figure) -> bool:
        """Tell whether a verb and its preposition lead a figure, so that it is no subject.

        "He pleaded guilty to 11 counts and could face 20 years": the counts face nothing.
        """
        s = self._s
        link = figure.first - 1
        start = s.clause_start(figure.first)
        # "After the second of five climbs but": the clause has a preposition and no verb.
        nominal = s.is_break(start - 1) and s.tag(start - 1) == "ADP"
        return s.tag(link) in ("ADP", "PART") and (
            nominal or any(s.is_verb(index) for index in range(start, link))
        )

    def _ends(self, index: int, loose: VerbGroup | None) -> bool:
        """Tell whether another statement begins here."""
        s = self._s
        if s.is_stop(index) or s.is_break(index):
            return True
        if s.word(index) in ("and", "but") and loose is not None:
            return True
        if s.word(index) != ",":
            return False
        after = index + 1
        return s.word(after) in _NEXT_STATEMENT or (
            s.word(after).endswith("ing") and s.is_verb(after) and s.word(after) not in _ADDING
        )

    def _is_main(self, group: VerbGroup) -> bool:
        """Tell a finite verb from a lone participle ("people killed in …")."""
        alone = len(group.verbs) == 1 == group.last - group.first + 1
        return group.finite and not (alone and self._s.tokens[group.first].xpos == "VBN")

    def before(self, figure: Figure) -> VerbGroup | None:
        """Return the verb whose object the figure is, or a thing in a list with the object."""
        s = self._s
        for index in range(figure.first - 1, max(-1, figure.first - 1 - OBJECT_REACH), -1):
            if self._is_prenominal(index):
                continue
            if s.is_verb(index) or self._in_title(index):
                # "The report notes, two led to charges": who reports does nothing to them.
                aside = "," in s.low[index : figure.first] and self._reports(index)
                return None if aside and s.word(figure.first - 1) == "," else s.verb_group(index)
            if s.word(index - 1) in _HAVE and self._is_listed_verb(index):
                group = s.verb_group(index - 1)
                return replace(group, last=index, verbs=(*group.verbs, index), passive=False)
            if s.word(index) in (",", "and", "or"):
                continue
            if s.is_stop(index) or s.is_break(index) or s.is_relative(index):
                return None
            if s.tag(index) == "ADP" and s.word(index) != "of" and not self._is_particle(index):
                return None
        return None

    def _is_prenominal(self, index: int) -> bool:
        """Tell whether a participle describes a noun: "the treated flowers"."""
        s = self._s
        described = s.tag(index + 1) == "NOUN" and s.tag(index - 1) == "DET"
        return described and s.tokens[index].xpos in ("VBN", "VBD", "VBG")

    def loosely_before(self, figure: Figure) -> VerbGroup | None:
        """Return the last verb of the clause before the figure, prepositions or not.

        It says nothing of what is measured, but how firmly ("could rise by 40%").
        """
        start = self._s.clause_start(figure.first)
        for index in reversed(self._s.verbs_among(start, figure.first)):
            if not self._s.word(index).endswith("ing"):
                return self._s.verb_group(index)
        return None
