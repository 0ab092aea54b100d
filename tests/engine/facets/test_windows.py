"""Over what time a figure was counted, and the day that it speaks of."""

from __future__ import annotations

from datetime import date

import pytest

from claimtrack.engine.facets.windows import days_of
from claimtrack.engine.records import Window, WindowKind
from tests.engine.figures import PUBLISHED, figures


def window(text: str) -> Window:
    (claim,) = figures(text).values()
    return claim.window


def test_window_of_a_duration_is_its_length() -> None:
    found = window("Over 1,000 troops died within just three months.")

    assert (found.kind, found.days) == (WindowKind.DURATION, 90)


def test_length_of_what_a_noun_has_gone_through_is_no_window() -> None:
    claims = figures("Eight died of a fever that had gone round the port for two weeks.")

    assert claims["Eight"].window.kind is WindowKind.TO_DATE


def test_months_of_two_years_are_two_windows() -> None:
    labels = {
        window(f"Nine were killed in the {which} nine months of {year}.").label
        for which in ("first", "last")
        for year in (2022, 2023)
    }

    assert len(labels) == 4


def test_window_of_the_past_week_ends_with_the_report() -> None:
    found = window("More than 1,000 troops were killed in the past week alone.")

    assert found.kind is WindowKind.PERIOD
    assert found.label == "the past week"
    assert found.start is not None
    assert found.end is not None


def test_window_since_a_month_runs_to_the_report() -> None:
    found = window("About 300 people have been arrested since May.")

    assert (found.kind, found.start, found.end) == (
        WindowKind.PERIOD, date(2025, 5, 1), PUBLISHED,
    )  # fmt: skip


def test_count_since_an_event_began_runs_from_its_day_to_the_report() -> None:
    found = window("Some 300 people have died since the heatwave began on June 10, it said.")

    assert (found.kind, found.start, found.end) == (
        WindowKind.PERIOD, date(2025, 6, 10), PUBLISHED,
    )  # fmt: skip


def test_count_since_a_day_is_of_the_day_on_which_it_was_told() -> None:
    (claim,) = figures("The ministry said 300 people had died since June 10.").values()

    assert claim.as_of is not None
    assert claim.as_of.end == PUBLISHED


def test_window_of_a_day_is_that_day() -> None:
    found = window("At least 30 people were killed on Monday.")

    assert (found.start, found.end) == (date(2025, 6, 16), date(2025, 6, 16))


def test_window_of_the_day_that_somebody_spoke_is_not_that_of_the_figure() -> None:
    found = window("At least 30 people were killed, the mayor said on Monday.")

    assert found.kind is WindowKind.TO_DATE


@pytest.mark.parametrize("words", ["so far", "to date", "in total"])
def test_window_to_date_is_stated(words: str) -> None:
    found = window(f"At least 30 people have been killed {words}.")

    assert found.kind is WindowKind.TO_DATE
    assert found.span is not None
    assert found.span.exact == words


def test_window_of_a_count_that_names_none_is_to_date_and_says_so() -> None:
    found = window("At least 30 people have been killed.")

    assert found.kind is WindowKind.TO_DATE
    assert found.inferred != ""


def test_window_of_a_plan_is_to_come() -> None:
    assert window("The army will send 500 soldiers.").kind is WindowKind.PLANNED


def test_window_of_a_price_is_none() -> None:
    assert window("The price is $40.").kind is WindowKind.NONE


def test_window_of_a_figure_held_against_is_its_own() -> None:
    claims = figures("Turnout was 64%, up from 58% in 2020.")

    assert claims["64%"].window.kind is WindowKind.NONE
    assert claims["58%"].window.label == "2020"


def test_as_of_day_is_stated() -> None:
    (claim,) = figures("As of Friday, 30 people were dead.").values()

    assert claim.as_of is not None
    assert (claim.as_of.start, claim.as_of.inferred) == (date(2025, 6, 13), "")


def test_as_of_hour_may_have_its_day_and_date_behind_it() -> None:
    (claim,) = figures("As at 18:00 on Friday 13 June, 30 people had died.").values()

    assert claim.as_of is not None
    assert claim.as_of.start == date(2025, 6, 13)
    assert claim.window.kind is WindowKind.TO_DATE


def test_as_of_day_of_a_toll_is_the_day_it_rose() -> None:
    (claim,) = figures("The death toll rose to 87 on Monday.").values()

    assert claim.as_of is not None
    assert claim.as_of.start == date(2025, 6, 16)
    assert claim.window.kind is WindowKind.TO_DATE


def test_as_of_day_of_a_statement_is_the_day_it_was_made() -> None:
    (claim,) = figures("At least 30 people were killed, the mayor said on Monday.").values()

    assert claim.as_of is not None
    assert claim.as_of.start == date(2025, 6, 16)


def test_as_of_day_without_any_is_that_of_the_report_and_says_so() -> None:
    (claim,) = figures("At least 30 people were killed.").values()

    assert claim.as_of is not None
    assert (claim.as_of.start, claim.as_of.inferred) == (PUBLISHED, "the day of the report")


@pytest.mark.parametrize(
    ("value", "days"),
    [("P3M", 90), ("P1W", 7), ("PT48H", 2), ("PT3H", None), ("P2Y", 730), ("2024-12", None)],
)
def test_days_of_a_duration(value: str, days: int | None) -> None:
    assert days_of(value) == days


def test_window_of_a_level_is_not_that_of_the_one_it_came_from() -> None:
    claims = figures("Inflation eased to 2.4% in May from 2.5% a month earlier.")

    assert claims["2.4%"].window.label == "May"
    assert claims["2.5%"].window.label != "May"


def test_window_of_the_year_to_a_month_ends_with_it() -> None:
    found = window("Sales fell 3% in the year to March.")

    assert (found.label, found.start, found.end) == (
        "the year to March", date(2024, 4, 1), date(2025, 3, 31),
    )  # fmt: skip


def test_day_before_a_clause_with_when_is_that_of_its_figures() -> None:
    claim = figures("The town was last struck on June 3, when 22 people died at a mill.")[
        "22 people"
    ]

    assert claim.window.start == date(2025, 6, 3)


def test_century_of_what_was_found_is_no_window() -> None:
    (claim,) = figures("Thieves took 23 pieces of a hoard of the fourth century.").values()

    assert claim.window.kind is not WindowKind.PERIOD


def test_window_between_two_years_is_all_of_them() -> None:
    found = window("The firm lost £6m between 2019 and 2022.")

    assert (found.label, found.start, found.end) == (
        "2019 and 2022", date(2019, 1, 1), date(2022, 12, 31),
    )  # fmt: skip


def test_window_before_dawn_is_that_of_the_day() -> None:
    assert window("The blast before dawn on Friday killed three men.").label == "Friday"


def test_window_of_a_sum_that_is_to_come_is_that_of_its_words() -> None:
    assert window("The bridge will cost $40m.").kind is WindowKind.NONE
    assert window("The ministry will send 40 doctors.").kind is WindowKind.PLANNED


def test_window_before_a_figure_is_the_nearest() -> None:
    claims = figures("Floods killed 4 people on Thursday and overnight killed 900 people.")

    assert claims["900 people"].window.label == "overnight"
