"""Comparators: reference values of other places.

Columns: code, section, comparator, value; year, area.
"""

from __future__ import annotations

from collections.abc import Sequence

from kpi_engine.model.arrays.observation import exact_decimal
from kpi_engine.model.calendars.period_text import period_label
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.scorecard import Comparator, FileSource
from kpi_engine.model.issue import Issue, Location, Severity, error
from kpi_engine.model.wording import shown
from kpi_engine.read.csv.csv_header import ColumnNames
from kpi_engine.read.csv.csv_table import CsvTable
from kpi_engine.read.csv.marked_texts import marked
from kpi_engine.read.csv.number_columns import MISSING_MARKS
from kpi_engine.read.csv.number_reasons import NotANumber, unreadable
from kpi_engine.read.csv.numbers import NumberStyle, parse_number
from kpi_engine.read.csv.period_readings import why_not_a_period
from kpi_engine.read.csv.periods import parse_period
from kpi_engine.read.csv.row_labels import unknown_label
from kpi_engine.read.data.worded_values import number_of_word
from kpi_engine.read.reporting import in_order
from kpi_engine.read.sheets.read_tables import read_one_table

COLUMNS = ColumnNames(("code", "section", "comparator", "value"), ("year", "area"))


def read_comparators(
    source: FileSource, indicators: Sequence[Indicator], areas: Sequence[Area]
) -> tuple[tuple[Comparator, ...], tuple[Issue, ...]]:
    """Read the comparators in the order of the file; a row whose value is marked as missing makes none.

    ``year`` is a year, or a period of the indicator's frequency; it is given back as its canonical label.
    ``area`` is one of the ``areas``, or empty for all of them.
    """
    table, issues = read_one_table(source, COLUMNS)
    if table is None or not indicators or not areas:  # what is wrong with those has been told
        return (), issues
    reader = _Reader(table, NumberStyle(source.thousands_separator, source.percent_sign), indicators, areas)
    for row in range(len(table)):
        reader.read(row)
    return tuple(reader.comparators.values()), (*issues, *in_order(reader.issues))


class _Reader:
    """Reads row by row; ``comparators`` by code, section, area, name and year."""

    def __init__(
        self, table: CsvTable, style: NumberStyle, indicators: Sequence[Indicator], areas: Sequence[Area]
    ) -> None:
        self.comparators: dict[tuple[str, str, str, str, str], Comparator] = {}
        self.issues: list[Issue] = []
        self._table = table
        self._style = style
        self._indicators = {indicator.code: indicator for indicator in indicators}
        self._unknown_code = unknown_label(
            table.columns["code"], "code", "the definitions", tuple(self._indicators)
        )
        names = tuple(area.name for area in areas)
        self._areas = {"", *names}
        self._area_column = table.column("area")
        self._unknown_area = unknown_label(self._area_column, "area", "the areas file", names)

    def read(self, row: int) -> None:
        code, section, name, text = (self._table.columns[column].at(row) for column in COLUMNS.required)
        place = self._table.place(int(self._table.line[row]))
        indicator = self._indicators.get(code)
        if indicator is None:
            self.issues.append(error(place, *self._unknown_code(int(self._table.columns["code"].index[row]))))
            return
        if not name:
            self.issues.append(error(place, "the comparator is empty", "name it, such as England"))
            return
        year, area = self._year(row, indicator, place), self._area(row, place)
        if year is None or area is None or text in MISSING_MARKS:
            return
        behind = marked(number_of_word(text, indicator))
        if behind.text in MISSING_MARKS:
            return
        number = behind.problem or parse_number(behind.text, self._style)
        if isinstance(number, NotANumber):
            self.issues.append(error(place, unreadable("value", text, number.reason), number.remedy))
            return
        value = exact_decimal(number.mantissa, number.decimals)
        self._keep(Comparator(code, name, section, value, text, year, place, area, behind.marks))

    def _year(self, row: int, indicator: Indicator, place: Location) -> str | None:
        """The label of the row's year, empty where it has none; None where it cannot be read."""
        column = self._table.columns.get("year")
        text = "" if column is None else column.at(row)
        if not text:
            return ""
        for calendar in (indicator.calendar.yearly, indicator.calendar):
            ordinal = parse_period(text, calendar)
            if ordinal is not None:
                return period_label(calendar, ordinal)
        reason, remedy = why_not_a_period(text, indicator.calendar.yearly)
        self.issues.append(error(place, f"the year {shown(text)} {reason}", remedy))
        return None

    def _area(self, row: int, place: Location) -> str | None:
        """The row's area, empty where it counts for all; None where it is not known."""
        area = self._area_column.at(row)
        if area in self._areas:
            return area
        self.issues.append(error(place, *self._unknown_area(int(self._area_column.index[row]))))
        return None

    def _keep(self, comparator: Comparator) -> None:
        key = (comparator.code, comparator.section, comparator.area, comparator.name, comparator.year)
        first = self.comparators.setdefault(key, comparator)
        if first is comparator:
            return
        where = f" in {comparator.area}" if comparator.area else ""
        again = f"{comparator.name} for {comparator.code}{where} is given twice"
        line = first.location.within
        if first.value == comparator.value:
            what, severity = f"{again}, also {line} with the same value", Severity.WARNING
        else:
            what, severity = f"{again}: {comparator.text} here, {first.text} {line}", Severity.ERROR
        self.issues.append(Issue(severity, comparator.location, what, "delete one of the two lines"))
