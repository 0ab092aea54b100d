"""The levels for words: what somebody is said to have said, without a figure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from claimtrack.engine.comparison.denials import denied_by_signs
from claimtrack.engine.comparison.occasions import (
    holds_office,
    one_line,
    one_occasion,
    one_utterer,
)
from claimtrack.engine.comparison.phrasing import figure, quoted, speaker
from claimtrack.engine.comparison.verdicts import Verdict
from claimtrack.engine.comparison.wording import (
    content_words,
    figures_in,
    has_figure,
    negated,
    overlap,
    stem,
    words,
)
from claimtrack.engine.lexicon import load_table
from claimtrack.engine.records import Modality, QuoteKind, Relation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapidfuzz.distance import Opcode

    from claimtrack.engine.policy import Policy
    from claimtrack.engine.records import Assertion, Span

#: What was cut off may have been told elsewhere.
_LIMIT = Decimal("0.85")
_RELATIVES = ("that ", "who ", "which ", "where ")
_ANY = re.compile(r"\b(?:an?|any|single|no)(?: [\w’'-]+){1,2}$")
_PROMISED = re.compile(
    r"\b(?:will|shall|would|won['’]t|['’]ll|going to|plans?|promised?|guarantee|intend|never|no|not"
    r"|\w+n['’]t)\b"
)
_SENTENCE_ENDS = re.compile(r"[.!?][”\"']?\s")
_SAYING = frozenset({"said", "says", "that"})


@dataclass(frozen=True, slots=True)
class WordsPair:
    """Two attributed statements, with their words cut up once."""

    a: Assertion
    b: Assertion
    policy: Policy
    words_a: tuple[str, ...]
    words_b: tuple[str, ...]
    content_share: Decimal

    @property
    def equal(self) -> bool:
        """Tell whether both say the same words."""
        return self.words_a == self.words_b

    @property
    def one_holds_the_other(self) -> bool:
        """Tell whether one is cut out of the other."""
        shorter, longer = sorted((self.words_a, self.words_b), key=len)
        return f" {' '.join(shorter)} " in f" {' '.join(longer)} "

    @property
    def verbatim(self) -> bool:
        """Tell whether both stand between quotation marks."""
        return is_verbatim(self.a) and is_verbatim(self.b)

    @property
    def distinctive(self) -> bool:
        """Tell whether the words are too many for two people to say them by chance."""
        return min(len(self.words_a), len(self.words_b)) >= self.policy.quote_words

    @property
    def word_share(self) -> Decimal:
        """How much of the words, in their order, is common: 1 for equal."""
        share = Levenshtein.normalized_similarity(self.words_a, self.words_b)
        return Decimal(str(round(share, 6)))


def words_pair_of(a: Assertion, b: Assertion, policy: Policy) -> WordsPair:
    """Lay two attributed statements side by side."""
    first, second = a.claim.span.exact, b.claim.span.exact
    share = overlap(frozenset(content_words(first)), frozenset(content_words(second)))
    return WordsPair(a, b, policy, words(first), words(second), share)


def is_verbatim(assertion: Assertion) -> bool:
    """Tell whether words stand between quotation marks."""
    attribution = assertion.claim.attribution
    return attribution is not None and attribution.quote is QuoteKind.DIRECT


def _is_denied(assertion: Assertion) -> bool:
    claim = assertion.claim
    denied = claim.attribution is not None and claim.attribution.denied
    return denied or claim.modality is Modality.DENIED


def same_words(pair: WordsPair) -> Verdict | None:
    """Recognise the same words of one speaker, or a part cut out of them."""
    a, b = pair.a, pair.b
    one_claim = a.report.report == b.report.report and a.claim.span == b.claim.span
    if one_claim and a.utterer == b.utterer:
        return _verdict(pair, Relation.REPEAT, "the same words of one report")
    if _is_denied(a) != _is_denied(b) or not one_line(a, b):
        return None
    # "It would not be “the first to leave the table”" holds the negation outside of its quote.
    turned = negated(a.claim.sentence.exact) != negated(b.claim.sentence.exact)
    cut = pair.one_holds_the_other and not turned and not _limit_left_out(pair)
    if pair.equal or cut:
        return _verdict(pair, Relation.REPEAT, f"the same words of {speaker(a)}")
    return None


def quote_mismatch(pair: WordsPair) -> Verdict | None:
    """Find one speaker's quote with other words in another report."""
    a, b = pair.a, pair.b
    one_speaker = one_utterer(a, b) or holds_office(a, b) or holds_office(b, a)
    if not pair.verbatim or not one_speaker or a.unnamed:
        return None
    if not pair.distinctive or not one_occasion(a, b, pair.policy):
        return None
    alike = pair.word_share >= pair.policy.quote_share or _turned_round(pair)
    if not (alike or _begin_and_end_alike(pair)):
        return None
    changed = _changed_words(pair)
    turned = negated(a.claim.span.exact) != negated(b.claim.span.exact)
    if turned:
        changed = tuple(each for each in changed if not _one_verb(*each))
    if not changed and negated(a.claim.span.exact) == negated(b.claim.span.exact):
        return _verdict(
            pair, Relation.REPEAT, f"the same words of {speaker(a)}, but for small words"
        )
    if a.report.report == b.report.report:
        return None
    listed = ", ".join(_told(left, right) for left, right in changed) or "a negation"
    return _verdict(
        pair,
        Relation.QUOTE_MISMATCH,
        f"one quote of {speaker(a)} in two wordings: {listed}",
        factor=pair.word_share,
    )


def limit_left_out(pair: WordsPair) -> Verdict | None:
    """Find one quote that one report closes before the words that limit it."""
    a, b, limit = pair.a, pair.b, _limit_left_out(pair)
    one = one_utterer(a, b) and not a.unnamed and one_occasion(a, b, pair.policy)
    if not limit or not one:
        return None
    told = f"one quote of {speaker(a)}, and one report leaves out its limit: “{limit}”"
    return _verdict(pair, Relation.QUOTE_MISMATCH, told, factor=_LIMIT)


def _limit_left_out(pair: WordsPair) -> str:
    """Return the limit at the end of a quote that another report closes before it, or nothing.

    "We have no plans to close the plant this year", and "no plans to close the plant.": whoever
    cuts it off there makes a promise of it.
    """
    if not pair.verbatim or not pair.distinctive or pair.a.report.report == pair.b.report.report:
        return ""
    shorter, longer = sorted((pair.words_a, pair.words_b), key=len)
    if longer[: len(shorter)] != shorter:
        return ""
    limit = " ".join(longer[len(shorter) :])
    whole = max(pair.a.claim.span.exact, pair.b.claim.span.exact, key=len)
    in_one = _SENTENCE_ENDS.search(whole.rstrip(".!?”\"' ")) is None
    told = " ".join(shorter)
    # Of what is over, "tonight" limits nothing.
    limits = _limits().fullmatch(limit) is not None and _PROMISED.search(told) is not None
    # "We will not build a single stadium that has no life after the games".
    narrows = negated(told) and limit.startswith(_RELATIVES) and _ANY.search(told) is not None
    return limit if in_one and (limits or narrows or _as_it_was(limit, told)) else ""


def _as_it_was(limit: str, told: str) -> bool:
    """Tell "this prison as it was" behind a negation."""
    return negated(told) and limit.startswith("as it ")


@cache
def _limits() -> re.Pattern[str]:
    """Return what a limit at the end of a statement looks like."""
    table = load_table("wording")["limits"]
    whole = "|".join(map(re.escape, table["whole"]))
    opened = "|".join(map(re.escape, table["opened"]))
    return re.compile(rf"(?:{whole})|(?:{opened})(?: [\w’'-]+){{1,12}}")


def _told(left: str, right: str) -> str:
    """Name two stretches beside each other, or the one that only one report has."""
    return f"“{left}” / “{right}”" if left and right else f"“{left or right}” in one alone"


def _turned_round(pair: WordsPair) -> bool:
    """Tell whether two quotes say the same but for a negation."""
    first, second = pair.a.claim.span.exact, pair.b.claim.span.exact
    if negated(first) == negated(second):
        return False
    one, two = (
        frozenset(word[:_VERB_STEM] for word in content_words(each) - _NEGATING)
        for each in (first, second)
    )
    return one == two


def _begin_and_end_alike(pair: WordsPair) -> bool:
    """Tell whether two quotes are one but for a stretch inside.

    "We are down the hill, but not yet at the foot of it", "… and we can see the foot of it".
    """
    a, b = pair.words_a, pair.words_b
    shorter = min(len(a), len(b))
    first = next((i for i in range(shorter) if a[i] != b[i]), shorter)
    last = next((i for i in range(shorter - first) if a[-1 - i] != b[-1 - i]), shorter - first)
    return min(first, last) >= _FEWEST_AT_AN_END and first + last >= shorter * _MOST_OF_A_QUOTE


def _changed_words(pair: WordsPair) -> tuple[tuple[str, str], ...]:
    """Return the stretches where a word that carries content was put for another.

    A number that was put in is one as well: "a season", "half a season".
    """
    found = []
    denied = all(negated(each.claim.span.exact) for each in (pair.a, pair.b))
    for run in _runs_of_edits(pair):
        left = " ".join(pair.words_a[run[0].src_start : run[-1].src_end])
        right = " ".join(pair.words_b[run[0].dest_start : run[-1].dest_end])
        figures = has_figure(left) or has_figure(right)
        added = all(step.tag != "replace" for step in run)
        # "We did not know [the extent] of the risk": what is not so is less with it.
        inside = run[0].src_start > 0 and run[-1].src_end < len(pair.words_a)
        if added and denied and inside and _carries_content(left or right):
            found.append((left, right))
            continue
        # "6 p.m." and "6:00 p.m." are one time; "half a season" is less than one.
        if added and not any(word.isalpha() for word in figures_in(f"{left} {right}")):
            continue
        turned = _conditions_of(left) != _conditions_of(right)
        if figures or turned or not _one_spelling(left, right, pair.policy):
            found.append((left, right))
    return tuple(found)


def _carries_content(text: str) -> bool:
    """Tell whether a stretch holds a word that carries content, and more than stress."""
    return bool(content_words(text)) and not set(text.split()) <= _stressing()


@cache
def _stressing() -> frozenset[str]:
    return frozenset(load_table("wording")["stressing"].split())


def _conditions_of(text: str) -> frozenset[str]:
    """Return the small words of a stretch that say when or whether something holds."""
    return frozenset(text.split()) & _CONDITIONS


def _runs_of_edits(pair: WordsPair) -> Iterator[list[Opcode]]:
    """Yield edits that touch as one: "EU" for "European Union" is a word put and one taken in."""
    run: list[Opcode] = []
    for step in Levenshtein.opcodes(pair.words_a, pair.words_b):
        if step.tag != "equal":
            run.append(step)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _one_spelling(left: str, right: str, policy: Policy) -> bool:
    """Tell whether two stretches are one word in two spellings, or carry the same content."""
    if content_words(left) == content_words(right) or _shortened(left, right):
        return True
    share = Levenshtein.normalized_similarity(left, right)
    return Decimal(str(round(share, 6))) >= policy.respelled_share


def _one_verb(left: str, right: str) -> bool:
    """Tell whether two stretches are one verb, with and without "does not"."""
    first, second = (
        frozenset(word[:_VERB_STEM] for word in content_words(each) - _NEGATING)
        for each in (left, right)
    )
    return bool(first) and first == second


#: "rules" and "rule", "says" and "say" begin alike.
_VERB_STEM = 4
_NEGATING = frozenset({"doesn't", "don't", "didn't", "won't", "isn't", "not", "never", "hardly"})


def _shortened(left: str, right: str) -> bool:
    """Tell whether one stretch is the initials of the other ("EU", "European Union")."""
    short, long = sorted((left, right), key=len)
    initials = "".join(word[0] for word in long.split())
    return len(initials) > 1 and short.replace(".", "") == initials


def denial(pair: WordsPair) -> Verdict | None:
    """Find one who affirms what another denies, in the same words or in words of their own."""
    a, b = pair.a, pair.b
    if a.report.report == b.report.report or one_line(a, b) or one_name(speaker(a), speaker(b)):
        return None
    if abs((a.report.published_on - b.report.published_on).days) > pair.policy.story_days:
        return None
    if _denies_in_these_words(pair):
        return _verdict(
            pair,
            Relation.DENIAL,
            f"{speaker(a)} and {speaker(b)} say the opposite of one thing",
            factor=Decimal("0.85") if pair.content_share < 1 else Decimal(1),
        )
    found = denied_by_signs(a, b, pair.policy)
    if found is None:
        return None
    return _verdict(
        pair,
        Relation.DENIAL,
        f"{speaker(found.denying)} denies what {speaker(found.affirming)} says: "
        f"{quoted(found.denial.text)} against {quoted(found.affirmed.text)}",
        factor=Decimal("0.85"),
    )


def _denies_in_these_words(pair: WordsPair) -> bool:
    a, b = pair.a, pair.b
    opposed = (_is_denied(a) != negated(a.claim.span.exact)) != (
        _is_denied(b) != negated(b.claim.span.exact)
    )
    if not opposed or _negates_aside(pair):
        return False
    if pair.content_share < pair.policy.denial_share and not _denies_of_oneself(pair):
        return False
    enough = min(len(content_words(x.claim.span.exact) - _SAYING) for x in (a, b))
    return enough >= _FEWEST_CONTENT_WORDS


def _denies_of_oneself(pair: WordsPair) -> bool:
    """Tell whether one denies, as "he" or "they", all that the other says of them by name."""
    for denying, other in ((pair.a, pair.b), (pair.b, pair.a)):
        said = content_words(denying.claim.span.exact)
        own = words(denying.claim.span.exact)[:1]
        told = content_words(other.claim.span.exact)
        if not _is_denied(denying) or not own or own[0] not in _PRONOUNS | _POSSESSIVES:
            continue
        left = told - said
        if said - _SAYING <= told and left <= frozenset(map(stem, words(speaker(denying)))):
            return True
    return False


#: "Until every ballot is counted" and "even when every ballot is counted" are two promises.
_CONDITIONS = frozenset({"until", "unless", "before", "after", "if", "even", "without", "despite"})
_POSSESSIVES = frozenset({"his", "her", "its", "their", "our", "my"})
_FEWEST_CONTENT_WORDS = 3
_FEWEST_AT_AN_END = 3
_MOST_OF_A_QUOTE = 0.6
#: Longer last names that differ in one letter are one name misspelt ("Hefner", "Heffner").
_SHORT_NAME = 4


def _negates_aside(pair: WordsPair) -> bool:
    """Tell whether the words negated are none of the other side's: "…, and had no suspects"."""
    a, b = pair.a.claim.span.exact, pair.b.claim.span.exact
    if negated(a) == negated(b):
        return False
    denying, other = (a, b) if negated(a) else (b, a)
    struck = _NEGATED.search(denying)
    if struck is None:
        return False
    return content_words(struck.group(1)).isdisjoint(content_words(other))


#: What follows a negation, up to the end of its clause or a correction ("not one, but two").
_NEGATED = re.compile(r"\b(?:not|no|never|n['’]t)\s+([^,;.]+)", re.IGNORECASE)


def _is_proper(assertion: Assertion) -> bool:
    """Tell whether the speaker has a name, and is not "her agent" or "a written statement"."""
    names = speaker(assertion).split()
    attribution = assertion.claim.attribution
    if attribution is not None and len(names) == 1:
        # "Authorities said": the capital is the sentence's own.
        opens = attribution.utterer.span.start == assertion.claim.sentence.start
        if opens and assertion.claim.sentence.exact.startswith(names[0]):
            return False
    return not assertion.unnamed and any(word[0].isupper() for word in names[-1:])


def _is_named_there(assertion: Assertion) -> bool:
    """Tell whether a verb at the quote names its speaker.

    "He", or a first name alone, may be somebody else.
    """
    attribution = assertion.claim.attribution
    if attribution is None:
        return True
    if attribution.cue is None or _ends_before(assertion.claim.span, attribution.cue):
        return False
    if attribution.cue.end <= assertion.claim.sentence.start:
        # The verb of the quote before: this one may be somebody else's.
        return False
    utterer = attribution.utterer
    told, name = words(utterer.span.exact), words(utterer.name)
    first_name = len(told) < len(name) and told[-1:] != name[-1:] and told[:1] == name[:1]
    return utterer.certain and not first_name


_PRONOUNS = frozenset({"he", "she", "it", "they", "we", "i", "who"})


def _ends_before(words_said: Span, cue: Span) -> bool:
    """Tell a quote that ends with a full stop before the verb: it may go on with the last one.

    "“It is enough,” Ada Roe said" has a comma there; a full stop closes what somebody else said.
    """
    return words_said.end <= cue.start and words_said.exact.rstrip(" ”'\"").endswith(".")


def one_name(a: str, b: str) -> bool:
    """Tell whether two names may be one person's ("J. Smith" and "A. J. Smith")."""
    first, second = words(a), words(b)
    if not first or not second:
        return False
    if "".join(first) == "".join(second):
        return True
    if set(first) <= set(second) or set(second) <= set(first):
        return True
    short, long = sorted((first, second), key=len)
    if Levenshtein.distance(first[-1], second[-1]) == 1 and len(first[-1]) > _SHORT_NAME:
        return True
    return first[-1] == second[-1] or (len(short) == 1 and long[0].startswith(short[0]))


def attribution_mismatch(pair: WordsPair) -> Verdict | None:
    """Find the same quote with another speaker."""
    a, b = pair.a, pair.b
    if not pair.verbatim or not pair.distinctive or one_line(a, b):
        return None
    if not pair.equal and not pair.one_holds_the_other:
        return None
    if not one_occasion(a, b, pair.policy):
        return _verdict(pair, Relation.COMPATIBLE, "the same words at another time")
    if not all(_is_proper(each) and _is_named_there(each) for each in (a, b)):
        return _verdict(
            pair,
            Relation.COMPATIBLE,
            "the same words; one report does not name their speaker",
            missing=("who the unnamed speaker is",),
        )
    if one_name(speaker(a), speaker(b)):
        return _verdict(pair, Relation.REPEAT, f"the same words of {speaker(a)}")
    return _verdict(
        pair,
        Relation.ATTRIBUTION_MISMATCH,
        f"the same words are given to {speaker(a)} and to {speaker(b)}",
    )


def other_words(pair: WordsPair) -> Verdict | None:
    """Answer for words that are not versions of each other."""
    if pair.equal or pair.one_holds_the_other:
        return _verdict(pair, Relation.COMPATIBLE, "the same turn of phrase of two speakers")
    return _verdict(
        pair,
        Relation.DIFFERENT_MEASURE,
        f"different words: {figure(pair.a)} against {figure(pair.b)}",
    )


def _verdict(
    pair: WordsPair,
    relation: Relation,
    text: str,
    *,
    factor: Decimal = Decimal(1),
    missing: tuple[str, ...] = (),
) -> Verdict:
    return Verdict(
        relation,
        text,
        (pair.a.claim.span,),
        (pair.b.claim.span,),
        factor=factor,
        missing=missing,
    )
