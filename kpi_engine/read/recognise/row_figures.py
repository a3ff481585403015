"""The figures, parts, comparators and targets of one row of a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from kpi_engine.read.recognise.found import (
    FoundMeasure,
    OneComparator,
    OneFigure,
    OneTarget,
    SheetReport,
)
from kpi_engine.read.recognise.tables import BodyRow, FoundTable
from kpi_engine.read.recognise.words.column_roles import Heading, Role
from kpi_engine.read.recognise.words.figure_cells import FoundFigure, figure_in
from kpi_engine.read.recognise.words.found_period import FoundPeriod
from kpi_engine.read.recognise.words.span_runs import main_kind
from kpi_engine.read.recognise.words.standards_words import target_in, tolerance_in

_TEXT_ROLES = (
    *(Role.POLARITY, Role.UNIT, Role.OWNER, Role.SERVICE, Role.DATA_PERIOD, Role.FREQUENCY),
    *(Role.DEFINITION, Role.SOURCE, Role.DECIMALS, Role.QPR),
)


def add_targets_down(
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


def add_texts(measure: FoundMeasure, table: FoundTable, row: BodyRow) -> None:
    """Add what the columns of texts say of the measure in a row."""
    for role in _TEXT_ROLES:
        text = table.text(row.number, role)
        if text and role.name not in measure.texts:
            measure.texts[role.name] = text
            measure.texts[f"{role.name} place"] = table.sheet.place(row.number, table.column(role) or 1)


def figure_at(table: FoundTable, row: BodyRow, heading: Heading) -> OneFigure | None:
    """The figure of a row in the column of a period; None for a column without a period."""
    if heading.period is None:
        return None
    figure = figure_in(table.cell(row.number, heading.column))
    place = table.sheet.place(row.number, heading.column)
    return OneFigure(table.text(row.number, Role.AREA), heading.period, figure, place)


def figures_of_one_period(table: FoundTable, row: BodyRow, period: FoundPeriod) -> Iterator[OneFigure]:
    """The figure in the column of figures, or one in the column of each area."""
    columns = table.of_role(Role.VALUE)[:1] or table.of_role(Role.OF_AREA)
    for heading in columns:
        area = heading.text if heading.role is Role.OF_AREA else table.text(row.number, Role.AREA)
        figure = with_parts(figure_in(table.cell(row.number, heading.column)), table, row)
        yield OneFigure(area, period, figure, table.sheet.place(row.number, heading.column))


def put_figure(figures: list[OneFigure], one: OneFigure | None, report: SheetReport) -> None:
    """Add a figure; what is not understood is reported and left out, but for what may be a word."""
    if one is None or one.figure.is_empty:
        return
    if one.figure.problem and not one.figure.word:
        report.not_understood.append(f"{one.place}: {one.figure.problem}")
        return
    figures.append(one)


def add_parts(measure: FoundMeasure, table: FoundTable, row: BodyRow, latest: FoundPeriod | None) -> None:
    """Add a numerator and denominator beside a run of periods to the figure of its last period."""
    if table.column(Role.NUMERATOR) is None:
        return
    area, sheet = table.text(row.number, Role.AREA), f"{table.sheet.name}!"
    for at, each in enumerate(measure.figures):
        if each.area == area and each.period == latest and each.place.startswith(sheet):
            measure.figures[at] = replace(each, figure=with_parts(each.figure, table, row))


def add_comparators(measure: FoundMeasure, table: FoundTable, row: BodyRow) -> None:
    """The figures of other bodies, each with the year that its heading names."""
    for heading in table.of_role(Role.COMPARATOR):
        figure = figure_in(table.cell(row.number, heading.column))
        if figure.value:
            place = table.sheet.place(row.number, heading.column)
            measure.comparators.append(OneComparator(heading.name, heading.year, figure, place))


def with_parts(figure: FoundFigure, table: FoundTable, row: BodyRow) -> FoundFigure:
    """A figure with the numerator and the denominator of its row, where both are there."""
    parts = [
        figure_in(table.cell(row.number, table.column(role))) for role in (Role.NUMERATOR, Role.DENOMINATOR)
    ]
    if not all(part.value for part in parts):
        return figure
    return replace(figure, numerator=parts[0].value, denominator=parts[1].value)


def latest_of(table: FoundTable) -> FoundPeriod | None:
    """The latest period that the table has any figure of."""
    periods = table.of_role(Role.PERIOD)
    part = main_kind(each.period for each in periods if each.period)[0]
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


def add_targets(
    measure: FoundMeasure, table: FoundTable, row: BodyRow, area: str, report: SheetReport
) -> None:
    """Add the targets of a row, with its tolerance and its floor standard."""
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
