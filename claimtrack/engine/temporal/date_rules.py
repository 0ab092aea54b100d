"""The rules that read dates, times and durations, in the order in which they are tried."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.engine.temporal import day_rules, length_rules, period_rules

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

    from claimtrack.engine.temporal.date_reading import Found, Reading

#: Each rule by name: its pattern, and the reader of its match (``None``: no time after all).
RULES: dict[str, tuple[str, Callable[[Reading, re.Match[str]], Found | None]]] = {
    "iso": (day_rules.ISO, day_rules.read_iso),
    "slashed": (day_rules.SLASHED, day_rules.read_slashed),
    "clock": (day_rules.CLOCK, day_rules.read_clock),
    "clock_behind_weekday": (day_rules.CLOCK_BEHIND_WEEKDAY, day_rules.read_clock_behind_weekday),
    "month_first": (day_rules.MONTH_FIRST, day_rules.read_month_day),
    "day_first": (day_rules.DAY_FIRST, day_rules.read_month_day),
    "month_year": (period_rules.MONTH_YEAR, period_rules.read_month_year),
    "month": (period_rules.MONTH, period_rules.read_month),
    "weekday": (day_rules.WEEKDAY, day_rules.read_weekday),
    "holiday": (day_rules.HOLIDAY, day_rules.read_holiday),
    "relative_day": (day_rules.RELATIVE_DAY, day_rules.read_relative_day),
    "quarter": (period_rules.QUARTER, period_rules.read_quarter),
    "season": (period_rules.SEASON, period_rules.read_season),
    "century": (period_rules.CENTURY, period_rules.read_century),
    "decade": (period_rules.DECADE, period_rules.read_decade),
    "years_quarter": (period_rules.YEARS_QUARTER, period_rules.read_years_quarter),
    "set": (length_rules.SET, length_rules.read_set),
    "year_ago": (period_rules.YEAR_AGO, period_rules.read_year_ago),
    "length": (length_rules.LENGTH, length_rules.read_length),
    "deictic": (period_rules.DEICTIC, period_rules.read_deictic),
    "bare": (length_rules.BARE, length_rules.read_bare),
    "year": (period_rules.YEAR, period_rules.read_year),
    "reference": (period_rules.REFERENCE, period_rules.read_reference),
}
