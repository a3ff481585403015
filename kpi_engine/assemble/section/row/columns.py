"""The columns of a section's table, and the cell of each for a line.

All frequencies share one order: what it is, the trend, the latest figure and what it is made of, how it
is judged, last year, next year's target, comparators. A column that no line of the section can fill is
left out: the trend where it has one period only, numerator and denominator where none is supplied, target,
floor standard or band, and rating where none is in force,
last year in an annual section (its trend shows it) or where no outturn is given, next year's
target except in an annual section, and comparators that do not occur.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from kpi_engine.assemble.section.line import Line
from kpi_engine.assemble.section.rated_by import RatedBy, is_unrated, rated_by, scale_of
from kpi_engine.assemble.section.row.cells import (
    DIRECTION_MEANING,
    brief_value_in,
    comparator_cell,
    denominator_cell,
    family_rank_cell,
    latest_cell,
    numerator_cell,
    rag_cell,
    rank_cell,
    value_in,
)
from kpi_engine.assemble.section.row.direction_cells import (
    change_cell,
    direction_cell,
    longer_cell,
    number_direction_cell,
)
from kpi_engine.assemble.section.row.layout import ColumnOfCells, Layout
from kpi_engine.assemble.section.row.other_year_columns import (
    irregular_columns,
    is_irregular,
    next_target_columns,
    outturn_columns,
    outturn_judgement_columns,
)
from kpi_engine.assemble.section.row.plain_cells import text_cell
from kpi_engine.assemble.section.row.standard_cells import floor_cell, further_edge_cell, target_cell
from kpi_engine.assemble.section.row.trend import trend_cell
from kpi_engine.assemble.section.standards import target_of
from kpi_engine.model.calendars.period_text import period_label, period_words
from kpi_engine.model.definitions.house_words import HouseWords
from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.definitions.methods.method_words import Family
from kpi_engine.model.definitions.scale import Scale
from kpi_engine.model.outputs.document import PERIOD_KEY, Cell, CellKind, Column
from kpi_engine.model.wording import capitalised

COMPARATORS = "Comparators"
COMPARATOR_MEANING = "Reference value; whether the latest figure is better, similar or worse"
MADE_OF = "Made of"
TREND = "Trend"


def columns_of(layout: Layout, lines: Sequence[Line]) -> list[ColumnOfCells]:
    """The columns of a section in their order, each with what makes its cell from a line."""
    columns = [
        *_identity_columns(layout, lines),
        *_figure_columns(layout, lines),
        *_judgement_columns(rated_by(lines), lines),
        *_statistics_columns(layout, lines),
        *_rank_columns(lines),
        *outturn_columns(layout),
        *outturn_judgement_columns(layout),
        *next_target_columns(layout, lines),
        *_comparator_columns(lines),
    ]
    return _without_empty(columns, lines)


def volume_columns_of(layout: Layout, lines: Sequence[Line]) -> list[ColumnOfCells]:
    """The columns of indicators shown for context: whatever would judge them is left out."""
    columns = [
        *(made for made in _identity_columns(layout, lines) if made[0].key != "polarity"),
        *_figure_columns(layout, lines),
        *_change_columns(),
        *_statistics_columns(layout, lines),
        *outturn_columns(layout),
        *_comparator_columns(lines),
    ]
    return _without_empty(columns, lines)


def _without_empty(columns: Sequence[ColumnOfCells], lines: Sequence[Line]) -> list[ColumnOfCells]:
    """The columns without columns of parts, standards and outturns that no line has."""
    figures = [line.figure for line in lines if line.figure is not None]
    has_parts = any(figure.numerator is not None or figure.denominator is not None for figure in figures)
    has_target = any(target_of(line.threshold) is not None for line in lines)
    has_floor = any(line.threshold is not None for line in lines)
    empty = {
        *(() if has_parts else ("numerator", "denominator")),
        *(() if has_target else ("target",)),
        *(() if has_floor else ("floor_standard",)),
        *(("rag",) if is_unrated(lines) else ()),
        *(() if any(line.indicator.qpr for line in lines) else ("qpr",)),
        *(() if any(line.outturn for line in lines) else ("outturn", "outturn_target", "outturn_rag")),
    }
    return [column for column in columns if column[0].key not in empty]


def _figure_columns(layout: Layout, lines: Sequence[Line]) -> Iterator[ColumnOfCells]:
    if all(is_irregular(line) for line in lines):
        yield from irregular_columns()
    else:
        if len(layout.periods) > 1:
            yield from _trend_columns(layout)
        yield from _latest_columns(layout, lines)


def _identity_columns(layout: Layout, lines: Sequence[Line]) -> Iterator[ColumnOfCells]:
    """The columns that identify a row; where all rows are of one indicator, the area names a row."""
    words = scale_of(lines).words
    yield Column("code", "Code", CellKind.TEXT), lambda line: text_cell(line.indicator.code)
    if not layout.several_areas or len({line.indicator.code for line in lines}) > 1:
        yield Column("indicator", "Indicator", CellKind.TEXT), lambda line: text_cell(line.indicator.name)
    if layout.several_areas:
        yield Column("area", "Area", CellKind.TEXT), lambda line: text_cell(line.area.name)
    yield (
        Column("polarity", "Polarity", CellKind.TEXT, "Which way is better", detail=True),
        lambda line: text_cell(line.polarity.value, line.polarity.words),
    )
    yield (
        Column("data_period", "Data period", CellKind.TEXT, "What one figure covers", detail=True),
        lambda line: text_cell(line.indicator.data_period_code, line.indicator.data_period_words),
    )
    yield (
        Column("qpr", words.quarterly_report, CellKind.TEXT, _sentence(words), detail=True),
        lambda line: text_cell("✓", "yes") if line.indicator.qpr else text_cell("", "no"),
    )


def _sentence(words: HouseWords) -> str:
    meaning = words.quarterly_report_meaning
    return capitalised(meaning)


def _trend_columns(layout: Layout) -> Iterator[ColumnOfCells]:
    """A column a period and their trend; where lines have several calendars, the trend of each alone."""
    if layout.calendar is None:
        yield (
            Column(
                "trend", "Trend", CellKind.TREND, f"Of the last {len(layout.periods)} periods of each", TREND
            ),
            lambda line: trend_cell(line, layout.periods_of(line)),
        )
        return
    for period in layout.periods:
        words = period_words(layout.calendar, period)
        column = Column(
            f"{PERIOD_KEY}{period_label(layout.calendar, period)}",
            words,
            CellKind.NUMBER,
            f"The figure for {words}",
            TREND,
            detail=True,
        )
        yield column, partial(value_in if period == layout.latest else brief_value_in, period=period)
    first, last = (period_words(layout.calendar, layout.periods[end]) for end in (0, -1))
    yield (
        Column("trend", "Trend", CellKind.TREND, f"From {first} to {last}", TREND),
        lambda line: trend_cell(line, layout.periods),
    )


def _latest_columns(layout: Layout, lines: Sequence[Line]) -> Iterator[ColumnOfCells]:
    figure = "figure for the period beside it"
    if layout.calendar is not None:
        figure = f"figure for {period_words(layout.calendar, layout.periods[-1])}"
        if layout.has_earlier(lines):
            figure += f", or for the earlier {layout.calendar.period_name} beside it"
    yield (
        Column("latest", "Latest", CellKind.NUMBER, f"The {figure}"),
        lambda line: latest_cell(line, layout.latest),
    )
    made_of = f"Of the {figure}"
    yield (
        Column("numerator", "Numerator", CellKind.NUMBER, made_of, MADE_OF, detail=True),
        numerator_cell,
    )
    yield (
        Column("denominator", "Denominator", CellKind.NUMBER, made_of, MADE_OF, detail=True),
        lambda line: denominator_cell(line, layout.small_cohort),
    )


def _change_columns() -> Iterator[ColumnOfCells]:
    yield (
        Column("change", "Change", CellKind.NUMBER, "Of the number, since the one it is compared with"),
        change_cell,
    )
    yield (
        Column("number_direction", "Rise or fall", CellKind.TEXT, "Of the number, which is not judged"),
        number_direction_cell,
    )


def _judgement_columns(rated: RatedBy, lines: Sequence[Line]) -> Iterator[ColumnOfCells]:
    scale = scale_of(lines)
    has_longer = any(line.indicator.compare_also is not None for line in lines)
    yield (
        Column(
            "direction_of_travel",
            "Direction of travel",
            CellKind.DIRECTION,
            DIRECTION_MEANING,
        ),
        direction_cell,
    )
    if has_longer:
        meaning = f"{DIRECTION_MEANING}, since longer ago"
        yield Column("longer_term", "Longer term", CellKind.DIRECTION, meaning, detail=True), longer_cell
    yield (
        Column("target", "Target", CellKind.NUMBER, "The value aimed at"),
        lambda line: target_cell(line.threshold, line.indicator, line.polarity, line.figure),
    )
    if rated.only is not Family.TARGET:
        heading, meaning = rated.floor_heading(scale), _floor_meaning(rated, scale)
        yield Column("floor_standard", heading, CellKind.NUMBER, meaning, detail=True), floor_cell
    yield from _further_columns(scale, lines)
    yield Column("rag", "RAG", CellKind.RAG, scale.names_of_all("or")), lambda line: rag_cell(line.figure)


def _further_columns(scale: Scale, lines: Sequence[Line]) -> Iterator[ColumnOfCells]:
    """Where ratings beside RED, AMBER and GREEN begin, so that a reader can check them."""
    edges = [line.threshold.rule.further_edges for line in lines if line.threshold is not None]
    begun = {rag for some in edges for rag, _edge in some}
    for rating in scale.ratings:
        if rating.rag in begun:
            column = Column(
                f"{rating.rag.key}_from",
                f"{rating.name} from",
                CellKind.NUMBER,
                f"The value from which on a better one is {rating.name}, too",
                detail=True,
            )
            yield column, partial(further_edge_cell, rating.rag)


def _floor_meaning(rated: RatedBy, scale: Scale) -> str:
    red, amber = scale.name(Rag.RED), scale.name(Rag.AMBER)
    if rated.only is Family.BANDS:
        return f"What is {red}"
    least = f"The least acceptable value; where a range is aimed at, the {amber} range"
    if rated.only is Family.TOLERANCE:
        least = "The last value within the tolerance"
    return f"{least}; where bands rate, what is {red}" if rated.has_bands_and_others else least


def _statistics_columns(layout: Layout, lines: Sequence[Line]) -> Iterator[ColumnOfCells]:
    if layout.statistics.kinds:
        # Few scorecards ask for them.
        from kpi_engine.assemble.section.row.statistics_columns import statistics_columns

        yield from statistics_columns(layout, lines)


def _rank_columns(lines: Sequence[Line]) -> Iterator[ColumnOfCells]:
    ranks = [line.figure.rank for line in lines if line.figure is not None]
    if any(ranks):
        levels = dict.fromkeys(line.area.level for line in lines if line.figure and line.figure.rank)
        meaning = f"Place among the areas ({', '.join(levels)}) with a value in the same period, best first"
        yield Column("rank", "Rank", CellKind.NUMBER, meaning, detail=True), rank_cell
    if any(line.figure is not None and line.figure.family for line in lines):
        meaning = (
            "Place among the areas of the family that is named, with a value in the same period, best first"
        )
        yield Column("family_rank", "Rank in family", CellKind.NUMBER, meaning, detail=True), family_rank_cell


def _comparator_columns(lines: Sequence[Line]) -> Iterator[ColumnOfCells]:
    for name in dict.fromkeys(name for line in lines for name in line.comparators):
        yield (
            Column(f"comparator:{name}", name, CellKind.NUMBER, COMPARATOR_MEANING, COMPARATORS, detail=True),
            partial(_comparator_cell, name),
        )


def _comparator_cell(name: str, line: Line) -> Cell:
    return comparator_cell(line.comparators.get(name), line)
