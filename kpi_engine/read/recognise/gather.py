"""Tables → measures: each row, or each column where periods run down, with all its figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kpi_engine.read.recognise.found import (
    FoundMeasure,
    OneComparator,
    OneFigure,
    OneTarget,
    SheetReport,
)
from kpi_engine.read.recognise.header_rows import Layout, period_named
from kpi_engine.read.recognise.row_ratings import coloured_figures, has_ratings_as_colours, ratings_in
from kpi_engine.read.recognise.tables import BodyRow, FoundTable
from kpi_engine.read.recognise.words.column_roles import Heading, Role
from kpi_engine.read.recognise.words.date_runs import with_dates_read
from kpi_engine.read.recognise.words.figure_cells import FoundFigure, figure_in
from kpi_engine.read.recognise.words.period_headings import FoundPeriod, Part, period_in
from kpi_engine.read.recognise.words.standards_words import target_in, tolerance_in

_TEXT_ROLES = (
    *(Role.POLARITY, Role.UNIT, Role.OWNER, Role.SERVICE, Role.DATA_PERIOD, Role.FREQUENCY),
    *(Role.DEFINITION, Role.SOURCE, Role.DECIMALS, Role.QPR),
)
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
        self.measures: dict[tuple[str, Part], FoundMeasure] = {}

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
            f"{where}: {len(table.rows)} rows, {table.layout.value}, {figures:,} figures"
            + (f"; the year is that of {table.year_from!r}" if table.year_from else "")
        )
        report.skipped += [f"{skipped.place}: {skipped.why}" for skipped in table.skipped]
        for heading in table.headings:
            place = table.sheet.place(table.header_row, heading.column)
            if table.layout is Layout.DOWN:
                continue
            if heading.role is Role.SKIPPED and heading.text:
                report.skipped.append(f'{place}: the column "{heading.text}", {heading.role.value}')
            elif heading.role is Role.UNKNOWN and heading.text:
                report.not_understood.append(f'{place}: the column "{heading.text}"')

    def _count(self) -> int:
        return sum(len(each.figures) + len(each.outturns) for each in self.measures.values())

    def _measure(self, part: Part, reference: str, name: str, place: str, group: str = "") -> FoundMeasure:
        key = (reference or name).casefold(), part
        if key not in self.measures:
            sheet = place.rpartition("!")[0]
            self.measures[key] = FoundMeasure(reference, name or reference, part, sheet, place, group)
        return self.measures[key]

    def _across(self, table: FoundTable, report: SheetReport) -> None:
        periods = table.of_role(Role.PERIOD)
        named = None if periods else period_named(table.sheet, table.header_row)
        part = _main_part(periods) if named is None else named.part
        latest = _latest_of(table) if named is None else named
        has_colours = has_ratings_as_colours(table)
        for row in table.rows:
            reference, name = table.text(row.number, Role.REFERENCE), table.text(row.number, Role.NAME)
            place = table.sheet.place(
                row.number, table.column(Role.NAME) or table.column(Role.REFERENCE) or 1
            )
            measure = self._measure(part, reference, name, place, row.group)
            area = table.text(row.number, Role.AREA)
            _add_texts(measure, table, row)
            for heading in periods:
                one = _figure_at(table, row, heading)
                of_year = one is not None and one.period.part is Part.YEAR and part is not Part.YEAR
                _put(measure.outturns if of_year else measure.figures, one, report)
            if named is not None:
                for one in _figures_of_one_period(table, row, named):
                    _put(measure.figures, one, report)
            for heading in table.of_role(Role.OUTTURN):
                year = None if heading.year is None else FoundPeriod(Part.YEAR, 0, heading.year)
                _put(measure.outturns, _figure_at(table, row, replace(heading, period=year)), report)
            _add_parts(measure, table, row, latest)
            _add_targets(measure, table, row, area, report)
            _add_comparators(measure, table, row)
            own = {each.period for each in measure.figures if each.area == area and each.figure.is_figure}
            of_latest = latest if latest in own else None
            measure.ratings += ratings_in(table, row, area, of_latest, report)
            if has_colours:
                measure.ratings += coloured_figures(table, row, area)

    def _down(self, table: FoundTable, report: SheetReport) -> None:
        when = table.column(Role.WHEN) or 1
        periods = _periods_down(table, table.rows, when)
        for heading in table.headings:
            cells = [table.cell(row.number, heading.column) for row in table.rows]
            figures = [figure_in(cell) for cell in cells]
            is_measure = sum(each.is_figure for each in figures) * 2 > sum(
                not each.is_empty for each in figures
            )
            if heading.role in (Role.WHEN, Role.AREA) or not heading.text:
                continue
            if heading.role is Role.TARGET and (owner := self._left_of(table, heading, figures)) is not None:
                _add_targets_down(owner, table, heading, periods)
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
                measure = self._measure(period.part, "", heading.text, place)
                area = table.text(row.number, Role.AREA)
                _put(
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
            periods = _periods_down(table, rows, when)
            for row in rows:
                period = periods.get(row.number)
                if period is None:
                    continue
                reference, name = table.text(row.number, Role.REFERENCE), table.text(row.number, Role.NAME)
                place = table.sheet.place(row.number, value)
                measure = self._measure(period.part, reference, name, place, row.group)
                area = table.text(row.number, Role.AREA)
                _add_texts(measure, table, row)
                figure = _with_parts(figure_in(table.cell(row.number, value)), table, row)
                _put(measure.figures, OneFigure(area, period, figure, place), report)
                for rating in ratings_in(table, row, area, period, report):
                    measure.ratings.append(rating)
                _add_targets(measure, table, row, area, report)


def _add_targets_down(
    measure: FoundMeasure, table: FoundTable, heading: Heading, periods: Mapping[int, FoundPeriod]
) -> None:
    """A target for each period; one that never changes is written once."""
    found = []
    for row in table.rows:
        target, period = target_in(table.cell(row.number, heading.column)), periods.get(row.number)
        if target is not None and period is not None:
            place = table.sheet.place(row.number, heading.column)
            found.append(
                OneTarget(table.text(row.number, Role.AREA), None, period, target, None, None, place)
            )
    if len({(each.area, each.target) for each in found}) == len({each.area for each in found}):
        found = [replace(each, period=None) for each in found]
    measure.targets += found


def _main_part(periods: Sequence[Heading]) -> Part:
    parts = Counter(heading.period.part for heading in periods if heading.period is not None)
    others = [part for part, _ in parts.most_common() if part is not Part.YEAR]
    return others[0] if others else Part.YEAR


def _periods_down(table: FoundTable, rows: Sequence[BodyRow], column: int) -> dict[int, FoundPeriod]:
    found = [(row.number, period_in(table.cell(row.number, column))) for row in rows]
    whole = [(number, period) for number, period in found if period is not None and period.is_whole]
    heading = next((each.text for each in table.headings if each.column == column), "").casefold()
    is_week_end = "ending" in heading or "ended" in heading or heading.startswith(("w/e", "week end"))
    dated = with_dates_read([period for _, period in whole], is_week_end)
    return {number: period for (number, _), period in zip(whole, dated, strict=True)}


def _first_numeric(table: FoundTable) -> int | None:
    for heading in table.headings:
        if heading.role in (Role.UNKNOWN, Role.OUTTURN):
            figures = [figure_in(table.cell(row.number, heading.column)) for row in table.rows]
            if sum(figure.is_figure for figure in figures) * 2 > len(figures):
                return heading.column
    return None


def _add_texts(measure: FoundMeasure, table: FoundTable, row: BodyRow) -> None:
    for role in _TEXT_ROLES:
        text = table.text(row.number, role)
        if text and role.name not in measure.texts:
            measure.texts[role.name] = text
            measure.texts[f"{role.name} place"] = table.sheet.place(row.number, table.column(role) or 1)


def _figure_at(table: FoundTable, row: BodyRow, heading: Heading) -> OneFigure | None:
    """The figure of a row in the column of a period; None for a column without a period."""
    if heading.period is None:
        return None
    figure = figure_in(table.cell(row.number, heading.column))
    place = table.sheet.place(row.number, heading.column)
    return OneFigure(table.text(row.number, Role.AREA), heading.period, figure, place)


def _figures_of_one_period(table: FoundTable, row: BodyRow, period: FoundPeriod) -> Iterator[OneFigure]:
    """The figure in the column of figures, or one in the column of each area."""
    columns = table.of_role(Role.VALUE)[:1] or table.of_role(Role.OF_AREA)
    for heading in columns:
        area = heading.text if heading.role is Role.OF_AREA else table.text(row.number, Role.AREA)
        figure = _with_parts(figure_in(table.cell(row.number, heading.column)), table, row)
        yield OneFigure(area, period, figure, table.sheet.place(row.number, heading.column))


def _put(figures: list[OneFigure], one: OneFigure | None, report: SheetReport) -> None:
    """Add a figure; what is not understood is reported and left out."""
    if one is None or one.figure.is_empty:
        return
    if one.figure.problem:
        report.not_understood.append(f"{one.place}: {one.figure.problem}")
        return
    figures.append(one)


def _add_parts(measure: FoundMeasure, table: FoundTable, row: BodyRow, latest: FoundPeriod | None) -> None:
    """Add a numerator and denominator beside a run of periods to the figure of its last period."""
    if table.column(Role.NUMERATOR) is None:
        return
    area, sheet = table.text(row.number, Role.AREA), f"{table.sheet.name}!"
    for at, each in enumerate(measure.figures):
        if each.area == area and each.period == latest and each.place.startswith(sheet):
            measure.figures[at] = replace(each, figure=_with_parts(each.figure, table, row))


def _add_comparators(measure: FoundMeasure, table: FoundTable, row: BodyRow) -> None:
    """The figures of other bodies, each with the year that its heading names."""
    for heading in table.of_role(Role.COMPARATOR):
        figure = figure_in(table.cell(row.number, heading.column))
        if figure.value:
            place = table.sheet.place(row.number, heading.column)
            measure.comparators.append(OneComparator(heading.name, heading.year, figure, place))


def _with_parts(figure: FoundFigure, table: FoundTable, row: BodyRow) -> FoundFigure:
    parts = [
        figure_in(table.cell(row.number, table.column(role))) for role in (Role.NUMERATOR, Role.DENOMINATOR)
    ]
    if not all(part.value for part in parts):
        return figure
    return replace(figure, numerator=parts[0].value, denominator=parts[1].value)


def _latest_of(table: FoundTable) -> FoundPeriod | None:
    """The latest period that the table has any figure of."""
    periods = table.of_role(Role.PERIOD)
    part = _main_part(periods)
    filled = [
        heading.period
        for heading in periods
        if heading.period is not None
        and heading.period.part is part
        and any(figure_in(table.cell(row.number, heading.column)).is_figure for row in table.rows)
    ]
    return max(filled, key=lambda period: period.order, default=None)


def _floor_in(table: FoundTable, row: BodyRow, report: SheetReport) -> FoundFigure | None:
    """The floor standard of a row: where RED begins, unless RED includes the value that is named."""
    for heading in table.of_role(Role.FLOOR)[:1]:
        edge = target_in(table.cell(row.number, heading.column))
        is_red = heading.text.casefold().startswith("red")
        if edge is not None and is_red and edge.polarity is not None and not edge.strict:
            if table.column(Role.TOLERANCE) is None:
                place = table.sheet.place(row.number, heading.column)
                report.not_understood.append(f"{place}: RED includes this value; which one is still AMBER?")
            return None
        return None if edge is None else edge.number
    return None


def _add_targets(
    measure: FoundMeasure, table: FoundTable, row: BodyRow, area: str, report: SheetReport
) -> None:
    tolerance = tolerance_in(table.cell(row.number, table.column(Role.TOLERANCE)))
    floor = _floor_in(table, row, report)
    for heading in table.of_role(Role.TARGET):
        target = target_in(table.cell(row.number, heading.column))
        if target is None:
            continue
        place = table.sheet.place(row.number, heading.column)
        one = OneTarget(area, heading.year, heading.period, target, tolerance, floor, place)
        if target.note:
            report.not_understood.append(f'{place}: the target "{target.note}"')
        measure.targets.append(one)
    if tolerance is not None and tolerance.note:
        place = table.sheet.place(row.number, table.column(Role.TOLERANCE) or 1)
        report.not_understood.append(f'{place}: the tolerance "{tolerance.note}"')
