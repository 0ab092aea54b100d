"""Reporting verbs in a parsed sentence, with their subjects.

A cue is found by its form and part of speech; its frame is settled where the content is read.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from claimtrack.engine.attribution.amounts import NAMING_FIGURES, hands_over_figure
from claimtrack.engine.attribution.clauses import SUBJECTS
from claimtrack.engine.attribution.descriptions import described_before
from claimtrack.engine.attribution.insertions import inserted_subject, is_told_that
from claimtrack.engine.attribution.reporting import Form, Frame, VerbEntry, reporting_lexicon
from claimtrack.engine.attribution.subjects import (
    CLOSING_MARKS,
    NOMINATIVES,
    crosses_quote,
    find_subject,
)
from claimtrack.engine.language.names import name_lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimtrack.engine.attribution.clauses import Clauses

_QUOTES, _BEFORE_QUOTE = frozenset({"”", '"', "''"}), frozenset({",", "?", "!"})
_NAME_REACH = 4
#: Frames whose content is a clause or a quotation.
CLAUSAL = (Frame.STATEMENT, Frame.THOUGHT, Frame.DOCUMENT, Frame.ADDRESSED, Frame.QUESTION)
#: Frames whose content is, or begins with, an object.
WITH_OBJECT = (
    Frame.OBJECT,
    Frame.LABEL,
    Frame.ACCUSATION,
    Frame.DIRECTIVE,
    Frame.ATTITUDE,
    Frame.AMOUNT,
)

#: Forms that are verbs of saying whatever the tagger makes of them.
_SURE = frozenset({"said", "says", "say", "told", "wrote", "tweeted", "tells"})
_BE = frozenset({"is", "was", "were", "are", "be", "been", "being", "'s", "’s", "'re", "’re", "am"})
#: Determiners that stand for a speaker by themselves.
_ALONE = frozenset({"another", "some", "many", "most", "all", "both", "each", "this", "that"})
_PERFECT = frozenset({"has", "have", "had"})
_SHORT_IS = frozenset({"'s", "’s"})
_NEGATIONS = frozenset({"not", "n't", "n’t", "never", "neither", "nor", "hardly"})
_NOBODY = frozenset({"neither", "no", "none", "nobody"})
_JOINTS = frozenset({"and", "but"})
_MODALS = frozenset(
    {"must", "should", "can", "could", "might", "may", "will", "would", "’ll", "'ll", "shall"}
)
_UNWILLING = frozenset(
    {"decline", "declined", "declines", "refuse", "refused", "refuses", "failed"}
)
_PERCEIVED = frozenset({"heard", "seen"})
_ADVERB_REACH = 3
_ABSOLUTE_REACH = 14
_THAT_REACH = 4
#: What somebody gives out to say something in it.
_MESSAGES = frozenset(
    {
        "statement",
        "response",
        "email",
        "letter",
        "message",
        "tweet",
        "note",
        "post",
        "memo",
        "reply",
    }
)
_GOVERNED = frozenset({"obj", "obl"})
#: What a disaster claims, and a speaker does not.
_TOLLS = frozenset({"life", "lives", "victim", "victims"})
#: What a defendant enters in court, and says of no fact.
_PLEAS = frozenset({"guilty", "not", "no"})
#: "As she put it, …" reports a statement, "put it at 40" a figure.
_IT = ("it",)
_AT = frozenset({"at", "on"})
_LONGEST_TITLE = 4
#: What stands behind the verb of a report that closes its sentence.
_CLOSES_REPORT = frozenset({".", "in", "on", "at", ""})


@dataclass(frozen=True, slots=True)
class VerbCue:
    """A reporting verb: its token, the last token of its particles, and who is its subject.

    ``subject`` is the first and last token of the noun phrase, ``inherited`` where it is the
    subject of the verb above. ``inverted`` says that it follows the verb.
    """

    index: int
    last: int
    entry: VerbEntry
    subject: tuple[int, int] | None
    inherited: bool = False
    inverted: bool = False
    passive: bool = False
    negated: bool = False
    gerund: bool = False
    infinitive: bool = False
    modal: bool = False

    def takes(self, *frames: Frame) -> bool:
        """Tell whether the verb stands in one of the frames."""
        return not self.entry.frames.isdisjoint(frames)


def find_verb_cues(clauses: Clauses) -> list[VerbCue]:
    """Return the reporting verbs of a sentence in order."""
    verbs = reporting_lexicon().verbs
    found: list[VerbCue] = []
    for index, word in enumerate(clauses.low):
        entries = verbs.get(word)
        if entries and _is_verb(clauses, index):
            entry = _matching(clauses, index, entries)
            if entry is not None and _is_complete(clauses, index, entry):
                cue = _with_title(clauses, _cue(clauses, index, entry))
                if not _describes(clauses, cue):
                    found.append(_with_speaker(clauses, cue, found))
    return found


def _describes(clauses: Clauses, cue: VerbCue) -> bool:
    """Tell "a plan to tell them" and "a law that bans it": what a noun is for, and no report."""
    dep = clauses.tokens[cue.index].dep
    if cue.infinitive and dep == "acl":
        return True
    by_thing = cue.subject is not None and clauses.lower(cue.subject[1]) == "that"
    return by_thing and dep == "acl:relcl" and not cue.takes(*CLAUSAL)


def is_citing(cue: VerbCue) -> bool:
    """Tell the participle that names whom a report rests on ("X, citing Y, reported …")."""
    return cue.gerund and cue.entry.lemma in reporting_lexicon().relaying


def cue_group(clauses: Clauses, cue: VerbCue) -> tuple[int, int]:
    """Return the first and last token of the verb with its auxiliaries and its own subject."""
    first, last = clauses.verb_group_start(cue.index), cue.last
    if cue.subject is not None and not cue.inherited:
        first, last = min(first, cue.subject[0]), max(last, cue.subject[1])
    return first, last


def _with_speaker(clauses: Clauses, cue: VerbCue, before: Sequence[VerbCue]) -> VerbCue:
    """Give a verb without a subject of its own the one that the order of the words gives it."""
    if _goes_on_reporting(clauses, cue):
        reporter = _last_reporter(clauses, cue, before)
        return cue if reporter is None else replace(cue, subject=reporter, inherited=True)
    return _of_participle(clauses, cue, before) if cue.gerund and cue.inherited else cue


def _of_participle(clauses: Clauses, cue: VerbCue, before: Sequence[VerbCue]) -> VerbCue:
    """Give a participle its subject.

    Behind "with" that is the noun phrase there ("with a lawyer putting it at 4,700"). Behind a
    comma it is the speaker of the report before it, or the subject of the main clause.
    """
    absolute = _absolute_subject(clauses, cue.index)
    if absolute is not None:
        return replace(cue, subject=absolute, inherited=False)
    if cue.subject is not None and clauses.lower(clauses.verb_group_start(cue.index) - 1) != ",":
        return cue
    author = _author_of_document(clauses, cue.index)
    if author is not None:
        return replace(cue, subject=author)
    reporter = _last_reporter(clauses, cue, before)
    if reporter is not None and not _belongs_to_other(clauses, cue, reporter):
        return replace(cue, subject=reporter)
    if cue.subject is not None and clauses.tokens[cue.index].dep.startswith("advcl"):
        return cue
    main = clauses.main_subject(cue.index)
    return cue if main is None else replace(cue, subject=clauses.phrase(main))


def _goes_on_reporting(clauses: Clauses, cue: VerbCue) -> bool:
    """Tell "… and said that …", whose subject is that of the report before it."""
    if cue.passive or cue.gerund or cue.infinitive or cue.inverted:
        return False
    first = clauses.verb_group_start(cue.index)
    return clauses.lower(first - 1) in _JOINTS and cue.takes(Frame.STATEMENT)


def _last_reporter(
    clauses: Clauses, cue: VerbCue, before: Sequence[VerbCue]
) -> tuple[int, int] | None:
    """Return the subject of the last report before a cue that is not itself reported."""
    quote = clauses.quote_of(cue.index)
    for other in reversed(before):
        if other.inherited or other.passive or other.subject is None:
            continue
        outside = clauses.quote_of(other.index) is quote
        if outside and clauses.tokens[other.index].dep not in {"ccomp", "acl:relcl"}:
            return other.subject
    return None


def _author_of_document(clauses: Clauses, gerund: int) -> tuple[int, int] | None:
    """Return who speaks in "the ministry issued a statement saying …"."""
    token = clauses.tokens[gerund]
    noun = clauses.tokens[token.head]
    if token.dep != "acl" or noun.lemma.lower() not in _MESSAGES or noun.dep not in _GOVERNED:
        return None
    author = clauses.subject(noun.head)
    return None if author is None else clauses.phrase(author)


def _belongs_to_other(clauses: Clauses, cue: VerbCue, reporter: tuple[int, int]) -> bool:
    """Tell the participle of a clause beside a report: "X said A, and Y sued, saying B"."""
    if cue.subject is None or cue.subject[0] <= reporter[1]:
        return False
    head = clauses.tokens[cue.index].head
    beside = clauses.tokens[head].dep in {"conj", "root"}
    return clauses.tokens[cue.index].dep == "advcl" and beside and reporter[1] < head < cue.index


def _absolute_subject(clauses: Clauses, gerund: int) -> tuple[int, int] | None:
    for index in range(gerund - 1, max(-1, gerund - _ABSOLUTE_REACH), -1):
        word = clauses.lower(index)
        if word == "with":
            ends = index < gerund - 1 and clauses.is_nominal(gerund - 1)
            return (index + 1, gerund - 1) if ends else None
        if clauses.tag(index) in ("PUNCT", "VERB", "AUX"):
            return None
    return None


def _is_verb(clauses: Clauses, index: int) -> bool:
    token = clauses.tokens[index]
    if clauses.lower(index) in _SURE:
        noun = clauses.lower(index) == "say" and _is_noun(clauses, index)
        alone = clauses.tag(index - 1) != "DET" or clauses.lower(index - 1) in _ALONE
        return alone and not noun
    if clauses.follows_average(index) and token.upos in {"VERB", "ADJ"}:
        return True
    if _stands_behind_quote(clauses, index):
        return True
    if token.dep in {"amod", "case", "compound"}:
        return False
    return (
        token.upos == "VERB"
        or _closes_sentence(clauses, index)
        or inserted_subject(clauses, index) is not None
        or is_told_that(clauses, index)
    )


def _stands_behind_quote(clauses: Clauses, index: int) -> bool:
    """Read "“…,” fumed mayor Radka Olen", where the tagger takes the verb for a noun."""
    marks = clauses.low[max(0, index - len(("mark", "quote"))) : index]
    if len(marks) == 1 or not (marks and marks[0] in _BEFORE_QUOTE and marks[-1] in _QUOTES):
        return False
    if not clauses.tokens[index].text.islower():
        return False
    for behind in range(index + 1, min(index + 1 + _NAME_REACH, len(clauses.tokens))):
        if clauses.tag(behind) == "PROPN":
            return behind > index + 1 or clauses.tokens[behind].text[0].isupper()
        if clauses.tag(behind) not in {"NOUN", "DET", "ADJ"}:
            return False
    return False


def _is_noun(clauses: Clauses, index: int) -> bool:
    """Tell "the final say on it" and "two, say, or three" from "one in five say it is"."""
    aside = clauses.lower(index - 1) == clauses.lower(index + 1) == ","
    return aside or (clauses.tag(index) == "NOUN" and clauses.tag(index - 1) in {"ADJ", "PRON"})


def _closes_sentence(clauses: Clauses, index: int) -> bool:
    """Tell a verb that is read as a noun by its place: "…, the report warns in its summary."."""
    behind = clauses.lower(index + 1)
    if behind == "," and clauses.tag(index - 1) == "PROPN":
        begin = clauses.chunk_start(index)
        return clauses.lower(begin - 1) == "," and _is_name(clauses, begin, index)
    if behind not in _CLOSES_REPORT or clauses.tag(index - 1) not in {"NOUN", "PROPN"}:
        return False
    if clauses.tokens[index].dep == "parataxis" and behind == ".":
        return True
    begin = clauses.chunk_start(index)
    return (
        clauses.lower(begin - 1) in CLOSING_MARKS | {","}
        and (clauses.tag(begin) in {"DET", "PRON"} or _is_name(clauses, begin, index))
        and clauses.finite_verb(clauses.opening, begin - 1) is not None
        and clauses.finite_verb(index + 1, len(clauses.tokens) - 1) is None
    )


def _is_name(clauses: Clauses, first: int, verb: int) -> bool:
    """Tell whether a name with capitals fills what stands before a verb in lower case."""
    names = all(clauses.tokens[k].text[0].isupper() for k in range(first, verb))
    return first < verb and names and clauses.tokens[verb].text.islower()


def _matching(clauses: Clauses, index: int, entries: tuple[VerbEntry, ...]) -> VerbEntry | None:
    """Choose the entry with the longest particle that follows the verb."""
    for entry in entries:
        end = index + 1 + len(entry.tail)
        following = tuple(clauses.lower(k) for k in range(index + 1, end))
        measured = entry.tail == _IT and clauses.lower(end) in _AT
        if following == entry.tail and not measured:
            return entry
    return None


def _is_complete(clauses: Clauses, index: int, entry: VerbEntry) -> bool:
    """Tell whether a verb that reports with "that" or a quotation alone has one beside it."""
    behind = clauses.low[index + 1 : index + 1 + _THAT_REACH]
    if (entry.lemma == "claim" and not _TOLLS.isdisjoint(behind)) or (
        entry.lemma == "plead" and clauses.lower(index + 1) in _PLEAS
    ):
        return False
    if entry.lemma == "recall" and clauses.tag(index + 1) == "NUM":
        # "It is recalling 3 million cars to replace a valve" takes them back.
        return False
    if entry.frames <= NAMING_FIGURES:
        return hands_over_figure(clauses, index, entry)
    if entry.lemma not in reporting_lexicon().with_that:
        return True
    beside = range(index + 1, min(index + 1 + _THAT_REACH, len(clauses.tokens)))
    follows = any(clauses.lower(k) == "that" or clauses.starts_quote(k) for k in beside)
    return follows or clauses.lower(index - 1) in {"”", '"', "''"}


def _cue(clauses: Clauses, index: int, entry: VerbEntry) -> VerbCue:
    recorded = _is_recorded(clauses, index)
    group = clauses.verb_group_start(index - recorded)
    before = [clauses.lower(k) for k in range(group, index)]
    passive = Form.PARTICIPLE in entry.forms and _is_passive(clauses, index, entry, before)
    gerund = Form.ING in entry.forms and _BE.isdisjoint(before)
    infinitive = bool(before) and "to" in before and Form.BASE in entry.forms
    bare = gerund or infinitive
    described = None if bare else described_before(clauses, group)
    if described is None and not bare and clauses.tag(index) != "VERB":
        described = inserted_subject(clauses, index)
    subject, inherited, inverted = (
        find_subject(clauses, index - recorded, group, bare=bare, entry=entry)
        if described is None
        else (described, False, False)
    )
    negated = any(word in _NEGATIONS for word in [*before, clauses.lower(group - 1)]) or (
        infinitive and group > 0 and clauses.lower(group - 1) in _UNWILLING
    )
    if subject is not None and not inherited:
        opening = {clauses.lower(subject[0]), clauses.lower(subject[0] - 1)}
        negated = negated or not opening.isdisjoint(_NOBODY)
    return VerbCue(
        index,
        index + len(entry.tail),
        entry,
        subject,
        inherited=inherited,
        inverted=inverted,
        passive=passive,
        negated=negated,
        gerund=gerund,
        infinitive=infinitive,
        modal=not recorded and any(word in _MODALS for word in before),
    )


def _is_recorded(clauses: Clauses, index: int) -> bool:
    """Tell "“We are sinking,” he is heard telling the duty officer", as on a recording."""
    return (
        clauses.tokens[index].xpos == "VBG"
        and clauses.lower(index - 1) in _PERCEIVED
        and clauses.lower(index - 2) in _BE
    )


def _has_passive_child(clauses: Clauses, index: int) -> bool:
    child = clauses.child(index, "aux:pass")
    past = clauses.tokens[index].xpos == "VBD" and clauses.has_child(index, "ccomp")
    past = past or clauses.lower(index) in _SURE | {"asked"}
    if child is None and not past:
        child = clauses.child(index, "nsubj:pass")
        far = child is not None and clauses.tokens[index].xpos == "VBD"
        if far and clauses.finite_verb((child or 0) + 1, index - 1) is not None:
            # "One person died in the cabin, the sheriff admitted."
            child = None
    return child is not None and not crosses_quote(clauses, child, index)


def _is_passive(clauses: Clauses, index: int, entry: VerbEntry, before: Sequence[str]) -> bool:
    has_be = any(word in _BE for word in before[-_ADVERB_REACH:])
    if clauses.lower(index) == "said":
        to_be = clauses.lower(index + 1) == "to" and clauses.lower(index + 2) in {"be", "have"}
        passive = has_be or to_be
        return passive and not _is_short_perfect(clauses, index, before)
    if not has_be and not _PERFECT.isdisjoint(before[-_ADVERB_REACH:]):
        return False
    return (
        has_be
        or _has_passive_child(clauses, index)
        or _is_reduced(clauses, index)
        or (_is_bare_participle(clauses, index) and not _brings_clause(clauses, index, entry))
    )


def _is_short_perfect(clauses: Clauses, index: int, before: Sequence[str]) -> bool:
    """Tell "she's said the dam holds" from "it's said" and "she's said to lead"."""
    if clauses.lower(index + 1) == "to":
        return False
    short = not _SHORT_IS.isdisjoint(before[-_ADVERB_REACH:])
    return short and clauses.lower(index - len(before) - 1) in NOMINATIVES


def _is_reduced(clauses: Clauses, index: int) -> bool:
    """Tell whether a participle opens its clause: "Asked about it, he …"."""
    opens = index == clauses.opening or clauses.lower(index - 1) in {",", "when", "if", "as"}
    return (
        opens
        and clauses.lower(index) in {"asked", "told", "quoted", "accused", "pressed", "called"}
        and clauses.subject(index) is None
        and clauses.phrase_before(index) is None
        and clauses.tag(index + 1) != "PROPN"
    )


def _is_bare_participle(clauses: Clauses, index: int) -> bool:
    """Tell a participle that describes a noun, or goes on with a passive, from a past form.

    A clause beside the main one has a verb, so that a participle there is its past form; so has
    "As X noted, …".
    """
    token = clauses.tokens[index]
    if clauses.lower(clauses.opening) == "as" and clauses.lower(index + 1) == ",":
        return False
    if token.xpos != "VBN" or clauses.has_child(index, "aux", *SUBJECTS):
        return False
    if _stands_behind_speaker(clauses, index):
        return False
    if token.dep == "acl":
        return clauses.tokens[token.head].dep != "parataxis"
    return token.dep == "conj" and clauses.has_child(token.head, "aux:pass")


def _stands_behind_speaker(clauses: Clauses, index: int) -> bool:
    """Tell "…, Ada Roe, its director, announced in Oslo" from "Ada Roe, elected in 2020"."""
    speaker = clauses.phrase_before(index) if clauses.lower(index - 1) == "," else None
    if speaker is None or clauses.tag(speaker[0]) != "PROPN":
        return False
    apposed = speaker[1] < index - len((",", ","))
    return apposed and clauses.lower(speaker[0] - 1) == ","


def _brings_clause(clauses: Clauses, index: int, entry: VerbEntry) -> bool:
    """Tell a past form by the clause that it reports: "the army denied on Tuesday that …"."""
    if Frame.STATEMENT not in entry.frames or Frame.ADDRESSED in entry.frames:
        return False
    if clauses.tag(index - 1) not in {"NOUN", "PROPN"} or not index:
        return False
    beside = range(index + 2, min(index + 1 + _THAT_REACH, len(clauses.tokens)))
    return any(clauses.lower(k) == "that" and clauses.tokens[k].dep == "mark" for k in beside)


def _with_title(clauses: Clauses, cue: VerbCue) -> VerbCue:
    """Take the lower-case office in, behind a quotation or comma ("…,” mayor Ada Roe said)."""
    if cue.subject is None or cue.inherited or cue.inverted:
        return cue
    first, last = cue.subject
    begin = first
    while first - begin < _LONGEST_TITLE and begin and _may_be_title(clauses, begin - 1):
        begin -= 1
    behind_mark = begin > 0 and clauses.lower(begin - 1) in CLOSING_MARKS | {","}
    if begin == first or not behind_mark or not clauses.tokens[last].text[0].isupper():
        return cue
    return replace(cue, subject=(begin, last))


def _may_be_title(clauses: Clauses, index: int) -> bool:
    word = clauses.tokens[index].text
    # "…,” bid chief Ada Roe told": the tagger takes the word behind the mark for a verb.
    opens = clauses.lower(index - 1) in CLOSING_MARKS
    describes = opens and clauses.lower(index + 1) in name_lexicon().offices
    return word.islower() and (
        clauses.tag(index) in {"NOUN", "ADJ"} or word in name_lexicon().offices or describes
    )
