"""The fields of a definition that say what its periods are, and when its figures come."""

from __future__ import annotations

from kpi_engine.model.calendars.period import CalendarMonth, Frequency, Weeks, YearKind
from kpi_engine.read.yaml.lists import Pairs, WithPlace
from kpi_engine.read.yaml.records import Field, OptionalField
from kpi_engine.read.yaml.scalar_numbers import WholeNumber
from kpi_engine.read.yaml.scalars import Choice, PeriodText, Text

DATA_PERIOD = Field(
    "data_period",
    WithPlace(Text()),
    "What one figure covers: R12M rolling 12 months, MS monthly snapshot, YTD year to date, Q quarter, "
    "T term, A year, P the period itself. Without it: MS of a monthly indicator, Q, T or A where that is its "
    "frequency, else P. Any other word is one that data_periods of the file says the meaning of.",
    "R12M",
)
DATA_PERIODS = OptionalField(
    "data_periods",
    Pairs(),
    "Further words for what a figure covers, each with its meaning as readers see it, for data_period.",
    {"R3Y": "rolling three years"},
    default=(),
)


# What the names of other frequencies resemble is not what these mean: biannual is not annual.
_IN_OTHER_WORDS = {
    **dict.fromkeys(("yearly", "every year", "per year", "year", "financial year"), "annual"),
    **dict.fromkeys(("biannual", "bi annual", "biannually", "six monthly", "6 monthly"), "half_yearly"),
    **dict.fromkeys(("twice a year", "half year", "half yearly", "semi annual", "semiannual"), "half_yearly"),
    **dict.fromkeys(
        ("biennial", "biennially", "every two years", "two yearly"), "annual, and every_years: 2"
    ),
    **dict.fromkeys(("4 weekly", "every four weeks", "every 4 weeks", "28 days"), "four_weekly"),
    **dict.fromkeys(("two monthly", "2 monthly", "bi monthly", "every two months"), "bimonthly"),
    **dict.fromkeys(("three monthly", "3 monthly", "every three months"), "quarterly"),
    **dict.fromkeys(("each term", "school term", "3 times a year", "three times a year"), "termly"),
    **dict.fromkeys(
        ("fortnightly", "bi weekly", "biweekly"),
        "weekly where figures come each week, or four_weekly or monthly",
    ),
}

FREQUENCY = Field(
    "frequency",
    Choice(Frequency, _IN_OTHER_WORDS),
    "How often there is a new figure.",
    "monthly",
    required=True,
)


YEAR = Field(
    "year",
    Choice(YearKind),
    "Which twelve months a year is: financial, April to March, written 2023-24; academic, September to "
    "August; calendar, written 2024; or the month it starts in, such as july. Quarters are of that year. "
    "Must be said for an annual indicator; otherwise academic for a termly one, else financial.",
    "financial",
)


EVERY_YEARS = Field(
    "every_years",
    WholeNumber(2, 20),
    "For annual figures that there are only every so many years: how many. counted_from says in which.",
    2,
)


POOLED_YEARS = Field(
    "pooled_years",
    WholeNumber(2, 20),
    "For annual figures of several years together: how many. Such a period is written 2019-21, or "
    "2019-20 to 2021-22.",
    3,
)


COUNTED_FROM = Field(
    "counted_from",
    WithPlace(PeriodText()),
    "Where counting starts, if frequency leaves that open: with every_years a year that has a figure, for "
    "a four_weekly indicator the first day of a period.",
    "2024-04-01",
)


WEEKS = Field(
    "weeks",
    Choice(Weeks),
    "For a weekly indicator: iso, Monday to Sunday and written 2025-W01; or ending_ or beginning_ and a day, "
    "such as ending_friday, written by that day: w/e 2025-01-03. Without it: iso.",
    "ending_friday",
)


LAG = OptionalField(
    "lag",
    WholeNumber(0, 24),
    "How many periods its figures come late. A section then shows its latest figure that is no older, and of "
    "which period that is; any other indicator without a figure in the section's latest period has none.",
    1,
    default=0,
)


YEAR_TO_DATE_FROM = Field(
    "year_to_date_from",
    Choice(CalendarMonth),
    "The month in which a count of the year to date starts again, and a year of its targets begins, where "
    "that is not the first month of its year: that of a contract, for example.",
    "december",
)
