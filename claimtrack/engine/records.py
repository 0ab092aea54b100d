"""What the engine reads and returns: frozen values, with no behaviour beyond their own sense.

All offsets are Python ``str`` offsets into the text that was given, end exclusive, and a
:class:`Span` always slices back to its words: ``text[span.start:span.end] == span.exact``.
Figures are :class:`decimal.Decimal`, never floats.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a text and the words that stand there."""

    start: int
    end: int
    exact: str

    @classmethod
    def cut(cls, text: str, start: int, end: int) -> Span:
        """Cut ``text[start:end]`` out as a span; raise ``ValueError`` for an empty or wild cut."""
        if not 0 <= start < end <= len(text):
            message = f"no span {start}:{end} in a text of {len(text)} characters"
            raise ValueError(message)
        return cls(start, end, text[start:end])

    def contains(self, other: Span) -> bool:
        """Tell whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two spans share a character."""
        return self.start < other.end and other.start < self.end


class Comparator(StrEnum):
    """The relation that the words of a figure state between it and the truth."""

    EQUAL = "equal"
    ABOUT = "about"
    MORE_THAN = "more than"
    AT_LEAST = "at least"
    LESS_THAN = "less than"
    AT_MOST = "at most"
    NEARLY = "nearly"
    BETWEEN = "between"
    VAGUE = "vague"


class Change(StrEnum):
    """Whether a figure is a level or a movement of one ("rose 4% to 1,200")."""

    NONE = ""
    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure as an interval with the words it was printed in.

    ``lower`` and ``upper`` are the bounds as stated; ``None`` is an open side. "more than
    3,000" is (3000, open) with ``lower_inclusive`` false; "about 1,100" is [1100, 1100] with
    ``approximate`` true; "approaching 1,000" is (open, 1000) with ``approximate`` true;
    "dozens" keeps the word in ``span`` and an interval. The inclusive flag of an open side is
    ``None``.

    ``unit`` is one canonical singular: an ISO code for money ("USD"), "percent", "month",
    "kilometre", or the singular of what is counted ("person", "brigade"). ``dimension`` is
    "count", "money", "share", "time", "length", "mass", … and decides what may be compared.
    ``precision`` is the weight of the last digit that was printed: 100 for "1,100", 1 for
    "1,087", 1000 for "3 thousand".
    """

    span: Span
    lower: Decimal | None
    lower_inclusive: bool | None
    upper: Decimal | None
    upper_inclusive: bool | None
    approximate: bool
    comparator: Comparator
    unit: str
    dimension: str
    precision: Decimal
    number: Span
    unit_span: Span | None = None
    change: Change = Change.NONE


class TimeKind(StrEnum):
    """The kinds of time expression, after TimeML's TIMEX3."""

    DATE = "date"
    TIME = "time"
    DURATION = "duration"
    SET = "set"


@dataclass(frozen=True, slots=True)
class TimeReference:
    """A date or duration as printed and as normalised against the report's own date.

    ``value`` is the TIMEX3 value ("2025-04", "P3M", "2024-W51"). ``start`` and ``end`` are the
    first and last day that it covers (both inclusive), or ``None`` for a bare duration.
    """

    span: Span
    kind: TimeKind
    value: str
    start: date | None = None
    end: date | None = None


class QuoteKind(StrEnum):
    """How the words of a speaker stand in a report."""

    NONE = ""
    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class SpeakerKind(StrEnum):
    """Whether a reader could find the speaker."""

    NAMED = "named"
    UNNAMED = "unnamed"


class Role(StrEnum):
    """A speaker's place in a chain: the one who says it, or one who passes it on."""

    RELAY = "relay"
    UTTERER = "utterer"


@dataclass(frozen=True, slots=True)
class Speaker:
    """One link of a chain of attribution.

    ``span`` holds the words that stand for the speaker where the claim is made; ``name`` is the
    full name as resolved inside the report ("Lee" and "he" give "Lee Seong-kweun"), without
    titles; ``title`` is the title or office ("Japan's Chief Cabinet Secretary"), or empty.
    ``certain`` is false where a pronoun may stand for somebody else.
    """

    span: Span
    role: Role
    name: str
    title: str = ""
    kind: SpeakerKind = SpeakerKind.NAMED
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who said it: the chain from the outermost relay to the utterer, the cue and the content.

    A chain has one utterer, its last link; the others are relays. ``said_on`` is the day of
    the utterance where the report gives it ("said on Tuesday").
    """

    chain: tuple[Speaker, ...]
    cue: Span | None
    content: Span
    quote: QuoteKind
    denied: bool = False
    said_on: TimeReference | None = None

    @property
    def utterer(self) -> Speaker:
        """The last link: whose statement it is."""
        return self.chain[-1]


class Modality(StrEnum):
    """How firmly a claim is made."""

    ASSERTED = "asserted"
    POSSIBLE = "possible"
    PLANNED = "planned"
    ESTIMATED = "estimated"
    DENIED = "denied"


class ClaimKind(StrEnum):
    """What a claim claims: a figure, or words that somebody is said to have said."""

    NUMERIC = "numeric"
    ATTRIBUTED = "attributed"


@dataclass(frozen=True, slots=True)
class Facet:
    """One thing that a figure is about: a canonical key, a label to read, and its support.

    ``key`` is lower-case words joined by hyphens, empty where nothing is known. Either ``span``
    holds the words that support it, or ``inferred`` says in plain words why it is taken.
    """

    key: str = ""
    label: str = ""
    span: Span | None = None
    inferred: str = ""


@dataclass(frozen=True, slots=True)
class Population:
    """Among whom: the singular head noun and what narrows it.

    ``head`` is the canonical singular ("person", "troop", "worker"); ``modifiers`` are
    canonical keys, sorted ("north-korean", "military"). ``key`` joins them, modifiers first.
    """

    head: str = ""
    modifiers: tuple[str, ...] = ()
    label: str = ""
    span: Span | None = None
    inferred: str = ""

    @property
    def key(self) -> str:
        """The canonical key, modifiers first: "north-korean troop"."""
        return " ".join((*self.modifiers, self.head)).strip()


class WindowKind(StrEnum):
    """Over what time a figure was counted."""

    TO_DATE = "to date"
    PERIOD = "period"
    DURATION = "duration"
    PLANNED = "planned"
    NONE = ""


@dataclass(frozen=True, slots=True)
class Window:
    """Over what time a figure was counted.

    ``TO_DATE``: all until the as-of day; ``PERIOD``: between two known days (a day, the past
    week, since May); ``DURATION``: a length whose place in time is not given ("within three
    months"), in ``days``; ``PLANNED``: yet to come. ``NONE`` where the measure has no window
    (a level, a price). ``label`` reads aloud: "the past week", "total to date".
    """

    kind: WindowKind
    label: str
    start: date | None = None
    end: date | None = None
    days: int | None = None
    span: Span | None = None
    inferred: str = ""


@dataclass(frozen=True, slots=True)
class AsOf:
    """The day that a figure speaks of, as the first and last day it may be."""

    start: date
    end: date
    span: Span | None = None
    inferred: str = ""


class Section(StrEnum):
    """Where in a report a claim stands."""

    HEADLINE = "headline"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class ExtractedClaim:
    """One numeric or attributed statement at an exact span of one text.

    A numeric claim has a ``quantity``; its ``span`` runs from the comparator to the end of the
    counted noun ("around 15,000 North Koreans"). An attributed claim has none; its ``span`` is
    the content. ``content`` is the whole of what was said where the claim stands inside an
    attribution. ``part_of`` is the span of the claim in the same text that includes this one,
    where the text says so ("4,700, including 600 deaths"). ``siblings`` are spans of claims
    listed beside this one in one enumeration ("5,000 people and 1,000 deminers"). ``echoes`` is
    the span of the claim in the body whose figure a headline repeats: such a claim is held
    against its own report, and the body's speaks to the others. ``opening`` holds the headline
    and the first sentences of the report, one a line, then the words and names that it comes back
    to: what it is about, whatever the claim's own sentence leaves out. ``before`` is the sentence
    before the claim's own, where that one only points back ("It killed 600 people"), and so on.
    """

    span: Span
    kind: ClaimKind
    sentence: Span
    section: Section
    quantity: Quantity | None = None
    measure: Facet = Facet()
    population: Population = Population()
    place: Facet = Facet()
    window: Window = Window(WindowKind.NONE, "")
    as_of: AsOf | None = None
    modality: Modality = Modality.ASSERTED
    attribution: Attribution | None = None
    part_of: Span | None = None
    siblings: tuple[Span, ...] = ()
    echoes: Span | None = None
    opening: str = ""
    before: str = ""


class NumberOutcome(StrEnum):
    """What became of a numeral or number word of a text."""

    CLAIM = "claim"
    PART = "part of a claim"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True)
class NumberMention:
    """The account of one numeral or number word: a claim, a part of one, or dismissed.

    ``claim`` is the span of the claim it makes or belongs to. ``reason`` is one plain phrase
    ("age", "ordinal", "date of the report", "bounds the figure before it").
    """

    span: Span
    outcome: NumberOutcome
    reason: str
    claim: Span | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was found in one text."""

    claims: tuple[ExtractedClaim, ...]
    numbers: tuple[NumberMention, ...]
    times: tuple[TimeReference, ...]


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """What a comparison needs to know of the report that a claim stands in.

    ``report`` is any stable identity; ``outlet`` the canonical key of who carries it.
    """

    report: str
    outlet: str
    published_on: date


@dataclass(frozen=True, slots=True)
class Assertion:
    """A claim with the report it stands in, and its utterer as one canonical key.

    ``utterer`` is resolved by the caller (aliases and all); claims without an attribution are
    the outlet's own. ``unnamed`` marks an utterer that no reader could find. ``name`` is how
    explanations call the utterer; empty, they use the report's words or the key. ``relays`` are
    the keys of those who pass it on, as far as the caller knows them.
    """

    claim: ExtractedClaim
    report: ReportFacts
    utterer: str
    unnamed: bool = False
    name: str = ""
    relays: tuple[str, ...] = ()


class Relation(StrEnum):
    """What two statements are to each other; the first that applies, in this order."""

    DIFFERENT_UNIT = "different_unit"
    DIFFERENT_MEASURE = "different_measure"
    DIFFERENT_POPULATION = "different_population"
    DIFFERENT_PLACE = "different_place"
    DIFFERENT_WINDOW = "different_window"
    DIFFERENT_BASIS = "different_basis"
    PART_OF = "part_of"
    REPEAT = "repeat"
    CORROBORATION = "corroboration"
    COMPATIBLE = "compatible"
    UPDATE = "update"
    SUM_CONSISTENT = "sum_consistent"
    CONTRADICTION = "contradiction"
    CANNOT_TELL = "cannot_tell"
    MISREPORT = "misreport"
    MEASURE_DRIFT = "measure_drift"
    REVERSAL = "reversal"
    ARITHMETIC = "arithmetic"
    QUOTE_MISMATCH = "quote_mismatch"
    ATTRIBUTION_MISMATCH = "attribution_mismatch"
    DENIAL = "denial"


#: The relations that a person must look at; each is a kind of discrepancy.
RAISED = frozenset(
    {
        Relation.CONTRADICTION,
        Relation.MISREPORT,
        Relation.MEASURE_DRIFT,
        Relation.REVERSAL,
        Relation.ARITHMETIC,
        Relation.QUOTE_MISMATCH,
        Relation.ATTRIBUTION_MISMATCH,
        Relation.DENIAL,
    }
)


@dataclass(frozen=True, slots=True)
class Reason:
    """One plain line, with the words of either side that it rests on."""

    text: str
    a: tuple[Span, ...] = ()
    b: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """A relation between two assertions, the level that decided it, and why.

    ``certainty`` runs from 0 to 1: how sure the engine is that the relation holds, lowered for
    each fact in ``missing`` ("the as-of day of the first figure").
    """

    relation: Relation
    level: str
    reasons: tuple[Reason, ...]
    certainty: Decimal
    missing: tuple[str, ...] = ()

    @property
    def raised(self) -> bool:
        """Tell whether a person must look at it."""
        return self.relation in RAISED
