"""What one utterer said once: claims that relay it, gathered whatever their order.

A statement is a function of the claims that take part. Claims share a key if one utterer says
one figure about one scope, or the same words; within a key they are one statement as long as
no two neighbours in time are further apart than the policy's gap.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from claimtrack.engine.blocking import unit_key, window_key
from claimtrack.engine.compare import compare, sort_key
from claimtrack.engine.comparison.intervals import normalised, printed, stays_in_unit
from claimtrack.engine.comparison.occasions import said_day
from claimtrack.engine.comparison.wording import plain_words
from claimtrack.engine.language.nouns import plural_of, singular_of
from claimtrack.engine.policy import DEFAULT_POLICY
from claimtrack.engine.records import Modality, WindowKind
from claimtrack.engine.taxonomy.fit import Fit
from claimtrack.engine.taxonomy.measure_tree import fit_of_measures, measure_of
from claimtrack.engine.taxonomy.place_tree import place_key
from claimtrack.engine.taxonomy.population_tree import group_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from claimtrack.engine.policy import Policy
    from claimtrack.engine.records import Assertion, Comparison

    SortKey = tuple[date, str, int, int, str, str]

MemberT = TypeVar("MemberT")


@dataclass(frozen=True, slots=True)
class StatementGroup:
    """One statement and the claims that carry it, the earliest first.

    ``group_key`` is shared with the same words of the same utterer at other times; ``key`` is
    the statement's own.
    """

    group_key: str
    key: str
    assertions: tuple[Assertion, ...]
    first_said_on: date
    last_said_on: date

    @property
    def earliest(self) -> Assertion:
        """The claim that speaks for the statement."""
        return self.assertions[0]

    @property
    def told(self) -> tuple[Assertion, ...]:
        """The claims in the order in which they speak for the statement."""
        return speaking_order(self.assertions)


def statement_key(assertion: Assertion) -> str:
    """Return what all relays of one statement have in common: utterer, scope and figure."""
    claim = assertion.claim
    denied = claim.modality is Modality.DENIED or (
        claim.attribution is not None and claim.attribution.denied
    )
    voice = f"{assertion.utterer}|{'denied' if denied else ''}"
    if claim.quantity is None:
        return f"words|{voice}|{plain_words(claim.span.exact)}"
    scope = (
        unit_key(assertion),
        measure_of(claim.measure.key).key or plain_words(claim.sentence.exact),
        group_of(claim.population).key,
        "" if group_of(claim.population).telling else place_key(claim.place.key),
        _window(assertion),
    )
    return "|".join(("figure", voice, *scope, normalised(claim.quantity)))


def _window(assertion: Assertion) -> str:
    """Spell a window as relays share it: "the past week" means other days in each report."""
    window = assertion.claim.window
    if window.kind in {WindowKind.PERIOD, WindowKind.DURATION} and window.label:
        return window.label.casefold()
    return window_key(assertion)


def group_statements(
    assertions: Iterable[Assertion], policy: Policy = DEFAULT_POLICY
) -> tuple[StatementGroup, ...]:
    """Gather claims into statements: a function of the set, whatever its order."""
    by_key: dict[str, list[Assertion]] = defaultdict(list)
    for assertion in assertions:
        by_key[statement_key(assertion)].append(assertion)
    return tuple(
        _group(key, run)
        for key in sorted(by_key)
        for run in runs(sorted(by_key[key], key=repr), sort_key, policy.relay_gap_days)
    )


def runs(
    members: Iterable[MemberT], key: Callable[[MemberT], SortKey], gap: int
) -> Iterator[list[MemberT]]:
    """Split what was said under one key at every silence that is longer than ``gap`` days.

    ``key`` is the member's :func:`claimtrack.engine.compare.sort_key`; runs come in its order.
    """
    run: list[MemberT] = []
    for member in sorted(members, key=key):
        if run and (key(member)[0] - key(run[-1])[0]).days > gap:
            yield run
            run = []
        run.append(member)
    if run:
        yield run


def _group(key: str, run: list[Assertion]) -> StatementGroup:
    first, last = said_day(run[0]), said_day(run[-1])
    return StatementGroup(key, f"{key}|{first}", tuple(run), first, last)


def speaking_order(assertions: Iterable[Assertion]) -> tuple[Assertion, ...]:
    """Order claims of one statement: what a body says first, then what headlines repeat of it."""
    return tuple(
        sorted(
            assertions,
            key=lambda each: speaking_key(sort_key(each), echoes=each.claim.echoes is not None),
        )
    )


def speaking_key(order: SortKey, *, echoes: bool) -> tuple[bool, SortKey]:
    """Return the key of :func:`speaking_order` for a claim with this sort key."""
    return echoes, order


def strongest(
    leads: tuple[Assertion, Assertion],
    shared: Iterable[tuple[Assertion, Assertion]],
    policy: Policy = DEFAULT_POLICY,
) -> tuple[Assertion, Assertion, Comparison]:
    """Compare two statements by the claims that lead them, and those that share a report.

    ``leads`` are the first of either side in :func:`speaking_order`; ``shared`` are claims of
    both sides that stand in one report. A drift inside one report is seen only between its own
    claims; it outranks what the statements are to each other elsewhere.
    """
    inside = [(one, two, compare(one, two, policy)) for one, two in shared]
    raised = [each for each in inside if each[2].raised]
    if raised:
        return min(
            raised, key=lambda each: (-each[2].certainty, sort_key(each[0]), sort_key(each[1]))
        )
    return *leads, compare(*leads, policy)


def kept_apart(a: Assertion, b: Assertion) -> bool:
    """Tell whether no report that has both statements raises them, since they measure two things.

    Within one report "900 were displaced" and "12 were killed" are two figures, whatever else is
    said. It is read off what all claims of a statement share, so any two of them will do.
    """
    first, second = a.claim.quantity, b.claim.quantity
    if first is None or second is None:
        return False
    if not stays_in_unit(second, first.unit) or printed(first) == printed(second):
        return False
    measures = measure_of(a.claim.measure.key), measure_of(b.claim.measure.key)
    if not all(each.listed for each in measures) or all(_is_noun(each.key) for each in measures):
        return False
    return fit_of_measures(*(each.key for each in measures)) is Fit.APART


def _is_noun(key: str) -> bool:
    """Tell whether a measure may be nothing but what is counted ("cases", "votes")."""
    return singular_of(key) != key or plural_of(key) == key or key.endswith("s")


def in_one_report(
    a: Iterable[Assertion], b: Sequence[Assertion]
) -> tuple[tuple[Assertion, Assertion], ...]:
    """Return the claims of two statements that stand in one report."""
    return tuple((one, two) for one in a for two in b if one.report.report == two.report.report)
