"""Hidden standards are found again, as tightly as the cells allow; what contradicts itself is proved to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi_engine.audit.infer.infer import infer_thresholds
from kpi_engine.model.calendars.period import Month
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Polarity, Rag, RateOn
from kpi_engine.model.definitions.methods.floor_and_target import FloorAndTarget
from kpi_engine.model.definitions.methods.rules import RatingRule
from kpi_engine.model.definitions.methods.target_range import TargetRange
from kpi_engine.model.definitions.threshold import FloorBasis
from kpi_engine.model.outputs.inference import (
    End,
    InferredStandard,
    InferredThreshold,
    RatedCell,
    StandardKind,
)
from kpi_engine.model.outputs.printed import PrintedFigure
from tests.audit.printed import figure, measured, rag_by, threshold, with_outturn
from tests.read.vocabulary import AREAS

TENTHS = st.integers(-8, 8).map(lambda tenths: Decimal(tenths).scaleb(-1))
# Finer than any cell: what lies between two neighbouring values.
STEP = Decimal("0.05")
GRID = [Decimal(step) * STEP for step in range(-18, 19)]
FLOOR, TARGET = StandardKind.FLOOR_STANDARD, StandardKind.TARGET


def inferred(figures: Sequence[PrintedFigure], *indicators: Indicator) -> tuple[InferredThreshold, ...]:
    return infer_thresholds(figures, indicators, AREAS)


def only(figures: Sequence[PrintedFigure], one: Indicator) -> InferredThreshold:
    (threshold_inferred,) = inferred(figures, one)
    return threshold_inferred


def standard(one: InferredThreshold, kind: StandardKind) -> InferredStandard:
    return next(found for found in one.standards if found.kind is kind)


def words(end: End | None) -> str:
    return "" if end is None else f"{'from' if end.included else 'beyond'} {end.value}"


def rated(values: Sequence[Decimal], rule: RatingRule, polarity: Polarity) -> list[PrintedFigure]:
    target = str(rule.target)
    return [
        figure(value, rag_by(rule, polarity, value), target, line=line)
        for line, value in enumerate(values, 2)
    ]


@st.composite
def hidden_rules(draw: st.DrawFn) -> tuple[RatingRule, Polarity]:
    polarity = draw(st.sampled_from([Polarity.HIGHEST, Polarity.LOWEST, Polarity.TARGET]))
    ends = sorted(draw(st.lists(TENTHS, min_size=5, max_size=5)))
    if polarity is Polarity.TARGET:
        return TargetRange(ends[2], (ends[1], ends[3]), (ends[0], ends[4])), polarity
    worse, better = (ends[0], ends[4]) if polarity is Polarity.HIGHEST else (ends[4], ends[0])
    return FloorAndTarget(better, worse), polarity


def gives(rule: RatingRule, polarity: Polarity, cells: Sequence[RatedCell | PrintedFigure]) -> bool:
    return all(
        rag_by(rule, polarity, cell.value if isinstance(cell, RatedCell) else cell.value.number or Decimal(0))
        is cell.rag
        for cell in cells
    )


def candidates(rule: RatingRule, kind: StandardKind, number: Decimal) -> list[RatingRule]:
    """Every rule with this number for one standard and, where it is another's place, any for that one."""
    if isinstance(rule, FloorAndTarget):
        if kind is FLOOR:
            return [FloorAndTarget(rule.target, number)]
        return [FloorAndTarget(number, floor) for floor in (*GRID, Decimal(-999), Decimal(999))]
    target, (low, high), amber = rule.target, rule.green, rule.amber or rule.green
    wide = [Decimal(-999), *GRID, Decimal(999)]
    return {
        StandardKind.GREEN_LOW: [TargetRange(target, (number, high), (other, amber[1])) for other in wide],
        StandardKind.GREEN_HIGH: [TargetRange(target, (low, number), (amber[0], other)) for other in wide],
        StandardKind.AMBER_LOW: [TargetRange(target, (other, high), (number, amber[1])) for other in wide],
        StandardKind.AMBER_HIGH: [TargetRange(target, (low, other), (amber[0], number)) for other in wide],
    }[kind]


def is_well_formed(rule: RatingRule, polarity: Polarity) -> bool:
    if isinstance(rule, FloorAndTarget):
        if rule.target is None or rule.floor_standard is None:
            return False
        lower, upper = rule.floor_standard, rule.target
        return lower <= upper if polarity is Polarity.HIGHEST else upper <= lower
    amber = rule.amber or rule.green
    return amber[0] <= rule.green[0] <= rule.target <= rule.green[1] <= amber[1]


@settings(deadline=None)
@given(hidden_rules(), st.lists(TENTHS, min_size=1, max_size=12))
def test_a_hidden_standard_lies_inside_and_no_cell_can_tell_the_rest_of_the_inside(
    hidden: tuple[RatingRule, Polarity], values: list[Decimal]
) -> None:
    rule, polarity = hidden
    figures = rated(values, rule, polarity)
    one = only(figures, measured(polarity))
    assert one.fits
    for found in one.standards:
        for number in GRID:
            possible = any(
                gives(candidate, polarity, figures) and is_well_formed(candidate, polarity)
                for candidate in candidates(rule, found.kind, number)
            )
            assert found.allows(number) == possible, (found.kind, number)


@settings(deadline=None)
@given(hidden_rules(), st.lists(TENTHS, min_size=1, max_size=12))
def test_every_end_is_pinned_by_cells_that_stand_there_or_by_the_target(
    hidden: tuple[RatingRule, Polarity], values: list[Decimal]
) -> None:
    rule, polarity = hidden
    one = only(rated(values, rule, polarity), measured(polarity))
    for found in one.standards:
        for end in (found.low, found.high):
            if end is not None:
                assert all(cell.value == end.value for cell in end.pins)
                assert end.pins or end.value == one.target
                assert {cell.rag for cell in end.pins} <= (
                    {Rag.GREEN, Rag.AMBER} if end.included else {Rag.RED, Rag.AMBER}
                )
        if found.roundest is not None:
            assert found.allows(found.roundest)


@settings(deadline=None)
@given(
    st.sampled_from([Polarity.HIGHEST, Polarity.LOWEST]),
    st.lists(st.tuples(TENTHS, st.sampled_from([Rag.RED, Rag.AMBER, Rag.GREEN])), min_size=1, max_size=7),
)
def test_a_contradiction_is_proved_by_a_smallest_set_of_cells(
    polarity: Polarity, cells: list[tuple[Decimal, Rag]]
) -> None:
    figures = [figure(value, rag, line=line) for line, (value, rag) in enumerate(cells, 2)]
    one = only(figures, measured(polarity))
    rules = [
        rule
        for target, floor in combinations(sorted([*GRID, Decimal(-999), Decimal(999)], reverse=True), 2)
        for rule in [
            FloorAndTarget(target, floor) if polarity is Polarity.HIGHEST else FloorAndTarget(floor, target)
        ]
    ]
    # Equal target and floor too: then nothing is AMBER.
    rules += [FloorAndTarget(number, number) for number in GRID]
    possible = any(gives(rule, polarity, figures) for rule in rules)
    assert one.fits == possible
    for found in one.standards:
        if found.contradiction:
            assert not any(gives(rule, polarity, found.contradiction) for rule in rules)
            for fewer in combinations(found.contradiction, len(found.contradiction) - 1):
                assert any(gives(rule, polarity, fewer) for rule in rules)


def test_amber_at_10_and_red_at_11_contradict_each_other_where_highest_is_best() -> None:
    figures = [
        figure("9.0", Rag.RED, line=2),
        figure("10", Rag.AMBER, line=3),
        figure("11", Rag.RED, line=4),
        figure("20", Rag.GREEN, line=5),
    ]
    one = only(figures, measured(Polarity.HIGHEST))
    assert [(cell.rag, cell.location.line) for cell in standard(one, FLOOR).contradiction] == [
        (Rag.AMBER, 3),
        (Rag.RED, 4),
    ]
    target = standard(one, TARGET)
    assert not target.contradiction
    assert (words(target.low), words(target.high)) == ("beyond 11", "from 20")


def test_the_target_itself_cannot_be_red_in_a_range() -> None:
    one = only([figure("20", Rag.RED, "20"), figure("22", Rag.GREEN, "20")], measured(Polarity.TARGET))
    assert [len(found.contradiction) for found in one.standards] == [1, 1, 1, 1]
    assert not one.fits


def test_edges_of_a_range_are_taken_as_far_on_both_sides_where_the_cells_allow() -> None:
    figures = [
        figure(value, rag, "20")
        for value, rag in (
            ("16.7", Rag.AMBER),
            ("19.7", Rag.GREEN),
            ("22.5", Rag.GREEN),
            ("22.6", Rag.AMBER),
        )
    ]
    one = only(figures, measured(Polarity.TARGET))
    assert standard(one, StandardKind.GREEN_LOW).roundest == Decimal("17.5")
    assert standard(one, StandardKind.GREEN_HIGH).roundest == Decimal("22.5")


def test_edges_that_cannot_be_as_far_on_both_sides_are_each_as_round_as_can_be() -> None:
    figures = [
        figure(value, rag, "20")
        for value, rag in (("9", Rag.AMBER), ("11", Rag.GREEN), ("24", Rag.GREEN), ("26", Rag.AMBER))
    ]
    one = only(figures, measured(Polarity.TARGET))
    assert standard(one, StandardKind.GREEN_LOW).roundest == 10
    assert standard(one, StandardKind.GREEN_HIGH).roundest == 25


def test_the_floor_standard_is_at_most_as_demanding_as_the_target() -> None:
    one = only([figure("73.9", Rag.RED, "85")], measured(Polarity.HIGHEST))
    floor = standard(one, FLOOR)
    assert (words(floor.low), words(floor.high)) == ("beyond 73.9", "from 85")
    assert floor.high is not None
    assert floor.high.pins == ()
    assert not floor.has_both_ratings


def test_a_target_that_the_ratings_contradict_limits_nothing() -> None:
    figures = [figure("33.3", Rag.GREEN, "30"), figure("50", Rag.RED, "30"), figure("29", Rag.GREEN, "30")]
    one = only(figures, measured(Polarity.LOWEST))
    assert [str(cell.value) for cell in one.off_target] == ["33.3"]
    floor = standard(one, FLOOR)
    assert (words(floor.low), words(floor.high)) == ("from 33.3", "beyond 50")
    assert not one.fits


def test_cells_with_the_defined_target_belong_together_over_years_and_levels() -> None:
    rule = FloorAndTarget(Decimal(85), Decimal(75))
    defined = threshold(
        rule, FloorBasis.STATED, first=Month(2022, 4).ordinal, label="2022-23", levels=("county", "team")
    )
    figures = [
        with_outturn(figure("76", Rag.AMBER, "85.0"), 2022, "74", Rag.RED, "85"),
        figure("90", Rag.GREEN, "85", area="Swale Central CSWT"),
    ]
    one = only(figures, measured(Polarity.HIGHEST, defined))
    assert (one.scope, one.since, one.defined_at, len(one.cells)) == ("county, team", "2022-23", 0, 3)
    assert standard(one, FLOOR).agrees


def test_a_computed_target_may_be_printed_with_fewer_decimals() -> None:
    rule = FloorAndTarget(Decimal("365.4"), Decimal(250))
    computed = replace(
        threshold(rule, FloorBasis.ASSUMED), origin="30% of another", exact_target=Fraction("365.4")
    )
    figures = [figure("243", Rag.RED, "365"), figure("277", Rag.AMBER, "365.4"), figure("380", Rag.GREEN)]
    (inferred,) = infer_thresholds(figures, [measured(Polarity.HIGHEST, computed)], AREAS)
    assert (inferred.defined_at, len(inferred.cells), inferred.target) == (0, 3, Decimal("365.4"))


def test_another_target_than_the_defined_one_makes_a_group_of_its_level_and_year() -> None:
    defined = threshold(FloorAndTarget(Decimal(85), None), None)
    figures = [
        figure("76", Rag.AMBER, "80"),
        figure("60", Rag.RED, "85"),
        figure("70", Rag.RED, "80", area="Swale"),
    ]
    found = inferred(figures, measured(Polarity.HIGHEST, defined))
    assert [(one.scope, one.since, str(one.target), one.defined_at) for one in found] == [
        ("county", "2024-25", "80", None),
        ("everywhere", "2023-24", "85", 0),
        ("district", "2024-25", "80", None),
    ]


def test_a_cell_without_a_target_is_rated_by_the_threshold_in_force() -> None:
    defined = threshold(FloorAndTarget(Decimal(85), None), None)
    figures = [figure("76", Rag.AMBER), figure("60", Rag.RED, "85")]
    assert len(only(figures, measured(Polarity.HIGHEST, defined)).cells) == 2


def test_a_value_or_a_rating_that_is_missing_says_nothing() -> None:
    figures = [figure(None, Rag.GREEN, "85"), figure("76", Rag.NONE, "85")]
    assert inferred(figures, measured(Polarity.HIGHEST)) == ()


def test_what_cannot_be_inferred_is_left_out() -> None:
    assert inferred([figure("76", Rag.GREEN)], measured(Polarity.NONE)) == ()
    assert inferred([figure("76", Rag.GREEN)], measured(Polarity.TARGET)) == ()
    raw = replace(measured(Polarity.HIGHEST), rate_on=RateOn.RAW)
    assert inferred([figure("76", Rag.GREEN, "70")], raw) == ()


def test_of_a_strict_target_equality_is_no_achievement() -> None:
    strict = measured(Polarity.HIGHEST, threshold(FloorAndTarget(Decimal(133), None, strict=True), None))
    one = only([figure("133", Rag.AMBER, "133"), figure("134", Rag.GREEN, "133")], strict)
    assert one.fits
    assert [found.kind for found in one.standards] == [FLOOR]
    assert not only([figure("133", Rag.GREEN, "133")], strict).fits


L_RATED = [("9", Rag.GREEN), ("14", Rag.AMBER), ("20", Rag.RED)]
H_RATED = [("9", Rag.RED), ("14", Rag.AMBER), ("20", Rag.GREEN)]


@pytest.mark.parametrize(
    ("defined", "printed", "cells", "notes"),
    [
        (Polarity.HIGHEST, Polarity.HIGHEST, L_RATED, "only polarity L admits a threshold, and H is defined"),
        (
            Polarity.HIGHEST,
            Polarity.LOWEST,
            H_RATED,
            "L is printed, but only H, as defined, admits a threshold",
        ),
        (
            Polarity.HIGHEST,
            Polarity.LOWEST,
            [("9", Rag.RED)],
            "L is printed and H is defined; the ratings fit both",
        ),
        (Polarity.HIGHEST, Polarity.HIGHEST, H_RATED, ""),
    ],
)
def test_the_other_polarity_is_tried(
    defined: Polarity, printed: Polarity, cells: list[tuple[str, Rag]], notes: str
) -> None:
    figures = [figure(value, rag, polarity=printed) for value, rag in cells]
    assert "; ".join(only(figures, measured(defined)).notes) == notes


def test_years_and_levels_that_fit_by_themselves_are_told() -> None:
    defined = threshold(FloorAndTarget(Decimal(85), None), None)
    by_year = [
        figure("76", Rag.AMBER, "85"),
        figure("78", Rag.RED, "85", period=Month(2023, 8).ordinal),
    ]
    one = only(by_year, measured(Polarity.HIGHEST, defined))
    assert one.notes == ("each year by itself (2024-25, 2023-24) admits a threshold",)
    by_level = [figure("76", Rag.AMBER, "85"), figure("78", Rag.RED, "85", area="Swale")]
    one = only(by_level, measured(Polarity.HIGHEST, defined))
    assert one.notes == ("each level by itself (county, district) admits a threshold",)
