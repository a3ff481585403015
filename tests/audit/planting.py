"""Mistakes to plant in a clean page. Each says which cells it spoiled and what must be said about them.

A plant that changes nothing on a page (an arrow two months back can be the same arrow) returns None.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import DirectionOfTravel, Missing, Polarity, Rag, RateOn
from kpi_engine.model.definitions.methods.floor_and_target import FloorAndTarget
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.outputs.audit import FindingKind
from tests.audit.clean_page import AREAS, DISTRICTS, NEGATIVE, NOW, Page, Row, with_comparison

# Code, area, section and column of a cell.
Cell = tuple[str, str, str, str]
_RAGS = (Rag.RED, Rag.AMBER, Rag.GREEN)
_DIRECTIONS = (DirectionOfTravel.IMPROVED, DirectionOfTravel.WORSENED, DirectionOfTravel.SAME)


@dataclass(frozen=True)
class Planted:
    """Spoiled cells, the kinds of finding that may report them, and the hypothesis that explains them."""

    cells: Collection[Cell]
    kinds: frozenset[FindingKind]
    hypothesis: str = ""


def cell(row: Row, column: str) -> Cell:
    return (row.code, row.area, row.section, column)


def _planted(cells: set[Cell], *kinds: FindingKind, hypothesis: str = "") -> Planted | None:
    return Planted(frozenset(cells), frozenset(kinds), hypothesis) if cells else None


def _district_row(page: Page, code: str, random: Random) -> Row:
    return page.row(code, random.choice(DISTRICTS))


def wrong_rag(page: Page, code: str, random: Random) -> Planted | None:
    row = _district_row(page, code, random)
    row.rag = random.choice([rag for rag in _RAGS if rag is not row.rag])
    return _planted({cell(row, "rag")}, FindingKind.RAG)


def wrong_arrow(page: Page, code: str, random: Random) -> Planted | None:
    row = _district_row(page, code, random)
    row.direction = random.choice([each for each in _DIRECTIONS if each is not row.direction])
    return _planted({cell(row, "dot")}, FindingKind.DIRECTION, FindingKind.EQUAL_VALUES)


def wrong_outturn_rag(page: Page, code: str, random: Random) -> Planted | None:
    row = _district_row(page, code, random)
    row.outturn_rag = random.choice([rag for rag in _RAGS if rag is not row.outturn_rag])
    return _planted({cell(row, "outturn_rag")}, FindingKind.RAG)


def arrow_between_equal_values(page: Page, code: str, random: Random) -> Planted | None:
    row = _district_row(page, code, random)
    place = (code, row.area, NOW - 1)
    page.figures[place] = replace(page.figures[place], value=row.value)
    row.direction = random.choice((DirectionOfTravel.IMPROVED, DirectionOfTravel.WORSENED))
    return _planted({cell(row, "dot")}, FindingKind.EQUAL_VALUES)


def rated_without_data(page: Page, code: str, random: Random) -> Planted | None:
    row = _district_row(page, code, random)
    place = (code, row.area, NOW)
    page.figures[place] = replace(
        page.figures[place], value=None, numerator=None, denominator=None, missing=Missing.NOT_AVAILABLE
    )
    row.value = row.numerator = row.denominator = None
    return _planted({cell(row, "rag"), cell(row, "dot")}, FindingKind.WITHOUT_DATA)


def rag_left_out(page: Page, code: str, random: Random) -> Planted | None:
    row = _district_row(page, code, random)
    row.rag = Rag.NONE
    return _planted({cell(row, "rag")}, FindingKind.LEFT_OUT)


def arrow_left_out(page: Page, code: str, random: Random) -> Planted | None:
    row = _district_row(page, code, random)
    row.direction = DirectionOfTravel.NONE
    return _planted({cell(row, "dot")}, FindingKind.LEFT_OUT)


def wrong_value(page: Page, code: str, random: Random) -> Planted | None:
    row = _district_row(page, code, random)
    assert row.value is not None
    row.value += random.choice((Decimal(1), Decimal("-7.3"), Decimal(20))).quantize(row.value)
    return _planted({cell(row, "value")}, FindingKind.VALUE)


def copied_parts(page: Page, code: str, random: Random) -> Planted | None:
    first, second = random.sample(DISTRICTS, 2)
    row, neighbour = page.row(code, first), page.row(code, second)
    if row.value == neighbour.value or row.numerator is None:
        return None
    row.numerator, row.denominator = neighbour.numerator, neighbour.denominator
    return _planted(
        {cell(row, "numerator"), cell(row, "denominator")},
        FindingKind.COPIED_PARTS,
        hypothesis="copied_parts",
    )


def exchanged_parts(page: Page, code: str, random: Random) -> Planted | None:
    row = _district_row(page, code, random)
    if row.numerator is None:
        return None
    row.numerator, row.denominator = row.denominator, row.numerator
    return _planted(
        {cell(row, "numerator"), cell(row, "denominator")},
        FindingKind.SWAPPED,
        hypothesis="numerator_and_denominator",
    )


def wrong_parts_of_the_right_ratio(page: Page, code: str, random: Random) -> Planted | None:
    row = _district_row(page, code, random)
    if row.numerator is None or row.denominator is None:
        return None
    row.numerator, row.denominator = 2 * row.numerator, 2 * row.denominator
    return _planted({cell(row, "numerator"), cell(row, "denominator")}, FindingKind.VALUE)


def printed_twice(page: Page, code: str, random: Random) -> Planted | None:
    row = _district_row(page, code, random)
    assert row.value is not None
    other = replace(row, section=f"again, of {code}", value=row.value + Decimal("0.3").quantize(row.value))
    page.rows.append(other)
    return _planted({cell(other, "value")}, FindingKind.PRINTED_TWICE)


def wrong_target(page: Page, code: str, random: Random) -> Planted | None:
    row = _district_row(page, code, random)
    assert row.target is not None
    row.target += Decimal("0.5")
    return _planted({cell(row, "target")}, FindingKind.LEVEL_TARGET)


def wrong_target_in_all_areas(page: Page, code: str, _: Random) -> Planted | None:
    rows = [row for row in page.rows if row.code == code]
    for row in rows:
        assert row.target is not None
        row.target += Decimal("0.5")
    return _planted({cell(row, "target") for row in rows}, FindingKind.TARGET)


def value_and_target_exchanged(page: Page, code: str, random: Random) -> Planted | None:
    row = _district_row(page, code, random)
    assert row.value is not None
    assert row.target is not None
    if abs(row.value - row.target) < 1:  # a target without decimals reads like the value rounded
        return None
    row.value, row.target = row.target, row.value
    return _planted(
        {cell(row, "value"), cell(row, "target")}, FindingKind.SWAPPED, hypothesis="value_and_target"
    )


def rows_exchanged(page: Page, code: str, random: Random) -> Planted | None:
    first, second = (page.row(code, area) for area in random.sample(DISTRICTS, 2))
    columns = ("value", "numerator", "denominator")
    cells = set()
    if first.value == second.value:
        return None
    for column in columns:
        one, other = getattr(first, column), getattr(second, column)
        setattr(first, column, other)
        setattr(second, column, one)
        if one != other:
            cells |= {cell(first, column), cell(second, column)}
    return _planted(cells, FindingKind.SWAPPED, hypothesis="rows_of_two_areas")


def wrong_letter(page: Page, code: str, _: Random) -> Planted | None:
    rows = [row for row in page.rows if row.code == code]
    for row in rows:
        row.polarity = Polarity.LOWEST if row.polarity is Polarity.HIGHEST else Polarity.HIGHEST
    return _planted(
        {cell(row, "polarity") for row in rows}, FindingKind.LETTER, hypothesis="letter_misprinted"
    )


def wrong_outturn_year(page: Page, code: str, _: Random) -> Planted | None:
    rows = [row for row in page.rows if row.code == code]
    for row in rows:
        assert row.outturn_year is not None
        row.outturn_year -= 1
    return _planted(
        {cell(row, "outturn_year") for row in rows},
        FindingKind.OUTTURN_YEAR,
        hypothesis="outturn_year_label",
    )


def area_left_out_of_the_sum(page: Page, code: str, random: Random) -> Planted | None:
    if code == NEGATIVE:
        return None
    page.indicators[code] = replace(page.indicators[code], adds_up_from="district")
    left_out = random.choice(DISTRICTS)
    counted = [page.figures[code, area, NOW] for area in DISTRICTS if area != left_out]
    numerator = sum((each.numerator or Decimal(0) for each in counted), Decimal(0))
    denominator = sum((each.denominator or Decimal(0) for each in counted), Decimal(0))
    value = (100 * numerator / denominator).quantize(Decimal("0.1"), ROUND_HALF_UP)
    place = (code, AREAS[0].name, NOW)
    page.figures[place] = replace(
        page.figures[place], value=value, numerator=numerator, denominator=denominator
    )
    page.print_clean()
    county = page.row(code, AREAS[0].name)
    return _planted(
        {cell(county, "numerator"), cell(county, "denominator")},
        FindingKind.ADDING_UP,
        hypothesis="left_out_of_sum",
    )


def wrong_part_of_a_sum(page: Page, code: str, random: Random) -> Planted | None:
    """The sum of the county fails for it, but the county's own numbers are right."""
    if code == NEGATIVE:
        return None
    page.indicators[code] = replace(page.indicators[code], adds_up_from="district")
    parts = [page.figures[code, area, NOW] for area in DISTRICTS]
    numerator = sum((each.numerator or Decimal(0) for each in parts), Decimal(0))
    denominator = sum((each.denominator or Decimal(0) for each in parts), Decimal(0))
    value = (100 * numerator / denominator).quantize(Decimal("0.1"), ROUND_HALF_UP)
    place = (code, AREAS[0].name, NOW)
    page.figures[place] = replace(
        page.figures[place], value=value, numerator=numerator, denominator=denominator
    )
    page.print_clean()
    return wrong_parts_of_the_right_ratio(page, code, random)


def wrong_earlier_figure(page: Page, code: str, random: Random) -> Planted | None:
    """The trend is printed, and one of its figures is another one."""
    _print_history(page, code)
    row = _district_row(page, code, random)
    period = random.choice(list(row.history))
    row.history[period] += random.choice((Decimal(1), Decimal(20))).quantize(row.history[period])
    return _planted({cell(row, "history")}, FindingKind.VALUE)


def earlier_figure_printed_in_two_ways(page: Page, code: str, random: Random) -> Planted | None:
    _print_history(page, code)
    row = _district_row(page, code, random)
    other = replace(row, section=f"again, of {code}", history=dict(row.history))
    other.history[NOW - 1] += Decimal(3).quantize(other.history[NOW - 1])
    page.rows.append(other)
    return _planted({cell(other, "history")}, FindingKind.PRINTED_TWICE)


def history_in_the_next_column(page: Page, code: str, random: Random) -> Planted | None:
    """Every earlier figure of a row is that of the month before."""
    row = _district_row(page, code, random)
    row.history = {period: _observed(page, row, period - 1) for period in range(NOW - 5, NOW)}
    wrong = [period for period in row.history if row.history[period] != _observed(page, row, period)]
    if len(wrong) < len(row.history):
        row.history = {}
        return None
    cells = Counter({cell(row, "history"): len(wrong)})
    return Planted(cells, frozenset({FindingKind.VALUE}), "history_shifted")


def _print_history(page: Page, code: str) -> None:
    """The three months before, of all areas, as observed."""
    for row in page.rows:
        if row.code == code:
            row.history = {period: _observed(page, row, period) for period in range(NOW - 3, NOW)}


def _observed(page: Page, row: Row, period: int) -> Decimal:
    value = page.figures[row.code, row.area, period].value
    assert value is not None
    return value


def rag_that_no_floor_standard_gives(page: Page, code: str, random: Random) -> Planted | None:
    """Nobody has defined a floor standard, and one area is RED though two that are worse are AMBER."""
    indicator = page.indicators[code]
    thresholds = tuple(
        replace(each, rule=FloorAndTarget(each.rule.target, None), floor_basis=None)
        for each in indicator.thresholds
    )
    floors = [each.rule.floor for each in indicator.thresholds]
    page.indicators[code] = replace(indicator, thresholds=thresholds)
    sign = 1 if indicator.polarities[0].polarity is Polarity.HIGHEST else -1
    floor, target = floors[-1], thresholds[-1].rule.target
    assert floor is not None
    assert target is not None
    missing = []
    for row in page.rows:
        if row.code == code and row.value is not None and sign * row.value < sign * target:
            row.rag = Rag.AMBER if sign * row.value >= sign * floor else Rag.RED
            missing.append((sign * row.value, row))
    ambers = sorted((merit, row.area, row) for merit, row in missing if row.rag is Rag.AMBER)
    if len({merit for merit, _, _ in ambers}) < 3:
        return None
    best = ambers[-1][2]
    if sum(merit == ambers[-1][0] for merit, _, _ in ambers) > 1:
        return None
    best.rag = Rag.RED
    return _planted({cell(best, "rag")}, FindingKind.CONTRADICTING)


def wrong_comparator(page: Page, code: str, random: Random) -> Planted | None:
    places = [at for at, each in enumerate(page.comparators) if each.code == code]
    if not places:
        return None
    at = random.choice(places)
    page.comparators[at] = replace(page.comparators[at], value=Decimal("61.6"), text="61.6")
    area = page.comparators[at].area
    name = f"England in {area}" if area else "England"
    cells = {(code, name, section, "comparator") for section in ("one", "two")}
    return _planted(cells, FindingKind.COMPARATOR)


def _as_rated(
    page: Page, code: str, ratings: Mapping[tuple[str, str], Figure], *columns: str, hypothesis: str
) -> Planted | None:
    """Print RAGs or arrows of an indicator as other ratings have them."""
    cells = set()
    for row in page.rows:
        if row.code != code:
            continue
        figure = ratings[code, row.area]
        if "rag" in columns and row.rag is not figure.rag:
            row.rag = figure.rag
            cells.add(cell(row, "rag"))
        if "dot" in columns and row.direction is not figure.direction:
            row.direction = figure.direction
            cells.add(cell(row, "dot"))
    return _planted(
        cells, FindingKind.RAG, FindingKind.DIRECTION, FindingKind.EQUAL_VALUES, hypothesis=hypothesis
    )


def flipped_polarity(page: Page, code: str, _: Random) -> Planted | None:
    def flip(indicator: Indicator) -> Indicator:
        (entry,) = indicator.polarities
        other = Polarity.LOWEST if entry.polarity is Polarity.HIGHEST else Polarity.HIGHEST
        return replace(indicator, polarities=(replace(entry, polarity=other),))

    return _as_rated(page, code, page.ratings(flip), "rag", "dot", hypothesis="polarity_flipped")


def other_comparison(page: Page, code: str, random: Random) -> Planted | None:
    lag = random.choice((2, 3, 4, 12))
    ratings = page.ratings(with_comparison(lag))
    return _as_rated(page, code, ratings, "dot", hypothesis=f"compared_{lag}_back")


def size_without_sign(page: Page, _code: str, _: Random) -> Planted | None:
    figures = dict(page.figures)
    for place, figure in figures.items():
        if figure.value is not None:
            page.figures[place] = replace(figure, value=abs(figure.value))
    ratings = page.ratings()
    page.figures = figures
    return _as_rated(page, NEGATIVE, ratings, "dot", hypothesis="arrow_by_absolute_value")


def rated_before_rounding(page: Page, code: str, _: Random) -> Planted | None:
    """Three areas that meet or miss the target by rounding only, and RAGs of the ratio itself."""
    if code == NEGATIVE:
        return None
    indicator = page.indicators[code]
    target = indicator.thresholds[-1].rule.target
    assert target is not None
    below = indicator.polarities[0].polarity is Polarity.HIGHEST
    for area in DISTRICTS[:3]:
        numerator = target * 20 + (-1 if below else 1) * Decimal("0.4")
        place = (code, area, NOW)
        page.figures[place] = replace(
            page.figures[place],
            value=target.quantize(Decimal("0.1")),
            numerator=numerator,
            denominator=Decimal(2000),
        )
    page.print_clean()
    ratings = page.ratings(lambda each: replace(each, rate_on=RateOn.RAW))
    return _as_rated(page, code, ratings, "rag", hypothesis="rated_on_the_other_value")


def standards_of_year_before(page: Page, code: str, _: Random) -> Planted | None:
    def before(indicator: Indicator) -> Indicator:
        moved = tuple(replace(each, first=each.first + 12) for each in indicator.thresholds)
        return replace(indicator, thresholds=moved)

    return _as_rated(page, code, page.ratings(before), "rag", hypothesis="standards_of_year_before")


def filled_down(page: Page, code: str, _: Random) -> Planted | None:
    county = page.row(code, AREAS[0].name)
    cells = set()
    for area in DISTRICTS:
        row = page.row(code, area)
        if row.direction is not county.direction:
            row.direction = county.direction
            cells.add(cell(row, "dot"))
    return _planted(cells, FindingKind.DIRECTION, FindingKind.EQUAL_VALUES, hypothesis="filled_down")


def compared_at_all_decimals(page: Page, code: str, _: Random) -> Planted | None:
    """Values with one more decimal than the ones before, which they repeat."""
    if code == NEGATIVE:
        return None
    for area in DISTRICTS[:3]:
        now, before = (code, area, NOW), (code, area, NOW - 1)
        value = page.figures[before].value
        assert value is not None
        page.figures[now] = replace(
            page.figures[now], value=value + Decimal("0.03"), numerator=None, denominator=None
        )
    page.print_clean()
    cells = set()
    for area in DISTRICTS[:3]:
        row = page.row(code, area)
        higher_is_better = page.indicators[code].polarities[0].polarity is Polarity.HIGHEST
        row.direction = DirectionOfTravel.IMPROVED if higher_is_better else DirectionOfTravel.WORSENED
        cells.add(cell(row, "dot"))
    return _planted(cells, FindingKind.EQUAL_VALUES, hypothesis="compared_at_all_decimals")


Plant = Callable[[Page, str, Random], Planted | None]
PLANTS: tuple[Plant, ...] = (
    wrong_rag,
    wrong_arrow,
    wrong_outturn_rag,
    arrow_between_equal_values,
    rated_without_data,
    rag_left_out,
    arrow_left_out,
    wrong_value,
    copied_parts,
    exchanged_parts,
    wrong_parts_of_the_right_ratio,
    printed_twice,
    wrong_target,
    wrong_target_in_all_areas,
    value_and_target_exchanged,
    rows_exchanged,
    wrong_letter,
    wrong_outturn_year,
    area_left_out_of_the_sum,
    wrong_part_of_a_sum,
    wrong_earlier_figure,
    earlier_figure_printed_in_two_ways,
    history_in_the_next_column,
    rag_that_no_floor_standard_gives,
    wrong_comparator,
    flipped_polarity,
    other_comparison,
    size_without_sign,
    rated_before_rounding,
    standards_of_year_before,
    filled_down,
    compared_at_all_decimals,
)
