"""Definitions with inferred floors: what is stated stays, what is written is read back the same."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kpi_engine.audit.infer.infer import infer_thresholds
from kpi_engine.audit.infer.inferred_definitions import InferredDefinitions, with_inferred_floors
from kpi_engine.model.calendars.period import Month
from kpi_engine.model.definitions.comparison import Comparison, ComparisonKind
from kpi_engine.model.definitions.indicator import DataSource, Indicator, PolarityInForce
from kpi_engine.model.definitions.judgement import Polarity, Rag, RateOn
from kpi_engine.model.definitions.methods.floor_and_target import FloorAndTarget
from kpi_engine.model.definitions.methods.target_range import TargetRange
from kpi_engine.model.definitions.series.process_chart import (
    Ambition,
    Baseline,
    ChartKind,
    ChartOn,
    LeftOut,
    PeriodsShare,
    ProcessChart,
)
from kpi_engine.model.definitions.threshold import FloorBasis, Threshold
from kpi_engine.model.outputs.printed import PrintedFigure
from kpi_engine.model.statistics.profiles import NHS_R
from kpi_engine.read.definitions.definitions import read_definitions
from kpi_engine.read.definitions.writer.definition_writer import definitions_text
from kpi_engine.validate.definitions import validate_definitions
from tests.audit.printed import figure, measured, threshold
from tests.read.vocabulary import AREAS, HERE

PINNED = [figure("72.1", Rag.RED, "85"), figure("76.2", Rag.AMBER, "85"), figure("88", Rag.GREEN, "85")]
UNPINNED = [figure("76.2", Rag.AMBER, "85")]


def made(indicator: Indicator, figures: list[PrintedFigure]) -> InferredDefinitions:
    return with_inferred_floors([indicator], infer_thresholds(figures, [indicator], AREAS))


def amended(rule: FloorAndTarget, basis: FloorBasis | None, figures: list[PrintedFigure]) -> Threshold:
    definitions = made(measured(Polarity.HIGHEST, threshold(rule, basis)), figures)
    (one,) = definitions.indicators[0].thresholds
    return one


@pytest.mark.parametrize(
    ("floor", "basis", "figures", "then", "then_basis"),
    [
        ("60", FloorBasis.STATED, PINNED, "60", FloorBasis.STATED),
        ("74", FloorBasis.INFERRED, PINNED, "74", FloorBasis.INFERRED),
        ("74", FloorBasis.ASSUMED, PINNED, "74", FloorBasis.INFERRED),
        ("74", FloorBasis.ASSUMED, UNPINNED, "74", FloorBasis.ASSUMED),
        ("60", FloorBasis.ASSUMED, PINNED, "75", FloorBasis.INFERRED),
        ("80", FloorBasis.ASSUMED, UNPINNED, None, None),
        (None, None, PINNED[:1], "80", FloorBasis.ASSUMED),
        (None, None, [figure("84.5", Rag.RED, "85")], None, None),
        (None, None, PINNED, "75", FloorBasis.INFERRED),
        (None, None, UNPINNED, None, None),
    ],
)
def test_the_floor_standard_of_a_defined_threshold(
    floor: str | None,
    basis: FloorBasis | None,
    figures: list[PrintedFigure],
    then: str | None,
    then_basis: FloorBasis | None,
) -> None:
    rule = FloorAndTarget(Decimal(85), None if floor is None else Decimal(floor))
    one = amended(rule, basis, figures)
    assert one.rule == FloorAndTarget(Decimal(85), None if then is None else Decimal(then))
    assert one.floor_basis is then_basis


@pytest.mark.parametrize(
    ("note", "figures", "then"),
    [
        ("", PINNED, "The printed ratings allow floor standard above 72.1, up to 76.2"),
        ("", UNPINNED, "The printed ratings allow floor standard up to 76.2"),
        (
            "From the plan.",
            PINNED,
            "From the plan. The printed ratings allow floor standard above 72.1, up to 76.2",
        ),
        (
            "From the plan. The printed ratings allow floor standard above 60, up to 85",
            PINNED,
            "From the plan. The printed ratings allow floor standard above 72.1, up to 76.2",
        ),
    ],
)
def test_the_note_says_the_interval(note: str, figures: list[PrintedFigure], then: str) -> None:
    rule = replace(threshold(FloorAndTarget(Decimal(85), None), None), note=note)
    (one,) = made(measured(Polarity.HIGHEST, rule), figures).indicators[0].thresholds
    assert one.note == then


def test_ratings_that_contradict_themselves_or_the_target_change_nothing() -> None:
    rule = FloorAndTarget(Decimal(85), Decimal(60))
    contradicting = [*PINNED, figure("71", Rag.AMBER, "85")]
    assert amended(rule, FloorBasis.ASSUMED, contradicting).rule == rule
    off_target = [*PINNED, figure("84", Rag.GREEN, "85")]
    assert amended(rule, FloorBasis.ASSUMED, off_target).rule == rule


def test_an_amber_range_is_inferred_at_both_edges_or_not_at_all() -> None:
    rule = TargetRange(Decimal(20), (Decimal("17.5"), Decimal("22.5")), None)
    cells = [
        figure(value, rag, "20")
        for value, rag in (("11.8", Rag.RED), ("15.9", Rag.AMBER), ("25.8", Rag.AMBER), ("34.4", Rag.RED))
    ]
    indicator = measured(Polarity.TARGET, threshold(rule, None))
    (one,) = made(indicator, cells).indicators[0].thresholds
    assert one.rule == TargetRange(Decimal(20), rule.green, (Decimal(13), Decimal(27)))
    assert one.floor_basis is FloorBasis.INFERRED
    (one,) = made(indicator, cells[1:]).indicators[0].thresholds
    assert one.rule == rule


def test_a_printed_target_that_is_not_defined_becomes_a_threshold_of_its_year() -> None:
    definitions = made(measured(Polarity.HIGHEST), PINNED)
    (one,) = definitions.indicators[0].thresholds
    assert one.rule == FloorAndTarget(Decimal(85), Decimal(75))
    assert (one.from_label, one.first, one.last) == (
        "2024-25",
        Month(2024, 4).ordinal,
        Month(2025, 3).ordinal,
    )
    assert (one.levels, one.floor_basis) == (("county",), FloorBasis.INFERRED)
    (one,) = made(measured(Polarity.HIGHEST), UNPINNED).indicators[0].thresholds
    assert (one.rule, one.floor_basis) == (FloorAndTarget(Decimal(85), None), None)


def test_a_range_that_is_not_defined_is_written_where_both_green_edges_are_known() -> None:
    cells = [
        figure(value, rag, "20")
        for value, rag in (("16", Rag.AMBER), ("18", Rag.GREEN), ("22", Rag.GREEN), ("24", Rag.AMBER))
    ]
    (one,) = made(measured(Polarity.TARGET), cells).indicators[0].thresholds
    assert one.rule == TargetRange(Decimal(20), (Decimal(17), Decimal(23)), None)
    assert made(measured(Polarity.TARGET), cells[1:]).indicators[0].thresholds == ()


def test_what_would_contradict_another_threshold_is_left_out_and_told() -> None:
    two_targets = [*PINNED, figure("88", Rag.GREEN, "80")]
    definitions = made(measured(Polarity.HIGHEST), two_targets)
    assert definitions.indicators[0].thresholds == ()
    assert [str(one.target) for one in definitions.left_out] == ["85", "80"]
    within = threshold(
        FloorAndTarget(Decimal(50), None),
        None,
        first=Month(2024, 6).ordinal,
        label="2024-06",
        levels=("county",),
    )
    definitions = made(measured(Polarity.HIGHEST, within), PINNED)
    assert definitions.indicators[0].thresholds == (within,)
    assert len(definitions.left_out) == 1
    reaching_into = replace(within, first=Month(2023, 4).ordinal, last=Month(2024, 4).ordinal)
    assert len(made(measured(Polarity.HIGHEST, reaching_into), PINNED).left_out) == 1
    off_target = [*PINNED, figure("84", Rag.GREEN, "85")]
    assert len(made(measured(Polarity.HIGHEST), off_target).left_out) == 1


FULL = replace(
    measured(
        Polarity.TARGET,
        threshold(
            TargetRange(Decimal(20), (Decimal("17.5"), Decimal("22.5")), (Decimal("12.5"), Decimal("27.5"))),
            FloorBasis.INFERRED,
            last=Month(2024, 3).ordinal,
            levels=("county", "team"),
        ),
        threshold(
            TargetRange(Decimal("-1"), (Decimal("-2"), Decimal("0.5")), None),
            None,
            first=Month(2024, 4).ordinal,
            last=Month(2024, 12).ordinal,
            label="2024-25",
            areas=("NO: a place",),
        ),
        code="NO",
    ),
    name='A "quoted" name: with a colon # and more',
    polarities=(
        PolarityInForce(Month(2022, 4).ordinal, "2022-23", Polarity.TARGET, HERE),
        PolarityInForce(Month(2030, 4).ordinal, "2030-31", Polarity.HIGHEST, HERE),
    ),
    unit="per 10,000",
    per=10000,
    decimals=2,
    comparison=Comparison(ComparisonKind.PERIODS_BACK, 2),
    rate_on=RateOn.RAW,
    qpr=True,
    seasonal=True,
    tags=("yes", "a: b"),
    source=DataSource("Liberi", "", "on"),
    definition="First paragraph.\n\nSecond one, 12:30.",
    adds_up_from="district",
    similar_within=Decimal("0.5"),
)


CHARTED: dict[str, Any] = {
    "periods_share": PeriodsShare.SAME_CASES,
    "chart": ProcessChart(
        profile=replace(NHS_R, shift=8, trend=6),
        changes="shift 8, trend 6",
        baselines=(
            Baseline(Month(2024, 9).ordinal, "2024-09", "New: team", ("NO: a place",), HERE),
            Baseline(Month(2025, 4).ordinal, "2025-26", "Another", (), HERE),
        ),
        limits_until=Month(2024, 3).ordinal,
        left_out=(LeftOut(Month(2020, 4).ordinal, "2020-04", "Lockdown", HERE),),
        kind=ChartKind.XMR,
        on=ChartOn.CHANGE_ON_YEAR,
        points=12,
        always_assured=True,
    ),
    "ambition": Ambition(
        Month(2023, 3).ordinal, Decimal("60.0"), Month(2027, 3).ordinal, "2022-23", "2026-27", HERE
    ),
}


def without_places(indicator: Indicator) -> Indicator:
    chart = indicator.chart
    return replace(
        indicator,
        location=HERE,
        chart=replace(
            chart,
            baselines=tuple(replace(one, location=HERE) for one in chart.baselines),
            left_out=tuple(replace(one, location=HERE) for one in chart.left_out),
        ),
        ambition=None if indicator.ambition is None else replace(indicator.ambition, location=HERE),
        thresholds=tuple(replace(one, location=HERE) for one in indicator.thresholds),
        polarities=tuple(replace(one, location=HERE) for one in indicator.polarities),
    )


@pytest.mark.parametrize(
    "indicator",
    [
        replace(FULL, polarities=FULL.polarities[:1]),
        replace(measured(Polarity.HIGHEST), definition="Words."),
        replace(measured(Polarity.HIGHEST), definition="Words.", **CHARTED),
        replace(
            measured(
                Polarity.LOWEST,
                threshold(
                    FloorAndTarget(Decimal("0.10"), Decimal("0.5")), FloorBasis.ASSUMED, levels=("team",)
                ),
            ),
            definition="Words.",
        ),
    ],
    ids=["everything", "nothing", "charted", "floor"],
)
def test_what_is_written_is_read_back_the_same(indicator: Indicator, tmp_path: Path) -> None:
    file = tmp_path / "definitions.yaml"
    file.write_text(definitions_text([indicator]), encoding="utf-8")
    indicators, issues = read_definitions([file], tmp_path)
    assert not issues
    assert not validate_definitions(indicators)
    assert [without_places(one) for one in indicators] == [without_places(indicator)]


def test_several_polarities_are_written_with_their_dates() -> None:
    assert '  - {from: "2030-31", polarity: H}' in definitions_text([FULL])
