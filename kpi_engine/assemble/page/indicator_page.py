"""The page of one indicator: its whole history, all areas on one scale, its standards, what was written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby

from kpi_engine.assemble.page.rating_names import cell_with_names
from kpi_engine.assemble.page.reference import definitions_table, sources_table
from kpi_engine.assemble.section.line import Line
from kpi_engine.assemble.section.row.cells import comparator_cell, rag_cell, value_in
from kpi_engine.assemble.section.row.plain_cells import text_cell
from kpi_engine.assemble.section.row.trend import scale_of, trend_cell
from kpi_engine.assemble.section.sections import Pack, newest_lines, sections_in
from kpi_engine.model.calendars.period import day_words
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.outputs.document import CellKind, Column, Row, Table
from kpi_engine.model.outputs.site import AreaPicture, IndicatorPage

Explain = Callable[[Figure], Sequence[str]]
# So many periods of each area are drawn side by side; the history of the first area is drawn whole.
_MOST_PERIODS = 24


def lines_by_code(pack: Pack, areas: Sequence[Area]) -> Mapping[str, tuple[Line, ...]]:
    """The rows that the pages show of each indicator: one for each area, in the order of the areas."""
    found: dict[str, dict[str, Line]] = {}
    for area in areas:
        for line in newest_lines(sections_in(pack, area)):
            found.setdefault(line.indicator.code, {}).setdefault(line.area.name, line)
    return {code: tuple(of_code.values()) for code, of_code in found.items()}


def indicator_page(pack: Pack, lines: Sequence[Line], explain: Explain) -> IndicatorPage:
    """The page of the indicator that all ``lines`` (at least 1) are of.

    ``explain`` says why a figure is rated as it is.
    """
    first, indicator = lines[0], lines[0].indicator
    periods = range(min([*first.figures, first.latest]), first.latest + 1)
    return IndicatorPage(
        title=pack.scorecard.title,
        as_at=pack.scorecard.period_words,
        code=indicator.code,
        name=indicator.name,
        facts=tuple(_facts(first)),
        history_area=first.area.name,
        history=trend_cell(first, periods),
        pictures=tuple(_pictures(lines)),
        standards=_standards(first, periods),
        comparators=_comparators(lines),
        explanation=() if first.figure is None else tuple(explain(first.figure)),
        remarks=tuple(_remarks(pack, indicator.code)),
    )


def _facts(line: Line) -> Iterator[tuple[str, str]]:
    """What is said of the indicator where all are listed, and how it is read."""
    indicator = line.indicator
    if indicator.service:
        yield "Service", indicator.service
    yield "Polarity", f"{line.polarity.value}: {line.polarity.words}"
    yield "Data period", f"{indicator.data_period.value}: {indicator.data_period.words}"
    for table in (definitions_table([indicator], ""), sources_table([indicator], "")):
        for row in table.rows:
            for column, cell in list(zip(table.columns, row.cells, strict=True))[2:]:
                if cell.text:
                    yield column.title, cell.text


def _pictures(lines: Sequence[Line]) -> Iterator[AreaPicture]:
    periods = [range(max(line.latest - _MOST_PERIODS + 1, _first(line)), line.latest + 1) for line in lines]
    shown = list(zip(lines, periods, strict=True))
    scale = scale_of(shown)
    for line, drawn in shown:
        trend = trend_cell(line, drawn, scale)
        rag = cell_with_names(line.indicator.scale, rag_cell(line.figure))
        yield AreaPicture(line.area.name, trend, value_in(line, line.latest), rag)


def _first(line: Line) -> int:
    return min([*line.figures, line.latest])


def _standards(line: Line, periods: Sequence[int]) -> Table:
    """Since when which target and floor standard or bands have been in force, the newest first."""

    def words(period: int) -> tuple[str, str]:
        standard = line.standard_in(period)
        edges = "; ".join(f"{edge.rag.value} {edge.text}" for edge in standard.edges)
        return standard.target_text, standard.floor_text or edges

    runs = [(words_of, list(run)) for words_of, run in groupby(periods, key=words)]
    rows = [
        ("", line.period_words(run[0]), line.period_words(run[-1]), *told)
        for told, run in reversed(runs)
        if any(told)
    ]
    floor = line.indicator.scale.words.said("Floor standard or bands")
    columns = ("From", "To", "Target", floor)
    return Table(
        "standards",
        "Targets over time",
        f"What has rated the figures of {line.area.name}",
        tuple(Column(title.lower(), title, CellKind.TEXT) for title in columns),
        tuple(Row("", line.area.name, tuple(map(text_cell, row[1:]))) for row in rows),
        empty="No target has been in force.",
    )


def _comparators(lines: Sequence[Line]) -> Table:
    """The comparators of the first area, each with the verdict on its latest figure."""
    first = lines[0]
    rows = tuple(
        Row("", first.area.name, (text_cell(name), comparator_cell(reference, first)))
        for name, reference in first.comparators.items()
    )
    columns = (Column("name", "Comparator", CellKind.TEXT), Column("value", "Value", CellKind.NUMBER))
    return Table(
        "comparators", "Comparators", f"Beside the latest figure of {first.area.name}", columns, rows
    )


def _remarks(pack: Pack, code: str) -> Iterator[tuple[str, str]]:
    """What has been written of the indicator, the newest month first, areas in their order."""
    entries = [
        entry
        for entry in pack.commentary or ()
        if entry.code == code and entry.markdown.strip() and entry.is_finished
    ]
    for entry in sorted(entries, key=lambda entry: (entry.month.year, entry.month.month), reverse=True):
        by = ", ".join(filter(None, (entry.author, day_words(entry.date))))
        yield ", ".join(filter(None, (entry.month.words, entry.area, by))), entry.markdown.strip()
