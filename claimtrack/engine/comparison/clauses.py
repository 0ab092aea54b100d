"""A statement cut into its clauses, each with what it tells and whether it denies that.

By words alone: what is compared has been read long ago, and is not parsed again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from claimtrack.engine.comparison.likeness import key
from claimtrack.engine.comparison.wording import words
from claimtrack.engine.language.inflect import verb_forms
from claimtrack.engine.language.lemmas import lemma_of
from claimtrack.engine.lexicon import load_table
from claimtrack.engine.records import Modality
from claimtrack.engine.remembered import remembered

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claimtrack.engine.records import Assertion

_BETWEEN_CLAUSES = re.compile(
    r"[.;:!?]+[”\"'’]*\s+|\s+[-–—]+\s+|,?\s+(?=(?:but|while|although|though|whereas)\b)"
    r"|,\s+(?=(?:and|so|or|which|who)\b)|,\s+(?=(?:not|no|never|nobody)\b)|\s+(?=without\b)"
)
#: A negation reaches no further than this: "a group that broke away and did not riot".
_AROUND_A_NEGATION = re.compile(
    r"\s+(?=(?:that|which|who|whom|where|when|because|so|if)\b)"
    r"|\s+(?=and\s+(?:[\w’']+\s+){0,2}(?:not|no|never|nobody|[a-z]+n['’]t)\b)",
    re.IGNORECASE,
)
#: Words in which "no" and "not" deny nothing ("no more than 12", "not only", "told not to go").
_HARMLESS = re.compile(
    r"\bno (?:more|less|fewer|later|earlier|sooner|doubt|matter|longer|further|other|better)\b"
    r"|\bnot (?:to|only|just|yet|least|enough|until|before|far|surprising|known|clear)\b"
    r"|\bnothing (?:but|more|less|other|like)\b|\bwhether or not\b|\bif not\b|\bno\. ?\d"
    r"|\bas (?:planned|expected|usual|scheduled|promised|agreed|intended)\b"
    r"|\bnot \w+ enough\b|\bno (?:way to|telling|use)\b|\bno one knows\b"
    r"|\bwould(?: not|n['’]t) have\b|\b(?:is|was|are|were) not (?:one|a single)\b"
    r"|\b(?:but|and) (?:not|no)\b(?! (?:one|a single))",
    re.IGNORECASE,
)
#: "Don't move" is an order, "not until noon" a time.
_NO_DENIAL = re.compile(
    r"(?:^|[,:‘“\"'] ?)(?:do not|don\s?['’]\s?t)\b"
    r"|(?:\bnot|n\s?['’]\s?t|\bnever|\bno)\b.*\b(?:until|unless)\b"
    r"|(?:\bnot|n\s?['’]\s?t) (?:have|need) to\b",
    re.IGNORECASE,
)
#: "The army, not the police": a clause that begins like this denies a word, and no deed.
_CONTRAST = re.compile(r"(?:not|no|never)\b(?! (?:one|a single|any))", re.IGNORECASE)
_HAVING = re.compile(r"\b(?:there|ha(?:s|d|ve))\b", re.IGNORECASE)
_NO_ONE = re.compile(r"\b(?:no[- ]one|not a soul)\b", re.IGNORECASE)
#: "At no time", "in no way".
_AT_NO_TIME = re.compile(
    r"\b(?:at|in|by|on) no (?:time|point|stage|moment|way|means|account)\b", re.IGNORECASE
)
_FAILED = re.compile(r"\b(?:fail|refus|declin|omit|neglect)(?:s|ed|ing|es)? to\b", re.IGNORECASE)
_ENDS_IN_NOT = "n't"
_WITHOUT, _NOTHING = "without", "nothing"
_PLURAL_LETTERS = 3
_GERUND_LETTERS = 4
_ROOT_LETTERS = 5


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of a statement.

    ``told`` are the lemmas of its words that say something; it ``denies`` or ``affirms`` them, or
    neither, where words are turned round in it that deny nothing.
    ``object`` is what there is none of ("no [tear gas] was used") with its ``head``, ``deed`` what
    was not done ("was not [warned]", "received no call"); both are empty where no such word
    denies. ``against`` are lemmas that cannot hold where it does ("the hall is intact": destroyed,
    hit).
    """

    text: str
    told: frozenset[str]
    denies: bool
    affirms: bool
    object: frozenset[str] = frozenset()
    head: str = ""
    deed: str = ""
    nobody: bool = False
    against: frozenset[str] = frozenset()

    @property
    def opposes(self) -> bool:
        """Tell whether it denies something, or says what shuts something else out."""
        return self.denies or bool(self.against)

    @property
    def tells_of_being(self) -> bool:
        """Tell whether it says whether something is there, or somebody has it ("no gun")."""
        return _HAVING.search(self.text) is not None

    @property
    def has_verb(self) -> bool:
        """Tell whether it says something of something, and does not only name it."""
        return any(map(_is_of_verb, words(self.text)))


@remembered(8192)
def clauses_of(assertion: Assertion) -> tuple[Clause, ...]:
    """Return the clauses of a statement that say something."""
    claim = assertion.claim
    denied = claim.modality is Modality.DENIED or (
        claim.attribution is not None and claim.attribution.denied
    )
    found = (_clause(text, turned=denied) for text in _cut(claim.span.exact))
    return tuple(clause for clause in found if clause.told)


def denies(assertion: Assertion) -> bool:
    """Tell whether a statement denies something, or shuts it out."""
    return any(clause.opposes for clause in clauses_of(assertion))


def _shut_out(told: frozenset[str]) -> frozenset[str]:
    """Return what cannot hold where something is told."""
    found = frozenset().union(*(_opposites().get(word, frozenset()) for word in told))
    # "112 got out alive, 23 are dead" tells both.
    return found if found.isdisjoint(told) else frozenset()


def _cut(text: str) -> Iterator[str]:
    """Cut a text into clauses, those with a negation more finely; what is "without" is left out."""
    plain = _AT_NO_TIME.sub("never", _FAILED.sub("not", _NO_ONE.sub("nobody", text)))
    for part in _BETWEEN_CLAUSES.split(plain):
        if part.casefold().startswith(_WITHOUT):
            continue
        if any(map(_turns, words(part))):
            yield from _AROUND_A_NEGATION.split(part)
        else:
            yield part


@lru_cache(maxsize=16_384)
def told_in(text: str) -> frozenset[str]:
    """Return the lemmas of the words of a text that say something: no figures, no small words."""
    return frozenset(map(lemma, _telling(words(_in_one_word(text)))))


@lru_cache(maxsize=65_536)
def lemma(word: str) -> str:
    """Return the form under which a word is compared, whatever part of speech it is."""
    word = word.removesuffix("'s")
    base = lemma_of(word, "VERB", "VBD")
    if base == word and word.endswith("ing") and len(word) > _GERUND_LETTERS:
        base = lemma_of(word, "VERB", "VBG")
    if base == word and word.endswith("s") and len(word) > _PLURAL_LETTERS:
        base = lemma_of(word, "NOUN", "NNS")
    return key(base)


def root_of(word: str) -> str:
    """Return how a lemma begins: "inspection" and "inspect" are looked for under one root."""
    return word[:_ROOT_LETTERS]


@cache
def roots_of_any_story() -> frozenset[str]:
    """Return the roots of words that stand in reports of anything ("police", "people")."""
    return frozenset(root_of(lemma(word)) for word in load_table("denials")["common"].split())


def _clause(text: str, *, turned: bool) -> Clause:
    row = words(_in_one_word(_HARMLESS.sub(" ", text)))
    told = frozenset(map(lemma, _telling(row)))
    at = [number for number, word in enumerate(row) if _turns(word)]
    plain = not any(map(_turns, words(text)))
    denies = (len(at) % 2 == 1) is not turned and _NO_DENIAL.search(text) is None
    if not at or not denies:
        affirms = plain and not turned
        against = _shut_out(told) if affirms else frozenset()
        return Clause(text, told, denies=denies, affirms=affirms, against=against)
    before, negator, after = row[: at[0]], row[at[0]], row[at[0] + 1 :]
    deeds = [*map(lemma, _telling(before[::-1])), *map(lemma, _telling(after))]
    if negator in _of_nouns() or _is_of_noun(after):
        none_of = tuple(_first_phrase(after))
        object_ = frozenset(map(lemma, _telling(none_of)))
        deeds = [each for each in deeds if each not in object_]
        head = next(map(lemma, _telling(none_of[::-1])), "")
        deed = next(iter(deeds), "")
        return Clause(text, told, denies=True, affirms=False, object=object_, head=head, deed=deed)
    if negator != _NOTHING:
        # "He said nothing", and "nothing was said".
        deeds = [*map(lemma, _telling(after))]
    deed = next(iter(deeds), "")
    if negator != _NOTHING and deed in map(lemma, _telling(before)):
        # "He had seen, and never had seen, the gun" tells both.
        return Clause(text, told, denies=False, affirms=False)
    nobody = negator in _nobodies()
    return Clause(text, told, denies=True, affirms=False, deed=deed, nobody=nobody)


def _in_one_word(text: str) -> str:
    """Put one verb for each that is told in two words ("called off": cancelled)."""
    phrases, verbs = _phrases()
    return phrases.sub(lambda found: verbs[found.group().casefold()], text)


@cache
def _phrases() -> tuple[re.Pattern[str], dict[str, str]]:
    verbs: dict[str, str] = {}
    for verb, phrases in load_table("denials")["phrases"].items():
        for phrase in phrases:
            first, _, rest = phrase.partition(" ")
            for form in {first, *verb_forms(first)}:
                verbs[f"{form} {rest}"] = verb
    longest_first = sorted(verbs, key=lambda each: (-len(each), each))
    found = "|".join(map(re.escape, longest_first))
    return re.compile(rf"\b(?:{found})\b", re.IGNORECASE), verbs


def _is_of_noun(after: Sequence[str]) -> bool:
    """Tell whether "not" goes on with the noun that there is none of ("not one soldier")."""
    return after[:1] in (("one",), ("any",)) or tuple(after[:2]) == ("a", "single")


def _first_phrase(row: Sequence[str]) -> Iterator[str]:
    """Yield a row up to the end of its first run of words that say something."""
    begun = False
    for word in row:
        says = _says(word)
        if begun and not says:
            return
        begun = begun or says
        yield word


def _telling(row: Sequence[str]) -> Iterator[str]:
    return (word for word in row if _says(word))


def _is_of_verb(word: str) -> bool:
    return word in _auxiliaries() or lemma_of(word, "VERB", "VBD") != word


def _says(word: str) -> bool:
    return (
        len(word) > 1
        and not word[0].isdigit()
        and word not in _empty_words()
        and not word.endswith(_ENDS_IN_NOT)
    )


def _turns(word: str) -> bool:
    return word in _negators() or word.endswith(_ENDS_IN_NOT)


@cache
def _negators() -> frozenset[str]:
    table = load_table("denials")["negators"]
    return frozenset(" ".join(table.values()).split())


@cache
def _of_nouns() -> frozenset[str]:
    return frozenset(load_table("denials")["negators"]["of_nouns"].split())


@cache
def _nobodies() -> frozenset[str]:
    return frozenset(load_table("denials")["negators"]["nobody"].split())


@cache
def _opposites() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for row in load_table("denials")["opposite"]:
        told, _, shut_out = row.partition(":")
        for word in map(lemma, told.split()):
            found[word] = found.get(word, frozenset()) | frozenset(map(lemma, shut_out.split()))
    return found


@cache
def _auxiliaries() -> frozenset[str]:
    return frozenset(load_table("denials")["auxiliaries"].split())


@cache
def _empty_words() -> frozenset[str]:
    wording, denials = load_table("wording"), load_table("denials")
    rows = (wording["function_words"], wording["numbers"], wording["calendar"])
    own = (denials["sweeping"], *denials["negators"].values())
    return frozenset(" ".join((*rows, *own)).split())
