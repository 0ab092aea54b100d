"""Times of news sentences, as values and as days, reckoned from the day of the report."""

from __future__ import annotations

from datetime import date

import pytest

from claimtrack.engine.temporal.dates import find_times

#: A Wednesday.
DAY = date(2024, 10, 23)

VALUES = [
    # days
    ("The bridge was closed on Monday.", ["2024-10-21"]),
    ("Ferries stopped running on Wednesday.", ["2024-10-23"]),
    ("The council will vote on Friday.", ["2024-10-25"]),
    ("He resigned yesterday and leaves tomorrow.", ["2024-10-22", "2024-10-24"]),
    ("Nobody has reached the village since Aug. 6.", ["2024-08-06"]),
    ("The count dates from Jan. 12.", ["2024-01-12"]),
    ("The ban begins on Dec. 1.", ["2024-12-01"]),
    ("It was signed on 4 March 2021 in Oslo.", ["2021-03-04"]),
    ("Updated 2024-10-20.", ["2024-10-20"]),
    ("The dam failed two days ago.", ["2024-10-21"]),
    ("Cases have risen since Easter.", ["2024-03-31"]),
    ("The ferry sank on Good Friday.", ["2024-03-29"]),
    # times of day
    ("The lights went out at 9 o'clock on Tuesday.", ["2024-10-22T09:00"]),
    ("The alarm rang at 7:15 p.m. on Tuesday.", ["2024-10-22T19:15"]),
    ("Polls close at 8 p.m. EST Nov. 5.", ["2024-11-05T20:00"]),
    ("Polls closed at 18:00 on Tuesday 22 October.", ["2024-10-22T18:00"]),
    ("It struck at 6 p.m. on Friday, Oct. 18, 2024.", ["2024-10-18T18:00"]),
    ("Trading halted at 5 p.m., Oct. 18, 2024.", ["2024-10-18T17:00"]),
    ("Police had 64 names by Tuesday evening at 8 p.m.", ["2024-10-22T20:00"]),
    ("It struck on Friday at about 6 a.m.", ["2024-10-18T06:00"]),
    ("It was 12 on Monday at noon, Tuesday it was 40.", ["2024-10-21T12:00", "2024-10-22"]),
    ("He told The Sun at 9 a.m. of it.", ["2024-10-23T09:00"]),
    ("The quake struck at 0540 GMT.", ["2024-10-23T05:40"]),
    ("Shells fell on the port last night.", ["2024-10-22TNI"]),
    # weeks, months, quarters
    ("Two more died last week.", ["2024-W42"]),
    ("The strike ended earlier this month.", ["2024-10"]),
    ("Sales fell in September.", ["2024-09"]),
    ("Work starts in January 2026.", ["2026-01"]),
    ("Output grew in the third quarter of 2023.", ["2023-Q3"]),
    # years and longer
    ("It must be paid by the end of the year.", ["2024"]),
    ("The mill opened in 1987.", ["1987"]),
    ("The mill opened in the year 2000.", ["2000"]),
    ("Prices tripled in the late 1970s.", ["197"]),
    ("They settled there in the 19th century.", ["18"]),
    ("He served from 2014 to 2018.", ["2014", "2018"]),
    # lengths
    ("The siege lasted three months.", ["P3M"]),
    ("She was given a two-year sentence.", ["P2Y"]),
    ("Rescuers dug for 36 hours.", ["PT36H"]),
    ("He was held for a year and a half.", ["P1Y6M"]),
    # again and again
    ("The pool opens every day.", ["P1D"]),
    # parts of a year
    ("Sales fell in the first half of the year.", ["2024-H1"]),
    ("The port will open in the second quarter of the year.", ["2024-Q2"]),
    ("The port will open in the final quarter of the year.", ["2024-Q4"]),
    ("Sales fell in the last quarter of 2022.", ["2022-Q4"]),
    ("Sales fell in the second quarter of the year 2019.", ["2019-Q2"]),
    ("In 2019, 40 people died in the first half of the year.", ["2019", "2019-H1"]),
    ("They walked the last half of a mile.", []),
    # years of long ago, and counts that look like them
    ("The church, built in 1240, burned down.", ["1240"]),
    ("Work began in 1163 under Bishop Maurice.", ["1163"]),
    ("Both kings fell in 1066 and 1087.", ["1066", "1087"]),
    ("In 1596 the king moved the court.", ["1596"]),
    ("The custom goes back to at least 1640.", ["1640"]),
    ("The herd went back to 1640 cows.", []),
    ("In 1596 a flood killed 900 people.", ["1596"]),
    ("In 1240 a flood killed 900 people.", ["1240"]),
    ("Well after 1750, the town had a wall.", ["1750"]),
    ("The mayor died in 1970 after eight years of it.", ["1970", "P8Y"]),
    ("In 1227 homes the power failed.", []),
    ("In 1700 villages the power failed.", []),
    ("After 1600 arrests, the mayor resigned.", []),
    ("The ship sailed after 1750 passengers boarded.", []),
    ("Shops stayed open until 1400.", []),
    ("Workers walked out in 1200 to 1300 plants.", []),
]


@pytest.mark.parametrize(("text", "values"), VALUES)
def test_time_value(text: str, values: list[str]) -> None:
    assert [time.value for time in find_times(text, DAY)] == values


RESULTS = [
    (
        "Profit rose in the third quarter. A year earlier it fell. The quarter was quiet.",
        ["2024-Q3", "2023-Q3", "2024-Q3"],
    ),
    (
        "Profit rose in the third quarter. The latest quarter beat the year-earlier period.",
        ["2024-Q3", "2024-Q3", "2023-Q3"],
    ),
    (
        "Sales grew in the second quarter. The 2022 quarter had been a poor one.",
        ["2024-Q2", "2022-Q2"],
    ),
    (
        "Sales grew in the third quarter. Orders of the current quarter are ahead of a year ago.",
        ["2024-Q3", "2024-Q4", "2023-Q3"],
    ),
]


@pytest.mark.parametrize(("text", "values"), RESULTS)
def test_a_report_of_results_keeps_its_own_quarter(text: str, values: list[str]) -> None:
    assert [time.value for time in find_times(text, DAY)] == values


DAYS = [
    ("Over the past week the river rose.", date(2024, 10, 16), date(2024, 10, 23)),
    ("It happened last month.", date(2024, 9, 1), date(2024, 9, 30)),
    ("It happened in early 2020.", date(2020, 1, 1), date(2020, 5, 1)),
    ("It ran from Oct. 7-11.", date(2024, 10, 7), date(2024, 10, 11)),
    ("It happened in the first half of 2022.", date(2022, 1, 1), date(2022, 6, 30)),
    ("The fair was held in 2014-15.", date(2014, 1, 1), date(2015, 12, 31)),
    ("Two thirds left in the 1980s.", date(1980, 1, 1), date(1989, 12, 31)),
]


@pytest.mark.parametrize(("text", "start", "end"), DAYS)
def test_days_covered(text: str, start: date, end: date) -> None:
    (time,) = find_times(text, DAY)
    assert (time.start, time.end) == (start, end)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Sales fell in the first nine months of 2022.", date(2022, 1, 1), date(2022, 9, 30)),
        ("Nine died in the last three months of last year.", date(2023, 10, 1), date(2023, 12, 31)),
        ("Nine died in the first six months of the year.", date(2024, 1, 1), date(2024, 6, 30)),
        ("Nine died in the last three months of the year.", date(2023, 10, 1), date(2023, 12, 31)),
        (
            "Nine died in the first six months of the year 2012.",
            date(2012, 1, 1),
            date(2012, 6, 30),
        ),
        ("In the first three months of 1200 trials, nine failed.", None, None),
        ("Costs fell in the first three months of the year ended March 31, 2023.", None, None),
    ],
)
def test_months_with_which_a_year_begins_or_ends(
    text: str, start: date | None, end: date | None
) -> None:
    time = find_times(text, DAY)[0]
    assert (time.start, time.end) == (start, end)


@pytest.mark.parametrize(
    "text",
    [
        "Some 1,900 people marched.",
        "About 2000 people marched.",
        "They may march again.",
        "The score was 3-2.",
    ],
)
def test_no_time(text: str) -> None:
    assert [time.value for time in find_times(text, DAY) if time.value != "XXXX"] == []
