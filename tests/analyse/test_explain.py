"""Explanations: the words, held to examples; and what they claim, held to the kernel."""

from __future__ import annotations

import dataclasses
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi_engine.analyse.explain import explain
from kpi_engine.analyse.explanation import StandardPart, ValueBasis
from kpi_engine.model.decimals import decimals_of
from kpi_engine.model.definitions.indicator import DataPeriod, Indicator, PolarityInForce
from kpi_engine.model.definitions.judgement import Polarity, Rag, RateOn
from kpi_engine.model.definitions.methods.bands import BandsRule
from kpi_engine.model.definitions.threshold import FloorBasis, Threshold
from kpi_engine.rate.kernel import rate_observations
from tests.analyse.explanation_cases import CASES, expected_file, told
from tests.effort import examples
from tests.expected_text import check_text
from tests.oracle.records import PlainObservation
from tests.rate.columns import observations_of
from tests.rate.strategies import AREAS, DECIMALS, FIRST_PERIOD, NOWHERE, indicators, rules

REACHED = {Rag.GREEN, Rag.BLUE}
AT_LEAST_AMBER = {Rag.AMBER, Rag.AMBER_GREEN, *REACHED}
MET_BY = {
    "floor standard": AT_LEAST_AMBER,
    "amber range": AT_LEAST_AMBER,
    "tolerance": AT_LEAST_AMBER,
    "target": REACHED,
    "green range": REACHED,
    "amber band or better": AT_LEAST_AMBER,
    "green band": REACHED,
}


def is_rated_by(part: StandardPart, indicator: Indicator) -> bool:
    """Beside bands a target rates nothing."""
    return part.name != "target" or not isinstance(indicator.thresholds[0].rule, BandsRule)


def is_told_whole(indicator: Indicator) -> bool:
    """Of bands and strict targets on raw values no numerator is named."""
    rule = indicator.thresholds[0].rule
    return indicator.rate_on is RateOn.DISPLAYED or not (
        isinstance(rule, BandsRule) or (rule is not None and rule.is_strict)
    )


def decimals_from(least: int) -> st.SearchStrategy[Decimal]:
    units, places = st.integers(least, 5000), st.integers(0, 2)
    return st.builds(lambda units, places: Decimal(units).scaleb(-places), units, places)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_the_words(case: Path) -> None:
    check_text(expected_file(case), told(case))


def test_no_expected_words_without_their_case() -> None:
    folder = CASES[0].parent
    assert {file.stem for file in folder.iterdir()} == {case.stem for case in CASES}


@st.composite
def figures(draw: st.DrawFn) -> tuple[PlainObservation, Indicator]:
    """One figure made from its parts, with a threshold of any kind in force."""
    polarity = draw(st.sampled_from([Polarity.HIGHEST, Polarity.LOWEST, Polarity.TARGET]))
    rule = draw(rules(polarity, DECIMALS))
    threshold = Threshold(FIRST_PERIOD, None, "", (), (), rule, FloorBasis.STATED, NOWHERE)
    indicator = replace(
        draw(indicators("A1", numbers=DECIMALS)),
        polarities=(PolarityInForce(None, "", polarity, NOWHERE),),
        thresholds=(threshold,),
    )
    row = PlainObservation(
        "A1",
        AREAS[0].name,
        FIRST_PERIOD,
        numerator=draw(decimals_from(0)),
        denominator=draw(decimals_from(1)),
    )
    return row, indicator


def rag(row: PlainObservation, indicator: Indicator) -> Rag:
    ratings = rate_observations(observations_of([row]), [indicator], AREAS)
    return tuple(Rag)[ratings.rag[0]]


def step_of(row: PlainObservation) -> Decimal:
    assert row.numerator is not None
    return Decimal(1).scaleb(-decimals_of(row.numerator))


def assert_reaches(row: PlainObservation, indicator: Indicator, part: StandardPart) -> None:
    """The numerators named meet the standard by the kernel, and those one step beyond do not."""
    for numerator, outwards in ((part.least_numerator, -1), (part.greatest_numerator, 1)):
        if numerator is not None:
            beyond = numerator + outwards * step_of(row)
            assert rag(replace(row, numerator=numerator), indicator) in MET_BY[part.name]
            assert rag(replace(row, numerator=beyond), indicator) not in MET_BY[part.name]


@settings(max_examples=examples(200), deadline=None)
@given(figures())
def test_the_numerator_named_reaches_the_standard_and_one_less_does_not(
    figure: tuple[PlainObservation, Indicator],
) -> None:
    row, indicator = figure
    ratings = rate_observations(observations_of([row]), [indicator], AREAS)
    for part in explain(ratings, 0).standards:
        if not is_rated_by(part, indicator):
            continue
        if is_told_whole(indicator):
            assert (part.least_numerator, part.greatest_numerator) != (None, None)
        least, greatest = part.least_numerator, part.greatest_numerator
        if least is None or greatest is None or least <= greatest:
            assert_reaches(row, indicator, part)
        else:
            for nearest in (least, greatest):
                assert rag(replace(row, numerator=nearest), indicator) not in MET_BY[part.name]


@settings(max_examples=examples(200), deadline=None)
@given(figures(), st.sampled_from([DataPeriod.MS, DataPeriod.R12M]))
def test_the_next_cases_in_a_row_meet_the_standard_by_the_kernel(
    figure: tuple[PlainObservation, Indicator], data_period: DataPeriod
) -> None:
    row, drawn = figure
    indicator = replace(drawn, unit="percent", per=100, data_period=data_period)
    ratings = rate_observations(observations_of([row]), [indicator], AREAS)
    for part in explain(ratings, 0).standards:
        more = part.next_in_a_row
        if more is None or not is_rated_by(part, indicator):
            continue
        assert data_period is DataPeriod.MS
        assert row.numerator is not None
        assert row.denominator is not None
        counted = more if part.greatest_numerator is None else 0
        longer = replace(row, numerator=row.numerator + counted, denominator=row.denominator + more)
        assert rag(longer, indicator) in MET_BY[part.name]


@settings(max_examples=examples(200), deadline=None)
@given(figures())
def test_the_parts_say_what_the_kernel_says(figure: tuple[PlainObservation, Indicator]) -> None:
    row, indicator = figure
    ratings = rate_observations(observations_of([row]), [indicator], AREAS)
    told_of = explain(ratings, 0)
    assert told_of.rating.rag is tuple(Rag)[ratings.rag[0]]
    assert told_of.rating.polarity is tuple(Polarity)[ratings.polarity[0]]
    assert told_of.value.displayed == ratings.displayed.at(0)
    assert told_of.value.basis is ValueBasis.COMPUTED
    for part in told_of.standards:
        if not is_rated_by(part, indicator):
            continue
        verdict = part.text.split(". At the")[0].replace(" as displayed, but", ":").split(": ")[-1]
        assert verdict.startswith(("met", "exactly met")) == (told_of.rating.rag in MET_BY[part.name])


@settings(max_examples=examples(20), deadline=None)
@given(figures())
def test_lines_are_frozen_and_a_paragraph_each(figure: tuple[PlainObservation, Indicator]) -> None:
    row, indicator = figure
    told_of = explain(rate_observations(observations_of([row]), [indicator], AREAS), 0)
    assert all(line and "\n" not in line for line in told_of.lines)
    with pytest.raises(dataclasses.FrozenInstanceError):
        told_of.heading = "other"  # type: ignore[misc]
