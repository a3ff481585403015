"""As at August 2024, which periods have begun: figures and overrides of others are left out."""

from __future__ import annotations

import pytest

from kpi_engine.model.calendars.period import Frequency, Month, YearKind
from kpi_engine.model.calendars.period_text import period_label
from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.definitions.override import Override
from kpi_engine.model.figures.periods.begun import begun_observations, begun_overrides
from kpi_engine.read.csv.periods import parse_period
from tests.rate.columns import observations_of
from tests.read.vocabulary import HERE, indicator
from tests.validate.figures import figure

AS_AT = Month(2024, 8)
ACADEMIC = YearKind.ACADEMIC

# frequency, kind of year, what is asked about, what has begun
BEGUN = [
    (Frequency.MONTHLY, YearKind.FINANCIAL, ["2024-07", "2024-08", "2024-09"], ["2024-07", "2024-08"]),
    (
        Frequency.QUARTERLY,
        YearKind.FINANCIAL,
        ["2024-25 Q1", "2024-25 Q2", "2024-25 Q3"],
        ["2024-25 Q1", "2024-25 Q2"],
    ),
    (Frequency.ANNUAL, YearKind.FINANCIAL, ["2023-24", "2024-25", "2025-26"], ["2023-24", "2024-25"]),
    (Frequency.ANNUAL, ACADEMIC, ["2023-24", "2024-25"], ["2023-24"]),
]


@pytest.mark.parametrize(("frequency", "year", "asked", "begun"), BEGUN)
def test_what_has_begun_stays(
    frequency: Frequency, year: YearKind, asked: list[str], begun: list[str]
) -> None:
    of = indicator("A", frequency, year=year)
    ordinals = [parse_period(label, of.calendar) for label in asked]
    figures = observations_of([figure("1", period=ordinal) for ordinal in ordinals])
    overrides = [Override("A", "Kent", period, Rag.AMBER, "why", "who", "when", HERE) for period in ordinals]
    kept = begun_observations(figures, [of], AS_AT).period.tolist()
    assert [period_label(of.calendar, period) for period in kept] == begun
    assert [override.period for override in begun_overrides(overrides, [of], AS_AT)] == kept


def test_the_period_of_an_outturn_is_a_year_whatever_the_frequency() -> None:
    figures = observations_of([figure("1", period=year) for year in (2023, 2024, 2025)])
    kept = begun_observations(figures, [indicator("A")], AS_AT, outturns=True)
    assert kept.period.tolist() == [2023, 2024]


def test_where_all_has_begun_nothing_is_copied() -> None:
    figures = observations_of([figure("1")])
    assert begun_observations(figures, [indicator("A")], AS_AT) is figures
    # Years have small numbers, and months of another indicator are above them.
    both = [indicator("A"), indicator("B", Frequency.ANNUAL)]
    assert begun_observations(figures, both, AS_AT) is figures
