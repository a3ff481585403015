"""A target that changed within the points of a chart: what the limits say of both; how rare cases are."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from kpi_engine.assemble.section.row.statistics_columns import assurance_of
from kpi_engine.assemble.statistics.reasons import reason_words
from kpi_engine.model.calendars.period import Month
from kpi_engine.model.definitions.indicator import DataPeriod
from kpi_engine.model.definitions.judgement import Polarity
from kpi_engine.model.definitions.series.process_chart import PeriodsShare
from kpi_engine.model.statistics.outcomes import Assurance, NoStatistic
from kpi_engine.model.statistics.results import FormerTarget
from tests.rate.making import a_threshold
from tests.statistics.making import indicator, latest, with_statistics

APRIL = Month(2024, 4).ordinal
FLOW = {"data_period": DataPeriod.MS, "periods_share": PeriodsShare.NOTHING}
# Between 76 and 94: above 70, on both sides of 85.
STABLE = ["86", "83", "87", "84", "85", "88", "83", "86"] * 2


def of_thresholds(*thresholds: Any, series: list[str] = STABLE, **fields: Any) -> FormerTarget | None:
    ratings = with_statistics(series, indicator(**FLOW, thresholds=thresholds, **fields))
    assert ratings.statistics is not None
    return (ratings.statistics.former or {}).get(latest(ratings).row)


def test_both_targets_are_said() -> None:
    thresholds = a_threshold("70", "60"), a_threshold("85", "75", first=APRIL)
    assert of_thresholds(*thresholds) == FormerTarget(Decimal(70), APRIL, Assurance.WILL_MEET)
    ratings = with_statistics(STABLE, indicator(**FLOW, thresholds=thresholds))
    cell = assurance_of(latest(ratings))
    assert cell.text == "hit or miss"
    assert cell.note.startswith("since Apr 2024; against the former 70%: will meet")


@pytest.mark.parametrize(
    "thresholds",
    [
        (a_threshold("85", "75"),),
        (a_threshold("85", "70"), a_threshold("85", "75", first=APRIL)),
        # Before the first point.
        (a_threshold("70", "60"), a_threshold("85", "75", first=APRIL - 24)),
    ],
)
def test_one_target_is_said_alone(thresholds: tuple[Any, ...]) -> None:
    assert of_thresholds(*thresholds) is None


def test_nothing_is_said_while_the_process_changes() -> None:
    thresholds = a_threshold("70", "60"), a_threshold("85", "75", first=APRIL)
    assert of_thresholds(*thresholds, series=[*STABLE, "120"]) is None


@pytest.mark.parametrize(
    ("series", "fields", "words"),
    [
        (["1", "0", "1", "1"] * 4, {"unit": "number", "per": 1}, "About 0.8 cases a month"),
        (["98%49/50", "100%50/50"] * 8, {}, "About 0.5 cases a month"),
        (["400%2/50", "200%1/50"] * 8, {"unit": "per 10,000", "per": 10000}, "About 1.5 cases a month"),
    ],
)
def test_rare_cases_are_counted(series: list[str], fields: dict[str, Any], words: str) -> None:
    figure = latest(with_statistics(series, indicator(**FLOW, **fields, polarity=Polarity.HIGHEST)))
    told = reason_words(NoStatistic.RARE, figure)
    assert told == f"{words}: too few for limits; add up to quarters."
