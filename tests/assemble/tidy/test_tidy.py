"""Tidy columns against the same facts read row by row."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_engine.assemble.tidy.distinct import Texts, distinct_keys
from kpi_engine.assemble.tidy.table import tidy_table
from kpi_engine.model.arrays.observation import exact_column
from kpi_engine.model.calendars.period import Frequency, year_label
from kpi_engine.model.calendars.period_text import period_label
from kpi_engine.model.definitions.judgement import Polarity, RateOn
from kpi_engine.model.definitions.methods.band import BandsOf
from kpi_engine.model.definitions.methods.bands import BandsRule
from kpi_engine.model.definitions.methods.floor_and_target import FloorAndTarget
from kpi_engine.model.definitions.methods.rules import RatingRule
from kpi_engine.model.figures.ratings import Ratings
from kpi_engine.model.outputs.tidy import TidyKind, TidyTable
from kpi_engine.model.outputs.tidy_columns import TIDY_COLUMNS, kinds_of
from tests.assemble.making import AREAS, AUGUST, figure, indicator, months, rated, target_range, threshold
from tests.band_rules import bands_rule, contract
from tests.oracle.columns import plain_observations, plain_ratings
from tests.oracle.values import round_half_up


def rows(table: TidyTable) -> list[dict[str, str]]:
    """The table row by row, the slow and plain way."""
    return [
        {name: column.texts[column.positions[row]] for name, column in table.columns.items()}
        for row in range(len(table))
    ]


def text(number: Decimal | None) -> str:
    return "" if number is None else f"{number:f}"


def percent_of_target(value: Decimal | None, rule: RatingRule | None) -> Decimal | None:
    if value is None or not isinstance(rule, BandsRule) or rule.of is not BandsOf.PERCENT_OF_TARGET:
        return None
    assert rule.target is not None
    return round_half_up(100 * Fraction(value) / Fraction(rule.target), rule.decimals)


def expected_rows(ratings: Ratings, kind: str) -> list[dict[str, str]]:
    """What each row should say, from the plain records."""
    levels = {area.name: area.level for area in AREAS}
    observations, plain = plain_observations(ratings.observations), plain_ratings(ratings)
    expected = []
    for row, (observed, rating) in enumerate(zip(observations, plain, strict=True)):
        of_row = ratings.indicators[ratings.observations.code[row]]
        calendar = of_row.calendar.yearly if kind == "outturn" else of_row.calendar
        rule = rating.threshold.rule if rating.threshold else None
        floor = rule.floor_standard if isinstance(rule, FloorAndTarget) else None
        previous = plain[rating.previous].displayed if rating.previous is not None else None
        basis = rating.threshold.floor_basis if rating.threshold else None
        asked = rating.previous_period
        expected.append(
            {
                "code": observed.code,
                "area": observed.area,
                "level": levels[observed.area],
                "period": period_label(calendar, observed.period),
                "kind": kind,
                "value": text(rating.displayed),
                "numerator": text(observed.numerator),
                "denominator": text(observed.denominator),
                "target": text(rule.target) if rule else "",
                "floor_standard": text(floor),
                "rag": rating.rag.value,
                "not_rated": rating.not_rated.value,
                "previous_period": "" if asked is None else period_label(calendar, asked),
                "previous_value": text(previous),
                "direction_of_travel": rating.direction.value,
                "no_direction": rating.no_direction.value,
                "distance_to_target": text(rating.margin_to_target),
                "distance_to_floor": text(rating.margin_to_floor),
                "carried_forward": str(rating.carried_forward).lower(),
                "cohort": text(observed.denominator),
                "change": text(rating.change),
                "percent_change": text(rating.percent_change),
                "number_direction": rating.number_direction.value,
                "polarity": rating.polarity.value,
                "rated_on": of_row.rate_on.value,
                "threshold_from": rating.threshold.from_label if rating.threshold else "",
                "floor_basis": basis.value if basis else "",
                "made": "supplied",
                "year_target": text(rating.threshold.year_target) if rating.threshold else "",
                "strict": str(isinstance(rule, FloorAndTarget) and rule.strict).lower(),
                "bands": rule.name if isinstance(rule, BandsRule) else "",
                "percent_of_target": text(percent_of_target(rating.displayed, rule)),
            }
        )
    return expected


BEATEN = FloorAndTarget(Decimal(133), None, strict=True)
INDICATORS = (
    indicator(
        "A",
        thresholds=[
            threshold(0, "85.0"),
            threshold(
                AUGUST,
                "90",
                floor=None,
                from_label="2024-08",
                year_rule=FloorAndTarget(Decimal("1080"), None),
            ),
        ],
    ),
    indicator("B", Polarity.TARGET, thresholds=[target_range()]),
    indicator("D", thresholds=[threshold(0, rule=contract("187.4")), threshold(AUGUST, rule=BEATEN)]),
    indicator("E", Polarity.LOWEST, thresholds=[threshold(rule=bands_rule("..6", None, ">6"))]),
    indicator("C", Polarity.NONE, Frequency.QUARTERLY, [], rate_on=RateOn.RAW),
)
RATINGS = rated(
    [
        *months("84.9", "85.0", "90.00", code="A"),
        figure("-0.19", AUGUST, "Swale", "A", parts=("631.60", "1000000")),
        figure("20.5", AUGUST - 1, "Swale EHU", "B"),
        figure("20.5", AUGUST, "Swale EHU", "B", carried_forward=True),
        *months("5.0", None, "7.1", last=8097, code="C"),
        *months("66.2", None, "-3", "133", code="D"),
        figure("5", code="E"),
    ],
    INDICATORS,
)
OUTTURNS = rated([figure("88.0", 2022, code="A"), figure(None, 2022, code="C")], INDICATORS, outturns=True)


def test_every_cell_is_what_the_plain_records_say() -> None:
    table = tidy_table(RATINGS, OUTTURNS, AREAS)
    assert rows(table) == [*expected_rows(RATINGS, "observation"), *expected_rows(OUTTURNS, "outturn")]


def test_an_outturns_period_is_its_year() -> None:
    assert {row["period"] for row in rows(tidy_table(RATINGS, OUTTURNS, AREAS))[-2:]} == {year_label(2022)}


def test_some_rows_can_be_kept() -> None:
    kept = np.array([row % 2 == 0 for row in range(len(RATINGS))])
    table = tidy_table(RATINGS, OUTTURNS, AREAS, (kept, np.zeros(len(OUTTURNS), np.bool_)))
    assert rows(table) == expected_rows(RATINGS, "observation")[::2]


def test_the_rows_of_some_areas_are_those_of_the_whole_in_their_order() -> None:
    table = tidy_table(RATINGS, OUTTURNS, AREAS)
    whole = rows(table)
    for names in ({"Kent"}, {"Swale", "Kent"}, set[str](), {"Nowhere"}):
        assert rows(table.of_areas(names)) == [row for row in whole if row["area"] in names]


def test_no_rows_are_an_empty_table() -> None:
    nothing = rated([], INDICATORS)
    table = tidy_table(nothing, nothing, AREAS)
    assert len(table) == 0
    assert rows(table) == []


def test_the_columns_are_those_named() -> None:
    table = tidy_table(RATINGS, OUTTURNS, AREAS)
    assert list(table.columns) == list(TIDY_COLUMNS)
    assert {name: column.kind for name, column in table.columns.items()} == kinds_of(TIDY_COLUMNS)
    assert {len(column.positions) for column in table.columns.values()} == {len(table)}


def test_a_text_is_made_once_however_many_rows_hold_it() -> None:
    many = rated([figure("80.0", period) for period in range(AUGUST - 200, AUGUST)], [indicator()])
    table = tidy_table(many, rated([], []), AREAS)
    assert len(table) == 200
    for name, column in table.columns.items():
        if TIDY_COLUMNS[name].kind is TidyKind.NUMBER:
            assert len(column.texts) <= 2


@given(st.lists(st.integers(-(2**62), 2**62) | st.integers(-5, 5)))
def test_distinct_integers_and_where_each_stands(keys: list[int]) -> None:
    distinct, positions = distinct_keys(np.array(keys, np.int64))
    assert distinct == sorted(set(keys))
    assert [distinct[position] for position in positions] == keys


@given(
    st.lists(st.lists(st.integers(-(2**60), 2**60) | st.integers(-5, 5) | st.integers(0, 3000)), max_size=5)
)
def test_texts_of_blocks_keep_their_positions(blocks: list[list[int]]) -> None:
    texts, asked = Texts(), []

    def text_of(key: int) -> str:
        asked.append(key)
        return str(key)

    found = [texts.of("column", np.array(keys, np.int64), text_of) for keys in blocks]
    for keys, (words, positions) in zip(blocks, found, strict=True):
        assert [words[position] for position in positions] == list(map(str, keys))
    assert len(asked) == len(set(asked))


@given(
    st.lists(
        st.lists(st.none() | st.decimals(-1000, 1000, places=3) | st.decimals(-9, 9, places=0)), max_size=5
    )
)
def test_numbers_of_blocks(blocks: list[list[Decimal | None]]) -> None:
    texts = Texts()
    for block in blocks:
        words, positions = texts.numbers("value", exact_column(block))
        assert [words[position] for position in positions] == list(map(text, block))


@pytest.mark.parametrize("value", ["0", "0.0", "-0.5", "100.00", "9007199254740993.125"])
def test_a_number_keeps_every_digit(value: str) -> None:
    ratings = rated([figure("80.0", parts=(value, "1000000"))], [indicator(decimals=3)])
    assert rows(tidy_table(ratings, rated([], []), AREAS))[0]["numerator"] == value
