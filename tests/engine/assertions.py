"""Assertions from compact records, so that pairs can be written down on one line each.

A record's ``figure`` is short for a quantity: ``=600``, ``~1100``, ``>3000``, ``>=100``,
``<50``, ``<=50``, ``^1000`` ("nearly"), ``10..12`` (a range), ``?200..999`` (a vague word),
with ``+`` or ``-`` in front for a rise or a fall. Without a figure it is a claim of words.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from claimtrack.engine.records import (
    AsOf,
    Assertion,
    Attribution,
    Change,
    ClaimKind,
    Comparator,
    ExtractedClaim,
    Facet,
    Modality,
    Population,
    Quantity,
    QuoteKind,
    ReportFacts,
    Role,
    Section,
    Span,
    Speaker,
    SpeakerKind,
    TimeKind,
    TimeReference,
    Window,
    WindowKind,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

_SIGNS = {
    "=": Comparator.EQUAL,
    "~": Comparator.ABOUT,
    ">": Comparator.MORE_THAN,
    ">=": Comparator.AT_LEAST,
    "<": Comparator.LESS_THAN,
    "<=": Comparator.AT_MOST,
    "^": Comparator.NEARLY,
}
_FLOORS = frozenset({Comparator.MORE_THAN, Comparator.AT_LEAST})
_CEILINGS = frozenset({Comparator.LESS_THAN, Comparator.AT_MOST, Comparator.NEARLY})
_FIGURE = re.compile(
    r"(?P<change>[+-]?)(?P<sign>>=|<=|[=~><^?])?(?P<low>[\d.]+?)(\.\.(?P<high>[\d.]+))?"
)


def assertion(record: Mapping[str, Any]) -> Assertion:
    """Build an assertion; every field but ``exact`` has a plain default."""
    sentence = record.get("sentence", record["exact"])
    offset = record.get("at", 0)
    start = offset + max(sentence.find(record["exact"]), 0)
    span = Span(start, start + len(record["exact"]), record["exact"])
    figure = record.get("figure")
    unnamed = record.get("unnamed", False)
    report = record.get("report", "report-1")
    outlet = record.get("outlet", f"outlet of {report}")
    claim = ExtractedClaim(
        span=span,
        kind=ClaimKind.NUMERIC if figure else ClaimKind.ATTRIBUTED,
        sentence=Span(offset, offset + len(sentence), sentence),
        section=Section(record.get("section", "body")),
        quantity=quantity(figure, span, record) if figure else None,
        measure=_facet(record.get("measure", "")),
        population=_population(record.get("who", "")),
        place=_facet(record.get("place", "")),
        window=window(record.get("window", "to date" if record.get("measure") else "")),
        as_of=_as_of(record.get("as_of", "")),
        modality=Modality(record.get("modality", "asserted")),
        attribution=_attribution(
            record, span, Span(offset, offset + len(sentence), sentence), unnamed=unnamed
        ),
        part_of=_span(record.get("part_of")),
        siblings=tuple(Span(*each) for each in record.get("siblings", ())),
    )
    facts = ReportFacts(report, outlet, date.fromisoformat(record.get("on", "2024-12-23")))
    return Assertion(claim, facts, record.get("by", outlet), unnamed)


def quantity(figure: str, span: Span, record: Mapping[str, Any]) -> Quantity:
    """Read the short form of a figure."""
    match = _FIGURE.fullmatch(figure)
    if match is None:
        message = f"no figure: {figure!r}"
        raise ValueError(message)
    low = Decimal(match["low"])
    high = Decimal(match["high"]) if match["high"] else low
    vague = match["sign"] == "?"
    comparator = Comparator.VAGUE if vague else _SIGNS[match["sign"] or "="]
    if match["high"] and not vague:
        comparator = Comparator.BETWEEN
    lower = None if comparator in _CEILINGS else low
    upper = None if comparator in _FLOORS else high
    return Quantity(
        span=span,
        lower=lower,
        lower_inclusive=None if lower is None else comparator is not Comparator.MORE_THAN,
        upper=upper,
        upper_inclusive=None if upper is None else comparator is not Comparator.LESS_THAN,
        approximate=comparator in {Comparator.ABOUT, Comparator.NEARLY},
        comparator=comparator,
        unit=record.get("unit", "person"),
        dimension=record.get("dimension", "count"),
        precision=Decimal(record.get("precision", str(_precision(match["low"])))),
        number=span,
        change={"": Change.NONE, "+": Change.UP, "-": Change.DOWN}[match["change"]],
    )


def _precision(digits: str) -> Decimal:
    if "." in digits:
        return Decimal(1).scaleb(-len(digits.split(".")[1]))
    return Decimal(10) ** (len(digits) - len(digits.rstrip("0")))


def window(words: str) -> Window:
    """Read "to date", "planned", "90 days", or a label with days: "the week: DAY..DAY"."""
    if not words:
        return Window(WindowKind.NONE, "")
    if words in {"to date", "planned"}:
        return Window(WindowKind(words), words, inferred="a running total")
    if words == "total to date":
        return Window(WindowKind.TO_DATE, words, span=Span(0, 5, "total"))
    if words.endswith(" days"):
        days = int(words.split(maxsplit=1)[0])
        return Window(WindowKind.DURATION, f"within {words}", days=days, span=Span(0, 4, "days"))
    label, _, days_ = words.partition(": ")
    start, end = (date.fromisoformat(each) for each in days_.split(".."))
    return Window(WindowKind.PERIOD, label, start, end, span=Span(0, len(label), label))


def _facet(key: str) -> Facet:
    return Facet(key, key.replace("-", " "), inferred="as written down" if key else "")


def _population(words: str) -> Population:
    *modifiers, head = words.split() or [""]
    return Population(head, tuple(sorted(modifiers)), words.replace("-", " "))


def _as_of(words: str) -> AsOf | None:
    if not words:
        return None
    start, _, end = words.partition("..")
    return AsOf(date.fromisoformat(start), date.fromisoformat(end or start), Span(0, 5, "as of"))


def _attribution(
    record: Mapping[str, Any], span: Span, content: Span, *, unnamed: bool
) -> Attribution | None:
    if "by" not in record:
        return None
    kind = SpeakerKind.UNNAMED if unnamed else SpeakerKind.NAMED
    chain = [
        *(Speaker(span, Role.RELAY, name) for name in record.get("via", ())),
        Speaker(
            span,
            Role.UTTERER,
            record.get("name", _titled(record["by"])),
            record.get("title", ""),
            kind,
        ),
    ]
    said_on = None
    if "said_on" in record:
        day = date.fromisoformat(record["said_on"])
        said_on = TimeReference(
            Span(0, 6, "Monday"), TimeKind.DATE, record["said_on"], start=day, end=day
        )
    return Attribution(
        chain=tuple(chain),
        cue=span,
        content=content,
        quote=QuoteKind(record.get("quote", "indirect")),
        denied=record.get("denied", False),
        said_on=said_on,
    )


def _span(words: tuple[int, int, str] | None) -> Span | None:
    return Span(*words) if words else None


def _titled(key: str) -> str:
    return key.replace("-", " ").title()
