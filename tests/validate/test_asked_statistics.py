"""Baselines of areas that nobody knows."""

from __future__ import annotations

from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.series.process_chart import Baseline, ProcessChart
from kpi_engine.model.issue import Location
from kpi_engine.validate.asked_statistics import baselines_of_unknown_areas
from kpi_engine.validate.charts import baselines_twice
from tests.rate.making import an_indicator

HERE = Location("indicators.yaml", 12)
CHART = ProcessChart(baselines=(Baseline(24_000, "2000-01", "New team", ("Swale", "Swayle"), HERE),))
AREAS = [Area("Kent", "county", ()), Area("Swale", "district", ("Kent",))]


def test_a_baseline_of_an_unknown_area_is_a_warning() -> None:
    (issue,) = baselines_of_unknown_areas([an_indicator(chart=CHART)], AREAS, {"A1"})
    assert str(issue) == (
        'indicators.yaml:12: warning: a baseline is for area "Swayle", which is not in the areas file; '
        'did you mean "Swale"?'
    )


def test_each_baseline_after_the_first_is_told_once() -> None:
    baseline = Baseline(24_000, "2000-01", "New team", (), HERE)
    other = Baseline(24_001, "2000-02", "New team", (), HERE)
    chart = ProcessChart(baselines=(baseline, other, baseline, baseline))
    found = [issue.what for issue in baselines_twice(an_indicator(chart=chart))]
    assert found == ["a baseline from 2000-01 is defined a second time; the first is on line 12"] * 2


def test_indicators_that_are_not_shown_and_bodies_without_areas_are_left_alone() -> None:
    assert list(baselines_of_unknown_areas([an_indicator(chart=CHART)], AREAS, set())) == []
    assert list(baselines_of_unknown_areas([an_indicator(chart=CHART)], [], {"A1"})) == []
