"""What became of every numeral and number word of a text."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Generic, TypeVar

from claimtrack.engine.records import NumberMention, NumberOutcome, TimeKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from claimtrack.engine.numeric.numbers import NumberToken
    from claimtrack.engine.records import ExtractedClaim, Quantity, Span, TimeReference

ValueT = TypeVar("ValueT")

_KINDS = {
    TimeKind.DATE: "part of a date",
    TimeKind.TIME: "part of a time of day",
    TimeKind.SET: "part of a repeated time",
    TimeKind.DURATION: "a length of time that bounds no figure",
}


def account_of(
    numbers: Sequence[NumberToken],
    found: Sequence[Quantity | NumberMention],
    claims: Sequence[ExtractedClaim],
    windows: Mapping[Span, Span],
    times: Sequence[TimeReference],
) -> tuple[NumberMention, ...]:
    """Return one mention for each of the ``numbers`` of a text, in order.

    ``found`` is the account of the quantities; ``claims`` are those made of them; ``windows``
    are the words that bound a claim in time, each with the span of its claim.
    """
    by_claim = _Stretches([(claim.span, claim) for claim in claims])
    by_window = _Stretches([(window, span) for window, span in windows.items()])
    by_time = _Stretches([(time.span, time) for time in times])
    dismissed = {each.span.start: each.reason for each in found if isinstance(each, NumberMention)}
    mentions: list[NumberMention] = []
    for token in numbers:
        span = token.span
        claim = by_claim.over(span)
        window = by_window.over(span)
        time = by_time.over(span)
        if window is not None and (claim is None or not claim.span.contains(span)):
            mentions.append(
                NumberMention(span, NumberOutcome.PART, "bounds the figure in time", window)
            )
        elif claim is not None and span.start not in dismissed:
            inside = claim.quantity is not None and claim.quantity.number.start != span.start
            outcome = NumberOutcome.PART if inside else NumberOutcome.CLAIM
            reason = "part of the figure" if inside else "figure"
            mentions.append(NumberMention(span, outcome, reason, claim.span))
        elif span.start in dismissed:
            mentions.append(NumberMention(span, NumberOutcome.DISMISSED, dismissed[span.start]))
        else:
            reason = _KINDS[time.kind] if time is not None else "bounds no figure"
            mentions.append(NumberMention(span, NumberOutcome.DISMISSED, reason))
    return tuple(mentions)


class _Stretches(Generic[ValueT]):
    """Values filed under stretches of a text that do not overlap."""

    def __init__(self, entries: Sequence[tuple[Span, ValueT]]) -> None:
        self._entries = sorted(entries, key=lambda entry: (entry[0].start, -entry[0].end))
        self._starts = [span.start for span, _ in self._entries]

    def over(self, span: Span) -> ValueT | None:
        """Return the value of the stretch that shares a character with a span."""
        at = bisect_right(self._starts, span.start) - 1
        for near in (at, at - 1, at + 1):
            if 0 <= near < len(self._entries) and self._entries[near][0].overlaps(span):
                return self._entries[near][1]
        return None
