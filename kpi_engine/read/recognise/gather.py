"""Tables → measures: each row, or each column where periods run down, with all its figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kpi_engine.model.wording import counted
from kpi_engine.read.recognise.found import (
    FoundMeasure,
    OneFigure,
    SheetReport,
)
from kpi_engine.read.recognise.header_rows import Layout, period_named
from kpi_engine.read.recognise.row_figures import (
    add_comparators,
    add_parts,
    add_targets,
    add_targets_down,
    add_texts,
    figure_at,
    figures_of_one_period,
    latest_of,
    put_figure,
    with_parts,
)
from kpi_engine.read.recognise.row_ratings import coloured_figures, has_ratings_as_colours, ratings_in
from kpi_engine.read.recognise.tables import BodyRow, FoundTable
from kpi_engine.read.recognise.words.column_roles import Heading, Role
from kpi_engine.read.recognise.words.figure_cells import FoundFigure, figure_in
from kpi_engine.read.recognise.words.found_period import UNREAD, FoundPeriod, Part
from kpi_engine.read.recognise.words.period_headings import period_in
from kpi_engine.read.recognise.words.span_runs import Kind, main_kind, why_left_out, with_runs_read

_NEVER_A_MEASURE = (
    "total",
    "totals",
    "comment",
    "comments",
    "notes",
    "note",
    "commentary",
    "average",
    "running total",
)


class Gatherer:
    """Gathers measures from tables, sheet by sheet.

    A measure in several tables is gathered as a single measure.
    """

    def __init__(self) -> None:
        self.measures: dict[tuple[str, Kind], FoundMeasure] = {}

    def take(self, table: FoundTable, report: SheetReport) -> None:
        """Add a table's measures and figures, and say in the report what was made of it."""
        before = self._count()
        if table.layout is Layout.ACROSS:
            self._across(table, report)
        elif table.layout is Layout.DOWN:
            self._down(table, report)
        else:
            self._long(table, report)
        figures = self._count() - before
        where = f'"{table.title}"' if table.title else "table"
        report.taken.append(
            f"{where}: {counted(len(table.rows), 'row')}, {_layout_of(table)}, {counted(figures, 'figure')}"
            + (f"; the year is that of {table.year_from!r}" if table.year_from else "")
            + _of_numbered_days(table)
        )
        report.skipped += [f"{skipped.place}: {skipped.why}" for skipped in table.skipped]
        for heading in table.headings:
            place = table.sheet.place(table.header_row, heading.column)
            if table.layout is Layout.DOWN:
                continue
            if heading.role is Role.SKIPPED and heading.text:
                report.skipped.append(f'{place}: the column "{heading.text}", {heading.role.value}')
            elif heading.role is Role.UNKNOWN and heading.text:
                why = f", {heading.why}" if heading.why else ""
                report.not_understood.append(f'{place}: the column "{heading.text}"{why}')

    def _count(self) -> int:
        return sum(len(each.figures) + len(each.outturns) for each in self.measures.values())

    def _measure(self, kind: Kind, reference: str, name: str, place: str, group: str = "") -> FoundMeasure:
        key = (reference or name).casefold(), kind
        if key not in self.measures:
            sheet = place.rpartition("!")[0]
            self.measures[key] = FoundMeasure(reference, name or reference, kind, sheet, place, group)
        return self.measures[key]

    def _across(self, table: FoundTable, report: SheetReport) -> None:
        periods = table.of_role(Role.PERIOD)
        named = None if periods else period_named(table.sheet, table.header_row)
        kind = main_kind(each.period for each in periods if each.period) if named is None else named.kind
        latest = latest_of(table) if named is None else named
        has_colours = has_ratings_as_colours(table)
        for row in table.rows:
            reference, name = table.text(row.number, Role.REFERENCE), table.text(row.number, Role.NAME)
            place = table.sheet.place(
                row.number, table.column(Role.NAME) or table.column(Role.REFERENCE) or 1
            )
            named_by = name if reference or name else table.title or table.sheet.name
            measure = self._measure(kind, reference, named_by, place, row.group)
            area = table.text(row.number, Role.AREA)
            add_texts(measure, table, row)
            for heading in periods:
                one = figure_at(table, row, heading)
                of_year = one is not None and one.period.part is Part.YEAR and kind[0] is not Part.YEAR
                put_figure(measure.outturns if of_year else measure.figures, one, report)
            if named is not None:
                for one in figures_of_one_period(table, row, named):
                    put_figure(measure.figures, one, report)
            for heading in table.of_role(Role.OUTTURN):
                year = None if heading.year is None else FoundPeriod(Part.YEAR, 0, heading.year)
                put_figure(measure.outturns, figure_at(table, row, replace(heading, period=year)), report)
            add_parts(measure, table, row, latest)
            add_targets(measure, table, row, area, report)
            add_comparators(measure, table, row)
            own = {each.period for each in measure.figures if each.area == area and each.figure.is_figure}
            of_latest = latest if latest in own else None
            measure.ratings += ratings_in(table, row, area, of_latest, report)
            if has_colours:
                measure.ratings += coloured_figures(table, row, area)

    def _down(self, table: FoundTable, report: SheetReport) -> None:
        periods = _periods_of_rows(table, report)
        for heading in table.headings:
            cells = [table.cell(row.number, heading.column) for row in table.rows]
            figures = [figure_in(cell) for cell in cells]
            told = sum(bool(each.is_figure or each.mark or each.status) for each in figures)
            are_figures = any(each.is_figure for each in figures)
            is_measure = are_figures and told * 2 > sum(not each.is_empty for each in figures)
            if heading.role in (Role.WHEN, Role.AREA) or not heading.text:
                continue
            if heading.role is Role.TARGET and (owner := self._left_of(table, heading, figures)) is not None:
                add_targets_down(owner, table, heading, periods)
                continue
            if not is_measure or heading.text.casefold() in _NEVER_A_MEASURE:
                place = table.sheet.place(table.header_row, heading.column)
                report.skipped.append(f'{place}: the column "{heading.text}", which holds no figures')
                continue
            for row, figure in zip(table.rows, figures, strict=True):
                period = periods.get(row.number)
                if period is None:
                    continue
                place = table.sheet.place(table.header_row, heading.column)
                measure = self._measure(period.kind, "", heading.text, place)
                area = table.text(row.number, Role.AREA)
                put_figure(
                    measure.figures,
                    OneFigure(area, period, figure, table.sheet.place(row.number, heading.column)),
                    report,
                )

    def _left_of(
        self, table: FoundTable, heading: Heading, targets: Sequence[FoundFigure]
    ) -> FoundMeasure | None:
        """The measure of a column of targets: the nearest to its left with figures of the same unit."""
        unit = next((each.unit for each in targets if each.is_figure), None)
        for column in reversed([each for each in table.headings if each.column < heading.column]):
            cells = (figure_in(table.cell(row.number, column.column)) for row in table.rows)
            if unit in {each.unit for each in cells if each.is_figure}:
                own = (each for (name, _), each in self.measures.items() if name == column.text.casefold())
                return next(own, None)
        return None

    def _long(self, table: FoundTable, report: SheetReport) -> None:
        when = table.column(Role.WHEN) or 1
        value = table.column(Role.VALUE) or _first_numeric(table)
        if value is None:
            report.not_understood.append(f"{table.sheet.place(table.header_row, 1)}: no column of figures")
            return
        by_measure: dict[str, list[BodyRow]] = {}
        for row in table.rows:
            by_measure.setdefault(
                table.text(row.number, Role.REFERENCE) or table.text(row.number, Role.NAME), []
            ).append(row)
        for rows in by_measure.values():
            periods = _periods_down(table, rows, when, report)
            for row in rows:
                period = periods.get(row.number)
                if period is None:
                    continue
                reference, name = table.text(row.number, Role.REFERENCE), table.text(row.number, Role.NAME)
                name = name if reference or name else table.title or table.sheet.name
                place = table.sheet.place(row.number, value)
                measure = self._measure(period.kind, reference, name, place, row.group)
                area = table.text(row.number, Role.AREA)
                add_texts(measure, table, row)
                figure = with_parts(figure_in(table.cell(row.number, value)), table, row)
                put_figure(measure.figures, OneFigure(area, period, figure, place), report)
                for rating in ratings_in(table, row, area, period, report):
                    measure.ratings.append(rating)
                add_targets(measure, table, row, area, report)


def _layout_of(table: FoundTable) -> str:
    has_areas_down = table.layout is Layout.DOWN and table.column(Role.WHEN) is None
    return "areas down" if has_areas_down else table.layout.value


def _of_numbered_days(table: FoundTable) -> str:
    """That headings are numbers of days, which were read as dates."""
    numbered = [
        each.text for each in table.of_role(Role.PERIOD) if each.text.isdigit() and len(each.text) > 4
    ]
    return f"; headings such as {numbered[0]} are read as dates" if numbered else ""


def _periods_of_rows(table: FoundTable, report: SheetReport) -> dict[int, FoundPeriod]:
    """The period of each row; where no column has periods, the one that the sheet names."""
    when, named = table.column(Role.WHEN), period_named(table.sheet, table.header_row)
    if when is None and named is not None:
        return {row.number: named for row in table.rows}
    return _periods_down(table, table.rows, when or 1, report)


def _periods_down(
    table: FoundTable, rows: Sequence[BodyRow], column: int, report: SheetReport
) -> dict[int, FoundPeriod]:
    """The period of each row; what nothing beside it reads as a period is reported and left out."""
    found = [(row.number, period_in(table.cell(row.number, column))) for row in rows]
    whole = [(number, period) for number, period in found if period is not None and period.is_whole]
    heading = next((each.text for each in table.headings if each.column == column), "").casefold()
    is_week_end = "ending" in heading or "ended" in heading or heading.startswith(("w/e", "week end"))
    dated = with_runs_read([period for _, period in whole], is_week_end)
    periods = {number: period for (number, _), period in zip(whole, dated, strict=True)}
    for number, period in periods.items():
        if period.part in UNREAD:
            shown = table.text_at(number, column)
            why = why_left_out(period, period.kind)
            report.not_understood.append(f'{table.sheet.place(number, column)}: "{shown}", {why}')
    return {number: period for number, period in periods.items() if period.part not in UNREAD}


def _first_numeric(table: FoundTable) -> int | None:
    for heading in table.headings:
        if heading.role in (Role.UNKNOWN, Role.OUTTURN):
            figures = [figure_in(table.cell(row.number, heading.column)) for row in table.rows]
            if sum(figure.is_figure for figure in figures) * 2 > len(figures):
                return heading.column
    return None
