"""From and until, by the frequency and the year of the indicator."""

from __future__ import annotations

import pytest

from kpi_engine.model.calendars.calendar import Calendar
from kpi_engine.model.calendars.period import Frequency, YearKind
from kpi_engine.model.calendars.period_text import period_label
from kpi_engine.model.issue import Issue, Location
from kpi_engine.read.yaml.in_force import first_in_force, last_in_force
from kpi_engine.read.yaml.lists import Placed

FINANCIAL, ACADEMIC = YearKind.FINANCIAL, YearKind.ACADEMIC
MONTHLY, QUARTERLY, TERMLY, ANNUAL = (
    Frequency.MONTHLY,
    Frequency.QUARTERLY,
    Frequency.TERMLY,
    Frequency.ANNUAL,
)


@pytest.mark.parametrize(
    ("text", "frequency", "year", "first", "last"),
    [
        ("2023-24", MONTHLY, FINANCIAL, "2023-04", "2024-03"),
        ("2023-24", MONTHLY, ACADEMIC, "2023-09", "2024-08"),
        ("2023/24", MONTHLY, FINANCIAL, "2023-04", "2024-03"),
        ("2011-2012", MONTHLY, FINANCIAL, "2011-04", "2012-03"),
        ("2024-08", MONTHLY, FINANCIAL, "2024-08", "2024-08"),
        ("Aug 2024", MONTHLY, ACADEMIC, "2024-08", "2024-08"),
        ("Dec 2011", MONTHLY, FINANCIAL, "2011-12", "2011-12"),
        ("2023-24", QUARTERLY, FINANCIAL, "2023-24 Q1", "2023-24 Q4"),
        ("2024-25 Q2", QUARTERLY, FINANCIAL, "2024-25 Q2", "2024-25 Q2"),
        ("2011-12", QUARTERLY, FINANCIAL, "2011-12 Q1", "2011-12 Q4"),
        ("2023-24", TERMLY, ACADEMIC, "2023-24 Autumn", "2023-24 Summer"),
        ("2023-24 Spring", TERMLY, ACADEMIC, "2023-24 Spring", "2023-24 Spring"),
        ("2011-12", ANNUAL, ACADEMIC, "2011-12", "2011-12"),
        ("1950-51", ANNUAL, FINANCIAL, "1950-51", "1950-51"),
        ("2100-01", ANNUAL, FINANCIAL, "2100-01", "2100-01"),
    ],
)
def test_a_year_or_period(text: str, frequency: Frequency, year: YearKind, first: str, last: str) -> None:
    issues: list[Issue] = []
    label = Placed(text, Location("x.yaml", 1, 1))
    calendar = Calendar(frequency, year)
    starts = first_in_force(label, calendar, issues)
    ends = last_in_force(label, calendar, issues)
    assert issues == []
    assert starts is not None
    assert ends is not None
    assert (period_label(calendar, starts), period_label(calendar, ends)) == (first, last)


@pytest.mark.parametrize(
    ("text", "frequency", "what"),
    [
        ("2001-02", MONTHLY, '"2001-02" can be the year 2001-02 or the month Feb 2001'),
        ("2024-08", ANNUAL, '"2024-08" is not a year, and the indicator is annual'),
        ("1949-50", ANNUAL, '"1949-50" is not within 1950 to 2100'),
        ("2101-02", ANNUAL, '"2101-02" is not within 1950 to 2100'),
        ("9998-99", QUARTERLY, '"9998-99" is not within 1950 to 2100'),
        ("Aug 3024", MONTHLY, '"Aug 3024" is not within 1950 to 2100'),
    ],
)
def test_what_is_refused(text: str, frequency: Frequency, what: str) -> None:
    issues: list[Issue] = []
    assert first_in_force(Placed(text, Location("x.yaml", 1, 1)), Calendar(frequency), issues) is None
    assert [issue.what for issue in issues] == [what]
