"""When a figure was said, of which day it speaks, and who said it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from claimtrack.engine.comparison.wording import content_words, one_stem
from claimtrack.engine.records import Modality, WindowKind
from claimtrack.engine.remembered import remembered

if TYPE_CHECKING:
    from datetime import date

    from claimtrack.engine.policy import Policy
    from claimtrack.engine.records import Assertion, ExtractedClaim, Span

#: A month or a year begins for everybody, a day for one event.
_SINCE_DAY = re.compile(r"\bsince\b.*(?:\b[A-Z][a-z]+\.? \d{1,2}\b|\b\d{1,2} [A-Z][a-z]+)")
_NEXT_STATEMENT = re.compile(
    r"; |,? (?:and|but) that |, while |, although |, but "
    r"|, and (?=(?:the|an?|its|his|her|their|it|he|she|they|there) )"
)
_MARK = re.compile(r"[,;:] | [–—-] ")
#: Whatever lasts as long may still go on.
_A_WEEK = 6
#: Before a figure so many characters are looked at for what it rose to.
_BEFORE = 25
#: "Monday's crash": the day of what happened, not of the count.
_OF_IT = re.compile(r"['’]s\b")
_ROSE_TO = re.compile(
    r"\b(?:rose|risen|rises|climb(?:s|ed)|grew|grown|increased|jumped|went up) to $", re.IGNORECASE
)
#: "Bringing to 17 the number killed in Monday's attack": a toll of the day on which it is told.
_BROUGHT = re.compile(
    r"\b(?:bring|tak|rais|push|lift)(?:ing|es|s)\b[^.;]*\b(?:to|at)(?: at least| more than)? $"
)
#: Words that stand for a person, never for a company: "Ms Roe", "she".
_ADDRESS = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof|Sir|Dame|Lord|Lady)\.? [A-Z]|(?:[Hh]e|[Ss]he)$)"
)
#: Whoever leads a body: reports call one person by each.
_HEAD = "head"
_HEADS = frozenset({"head", "chief", "director", "boss", "leader"})
_FEWEST_OF_POST = 3
#: Of these there is one where it is said what they are over: "the education minister".
_SOLE = frozenset(
    {
        "minister", "secretary", "commissioner", "governor", "chancellor", "prosecutor",
        "ombudsman", "treasurer",
    }
)  # fmt: skip
#: Of these a story between two countries has one each.
_OF_COUNTRIES = frozenset({"defence", "defense", "foreign", "prime"})
_FEWEST_OF_PORTFOLIO = 2
_NOT_A_WORD = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class Day:
    """The first and last day that is meant; ``stated`` where the text gives it as the as-of."""

    start: date
    end: date
    stated: bool
    span: Span | None = None

    def after(self, other: Day) -> bool:
        """Tell whether this is surely the later one."""
        return self.start > other.end

    def days_from(self, other: Day) -> int:
        """Return how many days lie between the two at least; 0 where they overlap."""
        return max((self.start - other.end).days, (other.start - self.end).days, 0)


def as_of_day(assertion: Assertion) -> Day:
    """Return the day a figure speaks of: as the text says, else when it was said or printed."""
    claim = assertion.claim
    published = assertion.report.published_on
    if _BROUGHT.search(claim.sentence.exact[: claim.span.start - claim.sentence.start]):
        return Day(published, published, stated=False)
    if _counts_on(assertion):
        return Day(published, published, stated=False)
    if claim.as_of is not None and _may_be_so(assertion):
        stated = claim.as_of.span is not None and not claim.as_of.inferred
        return Day(claim.as_of.start, claim.as_of.end, stated, claim.as_of.span)
    if claim.window.kind is WindowKind.PERIOD and claim.window.end is not None:
        return Day(claim.window.end, claim.window.end, claim.window.span is not None)
    said = claim.attribution.said_on if claim.attribution else None
    if said is not None and said.start is not None and said.end is not None:
        return Day(said.start, max(said.start, said.end), stated=False, span=said.span)
    return Day(published, published, stated=False)


def _counts_on(assertion: Assertion) -> bool:
    """Tell whether a count runs to the day of its report, though another time is named with it.

    "This year", told in that year; "the dead of Monday's crash rose to 46": it crashed on Monday.
    """
    claim, published = assertion.claim, assertion.report.published_on
    if claim.as_of is None or claim.as_of.span is None:
        return False
    lasts = (claim.as_of.end - claim.as_of.start).days >= _A_WEEK
    if lasts and claim.as_of.end >= published and claim.window.kind is WindowKind.PERIOD:
        return True
    sentence = claim.sentence
    told, figure = claim.as_of.span.end - sentence.start, claim.span.start - sentence.start
    if told < 0 or _OF_IT.match(sentence.exact, told) is None:
        return False
    return _ROSE_TO.search(sentence.exact[max(0, figure - _BEFORE) : max(0, figure)]) is not None


def _may_be_so(assertion: Assertion) -> bool:
    """Tell whether an as-of day may be so: what is counted cannot be of a day still to come."""
    claim = assertion.claim
    ahead = claim.as_of is not None and claim.as_of.start > assertion.report.published_on
    return not ahead or claim.window.kind is WindowKind.PLANNED or not _counts(claim)


def _counts(claim: ExtractedClaim) -> bool:
    return claim.modality is Modality.ASSERTED and claim.window.kind is not WindowKind.NONE


def since_day(window: str) -> bool:
    """Tell whether a window runs from a day that it names: "since July 8", "since 8 July"."""
    return _SINCE_DAY.search(window[:1].lower() + window[1:]) is not None


def said_day(assertion: Assertion) -> date:
    """Return the day of the utterance: the one the text gives, else the report's date."""
    attribution = assertion.claim.attribution
    said = attribution.said_on if attribution else None
    if said is not None and said.start is not None and said.start == said.end:
        return said.start
    return assertion.report.published_on


def said_day_is_stated(assertion: Assertion) -> bool:
    """Tell whether the report gives the one day of the utterance."""
    attribution = assertion.claim.attribution
    said = attribution.said_on if attribution else None
    return said is not None and said.start is not None and said.start == said.end


def said_words(assertion: Assertion) -> str:
    """Return the words around a claim without who says them: sources of one fact differ."""
    claim = assertion.claim
    if claim.attribution is not None and claim.attribution.content.contains(claim.span):
        return claim.attribution.content.exact
    return claim.sentence.exact


@remembered(8192)
def clause_words(assertion: Assertion) -> str:
    """Return of the words around a claim those of its own statement.

    "The recall covered 3.4 million cars, and that it would hold the company to the end of
    October" makes two.
    """
    claim = assertion.claim
    said = claim.attribution.content if claim.attribution is not None else claim.sentence
    return _cut_out(claim.span, said if said.contains(claim.span) else claim.sentence)


@remembered(8192)
def statement_words(assertion: Assertion) -> str:
    """Return the words of a claim's sentence but for other statements beside its own."""
    return _cut_out(assertion.claim.span, assertion.claim.sentence)


@remembered(8192)
def clause_between_marks(claim: ExtractedClaim) -> str:
    """Return of a sentence what stands between the marks before and behind a figure."""
    text = claim.sentence.exact
    first, last = claim.span.start - claim.sentence.start, claim.span.end - claim.sentence.start
    start = max((mark.end() for mark in _MARK.finditer(text, 0, first)), default=0)
    behind = _MARK.search(text, last)
    return text[start : behind.start() if behind else None]


def _cut_out(claim: Span, said: Span) -> str:
    first, last = claim.start - said.start, claim.end - said.start
    start = max((cut.end() for cut in _NEXT_STATEMENT.finditer(said.exact, 0, first)), default=0)
    following = _NEXT_STATEMENT.search(said.exact, last)
    return said.exact[start : following.start() if following else None]


def one_occasion(a: Assertion, b: Assertion, policy: Policy) -> bool:
    """Tell whether two reports may tell of one utterance, by its day."""
    gap = abs((said_day(a) - said_day(b)).days)
    if said_day_is_stated(a) and said_day_is_stated(b):
        return gap == 0
    return gap <= policy.relay_gap_days


def one_report(a: Assertion, b: Assertion) -> bool:
    """Tell whether both stand in one report."""
    return a.report.report == b.report.report


@remembered(8192)
def one_utterer(a: Assertion, b: Assertion) -> bool:
    """Tell whether one speaker said both; unnamed ones of two outlets may be two people."""
    if a.utterer != b.utterer:
        if a.unnamed and b.unnamed:
            return False
        return _one_post(a, b) or any(
            _one_office(one, other)
            or _one_body(one, other)
            or _one_surname(one, other)
            or _one_portfolio(one, other)
            for one, other in ((a, b), (b, a))
        )
    return not (a.unnamed or b.unnamed) or one_outlet(a, b)


def one_named_utterer(a: Assertion, b: Assertion) -> bool:
    """Tell whether one speaker said both, and one of the two reports at least says who it is."""
    if a.utterer == b.utterer:
        return not a.unnamed
    return one_utterer(a, b)


def one_outlet(a: Assertion, b: Assertion) -> bool:
    """Tell whether one outlet carries both; where none is known, nobody says so."""
    return bool(a.report.outlet) and a.report.outlet == b.report.outlet


def _one_surname(short: Assertion, full: Assertion) -> bool:
    """Tell whether one report calls by an address or office whom the other one names in full.

    "Ms Roe" and "Ada Roe". A bare "Roe" may be a company of that name.
    """
    if short.claim.attribution is None or full.unnamed or short.unnamed:
        return False
    if not full.utterer.endswith(f"-{short.utterer}") or "-" in short.utterer:
        return False
    holder = short.claim.attribution.utterer
    return bool(holder.title) or _ADDRESS.match(holder.span.exact) is not None


def holds_office(described: Assertion, named: Assertion) -> bool:
    """Tell whether one report titles whom it names with the office that the other one quotes.

    "The governor of Karsa" is Ada Roe where she is titled "Karsa governor" there. There may be
    many coaches, so that "the coach" is Ada Roe only where more than that speaks for it.
    """
    if described.claim.attribution is None or named.claim.attribution is None:
        return False
    holder = named.claim.attribution.utterer
    if described.unnamed or not holder.title:
        return False
    told = _post(described.claim.attribution.utterer.name)
    return bool(told) and told == _post(holder.title)


def _one_office(described: Assertion, named: Assertion) -> bool:
    """Tell whether an office with what it is over ("Karsa governor") is the one of who is named."""
    return holds_office(described, named) and len(content_words(described.utterer)) > 1


def portfolio_of(assertion: Assertion) -> frozenset[str]:
    """Return the words of an office of which a country or town has one: "the education minister".

    Empty where the speaker holds none, or it is told without what it is over ("the minister").
    """
    attribution = assertion.claim.attribution
    if attribution is None:
        return frozenset()
    holder = attribution.utterer
    described = assertion.unnamed and holder.span.exact.casefold().startswith("the ")
    told = _post(holder.name) if described else _post(holder.title)
    sole = len(told) >= _FEWEST_OF_PORTFOLIO and bool(told & _SOLE) and not told & _OF_COUNTRIES
    return told if sole else frozenset()


def _one_portfolio(described: Assertion, named: Assertion) -> bool:
    """Tell whether one report only describes whom the other one names with the same office."""
    told = portfolio_of(described)
    return described.unnamed and not named.unnamed and bool(told) and told == portfolio_of(named)


def _one_post(a: Assertion, b: Assertion) -> bool:
    """Tell whether two reports describe one office, and neither names who holds it.

    "Varenia's military intelligence chief" is "the head of Varenian military intelligence".
    """
    sides = [each.claim.attribution for each in (a, b)]
    if a.unnamed or b.unnamed or None in sides:
        return False
    first, second = (
        _post(each.utterer.name) if each is not None and not each.utterer.title else frozenset()
        for each in sides
    )
    if _HEAD not in first & second or len(first) != len(second) or len(first) < _FEWEST_OF_POST:
        return False
    return all(any(one_stem(word, other) for other in second) for word in first)


@lru_cache(maxsize=8192)
def _post(name: str) -> frozenset[str]:
    """Return the words of an office; whoever leads a body is its head."""
    told = content_words(name.replace("'s", "").replace("’s", ""))
    return frozenset(_HEAD if word in _HEADS else word for word in told)


def _one_body(owned: Assertion, bare: Assertion) -> bool:
    """Tell whether one report says whose body it is that the other one quotes.

    "Varenia's air force" is "the Varenian air force", and "the air force" in a report that opens
    with Varenia.
    """
    owner, _, body = owned.utterer.partition("-s-")
    if not body or bare.unnamed or not bare.utterer.endswith(body):
        return False
    if body == bare.utterer:
        return frozenset(owner.split("-")) <= frozenset(slug(bare.claim.opening).split("-"))
    return one_stem(owner, bare.utterer.removesuffix(f"-{body}"))


def one_line(a: Assertion, b: Assertion) -> bool:
    """Tell whether the utterer of one passes on, or is passed on by, the utterer of the other."""
    if one_utterer(a, b):
        return True
    return slug(a.utterer) in _relays(b) or slug(b.utterer) in _relays(a)


def may_be_one_speaker(a: Assertion, b: Assertion) -> bool:
    """Tell whether one outlet names a speaker whom the other only describes."""
    told = a.claim.attribution is not None and b.claim.attribution is not None
    return told and a.unnamed != b.unnamed and a.report.outlet != b.report.outlet


def _relays(assertion: Assertion) -> frozenset[str]:
    attribution = assertion.claim.attribution
    links = attribution.chain[:-1] if attribution else ()
    told = (slug(link.name) for link in links if link.name)
    return frozenset((*told, *assertion.relays))


@lru_cache(maxsize=8192)
def slug(name: str) -> str:
    """Spell a name as lower-case words joined by hyphens, as keys of sources are spelled."""
    return _NOT_A_WORD.sub("-", name.casefold()).strip("-")
