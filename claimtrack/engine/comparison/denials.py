"""What one affirms and another denies in words of their own: "police fired", "no shots were fired".

A clause that denies is held against each clause of the other statement that does not. Which of its
words stand there too, what was not done or to what, who denies it: each says a little. The signs
are weighed by a logistic regression, learned from clusters of reports as in :mod:`.resemblance`
(``tests/benchmarks/denials.py``); its score is the logarithm of the odds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from claimtrack.engine.comparison.clauses import Clause, clauses_of, lemma, told_in
from claimtrack.engine.comparison.likeness import exclude, likeness
from claimtrack.engine.comparison.occasions import said_day
from claimtrack.engine.comparison.resemblance import LEAST_SHARE, names_in_common, opening_share
from claimtrack.engine.comparison.wording import names, names_of_lines, one_stem, words
from claimtrack.engine.lexicon import load_table
from claimtrack.engine.remembered import remembered

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claimtrack.engine.policy import Policy
    from claimtrack.engine.records import Assertion

#: What is said of a word that only the rows of ``denials.toml`` put beside another.
_SAME_HERE = 0.8
_LEAST, _HALF, _MOST_OF_ALL = 2, 0.5, 0.6
_NEAR_TO = 3
#: Openings of reports of one event that name nothing share so much of the shorter one.
_ONE_STORY = 0.35
#: What has more words that say something is no clause.
_MOST = 40
#: So many of a kind say as much as more of it.
_MANY, _SOME, _LONG, _LONGER, _MOST_DAYS = 4, 3, 8, 12, 5
_FOR_LATER = re.compile(r"\b(?:will|would|['’]ll|plan(?:s|ned)?|going to)\b", re.IGNORECASE)
#: Not the month of May.
_LEFT_OPEN = re.compile(
    r"\b(?:(?i:could|might|should|if|unless|whether|wants?|wanted|can|cannot|must|ought)|may)\b"
)
_ELSEWHERE = re.compile(
    r"\b(?:since|ago|previous(?:ly)?|earlier|last (?:year|month|week|season)|(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"(?:that |and |but )?(?:he|she|it|they)\b", re.IGNORECASE)
_OURS = re.compile(r"\b(?:we|our|us|ours|my|i|me)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Opposed:
    """A clause that denies and one that affirms, each with the statement that it is of.

    ``found`` are the words of the denial that the other clause has, and how surely.
    """

    denial: Clause
    affirmed: Clause
    denying: Assertion
    affirming: Assertion
    found: Mapping[str, float]

    @property
    def openings(self) -> tuple[str, str]:
        """What the two reports are about."""
        return self.denying.claim.opening, self.affirming.claim.opening


def denied_by_signs(a: Assertion, b: Assertion, policy: Policy) -> Opposed | None:
    """Return the clauses by which one statement denies what the other affirms, if any do.

    How sure that must be is ``Policy.denial_odds``, as the logarithm of the odds.
    """
    if not may_deny(a, b):
        return None
    scored = [(odds_of(each), each) for each in opposed_clauses(a, b)]
    if not scored:
        return None
    odds, opposed = max(scored, key=lambda each: each[0])
    return opposed if odds >= policy.denial_odds else None


def odds_of(opposed: Opposed) -> float:
    """Return how much the signs say for a denial, as the logarithm of the odds."""
    weights = _weights()
    return weights["constant"] + sum(
        weights[name] * value for name, value in signs(opposed) if name in weights
    )


def may_deny(a: Assertion, b: Assertion) -> bool:
    """Tell whether two statements of two reports may be of one event, and of two speakers."""
    if a.report.report == b.report.report or (a.utterer == b.utterer and not a.unnamed):
        return False
    share = opening_share(a, b)
    return share >= LEAST_SHARE and (share >= _ONE_STORY or bool(names_in_common(a, b)))


def opposed_clauses(a: Assertion, b: Assertion) -> Iterator[Opposed]:
    """Yield each clause of one statement that denies with each of the other that affirms.

    Only such as speak of one thing.
    """
    for denying, affirming in ((a, b), (b, a)):
        for denial in clauses_of(denying):
            if not denial.opposes:
                continue
            for affirmed in clauses_of(affirming):
                if not affirmed.affirms or not _may_be_opposed(denial, affirmed):
                    continue
                opposed = Opposed(denial, affirmed, denying, affirming, _found(denial, affirmed))
                if _speak_of_one_thing(opposed):
                    yield opposed


def _may_be_opposed(denial: Clause, affirmed: Clause) -> bool:
    """Tell whether both tell of facts, or both of what will be, and one shuts out the other."""
    if not (denial.has_verb and affirmed.has_verb):
        return False
    if not _LEAST <= len(affirmed.told) <= _MOST or len(denial.told) > _MOST:
        return False
    if any(_LEFT_OPEN.search(each.text) for each in (denial, affirmed)):
        return False
    return is_of_later(denial) is is_of_later(affirmed) and _shuts_out(denial, affirmed)


def _shuts_out(denial: Clause, affirmed: Clause) -> bool:
    if not denial.denies:
        return bool(denial.against & affirmed.told)
    if denial.deed in attitudes() or denial.object & attitudes():
        return False
    # "Was never shut" is what "stood open" says.
    return not any(exclude(denial.deed, word) for word in affirmed.told)


def _speak_of_one_thing(opposed: Opposed) -> bool:
    """Tell whether what is denied stands in the other clause: half of what there is none of.

    Or what was not done, or most of all where the whole clause is called false.
    """
    denial, found = opposed.denial, opposed.found
    if not denial.denies:
        # "The hall is intact" shuts out "the hall was destroyed", and no kiosk beside the hall.
        return len(found) >= max(_LEAST, len(opposed.affirmed.told))
    whole = denial.told <= found.keys() or (denial.tells_of_being and 1 in found.values())
    if len(found) < _LEAST and not whole:
        return False
    if denial.object:
        if len(denial.object) > 1 and denial.head not in found:
            # "No ferry passengers were hurt" says nothing of firefighters at the ferry.
            return False
        held = denial.object & found.keys()
        return _HALF * len(denial.object) <= len(held) and not held <= only_aimed_at(opposed)
    if denial.deed:
        # "He was not Deep Throat" is a question of names.
        asserted = denial.deed not in only_aimed_at(opposed) | named_in(denial.text)
        return denial.deed in found and asserted
    return len(found) > _LEAST and _MOST_OF_ALL * len(denial.told) <= len(found)


def signs(opposed: Opposed) -> Iterator[tuple[str, float]]:
    """Yield what speaks for or against a denial: a name, and how much of it there is."""
    yield from _signs_of_words(opposed)
    yield from _signs_of_what_is_denied(opposed)
    yield from _signs_of_voices(opposed)


def _signs_of_words(opposed: Opposed) -> Iterator[tuple[str, float]]:
    denial, affirmed, found = opposed.denial, opposed.affirmed, opposed.found
    topic = frozenset.intersection(*map(told_in, opposed.openings))
    yield "share", sum(found.values()) / len(denial.told)
    yield "words", min(len(found), _MANY)
    yield "same words", min(sum(each == 1 for each in found.values()), _MANY)
    yield "words, not of the topic", min(len(found.keys() - topic), _SOME)
    yield "words left", min(len(denial.told) - len(found), _MANY)
    yield "share of it", len(found) / len(affirmed.told)
    yield "length", min(len(denial.told), _LONG)
    yield "length of it", min(len(affirmed.told), _LONGER)


def _signs_of_what_is_denied(opposed: Opposed) -> Iterator[tuple[str, float]]:
    denial, found = opposed.denial, opposed.found
    topic = frozenset.intersection(*map(told_in, opposed.openings))
    held = denial.object & found.keys()
    whole = bool(denial.object) and held == denial.object
    yield "object", len(held) / len(denial.object) if denial.object else 0
    yield "whole object", whole
    yield "object of the topic", whole and denial.object <= topic
    yield "no object", not denial.object
    yield "deed", found.get(denial.deed, 0)
    yield "another deed", denial.deed != "" and denial.deed not in found
    yield "object and deed", whole and denial.deed in found
    yield "nobody", denial.nobody
    yield "being", denial.tells_of_being
    yield "of later", is_of_later(denial)
    yield "shut out", not denial.denies
    yield "a pronoun", _PRONOUN.match(denial.text) is not None


def _signs_of_voices(opposed: Opposed) -> Iterator[tuple[str, float]]:
    denying, affirming = opposed.denying, opposed.affirming
    yield "of who denies", bool(_voice(denying) & opposed.affirmed.told)
    yield "of who affirms", bool(_voice(affirming) & opposed.denial.told)
    yield "ours", _OURS.search(opposed.denial.text) is not None
    yield "a strange name", _is_strange(opposed.denial, affirming)
    yield "a strange name there", _is_strange(opposed.affirmed, denying)
    elsewhere = [_ELSEWHERE.search(each.text) for each in (opposed.denial, opposed.affirmed)]
    yield "one looks elsewhere", (elsewhere[0] is None) != (elsewhere[1] is None)
    yield "days", min(abs((said_day(denying) - said_day(affirming)).days), _MOST_DAYS)
    yield "opening share", opening_share(denying, affirming)
    yield "names in common", min(len(names_in_common(denying, affirming)), _SOME)
    yield "both named", not (denying.unnamed or affirming.unnamed)
    own = clauses_of(denying)
    yield "first", own[0] is opposed.denial
    yield "alone", len(own) == 1


def is_of_later(clause: Clause) -> bool:
    """Tell whether a clause tells of what will be."""
    return _FOR_LATER.search(clause.text) is not None


def _found(clause: Clause, other: Clause) -> Mapping[str, float]:
    """Return the words of a clause that another one has, and how surely it has them.

    Each word of the other one stands for one word at most.
    """
    alike = ((_alike(word, each), word, each) for word in clause.told for each in other.told)
    found: dict[str, float] = {}
    taken: set[str] = set()
    for surely, word, each in sorted(alike, key=lambda row: (-row[0], row[1], row[2])):
        if surely and word not in found and each not in taken:
            found[word] = surely
            taken.add(each)
    return found


def _alike(word: str, other: str) -> float:
    return likeness(word, other) or (_SAME_HERE if other in _same().get(word, ()) else 0.0)


@remembered(8192)
def _voice(assertion: Assertion) -> frozenset[str]:
    attribution = assertion.claim.attribution
    if attribution is None:
        return frozenset()
    utterer = attribution.utterer
    return told_in(f"{utterer.name} {utterer.title} {utterer.span.exact}")


def _is_strange(clause: Clause, other: Assertion) -> bool:
    """Tell whether a clause names what the other report's opening and sentence do not."""
    told = names_of_lines(other.claim.opening) | names(other.claim.sentence.exact)
    return any(not any(one_stem(name, each) for each in told) for name in names(clause.text))


def only_aimed_at(opposed: Opposed) -> frozenset[str]:
    """Return the words of a denial that the other clause names as an aim ("a bond to buy it")."""
    aims = aimed_at(opposed.affirmed.text)
    return frozenset(word for word in opposed.found if any(_alike(word, aim) for aim in aims))


@remembered(8192)
def aimed_at(text: str) -> frozenset[str]:
    """Return the lemmas of the words that stand within three words of "to"."""
    row = words(text)
    aims = [row[at + 1 : at + 1 + _NEAR_TO] for at, word in enumerate(row) if word == "to"]
    return told_in(" ".join(word for aim in aims for word in aim))


@remembered(8192)
def named_in(text: str) -> frozenset[str]:
    """Return the lemmas of the words that stand with a capital in a text."""
    return frozenset(map(lemma, names(text)))


@cache
def attitudes() -> frozenset[str]:
    """Return the words of wishes and opinions, by which no fact is denied."""
    return frozenset(map(lemma, load_table("denials")["attitudes"].split()))


@cache
def _weights() -> Mapping[str, float]:
    weights: Mapping[str, float] = load_table("denials")["weights"]
    return weights


@cache
def _same() -> Mapping[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for row in load_table("denials").get("same", ()):
        told = frozenset(map(lemma, row.split()))
        for word in told:
            found[word] = found.get(word, frozenset()) | told
    return found
