"""When the targets of several sheets hold, where nothing beside them says so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import takewhile

from kpi_engine.read.recognise.draft.over_the_year import holds_in
from kpi_engine.read.recognise.found import FoundMeasure, OneTarget
from kpi_engine.read.recognise.words.found_period import YearName
from kpi_engine.read.recognise.words.period_headings import year_in_text
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

    return list(_by_their_standard([dated(each) for each in measure.targets]))


def _by_their_standard(targets: Sequence[OneTarget]) -> Iterator[OneTarget]:
    """The targets; a target of one period has the sign of the standard beside it, ``< 6.6``.

    A plain number of a period that repeats the standard says nothing more.
    """
    standards = [each for each in targets if each.period is None and each.target.number is not None]
    for each in targets:
        number, period = each.target.number, each.period
        own = [
            one.target
            for one in standards
            if period is not None and one.area in ("", each.area) and holds_in(one, period)
        ]
        if number is None or each.target.polarity is not None or len(own) != 1 or own[0].number is None:
            yield each
        elif Decimal(own[0].number.value) != Decimal(number.value):
            signed = replace(each.target, polarity=own[0].polarity, strict=own[0].strict)
            yield replace(each, target=signed)


def _year_of(sheet: Sheet) -> YearName | None:
    first_rows = (sheet.row(row) for row in takewhile(_FIRST_ROWS.__ge__, sheet.row_numbers))
    titles = [cell.text for cells in first_rows if len(cells) == 1 for cell in cells.values()]
    return next((year for text in (sheet.name, *titles) if (year := year_in_text(text)) is not None), None)


def _sheet(place: str) -> str:
    return place.rpartition("!")[0]
