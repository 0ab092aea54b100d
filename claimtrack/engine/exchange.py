"""The public form of a claim: one flat JSON object, as other programs read it.

``claim_to_object`` writes it, ``claim_from_object`` reads it back as far as it goes: it carries
keys and labels, and no offsets of the words that support them.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, TypeVar

from claimtrack.engine.numeric.units import dimension_of
from claimtrack.engine.records import (
    AsOf,
    Attribution,
    ClaimKind,
    Comparator,
    ExtractedClaim,
    Extraction,
    Facet,
    Modality,
    Population,
    Quantity,
    QuoteKind,
    Role,
    Section,
    Span,
    Speaker,
    Window,
    WindowKind,
)

ChoiceT = TypeVar("ChoiceT", bound=StrEnum)

_DAYS = re.compile(r" \((\d{4}-\d\d-\d\d)/(\d{4}-\d\d-\d\d)\)$")
_LENGTH = re.compile(r" \(P(\d+)D\)$")


def claim_to_object(claim: ExtractedClaim) -> dict[str, Any]:
    """Return a claim as an object: keys for facets, decimal strings, ISO days.

    ``window`` is its label with what it spans behind it: "the past week
    (2024-12-20/2024-12-27)", "within three months (P90D)", "to date", "planned" or "".
    ``as_of`` is a day or two days joined by a slash.
    """
    attribution = claim.attribution
    return {
        **_span(claim.span),
        "kind": claim.kind.value,
        "quantity": None if claim.quantity is None else _quantity(claim.quantity),
        "measure": claim.measure.key,
        "population": claim.population.key,
        "place": claim.place.key,
        "window": window_words(claim.window),
        "as_of": None if claim.as_of is None else _days(claim.as_of.start, claim.as_of.end),
        "modality": claim.modality.value,
        "attribution": [
            {**_span(speaker.span), "role": speaker.role.value}
            for speaker in (attribution.chain if attribution is not None else ())
        ],
        "content": None if attribution is None else _span(attribution.content),
    }


def account_to_object(extraction: Extraction) -> dict[str, Any]:
    """Return the account of the numbers of a text as one object: a tally and every mention."""
    tally: dict[str, int] = {}
    for mention in extraction.numbers:
        tally[mention.outcome.value] = tally.get(mention.outcome.value, 0) + 1
    return {
        "kind": "numbers",
        "tally": tally,
        "numbers": [
            {
                **_span(mention.span),
                "outcome": mention.outcome.value,
                "reason": mention.reason,
                "claim": None if mention.claim is None else _span(mention.claim),
            }
            for mention in extraction.numbers
        ],
    }


def _span(span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "exact": span.exact}


def _quantity(quantity: Quantity) -> dict[str, Any]:
    return {
        "text": quantity.span.exact,
        "start": quantity.span.start,
        "end": quantity.span.end,
        "lower": _decimal(quantity.lower),
        "lower_inclusive": quantity.lower_inclusive,
        "upper": _decimal(quantity.upper),
        "upper_inclusive": quantity.upper_inclusive,
        "approximate": quantity.approximate,
        "unit": quantity.unit,
    }


def _decimal(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"


def _days(start: date, end: date) -> str:
    return start.isoformat() if start == end else f"{start.isoformat()}/{end.isoformat()}"


def window_words(window: Window) -> str:
    """Return a window as words with what it spans behind them."""
    if window.kind in (WindowKind.TO_DATE, WindowKind.PLANNED, WindowKind.NONE):
        return window.kind.value
    if window.start is not None and window.end is not None:
        return f"{window.label} ({window.start.isoformat()}/{window.end.isoformat()})"
    return f"{window.label} (P{window.days}D)" if window.days is not None else window.label


# reading


def claim_from_object(value: Any) -> ExtractedClaim:
    """Read what :func:`claim_to_object` wrote; raise ``ValueError`` naming the field.

    The sentence is not carried: the content stands for it, else the claim's own words.
    """
    row = _mapping(value, "claim")
    span = _read_span(row, "claim")
    content = row.get("content")
    sentence = span if content is None else _read_span(content, "content")
    return ExtractedClaim(
        span=span,
        kind=_choice(ClaimKind, row, "kind"),
        sentence=sentence,
        section=Section.BODY,
        quantity=_read_quantity(row.get("quantity")),
        measure=_read_facet(row, "measure"),
        population=_read_population(row),
        place=_read_facet(row, "place"),
        window=_read_window(_text(row, "window")),
        as_of=_read_as_of(row),
        modality=_choice(Modality, row, "modality"),
        attribution=_read_attribution(row, sentence),
    )


def _mapping(value: Any, name: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        message = f"{name}: an object is needed"
        raise ValueError(message)  # noqa: TRY004  # bad input, whatever its type
    return value


def _text(row: dict[str, Any], name: str) -> str:
    value = row.get(name, "")
    if value is None:
        return ""
    if not isinstance(value, str):
        message = f"{name}: text is needed"
        raise ValueError(message)  # noqa: TRY004  # bad input, whatever its type
    return value


def _read_span(value: Any, name: str) -> Span:
    row = _mapping(value, name)
    start, end, exact = row.get("start"), row.get("end"), row.get("exact")
    if not (isinstance(start, int) and isinstance(end, int) and isinstance(exact, str)):
        message = f"{name}: start, end and exact are needed"
        raise ValueError(message)  # noqa: TRY004  # bad input, whatever its type
    if not 0 <= start < end:
        message = f"{name}: no span {start}:{end}"
        raise ValueError(message)
    return Span(start, end, exact)


def _choice(kind: type[ChoiceT], row: dict[str, Any], name: str) -> ChoiceT:
    try:
        return kind(_text(row, name))
    except ValueError:
        message = f"{name}: one of {', '.join(each.value for each in kind)} is needed"
        raise ValueError(message) from None


def _read_facet(row: dict[str, Any], name: str) -> Facet:
    key = _text(row, name)
    return Facet(key, key.replace("-", " "))


def _read_population(row: dict[str, Any]) -> Population:
    words = _text(row, "population").split()
    label = " ".join(words).replace("-", " ")
    return Population(words[-1], tuple(words[:-1]), label) if words else Population()


def _read_window(words: str) -> Window:
    if words in (WindowKind.TO_DATE, WindowKind.PLANNED, WindowKind.NONE):
        return Window(WindowKind(words), "total to date" if words == "to date" else words)
    days = _DAYS.search(words)
    if days is not None:
        start, end = date.fromisoformat(days[1]), date.fromisoformat(days[2])
        return Window(WindowKind.PERIOD, words[: days.start()], start, end)
    length = _LENGTH.search(words)
    if length is not None:
        label = words[: length.start()]
        return Window(WindowKind.DURATION, label, days=int(length[1]))
    return Window(WindowKind.PERIOD, words)


def _read_as_of(row: dict[str, Any]) -> AsOf | None:
    words = _text(row, "as_of")
    if not words:
        return None
    start, _, end = words.partition("/")
    try:
        return AsOf(date.fromisoformat(start), date.fromisoformat(end or start))
    except ValueError:
        message = f"as_of: {words!r} is no day"
        raise ValueError(message) from None


def _read_quantity(value: Any) -> Quantity | None:
    if value is None:
        return None
    row = _mapping(value, "quantity")
    span = _read_span({**row, "exact": row.get("text")}, "quantity")
    lower, upper = _bound(row, "lower"), _bound(row, "upper")
    approximate = bool(row.get("approximate"))
    unit = _text(row, "unit")
    return Quantity(
        span=span,
        lower=lower,
        lower_inclusive=row.get("lower_inclusive"),
        upper=upper,
        upper_inclusive=row.get("upper_inclusive"),
        approximate=approximate,
        comparator=_comparator(row, lower, upper, approximate=approximate),
        unit=unit,
        dimension=dimension_of(unit),
        precision=_precision(lower if lower is not None else upper),
        number=span,
    )


def _bound(row: dict[str, Any], name: str) -> Decimal | None:
    value = row.get(name)
    if value is None:
        return None
    try:
        return Decimal(str(value))
    except InvalidOperation:
        message = f"quantity.{name}: {value!r} is no number"
        raise ValueError(message) from None


def _comparator(
    row: dict[str, Any], lower: Decimal | None, upper: Decimal | None, *, approximate: bool
) -> Comparator:
    if lower is not None and upper is not None:
        if lower != upper:
            return Comparator.VAGUE if approximate else Comparator.BETWEEN
        return Comparator.ABOUT if approximate else Comparator.EQUAL
    if upper is None:
        return Comparator.AT_LEAST if row.get("lower_inclusive") else Comparator.MORE_THAN
    if approximate:
        return Comparator.NEARLY
    return Comparator.AT_MOST if row.get("upper_inclusive") else Comparator.LESS_THAN


def _precision(value: Decimal | None) -> Decimal:
    if value is None or not value:
        return Decimal(1)
    exponent = value.normalize().as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(1)


def _read_attribution(row: dict[str, Any], content: Span) -> Attribution | None:
    links = row.get("attribution") or ()
    chain = tuple(_read_speaker(link) for link in links)
    return Attribution(chain, None, content, QuoteKind.INDIRECT) if chain else None


def _read_speaker(value: Any) -> Speaker:
    row = _mapping(value, "attribution")
    span = _read_span(row, "attribution")
    return Speaker(span, _choice(Role, row, "role"), span.exact)
