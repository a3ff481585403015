"""Outturns of years that have not ended by the scorecard's month. Rule: docs/rating-rules.md, "Outturns"."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kpi_engine.model.calendars.period import Frequency, Month, YearKind
from kpi_engine.model.definitions.figure_marks import FigureMark
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Missing
from kpi_engine.validate.data.unfinished_years import outturns_of_unfinished_years
from tests.oracle.records import PlainObservation
from tests.rate.columns import observations_of
from tests.read.vocabulary import indicator
from tests.validate.figures import columns, figure


def told(as_at: Month, *outturns: PlainObservation, of: Indicator | None = None) -> list[str]:
    found = outturns_of_unfinished_years(columns(*outturns), [of or indicator("A")], as_at)
    return [f"{issue.location.line}: {issue.what}" for issue in found]


def outturn(year: int, area: str = "Kent", **facts: object) -> PlainObservation:
    return replace(figure("50.0", period=year, area=area), **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("year", "last"),
    [
        (YearKind.FINANCIAL, Month(2025, 3)),
        (YearKind.ACADEMIC, Month(2025, 8)),
        (YearKind.CALENDAR, Month(2024, 12)),
        (YearKind.FROM_JULY, Month(2025, 6)),
    ],
)
@pytest.mark.parametrize("frequency", [Frequency.MONTHLY, Frequency.ANNUAL, Frequency.WEEKLY])
def test_a_year_is_told_until_its_last_month(year: YearKind, last: Month, frequency: Frequency) -> None:
    of = indicator("A", year=year, frequency=frequency)
    before = Month(last.year, last.month - 1)
    assert told(last, outturn(2024), of=of) == []
    (said,) = told(before, outturn(2023), outturn(2024), of=of)
    assert said == (
        f"3: A has an outturn for {year.label(2024)} of Kent, and that {year.words} has not ended by the "
        f"scorecard's month, {before.words}"
    )


def test_one_line_an_indicator_whatever_its_areas() -> None:
    areas = ("Kent", "Ashford", "Dover", "Swale")
    (said,) = told(Month(2024, 8), *(outturn(2024, area) for area in areas))
    assert "an outturn for 2024-25 of Kent, Ashford and 2 more (4 outturns)" in said
    (said,) = told(Month(2024, 8), *(outturn(2024, area) for area in areas[:3]))
    assert "an outturn for 2024-25 of Kent, Ashford and Dover, and that" in said
    (said,) = told(Month(2024, 8), outturn(2024), outturn(2025, "Dover"))
    assert said.startswith("2: A has an outturn for 2024-25 of Kent and Dover")
    rows = [outturn(2024), replace(outturn(2024), code="B"), replace(outturn(2023), code="C")]
    every = [indicator(code) for code in "ABC"]
    issues = outturns_of_unfinished_years(observations_of(rows), every, Month(2024, 8))
    assert [issue.what[0] for issue in issues] == ["A", "B"]


def test_what_says_so_itself_or_has_no_value_is_left_alone() -> None:
    for mark, number in ((FigureMark.PROVISIONAL, 0), (FigureMark.ESTIMATED, 0), (FigureMark.REVISED, 1)):
        assert len(told(Month(2024, 8), outturn(2024, marks=mark.bit))) == number
    assert told(Month(2024, 8), outturn(2024, value=None, missing=Missing.BLANK)) == []
