"""When the targets of several sheets hold, where nothing beside them says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import takewhile

from kpi_engine.read.recognise.found import FoundMeasure, OneTarget
from kpi_engine.read.recognise.words.period_headings import YearName, year_in_text
from kpi_engine.read.workbook.sheet import Sheet

_FIRST_ROWS = 6


def years_of(sheets: Sequence[Sheet]) -> Mapping[str, YearName | None]:
    """By sheet, the year that its name, or a title in its first rows, names."""
    return {sheet.name: _year_of(sheet) for sheet in sheets}


def dated_targets(measure: FoundMeasure, years: Mapping[str, YearName | None]) -> list[OneTarget]:
    """The targets of a measure, each that differs from sheet to sheet with what its sheet is of.

    That is the only period that the sheet has a figure of, else the year in ``years``.
    """

    def dated(target: OneTarget) -> OneTarget:
        alike = [
            each
            for each in measure.targets
            if (each.area, each.year, each.period) == (target.area, target.year, None)
        ]
        one_sheet = len({_sheet(each.place) for each in alike}) < 2
        if target.period is not None or one_sheet or len({each.target for each in alike}) < 2:
            return target
        own = {each.period for each in measure.figures if _sheet(each.place) == _sheet(target.place)}
        if len(own) == 1:
            return replace(target, period=own.pop())
        return replace(target, year=target.year or years[_sheet(target.place)])

    return [dated(each) for each in measure.targets]


def _year_of(sheet: Sheet) -> YearName | None:
    first_rows = (sheet.row(row) for row in takewhile(_FIRST_ROWS.__ge__, sheet.row_numbers))
    titles = [cell.text for cells in first_rows if len(cells) == 1 for cell in cells.values()]
    return next((year for text in (sheet.name, *titles) if (year := year_in_text(text)) is not None), None)


def _sheet(place: str) -> str:
    return place.rpartition("!")[0]
