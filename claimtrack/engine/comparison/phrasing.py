"""Plain words for figures, speakers and days, as reasons and explanations print them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.engine.remembered import remembered
from claimtrack.engine.taxonomy.measure_tree import measure_of

if TYPE_CHECKING:
    from datetime import date

    from claimtrack.engine.comparison.occasions import Day
    from claimtrack.engine.records import Assertion, Window

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_LONGEST = 160


def quoted(text: str) -> str:
    """Put words between quotation marks, on one line, and cut short what is long."""
    line = " ".join(text.split()).strip("“”\"'")
    if len(line) > _LONGEST:
        line = line[: _LONGEST - 1].rsplit(" ", 1)[0] + "…"
    return f"“{line}”"


@remembered(8192)
def figure(assertion: Assertion) -> str:
    """Return the words of a claim in quotation marks."""
    return quoted(assertion.claim.span.exact)


def speaker(assertion: Assertion) -> str:
    """Return the utterer's name: the caller's, else the report's, else the key as a name."""
    if assertion.name:
        return assertion.name
    attribution = assertion.claim.attribution
    if attribution is not None and attribution.utterer.name:
        return attribution.utterer.name
    return (assertion.utterer or assertion.report.outlet).replace("-", " ").title()


def day_in_words(day: date) -> str:
    """Return "23 December 2024"."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def month_name(day: date) -> str:
    """Return "December"."""
    return _MONTHS[day.month - 1]


def span_of_days(day: Day) -> str:
    """Return one day in words, or the first and the last of several."""
    if day.start == day.end:
        return day_in_words(day.start)
    return f"{day_in_words(day.start)} to {day_in_words(day.end)}"


def measure_in_words(assertion: Assertion) -> str:
    """Return what is counted ("killed or wounded"), or a phrase that says it is not known."""
    facet = assertion.claim.measure
    return (measure_of(facet.key).label if facet.key else facet.label) or "an unnamed measure"


def population_in_words(assertion: Assertion) -> str:
    """Return who is counted."""
    population = assertion.claim.population
    return population.label or population.key.replace("-", " ") or "an unnamed group"


def place_in_words(assertion: Assertion) -> str:
    """Return where, or a phrase that says it is not given."""
    facet = assertion.claim.place
    return facet.label or facet.key.replace("-", " ") or "no place"


def window_in_words(window: Window) -> str:
    """Return over what time a figure was counted."""
    return window.label or window.kind.value or "no stated time"
